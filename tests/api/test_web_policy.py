from __future__ import annotations

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize("path", ["/", "/embed", "/desk", "/widget.js", "/static/style.css", "/v1/sources", "/none"])
def test_no_reply_lets_a_browser_guess_its_type_or_tell_where_it_came_from(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/", "/embed", "/desk"])
def test_our_pages_run_only_our_own_files_and_stand_in_no_frame(client: TestClient, path: str) -> None:
    policy = client.get(path).headers["content-security-policy"]
    parts = {name: set(values) for name, *values in (part.split() for part in policy.split(";"))}
    assert parts["default-src"] == {"'none'"}
    assert parts["script-src"] == parts["style-src"] == parts["connect-src"] == {"'self'"}
    assert parts["frame-ancestors"] == parts["base-uri"] == parts["form-action"] == {"'none'"}
    allowed = set().union(*parts.values())
    assert not allowed & {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"}
