"""Fetching one address: guarded, polite, patient, and bounded in time and size."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime

import httpx
import tenacity

from corpus.errors import AddressForbidden, NotServed, PageGone, Refused, Unavailable
from corpus.fetching import body, robots
from corpus.fetching.config import FetchConfig
from corpus.fetching.guard import Guard
from corpus.fetching.pacing import Clock, Pace
from corpus.fetching.robots import Robots
from corpus.fetching.transport import GuardedTransport
from corpus.fetching.urls import PORTS, joined, place_of

REDIRECTS = 8
"""Redirects followed for one address."""

PATIENCE = 120.0
"""Seconds we let a server make us wait (Retry-After); one that asks for more is left alone for this time."""

SLOWEST = 30.0
"""Seconds between two requests that a robots.txt may ask for; more would keep a sync from ever ending."""

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.5"
_REDIRECT = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({408, 421, 425, 429})
_EMPTY = frozenset({204, 205, 206})


@dataclass(frozen=True, slots=True)
class Validators:
    """What a page is asked for again with. They belong to the address that gave them, not to one that led there."""

    final: str
    etag: str | None = None
    modified: str | None = None

    def headers(self, url: str) -> dict[str, str]:
        """The conditions to send to this address."""
        if url != self.final:
            return {}
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer.

    Attributes:
        url: the address asked.
        final: the address that answered.
        status: 200, or 304 where nothing changed and there is no body.
        kind: media type as the server states it, in lower case; `""` if it does not.
        charset: as it states it.
    """

    url: str
    final: str
    status: int
    raw: bytes = b""
    kind: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


class Fetcher:
    """Fetches addresses one at a time. Safe for several threads, which wait for each other.

    Args:
        config: how.
        guard: instead of the one that the configuration describes.
        clock: the time.
        verify: certificates to trust, instead of the usual.
    """

    def __init__(
        self,
        config: FetchConfig | None = None,
        guard: Guard | None = None,
        clock: Clock | None = None,
        verify: ssl.SSLContext | None = None,
    ) -> None:
        self.config = config or FetchConfig()
        self.clock = clock or Clock()
        self._guard = guard or Guard(self.config.allowed)
        self._pace = Pace(self.config.pause, self.clock)
        self._robots = Robots(self._read_robots, self.clock)
        self._transport = GuardedTransport(self._guard, verify, self.clock.check)
        self._client = httpx.Client(
            transport=self._transport,
            timeout=httpx.Timeout(self.config.read, connect=self.config.connect),
            headers={"User-Agent": agent(self.config.contact), "Accept": _ACCEPT, "Accept-Encoding": body.ENCODINGS},
            follow_redirects=False,
            trust_env=False,  # a proxy of the environment would resolve names behind the guard's back
        )
        self._turn = threading.Lock()

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def get(self, url: str, known: Validators | None = None, most: int | None = None) -> Fetched:
        """Fetch an address, following redirects.

        Args:
            known: what an earlier answer gave to ask with; then 304 may come back.
            most: bytes of the body, instead of the largest page's.

        Raises:
            AddressForbidden: it, or what it redirects to, is not the public web.
            RobotsDenied: the site asks machines not to.
            PageGone: there is no such page.
            NotServed: the server will not give it.
            TooLarge: more bytes than it may have.
            Unavailable: not now; all attempts failed.
            Interrupted: somebody asked to stop.
        """
        with self._turn:
            self._client.cookies.clear()  # they serve one chain of redirects, and never follow us around
            return self._follow(self._guard.admit(url), known, most or self.config.largest, polite=True)

    def _follow(self, url: str, known: Validators | None, most: int, polite: bool) -> Fetched:
        at = url
        seen: set[str] = set()
        try:
            for _ in range(REDIRECTS + 1):
                if polite:
                    self._robots.check(at)
                response, raw = self._ask(at, known, most)
                if response.status_code not in _REDIRECT:
                    return _fetched(url, at, response, raw)
                if at in seen and "set-cookie" not in response.headers:
                    raise NotServed(at, "redirects in a circle")
                seen.add(at)
                at = joined(at, response.headers["location"])
            raise NotServed(at, f"redirects more than {REDIRECTS} times")
        except Refused as refused:
            raise _named(refused, url, at) from refused.__cause__

    def _ask(self, url: str, known: Validators | None, most: int) -> tuple[httpx.Response, bytes]:
        """Ask one server, again where it fails for now, each time after a longer while."""
        backoff = tenacity.wait_exponential_jitter(initial=1, max=30, jitter=1)

        def wait(state: tenacity.RetryCallState) -> float:
            failure = state.outcome.exception() if state.outcome else None
            return max(backoff(state), (getattr(failure, "after", None) or 0.0))

        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.config.attempts),
            retry=tenacity.retry_if_exception(lambda error: isinstance(error, Unavailable) and error.again),
            wait=wait,
            sleep=self.clock.sleep,
            reraise=True,
        )
        return retrying(self._once, url, known.headers(url) if known else {}, most)

    def _once(self, url: str, conditions: Mapping[str, str], most: int) -> tuple[httpx.Response, bytes]:
        pause = self._robots.pause(url)
        self._pace.wait(place_of(url), min(pause, SLOWEST) if pause else None)
        self._transport.deadline.set(self.config.total)
        try:
            with self._client.stream("GET", url, headers=dict(conditions)) as response:
                self._judge(response, url, bool(conditions), most)
                if response.status_code != 200:
                    return response, b""
                encoding = response.headers.get("content-encoding", "")
                return response, body.read(response.iter_raw(), encoding, most, url)
        except httpx.TimeoutException as error:
            raise Unavailable(url, f"too slow ({error or 'no answer in time'}); try again later") from error
        except (httpx.TransportError, httpx.InvalidURL) as error:
            if isinstance(_cause(error), ssl.SSLCertVerificationError):
                raise NotServed(url, f"its certificate cannot be trusted ({_cause(error)})") from error
            told = str(error) or type(error).__name__
            raise Unavailable(url, f"the connection failed ({told}); try again later") from error

    def _judge(self, response: httpx.Response, url: str, conditional: bool, most: int) -> None:
        """Refuse by its head an answer that is no page."""
        status = response.status_code
        if status in (404, 410):
            raise PageGone(url, "there is no such page" if status == 404 else "the page is gone for good", status)
        if status >= 500 or status in _LATER:
            after = _retry_after(response.headers.get("retry-after"), self.clock.now())
            if after and after > PATIENCE:
                raise Unavailable(url, f"answered {status} and asks for {after:,.0f} s of rest", after, again=False)
            raise Unavailable(url, f"answered {status}; try again later", after)
        if status == 304 and conditional:
            return
        if status in _REDIRECT and response.headers.get("location"):
            return
        if status in _EMPTY or not 200 <= status < 300:
            raise NotServed(url, f"answered {status}, which is no page that can be read")
        length = response.headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > most:
            raise body.too_large(url, most)

    def _read_robots(self, url: str) -> str:
        asked = httpx.URL(url)
        self._guard.addresses(asked.raw_host.decode(), asked.port or PORTS[asked.scheme])
        try:
            return self._follow(url, None, robots.LARGEST, polite=False).raw.decode("utf-8", errors="replace")
        except AddressForbidden as forbidden:  # the site may be fetched, but what its rules lead to may not
            raise Unavailable(url, forbidden.reason, again=False) from None


def agent(contact: str) -> str:
    """The name we give ourselves: who we are, which version, and whom to turn to."""
    version = importlib.metadata.version("dateline")
    return f"{robots.TOKEN}/{version} ({f'+{contact}' if contact else 'reads press releases'})"


def _fetched(url: str, final: str, response: httpx.Response, raw: bytes) -> Fetched:
    kind = response.headers.get("content-type", "")
    stated = Message()
    stated["content-type"] = kind
    return Fetched(
        url=url,
        final=final,
        status=200 if response.status_code != 304 else 304,
        raw=raw,
        kind=kind.partition(";")[0].strip().lower(),
        charset=stated.get_content_charset(),
        etag=response.headers.get("etag"),
        modified=response.headers.get("last-modified"),
    )


def _named(refused: Refused, url: str, at: str) -> Refused:
    """Tell a refusal of what was asked for, with where it led."""
    led = f"leads to {at}: " if at != url else ""
    where = f"{refused.name} " if refused.name not in (url, at) else ""
    refused.name, refused.reason = url, f"{led}{where}{refused.reason}"
    refused.args = (f"{refused.name}: {refused.reason}",)
    return refused


def _retry_after(value: str | None, now: dt.datetime) -> float | None:
    """Read Retry-After: seconds, or a date."""
    if not value:
        return None
    if value.isascii() and value.strip().isdigit():
        return float(value[:12])
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    return max((when - now).total_seconds(), 0.0)


def _cause(error: BaseException) -> BaseException:
    """The first thing that went wrong."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__ or error
    return error
