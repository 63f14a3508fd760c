"""What the guard decides, without a service: one question at a time."""

from __future__ import annotations

import pytest

from api import problems
from api.access.guard import Access, Policy, Refusal, Request, judged
from api.access.keyring import KEYS, Keyring
from api.access.visitor import Visitor
from api.errors import KeyringDamaged
from tests.api.access.conftest import Make, bearing

CLOSED = Policy("auto", "192.0.2.1")
HERE = Policy("auto", "127.0.0.1")
OPEN = Policy("open", "192.0.2.1", frozenset({"https://let-in.example"}))


def sent(
    method: str = "GET", path: str = "/v1/articles", client: str = "127.0.0.1", query: str = "", **headers: str
) -> Request:
    given = {"host": "127.0.0.1:8000", **{name.lower(): value for name, value in headers.items()}}
    return Request(method, path, query, given, client)


def refused(found: Visitor | Refusal) -> problems.Kind:
    assert isinstance(found, Refusal)
    return found.kind


def let_in(found: Visitor | Refusal) -> Visitor:
    assert isinstance(found, Visitor)
    return found


def test_without_keys_this_machine_is_let_in_on_loopback(keyring: Keyring) -> None:
    visitor = let_in(judged(sent("POST", "/v1/ask"), keyring, HERE))
    assert (visitor.key, visitor.sources) == (None, None)
    assert refused(judged(sent(client="203.0.113.9"), keyring, HERE)) is problems.KEY_MISSING
    assert refused(judged(sent(host="evil.example"), keyring, HERE)) is problems.KEY_MISSING


def test_once_there_was_a_key_this_machine_needs_one_too(keyring: Keyring, make: Make) -> None:
    key, _ = make("ask")
    assert refused(judged(sent(), keyring, HERE)) is problems.KEY_MISSING
    keyring.revoke(key.id)
    assert refused(judged(sent(), keyring, HERE)) is problems.KEY_MISSING


@pytest.mark.parametrize("policy", [CLOSED, Policy("keys", "127.0.0.1")])
def test_where_keys_are_needed_none_is_as_good_as_a_wrong_one(keyring: Keyring, policy: Policy) -> None:
    none = judged(sent(), keyring, policy)
    assert refused(none) is problems.KEY_MISSING
    assert isinstance(none, Refusal)
    assert none.headers["WWW-Authenticate"] == 'Bearer realm="dateline"'
    wrong = judged(sent(**bearing("dateline_00000000_" + "a" * 43)), keyring, policy)
    assert refused(wrong) is problems.KEY_UNKNOWN
    assert isinstance(wrong, Refusal)
    assert 'error="invalid_token"' in wrong.headers["WWW-Authenticate"]


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_key_is_let_in_for_its_scope(keyring: Keyring, make: Make, scheme: str) -> None:
    key, shown = make("ask")
    visitor = let_in(judged(sent(authorization=f"{scheme} {shown}"), keyring, CLOSED))
    assert visitor.key == key


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic {}", "{}", "Token {}", "Bearer {} x"])
def test_a_key_counts_only_as_a_bearer(keyring: Keyring, make: Make, header: str) -> None:
    _, shown = make("ask")
    assert refused(judged(sent(authorization=header.format(shown)), keyring, CLOSED)).status == 401


@pytest.mark.parametrize(
    ("scopes", "method", "path", "query", "status"),
    [
        (["ask"], "POST", "/v1/articles", "", 403),
        (["ask"], "DELETE", "/v1/articles/a", "", 403),
        (["write"], "POST", "/v1/ask", "", 403),
        (["write"], "DELETE", "/v1/articles/a", "", None),
        (["write"], "DELETE", "/v1/articles/a", "purge=true", 403),
        (["ask", "write"], "GET", "/metrics", "", 403),
        (["admin"], "GET", "/metrics", "", None),
        (["admin"], "DELETE", "/v1/articles/a", "purge=true", None),
        (["admin"], "POST", "/v1/ask", "", None),
    ],
)
def test_a_key_without_the_scope_is_told_which_it_lacks(
    keyring: Keyring, make: Make, scopes: list[str], method: str, path: str, query: str, status: int | None
) -> None:
    _, shown = make(*scopes)
    found = judged(sent(method, path, query=query, **bearing(shown)), keyring, CLOSED)
    if status is None:
        let_in(found)
    else:
        assert refused(found) is problems.NOT_ALLOWED
        assert isinstance(found, Refusal)
        assert 'error="insufficient_scope"' in found.headers["WWW-Authenticate"]


def test_a_key_for_pages_is_for_its_pages_alone(keyring: Keyring, make: Make) -> None:
    _, shown = make("ask", origins=("https://a.example",))
    let_in(judged(sent(origin="https://a.example", **bearing(shown)), keyring, CLOSED))
    for other in ({}, {"origin": "https://b.example"}, {"origin": "http://a.example"}, {"origin": "null"}):
        assert refused(judged(sent(**bearing(shown), **other), keyring, CLOSED)) is problems.ORIGIN_FORBIDDEN


def test_a_page_of_the_services_own_origin_reads_with_the_key_made_for_it(keyring: Keyring, make: Make) -> None:
    _, shown = make("ask", origins=("https://press.example.org",))
    reading = {"host": "press.example.org", **bearing(shown)}  # browsers send no Origin with such a request
    let_in(judged(sent(**reading, **{"sec-fetch-site": "same-origin"}), keyring, CLOSED))
    for told in ({}, {"sec-fetch-site": "same-site"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "none"}):
        assert refused(judged(sent(**reading, **told), keyring, CLOSED)) is problems.ORIGIN_FORBIDDEN
    elsewhere = {**reading, "host": "evil.example", "sec-fetch-site": "same-origin"}
    assert refused(judged(sent(**elsewhere), keyring, CLOSED)) is problems.ORIGIN_FORBIDDEN
    posing = {**reading, "origin": "https://evil.example", "sec-fetch-site": "same-origin"}
    assert refused(judged(sent(**posing), keyring, CLOSED)) is problems.ORIGIN_FORBIDDEN


def test_a_key_for_programs_does_not_ask_for_an_origin(keyring: Keyring, make: Make) -> None:
    _, shown = make("ask")
    let_in(judged(sent(origin="https://anywhere.example", **bearing(shown)), keyring, CLOSED))


@pytest.mark.parametrize("policy", [HERE, OPEN])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:8000"])
def test_a_page_of_another_origin_changes_nothing_where_no_key_is_needed(
    keyring: Keyring, policy: Policy, origin: str
) -> None:
    for method, path in (("POST", "/v1/articles"), ("DELETE", "/v1/articles/a"), ("POST", "/v1/ask")):
        assert refused(judged(sent(method, path, origin=origin), keyring, policy)) is problems.ORIGIN_FORBIDDEN
    let_in(judged(sent(origin=origin), keyring, policy))


def test_a_page_that_is_set_may(keyring: Keyring) -> None:
    let_in(judged(sent("POST", "/v1/articles", origin="https://let-in.example"), keyring, OPEN))


def test_where_everybody_is_let_in_a_wrong_key_does_not_matter_and_a_good_one_does(
    keyring: Keyring, make: Make
) -> None:
    _, shown = make("ask", sources=("port",))
    far = "203.0.113.9"
    assert let_in(judged(sent(client=far, **bearing("any")), keyring, OPEN)).sources is None
    assert let_in(judged(sent(client=far, **bearing(shown)), keyring, OPEN)).sources == frozenset({"port"})


@pytest.mark.parametrize("policy", [HERE, CLOSED, OPEN])
def test_figures_are_for_this_machine_or_an_admin(keyring: Keyring, make: Make, policy: Policy) -> None:
    let_in(judged(sent(path="/metrics"), keyring, policy))
    assert refused(judged(sent(path="/metrics", client="203.0.113.9"), keyring, policy)).status == 401
    behind_a_proxy = sent(path="/metrics", **{"x-forwarded-for": "127.0.0.1"})
    assert refused(judged(behind_a_proxy, keyring, policy)).status == 401
    _, shown = make("admin")
    let_in(judged(sent(path="/metrics", client="203.0.113.9", **bearing(shown)), keyring, policy))


@pytest.mark.parametrize(
    ("access", "client", "known"),
    [
        ("auto", "127.0.0.1", True),
        ("auto", "203.0.113.9", False),
        ("keys", "127.0.0.1", False),
        ("open", "203.0.113.9", True),
    ],
)
def test_what_is_for_everybody_tells_figures_only_to_who_is_let_in(
    keyring: Keyring, access: Access, client: str, known: bool
) -> None:
    visitor = let_in(judged(sent(path="/readyz", client=client), keyring, Policy(access, "127.0.0.1")))
    assert visitor.known is known


def test_damaged_keys_let_nobody_in(keyring: Keyring, make: Make) -> None:
    _, shown = make("ask")
    (keyring.folder / KEYS).write_text("{")
    with pytest.raises(KeyringDamaged):
        judged(sent(**bearing(shown)), keyring, CLOSED)
    assert refused(judged(sent(), keyring, HERE)) is problems.KEY_MISSING
