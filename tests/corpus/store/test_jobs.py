"""Promised work: on the disk at once, done once whatever happens, and without a word of it left afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as drawing
from hypothesis import strategies as st

from corpus.article import Document
from corpus.store.articles import ArticleStore
from corpus.store.jobs import Job, Sent
from tests.conftest import examples
from tests.corpus.entries import NOW, entry
from tests.corpus.store.looking import ALL, OTHER, TEXT, A, sql
from tests.corpus.store.test_purging import bytes_of

WHY: Mapping[str, Any] = {"status": 422, "detail": "why"}
FULL = Document(
    "room", "b.html", "<p>é</p>".encode(), "html", "https://a.example/b", {"title": "T", "language": "fr"}
)


def document(path: str, text: str = TEXT) -> Document:
    return entry(path, text).document


def promised(store: ArticleStore, *sent: Sent, kind: str = "add", most: int = 9) -> Job:
    job = store.add_job(kind, sent, ["room"], "key", most)
    assert job is not None
    return job


def now(store: ArticleStore, job: Job) -> Job:
    found = store.job(job.id)
    assert found is not None
    return found


def outcomes(store: ArticleStore, job: Job) -> list[str | None]:
    return [item.outcome for item in store.job_items(job)]


def test_what_was_promised_is_there_after_a_restart(store: ArticleStore) -> None:
    job = promised(store, document("a.txt"), (None, WHY), FULL)
    store.close()
    again = ArticleStore(store.folder)
    assert again.job(job.id) == job
    assert (job.state, job.total, job.done, job.begun, job.key, job.sources) == ("waiting", 3, 1, 0, "key", ("room",))
    assert list(again.documents(job)) == [(0, document("a.txt")), (2, FULL)]
    assert [(item.at, item.article_id, item.outcome, item.problem) for item in again.job_items(job)] == [
        (0, A, None, None),
        (1, None, "refused", WHY),
        (2, FULL.id, None, None),
    ]
    again.close()


@drawing(max_examples=examples(40), deadline=None)
@given(
    st.binary(max_size=300),
    st.dictionaries(
        st.text(st.characters(codec="utf-8"), max_size=9), st.text(st.characters(codec="utf-8")), max_size=3
    ),
)
def test_documents_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, fields: dict[str, str]
) -> None:
    store = ArticleStore(tmp_path_factory.mktemp("jobs"))
    sent = Document("room", "p", raw, "text", None, fields)
    assert list(store.documents(promised(store, sent))) == [(0, sent)]
    store.close()


def test_more_documents_than_are_read_at_once_come_in_their_order(store: ArticleStore) -> None:
    job = promised(store, *(document(f"{at}.txt") for at in range(70)))
    assert [(at, one.path) for at, one in store.documents(job)] == [(at, f"{at}.txt") for at in range(70)]


def test_a_release_leaves_its_job_as_it_is_taken_in(store: ArticleStore) -> None:
    job = promised(store, document("a.txt"), document("b.txt", OTHER))
    store.begin_job(job)
    assert (now(store, job).state, now(store, job).begun) == ("running", 1)
    store.put_items(job, [(0, entry("a.txt", TEXT))])
    assert outcomes(store, job) == ["added", None]
    assert [at for at, _ in store.documents(job)] == [1]
    assert (now(store, job).done, now(store, job).begun) == (1, 0)
    store.put_items(job, [(1, entry("b.txt", OTHER))])
    store.end_job(job)
    ended = now(store, job)
    assert (ended.state, ended.done, dict(ended.counts), ended.problem) == ("done", 2, {"added": 2}, None)
    assert ended.started is not None
    assert ended.finished is not None
    assert sql(store, "SELECT count(*) FROM items WHERE raw IS NOT NULL OR about IS NOT NULL") == [(0,)]


def test_one_failure_takes_neither_article_nor_note(store: ArticleStore, monkeypatch: pytest.MonkeyPatch) -> None:
    job = promised(store, document("a.txt"))
    monkeypatch.setattr(store, "_put", lambda _connection, _entries: ["added", "too", "many"])
    with pytest.raises(ValueError, match="zip"):
        store.put_items(job, [(0, entry("a.txt", TEXT))])
    assert (outcomes(store, job), store.count(ALL)) == ([None], 0)


def test_what_was_taken_in_is_not_taken_in_again(store: ArticleStore) -> None:
    job = promised(store, document("a.txt"))
    store.put_items(job, [(0, entry("a.txt", TEXT))])
    store.remove(A)
    store.put_items(job, [(0, entry("a.txt", TEXT))])
    assert (outcomes(store, job), store.count(ALL), now(store, job).done) == (["added"], 0, 1)


def test_the_same_article_twice_in_a_job_is_taken_in_order(store: ArticleStore) -> None:
    job = promised(store, document("a.txt"), document("a.txt", OTHER))
    store.put_items(job, [(0, entry("a.txt", TEXT)), (1, entry("a.txt", OTHER))])
    assert outcomes(store, job) == ["added", "updated"]
    assert store.article(A, ALL).text == OTHER


def test_a_refusal_is_told_and_its_bytes_are_gone(store: ArticleStore) -> None:
    job = promised(store, document("a.txt"))
    store.refuse_item(job, 0, WHY)
    assert [(item.outcome, item.problem) for item in store.job_items(job)] == [("refused", WHY)]
    assert list(store.documents(job)) == []
    assert now(store, job).done == 1


def test_as_many_jobs_of_a_kind_wait_as_may(store: ArticleStore) -> None:
    first = promised(store, document("a.txt"), most=2)
    promised(store, most=2)
    assert store.add_job("add", [], [], None, 2) is None
    assert store.add_job("sync", [], ["room"], None, 2) is not None
    store.end_job(first)
    assert store.add_job("add", [], [], None, 2) is not None


def test_open_jobs_come_in_their_order_and_all_in_the_other(store: ArticleStore) -> None:
    names = [promised(store).id for _ in range(3)]
    promised(store, kind="sync")
    store.begin_job(store.open_jobs("add")[1])
    assert [job.id for job in store.open_jobs("add")] == names
    assert [job.kind for job in store.jobs()] == ["sync", "add", "add", "add"]
    assert [job.id for job in store.jobs(2)][1:] == names[-1:]
    assert store.job("nothing") is None


def test_a_job_that_failed_says_why_and_forgets_what_waited(store: ArticleStore) -> None:
    job = promised(store, document("a.txt"))
    store.end_job(job, WHY)
    ended = now(store, job)
    assert (ended.state, ended.problem, ended.done, dict(ended.counts)) == ("failed", WHY, 0, {})
    assert list(store.documents(job)) == []


def test_a_sync_tells_its_own_counts_and_what_it_refused(store: ArticleStore) -> None:
    job = promised(store, kind="sync")
    store.tell_job(job, 3, 8)
    assert (now(store, job).done, now(store, job).total) == (3, 8)
    store.end_job(job, None, {"added": 3}, [(A, WHY)])
    assert (now(store, job).done, dict(now(store, job).counts)) == (3, {"added": 3})
    assert [(item.at, item.article_id, item.outcome) for item in store.job_items(job)] == [(0, A, "refused")]


def test_ended_jobs_are_forgotten_by_age_and_by_number(store: ArticleStore) -> None:
    jobs = [promised(store, document(f"{at}.txt")) for at in range(4)]
    for job in jobs[:3]:
        store.end_job(job)
    store.forget_jobs(dt.datetime.min.replace(tzinfo=dt.UTC), 2)
    assert [job.id for job in store.jobs()] == [job.id for job in (jobs[3], jobs[2], jobs[1])]
    store.forget_jobs(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=1), 2)
    assert [job.id for job in store.jobs()] == [jobs[3].id]
    assert sql(store, "SELECT DISTINCT job FROM items") == [(jobs[3].number,)]
    assert list(store.documents(jobs[3])) == [(0, document("3.txt"))]


def test_a_purge_takes_an_articles_words_out_of_every_job(store: ArticleStore) -> None:
    rare = "Zanzibarquark"
    store.put([entry("a.txt", TEXT), entry("b.txt", OTHER)])
    job = promised(
        store,
        Document("room", "a.txt", f"{rare} {TEXT}".encode(), "text", None, {"title": rare}),
        document("b.txt"),
        (A, {"status": 422, "detail": rare}),
        Document("room", "a.txt", f"{rare} again".encode(), "text"),
    )
    store.refuse_item(job, 3, {"status": 422, "detail": rare})
    store.purge(A)
    assert not [name for name, data in bytes_of(store.folder).items() if rare.encode() in data]
    assert outcomes(store, job) == ["purged", None, "purged", "purged"]
    assert [at for at, _ in store.documents(job)] == [1]


def test_what_was_purged_since_it_was_read_is_not_taken_in(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT)])
    job = promised(store, document("a.txt", OTHER), document("b.txt", OTHER))
    read = [(0, entry("a.txt", OTHER, seen=NOW)), (1, entry("b.txt", OTHER, seen=NOW))]
    store.purge(A)
    store.put_items(job, read)
    assert outcomes(store, job) == ["purged", "added"]
    assert {article.path for article in store.page(ALL)} == {"b.txt"}
