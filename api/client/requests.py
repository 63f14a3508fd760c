"""What each method of a client sends, and the shape of what comes back; nothing here sends it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import quote

from pydantic import BaseModel

from api.client.fields import Asked, Day, Judged, Liking, Narrowed, Release, Stated
from api.replies import Reply
from api.schemas import Added, Article, ArticlePage, Difference
from api.verdicts import Verdict

if TYPE_CHECKING:
    from api.jobs.shapes import JobReply
    from api.routes.feedback import Noted
    from api.routes.sources import SourceList, SourceReply

Told = TypeVar("Told", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Request:
    """A request.

    Attributes:
        method: of HTTP.
        path: below the base.
        body: sent as JSON; null: none.
        more: as httpx takes it: `params`, `files`, `data`, `headers`.
    """

    method: str
    path: str
    body: Any = None
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asking(Generic[Told]):
    """A request whose reply has a shape."""

    shape: type[Told]
    request: Request


def ask(question: str, asked: Asked) -> Asking[Reply]:
    """Ask."""
    return Asking(Reply, Request("POST", "v1/ask", _question(question, asked)))


def stream(question: str, asked: Asked) -> Request:
    """Ask, for events."""
    return Request("POST", "v1/ask/stream", _question(question, asked))


def verify(words: str, k: int, as_of: Day | None, narrowed: Narrowed) -> Asking[Verdict]:
    """Ask whether words were published."""
    body = {"quote": words, "k": k, "as_of": as_of, "filters": narrowed}
    return Asking(Verdict, Request("POST", "v1/verify", body))


def page(a_page: int, after: str | None, narrowed: Narrowed) -> Asking[ArticlePage]:
    """List articles after a place in the list."""
    given = {"limit": a_page, "after": after, **narrowed}
    params = {name: str(value) for name, value in given.items() if value is not None}
    return Asking(ArticlePage, Request("GET", "v1/articles", more={"params": params}))


def article(article_id: str, content_hash: str | None) -> Asking[Article]:
    """Read an article, or one of its versions."""
    return Asking(Article, Request("GET", f"v1/articles/{_part(article_id)}", more=_given(content_hash=content_hash)))


def difference(article_id: str, to: str | None, before: str | None) -> Asking[Difference]:
    """Compare two texts of a story."""
    given = _given(to=to, **{"from": before})
    return Asking(Difference, Request("GET", f"v1/articles/{_part(article_id)}/diff", more=given))


def add(text: str, idempotency_key: str | None, stated: Stated) -> Asking[Added]:
    """Hand in one release as text."""
    return Asking(Added, Request("POST", "v1/articles", {"text": text, **stated}, _once(idempotency_key)))


def upload(name: str, content: bytes, source: str | None) -> Asking[Added]:
    """Hand in one release as a file."""
    more = {"files": {"file": (name, content)}, "data": {"source": source} if source else {}}
    return Asking(Added, Request("POST", "v1/articles", more=more))


def bulk(releases: Iterable[Release], idempotency_key: str | None) -> Asking[JobReply]:
    """Hand in many releases."""
    from api.jobs.shapes import JobReply

    body = {"articles": list(releases)}
    return Asking(JobReply, Request("POST", "v1/articles/bulk", body, _once(idempotency_key)))


def remove(article_id: str, purge: bool) -> Request:
    """Take an article out."""
    return Request("DELETE", f"v1/articles/{_part(article_id)}", more={"params": {"purge": str(purge).lower()}})


def job(job_id: str) -> Asking[JobReply]:
    """Look at a job."""
    from api.jobs.shapes import JobReply

    return Asking(JobReply, Request("GET", f"v1/jobs/{_part(job_id)}"))


def sources() -> Asking[SourceList]:
    """List the sources."""
    from api.routes.sources import SourceList

    return Asking(SourceList, Request("GET", "v1/sources"))


def add_source(address: str, name: str | None, every: int | None) -> Asking[SourceReply]:
    """Register a source."""
    from api.routes.sources import SourceReply

    body = {"address": address, "name": name, "every": every}
    return Asking(SourceReply, Request("POST", "v1/sources", body))


def sync(source: str) -> Asking[JobReply]:
    """Bring a source up to date."""
    from api.jobs.shapes import JobReply

    return Asking(JobReply, Request("POST", f"v1/sources/{_part(source)}/sync"))


def remove_source(source: str, purge: bool) -> Request:
    """Forget a source."""
    return Request("DELETE", f"v1/sources/{_part(source)}", more={"params": {"purge": str(purge).lower()}})


def feedback(question: str, verdict: Liking, judged: Judged) -> Asking[Noted]:
    """Say what somebody thinks of an answer."""
    from api.routes.feedback import Noted

    return Asking(Noted, Request("POST", "v1/feedback", {**_question(question, judged), "verdict": verdict}))


def _question(words: str, asked: Asked | Judged) -> dict[str, object]:
    """Write a question: what narrows it stands together."""
    narrows = Narrowed.__annotations__.keys()
    given = {name: value for name, value in asked.items() if name not in narrows}
    return {"question": words, **given, "filters": {name: value for name, value in asked.items() if name in narrows}}


def _given(**params: str | None) -> dict[str, Any]:
    return {"params": {name: value for name, value in params.items() if value}}


def _once(idempotency_key: str | None) -> dict[str, Any]:
    """Make it safe to send a request again."""
    return {"headers": {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}}


def _part(name: str) -> str:
    """Write a name as one part of a path."""
    return quote(name, safe="")
