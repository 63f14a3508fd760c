"""Nothing acknowledged is lost, whatever breaks; and documents handed in one by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.article import Document, Scope, article_id
from corpus.errors import UnknownFormat
from corpus.readers import Here
from corpus.store.articles import ArticleStore
from qa import ingest
from qa.ingest import Intake, Summary
from tests.conftest import HashingEmbedder
from tests.qa.ingest.room import BODY, WatchedEmbedder, titles, whole, write

# Interrupted


def test_a_failing_embedder_leaves_only_whole_articles_and_the_next_run_takes_the_rest(
    room: Path, store: ArticleStore, watched: WatchedEmbedder, take_in: Callable[..., Summary],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 1)
    watched.fail_at = "Schools reopened"
    with pytest.raises(RuntimeError, match="no memory left"):
        take_in(room)
    assert titles(store) == ["Budget agreed"]
    assert whole(store)
    watched.fail_at = None
    assert take_in(room).counts == {"unchanged": 1, "added": 2}
    assert whole(store)


def test_an_interrupt_keeps_what_was_committed(
    room: Path, store: ArticleStore, embedder: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 2)

    def interrupt(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Intake(store, embedder).paths([room], progress=interrupt)
    assert titles(store) == ["Budget agreed", "Schools reopened"]
    assert whole(store)
    assert Intake(store, embedder).paths([room]).counts == {"unchanged": 2, "added": 1}


def test_a_batch_is_committed_whole_and_vectors_stay_with_their_articles(
    room: Path, store: ArticleStore, embedder: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 4)
    for at in range(1, 7):
        write(
            room / f"long{at}.txt",
            f"Long notice {at}",
            "\n\n".join(f"Quay{at} of port{n}. {BODY}" for n in range(at)),
        )
    Intake(store, embedder, Here(words=20)).paths([room])
    with store.snapshot(embedder.id) as (_, stream):
        rows = list(stream)
    assert len(rows) == 9
    for row in rows:
        texts = [f"{row.article.title}\n{row.article.text[cut.start : cut.end]}" for cut in row.passages]
        assert row.vectors is not None
        assert abs(row.vectors - embedder.encode_passages(texts)).max() < 1e-3


# One document


def test_a_document_says_what_became_of_it(
    store: ArticleStore, embedder: HashingEmbedder, release: Callable[..., Document]
) -> None:
    def give(body: str) -> str:
        return Intake(store, embedder).document(release("a.txt", "Notice", body))

    assert give("The port opened.") == "added"
    assert give("The port opened.") == "unchanged"
    assert give("The port closed.") == "updated"
    store.remove(article_id("room", "a.txt"))
    assert give("The port closed.") == "restored"


def test_a_document_of_more_passages_than_a_batch_is_taken_in(
    store: ArticleStore, embedder: HashingEmbedder, release: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 2)
    long = "\n\n".join([BODY] * 30)
    assert Intake(store, embedder, Here(words=20)).document(release("a.txt", "Notice", long)) == "added"
    assert store.count_passages() > 2


def test_a_refused_document_leaves_no_source_behind(store: ArticleStore, embedder: HashingEmbedder) -> None:
    with pytest.raises(UnknownFormat):
        Intake(store, embedder).document(Document("upload", "a.xyz", b"words", "xyz"))
    assert store.sources() == {}
    assert store.sequence() == 0


def test_what_was_purged_is_kept_out_until_somebody_restores_it(
    room: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    take_in(room)
    store.purge(article_id("room", "a.txt"))
    assert take_in(room).counts == {"kept removed": 1, "unchanged": 2}
    assert store.count(Scope.everything()) == 2
    assert take_in(room, restore=True).counts == {"added": 1, "unchanged": 2}
    assert take_in(room).counts == {"unchanged": 3}
