"""Where a fetch may lead, and how much it may bring: redirects, names that lead inside, sizes."""

from __future__ import annotations

import gzip
import zlib
from typing import Any

import pytest

from corpus.errors import AddressForbidden, NotServed, Refused, TooLarge
from corpus.fetching.client import Fetcher
from tests.corpus.fetching.site import Site, bomb, drip, fetching, redirect, release, reply

# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Site, fetcher: Fetcher, status: int) -> None:
    site.answers |= {"/a": redirect("b?x=1#y", status), "/b?x=1": reply(200, "Words.")}
    fetched = fetcher.get(f"{site.url}/a")
    assert (fetched.url, fetched.final) == (f"{site.url}/a", f"{site.url}/b?x=1")


def test_a_circle_of_redirects_is_left(site: Site, fetcher: Fetcher) -> None:
    site.answers |= {"/a": redirect("/b"), "/b": redirect("/a")}
    with pytest.raises(NotServed, match="circle"):
        fetcher.get(f"{site.url}/a")
    assert len(site.paths) == 3


def test_redirects_without_end_are_left(site: Site, fetcher: Fetcher) -> None:
    site.answers |= {f"/{number}": redirect(f"/{number + 1}") for number in range(50)}
    with pytest.raises(NotServed, match="more than 8 times"):
        fetcher.get(f"{site.url}/0")
    assert len(site.paths) == 9


def test_a_redirect_that_sets_a_cookie_may_come_back(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = [redirect("/a", Set_Cookie="seen=1"), reply(200, "Words.")]
    assert fetcher.get(f"{site.url}/a").raw == b"Words."
    assert site.requests[-1].headers["cookie"] == "seen=1"
    site.answers["/b"] = reply()
    fetcher.get(f"{site.url}/b")
    assert "cookie" not in site.requests[-1].headers


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "//user:word@127.0.0.1/",
        "http://2130706433/",
        "http://exa mple.org/",
    ],
)
def test_a_redirect_to_what_is_not_the_web_is_refused(site: Site, fetcher: Fetcher, target: str) -> None:
    site.answers["/a"] = redirect(target)
    with pytest.raises(AddressForbidden) as caught:
        fetcher.get(f"{site.url}/a")
    assert caught.value.name == f"{site.url}/a"


def test_a_refusal_names_what_was_asked_for_and_where_it_led(site: Site, fetcher: Fetcher) -> None:
    site.answers |= {"/a": redirect("/b"), "/b": reply(403)}
    with pytest.raises(NotServed) as caught:
        fetcher.get(f"{site.url}/a")
    assert caught.value.name == f"{site.url}/a"
    assert f"leads to {site.url}/b" in caught.value.reason
    assert str(caught.value) == f"{caught.value.name}: {caught.value.reason}"


# Names that lead inside


def test_a_name_that_leads_inside_is_never_connected_to(site: Site) -> None:
    with fetching(allow=(), resolve=lambda host, port: ["127.0.0.1"]) as fetcher, pytest.raises(AddressForbidden):
        fetcher.get(f"http://press.example:{site.port}/a")
    assert site.requests == []


def test_a_name_that_leads_elsewhere_the_next_time_gets_nowhere(site: Site) -> None:
    """As in DNS rebinding: harmless when it is looked at, another address when it counts."""
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.7"]])
    site.answers["/a"] = reply(200, "Words.")
    rebinding = fetching(resolve=lambda host, port: next(answers), connect=0.2)
    with rebinding as fetcher, pytest.raises(AddressForbidden, match=r"10\.0\.0\.7"):
        fetcher.get(f"http://press.example:{site.port}/a")
    assert [request.path for request in site.requests] == ["/robots.txt"]


def test_a_connection_goes_to_the_address_that_was_judged(site: Site) -> None:
    asked: list[tuple[str, int]] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"]

    site.answers["/a"] = reply(200, "Words.")
    with fetching(resolve=resolve) as fetcher:
        assert fetcher.get(f"http://press.example:{site.port}/a").raw == b"Words."
    assert set(asked) == {("press.example", site.port)}
    assert site.requests[-1].headers["host"] == f"press.example:{site.port}"


def test_one_bad_address_among_good_ones_condemns_the_name(site: Site) -> None:
    with (
        fetching(resolve=lambda host, port: ["127.0.0.1", "192.168.0.1"]) as fetcher,
        pytest.raises(AddressForbidden),
    ):
        fetcher.get(f"http://press.example:{site.port}/a")
    assert site.requests == []


def test_the_next_address_is_tried_where_the_first_does_not_answer(site: Site) -> None:
    site.answers["/a"] = reply(200, "Words.")
    with fetching(resolve=lambda host, port: ["127.0.0.9", "127.0.0.1"], allow=("127.0.0.0/8",)) as fetcher:
        assert fetcher.get(f"http://press.example:{site.port}/a").raw == b"Words."


def test_no_proxy_of_the_environment_is_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    site.answers["/a"] = reply(200, "Words.")
    with fetching() as fetcher:
        assert fetcher.get(f"{site.url}/a").raw == b"Words."


def test_a_password_of_the_home_folder_is_not_sent(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    site.answers["/a"] = reply()
    with fetching() as fetcher:
        fetcher.get(f"{site.url}/a")
    assert "authorization" not in site.requests[-1].headers


# Sizes


def test_a_page_too_large_is_refused_by_its_head(site: Site) -> None:
    site.answers["/a"] = reply(200, "x", Content_Length=10**12)
    with fetching(largest=1000) as fetcher, pytest.raises(TooLarge):
        fetcher.get(f"{site.url}/a")


@pytest.mark.parametrize("length", ["9" * 5000, "1e9", "٣"])
def test_a_length_that_is_no_number_harms_nobody(site: Site, fetcher: Fetcher, length: str) -> None:
    site.answers["/a"] = reply(200, "x", Content_Length=length.encode().decode("latin-1"))
    with pytest.raises(Refused):
        fetcher.get(f"{site.url}/a")


def test_a_page_that_grows_too_large_is_left(site: Site) -> None:
    site.answers["/a"] = drip(b"HTTP/1.1 200 X\r\n\r\n", 0.0001, b"x" * 10_000)
    with fetching(largest=50_000) as fetcher, pytest.raises(TooLarge):
        fetcher.get(f"{site.url}/a")


@pytest.mark.parametrize("packed", [bomb(50_000_000), zlib.compress(b"\0" * 50_000_000, 9)], ids=["gzip", "deflate"])
def test_a_bomb_is_left_unexploded(site: Site, packed: bytes) -> None:
    encoding = "gzip" if packed.startswith(b"\x1f\x8b") else "deflate"
    site.answers["/a"] = reply(200, packed, Content_Encoding=encoding)
    with fetching(largest=1_000_000) as fetcher, pytest.raises(TooLarge):
        fetcher.get(f"{site.url}/a")


def test_a_compressed_page_is_unpacked(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = reply(200, gzip.compress(release("Port reopens").encode()), Content_Encoding="gzip")
    assert b"Port reopens" in fetcher.get(f"{site.url}/a").raw


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "zstd", "x" * 500])
def test_an_encoding_that_was_not_asked_for_is_not_read(site: Site, fetcher: Fetcher, encoding: str) -> None:
    site.answers["/a"] = reply(200, bomb(10), Content_Encoding=encoding)
    with pytest.raises(NotServed, match="not asked for"):
        fetcher.get(f"{site.url}/a")
