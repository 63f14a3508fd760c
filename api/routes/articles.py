"""`/v1/articles` and `/v1/sources`: what is held, one more, one less."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api import schemas
from api.access.scoped import ScopeOf, VisitorOf
from api.errors import BodyTypeUnknown, SourceNotAllowed
from api.reading import full, listed, reached
from api.routes import DeskOf, problems
from corpus import article as words
from corpus.article import Document
from corpus.errors import UnknownFormat
from corpus.formats import READERS, SUFFIXES
from corpus.stories.difference import record as difference_record

router = APIRouter(prefix="/v1", tags=["articles"])

_ENDINGS = {"text": ".txt", "markdown": ".md", "html": ".html"}
_UPLOAD = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": schemas.NewArticle.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "source": {"type": "string", "default": "upload"},
                    },
                }
            },
        },
    }
}


@router.get("/articles", responses=problems(404, 422))
def page(
    query: Annotated[schemas.ListQuery, Query()], desk: DeskOf, visitor: VisitorOf, scope: ScopeOf
) -> schemas.ArticlePage:
    """List articles, newest first, undated ones last."""
    return listed(query, desk, visitor, scope)


@router.get("/articles/{article_id}", responses=problems(404, 422))
def article(article_id: str, desk: DeskOf, scope: ScopeOf, content_hash: str | None = None) -> schemas.Article:
    """Read one article: its current text, or with `content_hash` the version of that hash."""
    return full(desk, article_id, scope, content_hash)


@router.get("/articles/{article_id}/diff", responses=problems(404, 422))
def diff(article_id: str, desk: DeskOf, scope: ScopeOf, to: str | None = None) -> schemas.Difference:
    """Compare two texts of a story, sentence by sentence.

    `to` is another article's id, or a version's content hash or its first digits. Without it the text before is
    compared, and where there was none, the nearest other release of the story.
    """
    return schemas.Difference.model_validate(difference_record(desk.difference(article_id, to, scope)))


@router.post(
    "/articles", status_code=201, responses={**problems(400, 413, 415, 422, 503), 200: {"model": schemas.Added}},
    openapi_extra=_UPLOAD,
)  # fmt: skip
async def add(request: Request, response: Response, desk: DeskOf, visitor: VisitorOf) -> schemas.Added:
    """Take one release in, as JSON or as an uploaded file. The next question finds it."""
    document = await _document(request)
    if not visitor.reaches(document.source):
        raise SourceNotAllowed(document.source)
    outcome = await run_in_threadpool(desk.add, document)
    if outcome != "added":
        response.status_code = 200
    response.headers["Location"] = str(request.url_for("article", article_id=document.id))
    held = await run_in_threadpool(full, desk, document.id, visitor.scope())
    return schemas.Added.model_validate({"outcome": outcome, "article": held})


@router.delete("/articles/{article_id}", status_code=204, responses=problems(404, 422, 503))
def delete(article_id: str, desk: DeskOf, visitor: VisitorOf, purge: bool = False) -> None:
    """Take an article out of every answer; with `purge` erase every trace of it."""
    reached(desk, visitor, article_id)
    if purge:
        desk.purge(article_id)
    else:
        desk.remove(article_id)


@router.get("/sources")
def sources(desk: DeskOf, scope: ScopeOf) -> schemas.Sources:
    """List the sources that have articles."""
    counts = desk.store.count_by_source(scope)
    return schemas.Sources(sources=[schemas.SourceCount(name=name, articles=count) for name, count in counts.items()])


async def _document(request: Request) -> Document:
    """Read a release out of a request, whichever way it was sent."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        async with request.form(max_files=1, max_fields=5) as form:
            return await _uploaded(form.get("file"), form.get("source"))
    if kind != "application/json":
        raise BodyTypeUnknown(kind, "application/json or multipart/form-data")
    body = await request.body()
    sent = _checked(lambda: schemas.NewArticle.model_validate_json(body))
    raw = sent.text.encode()
    url = str(sent.url) if sent.url else None
    path = url or sent.path or words.raw_hash(raw)[: words.ID_LENGTH] + _ENDINGS[sent.format]
    facts = {
        name: str(value)
        for name in ("title", "published", "place", "issuer", "language")
        if (value := getattr(sent, name)) is not None
    }
    return Document(sent.source, path, raw, sent.format, url, facts)


async def _uploaded(file: object, source: object) -> Document:
    if not isinstance(file, UploadFile):
        raise _missing("file", "send the release as a file in the field 'file'")
    name = PurePosixPath((file.filename or "").replace("\\", "/")).name
    kind = SUFFIXES.get(PurePosixPath(name).suffix.lower())
    if kind not in READERS:
        known = ", ".join(ending for ending, reader in SUFFIXES.items() if reader in READERS)
        raise UnknownFormat(name or "the upload", f"no reader for files of this ending; known: {known}")
    stated = {"text": "-", "path": name, **({"source": source} if source else {})}
    given = _checked(lambda: schemas.NewArticle.model_validate(stated))
    return Document(given.source, name, await file.read(), str(kind))


def _checked(read: Callable[[], schemas.NewArticle]) -> schemas.NewArticle:
    """Read what was sent; what does not fit is told as FastAPI tells it of bodies that it reads itself."""
    try:
        return read()
    except ValidationError as error:
        found: list[Any] = [{**item, "loc": ("body", *item["loc"])} for item in error.errors(include_url=False)]
        raise RequestValidationError(found) from error


def _missing(field: str, message: str) -> RequestValidationError:
    return RequestValidationError([{"type": "missing", "loc": ("body", field), "msg": message, "input": None}])
