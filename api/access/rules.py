"""What a request must be allowed, by its method and path. No I/O.

What is not listed here needs `admin`: a route that nobody thought about is shut, not open.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from api.access.key import Permission

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing (RFC 9110, section 9.2.1)."""

METRICS = "/metrics"

MCP = "/mcp"
"""Where assistants speak the Model Context Protocol."""

_FOR_ALL = frozenset(
    {
        "",
        "/",
        "/desk",
        "/embed",
        "/widget.js",
        "/healthz",
        "/readyz",
        "/docs",
        "/docs/oauth2-redirect",
        "/openapi.json",
    }
)
_FOR_ALL_BELOW = ("/static/", "/static-offline-docs/")
_QUESTIONS = frozenset({MCP, "/v1/ask", "/v1/ask/stream", "/v1/chat/completions", "/v1/verify"})
_ARTICLES, _SOURCES = "/v1/articles", "/v1/sources"
_RELEASES = frozenset({_ARTICLES, f"{_ARTICLES}/bulk"})
_TAKING = _RELEASES | {_SOURCES}
_JOBS, _FEEDBACK = "/v1/jobs", "/v1/feedback"
_KEEPERS = frozenset({"/v1/removed", "/v1/report", "/v1/report/page"})
"""For those who keep the archive: who may only ask is not told what was taken down, nor how well all this does."""
_FALSE = frozenset({"0", "false"})


def public(method: str, path: str) -> bool:
    """Tell whether everybody may have this: the page and its files, the documentation, signs of life."""
    return method in SAFE and (path in _FOR_ALL or path.startswith(_FOR_ALL_BELOW))


def question(method: str, path: str) -> bool:
    """Tell whether this makes the machine think: such requests wait in a line of their own."""
    return method == "POST" and path in _QUESTIONS


def release(method: str, path: str) -> bool:
    """Tell whether this brings releases, which may be large."""
    return method == "POST" and path in _RELEASES


def needed(method: str, path: str, query: str = "") -> Permission:
    """Tell what a key must allow for this request, where it is not for everybody.

    Args:
        method: in capitals.
        path: below the path under which a proxy publishes the service.
        query: as it stands after the question mark.
    """
    if method in SAFE:
        return _to_read(path)
    if question(method, path) or (method == "POST" and path == _FEEDBACK):
        return Permission.ASK
    if method == "POST" and (path in _TAKING or _restores(path) or _syncs(path)):
        return Permission.WRITE
    if method == "DELETE" and path.startswith((f"{_ARTICLES}/", f"{_SOURCES}/")) and not _purges(query):
        return Permission.WRITE
    return Permission.ADMIN


def _to_read(path: str) -> Permission:
    """Tell what a key must allow to read this."""
    if path in _KEEPERS or path.startswith(_JOBS):
        return Permission.WRITE
    if path != _FEEDBACK and (path == MCP or path.startswith("/v1/")):
        return Permission.ASK
    return Permission.ADMIN


def _restores(path: str) -> bool:
    """Tell whether this is the way back of an article that was taken down."""
    return path.startswith(f"{_ARTICLES}/") and path.endswith("/restore")


def _syncs(path: str) -> bool:
    """Tell whether this brings a source up to date."""
    return path.startswith(f"{_SOURCES}/") and path.endswith("/sync")


def _purges(query: str) -> bool:
    """Tell whether a request may erase for good: whatever is not plainly a no counts as a yes."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return any(name == "purge" and value.lower() not in _FALSE for name, value in pairs)
