"""Replies kept to be given again: one request does the work, who else comes with its key is told what is known."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace

from corpus.store.articles import ArticleStore
from corpus.store.replies import Asked, Kept
from tests.corpus.entries import entry
from tests.corpus.store.looking import TEXT, A
from tests.corpus.store.test_purging import bytes_of

ASKED = Asked("key", "token", "what", "life", 7)
OTHER = Asked("key", "other", "what", "life", 7)
LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


def claim(
    store: ArticleStore, asked: Asked = ASKED, abandoned: bool = False, since: dt.datetime = LONG_AGO
) -> Kept | None:
    return store.claim_reply(asked, since, lambda _known: abandoned)


def test_the_first_is_to_be_done_and_the_second_is_told_of_it(store: ArticleStore) -> None:
    assert claim(store) is None
    known = claim(store, replace(ASKED, request="other", life="mine", process=8))
    assert known is not None
    assert (known.asked, known.status, known.location, known.body) == (ASKED, None, None, None)
    store.keep_reply(ASKED, 201, "/there", b"{}")
    known = claim(store, abandoned=True)
    assert known is not None
    assert (known.status, known.location, known.body) == (201, "/there", b"{}")


def test_a_reply_is_kept_over_a_restart(store: ArticleStore) -> None:
    claim(store)
    store.keep_reply(ASKED, 202, None, "é".encode() * 999)
    store.close()
    again = ArticleStore(store.folder)
    known = claim(again)
    assert known is not None
    assert known.body == "é".encode() * 999
    again.close()


def test_keys_and_tokens_are_apart(store: ArticleStore) -> None:
    assert claim(store) is None
    assert claim(store, replace(ASKED, key="other")) is None
    assert claim(store, OTHER) is None


def test_what_nobody_works_on_any_more_is_done_by_the_next(store: ArticleStore) -> None:
    claim(store)
    mine = replace(ASKED, life="mine", process=8)
    assert claim(store, mine, abandoned=True) is None
    known = claim(store)
    assert known is not None
    assert known.asked == mine


def test_what_failed_is_forgotten_and_what_was_done_is_not(store: ArticleStore) -> None:
    claim(store)
    store.drop_reply(ASKED)
    assert claim(store) is None
    store.keep_reply(ASKED, 201, "/there", b"{}")
    store.drop_reply(ASKED)
    assert claim(store) is not None


def test_old_replies_are_forgotten(store: ArticleStore) -> None:
    claim(store)
    store.keep_reply(ASKED, 201, "/there", b"{}")
    assert claim(store, since=dt.datetime.now(dt.UTC) + dt.timedelta(seconds=1)) is None


def test_of_many_at_once_one_does_the_work(store: ArticleStore) -> None:
    found: list[Kept | None] = []
    threads = [threading.Thread(target=lambda: found.append(claim(store))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found.count(None) == 1


def test_a_purge_takes_an_articles_words_out_of_its_reply(store: ArticleStore) -> None:
    rare = "Zanzibarquark"
    store.put([entry("a.txt", TEXT)])
    other = OTHER
    for asked, article_id in ((ASKED, A), (other, None)):
        claim(store, asked)
        store.keep_reply(asked, 201, "/there", b"{}" if article_id is None else rare.encode(), article_id)
    store.purge(A)
    assert not [name for name, data in bytes_of(store.folder).items() if rare.encode() in data]
    known, kept = claim(store), claim(store, other)
    assert known is not None
    assert (known.status, known.body) == (201, None)
    assert kept is not None
    assert kept.body == b"{}"


def test_a_reply_about_what_was_purged_meanwhile_keeps_no_words(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT)])
    claim(store)
    store.purge(A)
    store.keep_reply(ASKED, 201, "/there", b"words", A)
    known = claim(store)
    assert known is not None
    assert (known.status, known.body) == (201, None)
