"""The port: taken at once, and never beside another service."""

from __future__ import annotations

import socket

import pytest

from api.cli.listening import bind
from api.errors import SettingsError


def test_a_host_that_is_not_ours_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"cannot listen on 192\.0\.2\.1:0"):
        bind("192.0.2.1", 0)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_port_that_others_serve_is_not_taken_beside_them(host: str) -> None:
    with bind(host, 0) as serving:
        serving.listen()
        port = serving.getsockname()[1]
        with pytest.raises(SettingsError, match=f"cannot listen on {host}:{port} .*choose another"):
            bind(host, port)


def test_a_port_that_was_served_a_moment_ago_is_free() -> None:
    with bind("127.0.0.1", 0) as served:
        served.listen()
        address = served.getsockname()
        with socket.create_connection(address), served.accept()[0]:
            pass  # closed by the server first: the system keeps the connection for a minute
    with bind(*address):
        pass
