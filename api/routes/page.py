"""The web page at `/`."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

WEB = Path(__file__).parent.parent / "web"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Only our own files run or style anything: a release's text never can."""

router = APIRouter(include_in_schema=False)


@router.get("/")
def index() -> FileResponse:
    """Send the page."""
    return FileResponse(WEB / "index.html", headers={"Content-Security-Policy": POLICY})
