"""A key: what it allows, how it is made, and how one that is presented is told from others. No I/O."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from api.errors import KeyInvalid

PREFIX = "dateline"
"""What every key begins with, so that scanners for leaked secrets can know one."""

ID_BYTES = 4
SECRET_BYTES = 32

_SHAPE = re.compile(rf"{PREFIX}_([0-9a-f]{{{2 * ID_BYTES}}})_([A-Za-z0-9_-]{{43}})")
_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,100}")


class Permission(StrEnum):
    """What a key may be allowed: to read and ask, to add and remove, to look after the service. `admin` is all."""

    ASK = "ask"
    WRITE = "write"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept: its secret is not in it.

    Attributes:
        id: its public half, which stands in logs and lists.
        digest: of its secret, hex sha-256.
        sources: the only ones whose articles it sees; null: all.
        origins: the only web pages that may use it (`https://www.example.org`); empty: it is not for pages.
    """

    id: str
    name: str
    digest: str
    permissions: frozenset[Permission]
    created: dt.datetime
    sources: frozenset[str] | None = None
    origins: frozenset[str] = frozenset()

    def allows(self, wanted: Permission) -> bool:
        """Tell whether it may be used for this."""
        return wanted in self.permissions or Permission.ADMIN in self.permissions


def new(
    name: str,
    permissions: Iterable[Permission],
    sources: Iterable[str] = (),
    origins: Iterable[str] = (),
    now: dt.datetime | None = None,
) -> tuple[Key, str]:
    """Make a key.

    Args:
        name: what it is for, in the words of whoever makes it.
        sources: the only ones it sees; none: all.
        origins: the only pages that may use it; such a key stands in a page for everyone to read, so it can only ask.

    Returns:
        The key, and what its holder presents, which is told once and kept nowhere.

    Raises:
        KeyInvalid: there can be no such key.
    """
    allowed, pages, seen = frozenset(permissions), frozenset(map(origin, origins)), frozenset(sources)
    if not _NAME.fullmatch(name.strip()):
        raise KeyInvalid("a key needs a name of 1 to 100 characters, to know it by in lists")
    if not allowed:
        raise KeyInvalid(f"key {name!r} would allow nothing; give it a scope: ask, write or admin")
    if pages and allowed != {Permission.ASK}:
        raise KeyInvalid(f"key {name!r} is for web pages, where everyone can read it: its only scope can be ask")
    if seen and Permission.ADMIN in allowed:
        raise KeyInvalid(f"key {name!r} would look after the whole service: it cannot be restricted to sources")
    identity, secret = secrets.token_hex(ID_BYTES), secrets.token_urlsafe(SECRET_BYTES)
    made = Key(identity, name.strip(), digest(secret), allowed, now or dt.datetime.now(dt.UTC), seen or None, pages)
    return made, f"{PREFIX}_{identity}_{secret}"


def digest(secret: str) -> str:
    """Hash a secret, hex sha-256.

    A secret is 256 random bits: no list of guesses holds it, so neither salt nor a slow hash would add anything, and
    a slow one would cost every request.
    """
    return hashlib.sha256(secret.encode()).hexdigest()


def parts(presented: str) -> tuple[str, str] | None:
    """Take what was presented apart into id and secret; null where it has not the shape of a key."""
    match = _SHAPE.fullmatch(presented)
    return (match[1], match[2]) if match else None


def proves(key: Key | None, secret: str) -> bool:
    """Tell whether this is the key's secret, in a time that tells nothing, be there such a key or not."""
    kept = key.digest if key else digest("")
    return hmac.compare_digest(kept, digest(secret)) and key is not None


def origin(page: str) -> str:
    """Write the origin of a page as browsers send it: scheme, host, and port where it is not the usual one.

    Raises:
        KeyInvalid: it is none.
    """
    try:
        found = urlsplit(page.strip().lower())
        host, port = found.hostname or "", found.port
    except ValueError as error:
        raise KeyInvalid(f"{page!r} is no origin of a web page ({error}); write https://www.example.org") from error
    more = (found.path.strip("/"), found.query, found.fragment, found.username, found.password)
    if found.scheme not in {"http", "https"} or not re.fullmatch(r"[a-z0-9.:-]+", host) or any(more):
        raise KeyInvalid(f"{page!r} is no origin of a web page; write https://www.example.org, without a path")
    shown = f"[{host}]" if ":" in host else host
    return f"{found.scheme}://{shown}" + (
        "" if port in {None, {"http": 80, "https": 443}[found.scheme]} else f":{port}"
    )
