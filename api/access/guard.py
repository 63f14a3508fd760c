"""The guard at the door: no request is read further before it is known who makes it and what they may."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from starlette._utils import get_route_path  # as the router sees a path, so must we
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api import problems
from api.access import rules
from api.access.key import Key, Permission
from api.access.keyring import Keyring
from api.access.rates import Rates
from api.access.visitor import Visitor, bucket, foreign, loopback, near
from api.errors import KeyringDamaged
from api.problems import Kind
from api.telemetry.noted import current

log = logging.getLogger("dateline")

REALM = 'Bearer realm="dateline"'

Access = Literal["auto", "keys", "open"]
"""Who is let in without a key: on loopback whoever is on this machine, until a key is made; nobody; everybody."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Who is let in without a key.

    Attributes:
        access: as it is set.
        host: the address listened on.
        origins: of pages that may use the service beside those that keys name.
    """

    access: Access
    host: str
    origins: frozenset[str] = frozenset()

    def open(self, keyring: Keyring) -> bool:
        """Tell whether some are let in without a key."""
        return self.access == "open" or (self.access == "auto" and loopback(self.host) and not keyring.exists)


@dataclass(frozen=True, slots=True)
class Request:
    """What is known of a request before it is read.

    Attributes:
        path: below the path under which a proxy publishes the service.
        headers: by names in small letters.
        client: address; null for a socket of this machine.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    client: str | None

    @property
    def presented(self) -> str | None:
        """The key it comes with, if any."""
        scheme, _, key = self.headers.get("authorization", "").partition(" ")
        return key.strip() if scheme.lower() == "bearer" else None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not let in, and the headers that say so to machines."""

    kind: Kind
    detail: str
    headers: Mapping[str, str]


def judged(request: Request, keyring: Keyring, policy: Policy) -> Visitor | Refusal:
    """Decide who makes a request, and whether they may.

    Raises:
        KeyringDamaged: nobody can be known.
    """
    if rules.public(request.method, request.path):
        return _welcome(request, keyring, policy)
    wanted = rules.needed(request.method, request.path, request.query)
    is_open = policy.open(keyring)
    presented = request.presented
    key = keyring.find(presented) if presented is not None else None
    if key is not None:
        return _holder(key, wanted, request)
    if request.path == rules.METRICS and near(request.client, request.headers):
        return Visitor(known=True)
    if not is_open or request.path == rules.METRICS:
        return _unknown(presented)
    return _passer_by(request, policy)


def _welcome(request: Request, keyring: Keyring, policy: Policy) -> Visitor:
    """Let everybody have what is for everybody; only those who would be let in anyway are told figures with it."""
    return Visitor(known=policy.open(keyring) and (policy.access == "open" or near(request.client, request.headers)))


def _holder(key: Key, wanted: Permission, request: Request) -> Visitor | Refusal:
    if key.origins and not _from_page(key.origins, request.headers):
        return Refusal(problems.ORIGIN_FORBIDDEN, "this key is for web pages of other origins than this one", {})
    if not key.allows(wanted):
        challenge = {"WWW-Authenticate": f'{REALM}, error="insufficient_scope", scope="{wanted}"'}
        return Refusal(problems.NOT_ALLOWED, f"this key does not have the scope {wanted}", challenge)
    return Visitor(key, known=True)


def _from_page(origins: Collection[str], headers: Mapping[str, str]) -> bool:
    """Tell whether a page of one of these origins asks.

    A browser that reads from the page's own origin sends no `Origin` (Fetch Standard, "append a request Origin
    header"), yet `Sec-Fetch-Site`, which no script can set; then the page's origin is that of the host it asks.
    """
    if (origin := headers.get("origin")) is not None:
        return origin in origins
    own = {urlsplit(one).netloc for one in origins}
    return headers.get("sec-fetch-site") == "same-origin" and headers.get("host", "").lower() in own


def _unknown(presented: str | None) -> Refusal:
    if presented is None:
        said = "send a key: `Authorization: Bearer KEY`; whoever looks after this service makes one"
        return Refusal(problems.KEY_MISSING, said, {"WWW-Authenticate": REALM})
    challenge = {"WWW-Authenticate": f'{REALM}, error="invalid_token"'}
    return Refusal(problems.KEY_UNKNOWN, "this key is not known here, or no longer", challenge)


def _passer_by(request: Request, policy: Policy) -> Visitor | Refusal:
    """Let those in who need no key; but no page of another origin changes anything through their browser."""
    if policy.access == "auto" and not near(request.client, request.headers):
        said = "without keys this service is open to its own machine alone; make one (`dateline keys create`)"
        return Refusal(problems.KEY_MISSING, said, {"WWW-Authenticate": REALM})
    stranger = foreign(request.headers) and request.headers.get("origin") not in policy.origins
    if stranger and request.method not in rules.SAFE:
        said = "a page of another origin asks; let it in with DATELINE_CORS, or with a key made for its origin"
        return Refusal(problems.ORIGIN_FORBIDDEN, said, {})
    return Visitor(known=True)


class Guard:
    """Lets requests in or answers why not; what is behind finds the visitor in `scope["state"]`.

    Args:
        app: what is behind.
        keyring: the keys.
        policy: who needs none.
        rates: how often a key may be used, and how often an address may come with a wrong one.
    """

    def __init__(self, app: ASGIApp, keyring: Keyring, policy: Policy, rates: Rates) -> None:
        self.app, self.keyring, self.policy, self.rates = app, keyring, policy, rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it."""
        if scope["type"] == "websocket":  # nothing here speaks it: what might one day is shut until someone opens it
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = _request(scope)
        found = await self._counted(request, self._judged(request))
        if isinstance(found, Refusal):
            reply = problems.response(found.kind, found.detail)
            reply.headers.update(found.headers)
            await reply(scope, receive, send)
            return
        if found.key and self.keyring.due(found.key, now := dt.datetime.now(dt.UTC)):
            await run_in_threadpool(self.keyring.note, found.key, now)
        scope.setdefault("state", {})["visitor"] = found
        await self.app(scope, receive, send)

    def _judged(self, request: Request) -> Visitor | Refusal:
        try:
            return judged(request, self.keyring, self.policy)
        except KeyringDamaged as error:
            log.error("%s", error)
            return Refusal(problems.kind_of(error), "the service's keys cannot be read; its log says why", {})

    async def _counted(self, request: Request, found: Visitor | Refusal) -> Visitor | Refusal:
        """Count a request that came with a key, a wrong one too; one that is too many is refused."""
        if isinstance(found, Visitor) and found.key:
            counted = found.key.id
            if noted := current.get():
                noted.key = counted
        elif isinstance(found, Refusal) and found.kind.status == 401 and request.presented is not None:
            counted = "unknown"
        else:
            return found
        wait = await self.rates.wait(counted, bucket(request.client))
        if not wait:
            return found
        said = f"more requests than this key, from this address or in all, may make; try again in {wait} s"
        return Refusal(problems.TOO_MANY, said, {"Retry-After": str(wait)})


def _request(scope: Scope) -> Request:
    return Request(
        method=scope["method"],
        path=get_route_path(scope),
        query=scope.get("query_string", b"").decode("latin-1"),
        headers=dict(Headers(scope=scope)),
        client=scope["client"][0] if scope.get("client") else None,
    )
