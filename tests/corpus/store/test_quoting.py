"""What is quoted is true: a passage that was tampered with is not sent."""

from __future__ import annotations

import pytest

from corpus.article import content_hash, text_hash
from corpus.store.articles import ArticleStore
from tests.corpus.entries import entry
from tests.corpus.store.looking import ALL, OTHER, TEXT, A, numbers, sql


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("UPDATE versions SET text = ?", TEXT.replace("Forty", "Fifty")),
        ("UPDATE versions SET text = ?", "Ha! " + TEXT),
        ("UPDATE versions SET text = ?", TEXT.replace("Sundays", "Mondays")),
        ("UPDATE versions SET text = ?", ""),
        ("UPDATE versions SET content_hash = ?", content_hash(OTHER)),
        ("UPDATE passages SET text_hash = ?", text_hash("Words that were never there.")),
        ('UPDATE passages SET "end" = "end" + ?', 1),
        ("UPDATE passages SET start = start + ?", 1),
        ('UPDATE passages SET "end" = "end" + 99, start = start - ?', len(TEXT)),
        ("UPDATE passages SET version = version + ?", 1),
        ("UPDATE articles SET removed_why = 'x', removed = ?", "2024-06-05T12:00:00.000000+00:00"),
    ],
)
def test_a_passage_is_not_quoted_once_anything_about_it_was_tampered_with(
    store: ArticleStore, statement: str, value: object
) -> None:
    store.put([entry("a.txt", TEXT)])
    held = numbers(store)
    assert sorted(store.quotable(held, ALL)) == held
    sql(store, statement, value)
    assert store.quotable(held, ALL) == {}


def test_a_changed_word_takes_every_passage_of_its_article_and_no_other(store: ArticleStore) -> None:
    b = entry("b.txt", OTHER).document.id
    store.put([entry("a.txt", TEXT), entry("b.txt", OTHER)])
    sql(store, "UPDATE versions SET text = replace(text, 'Forty', 'Fifty') WHERE article_id = ?", A)
    assert sorted(store.quotable(numbers(store), ALL)) == numbers(store, b)


def test_passages_of_a_replaced_text_are_not_quotable(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT)])
    old = numbers(store)
    store.put([entry("a.txt", OTHER)])
    assert store.quotable(old, ALL) == {}
    assert sorted(store.quotable(numbers(store), ALL)) == numbers(store)


def test_what_is_quoted_is_what_was_cut(store: ArticleStore) -> None:
    made = entry("a.txt", TEXT)
    store.put([made])
    sound = store.quotable([*numbers(store), 10**6, -1], ALL)
    quotes = [article.text[passage.start : passage.end] for passage, article in sound.values()]
    assert quotes == [span.of(TEXT) for span in made.spans]
