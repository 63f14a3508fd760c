"""When a page is due, and what an answer changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import PageGone
from corpus.fetching import ledger
from corpus.fetching.client import Fetched, Validators
from corpus.fetching.listing import Listed
from corpus.records import Fetch

NOW = dt.datetime(2024, 3, 20, 12, 0, tzinfo=dt.UTC)
URL = "https://orlington.example/news/1"
SEEN = Fetch(URL, listed=NOW, fetched=NOW, stamp="a", stamp_fetched="a", final=URL, etag='"1"', status=200)


def answer(status: int = 200, etag: str | None = '"2"', final: str = URL, charset: str | None = None) -> Fetched:
    return Fetched(URL, final, status, b"words", "text/html", charset, etag, None)


def due(entry: Fetch, after: dt.timedelta = dt.timedelta(), always: bool = False) -> bool:
    return ledger.due([entry], NOW + after, always) == [entry]


# What a listing says


def test_a_page_listed_for_the_first_time_is_written_down() -> None:
    noted = ledger.listed(None, Listed(URL, "a", "Port reopens", "2024-03-14"), NOW)
    assert noted == Fetch(URL, listed=NOW, stamp="a", title="Port reopens", published="2024-03-14")


def test_a_page_listed_as_before_changes_nothing() -> None:
    assert ledger.listed(SEEN, Listed(URL, "a"), NOW + dt.timedelta(days=1)) is None


def test_a_new_stamp_is_written_down_and_old_words_stay() -> None:
    known = replace(SEEN, title="Port reopens", published="2024-03-14")
    assert ledger.listed(known, Listed(URL, "b"), NOW) == replace(known, stamp="b")


# What is due


def test_a_new_page_is_due_and_one_just_fetched_is_not() -> None:
    assert due(Fetch(URL))
    assert not due(SEEN)
    assert due(SEEN, always=True)


def test_a_page_whose_stamp_changed_is_due() -> None:
    assert due(replace(SEEN, stamp="b"))
    assert not due(replace(SEEN, stamp=None))


def test_a_page_not_seen_for_long_is_due() -> None:
    assert not due(SEEN, ledger.REVISIT - dt.timedelta(seconds=1))
    assert due(SEEN, ledger.REVISIT)


def test_a_page_that_was_not_found_is_looked_for_again_soon_and_then_seldom() -> None:
    lost = replace(SEEN, failures=1)
    assert not due(lost, dt.timedelta(minutes=5), always=True)
    assert due(lost, ledger.SOON)
    gone = replace(SEEN, failures=ledger.MISSES)
    assert not due(gone, ledger.SOON)
    assert due(gone, ledger.REVISIT)


def test_listings_are_no_pages() -> None:
    assert not due(replace(SEEN, listing=True, fetched=None), always=True)


def test_new_pages_come_first_then_changed_ones_then_the_longest_unseen() -> None:
    old = [replace(SEEN, url=f"{URL}{n}", fetched=NOW - dt.timedelta(days=n)) for n in (8, 30, 10)]
    changed = replace(SEEN, url=f"{URL}c", stamp="b")
    new = [Fetch(f"{URL}n{n}") for n in (2, 1)]
    order = [entry.url for entry in ledger.due([*old, changed, *new], NOW)]
    assert order == [f"{URL}{name}" for name in ("n2", "n1", "c", "30", "10", "8")]


# What an answer changes


def test_an_answer_is_written_down() -> None:
    later = NOW + dt.timedelta(hours=1)
    noted = ledger.answered(replace(SEEN, stamp="b", failures=2), answer(final=f"{URL}/x"), later)
    assert noted == replace(SEEN, stamp="b", stamp_fetched="b", fetched=later, final=f"{URL}/x", etag='"2"')
    assert not ledger.due([noted], later)
    assert ledger.validators(noted) == Validators(f"{URL}/x", '"2"', None)


def test_an_answer_that_nothing_changed_keeps_what_it_was_asked_with() -> None:
    assert ledger.answered(SEEN, answer(304, etag=None), NOW).etag == '"1"'
    assert ledger.answered(SEEN, answer(200, etag=None), NOW).etag is None


def test_what_was_not_taken_in_is_asked_for_whole_the_next_time() -> None:
    assert ledger.validators(ledger.answered(SEEN, answer(), NOW, kept=False)) is None


def test_what_was_denied_is_not_asked_for_again_at_once() -> None:
    noted = ledger.denied(Fetch(URL, stamp="a"), NOW)
    assert not due(noted)
    assert due(replace(noted, stamp="b"))
    assert ledger.validators(noted) is None


def test_a_page_is_gone_when_its_server_says_so_or_the_third_time_it_is_not_found() -> None:
    assert ledger.is_gone(ledger.missed(SEEN, PageGone(URL, "gone", 410), NOW))
    noted = SEEN
    for time in range(1, 5):
        noted = ledger.missed(noted, PageGone(URL, "not found"), NOW)
        assert noted.failures == time
        assert ledger.is_gone(noted) is (time >= 3)
    assert ledger.validators(noted) is None
    assert not ledger.is_gone(ledger.answered(noted, answer(), NOW))


@given(st.lists(st.sampled_from([200, 304, 404, 410])))
def test_a_page_is_only_gone_after_misses_in_a_row(statuses: list[int]) -> None:
    entry = SEEN
    for status in statuses:
        if status in (404, 410):
            entry = ledger.missed(entry, PageGone(URL, "no", status), NOW)
        else:
            entry = ledger.answered(entry, answer(status), NOW)
    lately = statuses[::-1]
    run = next((at for at, status in enumerate(lately) if status in (200, 304)), len(lately))
    assert ledger.is_gone(entry) is (run >= 3 or 410 in lately[:run])


@pytest.mark.parametrize(
    ("asked", "got", "home"),
    [
        ("/news/1", "/", True),
        ("/news/1", "", True),
        ("/news/1", "/?lang=fr", False),
        ("/news/1", "/fr/news/1", False),
        ("/", "/", False),
        ("/news/1", "/news/1", False),
    ],
)
def test_a_page_that_leads_to_the_front_page_is_none(asked: str, got: str, home: bool) -> None:
    place = "https://orlington.example"
    assert ledger.leads_home(Fetched(place + asked, place + got, 200)) is home


def test_a_document_keeps_its_address_and_says_where_it_was_found() -> None:
    entry = replace(SEEN, title="Port reopens", published="2024-03-14")
    made = ledger.document("room", entry, answer(final=f"{URL}/x", charset="utf-8"), "html")
    assert (made.source, made.path, made.url, made.format) == ("room", URL, f"{URL}/x", "html")
    assert made.fields == {"charset": "utf-8", "listing_title": "Port reopens", "listing_published": "2024-03-14"}
    assert ledger.document("room", SEEN, answer(), "html").fields == {}
