"""The guard: from the web to the web only. Nothing inside this machine or its networks can be fetched through us.

A name is resolved once, here; every address it has is judged; and the connection is made to those very addresses
(`corpus.fetching.transport`). So an answer that changes between look-up and connection gets nowhere.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.errors import AddressForbidden, Unavailable
from corpus.fetching.addresses import Address, Network, why_not
from corpus.fetching.urls import normalise

Resolver = Callable[[str, int], Sequence[str]]
"""Host name and port -> its addresses as text. Raises OSError where it has none."""

WEB_PORTS = frozenset({80, 443, 8080, 8443})
"""Where the public web listens. Elsewhere stand databases and mail servers, which a crafted path can speak to."""


def system_resolver(host: str, port: int) -> list[str]:
    """Ask the system for a host's addresses."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be fetched although it is not the public's: hosts by name, networks by number.

    Attributes:
        hosts: names, in lower case; such a host may resolve to anything.
        networks: whatever resolves into one of these may be asked.
    """

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[str]) -> Allowed:
        """Read entries as a setting gives them: `intranet.example`, `127.0.0.1`, `10.20.0.0/16`, `::1`.

        Raises:
            ValueError: an entry is neither a host name nor a network.
        """
        hosts, networks = set(), []
        for entry in filter(None, (item.strip().lower() for item in entries)):
            try:
                networks.append(ipaddress.ip_network(entry, strict=False))
            except ValueError:
                if "/" in entry or ":" in entry or " " in entry:
                    raise ValueError(f"{entry!r} is neither a host name nor a network") from None
                hosts.add(entry.removesuffix("."))
        return cls(frozenset(hosts), tuple(networks))

    def covers(self, host: str, address: Address) -> bool:
        """Tell whether this address of this host may be asked although it is not the public's."""
        return host in self.hosts or any(address in network for network in self.networks)


class Guard:
    """Says which addresses may be fetched. Safe for several threads.

    Args:
        allowed: what may be although it is not the public's.
        resolve: instead of the system's resolver.
        seconds: how long a look-up may take.
    """

    def __init__(
        self, allowed: Allowed | None = None, resolve: Resolver = system_resolver, seconds: float = 10.0
    ) -> None:
        self._allowed = allowed or Allowed()
        self._resolve, self._seconds = resolve, seconds

    def admit(self, url: str) -> str:
        """Check the form of an address, before anything is asked, and normalise it.

        Raises:
            AddressForbidden: no http(s) address, one with a password, or one that cannot be read.
        """
        return normalise(url)

    def addresses(self, host: str, port: int) -> list[str]:
        """Resolve a host and judge every address it has; the caller connects to these and to no other.

        Raises:
            AddressForbidden: one of them, or the port, is not the public web's.
            Unavailable: the name cannot be resolved now.
        """
        host = host.lower().removesuffix(".")
        found = [ipaddress.ip_address(text) for text in self._look_up(host, port)]
        if not found:
            raise Unavailable(host, "has no address; check its spelling")
        for address in found:
            if self._allowed.covers(host, address):
                continue
            why = why_not(address) or (None if port in WEB_PORTS else f"port {port} is not the web's")
            if why:
                # One bad address condemns the name: a good one beside it is how a rebinding attack begins.
                led = "is" if str(address) == host else f"leads to {address}, which is"
                raise AddressForbidden(
                    host, f"{led} not fetched ({why}); a press room of your own can be named in DATELINE_FETCH_ALLOW"
                )
        return [str(address) for address in found]

    def _look_up(self, host: str, port: int) -> Sequence[str]:
        try:
            return [str(ipaddress.ip_address(host.strip("[]")))]
        except ValueError:
            pass
        answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        # The system's resolver knows no deadline; a thread that hangs in it must not keep anyone from leaving.
        threading.Thread(target=ask, name="resolving", daemon=True).start()
        try:
            answer = answers.get(timeout=self._seconds)
        except queue.Empty:
            raise Unavailable(host, f"was not resolved within {self._seconds:.0f} s; try again later") from None
        if isinstance(answer, Exception):
            reason = getattr(answer, "strerror", None) or answer
            raise Unavailable(host, f"cannot be resolved ({reason}); check its spelling and the network")
        return answer
