"""One spelling for an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import AddressForbidden
from corpus.fetching.urls import LONGEST, host_of, joined, normalise, place_of, same_site, twin


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("HTTPS://Press.Orlington.Example:443", "https://press.orlington.example/"),
        ("http://orlington.example:8080/a", "http://orlington.example:8080/a"),
        ("http://orlington.example./a", "http://orlington.example/a"),
        ("https://orlington.example/a/./b/../c#part", "https://orlington.example/a/c"),
        ("https://orlington.example/a?utm_source=x&id=7&fbclid=y&UTM_Medium=z", "https://orlington.example/a?id=7"),
        ("https://orlington.example/a?gclid=1", "https://orlington.example/a"),
        ("https://orlington.example/a?", "https://orlington.example/a"),
        ("https://orlington.example/a;jsessionid=0A1B?id=7", "https://orlington.example/a?id=7"),
        ("https://orlington.example/%7eport/%d8%a8", "https://orlington.example/~port/%D8%A8"),
        ("https://orlington.example/بيان", "https://orlington.example/%D8%A8%D9%8A%D8%A7%D9%86"),
        ("https://rivamár.example/réouverture", "https://xn--rivamr-tta.example/r%C3%A9ouverture"),
        ("https://orlington.example/a?b=2&a=1", "https://orlington.example/a?b=2&a=1"),
        ("https://orlington.example/A/", "https://orlington.example/A/"),
        ("  https://orlington.example/a \n", "https://orlington.example/a"),
        ("https://93.184.216.34/a", "https://93.184.216.34/a"),
        ("https://[2606:4700:0:0::1111]/a", "https://[2606:4700::1111]/a"),
        ("https://orlington.example/a%2Fb", "https://orlington.example/a%2Fb"),
        ("https://orlington.example/100%", "https://orlington.example/100%"),
    ],
)
def test_an_address_has_one_spelling(written: str, known: str) -> None:
    assert normalise(written) == known
    assert normalise(known) == known


@pytest.mark.parametrize(
    "written",
    [
        "",
        "orlington.example/a",
        "/a",
        "//orlington.example/a",
        "http://",
        "http:///a",
        "http://?a",
        "ftp://orlington.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,words",
        "http://me@orlington.example/",
        "http://me:word@orlington.example/",
        "http://orlington.example\\@127.0.0.1/",
        "http://orling ton.example/",
        "http://orlington%2eexample/",
        "http://orlington.example:0/",
        "http://orlington.example:65536/",
        "http://orlington.example:-1/",
        "http://orlington.example:99999999999999999999/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://017700000001/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://[::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[::1/",
        "http://[v1.a]/",
        "http://orlington..example:x/",
        "http://\u2024.example/",
        "http://xn--a/",
        "http://orlington.example/a\nb",
        "http://orlington.example/" + "a" * LONGEST,
        "http://orlington.example/" + "ب" * (LONGEST - 50),
    ],
)
def test_what_is_no_address_of_the_web_is_refused(written: str) -> None:
    with pytest.raises(AddressForbidden):
        normalise(written)


def test_full_width_digits_and_dots_are_seen_through() -> None:
    assert normalise("http://127。0。0。1/") == "http://127.0.0.1/"


@given(st.text(max_size=80))
def test_anything_is_an_address_or_refused(text: str) -> None:
    for written in (text, f"http://{text}", f"https://orlington.example/{text}"):
        try:
            known = normalise(written)
        except AddressForbidden:
            continue
        assert known.startswith(("http://", "https://"))
        assert known.isascii()
        assert "#" not in known
        assert not set(known) & set(' \\\n\r\t<>"')
        assert normalise(known) == known


@given(
    st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1),
    st.permutations(["utm_a=1", "gclid=2", "id=7"]),
)
def test_where_a_reader_came_from_is_of_no_account(slug: str, pairs: list[str]) -> None:
    assert normalise(f"https://orlington.example/{slug}?{'&'.join(pairs)}#x") == normalise(
        f"https://orlington.example/{slug}?id=7"
    )


@pytest.mark.parametrize("piece", ["%", "%41", ";jsessionid=", "utm_a&", "/../", "a.", "?", "&", "[", "\\"])
def test_hostile_addresses_are_read_in_no_time(piece: str) -> None:
    with pytest.raises(AddressForbidden):
        normalise("http://orlington.example/" + piece * 1_000_000)


def test_a_link_is_resolved_against_its_page() -> None:
    base = "https://orlington.example/news/index.html?page=2"
    assert joined(base, "a.html") == "https://orlington.example/news/a.html"
    assert joined(base, " /b?utm_source=x ") == "https://orlington.example/b"
    assert joined(base, "//rivamar.example/c") == "https://rivamar.example/c"
    assert joined(base, "http://rivamar.example") == "http://rivamar.example/"
    for bad in ("mailto:press@orlington.example", "http://[", "javascript:void(0)"):
        with pytest.raises(AddressForbidden):
            joined(base, bad)


def test_the_parts_of_an_address() -> None:
    assert place_of("https://orlington.example:8443/a/b?c=https://x/") == "https://orlington.example:8443"
    assert host_of("https://orlington.example:8443/a") == "orlington.example"
    assert twin("http://orlington.example/a:b") == "https://orlington.example/a:b"
    assert twin(twin("https://orlington.example/")) == "https://orlington.example/"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("orlington.example", "www.orlington.example", True),
        ("press.orlington.example", "orlington.example", True),
        ("orlington.example", "press.orlington.example", True),
        ("orlington.example", "evilorlington.example", False),
        ("orlington.example", "rivamar.example", False),
        ("a.orlington.example", "b.orlington.example", False),
    ],
)
def test_hosts_of_one_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same
