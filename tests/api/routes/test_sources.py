"""Sources over HTTP: listed with what their last sync did, registered, synced as a job, taken out."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create
from api.settings import Settings
from corpus.records import Options, Source
from qa.desk import Desk
from tests.api.jobs.following import ended, outcomes, statuses
from tests.api.routes.sending import add, assert_problem
from tests.conftest import HashingEmbedder
from tests.corpus.fetching.site import Request, Site, drip, reply
from tests.qa.syncing.web import feed, stock

NEAR = {"fetch_allow": "127.0.0.1", "fetch_pause": 0, "workers": 0, "schedule": False}
"""Settings of a service that may fetch from this machine, and starts no processes to read with."""


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.close()


@pytest.fixture
def allowing(settings: Settings, embedder: HashingEmbedder) -> Iterator[Desk]:
    """A desk that may fetch from this machine, without pauses."""
    opened = Desk(settings.model_copy(update=NEAR).desk(), embedder)
    yield opened
    opened.close()


@pytest.fixture
def near(settings: Settings, allowing: Desk) -> Iterator[TestClient]:
    with TestClient(create(settings.model_copy(update=NEAR), allowing)) as client:
        client.app.state.warming.result()  # type: ignore[attr-defined]
        yield client


def named(client: TestClient, name: str) -> Any:
    return next(one for one in client.get("/v1/sources").json()["sources"] if one["name"] == name)


def press(site: Site) -> str:
    """A site with a feed of two releases and of a page that is not there."""
    site.answers["/feed"] = feed(site, "/a", "/b", "/gone")
    stock(site, "/a", "/b")
    return f"{site.url}/feed"


def test_a_feed_is_registered_synced_and_told_of(near: TestClient, site: Site) -> None:
    made = near.post("/v1/sources", json={"address": press(site), "name": "press", "every": 3600})
    assert (made.status_code, made.headers["location"]) == (201, "http://testserver/v1/sources")
    told = {"name": "press", "kind": "feed", "address": f"{site.url}/feed", "every": 3600}
    assert made.json() == {**told, "articles": 0, "last_sync": None}
    assert near.get("/v1/sources").json() == {"sources": [made.json()]}
    promised = near.post("/v1/sources/press/sync")
    assert promised.status_code == 202
    assert promised.headers["location"] == f"http://testserver/v1/jobs/{promised.json()['id']}"
    job = ended(near, promised)
    assert (job["kind"], job["source"], job["state"], job["problem"]) == ("sync", "press", "done", None)
    assert job["counts"] == {"added": 2, "refused": 1}
    assert (statuses(job), outcomes(job)) == ([422], ["refused"])
    assert job["items"][0]["problem"]["type"].endswith("page-gone")
    assert (job["done"], job["total"]) == (3, 3)
    source = named(near, "press")
    last = source.pop("last_sync")
    assert source == {**told, "articles": 2}
    assert (last["outcome"], last["counts"], last["problem"]) == ("done", {"added": 2, "refused": 1}, None)
    assert job["started"] <= last["started"] <= last["finished"] <= job["finished"]


def test_the_last_sync_is_told_after_a_restart(near: TestClient, site: Site, settings: Settings) -> None:
    near.post("/v1/sources", json={"address": press(site), "name": "press"})
    ended(near, near.post("/v1/sources/press/sync"))
    before = named(near, "press")
    desk = Desk(settings.desk(), HashingEmbedder())
    with TestClient(create(settings, desk)) as again:
        assert named(again, "press") == before


def test_a_sync_asked_for_twice_is_one_job(near: TestClient, site: Site) -> None:
    near.app.state.runner.stop()  # type: ignore[attr-defined]
    near.post("/v1/sources", json={"address": press(site), "name": "press"})
    assert len({near.post("/v1/sources/press/sync").json()["id"] for _ in range(3)}) == 1
    assert near.get("/v1/jobs").json()["total"] == 1


def test_a_source_that_cannot_be_had_fails_its_job_and_says_so(near: TestClient, site: Site) -> None:
    near.post("/v1/sources", json={"address": press(site), "name": "press"})
    site.answers["/feed"] = reply(404)
    job = ended(near, near.post("/v1/sources/press/sync"))
    assert (job["state"], job["problem"]["type"]) == ("failed", "urn:dateline:problem:sync-unfinished")
    last = named(near, "press")["last_sync"]
    assert (last["outcome"], last["problem"]) == ("failed", job["problem"]["detail"])


def test_a_folder_that_is_gone_fails_its_job_and_is_told_with_the_source(
    near: TestClient, allowing: Desk, tmp_path: Path
) -> None:
    allowing.store.register(Source("files", "folder", str(tmp_path / "gone")))
    job = ended(near, near.post("/v1/sources/files/sync"))
    assert job["state"] == "failed"
    assert named(near, "files")["last_sync"]["problem"] == job["problem"]["detail"]


def test_a_folder_that_was_registered_here_is_synced(near: TestClient, allowing: Desk, room: Path) -> None:
    allowing.store.register(Source("files", "folder", str(room)))
    allowing.store.configure("files", Options(every=900))
    job = ended(near, near.post("/v1/sources/files/sync"))
    assert (job["state"], job["counts"]) == ("done", {"added": 3})
    source = named(near, "files")
    assert (source["kind"], source["address"], source["every"]) == ("folder", str(room), 900)


def test_a_sync_that_the_end_of_the_service_breaks_off_goes_on_at_the_next_start(
    near: TestClient, site: Site, allowing: Desk, settings: Settings, embedder: HashingEmbedder
) -> None:
    near.post("/v1/sources", json={"address": press(site), "name": "press"})
    begun = threading.Event()
    slow = drip(b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n\r\n", 0.05)
    good = site.answers["/a"]

    def stalls(request: Request, connection: socket.socket) -> None:
        begun.set()
        slow(request, connection)

    site.answers["/a"] = stalls
    promised = near.post("/v1/sources/press/sync").json()
    assert begun.wait(60)
    near.app.state.runner.stop()  # type: ignore[attr-defined]
    site.answers["/a"] = good
    left = allowing.store.job(promised["id"])
    assert left is not None
    assert left.state == "running"
    config = settings.model_copy(update=NEAR)
    with TestClient(create(config, Desk(config.desk(), embedder))) as again:
        assert ended(again, promised)["state"] == "done"
        assert named(again, "press")["articles"] == 2


def test_only_the_web_is_registered_and_nothing_inside_our_own_networks(client: TestClient, tmp_path: Path) -> None:
    for address, kind in (
        (str(tmp_path), "source-invalid"),
        ("file:///etc/passwd", "source-invalid"),
        ("ftp://port.example/", "source-invalid"),
        ("http://127.0.0.1:9/", "address-forbidden"),
        ("http://169.254.169.254/latest/", "address-forbidden"),
        ("http://[::1]/", "address-forbidden"),
        ("http://a:b@port.example/", "address-forbidden"),
    ):
        assert_problem(client.post("/v1/sources", json={"address": address}), 422, kind)
    assert client.get("/v1/sources").json() == {"sources": []}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "address"),
        ({"address": ""}, "address"),
        ({"address": "https://a.example", "name": "a/b"}, "name"),
        ({"address": "https://a.example", "every": 59}, "every"),
        ({"address": "https://a.example", "every": 10**9}, "every"),
        ({"address": "https://a.example", "pattern": "re:.*"}, "pattern"),
    ],
)
def test_what_does_not_fit_is_refused(empty: TestClient, body: dict[str, Any], field: str) -> None:
    assert_problem(empty.post("/v1/sources", json=body), 422, "invalid-request", [field])


def test_a_name_that_stands_for_another_place_is_taken(near: TestClient, site: Site) -> None:
    add(near)
    assert_problem(near.post("/v1/sources", json={"address": press(site), "name": "port"}), 409, "source-taken")


def test_uploads_have_nothing_to_sync(near: TestClient) -> None:
    add(near)
    assert named(near, "port") == {
        "name": "port", "articles": 1, "kind": None, "address": None, "every": None, "last_sync": None,
    }  # fmt: skip
    assert_problem(near.post("/v1/sources/port/sync"), 422, "source-invalid")


@pytest.mark.parametrize(("method", "path"), [("POST", "/v1/sources/none/sync"), ("DELETE", "/v1/sources/none")])
def test_a_source_that_is_not_there(client: TestClient, method: str, path: str) -> None:
    add(client)
    reply = client.request(method, path)
    assert_problem(reply, 404, "source-missing")
    assert "port" not in reply.text


def test_a_source_goes_with_its_articles(near: TestClient, site: Site, allowing: Desk) -> None:
    near.post("/v1/sources", json={"address": press(site), "name": "press"})
    ended(near, near.post("/v1/sources/press/sync"))
    assert near.delete("/v1/sources/press").status_code == 204
    assert near.get("/v1/sources").json() == {"sources": []}
    assert len(allowing.store.gone()) == 2


def test_a_purged_source_leaves_nothing(near: TestClient, allowing: Desk) -> None:
    add(near)
    assert near.delete("/v1/sources/port?purge=true").status_code == 204
    assert allowing.store.gone() == []
    assert allowing.store.all_ids() == []


def test_a_name_with_signs_in_it_is_reached(near: TestClient, allowing: Desk) -> None:
    name = "Büro & Co. 100% ?#1"
    add(near, source=name)
    assert (
        near.delete(f"/v1/sources/{name.replace('%', '%25').replace('?', '%3F').replace('#', '%23')}").status_code
        == 204
    )
    assert allowing.store.sources() == {}
