"""Which two texts are compared."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.article import Article, Document, Scope, content_hash
from corpus.errors import ArticleUnknown, NothingToCompare
from qa.desk import Desk
from qa.editions import compared, two
from tests.corpus.tellings import MUSEE, QUAY

NOW = Scope(dt.datetime(2031, 1, 1, tzinfo=dt.UTC))


def send(
    desk: Desk, name: str, day: int, text: str = QUAY.text, title: str | None = QUAY.title, source: str = "room"
) -> str:
    facts = {"title": str(title), "published": f"2024-06-{day:02}"}
    document = Document(source, name, text.encode(), "text", fields=facts)
    desk.add(document)
    return document.id


def chosen(desk: Desk, article: str, other: str | None = None, scope: Scope = NOW) -> list[tuple[str, bool]]:
    """Paths of the two texts, and whether each is the corrected one."""
    return [(one.path, "37 million" in one.text) for one in two(desk.store, article, other, scope)]


CORRECTED = QUAY.text.replace("31 million", "37 million")


def test_an_article_is_compared_with_the_text_it_had_before(desk: Desk) -> None:
    send(desk, "a.txt", 3)
    named = send(desk, "a.txt", 3, CORRECTED)
    assert chosen(desk, named) == [("a.txt", False), ("a.txt", True)]


def test_with_one_version_the_newest_of_its_story_and_the_one_before(desk: Desk) -> None:
    ids = [send(desk, f"{name}.txt", day, source=name) for name, day in (("a", 3), ("c", 5), ("b", 4))]
    assert chosen(desk, ids[1]) == [("b.txt", False), ("c.txt", False)], "the newest with the one before it"
    assert chosen(desk, ids[0]) == [("a.txt", False), ("c.txt", False)], "an older one with the newest"


def test_another_article_and_a_version_can_be_named(desk: Desk) -> None:
    send(desk, "a.txt", 3)
    first = content_hash(desk.store.history(send(desk, "a.txt", 3))[0][1].text)
    named = send(desk, "a.txt", 3, CORRECTED)
    other = send(desk, "m.txt", 4, MUSEE.text, MUSEE.title)
    assert chosen(desk, named, other) == [("a.txt", True), ("m.txt", False)]
    for version in (first, first.removeprefix("sha256:"), first[:13], first.removeprefix("sha256:")[:6]):
        assert chosen(desk, named, version) == [("a.txt", True), ("a.txt", False)]


def test_two_versions_of_the_past_can_be_named(desk: Desk) -> None:
    texts = [QUAY.text, CORRECTED, QUAY.text.replace("31 million", "41 million")]
    named, *_ = [send(desk, "a.txt", 3, text) for text in texts]
    first, second, last = (content_hash(edition.text) for _, edition in desk.store.history(named))
    for one, other in ((first, second), (second, first), (last, first), (first, first)):
        found = compared(desk.store, named, other[:14], NOW, one)
        assert (found.before.content_hash, found.after.content_hash) == (one, other)
    before, after = two(desk.store, named, None, NOW, first)
    assert (before.content_hash, after.content_hash) == (first, last), "what is not named is the text of today"
    elsewhere = send(desk, "b.txt", 4, source="wire")
    assert [one.id for one in two(desk.store, named, elsewhere, NOW, second)] == [named, elsewhere]


def test_what_is_named_first_must_be_there_and_in_scope_too(desk: Desk) -> None:
    named, other = send(desk, "a.txt", 3), send(desk, "b.txt", 4, source="wire")
    with pytest.raises(ArticleUnknown):
        two(desk.store, named, None, NOW, "sha256:000000")
    with pytest.raises(ArticleUnknown):
        two(desk.store, named, None, Scope(NOW.now, frozenset({"room"})), other)


@pytest.mark.parametrize("other", ["sha256:", "sha256:000000", "00000", "0" * 16, ""])
def test_what_names_nothing_is_unknown(desk: Desk, other: str) -> None:
    with pytest.raises(ArticleUnknown):
        two(desk.store, send(desk, "a.txt", 3), other, NOW)


def test_a_single_text_has_nothing_to_be_compared_with(desk: Desk) -> None:
    named = send(desk, "a.txt", 3)
    with pytest.raises(NothingToCompare, match="name another article"):
        two(desk.store, named, None, NOW)
    with pytest.raises(ArticleUnknown):
        two(desk.store, "0" * 16, None, NOW)


def test_what_the_scope_hides_is_neither_chosen_nor_named(desk: Desk) -> None:
    mine, other = send(desk, "a.txt", 3), send(desk, "b.txt", 4, source="wire")
    scope = Scope(NOW.now, frozenset({"room"}))
    with pytest.raises(NothingToCompare):
        two(desk.store, mine, None, scope)
    with pytest.raises(ArticleUnknown):
        two(desk.store, mine, other, scope)
    with pytest.raises(ArticleUnknown):
        two(desk.store, other, None, scope)


def test_the_difference_is_told(desk: Desk) -> None:
    send(desk, "a.txt", 3)
    found = compared(desk.store, send(desk, "a.txt", 3, CORRECTED), None, NOW)
    assert found.relation == "corrected"
    assert isinstance(found.before, Article)
    assert [step.kind for step in found.steps].count("edited") == 1
