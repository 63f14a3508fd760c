"""What can go wrong at the doors themselves.

    DoorError
    ├── SettingsError           a setting has an unknown name or an impossible value
    ├── BodyTypeUnknown         a request's body is of a type that its route does not read
    ├── SourceNotAllowed        a key does not reach the source that a request names
    ├── WorkerLost              a process that worked on a question has ended
    ├── WorkerUnready           a process that answers cannot load what it needs
    ├── RouteNotScoped          a key that is restricted to sources came to a route that shows them all
    ├── JobUnknown              there is no job of this id, or none that this key may see
    ├── JobsFull                as much work waits already as may
    ├── BulkTooLarge            more releases at once than a job may have
    ├── RepeatRefused           a request cannot be repeated under its idempotency key
    │   ├── RepeatKeyInvalid    that is no idempotency key
    │   ├── RepeatUnderWay      the first request under it is still worked on
    │   ├── RepeatDiffers       the first request under it was another one
    │   └── RepeatErased        what the first request took in was removed since, or erased
    ├── KeyInvalid              there can be no such key
    ├── KeyUnknown              there is no key of this id
    ├── KeyringDamaged          the file of keys cannot be read
    └── ModelUnknown            a chat asks for a model by a name that there is not

Every message says what happened, to what, and what to do.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.problems import Kind


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


class WorkerLost(DoorError):
    """A process that worked on a question has ended, or broke its reply off.

    Args:
        process: its number.
    """

    def __init__(self, process: int) -> None:
        super().__init__(f"process {process} of the service ended while it worked on this; ask again")


class WorkerUnready(DoorError):
    """A process that answers cannot load what it needs.

    Args:
        kind: the problem that it told, in whose stead this stands.
        detail: its words.
    """

    def __init__(self, kind: Kind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind


class RouteNotScoped(DoorError):
    """A key that is restricted to sources came to a route that shows them all."""

    def __init__(self) -> None:
        super().__init__("this key is restricted to sources and this route is not; ask for a wider key")


class JobUnknown(DoorError):
    """There is no job of this id, or none that this key may see.

    Args:
        identity: as it was given.
    """

    def __init__(self, identity: str) -> None:
        super().__init__(f"there is no job {identity!r}; ended ones are forgotten after a week")


class JobsFull(DoorError):
    """As much work waits already as may.

    Args:
        most: jobs of one kind that may be open.
    """

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} such jobs wait or run already, and nothing of this was accepted; try again later")


class BulkTooLarge(DoorError):
    """More releases at once than a job may have.

    Args:
        most: releases of one job.
        sent: how many there are.
    """

    def __init__(self, most: int, sent: int) -> None:
        super().__init__(f"{sent:,} releases at once; send {most:,} at most, and the others in another request")


class RepeatRefused(DoorError):
    """A request cannot be repeated under its idempotency key."""


class RepeatKeyInvalid(RepeatRefused):
    """That is no idempotency key."""

    def __init__(self) -> None:
        super().__init__("an Idempotency-Key has 1 to 255 printable ASCII characters; a UUID is usual")


class RepeatUnderWay(RepeatRefused):
    """The first request under this idempotency key is still worked on."""

    def __init__(self) -> None:
        super().__init__("the first request with this Idempotency-Key is still worked on; ask again in a moment")


class RepeatDiffers(RepeatRefused):
    """The first request under this idempotency key was another one."""

    def __init__(self) -> None:
        super().__init__("this Idempotency-Key came with another request before; give every request its own")


class RepeatErased(RepeatRefused):
    """What the first request under this idempotency key took in was removed since, or erased."""

    def __init__(self) -> None:
        super().__init__(
            "what the first request with this Idempotency-Key took in was removed since, and was not taken in again; "
            "send it under another key if it is to return"
        )


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


class ModelUnknown(DoorError):
    """A chat asks for a model by a name that there is not.

    Args:
        name: as it was asked for.
        known: those that there are.
    """

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"there is no model {name!r}; `GET /v1/models` lists {', '.join(known)}")
