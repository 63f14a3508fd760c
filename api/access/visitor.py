"""Who makes a request: with which key, from where. No I/O."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from api.access.key import Key, Permission
from corpus.article import Scope

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""Headers by which a proxy shows itself."""

IPV6_NETWORK = 64
"""Bits of an IPv6 address that name a subscriber, who may use any address below."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who makes a request.

    Attributes:
        key: what was presented and found good; null where none was needed.
        known: whether this visitor was let in, by a key or because the service is open; others see only what is
            for everybody.
    """

    key: Key | None = None
    known: bool = False

    @property
    def sources(self) -> frozenset[str] | None:
        """The only sources that this visitor sees; null: all."""
        if not self.known:
            return frozenset()
        return self.key.sources if self.key else None

    def scope(self) -> Scope:
        """What this visitor may see at this moment."""
        return Scope(now=dt.datetime.now(dt.UTC), sources=self.sources)

    def allows(self, wanted: Permission) -> bool:
        """Tell whether this visitor may do this."""
        return self.key.allows(wanted) if self.key else self.known

    def reaches(self, source: str) -> bool:
        """Tell whether this visitor sees, and may change, a source."""
        return self.sources is None or source in self.sources


def loopback(host: str) -> bool:
    """Tell whether an address to listen on is reached from this machine alone."""
    address = _address(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def near(client: str | None, headers: Mapping[str, str]) -> bool:
    """Tell whether a request was made on this machine, for this machine, by nobody in between.

    A proxy on this machine would bring the whole world in from 127.0.0.1, and a name that someone else's name server
    gives this machine would bring in their page: neither is near. A client without an address came through a socket
    of this machine.

    Args:
        client: its address.
        headers: by names in small letters.
    """
    if any(name in headers for name in FORWARDED):
        return False
    if client and _address(client) and not loopback(client):
        return False
    try:
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return False
    return loopback(host) or not ({".", ":"} & set(host.rstrip(".")))


def foreign(headers: Mapping[str, str]) -> bool:
    """Tell whether a page of another origin makes a request: browsers say so in `Origin`, others send none.

    The scheme is not compared, since a proxy may have taken TLS off.
    """
    origin = headers.get("origin")
    if origin is None:
        return False
    return origin.partition("://")[2].lower() != headers.get("host", "").lower() or "://" not in origin


def bucket(client: str | None) -> str:
    """Name whom a rate is counted for: an address, of IPv6 the network that one subscriber has."""
    address = _address(client or "")
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))
    return client or "here"


@lru_cache(maxsize=1024)
def _address(client: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(client)
    except ValueError:
        return None
