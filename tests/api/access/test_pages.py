from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create
from api.errors import SettingsError
from api.settings import Settings, load, origins
from qa.desk import Desk

PAGE = "https://a.example"

CHAT = """authorization,content-type,openai-organization,openai-project,user-agent,x-stainless-arch,x-stainless-lang,
x-stainless-os,x-stainless-package-version,x-stainless-retry-count,x-stainless-runtime,x-stainless-runtime-version,
x-stainless-timeout,x-stainless-helper-method""".replace("\n", "")
"""Headers that a browser asks leave for when OpenAI's JavaScript client sends a chat with `stream`."""


def test_origins_are_read_as_browsers_send_them() -> None:
    read = origins(" https://A.example/ ,http://localhost:5173,, https://b.example:443 ")
    assert read == {"https://a.example", "http://localhost:5173", "https://b.example"}


@pytest.mark.parametrize("listed", ["", " ", ","])
def test_none_are_none(listed: str) -> None:
    assert origins(listed) == frozenset()


@pytest.mark.parametrize("listed", ["*", "a.example", "https://a.example,null", "https://a.example/page"])
def test_what_is_no_origin_is_refused_where_it_is_set(listed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CORS", listed)
    with pytest.raises(SettingsError, match=r"DATELINE_CORS: .*no origin of a web page"):
        load()


def preflight(settings: Settings, desk: Desk, headers: str | None, page: str = PAGE) -> Any:
    asked = {"Origin": page, "Access-Control-Request-Method": "POST"}
    if headers is not None:
        asked["Access-Control-Request-Headers"] = headers
    with TestClient(create(settings.model_copy(update={"cors": PAGE}), desk)) as client:
        return client.options("/v1/chat/completions", headers=asked)


def allowed(reply: Any) -> set[str]:
    return {name.strip().lower() for name in reply.headers["access-control-allow-headers"].split(",")}


def test_what_openais_client_sends_from_a_page_is_allowed(settings: Settings, desk: Desk) -> None:
    reply = preflight(settings, desk, CHAT)
    assert (reply.status_code, reply.headers["access-control-allow-origin"]) == (200, PAGE)
    assert allowed(reply) >= set(CHAT.split(","))


def test_its_headers_of_tomorrow_are_allowed_too_in_any_case(settings: Settings, desk: Desk) -> None:
    reply = preflight(settings, desk, " X-Stainless-Tomorrow , Content-Type")
    assert reply.status_code == 200
    assert "x-stainless-tomorrow" in allowed(reply)


@pytest.mark.parametrize("headers", [None, "x-stainless-os"])
def test_a_preflight_may_ask_for_no_other_header(settings: Settings, desk: Desk, headers: str | None) -> None:
    assert preflight(settings, desk, headers).status_code == 200


@pytest.mark.parametrize(
    "header", ["x-other", "x-stainless", "x-stainless-", "not-x-stainless-os", "x-stainless-os;", "cookie"]
)
def test_other_headers_are_not(settings: Settings, desk: Desk, header: str) -> None:
    reply = preflight(settings, desk, f"content-type,x-stainless-os,{header}")
    assert reply.status_code == 403
    assert "access-control-allow-headers" not in reply.headers


def test_pages_that_may_not_come_are_told_so_whatever_they_send(settings: Settings, desk: Desk) -> None:
    reply = preflight(settings, desk, CHAT, "https://b.example")
    assert (reply.status_code, reply.json()["type"].rpartition(":")[2]) == (403, "origin-forbidden")
    assert "access-control-allow-origin" not in reply.headers
