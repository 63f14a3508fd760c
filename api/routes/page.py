"""The web page at `/`, the component it is made of at `/widget.js`, and `/embed`, which shows how others embed it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from api.conditional import known, tag
from api.routes import SettingsOf
from api.settings import origins
from api.web_policy import POLICY, policy
from api.widget import WEB, joined

KEPT = "public, max-age=300"
"""`Cache-Control` of the component: a page that many read asks for it once in five minutes."""

router = APIRouter(include_in_schema=False)


@router.get("/")
def index() -> FileResponse:
    """Send the page."""
    return FileResponse(WEB / "index.html", headers={"Content-Security-Policy": POLICY})


@router.get("/embed")
def embed(settings: SettingsOf) -> FileResponse:
    """Send the page that shows the component in a page of another site, and gives the lines to copy.

    Pages that `DATELINE_FRAMED_BY` names may show it in a frame.
    """
    shown = policy(origins(settings.framed_by))
    return FileResponse(WEB / "embed.html", headers={"Content-Security-Policy": shown})


@router.get("/widget.js")
def widget(request: Request) -> Response:
    """Send the component. It holds nothing of anybody's, so pages of every origin may load it, as a module too."""
    body = joined().encode()
    headers = {
        "ETag": tag(body),
        "Cache-Control": KEPT,
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if known(request.headers.get("If-None-Match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="text/javascript")
