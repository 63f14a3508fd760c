"""The keys of a data folder, in a file of their own that every process watches."""

from __future__ import annotations

import datetime as dt
import json
import os
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from api.access.key import Key, Permission, parts, proves
from api.errors import KeyringDamaged, KeyUnknown

KEYS = "keys.json"
USED = "keys-used.json"
LOCK = "keys.lock"

NOTED_EVERY = dt.timedelta(minutes=1)
"""How exactly it is kept when a key was last used: more would be a write for every question."""

LOCK_SECONDS = 10

Stamp = tuple[int, int, int]


class Keyring:
    """The keys of a data folder. Safe for several threads and processes: a key that is revoked is refused at once.

    The keys stand in `keys.json`, which is replaced whole, and at every request looked at, not read; when each was
    last used in `keys-used.json`, which may be lost without harm. Neither is in the store: an export or a copy of it
    hands out nothing, and a damaged store locks nobody in or out.

    Args:
        folder: the data folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._read: tuple[Stamp | None, dict[str, Key]] = (None, {})
        self._noted: dict[str, dt.datetime] = {}

    @property
    def exists(self) -> bool:
        """Whether a key was ever made here, be it revoked since."""
        return self._stamp() is not None

    def all(self) -> Sequence[Key]:
        """Every key, the oldest first.

        Raises:
            KeyringDamaged: the file cannot be read.
        """
        return sorted(self._current().values(), key=lambda key: (key.created, key.id))

    def find(self, presented: str) -> Key | None:
        """Find the key that is presented; null where there is none, or no longer.

        Raises:
            KeyringDamaged: the file cannot be read.
        """
        identity, secret = parts(presented) or ("", "")
        key = self._current().get(identity)
        return key if proves(key, secret) else None

    def origins(self) -> frozenset[str]:
        """Every origin that some key is for."""
        return frozenset().union(*(key.origins for key in self._current().values()))

    def add(self, key: Key) -> None:
        """Keep a key."""
        with self._writing():
            self._write({**self._current(), key.id: key})

    def revoke(self, identity: str) -> Key:
        """Forget a key: no process accepts it from its next request on.

        Raises:
            KeyUnknown: there is none.
        """
        with self._writing():
            kept = dict(self._current())
            gone = kept.pop(identity, None)
            if gone is None:
                raise KeyUnknown(identity)
            self._write(kept)
        return gone

    # When they were used

    def used(self) -> Mapping[str, dt.datetime]:
        """When each key was last used, to the minute; a key that never was is not in it."""
        try:
            told = json.loads((self.folder / USED).read_text(encoding="utf-8"))
            return {identity: dt.datetime.fromisoformat(at) for identity, at in told.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}  # a note and no more: the next use writes it anew

    def due(self, key: Key, now: dt.datetime) -> bool:
        """Tell whether it is time to note that a key is used; told once."""
        with self._lock:
            last = self._noted.get(key.id)
            if last is not None and now - last < NOTED_EVERY:
                return False
            self._noted[key.id] = now
            return True

    def note(self, key: Key, now: dt.datetime) -> None:
        """Note that a key was used. Where it cannot be written it is left out, and the request goes on."""
        try:
            with self._writing(0):
                alive = self._current()
                told = {identity: at for identity, at in self.used().items() if identity in alive} | {key.id: now}
                self._replace(USED, {identity: at.isoformat() for identity, at in told.items()}, lasting=False)
        except (OSError, Timeout):
            return

    # The file

    def _stamp(self) -> Stamp | None:
        try:
            found = (self.folder / KEYS).stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size

    def _current(self) -> dict[str, Key]:
        stamp = self._stamp()
        known, keys = self._read
        if stamp != known:
            keys = self._load() if stamp else {}
            self._read = (stamp, keys)
        return keys

    def _load(self) -> dict[str, Key]:
        path = self.folder / KEYS
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            return {key.id: key for key in map(_key, told["keys"])}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeyringDamaged(path, f"{type(error).__name__}: {error}") from error

    def _writing(self, seconds: float = LOCK_SECONDS) -> FileLock:
        self.folder.mkdir(parents=True, exist_ok=True)
        return FileLock(self.folder / LOCK, timeout=seconds)

    def _write(self, keys: Mapping[str, Key]) -> None:
        self._replace(KEYS, {"keys": [_record(key) for key in keys.values()]}, lasting=True)

    def _replace(self, name: str, told: Any, lasting: bool) -> None:
        """Write a file whole or not at all, readable by its owner alone."""
        handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=f".{name}-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(told, file, ensure_ascii=False, indent=2)
                file.flush()
                if lasting:
                    os.fsync(file.fileno())
            Path(temporary).replace(self.folder / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _record(key: Key) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "sha256": key.digest,
        "scopes": sorted(key.permissions),
        "sources": sorted(key.sources) if key.sources is not None else None,
        "origins": sorted(key.origins),
        "created": key.created.isoformat(),
    }


def _key(told: Mapping[str, Any]) -> Key:
    return Key(
        id=str(told["id"]),
        name=str(told["name"]),
        digest=str(told["sha256"]),
        permissions=frozenset(map(Permission, told["scopes"])),
        created=dt.datetime.fromisoformat(told["created"]),
        sources=frozenset(map(str, told["sources"])) if told["sources"] is not None else None,
        origins=frozenset(map(str, told["origins"])),
    )
