"""The way out is guarded where the connection is made, and TLS still names the host."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import httpcore
import httpx
import pytest

from corpus.errors import AddressForbidden, NotServed
from corpus.fetching.client import Fetcher
from corpus.fetching.config import FetchConfig
from corpus.fetching.guard import Allowed, Guard
from corpus.fetching.transport import Deadline, GuardedBackend, GuardedTransport
from tests.corpus.fetching.site import Site, StillClock, reply


def test_httpx_cannot_reach_inside_through_it(site: Site) -> None:
    with httpx.Client(transport=GuardedTransport(Guard()), trust_env=False) as client:
        for url in (site.url, f"http://localhost:{site.port}", f"http://0.0.0.0:{site.port}", "http://[::1]/"):
            with pytest.raises(AddressForbidden):
                client.get(url)
    assert site.requests == []


def test_a_socket_of_this_machine_is_not_the_web() -> None:
    with pytest.raises(httpcore.ConnectError):
        GuardedBackend(Guard(), Deadline()).connect_unix_socket("/var/run/docker.sock")


def test_a_deadline_that_has_passed_is_a_timeout() -> None:
    deadline = Deadline()
    assert deadline.left(5) == 5
    deadline.set(2)
    assert 1 < deadline.left(5) <= 2
    assert deadline.left(0.5) == 0.5
    deadline.set(-1)
    with pytest.raises(httpcore.ReadTimeout):
        deadline.left(5)


def test_a_deadline_is_a_threads_own() -> None:
    deadline = Deadline()
    deadline.set(-1)
    left: list[float] = []
    thread = threading.Thread(target=lambda: left.append(deadline.left(5)))
    thread.start()
    thread.join()
    assert left == [5]


# TLS


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """Make a certificate for a name."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl here to make a certificate with")
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    names = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    subprocess.run([openssl, *words, *names, "-keyout", key, "-out", cert], check=True, capture_output=True)
    return cert, key


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[int, Path, list[str | None]]]:
    """A server that speaks TLS as `press.example`; gives its port, its certificate and the names it was asked for."""
    cert, key = certificate(tmp_path, "press.example")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    names: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
                with context.wrap_socket(connection, server_side=True) as wrapped:
                    path = wrapped.recv(65536).split(b" ")[1]
                    wrapped.sendall(reply(200, "Words.") if path == b"/a" else reply(404))
            except ssl.SSLError:
                continue
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    yield listening.getsockname()[1], cert, names
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


def fetch(port: int, cert: Path, host: str) -> bytes:
    guard = Guard(Allowed.of(["127.0.0.1"]), lambda name, at: ["127.0.0.1"])
    trusting = ssl.create_default_context(cafile=cert)
    fetcher = Fetcher(FetchConfig(attempts=1), guard, StillClock(), trusting)
    try:
        return fetcher.get(f"https://{host}:{port}/a").raw
    finally:
        fetcher.close()


def test_a_certificate_is_checked_against_the_name_and_not_the_address(
    secure: tuple[int, Path, list[str | None]],
) -> None:
    port, cert, names = secure
    assert fetch(port, cert, "press.example") == b"Words."
    assert set(names) == {"press.example"}


def test_a_certificate_of_another_name_is_not_trusted(secure: tuple[int, Path, list[str | None]]) -> None:
    port, cert, _ = secure
    with pytest.raises(NotServed, match="certificate"):
        fetch(port, cert, "other.example")
