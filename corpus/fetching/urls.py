"""One spelling for an address, so that a page listed in several ways is one article. Pure functions, no I/O.

We spell addresses by rules of our own rather than a library's: an article's id is made of its address, and must
be the same after any upgrade.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urljoin

from corpus.errors import AddressForbidden

LONGEST = 2_000
"""Characters of an address; longer ones are no page that anyone links to."""

PORTS = {"http": 80, "https": 443}

_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_SESSION = re.compile(r"(?i);jsessionid=[^/?#;]*")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

_TRACKING_PREFIXES = ("utm_", "mc_", "pk_", "mtm_", "piwik_", "hsa_", "_hs", "oly_", "vero_")
_TRACKING = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid igshid twclid ttclid li_fat_id mkt_tok trk xtor cmpid "
    "s_cid icid ref_src ref_url _ga _gl __twitter_impression phpsessid jsessionid aspsessionid sessionid".split()
)


def normalise(url: str) -> str:
    """Spell an address the one way we know it by.

    Scheme and host in lower case and ASCII, no port where it is the scheme's own, no fragment, no parameters that
    only follow a reader around, percent escapes in capitals and only where they are needed. The scheme, the order
    of parameters and a slash at the end stay as they were: servers may tell them apart.

    Raises:
        AddressForbidden: no http(s) address, one with a name or password in it, or one that cannot be read.
    """
    import httpx  # a question needs no web client, and it takes a twentieth of a second

    shown = url[:200]
    if len(url) > LONGEST:
        raise AddressForbidden(shown, f"{len(url):,} characters; an address has {LONGEST:,} at most")
    if "\\" in url:
        raise AddressForbidden(shown, "has a backslash, which browsers and servers read differently; correct it")
    try:
        parsed = httpx.URL(url.strip())
        port, _ = parsed.port, parsed.host  # both may turn out to be unreadable only now
    except (httpx.InvalidURL, ValueError) as error:  # UnicodeError, from host names, is a ValueError
        raise AddressForbidden(shown, f"is no address ({error}); correct it") from None
    if parsed.scheme not in PORTS:
        raise AddressForbidden(shown, f"only http and https are fetched, not {parsed.scheme or 'an address without'}")
    if parsed.userinfo:
        raise AddressForbidden(shown, "has a name or password in it; pages that need one are not fetched")
    host = _host(parsed.raw_host.decode("ascii").lower(), shown)
    if port is not None and not 0 < port < 65536:
        raise AddressForbidden(shown, f"there is no port {port}")
    path, _, query = parsed.raw_path.decode("ascii").partition("?")
    place = f"{parsed.scheme}://{host}" + (f":{port}" if port not in (None, PORTS[parsed.scheme]) else "")
    query = "&".join(pair for pair in query.split("&") if pair and not _follows(pair))
    tidy = place + _escapes(_SESSION.sub("", path) or "/") + (f"?{_escapes(query)}" if query else "")
    if len(tidy) > 3 * LONGEST:
        raise AddressForbidden(shown, "is too long once it is written in ASCII")
    return tidy


def joined(base: str, reference: str) -> str:
    """Resolve a link against the page it stands on, and normalise it.

    Raises:
        AddressForbidden: as `normalise`.
    """
    try:
        return normalise(urljoin(base, reference.strip()))
    except ValueError as error:
        raise AddressForbidden(reference[:200], f"is no address ({error}); correct it") from None


def host_of(url: str) -> str:
    """The host of a normalised address, without its port."""
    import httpx

    return httpx.URL(url).raw_host.decode("ascii")


def place_of(url: str) -> str:
    """Scheme, host and port of a normalised address: what robots.txt and pacing go by."""
    return url[: url.index("/", url.index("//") + 2)]


def twin(url: str) -> str:
    """The same address under the other scheme: sites move to https, and their pages stay the same articles."""
    scheme, rest = url.split(":", 1)
    return f"{'http' if scheme == 'https' else 'https'}:{rest}"


def same_site(one: str, other: str) -> bool:
    """Tell whether two hosts are one, or one lies below the other; `www.` counts for nothing."""
    first, second = (name.removeprefix("www.") for name in (one, other))
    return first == second or first.endswith("." + second) or second.endswith("." + first)


def _host(host: str, shown: str) -> str:
    """Check the form of a host; whether it may be asked is the guard's to say."""
    if ":" in host:
        try:
            address = ipaddress.IPv6Address(host)
        except ValueError:
            raise AddressForbidden(shown, "has a malformed IPv6 address for a host; correct it") from None
        if address.scope_id is not None:
            raise AddressForbidden(shown, "names a network interface of this machine")
        return f"[{address.compressed}]"
    host = host.removesuffix(".")
    if not _HOST.fullmatch(host):
        raise AddressForbidden(shown, "has no host that can be asked; correct it")
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        # Systems read 2130706433, 0x7f.1 and 017700000001 as 127.0.0.1; no press room writes its address so.
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError:
            raise AddressForbidden(shown, "has a number for a host that is no plain IPv4 address") from None
    return host


def _follows(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _escapes(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if char in _UNRESERVED else f"%{match[1].upper()}"

    return _ESCAPE.sub(one, text)
