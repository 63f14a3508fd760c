"""Which network addresses are the public's. Pure functions, no I/O.

After the IANA registries of special-purpose addresses (RFC 6890 and its successors). For IPv6 the question is
turned round: only global unicast (2000::/3) is public, and of that not what stands for an IPv4 address or for no
host at all.
"""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_V4 = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "shared by a carrier",
    "127.0.0.0/8": "loopback",
    "169.254.0.0/16": "link-local",  # where clouds tell their machines secrets
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "reserved",
    "192.0.2.0/24": "for documentation",
    "192.31.196.0/24": "reserved",
    "192.52.193.0/24": "reserved",
    "192.88.99.0/24": "a 6to4 relay",
    "192.168.0.0/16": "private",
    "192.175.48.0/24": "reserved",
    "198.18.0.0/15": "for benchmarks",
    "198.51.100.0/24": "for documentation",
    "203.0.113.0/24": "for documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
    "168.63.129.16/32": "a cloud's own service",  # Azure; public by its number, answered inside
}
_V6 = {
    "::/128": "unspecified",
    "::1/128": "loopback",
    "::/96": "an IPv4 address in IPv6 form",
    "::ffff:0:0/96": "an IPv4 address in IPv6 form",
    "fc00::/7": "private",
    "fe80::/10": "link-local",
    "fec0::/10": "site-local",
    "ff00::/8": "multicast",
    "2001::/23": "reserved",  # Teredo, ORCHID, benchmarks
    "2001:db8::/32": "for documentation",
    "2002::/16": "an IPv4 address in IPv6 form",  # 6to4
    "2620:4f:8000::/48": "reserved",
    "3fff::/20": "for documentation",
}
_TABLES: dict[int, tuple[tuple[Network, str], ...]] = {
    4: tuple((ipaddress.ip_network(network), why) for network, why in _V4.items()),
    6: tuple((ipaddress.ip_network(network), why) for network, why in _V6.items()),
}
_PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def why_not(address: Address) -> str | None:
    """Say why an address is not the public's; null where it is.

    `64:ff9b::/96` is how a network without IPv4 reaches the IPv4 world (RFC 6052), so there the IPv4 address inside
    is judged. Every other IPv4 address in IPv6 form is refused: no press room has one.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return why_not(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address.scope_id is not None:
            return "link-local"
    for network, why in _TABLES[address.version]:
        if address in network:
            return why
    if isinstance(address, ipaddress.IPv6Address) and address not in _PUBLIC_V6:
        return "reserved"
    # What a newer Python knows of registries that this table does not.
    return None if address.is_global else "not public"
