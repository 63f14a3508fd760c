"""Reading in other processes: the same results in the same order, and nothing that one document can break."""

from __future__ import annotations

import functools
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import formats, readers, reading
from corpus.article import Document, Draft
from corpus.errors import EmptyDocument, Refused, TookTooLong, Unreadable
from corpus.readers import Here, Pool, Ready, make
from tests.corpus import hostile_readers

WORDS = "The harbour of Elsen opened on Monday. Ships came from everywhere. "


def text(name: str, body: str = WORDS) -> Document:
    return Document("room", name, body.encode(), "text")


def hostile(name: str, order: str) -> Document:
    return Document("room", name, order.encode(), "hostile")


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Pool]]:
    """Make pools whose processes know the hostile reader, and stop them afterwards."""
    opened: list[Pool] = []
    # Forked here, so that the processes inherit the reader; elsewhere they are started from a clean one.
    context = multiprocessing.get_context("fork")
    known = {**formats.READERS, "hostile": hostile_readers.read}
    monkeypatch.setattr(reading, "READERS", known)
    monkeypatch.setattr(multiprocessing, "get_context", lambda _way: context)
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["fork"])

    def start(**limits: Any) -> Pool:
        opened.append(Pool(2, **limits))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def test_processes_give_what_this_process_gives_in_the_same_order() -> None:
    documents = [text(f"{at}.txt", f"Notice {at}\n\n" + WORDS * (at % 7)) for at in range(60)]
    tasks = [(document, None) for document in documents]
    several = Pool(2, words=20)
    try:
        read = list(several.read(tasks))
        again = list(several.read(tasks[:3]))
    finally:
        several.close()
    here = list(Here(words=20).read(tasks))
    assert [_told(one) for one in read] == [_told(one) for one in here]
    assert [_told(one) for one in again] == [_told(one) for one in here[:3]]
    assert sum(isinstance(one, Ready) for one in read) == 60


def _told(item: Ready | Refused) -> object:
    return item if isinstance(item, Ready) else (type(item), item.name, item.reason)


@pytest.mark.parametrize("orders", [["die"], ["sleep"], ["eat"], ["fail"], ["recurse"], ["die", "sleep", "eat"]])
def test_one_document_never_stops_the_others(pool: Callable[..., Pool], orders: list[str]) -> None:
    tasks: list[tuple[Document, Draft | None]] = []
    for at, order in enumerate(orders):
        tasks += [(hostile(f"good{at}.x", "ok"), None), (hostile(f"bad{at}.x", order), None)]
    tasks.append((hostile("last.x", "ok"), None))
    results = list(pool(seconds=1.0).read(tasks))
    assert len(results) == len(tasks)
    for (document, _), result in zip(tasks, results, strict=True):
        if document.path.startswith("bad"):
            assert isinstance(result, TookTooLong | Unreadable)
            assert result.name == document.path
            assert "repair it or leave it out" in result.reason
        else:
            assert isinstance(result, Ready)
            assert result.document.path == document.path


def test_what_takes_too_long_is_told_with_its_limit(pool: Callable[..., Pool]) -> None:
    (result,) = pool(seconds=0.5).read([(hostile("slow.x", "sleep"), None)])
    assert isinstance(result, TookTooLong)
    assert "0.5 s" in result.reason


def test_refusals_and_known_drafts_keep_their_place() -> None:
    refused = EmptyDocument("e.txt", "nothing in it")
    draft = Draft("The harbour opened.", "Known")
    one = Pool(1)
    results = list(one.read([refused, (text("a.txt"), draft), (text("b.txt", "  "), None)]))
    one.close()
    assert results[0] is refused
    assert isinstance(results[1], Ready)
    assert results[1].draft is draft
    assert isinstance(results[2], EmptyDocument)


def test_few_plain_documents_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_start", lambda *_: pytest.fail("a process was started"))
    few = Pool(2)
    assert len(list(few.read([(text(f"{at}.txt"), None) for at in range(readers.READ_HERE)]))) == readers.READ_HERE
    few.close()


@pytest.mark.parametrize(
    "document",
    [
        text("long.txt", WORDS * 4000),
        Document("room", "a.html", b"<p>", "html"),
        Document("room", "a.pdf", b"", "pdf"),
    ],
)
def test_what_may_take_long_is_never_read_in_this_process(
    monkeypatch: pytest.MonkeyPatch, document: Document
) -> None:
    monkeypatch.setattr(readers, "make", functools.partial(pytest.fail, "read in this process"))

    def start(*_: object) -> None:
        raise InterruptedError

    monkeypatch.setattr(readers, "_start", start)
    with pytest.raises(InterruptedError):
        list(Pool(2).read([(document, None)]))


def test_a_pool_may_be_closed_twice_and_unused() -> None:
    unused = Pool(2)
    unused.close()
    unused.close()


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=20))
def test_any_words_end_in_a_release_or_a_refusal(body: str, name: str) -> None:
    result = make(Document("room", name, body.encode(errors="surrogatepass"), "text"), None, 20, 1000)
    assert isinstance(result, Ready | Refused)


def test_a_pool_that_broke_is_made_anew_and_what_waited_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def schedule(self, function: Any, args: Any = (), **_: object) -> Future[Ready | Refused]:
            lost: Future[Ready | Refused] = Future()
            lost.set_exception(BrokenProcessPool("all workers expired"))
            return lost

        def stop(self) -> None: ...

        def join(self) -> None: ...

    class Whole(Broken):
        def schedule(self, function: Any, args: Any = (), **_: object) -> Future[Ready | Refused]:
            done: Future[Ready | Refused] = Future()
            done.set_result(function(*args))
            return done

    made: list[object] = [Whole(), Broken()]
    monkeypatch.setattr(readers, "_start", lambda *_: made.pop())
    monkeypatch.setattr(readers, "READ_HERE", 0)
    several = Pool(1)
    results = list(several.read([(text(f"{at}.txt"), None) for at in range(5)]))
    several.close()
    assert [one.document.path for one in results if isinstance(one, Ready)] == [f"{at}.txt" for at in range(5)]
    assert made == []
    made.append(Broken())
    made.append(Broken())
    (refused,) = Pool(1).read([(text("a.txt"), None)])
    assert isinstance(refused, TookTooLong)
    assert made == []


def test_threads_share_the_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []

    class Slow:
        def schedule(self, function: Any, args: Any = (), **_: object) -> Future[Ready | Refused]:
            done: Future[Ready | Refused] = Future()
            done.set_result(function(*args))
            return done

        def stop(self) -> None: ...

        def join(self) -> None: ...

    def start(*_: object) -> Slow:
        time.sleep(0.05)
        started.append(None)
        return Slow()

    monkeypatch.setattr(readers, "_start", start)
    monkeypatch.setattr(readers, "READ_HERE", 0)
    shared = Pool(2)
    threads = [threading.Thread(target=lambda: list(shared.read([(text("a.txt"), None)]))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shared.close()
    assert len(started) == 1
