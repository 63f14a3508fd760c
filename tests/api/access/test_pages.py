from __future__ import annotations

import pytest

from api.errors import SettingsError
from api.settings import load, origins


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
