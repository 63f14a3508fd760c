from __future__ import annotations

from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient

from api.access.key import Permission, new
from api.access.scoped import ScopeOf, VisitorOf, only_scoped
from api.access.visitor import Visitor
from api.problems import install


def client(visitor: Visitor) -> TestClient:
    """A client of three routes: one asks what may be seen, one who asks, and one nothing."""

    def arrives(request: Request) -> None:
        request.state.visitor = visitor

    app = FastAPI(dependencies=[Depends(arrives), Depends(only_scoped)])
    install(app)

    @app.get("/scoped")
    def scoped(scope: ScopeOf) -> list[str] | None:
        return sorted(scope.sources) if scope.sources is not None else None

    @app.get("/visited")
    def visited(found: VisitorOf) -> bool:
        return found.reaches("port")

    @app.get("/blind")
    def blind() -> str:
        return "everything there is"

    return TestClient(app)


def test_a_restricted_key_is_kept_out_of_routes_that_do_not_ask_what_it_sees() -> None:
    narrow = client(Visitor(new("x", [Permission.ASK], ["port"])[0], known=True))
    assert narrow.get("/scoped").json() == ["port"]
    assert narrow.get("/visited").json() is True
    reply = narrow.get("/blind")
    assert (reply.status_code, reply.json()["type"]) == (403, "urn:dateline:problem:route-not-scoped")
    assert "everything" not in reply.text


def test_others_go_everywhere() -> None:
    for visitor in (Visitor(known=True), Visitor(new("x", [Permission.ASK])[0], known=True)):
        wide = client(visitor)
        assert wide.get("/scoped").json() is None
        assert wide.get("/blind").status_code == 200


def test_who_is_not_known_sees_no_source() -> None:
    assert client(Visitor()).get("/scoped").json() == []
    assert client(Visitor()).get("/blind").status_code == 403
