"""From a question to candidates in order: through a Desk, as every door does it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest

from corpus.article import Document, Filters, Scope
from qa import weights
from qa.answer import Reply
from qa.desk import Desk, DeskConfig
from qa.question import MODES, Question
from qa.ranking.model import Model
from qa.reader.reader import Reader
from qa.reader.reading import Reading, Scores
from qa.reader.windows import Window
from tests.conftest import HashingEmbedder

NOW = Scope(dt.datetime(2024, 6, 15, tzinfo=dt.UTC))


class Saying:
    """A reader that believes whatever says a word."""

    id = "saying"

    def __init__(self, word: str) -> None:
        self._word = word
        self.asked: list[str] = []

    def score(self, question: str, windows: Sequence[Window]) -> Scores:
        self.asked.append(question)
        return np.array([9.0 if self._word in window.text else -9.0 for window in windows], np.float32)

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        return [Reading(score) for score in self.score(question, windows).tolist()]


class ReadingDesk(Desk):
    """A Desk whose reader a test chooses."""

    taking: Reader | None = None

    @cached_property
    def reader(self) -> Reader | None:
        return self.taking


@pytest.fixture
def desk(tmp_path: Path, embedder: HashingEmbedder) -> Iterator[ReadingDesk]:
    learned = weights.load().ranking
    assert learned is not None
    believing = Model(learned.weights, {"reader": 2.0, "reader_article": 0.0})
    opened = ReadingDesk(DeskConfig(tmp_path / "desk", ranking=believing), embedder)
    yield opened
    opened.close()


def add(desk: Desk, path: str, body: str, day: str | None = None, source: str = "room") -> str:
    facts = {"title": path.removesuffix(".txt"), **({"published": day} if day else {})}
    document = Document(source, path, body.encode(), "text", fields=facts)
    desk.add(document)
    return document.id


def ask(desk: Desk, text: str, scope: Scope = NOW, **options: object) -> Reply:
    return desk.ask(Question(text, **options), scope)  # type: ignore[arg-type]


def paths(reply: Reply) -> list[str]:
    return [found.citation.article.path for found in reply.passages]


# Order, and the reasons for it


def test_every_part_of_a_score_is_told_and_they_sum_to_it(desk: Desk) -> None:
    add(desk, "quay.txt", "The port of Elsen opened its new quay in March.")
    add(desk, "tram.txt", "The tram of Halvern runs again.")
    for found in ask(desk, "when did the quay of Elsen open?").passages:
        assert found.why is not None
        parts = [getattr(found.why, name) for name in found.why.__slots__]
        assert sum(parts) == pytest.approx(found.score, abs=1e-9)
        assert (found.words, found.meaning) == (found.why.words, found.why.meaning)


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode != "ranked"])
def test_the_modes_beside_it_are_joined_scores_alone(desk: Desk, mode: str) -> None:
    add(desk, "quay.txt", "The port of Elsen opened its new quay in March.", "2024-03-01")
    reply = ask(desk, 'what opened "in March" 2019?', mode=mode)
    assert [found.why for found in reply.passages] == [None]
    assert reply.finding.understood.period is None
    assert (reply.finding.also_searched, reply.finding.did_you_mean, reply.finding.lost) == ((), None, ())


def test_a_reader_lifts_what_it_believes_in(desk: ReadingDesk) -> None:
    add(desk, "quay.txt", "The port of Elsen opened its new quay.")
    add(desk, "fee.txt", "Skippers pay less from Monday.")
    desk.taking = Saying("Skippers")
    assert paths(ask(desk, "what does the port of Elsen say of its quay?"))[0] == "fee.txt"
    assert paths(ask(desk, "what does the port of Elsen say of its quay?", effort="quick"))[0] == "quay.txt"


def test_a_change_between_search_and_reading_drops_the_candidate(
    desk: ReadingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = add(desk, "quay.txt", "The port of Elsen opened its new quay.")
    add(desk, "tram.txt", "The tram of Elsen runs again.")
    ask(desk, "what opened in Elsen?")
    read = desk.store.tellings

    def removing(ids: Sequence[str], scope: Scope) -> object:
        desk.remove(gone)
        return read(ids, scope)

    with monkeypatch.context() as patched:
        patched.setattr(desk.store, "tellings", removing)
        assert paths(ask(desk, "what opened in Elsen?")) == ["tram.txt"]


def test_a_new_text_is_not_ranked_by_the_places_of_the_old_one(
    desk: ReadingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(desk, "quay.txt", "The port of Elsen opened its new quay.")
    ask(desk, "what opened in Elsen?")
    read = desk.store.tellings

    def updating(ids: Sequence[str], scope: Scope) -> object:
        add(desk, "quay.txt", "Closed.")
        return read(ids, scope)

    with monkeypatch.context() as patched:
        patched.setattr(desk.store, "tellings", updating)
        assert paths(ask(desk, "what opened in Elsen?")) == []


# Days


def test_days_that_bound_the_publication_bound_the_search(desk: Desk) -> None:
    add(desk, "old.txt", "The port opened a quay.", "2023-11-09")
    add(desk, "new.txt", "The port opened a quay again.", "2024-03-09")
    reply = ask(desk, "what did the port publish in March 2024 about the quay?")
    assert paths(reply) == ["new.txt"]
    assert reply.finding.understood.period is not None
    assert reply.finding.understood.period.explicit
    assert reply.finding.filters == Filters(dt.date(2024, 3, 1), dt.date(2024, 3, 31))


def test_a_period_in_which_nothing_was_published_bends_to_a_preference(desk: Desk) -> None:
    for day in ("2020-01-09", "2024-04-02"):
        facts = {"title": "Quay", "published": day}
        desk.add(Document("room", f"{day}.txt", b"The port opened a quay.", "text", fields=facts))
    reply = ask(desk, "what did the port publish in March 2024 about the quay?", stories=False)
    assert paths(reply) == ["2024-04-02.txt", "2020-01-09.txt"]
    assert reply.finding.understood.period is not None
    assert not reply.finding.understood.period.explicit
    assert reply.finding.filters == Filters()


def test_what_the_asker_sets_wins_over_what_the_words_say(desk: Desk) -> None:
    add(desk, "old.txt", "The port opened a quay.", "2023-11-09")
    add(desk, "new.txt", "The port opened a quay again.", "2024-03-09")
    chosen = Filters(published_to=dt.date(2023, 12, 31))
    reply = ask(desk, "what did the port publish in March 2024 about the quay?", filters=chosen)
    assert paths(reply) == ["old.txt"]
    assert reply.finding.filters == chosen


def test_today_is_the_day_that_the_answer_is_given_as_of(desk: Desk) -> None:
    add(desk, "old.txt", "The port opened a quay.", "2023-02-09")
    add(desk, "new.txt", "The port opened a quay.", "2024-02-09")
    asked = "what news was published last month about the quay?"
    assert paths(ask(desk, asked, replace(NOW, as_of=dt.date(2023, 3, 3)))) == ["old.txt"]


# Phrases


def test_a_phrase_is_wanted_word_for_word(desk: Desk) -> None:
    add(desk, "near.txt", "Harbour fees of the port of Elsen fall. The port of Elsen has harbour fees.")
    add(desk, "holds.txt", "“We will not raise the fees of this harbour”, she said.")
    reply = ask(desk, 'who of the port said "raise the fees of this harbour"?')
    assert paths(reply) == ["holds.txt"]
    assert reply.finding.lost == ()


def test_a_phrase_that_stands_nowhere_is_told_and_not_required(desk: Desk) -> None:
    add(desk, "near.txt", "Harbour fees of the port of Elsen fall.")
    reply = ask(desk, 'who said "harbour fees will rise"?')
    assert paths(reply) == ["near.txt"]
    assert reply.finding.lost == ("harbour fees will rise",)


def test_phrases_of_two_releases_are_not_told_as_lost(desk: Desk) -> None:
    add(desk, "fees.txt", "Nobody here pays a single crown more, said the mayor.")
    add(desk, "quay.txt", "The quay is open to everyone, said the captain.")
    reply = ask(desk, 'who said "a single crown more" and "open to everyone"?')
    assert paths(reply) == ["fees.txt"]
    assert reply.finding.lost == ()


def test_the_passage_that_holds_the_phrase_stands_before_others_of_its_release(desk: ReadingDesk) -> None:
    filler = "\n\n".join(
        f"The port of Elsen and its fees, part {at}. " + "Fees and harbour. " * 60 for at in range(3)
    )
    add(desk, "fees.txt", f"{filler}\n\nNobody here pays a single crown more, said the mayor of the islands.")
    (first, *_) = ask(desk, 'port of Elsen harbour fees "a single crown more"', per_article=9).passages
    assert "a single crown more" in first.text


# Names and spelling


@pytest.fixture
def named(desk: ReadingDesk) -> ReadingDesk:
    add(desk, "long.txt", "The Northern Harbour Pilots Association (NHPA) met in Elsen. It elected a chair.")
    add(desk, "short.txt", "NHPA doubles its training places.")
    add(desk, "other.txt", "The tram of Halvern runs again.", source="tram")
    return desk


def test_the_other_form_of_a_name_is_searched_and_told(named: Desk) -> None:
    reply = ask(named, "what doubles the Northern Harbour Pilots Association?")
    assert reply.finding.also_searched == ("NHPA",)
    assert "short.txt" in paths(reply)


def test_a_release_out_of_scope_teaches_no_name(named: Desk) -> None:
    reply = ask(named, "what does NHPA do?", replace(NOW, sources=frozenset({"tram"})))
    assert reply.finding.also_searched == ()


def test_a_word_that_stands_nowhere_is_respelt_and_told(named: Desk) -> None:
    reply = ask(named, "which traning places are doubled?")
    assert reply.finding.did_you_mean == "which training places are doubled?"
    assert paths(reply)[0] == "short.txt"


def test_nothing_is_respelt_by_what_the_asker_may_not_see(named: Desk) -> None:
    reply = ask(named, "which traning places are doubled?", replace(NOW, sources=frozenset({"tram"})))
    assert reply.finding.did_you_mean is None


def test_without_learned_weights_candidates_stay_in_the_order_of_their_joined_scores(
    tmp_path: Path, embedder: HashingEmbedder, release: Callable[..., Document]
) -> None:
    desk = Desk(DeskConfig(tmp_path / "plain"), embedder)
    for at in range(6):
        desk.add(release(f"{at}.txt", f"Quay {at}", "The port opened a quay. " * (at + 1)))
    assert paths(ask(desk, "quay 3 of the port")) == paths(ask(desk, "quay 3 of the port", mode="hybrid"))
    desk.close()
