"""From the web to the web only."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import AddressForbidden, Unavailable
from corpus.fetching.addresses import why_not
from corpus.fetching.guard import WEB_PORTS, Allowed, Guard

PUBLIC = "93.184.216.34"


def leading(*addresses: str, allow: tuple[str, ...] = ()) -> Guard:
    return Guard(Allowed.of(allow), lambda host, port: addresses)


def test_a_public_name_leads_to_its_addresses() -> None:
    assert leading(PUBLIC, "2606:4700::1111").addresses("Orlington.Example.", 443) == [PUBLIC, "2606:4700::1111"]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "100.64.1.1"])
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    for found in ([address], [PUBLIC, address], [address, PUBLIC]):
        with pytest.raises(AddressForbidden, match="leads to") as caught:
            leading(*found).addresses("press.example", 443)
        assert address in str(caught.value)


@given(st.lists(st.ip_addresses(), min_size=1, max_size=4))
def test_whatever_a_name_leads_to_all_of_it_is_public(
    found: list[ipaddress.IPv4Address | ipaddress.IPv6Address],
) -> None:
    try:
        through = leading(*map(str, found)).addresses("press.example", 443)
    except AddressForbidden:
        assert any(map(why_not, found))
    else:
        assert through == [str(address) for address in found]
        assert not any(map(why_not, found))


@pytest.mark.parametrize("port", [22, 25, 6379, 5432, 11211, 1, 65535])
def test_only_ports_of_the_web_are_asked(port: int) -> None:
    with pytest.raises(AddressForbidden, match="port"):
        leading(PUBLIC).addresses("press.example", port)


@pytest.mark.parametrize("port", sorted(WEB_PORTS))
def test_the_ports_of_the_web(port: int) -> None:
    assert leading(PUBLIC).addresses("press.example", port)


def test_numbers_are_not_looked_up() -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError(host)

    assert Guard(resolve=never).addresses(PUBLIC, 443) == [PUBLIC]
    assert Guard(resolve=never).addresses("[2606:4700::1111]", 443) == ["2606:4700::1111"]
    with pytest.raises(AddressForbidden, match="loopback"):
        Guard(resolve=never).addresses("127.0.0.1", 443)


# What is allowed


@pytest.mark.parametrize("entry", ["127.0.0.1", "127.0.0.0/8", "press.example", "PRESS.example."])
def test_what_is_allowed_may_be_asked_on_any_port(entry: str) -> None:
    assert leading("127.0.0.1", allow=(entry,)).addresses("press.example", 9000) == ["127.0.0.1"]


@pytest.mark.parametrize("entry", ["127.0.0.2", "example", "other.example", "10.0.0.0/8", "::1"])
def test_what_is_allowed_allows_nothing_else(entry: str) -> None:
    with pytest.raises(AddressForbidden):
        leading("127.0.0.1", allow=(entry,)).addresses("press.example", 80)


def test_an_allowed_network_does_not_open_its_disguises() -> None:
    with pytest.raises(AddressForbidden):
        leading("::ffff:127.0.0.1", allow=("127.0.0.1",)).addresses("press.example", 80)


def test_an_allowed_address_beside_a_bad_one_is_not_enough() -> None:
    with pytest.raises(AddressForbidden, match=r"10\.0\.0\.1"):
        leading("127.0.0.1", "10.0.0.1", allow=("127.0.0.1",)).addresses("press.example", 80)


def test_entries_may_be_blank() -> None:
    assert Allowed.of(["", "  "]) == Allowed()


@pytest.mark.parametrize("entry", ["http://press.example", "10.0.0.0/99", "a b", "press.example:80"])
def test_an_entry_that_means_nothing_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        Allowed.of([entry])


# Look-ups that fail


@pytest.mark.parametrize(
    "error",
    [socket.gaierror(-2, "Name or service not known"), OSError("network is down"), UnicodeError("label too long")],
)
def test_a_name_without_an_address_is_unavailable(error: Exception) -> None:
    def fail(host: str, port: int) -> list[str]:
        raise error

    with pytest.raises(Unavailable, match="cannot be resolved"):
        Guard(resolve=fail).addresses("press.example", 443)


def test_a_name_that_leads_nowhere_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        leading().addresses("press.example", 443)


def test_a_slow_look_up_keeps_nobody() -> None:
    hang = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        hang.wait(10)
        return [PUBLIC]

    began = time.monotonic()
    with pytest.raises(Unavailable, match="within"):
        Guard(resolve=slow, seconds=0.1).addresses("press.example", 443)
    assert time.monotonic() - began < 2
    hang.set()


def test_the_system_knows_this_machine() -> None:
    with pytest.raises(AddressForbidden, match="loopback"):
        Guard().addresses("localhost", 80)
