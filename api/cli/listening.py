"""The port that the service listens on, taken before anything is loaded."""

from __future__ import annotations

import socket

from api.errors import SettingsError

KEPT_S = 75
"""Seconds that a silent connection is kept: longer than proxies and clients keep theirs (nginx 60, httpx 5). Whoever
closes first must not be we: a question sent in that moment would be lost."""


def bind(host: str, port: int) -> socket.socket:
    """Take a port, so that a taken one is said at once.

    Raises:
        SettingsError: it cannot be had.
    """
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise SettingsError(
            f"cannot listen on {host}:{port} ({error.strerror}); choose another: --port 8001, or `make run PORT=8001`"
        ) from error
    return made
