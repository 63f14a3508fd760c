"""The page at `/desk`, where the press room's own people look after the archive."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import FileResponse

from api.web_policy import POLICY
from api.widget import WEB

router = APIRouter(include_in_schema=False)


@router.get("/desk")
def desk_page() -> FileResponse:
    """Send the page. What it shows and does is asked of `/v1` with the key of whoever reads it."""
    return FileResponse(WEB / "desk" / "desk.html", headers={"Content-Security-Policy": POLICY})
