"""What can go wrong at the doors themselves.

    DoorError
    ├── SettingsError           a setting has an unknown name or an impossible value
    ├── BodyTypeUnknown         a request's body is of a type that its route does not read
    ├── SourceNotAllowed        a key does not reach the source that a request names
    ├── RouteNotScoped          a key that is restricted to sources came to a route that shows them all
    ├── KeyInvalid              there can be no such key
    ├── KeyUnknown              there is no key of this id
    └── KeyringDamaged          the file of keys cannot be read

Every message says what happened, to what, and what to do.
"""

from __future__ import annotations

from pathlib import Path


class DoorError(Exception):
    """Base of everything this package raises on purpose."""


class SettingsError(DoorError):
    """A setting has an unknown name or an impossible value."""


class BodyTypeUnknown(DoorError):
    """A request's body is of a type that its route does not read.

    Args:
        sent: the content type as it was sent.
        read: those that are read.
    """

    def __init__(self, sent: str, read: str) -> None:
        super().__init__(f"no reader for a body of type {sent!r}; send {read}")


class SourceNotAllowed(DoorError):
    """A key does not reach the source that a request names.

    Args:
        source: as the request names it; whether there is such a source is not told.
    """

    def __init__(self, source: str) -> None:
        super().__init__(f"this key does not reach source {source!r}; name one of its own, or ask for a wider key")


class RouteNotScoped(DoorError):
    """A key that is restricted to sources came to a route that shows them all."""

    def __init__(self) -> None:
        super().__init__("this key is restricted to sources and this route is not; ask for a wider key")


class KeyInvalid(DoorError):
    """There can be no such key."""


class KeyUnknown(DoorError):
    """There is no key of this id.

    Args:
        identity: as it was given.
    """

    def __init__(self, identity: str) -> None:
        super().__init__(f"there is no key {identity!r}; `dateline keys list` names them")


class KeyringDamaged(DoorError):
    """The file of keys cannot be read, and nobody is let in by a guess.

    Args:
        path: the file.
        reason: why.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} cannot be read ({reason}); restore it, or remove it and make the keys anew")
