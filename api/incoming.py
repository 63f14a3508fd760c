"""Releases as they come over HTTP: JSON or an uploaded file, read into documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile

from api import schemas
from api.errors import BodyTypeUnknown
from corpus import article as words
from corpus.article import Document
from corpus.errors import UnknownFormat
from corpus.formats import READERS, SUFFIXES

Sent = TypeVar("Sent", bound=BaseModel)

_ENDINGS = {"text": ".txt", "markdown": ".md", "html": ".html"}


async def received(request: Request) -> Document:
    """Read a release out of a request, whichever way it was sent.

    Raises:
        BodyTypeUnknown, UnknownFormat: there is no reader for it.
        RequestValidationError: it does not fit the API.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        async with request.form(max_files=1, max_fields=5) as form:
            return await _uploaded(form.get("file"), form.get("source"))
    if kind != "application/json":
        raise BodyTypeUnknown(kind, "application/json or multipart/form-data")
    body = await request.body()
    return document(checked(lambda: schemas.NewArticle.model_validate_json(body)))


def document(sent: schemas.NewArticle) -> Document:
    """Make a document of a release that was sent as JSON."""
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
    given = checked(lambda: schemas.NewArticle.model_validate(stated))
    return Document(given.source, name, await file.read(), str(kind))


def checked(read: Callable[[], Sent]) -> Sent:
    """Read what was sent; what does not fit is told as FastAPI tells it of bodies that it reads itself.

    Raises:
        RequestValidationError: it does not fit.
    """
    try:
        return read()
    except ValidationError as error:
        found: list[Any] = [{**item, "loc": ("body", *item["loc"])} for item in error.errors(include_url=False)]
        raise RequestValidationError(found) from error


def _missing(field: str, message: str) -> RequestValidationError:
    return RequestValidationError([{"type": "missing", "loc": ("body", field), "msg": message, "input": None}])
