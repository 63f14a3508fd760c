"""The Desk: what was added is found at once, what was removed never again."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus.article import Document, Filters, Scope
from corpus.errors import ArticleUnknown, Refused
from corpus.store.articles import FILE
from index.encoding.embedding import Floats, passage_text
from index.errors import ModelMissing
from qa.answer import Reply
from qa.desk import Desk, DeskConfig
from qa.errors import QuestionEmpty
from qa.question import Question
from tests.conftest import HashingEmbedder

Release = Callable[..., Document]


class OtherEmbedder(HashingEmbedder):
    """Another model, as far as the store can tell; counts its texts and can fail once."""

    id = "hashing/other"

    def __init__(self) -> None:
        self.encoded = 0
        self.fail = False

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        if self.fail:
            raise RuntimeError("no memory left")
        self.encoded += len(texts)
        return super().encode_passages(texts, progress)


@pytest.fixture
def beside(desk: Desk, embedder: HashingEmbedder) -> Iterator[Desk]:
    """Another Desk on the same folder, as another process would have."""
    other = Desk(DeskConfig(desk.config.data), embedder)
    yield other
    other.close()


def dated(path: str, day: str | None, body: str = "The port of Elsen opened.", **fields: str) -> Document:
    facts = {"title": path, **({"published": day} if day else {}), **fields}
    return Document(fields.get("in", "room"), path, body.encode(), "text", fields=facts)


def paths(reply: Reply) -> list[str]:
    return [found.citation.article.path for found in reply.passages]


def ask(desk: Desk, text: str = "port of Elsen", scope: Scope | None = None, **options: object) -> list[str]:
    return paths(desk.ask(Question(text, **options), scope))  # type: ignore[arg-type]


# Added, removed, purged, updated


def test_what_was_added_is_found_by_the_next_question(desk: Desk, beside: Desk, release: Release) -> None:
    assert ask(desk) == ask(beside) == []
    assert desk.add(release("a.txt", "Port", "The port of Elsen opened.")) == "added"
    assert ask(desk) == ask(beside) == ["a.txt"]
    beside.add(release("b.txt", "Quay", "The quay of Elsen port closed."))
    assert sorted(ask(desk)) == sorted(ask(beside)) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("take_out", [Desk.remove, Desk.purge])
def test_what_was_taken_out_is_never_shown_again(
    desk: Desk, beside: Desk, release: Release, take_out: Callable[[Desk, str], None]
) -> None:
    gone = release("a.txt", "Port", "The port of Elsen opened.")
    desk.add(gone)
    desk.add(release("b.txt", "Quay", "The quay of Elsen port closed."))
    assert len(ask(desk)) == len(ask(beside)) == 2
    take_out(desk, gone.id)
    for mode in ("hybrid", "bm25", "dense"):
        assert ask(desk, mode=mode) == ask(beside, mode=mode) == ["b.txt"]
    assert desk.held_back == beside.held_back == 0


@pytest.mark.parametrize("mode", ["ranked", "hybrid"])
def test_what_is_removed_while_a_question_is_answered_is_not_shown(
    desk: Desk, beside: Desk, release: Release, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    gone = release("a.txt", "Port", "The port of Elsen opened.")
    desk.add(gone)
    desk.add(release("b.txt", "Quay", "The quay closed."))
    desk.ready()
    # The moment after the engine's look:
    monkeypatch.setattr(desk, "_refresh", lambda _engine: beside.remove(gone.id))
    reply = desk.ask(Question("port of Elsen", mode=mode))
    assert paths(reply) == ["b.txt"]
    assert reply.held_back == (mode == "hybrid")  # ranking has read it before, and left it out


def test_a_removed_article_can_be_added_again(desk: Desk, release: Release) -> None:
    document = release("a.txt", "Port", "The port of Elsen opened.")
    desk.add(document)
    desk.remove(document.id)
    assert desk.add(document) == "restored"
    assert ask(desk) == ["a.txt"]


def test_an_update_takes_the_place_of_the_old_words(desk: Desk, beside: Desk, release: Release) -> None:
    desk.add(release("a.txt", "Notice", "The ferry to Rivamar is cancelled."))
    assert ask(beside, "ferry", mode="bm25") == ["a.txt"]
    assert desk.add(release("a.txt", "Notice", "The tram to Rivamar is cancelled.")) == "updated"
    for one in (desk, beside):
        assert ask(one, "ferry", mode="bm25") == []
        reply = one.ask(Question("ferry tram"))
        assert [found.text for found in reply.passages] == ["The tram to Rivamar is cancelled."]


def test_an_unknown_article_cannot_be_taken_out(desk: Desk, release: Release) -> None:
    document = release("a.txt", "Port", "The port opened.")
    desk.add(document)
    desk.remove(document.id)
    with pytest.raises(ArticleUnknown):
        desk.remove(document.id)
    with pytest.raises(ArticleUnknown):
        desk.purge("never there")


def test_a_refused_document_changes_nothing(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.add(Document("new", "a.txt", b"\x00\x01", "text"))
    assert desk.store.sources() == {}
    assert ask(desk) == []


def test_what_a_closed_desk_acknowledged_is_there_for_the_next(
    desk: Desk, embedder: HashingEmbedder, release: Release
) -> None:
    desk.add(release("a.txt", "Port", "The port of Elsen opened."))
    desk.close()
    later = Desk(desk.config, embedder)
    assert ask(later) == ["a.txt"]
    later.close()


# Questions


def test_every_passage_is_cut_out_of_the_article_it_cites(desk: Desk, release: Release) -> None:
    body = "\n\n".join(
        f"🎉 Le port n° {at} d’Elsen a rouvert cafe\u0301. افتتح الميناء {at}. " * 30 for at in range(5)
    )
    desk.add(release("a.txt", "Port", body))
    reply = desk.ask(Question("port Elsen 3", k=50, per_article=50))
    assert len(reply.passages) > 3
    for found in reply.passages:
        article = desk.store.article(found.citation.article.id, Scope.everything())
        assert found.text == found.citation.quote == article.text[found.citation.start : found.citation.end]
        assert found.citation.article == article


def test_best_first_and_no_more_than_asked_for(desk: Desk, release: Release) -> None:
    for at in range(8):
        desk.add(release(f"{at}.txt", "Port", f"The port of Elsen opened quay {at}."))
    reply = desk.ask(Question("quay 5 of the port", k=3))
    assert paths(reply)[0] == "5.txt"
    assert [found.rank for found in reply.passages] == [1, 2, 3]
    scores = [found.score for found in reply.passages]
    assert scores == sorted(scores, reverse=True)
    assert len(ask(desk, k=100)) == 8


@pytest.mark.parametrize(("cap", "expected"), [(1, 1), (2, 2), (3, 3)])
def test_no_article_has_more_passages_than_its_cap(desk: Desk, release: Release, cap: int, expected: int) -> None:
    desk.add(
        release("long.txt", "Port", "\n\n".join(f"The port of Elsen opened quay {at}. " * 40 for at in range(6)))
    )
    desk.add(release("short.txt", "Notice", "The council met."))
    found = ask(desk, k=10, per_article=cap)
    assert found.count("long.txt") == expected
    assert found.count("short.txt") == 1


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {"old", "new", "french", "undated"}),
        (Filters(published_from=dt.date(2024, 1, 1)), {"new", "french"}),
        (Filters(published_to=dt.date(2023, 12, 31)), {"old"}),
        (Filters(published_from=dt.date(2024, 5, 2), published_to=dt.date(2024, 5, 2)), {"new"}),
        (Filters(source="presse"), {"french"}),
        (Filters(source="nowhere"), set()),
        (Filters(language="fr"), {"french"}),
    ],
)
def test_filters_narrow_the_answer(desk: Desk, filters: Filters, expected: set[str]) -> None:
    desk.add(dated("old", "2023-11-09"))
    desk.add(dated("new", "2024-05-02"))
    desk.add(dated("french", "2024-05-03", "Le port d’Elsen est ouvert.", language="fr", **{"in": "presse"}))
    desk.add(dated("undated", None))
    for mode in ("hybrid", "bm25", "dense"):
        assert set(ask(desk, filters=filters, mode=mode)) == expected


def test_a_scope_narrows_the_answer(desk: Desk) -> None:
    now = dt.datetime.now(dt.UTC)
    desk.add(dated("old", "2023-11-09"))
    desk.add(dated("new", "2024-05-02"))
    desk.add(dated("other", "2024-05-02", **{"in": "presse"}))
    desk.add(dated("undated", None))
    assert set(ask(desk, scope=Scope(now, as_of=dt.date(2024, 1, 1)))) == {"old"}
    assert set(ask(desk, scope=Scope(now, as_of=dt.date(2023, 11, 8)))) == set()
    assert set(ask(desk, scope=Scope(now, as_of=now.date()))) == {"old", "new", "other", "undated"}
    assert set(ask(desk, scope=Scope(now, sources=frozenset({"presse"})))) == {"other"}
    assert ask(desk, scope=Scope(now, sources=frozenset())) == []


def test_an_empty_question_is_refused_before_anything_is_loaded(desk: Desk) -> None:
    with pytest.raises(QuestionEmpty):
        desk.ask(Question(" ?! "))
    assert "engine" not in vars(desk)


def test_a_question_of_stop_words_is_answered_without_words(desk: Desk, release: Release) -> None:
    desk.add(release("a.txt", "Port", "The port of Elsen opened."))
    assert ask(desk, "who are they") == ["a.txt"]
    assert ask(desk, "who are they", mode="bm25") == []


def test_an_unknown_mode_is_named(desk: Desk) -> None:
    with pytest.raises(ValueError, match="sparse"):
        ask(desk, mode="sparse")


# Tampering


@pytest.mark.parametrize("loaded", [False, True])
def test_tampered_words_are_held_back_and_counted_and_others_take_their_place(
    desk: Desk, release: Release, loaded: bool
) -> None:
    for at in range(4):
        desk.add(release(f"{at}.txt", "Port", f"The port of Elsen opened quay {at}."))
    if loaded:
        desk.ready()
    with closing(sqlite3.connect(desk.store.folder / FILE)) as connection, connection:
        connection.execute("UPDATE versions SET text = replace(text, 'opened quay 2', 'closed quay 2')")
    connection.close()
    reply = desk.ask(Question("quay 2 of the port", k=3))
    assert sorted(paths(reply)) == ["0.txt", "1.txt", "3.txt"]
    assert reply.held_back == desk.held_back == 1
    assert desk.ask(Question("quay 2 of the port", k=3)).held_back == 1
    assert desk.held_back == 2


# Models


@pytest.fixture
def filled(desk: Desk, release: Release) -> DeskConfig:
    """A folder of releases that `HashingEmbedder` encoded."""
    for at in range(5):
        desk.add(release(f"{at}.txt", "Port", f"The port of Elsen opened quay {at}."))
    return desk.config


def test_a_model_new_to_the_folder_gets_its_vectors_at_the_first_question(filled: DeskConfig) -> None:
    other = OtherEmbedder()
    desk = Desk(filled, other)
    assert len(ask(desk, k=10)) == 5
    assert other.encoded == 5
    assert desk.store.lacking(other.id) == []
    assert len(ask(desk, k=10)) == 5
    assert other.encoded == 5
    desk.close()


def test_ready_encodes_what_is_missing_and_tells_how_far_it_is(
    filled: DeskConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.models.ENCODE_TOGETHER", 2)
    desk = Desk(filled, OtherEmbedder())
    told: list[tuple[int, int]] = []
    desk.ready(lambda done, total: told.append((done, total)))
    assert told == [(2, 5), (4, 5), (5, 5)]
    assert len(ask(desk, k=10)) == 5
    desk.close()


def test_each_article_gets_the_vectors_of_its_own_passages(filled: DeskConfig) -> None:
    desk = Desk(filled, OtherEmbedder())
    desk.add(dated("long", None, "\n\n".join(f"Hall {at} of the museum reopened. " * 40 for at in range(3))))
    desk.ready()
    with desk.store.snapshot(OtherEmbedder.id) as (_, stream):
        rows = list(stream)
    assert len(rows) == 6
    for row in rows:
        article = row.article
        texts = [passage_text(article.title, article.text[cut.start : cut.end]) for cut in row.passages]
        assert row.vectors is not None
        np.testing.assert_allclose(row.vectors, HashingEmbedder().encode_passages(texts), atol=1e-3)
    desk.close()


def test_first_questions_at_once_encode_once(filled: DeskConfig) -> None:
    other = OtherEmbedder()
    desk = Desk(filled, other)
    together = threading.Barrier(4)
    found: list[list[str]] = []

    def first_question() -> None:
        together.wait()
        found.append(ask(desk, k=10))

    threads = [threading.Thread(target=first_question) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(one) for one in found] == [5] * 4
    assert other.encoded == 5
    desk.close()


def test_encoding_that_failed_is_not_taken_for_done(filled: DeskConfig) -> None:
    other = OtherEmbedder()
    desk = Desk(filled, other)
    other.fail = True
    for _ in range(2):  # an answer from a part of the releases would be wrong without saying so
        with pytest.raises(RuntimeError, match="no memory left"):
            ask(desk, k=10)
    other.fail = False
    assert len(ask(desk, k=10)) == 5
    desk.close()


def test_both_models_see_what_either_takes_in(filled: DeskConfig, desk: Desk, release: Release) -> None:
    other = Desk(filled, OtherEmbedder())
    assert len(ask(other, k=10)) == 5
    other.add(release("new.txt", "Port", "The port of Elsen opened a lighthouse."))
    assert ask(desk, "lighthouse")[0] == ask(other, "lighthouse")[0] == "new.txt"
    other.remove(release("new.txt", "", "").id)
    assert "new.txt" not in ask(desk, "lighthouse", k=10)
    other.close()


def test_a_model_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        Desk(DeskConfig(tmp_path / "data", model="no such model"))


# Several at once


def test_questions_and_changes_from_several_threads_go_together(filled: DeskConfig) -> None:
    desk = Desk(filled, OtherEmbedder())  # so that the first questions encode as well
    gone: set[str] = set()
    done = threading.Event()
    wrong: list[object] = []

    def questions() -> None:
        try:
            while not done.is_set():
                before = set(gone)
                found = set(ask(desk, k=20))
                if found & before or not {f"{at}.txt" for at in range(5)} <= found:
                    wrong.append((found, before))
        except Exception as error:  # noqa: BLE001 - whatever it is, the test reports it
            wrong.append(error)

    threads = [threading.Thread(target=questions) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for at in range(10):
            document = dated(f"passing{at}", None)
            desk.add(document)
            if document.path not in ask(desk, k=20):
                wrong.append(f"{document.path} was not found")
            desk.remove(document.id)
            gone.add(document.path)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert wrong == []
    desk.close()
