"""The port that the service listens on, taken before anything is loaded."""

from __future__ import annotations

import socket

from api.errors import SettingsError

KEPT_S = 75
"""Seconds that a silent connection is kept: longer than proxies and clients keep theirs (nginx 60, httpx 5). Whoever
closes first must not be we: a question sent in that moment would be lost."""


class Shared(socket.socket):
    """A taken port that several processes listen on, each by a socket of its own.

    Sent to another process it becomes a new socket there. Of one socket for all, the process that wakes first takes
    every connection that waits, and with them all that its clients will ask; of several sockets the system deals
    connections out (`SO_REUSEPORT`, socket(7) of Linux).
    """

    def __reduce__(self) -> tuple[object, tuple[str, int]]:
        """Name what is made of it in another process."""
        host, port, *_ = self.getsockname()
        return share, (host, port)


def bind(host: str, port: int) -> socket.socket:
    """Take a port, so that a taken one is said at once.

    Raises:
        SettingsError: it cannot be had.
    """
    return _bound(socket.socket(_family(host), socket.SOCK_STREAM), host, port)


def share(host: str, port: int) -> socket.socket:
    """Take a port together with the sockets that `share` made for it before; one for all where that cannot be.

    Raises:
        SettingsError: it cannot be had.
    """
    if not hasattr(socket, "SO_REUSEPORT"):
        return bind(host, port)
    made = Shared(_family(host), socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    return _bound(made, host, port)


def bind_shared(host: str, port: int) -> socket.socket:
    """Take a port for several processes, but none that another service has.

    Raises:
        SettingsError: it cannot be had.
    """
    with bind(host, port) as alone:  # a shared one would be given to a second service of the same user too
        port = alone.getsockname()[1]
    return share(host, port)


def _bound(made: socket.socket, host: str, port: int) -> socket.socket:
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise SettingsError(
            f"cannot listen on {host}:{port} ({error.strerror}); choose another: --port 8001, or `make run PORT=8001`"
        ) from error
    return made


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
