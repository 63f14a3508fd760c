"""Examples of replies for the API's description: every field of each, filled where it can be."""

from __future__ import annotations

from typing import Any

_HASH = "sha256:6728e25ffc7139a386d57c17effe2a15b99e69f1c580634a5332c646645edc27"
_ID = "5cf41deee7d19a14"
_TITLE = "Port of Halvern reopens"
_TEXT = "Port of Halvern reopens\n\nHALVERN, 14 March 2024 - The port of Halvern reopened to ships on Thursday."
_QUOTE = "The port of Halvern reopened to ships on Thursday."
_URL = "https://port.example/news/reopens"
_LINK = f"{_URL}#:~:text=The%20port%20of%20Halvern,ships%20on%20Thursday."
_SEEN = "2024-03-14T10:30:00Z"
_EARLIER = "2024-03-13T08:00:00Z"

_ALSO_IN = {
    "article_id": "0b1d2c3e4f5a6b7c",
    "title": "Halvern opens its port again",
    "source": "agency",
    "published": "2024-03-14",
    "url": None,
    "relation": "edited",
}
_CITATION: dict[str, Any] = {
    "number": 1,
    "article_id": _ID,
    "title": _TITLE,
    "source": "port",
    "issuer": "Port of Halvern",
    "published": "2024-03-14",
    "url": _URL,
    "link": _LINK,
    "start": 51,
    "end": 101,
    "quote": _QUOTE,
    "content_hash": _HASH,
    "also_in": [_ALSO_IN],
}
_WHY: dict[str, Any] = {
    "words": 1.31,
    "meaning": 1.9,
    "article": 2.1,
    "names": 0.4,
    "date": 0.0,
    "kind": 0.3,
    "place": -0.2,
    "reader": 3.8,
    "matched": ["port", "halvern", "reopened"],
}
_SENTENCE = {
    "text": _QUOTE,
    "citation": 1,
    "start": 51,
    "end": 101,
    "marks": [[41, 49]],
    "context": None,
    "link": _LINK,
}
_ANSWER = {"status": "answered", "confidence": 0.93, "text": _QUOTE, "sentences": [_SENTENCE], "missing": None}
_UNDERSTOOD: dict[str, Any] = {
    "language": "en",
    "published": None,
    "phrases": [],
    "also_searched": [],
    "did_you_mean": None,
}
_PASSAGE = {
    "rank": 1,
    "score": 9.61,
    "text": _QUOTE,
    "highlights": [[4, 8], [12, 28]],
    "why": _WHY,
    "citation": _CITATION,
}
_QUESTION = "when did the port of Halvern reopen?"
_TOOK = {"understand": 0.4, "embed": 3.1, "search": 1.9, "rank": 2.2, "answer": 1.5, "total": 9.1}

_SUMMARY: dict[str, Any] = {
    "id": _ID,
    "path": _URL,
    "url": _URL,
    "title": _TITLE,
    "subtitle": None,
    "published": "2024-03-14",
    "updated": None,
    "place": "Halvern",
    "issuer": "Port of Halvern",
    "source": "port",
    "language": "en",
    "languages": ["en"],
    "content_hash": _HASH,
    "first_seen": _SEEN,
}
_ARTICLE = {
    **_SUMMARY,
    "text": _TEXT,
    "parts": [{"kind": "contact", "start": 102, "end": 131}],
    "people": [{"name": "Dana Orlin", "role": "harbour master"}],
    "found": {"title": "first line", "published": "dateline"},
    "versions": [{"content_hash": _HASH, "stored": _SEEN, "cleaner_version": "7"}],
    "also_in": [_ALSO_IN],
}
_EDITION = {
    "article_id": _ID,
    "content_hash": _HASH,
    "title": _TITLE,
    "source": "port",
    "published": "2024-03-14",
}
_PLACE = {
    **{name: _CITATION[name] for name in ("article_id", "title", "source", "issuer", "published", "url")},
    "content_hash": _HASH,
    "start": 51,
    "end": 101,
    "text": _QUOTE,
    "link": _LINK,
    "where": "text",
    "spans": [[51, 101]],
    "exact": True,
    "standing": "current",
    "stored": None,
    "until": None,
}

_SOURCE = {
    "name": "port",
    "articles": 214,
    "kind": "feed",
    "address": "https://port.example/news.xml",
    "every": 3600,
    "last_sync": {
        "started": _EARLIER,
        "finished": _SEEN,
        "outcome": "done",
        "counts": {"added": 1, "unchanged": 213},
        "problem": None,
    },
}
_SAID = {
    "id": "2e038118aa7b1774",
    "created": _SEEN,
    "state": "open",
    "question": _QUESTION,
    "verdict": "up",
    "comment": "just what I needed",
    "answered": True,
    "filters": None,
    "as_of": None,
    "article_id": _ID,
    "start": 51,
    "end": 101,
    "content_hash": _HASH,
    "title": _TITLE,
    "quote": _QUOTE,
    "gold_id": None,
}
_JOB: dict[str, Any] = {
    "id": "5f0c1f6a9d3b7e42",
    "kind": "sync",
    "state": "running",
    "created": _SEEN,
    "started": _SEEN,
    "finished": None,
    "total": 214,
    "done": 57,
    "source": "port",
    "counts": {},
    "problem": None,
}
_MODEL = {"id": "dateline", "object": "model", "created": 1795305600, "owned_by": "dateline"}

_REPLY: dict[str, Any] = {
    "question": _QUESTION,
    "understood": _UNDERSTOOD,
    "answer": _ANSWER,
    "passages": [_PASSAGE],
    "took_ms": _TOOK,
}
_CONTENT = f"{_QUOTE} [1]\n\n[1] {_TITLE}, 2024-03-14, {_URL}"
_CITED = {"start_index": 51, "end_index": 54, "title": _TITLE, "url": _LINK}
_COMPLETION = {
    "id": "chatcmpl-8f1c2d3e4a5b6c7d",
    "object": "chat.completion",
    "created": 1795305600,
    "model": "dateline",
    "choices": [
        {
            "index": 0,
            "message": {
                "role": "assistant",
                "content": _CONTENT,
                "refusal": None,
                "annotations": [{"type": "url_citation", "url_citation": _CITED}],
            },
            "logprobs": None,
            "finish_reason": "stop",
        }
    ],
    "usage": {"prompt_tokens": 7, "completion_tokens": 18, "total_tokens": 25},
    "citations": [_CITATION],
    "dateline": {**_REPLY, "understood_as": None},
}

REPLIES: dict[str, Any] = {
    "Reply": _REPLY,
    "Verdict": {
        "quote": _QUOTE,
        "found": True,
        "places": [_PLACE],
        "more": False,
        "searched": "index",
        "complete": True,
        "nearest": None,
        "unverified": 0,
    },
    "ArticlePage": {"articles": [_SUMMARY], "total": 214, "next": _ID},
    "Article": _ARTICLE,
    "Added": {"outcome": "added", "article": _ARTICLE},
    "api__schemas__Difference": {
        "before": {**_EDITION, "content_hash": f"{_HASH[:-1]}6"},
        "after": _EDITION,
        "relation": "corrected",
        "sentences": {"equal": 1, "edited": 1, "removed": 0, "added": 0, "figures": 1},
        "kept": {"before": 0.31, "after": 0.3},
        "steps": [
            {"kind": "equal", "before": [0, 23], "after": [0, 23], "changes": []},
            {
                "kind": "edited",
                "before": [25, 103],
                "after": [25, 101],
                "changes": [{"before": [92, 101], "after": [92, 99]}],
            },
        ],
    },
    "Status": {"status": "ready", "articles": 214},
    "SourceReply": _SOURCE,
    "SourceList": {"sources": [_SOURCE]},
    "JobList": {"jobs": [_JOB], "total": 1},
    "Noted": {"id": "2e038118aa7b1774"},
    "FeedbackReply": _SAID,
    "FeedbackList": {"feedback": [_SAID], "total": 1, "next": None},
    "Model": _MODEL,
    "Completion": _COMPLETION,
    "Models": {"object": "list", "data": [_MODEL]},
}
"""Name of a type in the description -> a reply of that type."""

PROBLEM = {
    "type": "urn:dateline:problem:invalid-request",
    "title": "The request does not fit the API",
    "status": 422,
    "detail": "k: Input should be less than or equal to 100",
    "errors": [{"field": "k", "message": "Input should be less than or equal to 100"}],
    "request_id": "8f1c2d3e4a5b6c7d",
}

OPENING = {"question": _QUESTION, "understood": _UNDERSTOOD, "passages": [_PASSAGE]}
CHOICE = {"answer": _ANSWER}
ENDING = {"took_ms": _TOOK}
