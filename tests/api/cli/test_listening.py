"""The port: taken at once, by one process or by several that share it, never beside another service."""

from __future__ import annotations

import contextlib
import select
import socket
from collections.abc import Callable, Iterator
from multiprocessing.reduction import ForkingPickler

import pytest

from api.cli.listening import bind, bind_shared
from api.errors import SettingsError

CONNECTIONS = 64

Bind = Callable[[str, int], socket.socket]


@contextlib.contextmanager
def in_another_process(bound: socket.socket) -> Iterator[socket.socket]:
    """Give what another process is handed, listening."""
    with ForkingPickler.loads(ForkingPickler.dumps(bound)) as made:
        made.listen(CONNECTIONS)
        yield made


@pytest.mark.parametrize("how", [bind, bind_shared])
def test_a_host_that_is_not_ours_is_refused(how: Bind) -> None:
    with pytest.raises(SettingsError, match=r"cannot listen on 192\.0\.2\.1:0"):
        how("192.0.2.1", 0)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_processes_that_share_a_port_are_each_given_connections(host: str) -> None:
    with bind_shared(host, 0) as bound, in_another_process(bound) as one, in_another_process(bound) as other:
        address = bound.getsockname()
        assert one.getsockname() == other.getsockname() == address
        with contextlib.ExitStack() as stack:
            for _ in range(CONNECTIONS):
                stack.enter_context(socket.create_connection(address[:2], timeout=5))
            waiting = {listening: taken(listening) for listening in (one, other)}
        assert sum(waiting.values()) == CONNECTIONS
        assert min(waiting.values()) > 0  # but for one time in 2 ** 63, if the system deals them out


def taken(listening: socket.socket) -> int:
    """Count the connections that wait for one socket."""
    count = 0
    while select.select([listening], [], [], 0.05)[0]:
        listening.accept()[0].close()
        count += 1
    return count


@pytest.mark.parametrize("how", [bind, bind_shared])
def test_a_port_that_others_serve_is_not_taken_beside_them(how: Bind) -> None:
    with bind_shared("127.0.0.1", 0) as bound, in_another_process(bound) as serving:
        port = serving.getsockname()[1]
        with pytest.raises(SettingsError, match=f"cannot listen on 127.0.0.1:{port} .*choose another"):
            how("127.0.0.1", port)


def test_where_ports_cannot_be_shared_processes_have_one_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(socket, "SO_REUSEPORT")
    with bind_shared("127.0.0.1", 0) as bound:
        assert type(bound) is socket.socket
