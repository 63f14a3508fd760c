"""What a request must be allowed, by its method and path. No I/O.

What is not listed here needs `admin`: a route that nobody thought about is shut, not open.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from api.access.key import Permission

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing (RFC 9110, section 9.2.1)."""

METRICS = "/metrics"

_FOR_ALL = frozenset({"", "/", "/healthz", "/readyz", "/docs", "/docs/oauth2-redirect", "/openapi.json"})
_FOR_ALL_BELOW = ("/static/", "/static-offline-docs/")
_QUESTIONS = frozenset({"/v1/ask", "/v1/verify"})
_ARTICLES = "/v1/articles"
_FALSE = frozenset({"0", "false"})


def public(method: str, path: str) -> bool:
    """Tell whether everybody may have this: the page and its files, the documentation, signs of life."""
    return method in SAFE and (path in _FOR_ALL or path.startswith(_FOR_ALL_BELOW))


def question(method: str, path: str) -> bool:
    """Tell whether this makes the machine think: such requests wait in a line of their own."""
    return method == "POST" and path in _QUESTIONS


def needed(method: str, path: str, query: str = "") -> Permission:
    """Tell what a key must allow for this request, where it is not for everybody.

    Args:
        method: in capitals.
        path: below the path under which a proxy publishes the service.
        query: as it stands after the question mark.
    """
    if question(method, path) or (method in SAFE and path.startswith("/v1/")):
        return Permission.ASK
    if method == "POST" and path == _ARTICLES:
        return Permission.WRITE
    if method == "DELETE" and path.startswith(f"{_ARTICLES}/") and not _purges(query):
        return Permission.WRITE
    return Permission.ADMIN


def _purges(query: str) -> bool:
    """Tell whether a request may erase for good: whatever is not plainly a no counts as a yes."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return any(name == "purge" and value.lower() not in _FALSE for name, value in pairs)
