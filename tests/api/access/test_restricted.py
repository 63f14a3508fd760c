"""A key that is restricted to one source of two: nothing of the other comes through any door."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.article import Document, Scope, article_id
from qa.desk import Desk
from tests.api.access.conftest import Make, Served, bearing

OURS = """Harbour reopens after the storm

HALVERN, 14 March 2024 - The harbour of Halvern reopened to ships on Thursday. The National Harbour Board (NHB)
repaired the northern pier in eleven weeks, with stone from the quarry of Elsen.

The storm of January had torn forty metres out of the pier and sunk the pilot's boat. Until Thursday the ferries to
Rivamar left from the beach, and freight went by road. The repair cost nine million euros; the region paid half.

"We have our doorstep back," said Mara Olin, who has run the harbour since 2019. Visitors may see the pier on Sunday.
"""
THEIRS = (
    "Zeppelin hangar sold\n\nORLINGTON, 2 May 2024 - The Quixotal Airship Trust (QAT) sold the zeppelin hangar of "
    "Orlington to Bertrand Vexley. The harbour of Halvern reopened to ships on Thursday.\n"
)
HIDDEN = ("zeppelin", "quixotal", "vexley", "orlington", "secret-room", "airship", "hangar")
MISSING = "0123456789abcdef"


@pytest.fixture
def held(desk: Desk) -> str:
    """Two sources, one of them hidden; gives the hidden article's id."""
    desk.add(Document("port", "a.txt", OURS.encode(), "text"))
    desk.add(Document("port", "b.txt", OURS.replace("eleven", "twelve").encode(), "text"))
    desk.add(Document("secret-room", "c.txt", THEIRS.encode(), "text"))
    desk.add(Document("secret-room", "d.txt", OURS.replace("eleven", "thirteen").encode(), "text"))
    return article_id("secret-room", "c.txt")


@pytest.fixture
def narrow(served: Served, make: Make, held: str) -> TestClient:
    """Who may ask and write, and knows of one source."""
    client = served("198.51.100.7", access="keys", rate="")
    client.headers.update(bearing(make("ask", "write", sources=("port",))[1]))
    return client


def tells(reply: Any, *echoed: str) -> list[str]:
    """What a reply tells of the hidden source, beside what the client said itself."""
    text = reply.text.lower()
    for words in echoed:
        text = text.replace(words.lower(), "")
    return [word for word in (*HIDDEN, "thirteen", article_id("secret-room", "d.txt")) if word in text]


def counted(client: TestClient) -> dict[str, int]:
    """Articles of each source, as they are told."""
    return {one["name"]: one["articles"] for one in client.get("/v1/sources").json()["sources"]}


@pytest.mark.parametrize(
    "question",
    [
        "who bought the zeppelin hangar?",
        "zepelin hangar",
        "when did the harbour of Halvern reopen?",
        "what did the QAT sell?",
        "Quixotal Airship Trust",
        'what about "sold the zeppelin hangar"?',
        'who said "reopened to ships on Thursday"?',
        "what happened in May 2024?",
        "thirten weeks",
    ],
)
@pytest.mark.parametrize("effort", ["quick", "thorough"])
def test_an_answer_holds_nothing_of_it(narrow: TestClient, question: str, effort: str) -> None:
    reply = narrow.post("/v1/ask", json={"question": question, "k": 50, "effort": effort})
    assert reply.status_code == 200
    assert {passage["citation"]["source"] for passage in reply.json()["passages"]} <= {"port"}
    assert tells(reply, *re.findall(r"\w+", question)) == []


def test_what_is_hidden_is_understood_as_what_is_nowhere(narrow: TestClient) -> None:
    hidden = narrow.post("/v1/ask", json={"question": "zepelin hangar QAT"}).json()
    nowhere = narrow.post("/v1/ask", json={"question": "zqpqlin hqngqr QWT"}).json()
    assert hidden["understood"] | {"language": None} == nowhere["understood"] | {"language": None}
    assert hidden["understood"]["did_you_mean"] is None
    assert hidden["understood"]["also_searched"] == []
    reasons = [(reply["answer"]["missing"] or {"reason": None})["reason"] for reply in (hidden, nowhere)]
    assert reasons[0] == reasons[1]


def test_a_filter_by_a_hidden_source_finds_what_a_missing_one_does(narrow: TestClient) -> None:
    for body in ({"question": "harbour of Halvern"}, {"question": "zeppelin hangar"}):
        replies = [
            narrow.post("/v1/ask", json={**body, "filters": {"source": name}}).json() | {"took_ms": None}
            for name in ("secret-room", "no-such-room")
        ]
        assert replies[0] == replies[1]
    lists = [narrow.get("/v1/articles", params={"source": name}).json() for name in ("secret-room", "no-such-room")]
    assert lists[0] == lists[1] == {"articles": [], "total": 0, "next": None}


def test_lists_and_counts_are_of_its_own_source(narrow: TestClient) -> None:
    listed = narrow.get("/v1/articles")
    assert (listed.json()["total"], tells(listed)) == (2, [])
    assert counted(narrow) == {"port": 2}
    pages = narrow.get("/v1/articles", params={"limit": 1}).json()
    again = narrow.get("/v1/articles", params={"limit": 1, "after": pages["next"]}).json()
    assert {pages["articles"][0]["source"], again["articles"][0]["source"]} == {"port"}
    assert again["next"] is None


def test_other_releases_of_a_story_are_of_its_own_source(narrow: TestClient) -> None:
    for name in ("a.txt", "b.txt"):
        reply = narrow.get(f"/v1/articles/{article_id('port', name)}")
        assert reply.status_code == 200
        assert tells(reply) == []
        assert {other["source"] for other in reply.json()["also_in"]} == {"port"}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/articles/{id}"),
        ("GET", "/v1/articles/{id}?content_hash=sha256:00"),
        ("GET", "/v1/articles/{id}/diff"),
        ("GET", "/v1/articles/{own}/diff?to={id}"),
        ("GET", "/v1/articles?after={id}"),
        ("DELETE", "/v1/articles/{id}"),
        ("DELETE", "/v1/articles/{id}?purge=true"),
    ],
)
def test_a_hidden_article_is_answered_as_a_missing_one(
    narrow: TestClient, desk: Desk, held: str, method: str, path: str
) -> None:
    own = article_id("port", "a.txt")
    hidden = narrow.request(method, path.format(id=held, own=own))
    missing = narrow.request(method, path.format(id=MISSING, own=own))
    assert hidden.status_code == missing.status_code
    assert hidden.status_code in {403, 404}
    told = [reply.json() | {"request_id": None} for reply in (hidden, missing)]
    assert {name: str(value).replace(held, MISSING) for name, value in told[0].items()} == {
        name: str(value) for name, value in told[1].items()
    }
    assert desk.store.count_by_source(Scope.everything()) == {"port": 2, "secret-room": 2}


def test_a_removed_hidden_article_is_answered_as_a_missing_one(narrow: TestClient, desk: Desk, held: str) -> None:
    desk.remove(held)
    for path in ("/v1/articles/{}", "/v1/articles?after={}"):
        assert narrow.get(path.format(held)).status_code == narrow.get(path.format(MISSING)).status_code == 404
    assert narrow.delete(f"/v1/articles/{held}").status_code == 404


def test_it_adds_to_its_own_source_alone(narrow: TestClient, desk: Desk) -> None:
    text = "Fair opens\n\nThe spring fair of Rivamar opens with forty stalls.\n"
    for source in ("secret-room", "no-such-room"):
        reply = narrow.post("/v1/articles", json={"text": text, "source": source})
        assert (reply.status_code, reply.json()["type"]) == (403, "urn:dateline:problem:source-not-allowed")
        upload = narrow.post("/v1/articles", files={"file": ("c.txt", text.encode())}, data={"source": source})
        assert upload.status_code == 403
    assert desk.store.count_by_source(Scope.everything()) == {"port": 2, "secret-room": 2}
    assert narrow.post("/v1/articles", json={"text": text, "source": "port"}).status_code == 201


def test_the_same_release_in_a_hidden_source_tells_nothing_when_it_is_added(narrow: TestClient) -> None:
    reply = narrow.post("/v1/articles", json={"text": THEIRS, "source": "port", "path": "mine.txt"})
    assert reply.status_code == 201
    assert reply.json()["article"]["also_in"] == []
    assert "secret-room" not in reply.text


def test_it_takes_its_own_out(narrow: TestClient) -> None:
    assert narrow.delete(f"/v1/articles/{article_id('port', 'a.txt')}").status_code == 204
    assert counted(narrow) == {"port": 1}


def test_signs_of_life_count_nothing_for_it(narrow: TestClient) -> None:
    assert narrow.get("/readyz").json() == {"status": "ready", "articles": None}
    assert narrow.get("/metrics").status_code == 403


def test_words_of_a_hidden_release_are_verified_as_words_of_none(narrow: TestClient) -> None:
    quote = "sold the zeppelin hangar of Orlington to Bertrand Vexley"
    nowhere = "sold the marble staircase of Quillby to Ottoline Marsh"
    replies = [narrow.post("/v1/verify", json={"quote": words}) for words in (quote, nowhere)]
    assert [reply.status_code for reply in replies] == [200, 200]
    assert tells(replies[0], *re.findall(r"\w+", quote)) == []
    hidden, missing = (reply.json() | {"quote": None, "took_ms": None} for reply in replies)
    assert {name: hidden[name] for name in hidden if name not in {"near", "nearest"}} == {
        name: missing[name] for name in missing if name not in {"near", "nearest"}
    }


def test_words_that_a_hidden_release_shares_are_verified_in_its_own_alone(narrow: TestClient) -> None:
    reply = narrow.post(
        "/v1/verify", json={"quote": "The harbour of Halvern reopened to ships on Thursday.", "k": 10}
    )
    assert reply.status_code == 200
    assert '"port"' in reply.text
    assert tells(reply) == []


@pytest.mark.parametrize("path", ["/v1/articles/zeppelin", "/v1/articles/hangar/diff", "/v1/nowhere"])
def test_errors_tell_nothing(narrow: TestClient, path: str) -> None:
    reply = narrow.get(path)
    assert reply.status_code == 404
    assert tells(reply, "zeppelin", "hangar") == []


def test_every_route_that_shows_articles_asks_what_may_be_seen(narrow: TestClient) -> None:
    described = narrow.get("/openapi.json").json()["paths"]
    shut = []
    for path, methods in described.items():
        for method in methods:
            if path.startswith("/v1/"):
                reply = narrow.request(
                    method, path.replace("{article_id}", MISSING), json={"question": "x", "quote": "y"}
                )
                shut += [path] if "route-not-scoped" in reply.text else []
    assert shut == []
