from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.access.key import Permission, new
from api.access.visitor import Visitor, bucket, foreign, loopback, near
from tests.conftest import examples

HERE = {"host": "127.0.0.1:8000"}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_a_loopback_address_is_one(host: str) -> None:
    assert loopback(host)


EVERYWHERE = "0.0.0.0"  # noqa: S104 (nothing is bound)


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "", "192.168.1.4", "press.example", "localhost.press.example"])
def test_any_other_is_none(host: str) -> None:
    assert not loopback(host)


@pytest.mark.parametrize("client", ["127.0.0.1", "::1", None, "", "testclient"])
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "devbox", ""])
def test_a_request_of_this_machine_for_itself_is_near(client: str | None, host: str) -> None:
    assert near(client, {"host": host})


@pytest.mark.parametrize("client", ["192.168.1.4", "203.0.113.9", "2001:db8::1", "::ffff:203.0.113.9"])
def test_a_request_of_another_machine_is_not(client: str) -> None:
    assert not near(client, HERE)


@pytest.mark.parametrize(
    "header", ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"]
)  # fmt: skip
def test_what_a_proxy_of_this_machine_brings_is_not(header: str) -> None:
    assert not near("127.0.0.1", {**HERE, header: "127.0.0.1"})


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "203.0.113.9", "[2001:db8::1]:80", "evil.", "[:"]
)
def test_a_name_that_others_can_point_here_is_not(host: str) -> None:
    assert near("127.0.0.1", {"host": host}) is (host == "evil.")


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "https://127.0.0.1:8000", "HTTP://127.0.0.1:8000", None])
def test_our_own_page_and_no_page_are_not_foreign(origin: str | None) -> None:
    assert not foreign({**HERE, **({"origin": origin} if origin else {})})


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "", "http://127.0.0.1:9000", "http://127.0.0.1", "127.0.0.1:8000"]
)
def test_another_page_is_foreign(origin: str) -> None:
    assert foreign({**HERE, "origin": origin})


def test_who_is_not_known_sees_nothing() -> None:
    assert Visitor().sources == frozenset()
    assert Visitor().scope().sources == frozenset()
    assert not Visitor().reaches("port")
    assert not Visitor().allows(Permission.ASK)


def test_a_key_shows_its_sources_and_no_key_all() -> None:
    narrow = Visitor(new("x", [Permission.ASK], ["port"])[0], known=True)
    assert narrow.scope().sources == frozenset({"port"})
    assert narrow.reaches("port")
    assert not narrow.reaches("fair")
    assert not narrow.allows(Permission.WRITE)
    everyone = Visitor(known=True)
    assert everyone.scope().sources is None
    assert everyone.reaches("fair")
    assert everyone.allows(Permission.ADMIN)


@settings(max_examples=examples(100), deadline=None)
@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_a_subscriber_of_ipv6_is_counted_as_one(address: ipaddress.IPv6Address, low: int) -> None:
    neighbour = ipaddress.IPv6Address(int(address) >> 64 << 64 | low)
    if not address.ipv4_mapped and not neighbour.ipv4_mapped:
        assert bucket(str(address)) == bucket(str(neighbour))
    assert bucket(str(address)) != bucket(str(ipaddress.IPv6Address(int(address) ^ 1 << 64)))


def test_others_are_counted_by_their_address() -> None:
    assert bucket("198.51.100.7") == "198.51.100.7"
    assert bucket("::ffff:198.51.100.7") == "198.51.100.7"
    assert bucket(None) == bucket("")
