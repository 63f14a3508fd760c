"""Small real releases to copy, with passages and vectors."""

from __future__ import annotations

import datetime as dt

import numpy as np

from corpus.article import Article, Part, Passage
from corpus.passages.cutting import cut
from corpus.records import Indexable

NOUNS = "harbour bridge museum hospital library market river school station theatre tunnel vineyard".split()
PLACES = "Halvern Orlington Skerry Sahrin Rivamar Brightfell Elsen Quillon Tarrow Vessant".split()


def release(number: int, language: str = "en") -> Indexable:
    """A release of a few paragraphs: common words, names, figures, and words of its own."""
    random = np.random.default_rng(number)
    one, two = random.choice(NOUNS, 2, replace=False)
    place = random.choice(PLACES)
    about = f"About {place}\n\nThe council of {place} cares for every {one}."
    paragraphs = [
        f"The {one} of {place} opens on {number % 28 + 1} March 2024, said spokesman Odd{number:03d}bury.",
        f"Some {1000 + number:,} guests saw the {two}. NASA sent {number % 7}.{number % 10} % of them.",
        " ".join(f"word{value}" for value in random.integers(0, 400, 60)) + ".",
        about,
    ]
    text = "\n\n".join(paragraphs)
    parts = (Part("about", text.index("About"), len(text)),)
    spans = cut(text, 40, parts)
    passages = tuple(
        Passage(number * 100 + at, f"a{number}", number, span.start, span.end) for at, span in enumerate(spans)
    )
    vectors = random.normal(size=(len(spans), 64)).astype(np.float32)
    article = Article(
        id=f"a{number}", source="room", path=f"{number}.txt", url=None, title=f"{place} opens its {one}",
        published=dt.date(2024, 3, 1), updated=None, place=None, issuer=None, language=language, text=text,
        raw_hash="", content_hash="", cleaner_version="1", first_seen=dt.datetime(2024, 3, 1, tzinfo=dt.UTC),
        parts=parts, languages=(language,),
    )  # fmt: skip
    return Indexable(article, number, passages, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def releases(count: int) -> list[Indexable]:
    return [release(number) for number in range(count)]


def words_of(row: Indexable) -> tuple[str, str]:
    return row.article.language or "", f"{row.article.title}\n{row.article.text}"
