"""Breaking off and going on, what was removed by hand, and one at a time: nothing is lost."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from corpus.article import article_id
from corpus.errors import Interrupted, StoreBusy
from corpus.fetching import ledger
from corpus.fetching.client import Fetcher
from corpus.records import Options
from corpus.store.articles import ArticleStore
from qa import syncing
from qa.sources import Sources
from qa.syncing import Synced, alone, waited
from tests.corpus.fetching.site import Request, Site, StillClock, fetching, release, reply
from tests.qa.syncing.web import DAY, feed, held, stock

# Breaking off, and going on


def test_a_limit_leaves_the_rest_for_the_next_time(site: Site, keeper: Sources) -> None:
    paths = [f"/news/{number}" for number in range(5)]
    site.answers["/feed"] = feed(site, *paths, etag='"1"')
    stock(site, *paths)
    keeper.add(f"{site.url}/feed", "room", options=Options(limit=2))
    assert [keeper.sync("room").counts for _ in range(4)] == [
        {"added": 2, "waiting": 3},
        {"added": 2, "waiting": 1},
        {"added": 1},
        {},
    ]
    assert sorted(path for path in site.paths if path != "/feed") == paths


def test_a_sync_that_is_stopped_keeps_what_it_has_and_goes_on(
    site: Site, keeper: Sources, store: ArticleStore, clock: StillClock
) -> None:
    paths = [f"/news/{number}" for number in range(6)]
    site.answers["/feed"] = feed(site, *paths, etag='"1"')
    stock(site, *paths)
    third = site.answers["/news/2"]

    def stop(request: Request, connection: socket.socket) -> None:
        clock.stop.set()
        assert callable(third)
        third(request, connection)

    site.answers["/news/2"] = stop
    keeper.add(f"{site.url}/feed", "room")
    done = keeper.sync("room")
    assert str(done.problem).startswith("stopped; ")
    assert done.counts["waiting"] == 6 - done.counts["added"]
    assert len(held(store)) == done.counts["added"] >= 2
    clock.stop.clear()
    site.answers["/news/2"] = third
    assert keeper.sync("room").problem is None
    assert len(held(store)) == 6


class Crash(Exception):
    pass


def test_what_was_fetched_is_noted_only_once_it_is_kept(
    site: Site, keeper: Sources, store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.answers["/feed"] = feed(site, "/news/a", "/news/b", etag='"1"')
    stock(site, "/news/a", "/news/b")
    keeper.add(f"{site.url}/feed", "room")

    def fail(*_: object) -> list[str]:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(ArticleStore, "put", fail)
        with pytest.raises(Crash):
            keeper.sync("room")
    assert held(store) == {}
    assert keeper.sync("room").counts == {"added": 2}


def test_articles_are_committed_as_they_come(site: Site, keeper: Sources, store: ArticleStore) -> None:
    paths = [f"/news/{number}" for number in range(syncing.BATCH + 4)]
    site.answers["/feed"] = feed(site, *((path, f"{number % 28 + 1} Mar 2024") for number, path in enumerate(paths)))
    stock(site, *paths)
    seen: list[int] = []
    last = site.answers[paths[-1]]

    def count(request: Request, connection: socket.socket) -> None:
        seen.append(len(held(store)))
        assert callable(last)
        last(request, connection)

    site.answers[paths[-1]] = count
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    assert seen[0] >= syncing.BATCH


def test_progress_is_told_of_every_page(site: Site, keeper: Sources) -> None:
    site.answers["/feed"] = feed(site, "/news/a", "/news/b")
    stock(site, "/news/a", "/news/b")
    keeper.add(f"{site.url}/feed", "room")
    told: list[tuple[int, int]] = []
    keeper.sync("room", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


# Removed by hand


def test_what_was_removed_by_hand_stays_removed(
    site: Site, keeper: Sources, store: ArticleStore, clock: StillClock
) -> None:
    site.answers["/feed"] = feed(site, "/news/a", etag='"1"')
    stock(site, "/news/a")
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    (article,) = held(store).values()
    store.remove(article.id)
    site.answers["/news/a"] = reply(200, release("A correction of the release"))
    clock.moment += 8 * DAY
    assert keeper.sync("room").counts == {"kept removed": 1}
    assert keeper.sync("room", restore=True).counts == {"restored": 1}


def test_what_was_erased_does_not_come_back_by_itself(site: Site, keeper: Sources, store: ArticleStore) -> None:
    site.answers["/feed"] = feed(site, "/news/a", "/news/b", etag='"1"')
    stock(site, "/news/a", "/news/b")
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    store.purge(article_id("room", f"{site.url}/news/a"))
    site.answers["/feed"] = feed(site, "/news/a", "/news/b", etag='"2"')
    assert keeper.sync("room").counts == {}
    assert set(held(store)) == {f"{site.url}/news/b"}
    assert keeper.sync("room", restore=True).counts == {"added": 1}


# One at a time


def test_a_source_is_synced_by_one_at_a_time(tmp_path: Path) -> None:
    with alone(tmp_path, "room"):
        with pytest.raises(StoreBusy, match="being synced"), alone(tmp_path, "room"):
            raise AssertionError
        with alone(tmp_path, "other"):
            pass
    with alone(tmp_path, "room"):
        pass


def test_other_threads_are_kept_out(tmp_path: Path) -> None:
    refused: list[StoreBusy] = []

    def try_it() -> None:
        try:
            with alone(tmp_path, "room"):
                pass
        except StoreBusy as error:
            refused.append(error)

    with alone(tmp_path, "room"):
        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join()
    assert len(refused) == 1


def test_one_waits_until_the_other_has_done(tmp_path: Path) -> None:
    done: list[str] = []

    def wait() -> None:
        waited(tmp_path, "room", threading.Event(), 0.01)
        done.append("waited")

    thread = threading.Thread(target=wait)
    with alone(tmp_path, "room"):
        thread.start()
        thread.join(0.1)
        done.append("synced")
    thread.join(60)
    assert done == ["synced", "waited"]
    with alone(tmp_path, "room"):
        pass


def test_nobody_waits_any_longer_once_all_is_to_end(tmp_path: Path) -> None:
    stop = threading.Event()
    with alone(tmp_path, "room"):
        thread = threading.Thread(target=waited, args=(tmp_path, "room", stop, 60))
        thread.start()
        stop.set()
        thread.join(30)
        assert not thread.is_alive()


def test_an_outcome_says_what_was_done_and_what_was_not() -> None:
    done = Synced("room", problem="stopped", seconds=1.23456)
    done.counts.update(added=2)
    assert done.outcome() == {"counts": {"added": 2}, "problem": "stopped", "seconds": 1.235}


def test_the_revisits_are_rarer_than_the_retries() -> None:
    assert ledger.SOON < ledger.REVISIT


def test_a_fetcher_that_is_called_off_says_so(clock: StillClock, site: Site) -> None:
    site.answers["/a"] = reply()
    clock.stop.set()
    with fetching(clock) as fetcher, pytest.raises(Interrupted):
        fetcher.get(f"{site.url}/a")
    assert isinstance(fetcher, Fetcher)
