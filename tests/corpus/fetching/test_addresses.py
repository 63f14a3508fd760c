"""Which network addresses are the public's."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fetching.addresses import why_not

INSIDE = [
    "0.0.0.0",  # noqa: S104
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1111%eth0",
    "fec0::1",
    "ff02::1",
]
OUTSIDE = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "2a00:1450::1",
    "64:ff9b::808:808",
]


@pytest.mark.parametrize("text", INSIDE)
def test_what_is_not_the_publics_is_known(text: str) -> None:
    assert why_not(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_is_the_publics_is_let_through(text: str) -> None:
    assert why_not(ipaddress.ip_address(text)) is None


@given(st.ip_addresses(v=4))
def test_no_special_ipv4_address_is_let_through(address: ipaddress.IPv4Address) -> None:
    special = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
    if special:
        assert why_not(address)


@given(st.ip_addresses(v=6))
def test_no_special_ipv6_address_is_let_through(address: ipaddress.IPv6Address) -> None:
    if why_not(address) is None:
        assert address in ipaddress.IPv6Network("2000::/3") or address in ipaddress.IPv6Network("64:ff9b::/96")
        assert not address.is_private


@given(
    st.sampled_from([text for text in INSIDE if "." in text and ":" not in text]),
    st.sampled_from(["::ffff:0:0", "64:ff9b::", "::"]),
)
def test_dressing_up_as_ipv6_helps_nobody(text: str, dress: str) -> None:
    number = int(ipaddress.IPv6Address(dress)) | int(ipaddress.IPv4Address(text))
    assert why_not(ipaddress.IPv6Address(number))


@given(st.sampled_from(INSIDE[:23]))
def test_a_6to4_address_is_no_way_round(text: str) -> None:
    assert why_not(ipaddress.IPv6Address((0x2002 << 112) | (int(ipaddress.IPv4Address(text)) << 80)))
