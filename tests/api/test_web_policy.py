from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.app import create
from api.errors import SettingsError
from api.settings import Settings, load
from qa.desk import Desk


@pytest.mark.parametrize("path", ["/", "/embed", "/desk", "/widget.js", "/static/style.css", "/v1/sources", "/none"])
def test_no_reply_lets_a_browser_guess_its_type_or_tell_where_it_came_from(empty: TestClient, path: str) -> None:
    headers = empty.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/", "/embed", "/desk"])
def test_our_pages_run_only_our_own_files_and_stand_in_no_frame(empty: TestClient, path: str) -> None:
    policy = empty.get(path).headers["content-security-policy"]
    parts = {name: set(values) for name, *values in (part.split() for part in policy.split(";"))}
    assert parts["default-src"] == {"'none'"}
    assert parts["script-src"] == parts["style-src"] == parts["connect-src"] == {"'self'"}
    assert parts["frame-ancestors"] == parts["base-uri"] == parts["form-action"] == {"'none'"}
    allowed = set().union(*parts.values())
    assert not allowed & {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"}


def frames(client: TestClient, path: str) -> list[str]:
    policy = client.get(path).headers["content-security-policy"]
    (found,) = [part.split()[1:] for part in policy.split("; ") if part.startswith("frame-ancestors ")]
    return found


def test_pages_that_are_set_may_show_the_component_in_a_frame_and_no_other_page(
    settings: Settings, desk: Desk
) -> None:
    named = "https://b.example:443, https://A.example/"
    with TestClient(create(settings.model_copy(update={"framed_by": named}), desk)) as client:
        assert frames(client, "/embed") == ["https://a.example", "https://b.example"]
        assert frames(client, "/") == frames(client, "/desk") == ["'none'"]


@pytest.mark.parametrize("listed", ["*", "a.example", "https://a.example; script-src *", "https://a.example 'self'"])
def test_what_would_say_more_than_an_origin_is_refused(listed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_FRAMED_BY", listed)
    with pytest.raises(SettingsError, match=r"DATELINE_FRAMED_BY: .*no origin of a web page"):
        load()
