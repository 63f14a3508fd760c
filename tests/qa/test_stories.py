"""A story once: the newest answers, withdrawn words are not shown, every quote stands where it is cited."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document, Filters, Passage, Scope, article_id
from corpus.store import ArticleStore
from corpus.stories.story import Story
from index.engine import Candidate
from qa.answer import Found, record
from qa.desk import Desk
from qa.question import Question
from qa.stories import TOGETHER, Stories
from tests.conftest import examples

LEAD = "The harbour of Elsen opened a second quay on Monday, after four years of work by port authority and town."
COST = "The quay is 420 metres long and cost 31 million euros, of which the region paid a third of the whole sum."
FERRIES = (
    "Ferries to Rivamar will leave from it every two hours from July, and freight stays at the old quay for now."
)
VISIT = (
    "Visitors can see the quay on Sunday between ten and four o'clock, and children may try the pilot's boat there."
)
QUOTE = "Mara Olin, director of the port authority, said that the town had waited a long time for this fine morning."
BODY = (LEAD, COST, FERRIES, QUOTE, VISIT)

Ask = Callable[..., tuple[Found, ...]]


def send(
    desk: Desk,
    name: str,
    day: int,
    *body: str,
    title: str = "Harbour of Elsen opens a second quay",
    source: str = "room",
) -> str:
    """Take in a release of June 2024; returns its id."""
    text = f"{title}\n\nELSEN, {day} June 2024 - " + "\n\n".join(body)
    document = Document(source, name, text.encode(), "text")
    desk.add(document)
    return document.id


@pytest.fixture
def ask(desk: Desk) -> Ask:
    def asked(text: str, scope: Scope | None = None, **narrowed: object) -> tuple[Found, ...]:
        filters = narrowed.pop("filters", Filters())
        return desk.ask(Question(text, k=10, filters=filters, per_article=10, **narrowed), scope).passages  # type: ignore[arg-type]

    return asked


def cited(passages: tuple[Found, ...]) -> list[str]:
    return [passage.citation.article.path for passage in passages]


def exact(passages: tuple[Found, ...]) -> bool:
    """Every quote is what its article holds at its place."""
    return all(one.text == one.citation.article.text[one.citation.start : one.citation.end] for one in passages)


def test_copies_on_two_wires_are_shown_once_and_named(desk: Desk, ask: Ask) -> None:
    first = send(desk, "a.txt", 3, *BODY)
    send(desk, "b.txt", 4, *BODY, source="wire")
    send(desk, "other.txt", 5, "The spring fair of Orlington opens with forty stalls of quay food.", title="Fair")
    found = ask("what did the quay of Elsen cost?")
    assert Counter(cited(found))["a.txt"] == 0
    assert "b.txt" in cited(found)
    assert exact(found)
    ((other, relation),) = found[0].citation.also_in
    assert (other.article_id, other.source, relation) == (first, "room", "same")
    assert all(one.citation.also_in == () for one in found if one.citation.article.path == "other.txt")


def test_the_reply_names_them_in_its_record(desk: Desk) -> None:
    first = send(desk, "a.txt", 3, *BODY)
    send(
        desk,
        "b.txt",
        4,
        *BODY,
        "The mayor cut a ribbon, blue and long, and the school orchestra played.",
        source="wire",
    )
    told = record(desk.ask(Question("quay of Elsen")))
    assert told["passages"][0]["citation"]["also_in"] == [
        {
            "article_id": first,
            "title": "Harbour of Elsen opens a second quay",
            "source": "room",
            "published": "2024-06-03",
            "url": None,
            "relation": "edited",
        }
    ]


def test_a_corrected_figure_is_shown_in_its_new_words_only(desk: Desk, ask: Ask) -> None:
    send(desk, "a.txt", 3, *BODY)
    send(
        desk,
        "b.txt",
        4,
        *(line.replace("31 million", "37 million") for line in BODY),
        title="CORRECTION: Harbour of Elsen opens a second quay",
    )
    found = ask("31 million euros for the quay")
    assert cited(found) == ["b.txt"] * len(found) != []
    assert not any("31 million" in one.text for one in found)
    assert found[0].citation.also_in[0][1] == "corrected"
    assert exact(found)


def test_what_a_correction_left_out_is_withdrawn(desk: Desk, ask: Ask) -> None:
    long = [f"{line} " * 12 for line in BODY]  # each a passage of its own
    send(desk, "a.txt", 3, *long)
    send(desk, "b.txt", 4, *long[:-1], title="CORRECTION: Harbour of Elsen opens a second quay")
    found = ask("when can visitors and children see the pilot's boat?")
    assert set(cited(found)) == {"b.txt"}
    assert not any("pilot" in one.text for one in found)


def test_what_another_wire_cut_is_still_shown_from_the_release_that_holds_it(desk: Desk, ask: Ask) -> None:
    long = [f"{line} " * 12 for line in BODY]
    send(desk, "a.txt", 3, *long)
    send(desk, "b.txt", 4, *long[:-1], source="wire")
    found = ask("when can visitors and children see the pilot's boat?")
    assert found[0].citation.article.path == "a.txt"
    assert "pilot's boat" in found[0].text
    assert [(other.path, relation) for other, relation in found[0].citation.also_in] == [("b.txt", "edited")]
    told = {(one.citation.article.path, "pilot" in one.text) for one in found}
    assert told == {("a.txt", True), ("b.txt", False)}, "all else is told by the newest"
    assert exact(found)


def test_a_passage_with_a_word_of_the_question_that_was_cut_is_not_replaced(desk: Desk, ask: Ask) -> None:
    send(desk, "a.txt", 3, *BODY)
    send(desk, "b.txt", 4, *BODY[:-1], source="wire")
    (found,) = ask("visitors on Sunday", mode="bm25")
    assert found.citation.article.path == "a.txt"
    (found,) = ask("ferries to Rivamar", mode="bm25")
    assert found.citation.article.path == "b.txt"


def test_filters_choose_the_newest_that_they_allow(desk: Desk, ask: Ask) -> None:
    send(desk, "a.txt", 3, *BODY)
    send(desk, "b.txt", 6, *BODY, source="wire")
    for narrowed in (Filters(published_to=dt.date(2024, 6, 4)), Filters(source="room")):
        found = ask("quay of Elsen", filters=narrowed)
        assert set(cited(found)) == {"a.txt"}
        assert [other.path for other, _ in found[0].citation.also_in] == ["b.txt"]


def test_what_a_scope_hides_is_not_named(desk: Desk, ask: Ask) -> None:
    send(desk, "a.txt", 3, *BODY)
    send(desk, "b.txt", 6, *BODY, source="wire")
    now = dt.datetime.now(dt.UTC)
    for scope in (Scope(now, frozenset({"room"})), Scope(now, as_of=dt.date(2024, 6, 4))):
        found = ask("quay of Elsen", scope)
        assert set(cited(found)) == {"a.txt"}
        assert found[0].citation.also_in == ()


def test_a_removed_or_purged_release_is_not_named(desk: Desk, ask: Ask) -> None:
    send(desk, "a.txt", 3, *BODY)
    newest = send(desk, "b.txt", 6, *BODY, source="wire")
    for gone in (desk.remove, desk.purge):
        gone(newest)
        found = ask("quay of Elsen")
        assert set(cited(found)) == {"a.txt"}
        assert found[0].citation.also_in == ()


def test_an_embargoed_correction_changes_nothing_yet(desk: Desk, ask: Ask) -> None:
    send(desk, "a.txt", 3, *BODY)
    hidden = send(desk, "b.txt", 4, *(line.replace("31", "37") for line in BODY))
    with desk.store._write() as connection:
        connection.exec_driver_sql("UPDATE versions SET visible_from = '2999-01-01' WHERE article_id = ?", (hidden,))
    now = Scope(dt.datetime.now(dt.UTC))
    (found,) = desk.ask(Question("what did the quay cost?"), now).passages
    assert "31 million" in found.text
    assert found.citation.also_in == ()


def test_a_story_has_as_many_passages_as_an_article_may_have(desk: Desk) -> None:
    long = [f"{line} " * 12 for line in BODY]
    for day, name in enumerate("abcd", start=3):
        send(desk, f"{name}.txt", day, *long, source=f"wire {name}")
    found = desk.ask(Question("quay of Elsen", k=20, per_article=2)).passages
    assert cited(found) == ["d.txt", "d.txt"]
    assert len({one.citation.start for one in found}) == 2
    assert [other.path for other, _ in found[0].citation.also_in] == ["c.txt", "b.txt", "a.txt"]


def test_the_ranking_as_it_is_groups_nothing(desk: Desk, ask: Ask) -> None:
    send(desk, "a.txt", 3, *BODY)
    send(desk, "b.txt", 4, *BODY, source="wire")
    found = ask("quay of Elsen", stories=False)
    assert set(cited(found)) == {"a.txt", "b.txt"}
    assert all(one.citation.also_in == () for one in found)


@pytest.mark.parametrize("edit", [lambda text: text, lambda text: text.replace("31 million", "37 million")])
def test_every_quote_stands_where_it_is_cited_whatever_is_asked(
    desk: Desk, ask: Ask, edit: Callable[[str], str]
) -> None:
    long = [f"{line} " * 9 for line in BODY]
    send(desk, "a.txt", 3, *long)
    send(desk, "b.txt", 4, *(edit(line) for line in (long[1], long[0], long[4])), source="wire")
    send(
        desk, "c.txt", 5, *(edit(line) for line in long[:4]), title="Harbour of Elsen opens a second quay (corrected)"
    )
    for question in BODY:
        found = ask(question)
        assert found
        assert exact(found)
        assert len({(one.citation.article.id, one.citation.start) for one in found}) == len(found)


# Spreading


def candidate(passage: Passage) -> Candidate:
    return Candidate(passage, 1.0, 1.0, 0.0, 0.0, 0.0)


CANDIDATES = st.lists(st.integers(0, 4), max_size=20).map(
    lambda articles: [candidate(Passage(at, str(article), 1, 0, 1)) for at, article in enumerate(articles)]
)


@given(CANDIDATES, st.integers(0, 4))
@settings(deadline=None, max_examples=examples(150))
def test_without_stories_the_order_stays_and_the_first_of_each_article(
    alone: Stories, candidates: list[Candidate], cap: int
) -> None:
    kept = list(alone.spread(candidates, cap))
    numbers = [one.passage.number for one in kept]
    assert numbers == sorted(numbers)
    per_article = Counter(one.passage.article_id for one in kept)
    every = Counter(one.passage.article_id for one in candidates)
    assert per_article == Counter({name: min(count, cap) for name, count in every.items() if cap})
    for name in every:
        mine = [one for one in candidates if one.passage.article_id == name]
        assert [one for one in kept if one.passage.article_id == name] == mine[:cap]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stories]:
    with closing(ArticleStore(tmp_path_factory.mktemp("empty"))) as store:
        yield Stories(store, Scope.everything(), Filters(), ())


def test_where_the_newest_is_gone_in_between_the_older_is_passed_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(desk, "a.txt", 3, *BODY)
    gone = send(desk, "b.txt", 4, *BODY, source="wire")
    (passage,) = desk.store.passages_of(article_id("room", "a.txt"), Scope.everything())
    found = desk.store.stories_of

    def then_purged(ids: list[str], scope: Scope, filters: Filters) -> dict[str, Story]:
        stories = found(ids, scope, filters)
        desk.purge(gone)
        return stories

    monkeypatch.setattr(desk.store, "stories_of", then_purged)
    stories = Stories(desk.store, Scope.everything(), Filters(), ("quay",))
    assert [one.passage for one in stories.spread([candidate(passage)], 2)] == [passage]


def test_stories_are_looked_up_for_the_candidates_that_are_reached(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def looked_up(ids: Sequence[str], *_: object) -> dict[str, Story]:
        asked.append(len(ids))
        return {}

    monkeypatch.setattr(desk.store, "stories_of", looked_up)
    many = [candidate(Passage(at, f"{at}", 1, 0, 1)) for at in range(3 * TOGETHER)]
    stories = Stories(desk.store, Scope.everything(), Filters(), ())
    assert len(list(islice(stories.spread(many, 1), TOGETHER))) == TOGETHER
    assert asked == [TOGETHER]
    assert len(list(stories.spread(many, 1))) == len(many)
    assert asked == [TOGETHER] * 4
