"""The staff's own file of names, `names.toml` in the data folder: pairs that they add, and pairs that they forbid."""

from __future__ import annotations

import logging
import threading
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from corpus.names.folding import key
from corpus.store.names import Learned
from qa.errors import NamesInvalid

log = logging.getLogger("dateline")

FILE = "names.toml"

CERTAIN = 1_000_000
"""Releases that a pair counts as, which staff have written down."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the file says.

    Attributes:
        pairs: names added.
        forbidden: folded short and long forms never to be searched for each other; with no long form, none at all.
    """

    pairs: tuple[Learned, ...] = ()
    forbidden: frozenset[tuple[str, str | None]] = frozenset()

    def like(self, keys: Collection[str]) -> list[Learned]:
        """Give the added pairs of which the short or the long form is one of these."""
        return [one for one in self.pairs if one.short_key in keys or one.long_key in keys]

    def forbids(self, pair: Learned) -> bool:
        """Tell whether a pair is forbidden."""
        return not {(pair.short_key, pair.long_key), (pair.short_key, None)}.isdisjoint(self.forbidden)


class NamesFile:
    """The file, read again when it has changed. There need not be one.

    Args:
        folder: the data folder.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._lock = threading.Lock()
        self._seen: tuple[int, ...] | None = None
        self._told = Told()

    def told(self) -> Told:
        """Give what the file says; while it cannot be read, what it said before, and a warning: no answer waits."""
        with self._lock:
            seen = self._stamp()
            if seen != self._seen:
                self._seen = seen
                try:
                    self._told = self.read()
                except NamesInvalid as error:
                    counts = "what it said before counts" if self._told != Told() else "none of it counts"
                    log.warning("%s; until then %s", error, counts)
            return self._told

    def _stamp(self) -> tuple[int, ...] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino

    def read(self) -> Told:
        """Read the file as it is now.

        Raises:
            NamesInvalid: it is no TOML, or says something else than pairs.
        """
        try:
            found = tomllib.loads(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return Told()
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise NamesInvalid(f"{self.path} cannot be read ({error}); mend or remove it") from error
        if strange := found.keys() - {"pair", "forbid"}:
            raise NamesInvalid(f"{self.path}: {sorted(strange)[0]!r} is unknown; it holds [[pair]] and [[forbid]]")
        return Told(tuple(self._pairs(found)), frozenset(self._forbidden(found)))

    def _pairs(self, found: dict[str, Any]) -> Iterable[Learned]:
        for place, row in self._rows(found, "pair"):
            short, longs = row.get("short"), row.get("long")
            longs = [longs] if isinstance(longs, str) else longs
            if not _is_name(short) or not isinstance(longs, list) or not longs or not all(map(_is_name, longs)):
                raise NamesInvalid(f'{place}: write short = "..." and long = "..." (or a list of them)')
            for long in longs:
                yield Learned(short, long, key(short), key(long), CERTAIN)

    def _forbidden(self, found: dict[str, Any]) -> Iterable[tuple[str, str | None]]:
        for place, row in self._rows(found, "forbid"):
            short, long = row.get("short"), row.get("long")
            if not _is_name(short) or not (long is None or _is_name(long)):
                raise NamesInvalid(f'{place}: write short = "...", and long = "..." to forbid only that one')
            yield key(short), None if long is None else key(long)

    def _rows(self, found: dict[str, Any], kind: str) -> Iterable[tuple[str, dict[str, Any]]]:
        rows = found.get(kind, [])
        if not isinstance(rows, list):
            raise NamesInvalid(f"{self.path}: write [[{kind}]], not [{kind}]")
        for number, row in enumerate(rows, start=1):
            place = f"{self.path}: [[{kind}]] number {number}"
            if not isinstance(row, dict) or row.keys() - {"short", "long"}:
                raise NamesInvalid(f"{place}: only short and long are known")
            yield place, row


def _is_name(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and key(value) != ""
