"""What a visitor may see, as routes ask for it.

All of it is `async`: what is not, is run in a thread, and each change of threads may wait for a question at work.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.security import HTTPBearer

from api.access.visitor import Visitor
from api.errors import RouteNotScoped
from corpus.article import Scope

BEARER = HTTPBearer(auto_error=False, scheme_name="key", description="A key, as `dateline keys create` shows it.")
"""Tells the API's description how a key is sent. Whether one is needed, and is good, the guard has seen before."""


async def visitor(request: Request) -> Visitor:
    """Who makes this request, as the guard found."""
    found: Visitor = request.state.visitor
    return found


VisitorOf = Annotated[Visitor, Depends(visitor)]


async def _seen(found: VisitorOf) -> Scope:
    return found.scope()


ScopeOf = Annotated[Scope, Depends(_seen)]
"""What this visitor may see: every read of a route takes it, or one made from it."""


async def only_scoped(request: Request, found: VisitorOf) -> None:
    """Keep visitors who see some sources alone out of routes that do not ask what they may see.

    Raises:
        RouteNotScoped: this is such a route.
    """
    if found.sources is not None and not _asks(request.scope["route"].dependant):
        raise RouteNotScoped


def _asks(dependant: Dependant) -> bool:
    """Tell whether a route takes `VisitorOf` or `ScopeOf` itself, beside what all routes take."""
    return any(one.call in {visitor, _seen} for one in dependant.dependencies)
