"""The schedule: what is due is synced, once, by one, and what goes wrong is kept for people to see."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from fastapi.testclient import TestClient
from filelock import FileLock

from api.app import create
from api.scheduler import AFTER_FAILURE, Scheduler
from api.settings import Settings
from corpus.article import Scope
from corpus.errors import StoreBusy
from corpus.fetching.config import FetchConfig
from corpus.fetching.guard import Allowed
from corpus.records import Options, Source
from qa.desk import Desk, DeskConfig
from qa.syncing import LOCKS, Synced
from tests.conftest import HashingEmbedder
from tests.corpus.fetching.site import Site, drip, release, reply

NOW = dt.datetime(2024, 3, 20, 12, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
HOME = "https://orlington.example"


class Now:
    """A moment that the test moves."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> dt.datetime:
        return self.moment


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def schedule(desk: Desk, now: Now) -> Iterator[Scheduler]:
    opened = Scheduler(desk, 0.01, now, draw=lambda: 0.5)
    yield opened
    opened.stop()


@pytest.fixture
def synced(schedule: Scheduler, desk: Desk, now: Now, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the sources that were synced, with nothing fetched."""
    names: list[str] = []

    def sync(name: str) -> Synced:
        names.append(name)
        desk.store.note_sync(name, now(), {"counts": {}, "problem": None})
        return Synced(name)

    monkeypatch.setattr(schedule._sources, "sync", sync)
    return names


def add(
    desk: Desk, name: str, every: int | None = 3600, synced: dt.datetime | None = None, problem: str | None = None
) -> None:
    desk.store.register(Source(name, "feed", f"{HOME}/{name}"))
    desk.store.configure(name, Options(every=every))
    if synced:
        desk.store.note_sync(name, synced, {"counts": {}, "problem": problem})


def test_a_source_without_a_schedule_is_never_due(schedule: Scheduler, desk: Desk, now: Now) -> None:
    add(desk, "a", every=None)
    now.moment += 1000 * HOUR
    assert schedule.due() == []


def test_a_new_source_is_due_at_once(schedule: Scheduler, desk: Desk) -> None:
    add(desk, "a")
    assert schedule.due() == ["a"]


def test_a_source_is_due_when_its_time_has_come(schedule: Scheduler, desk: Desk, now: Now) -> None:
    add(desk, "a", synced=NOW)
    assert schedule.due() == []
    now.moment += HOUR - dt.timedelta(seconds=1)
    assert schedule.due() == []
    now.moment += dt.timedelta(seconds=1)
    assert schedule.due() == ["a"]


def test_the_longest_overdue_comes_first(schedule: Scheduler, desk: Desk) -> None:
    for name, ago in (("a", 2), ("b", 9), ("c", 5)):
        add(desk, name, synced=NOW - ago * HOUR)
    assert schedule.due() == ["b", "c", "a"]


def test_a_failed_sync_is_tried_again_sooner(schedule: Scheduler, desk: Desk, now: Now) -> None:
    add(desk, "a", every=86_400, synced=NOW, problem="answered 503")
    add(desk, "b", every=120, synced=NOW, problem="answered 503")
    now.moment += dt.timedelta(seconds=120)
    assert schedule.due() == ["b"]
    now.moment = NOW + AFTER_FAILURE
    assert set(schedule.due()) == {"a", "b"}


def test_times_are_moved_a_little(desk: Desk, now: Now) -> None:
    add(desk, "a", synced=NOW)
    for draw, minutes in ((0.0, 54), (1.0, 66)):
        schedule = Scheduler(desk, 0.01, now, draw=lambda draw=draw: draw)  # type: ignore[misc]
        now.moment = NOW + dt.timedelta(minutes=minutes, seconds=-1)
        assert schedule.due() == []
        now.moment = NOW + dt.timedelta(minutes=minutes)
        assert schedule.due() == ["a"]
        schedule.stop()


def test_a_time_is_drawn_once_for_each_sync(desk: Desk, now: Now) -> None:
    add(desk, "a", synced=NOW)
    draws = iter([1.0])
    schedule = Scheduler(desk, 0.01, now, draw=lambda: next(draws))
    for _ in range(5):
        assert schedule.due() == []
    schedule.stop()


def test_what_was_missed_is_made_up_for_once(schedule: Scheduler, desk: Desk, now: Now, synced: list[str]) -> None:
    add(desk, "a", synced=NOW - 1000 * HOUR)
    schedule.sync_due()
    schedule.sync_due()
    assert synced == ["a"]


@pytest.mark.parametrize("error", [RuntimeError("no memory left"), StoreBusy("being synced"), OSError("disk full")])
def test_what_goes_wrong_with_one_stops_nobody(
    schedule: Scheduler, desk: Desk, synced: list[str], error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(desk, "a", synced=NOW - 9 * HOUR)
    add(desk, "b", synced=NOW - 5 * HOUR)
    well = schedule._sources.sync

    def sync(name: str) -> Synced:
        if name == "a":
            raise error
        return well(name)

    monkeypatch.setattr(schedule._sources, "sync", sync)
    schedule.sync_due()
    assert synced == ["b"]
    outcome = desk.store.sources()["a"].outcome or {}
    if isinstance(error, StoreBusy):  # whoever is at it will say how it went
        assert outcome["problem"] is None
    else:
        assert str(error) in outcome["problem"]


# The thread


def until(wanted: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not wanted():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_it_runs_by_itself_and_stops_when_told(schedule: Scheduler, desk: Desk, synced: list[str]) -> None:
    schedule.start()
    add(desk, "a")
    until(lambda: synced == ["a"])
    schedule.stop()
    add(desk, "b")
    time.sleep(0.05)
    assert synced == ["a"]


def test_of_two_processes_one_does_it(schedule: Scheduler, desk: Desk, synced: list[str]) -> None:
    folder = desk.store.folder / LOCKS
    folder.mkdir(exist_ok=True)
    add(desk, "a")
    with FileLock(folder / "schedule.lock"):
        schedule.start()
        time.sleep(0.1)
        assert synced == []
    until(lambda: synced == ["a"])


def test_a_store_that_fails_does_not_end_it(
    schedule: Scheduler,
    desk: Desk,
    synced: list[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    failing = threading.Event()
    failing.set()
    real = desk.store.sources

    def sources() -> dict[str, Source]:
        if failing.is_set():
            raise RuntimeError("the disk is gone")
        return real()

    monkeypatch.setattr(desk.store, "sources", sources)
    add(desk, "a")
    with caplog.at_level(logging.ERROR, "dateline.schedule"):
        schedule.start()
        until(lambda: "could not be looked at" in caplog.text)
    failing.clear()
    until(lambda: synced == ["a"])


# With a server


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.close()


@pytest.fixture
def wired(settings: Settings, embedder: HashingEmbedder) -> Iterator[Desk]:
    """A desk that may fetch from this machine, without a pause."""
    config = settings.desk()
    fetch = FetchConfig(allowed=Allowed.of(["127.0.0.1"]), pause=0)
    opened = Desk(DeskConfig(config.data, fetch=fetch), embedder)
    yield opened
    opened.close()


def test_a_source_with_a_schedule_is_synced_while_the_service_runs(
    wired: Desk, site: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.app.Scheduler", partial(Scheduler, look=0.02))
    site.answers["/feed"] = reply(200, f"<rss><channel><item><link>{site.url}/a</link></item></channel></rss>")
    site.answers["/a"] = reply(200, release("Port reopens to ships"))
    wired.store.register(Source("room", "feed", f"{site.url}/feed"))
    wired.store.configure("room", Options(every=3600))
    with TestClient(create(settings, wired)) as client:
        until(lambda: wired.store.count(Scope.everything()) == 1)
        assert client.get("/v1/sources").json()["sources"][0]["articles"] == 1
    assert site.paths == ["/feed", "/a"]


def test_the_schedule_can_be_switched_off(wired: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[bool] = []
    monkeypatch.setattr(Scheduler, "start", lambda self: started.append(True))
    with TestClient(create(settings.model_copy(update={"schedule": False}), wired)):
        pass
    assert started == []


def test_a_silent_server_does_not_hold_up_the_end(wired: Desk, site: Site) -> None:
    site.answers |= {"/robots.txt": reply(404), "/feed": drip(b"", 60)}
    wired.store.register(Source("room", "feed", f"{site.url}/feed"))
    wired.store.configure("room", Options(every=3600))
    schedule = Scheduler(wired, 0.01)
    schedule.start()
    until(lambda: site.paths == ["/feed"])
    began = time.monotonic()
    schedule.stop()
    assert time.monotonic() - began < 3
    outcome = wired.store.sources()["room"].outcome or {}
    assert outcome["problem"].startswith("stopped; ")
