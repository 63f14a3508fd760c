"""`/v1/report` and `/v1/report/page`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.settings import Settings
from eval import published
from tests.api.access.conftest import Make, Served, bearing
from tests.api.access.conftest import keyring as keyring
from tests.api.access.conftest import make as make
from tests.api.access.conftest import served as served
from tests.api.conftest import PROBLEM
from tests.eval.page.reports import beir_report, random_report


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return random_report(12, answers=True)


@pytest.fixture(scope="module")
def drawn(report: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report published once: its plots take half a second to draw."""
    folder = tmp_path_factory.mktemp("drawn")
    published.publish(folder, report)
    return folder / published.FOLDER


@pytest.fixture
def kept(settings: Settings, report: dict[str, Any], drawn: Path) -> dict[str, Any]:
    """The report, published."""
    shutil.copytree(drawn, settings.data / published.FOLDER)
    return report


def test_before_one_is_published_there_is_none(client: TestClient) -> None:
    assert client.get("/v1/report").json() == {"report": None}
    reply = client.get("/v1/report/page")
    assert (reply.status_code, reply.headers["content-type"]) == (404, PROBLEM)
    assert "--publish" in reply.json()["detail"]


def test_the_figures_are_those_of_the_report(client: TestClient, kept: dict[str, Any]) -> None:
    told = client.get("/v1/report").json()["report"]
    assert (told["name"], told["made"]) == (kept["name"], kept["made"])
    assert (told["articles"], told["questions"]) == (kept["corpus"]["articles"], kept["gold"]["questions"])
    for one in told["modes"]:
        row = kept["modes"][one["mode"]]
        for measure, figure in one["figures"].items():
            level, name = measure.split()
            assert figure == row[level][name]
        assert one["latency_ms"] == {name: row["latency_ms"][name] for name in ("p50", "p95")}


def test_the_plain_rival_comes_first_and_the_best_last(client: TestClient, kept: dict[str, Any]) -> None:
    names = [one["mode"] for one in client.get("/v1/report").json()["report"]["modes"]]
    assert names == ["plain", "bm25", "dense", "hybrid"]


def test_a_report_of_documents_alone_is_told_too(client: TestClient, settings: Settings) -> None:
    published.publish(settings.data, beir_report())
    told = client.get("/v1/report").json()["report"]
    assert (told["name"], told["questions"]) == ("scifact", 0)
    assert all(set(one["figures"]) <= {"article success@1", "article mrr@10"} for one in told["modes"])


@pytest.mark.parametrize("damage", ["corpus", "model", "made"])
def test_a_report_of_another_shape_counts_as_none(
    client: TestClient, settings: Settings, kept: dict[str, Any], damage: str
) -> None:
    path = settings.data / published.FOLDER / published.JSON
    path.write_text(path.read_text().replace(f'"{damage}"', '"other"'))
    assert client.get("/v1/report").json() == {"report": None}


def test_the_page_stands_alone_and_reaches_nothing(client: TestClient, kept: dict[str, Any]) -> None:
    reply = client.get("/v1/report/page")
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/html")
    policy = reply.headers["content-security-policy"]
    assert "sandbox allow-scripts;" in policy
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy
    assert "connect-src" not in policy
    assert "content-disposition" not in reply.headers
    kept_as = client.get("/v1/report/page", params={"download": True}).headers["content-disposition"]
    assert kept_as == 'attachment; filename="dateline-report.html"'


@pytest.mark.parametrize("path", ["/v1/report", "/v1/report/page"])
def test_who_may_only_ask_is_not_told_how_well_it_does(
    served: Served, make: Make, kept: dict[str, Any], path: str
) -> None:
    client = served("198.51.100.7", access="keys", rate="")
    assert client.get(path).status_code == 401
    assert client.get(path, headers=bearing(make("ask")[1])).status_code == 403
    assert client.get(path, headers=bearing(make("write")[1])).status_code == 200


def test_a_key_for_some_sources_is_told_of_no_report(served: Served, make: Make, kept: dict[str, Any]) -> None:
    client = served("198.51.100.7", access="keys", rate="")
    narrow = bearing(make("ask", "write", sources=("port",))[1])
    assert client.get("/v1/report", headers=narrow).json() == {"report": None}
    assert client.get("/v1/report/page", headers=narrow).status_code == 404
