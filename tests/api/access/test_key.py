from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.access.key import Permission, digest, new, origin, parts, proves
from api.errors import KeyInvalid
from tests.conftest import examples

ASK, WRITE, ADMIN = Permission.ASK, Permission.WRITE, Permission.ADMIN


def test_what_is_shown_opens_and_is_not_kept() -> None:
    key, shown = new("staff", [ASK])
    found = parts(shown)
    assert found is not None
    identity, secret = found
    assert identity == key.id
    assert proves(key, secret)
    assert secret not in repr(key)
    assert key.digest == hashlib.sha256(secret.encode()).hexdigest()


def test_a_secret_has_256_bits_and_is_never_the_same() -> None:
    shown = {new("staff", [ASK])[1] for _ in range(200)}
    assert len(shown) == 200
    assert all(len(found[1]) == 43 for one in shown if (found := parts(one)))


@settings(max_examples=examples(200), deadline=None)
@given(st.text(), st.integers(0, 1_000))
def test_nothing_else_opens(other: str, at: int) -> None:
    key, shown = new("staff", [ASK])
    changed = shown[: at % len(shown)] + other + shown[at % len(shown) + 1 :]
    found = parts(changed)
    assert changed == shown or found is None or found[0] != key.id or not proves(key, found[1])


def test_no_key_is_proved_by_the_secret_that_is_compared_where_there_is_none() -> None:
    assert not proves(None, "")
    assert not proves(None, "x")


@pytest.mark.parametrize(
    ("has", "asked", "allowed"),
    [
        ([ASK], ASK, True),
        ([ASK], WRITE, False),
        ([ASK], ADMIN, False),
        ([WRITE], ASK, False),
        ([WRITE], WRITE, True),
        ([ASK, WRITE], ADMIN, False),
        ([ADMIN], ASK, True),
        ([ADMIN], WRITE, True),
    ],
)
def test_a_key_allows_its_scopes_and_admin_allows_all(
    has: list[Permission], asked: Permission, allowed: bool
) -> None:
    assert new("x", has)[0].allows(asked) is allowed


@pytest.mark.parametrize(
    ("name", "scopes", "sources", "origins", "said"),
    [
        ("", [ASK], [], [], "needs a name"),
        ("a\nb", [ASK], [], [], "needs a name"),
        ("x" * 101, [ASK], [], [], "needs a name"),
        ("x", [], [], [], "would allow nothing"),
        ("x", [ASK, WRITE], [], ["https://a.example"], "only scope can be ask"),
        ("x", [ADMIN], ["port"], [], "cannot be restricted"),
        ("x", [ASK], [], ["a.example"], "no origin"),
    ],
)
def test_a_key_that_makes_no_sense_is_not_made(
    name: str, scopes: list[Permission], sources: list[str], origins: list[str], said: str
) -> None:
    with pytest.raises(KeyInvalid, match=said):
        new(name, scopes, sources, origins)


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("https://www.example.org", "https://www.example.org"),
        (" HTTPS://WWW.Example.org/ ", "https://www.example.org"),
        ("http://localhost:5173", "http://localhost:5173"),
        ("https://a.example:443", "https://a.example"),
        ("http://a.example:80/", "http://a.example"),
        ("http://a.example:443", "http://a.example:443"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_origin_is_written_as_browsers_send_it(page: str, written: str) -> None:
    assert origin(page) == written


@pytest.mark.parametrize(
    "page",
    ["", "*", "null", "example.org", "ftp://a.example", "https://a.example/page", "https://a.example?x", "https://",
     "https://u:p@a.example", "https://a.example:port", "https://a b.example", "https://*.example.org", "http://[::1"],
)  # fmt: skip
def test_what_is_no_origin_is_refused(page: str) -> None:
    with pytest.raises(KeyInvalid, match="no origin"):
        origin(page)


def test_a_digest_is_sha_256() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
