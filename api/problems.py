"""Failures as RFC 9457 problems: one problem type for each error that a door can meet."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import (
    BodyTypeUnknown,
    BulkTooLarge,
    JobsFull,
    JobUnknown,
    KeyringDamaged,
    ModelUnknown,
    RepeatDiffers,
    RepeatErased,
    RepeatKeyInvalid,
    RepeatUnderWay,
    RouteNotScoped,
    SourceNotAllowed,
    WorkerLost,
    WorkerUnready,
)
from api.telemetry.noted import current
from corpus import errors as corpus
from index import errors as index
from qa import errors as qa

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:dateline:problem:"

log = logging.getLogger("dateline")


@dataclass(frozen=True, slots=True)
class Kind:
    """A problem type: the last part of its name, its HTTP status and its title.

    Attributes:
        again: with status 503, seconds after which it is worth trying again.
    """

    name: str
    status: int
    title: str
    again: int = 1


INVALID = Kind("invalid-request", 422, "The request does not fit the API")
MALFORMED = Kind("malformed-json", 400, "The body is not JSON")
BODY_TOO_LARGE = Kind("body-too-large", 413, "The body is too large")
NOT_READY = Kind("not-ready", 503, "The service is starting")
INTERNAL = Kind("internal", 500, "Something went wrong here")
KEY_MISSING = Kind("key-missing", 401, "A key is needed")
KEY_UNKNOWN = Kind("key-unknown", 401, "The key is not known")
NOT_ALLOWED = Kind("not-allowed", 403, "The key does not allow this")
ORIGIN_FORBIDDEN = Kind("origin-forbidden", 403, "Pages of this origin may not do this")
BODY_TOO_SLOW = Kind("body-too-slow", 408, "The body did not arrive in time")
TOO_MANY = Kind("too-many-requests", 429, "Too many requests")
TOO_BUSY = Kind("too-busy", 503, "The service has more to do than it can")
OUT_OF_TIME = Kind("out-of-time", 504, "The answer took too long")
SYNC_UNFINISHED = Kind("sync-unfinished", 502, "The source could not be brought up to date")

_ADVICE = {
    "Not Found": "there is nothing at this address; `/docs` lists the routes",
    "Method Not Allowed": "this address does not take this method; `/docs` lists the routes",
    "Missing boundary in multipart.": "the Content-Type names no boundary between parts; let your client write it",
    "Invalid multipart data.": "the parts of the body do not hold together; let your client write them",
}
"""What to do about a refusal that is not of our own words."""

_PLAIN = {
    "extra_forbidden": "There is no field of this name; `/docs` lists those there are",
    "model_attributes_type": "Input should be a JSON object",
    "model_type": "Input should be a JSON object",
}
"""Kind of misfit -> words for a sender, where pydantic's speak of what is done with the input."""

UNTOLD = "the service failed to answer; its log says why"
"""All that is said of a failure that nobody foresaw: its own words may tell what is no one's business."""


KINDS: dict[type[Exception], Kind] = {
    BodyTypeUnknown: Kind("body-type-unknown", 415, "There is no reader for a body of this type"),
    SourceNotAllowed: Kind("source-not-allowed", 403, "The key does not reach this source"),
    WorkerLost: Kind("answer-interrupted", 503, "The answer was interrupted"),
    RouteNotScoped: Kind("route-not-scoped", 403, "The key is too narrow for this"),
    KeyringDamaged: Kind("keys-unreadable", 500, "The keys cannot be read"),
    ModelUnknown: Kind("model-unknown", 404, "There is no such model"),
    JobUnknown: Kind("job-unknown", 404, "There is no such job"),
    JobsFull: Kind("jobs-full", 503, "Enough work waits already", again=30),
    BulkTooLarge: Kind("bulk-too-large", 413, "Too many releases at once"),
    RepeatKeyInvalid: Kind("idempotency-key-invalid", 400, "This is no idempotency key"),
    RepeatUnderWay: Kind("idempotency-key-in-use", 409, "The first request is still worked on"),
    RepeatDiffers: Kind("idempotency-key-reused", 422, "The idempotency key came with another request"),
    RepeatErased: Kind("idempotency-key-erased", 410, "What was taken in was removed since"),
    qa.QuestionEmpty: Kind("question-empty", 422, "The question is empty"),
    qa.QuestionTooLong: Kind("question-too-long", 422, "The question is too long"),
    qa.QuoteEmpty: Kind("quote-empty", 422, "The quote is empty"),
    qa.QuoteTooLong: Kind("quote-too-long", 422, "The quote is too long"),
    qa.PlaceInvalid: Kind("place-invalid", 422, "The place does not hold together"),
    qa.FeedbackFull: Kind("feedback-full", 503, "Enough feedback waits already", again=3600),
    qa.FeedbackUnknown: Kind("feedback-unknown", 404, "There is no such feedback"),
    qa.NamesInvalid: Kind("names-invalid", 500, "The staff's file of names cannot be read"),
    qa.WeightsInvalid: Kind("weights-invalid", 500, "The learned weights cannot be read"),
    corpus.ArticleUnknown: Kind("article-unknown", 404, "There is no such article"),
    corpus.NothingToCompare: Kind("nothing-to-compare", 404, "There is nothing to compare it with"),
    corpus.EmptyDocument: Kind("document-empty", 422, "The document is empty"),
    corpus.TooLarge: Kind("document-too-large", 413, "The document is too large"),
    corpus.NotText: Kind("document-not-text", 422, "The document is not text"),
    corpus.UnknownFormat: Kind("document-format-unknown", 415, "There is no reader for this document"),
    corpus.NoArticle: Kind("document-without-article", 422, "There is no release in this page"),
    corpus.Unreadable: Kind("document-unreadable", 422, "The document cannot be read"),
    corpus.BadExport: Kind("export-invalid", 422, "The export does not hold together"),
    corpus.BadRecord: Kind("record-invalid", 422, "The record is no release"),
    corpus.Malformed: Kind("document-malformed", 422, "The document does not hold together"),
    corpus.Encrypted: Kind("document-encrypted", 422, "The document needs a password"),
    corpus.Scanned: Kind("document-scanned", 422, "The document is a picture of its text"),
    corpus.TookTooLong: Kind("document-took-too-long", 422, "Reading the document was stopped"),
    corpus.CompressionBomb: Kind("compression-bomb", 422, "The document unpacks to far too much"),
    corpus.NestedArchive: Kind("nested-archive", 422, "Archives inside archives are not opened"),
    corpus.UnsafeMember: Kind("unsafe-member", 422, "A member of the archive is not safe to read"),
    corpus.AddressForbidden: Kind("address-forbidden", 422, "The address must not be fetched"),
    corpus.RobotsDenied: Kind("robots-denied", 422, "The site asks machines not to fetch this"),
    corpus.PageGone: Kind("page-gone", 422, "There is no such page"),
    corpus.NotServed: Kind("page-not-served", 422, "The server does not give the page"),
    corpus.Unavailable: Kind("page-unavailable", 502, "The server cannot be reached or fails"),
    corpus.BadListing: Kind("listing-invalid", 422, "The feed or sitemap cannot be read"),
    corpus.Interrupted: Kind("interrupted", 503, "The service is stopping"),
    corpus.SourceInvalid: Kind("source-invalid", 422, "A source cannot be set up like this"),
    corpus.SourceMissing: Kind("source-missing", 404, "There is no such source"),
    corpus.SourceTaken: Kind("source-taken", 409, "The source name stands for another place"),
    corpus.StoreBusy: Kind("store-busy", 503, "Another writer is at work"),
    corpus.StoreVersion: Kind("store-version", 500, "The data folder is of another version"),
    corpus.TextDamaged: Kind("text-damaged", 500, "A stored text is not as it was stored"),
    corpus.StoreError: Kind("store-failed", 500, "The store failed"),
    index.ModelMissing: Kind("model-missing", 500, "The embedding model is missing"),
    index.ModelDamaged: Kind("model-damaged", 500, "The embedding model is damaged"),
    index.NotConvertible: Kind("model-not-convertible", 500, "The embedding model cannot be converted"),
    index.IndexDamaged: Kind("index-damaged", 500, "A file of the index is damaged"),
    index.TermsCollide: Kind("terms-collide", 500, "Two words cannot be told apart"),
    index.IndexUnwritable: Kind("index-unwritable", 507, "The index cannot be written"),
    index.VectorsMissing: Kind("vectors-missing", 503, "Some releases are not encoded yet"),
}


def kind_of(error: Exception) -> Kind:
    """Give the problem type of an error, by the nearest class that has one."""
    if isinstance(error, WorkerUnready):
        return error.kind
    return next((KINDS[ancestor] for ancestor in type(error).__mro__ if ancestor in KINDS), INTERNAL)


def told(error: Exception) -> tuple[Kind, str]:
    """Give an error as a door tells it: its problem type, and the words that may leave the house."""
    kind = kind_of(error)
    if kind is INTERNAL:
        log.error("%s", UNTOLD, exc_info=error)
        return kind, UNTOLD
    if kind.status >= 500:
        log.error("%s", error)
    return kind, str(error)


def members(kind: Kind, detail: str) -> dict[str, Any]:
    """Give the members that every problem has."""
    return {"type": TYPE + kind.name, "title": kind.title, "status": kind.status, "detail": detail}


def response(kind: Kind, detail: str, **more: Any) -> JSONResponse:
    """Write a problem, and note it of the request at hand."""
    body = {**members(kind, detail), **more}
    if noted := current.get():
        noted.problem = kind.name
        body["request_id"] = noted.request_id
    headers = {"Retry-After": str(kind.again)} if kind.status == 503 else None
    return JSONResponse(body, kind.status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Make every failure of an application a problem."""
    for error in KINDS:
        app.add_exception_handler(error, ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def ours(request: Request, error: Exception) -> JSONResponse:
    """Answer with the problem that an error of ours is."""
    kind = kind_of(error)
    if kind.status >= 500:
        log.error("%s %s: %s", request.method, request.url.path, error)
    if isinstance(error, qa.QuestionRefused):
        return response(kind, str(error), errors=[{"field": "question", "message": str(error)}])
    if isinstance(error, qa.QuoteRefused):
        return response(kind, str(error), errors=[{"field": "quote", "message": str(error)}])
    return response(kind, str(error))


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    found = error.errors()
    if broken := next((item for item in found if item["type"] == "json_invalid"), None):
        return response(MALFORMED, f"the body cannot be parsed as JSON: {_broken(broken)}")
    if any(tuple(item["loc"]) == ("body",) and isinstance(item["input"], bytes) for item in found):
        # FastAPI hands on, unparsed, a body that is not called JSON.
        return await ours(request, BodyTypeUnknown(request.headers.get("content-type", ""), "application/json"))
    detail, fields = misfits(found)
    return response(INVALID, detail, errors=fields)


def _broken(item: Mapping[str, Any]) -> str:
    """Say what is no JSON, and where; a model that parses for itself says where in its own words."""
    reason, place = item.get("ctx", {}).get("error", "it cannot be parsed"), item["loc"][-1]
    return f"{reason}, at character {place + 1}" if isinstance(place, int) else str(reason)


def misfits(
    found: Iterable[Mapping[str, Any]], plain: Mapping[str, str] | None = None
) -> tuple[str, list[dict[str, str]]]:
    """Give the detail, and field by field the message, of what a model found wrong with a body.

    Args:
        found: by the model.
        plain: kind of misfit -> words for whoever sent it, where those for HTTP do not fit.
    """
    words = {**_PLAIN, **(plain or {})}
    fields = [{"field": path(item["loc"]), "message": words.get(item["type"], item["msg"])} for item in found]
    return "; ".join(f"{item['field']}: {item['message']}" for item in fields), fields


def path(location: tuple[int | str, ...]) -> str:
    """Write where in a request something is, without saying in which part of it."""
    inner = location[1:] if location and location[0] in {"body", "query", "path", "header"} else location
    return ".".join(map(str, inner)) or "body"


async def _http(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == 400 and isinstance(error.__cause__, (ValueError, RecursionError)):
        # FastAPI's own words for bytes that are no UTF-8, numbers without end and nesting without bottom.
        return response(MALFORMED, f"the body cannot be parsed as JSON: {_unparsed(error.__cause__)}")
    kind = Kind("http", error.status_code, str(error.detail))
    answer = response(kind, _ADVICE.get(str(error.detail), str(error.detail)))
    answer.headers.update(error.headers or {})
    return answer


def _unparsed(cause: ValueError | RecursionError) -> str:
    """Say what a sender can mend; the parser's own words speak of its settings."""
    if isinstance(cause, UnicodeError):
        return "its bytes are not UTF-8"
    if isinstance(cause, RecursionError):
        return "it is nested too deeply"
    return "a number in it has too many digits"


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return response(INTERNAL, UNTOLD)


class Unforeseen:
    """Answer what nobody foresaw with a problem, where request ids and permissions for pages still reach the reply.

    Args:
        app: what is behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on. A reply that has begun can only be broken off."""
        started = False

        async def noticed(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, noticed)
        except Exception as error:  # nobody foresaw it: that is what this stands here for
            if scope["type"] != "http" or started:
                raise
            await (await _unexpected(Request(scope), error))(scope, receive, send)
