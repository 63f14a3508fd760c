"""What can go wrong at the doors themselves.

    DoorError
    ├── SettingsError           a setting has an unknown name or an impossible value
    └── BodyTypeUnknown         a request's body is of a type that its route does not read

Every message says what happened, to what, and what to do.
"""

from __future__ import annotations


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
