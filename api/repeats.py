"""Requests that a client may safely send again: the same `Idempotency-Key` and body get the reply of the first.

After draft-ietf-httpapi-idempotency-key-header. Only what was done is remembered: a refused request changed nothing,
and may be sent again, mended or not, under the same key. A key counts for the access key that it came with.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header
from fastapi.responses import Response

from api.access.visitor import Visitor
from api.errors import RepeatDiffers, RepeatErased, RepeatKeyInvalid, RepeatUnderWay
from corpus.article import Document
from corpus.store import ArticleStore
from corpus.store.replies import Asked, Kept

HEADER = "Idempotency-Key"

KEPT = dt.timedelta(hours=24)
"""How long a reply is kept."""

LONGEST = dt.timedelta(minutes=10)
"""After which a request without a reply counts as given up, whatever became of the process that worked on it."""

LIFE = secrets.token_hex(8)
"""Names this process: its number may be given to another one, in a container even to the next one at once."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a request did.

    Attributes:
        location: where what it made is to be found.
        body: JSON.
        article_id: of whose words the body is.
    """

    status: int
    location: str
    body: bytes
    article_id: str | None = None

    def response(self) -> Response:
        """Write the reply."""
        return Response(self.body, self.status, {"Location": self.location}, "application/json")


def token(
    sent: Annotated[
        str | None,
        Header(
            alias=HEADER,
            description="sent again with the same key and body within 24 hours, the request is not done again, and "
            "gets the reply of the first time",
        ),
    ] = None,
) -> str | None:
    """Read the key that a request may be repeated under, a quoted string or a bare word; null without one.

    Raises:
        RepeatKeyInvalid: it is none.
    """
    if sent is None:
        return None
    found = sent.strip()
    if len(found) > 1 and found.startswith('"') and found.endswith('"'):
        found = found[1:-1]
    if not 1 <= len(found) <= 255 or not all(" " <= character <= "~" for character in found):
        raise RepeatKeyInvalid
    return found


KeyOf = Annotated[str | None, Depends(token)]
"""The key that a request may be repeated under, as routes ask for it."""


def of_document(document: Document) -> str:
    """Fingerprint a request for one release: what it says, however it was wrapped."""
    digest = hashlib.sha256(document.raw)
    for part in (
        document.source,
        document.path,
        document.format,
        document.url or "",
        repr(sorted(document.fields.items())),
    ):
        digest.update(f"\n{len(part)}\n{part}".encode())
    return digest.hexdigest()


def once(store: ArticleStore, visitor: Visitor, key: str | None, request: str, work: Callable[[], Done]) -> Done:
    """Do what is asked, unless it was done already under this key: then give the reply of that time.

    Args:
        key: that the request may be repeated under; null: it may not, and is done.
        request: fingerprint of what is asked.

    Raises:
        RepeatRefused: the first request is still worked on, was another one, or its outcome was erased.
        Exception: whatever the work raises; nothing of it is remembered.
    """
    if key is None:
        return work()
    asked = Asked(visitor.key.id if visitor.key else "", key, request, LIFE, os.getpid())
    known = store.claim_reply(asked, dt.datetime.now(dt.UTC) - KEPT, _abandoned)
    if known is not None:
        return _again(known, asked)
    try:
        done = work()
    except BaseException:
        store.drop_reply(asked)
        raise
    store.keep_reply(asked, done.status, done.location, done.body, done.article_id)
    return done


def _again(known: Kept, asked: Asked) -> Done:
    if known.asked.request != asked.request:
        raise RepeatDiffers
    if known.status is None:
        raise RepeatUnderWay
    if known.body is None:
        raise RepeatErased
    return Done(known.status, known.location or "", known.body)


def _abandoned(known: Kept) -> bool:
    """Tell whether nobody works on a request any more: its process is gone, or it takes longer than any can."""
    if dt.datetime.now(dt.UTC) - known.created > LONGEST:
        return True
    if known.asked.process == os.getpid():
        return known.asked.life != LIFE
    try:
        os.kill(known.asked.process, 0)  # asks whether there is such a process, and sends nothing
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
