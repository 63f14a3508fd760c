"""A copy of a real release: other words of the same frequency, vectors with noise, a day and a source of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np

from corpus.article import Document, Draft, Part, Span
from corpus.records import Entry, Floats, Indexable
from eval.bench.vocabulary import Ints, Vocabulary, exchanged
from index.analysis import tokens

SEED = 20_260
"""Of all that is drawn; copy n is drawn from (SEED, n) and nothing else."""

NOISE = 0.75
"""Length of the Gaussian noise that is added to a unit vector, on average: a copy's cosine to its source is .8."""

FIRST_DAY = dt.date(2005, 1, 1)
DAYS = 20 * 365 + 5
"""Copies are spread evenly over twenty years."""

SOURCES = {"agency": 0.5, "ministry": 0.25, "company": 0.139, "city": 0.1, "club": 0.01, "museum": 0.001}
"""Sources of the copies and their shares, so that there are filters of every width."""

_SHAPES = (str, str.capitalize, str.upper)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with slots for words.

    Attributes:
        text: what stands before, between and after the slots, at even places; the odd ones are the slots.
        forms: for each slot which form of which word stands there.
    """

    text: tuple[str, ...]
    forms: tuple[int, ...]

    def filled(self, words: Sequence[str]) -> str:
        """Write the forms of words into the slots."""
        out = list(self.text)
        out[1::2] = [words[form] for form in self.forms]
        return "".join(out)


@dataclass(frozen=True, slots=True)
class Template:
    """A real release, ready to be copied.

    Attributes:
        row: what was copied.
        title: its title; null where it has none.
        pieces: its text, cut wherever a passage or a part begins or ends.
        edges: code point of the real text -> number of the piece that begins there.
        pools, places: class and place of each distinct term, shape (terms,).
        forms: of each form the number of its term and how it is written.
    """

    row: Indexable
    title: Piece | None
    pieces: tuple[Piece, ...]
    edges: dict[int, int]
    pools: Ints
    places: Ints
    forms: tuple[tuple[int, int], ...]


def template(row: Indexable, vocabulary: Vocabulary) -> Template:
    """Make a release ready to be copied."""
    article = row.article
    language = article.language or ""
    terms: dict[str, int] = {}
    forms: dict[tuple[int, int], int] = {}

    def piece(text: str) -> Piece:
        literals: list[str] = []
        slots: list[int] = []
        at = 0
        for token in tokens(text):
            if (language, token.term) not in vocabulary.place:
                continue  # cut in two by the edge of a passage: what is left of it is no term of the release
            number = terms.setdefault(token.term, len(terms))
            literals += [text[at : token.start], ""]
            slots.append(forms.setdefault((number, _shape(text[token.start : token.end])), len(forms)))
            at = token.end
        return Piece((*literals, text[at:]), tuple(slots))

    runs = [(cut.start, cut.end) for cut in row.passages] + [(part.start, part.end) for part in article.parts]
    marks = sorted({0, len(article.text), *chain.from_iterable(runs)})
    pieces = tuple(piece(article.text[start:end]) for start, end in pairwise(marks))
    title = piece(article.title) if article.title else None
    at = [vocabulary.place[language, term] for term in terms]
    pools, places = (np.array(column, np.int64) for column in (zip(*at, strict=True) if at else ((), ())))
    edges = {mark: number for number, mark in enumerate(marks)}
    return Template(row, title, pieces, edges, pools, places, tuple(forms))


def _shape(word: str) -> int:
    if len(word) > 1 and word.isupper():
        return 2
    return int(word[0].isupper())


def copy(source: Template, vocabulary: Vocabulary, number: int, model: str) -> Entry:
    """Make copy `number` of a release.

    Args:
        source: which release.
        vocabulary: where its words are exchanged.
        number: of the copy, among the copies of all releases.
        model: id of the vectors.
    """
    random = np.random.default_rng((SEED, number))
    words = exchanged(vocabulary, source.pools, source.places, random)
    spelt = [_SHAPES[shape](words[term]) for term, shape in source.forms]
    written = [piece.filled(spelt) for piece in source.pieces]
    starts = np.cumsum([0, *map(len, written)]).tolist()
    edges = source.edges
    day = FIRST_DAY + dt.timedelta(int(random.integers(DAYS)))
    name = str(random.choice(list(SOURCES), p=list(SOURCES.values())))
    article = source.row.article
    draft = Draft(
        text="".join(written),
        title=source.title.filled(spelt) if source.title else None,
        published=day,
        language=article.language,
        languages=article.languages,
        parts=tuple(Part(part.kind, starts[edges[part.start]], starts[edges[part.end]]) for part in article.parts),
        found={"title": "sender", "published": "sender", "language": "sender"},
    )
    spans = [Span(starts[edges[passage.start]], starts[edges[passage.end]]) for passage in source.row.passages]
    stated = {"title": draft.title or "", "published": day.isoformat(), "language": article.language or ""}
    document = Document(name, f"copies/{number:07d}.txt", draft.text.encode(), "text", None, stated)
    return Entry(document, draft, spans, noisy(source.row.vectors, random), model)


def noisy(vectors: Floats | None, random: np.random.Generator, noise: float = NOISE) -> Floats:
    """Add Gaussian noise of a mean length to unit vectors, and make them unit vectors again.

    Args:
        vectors: shape (passages, dimensions); a real release always has them.
        random: where the noise comes from.
        noise: root of the mean square of its length.
    """
    real = np.asarray(vectors, np.float32)
    moved = real + random.normal(0.0, noise / np.sqrt(real.shape[1]), real.shape).astype(np.float32)
    unit: Floats = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return unit
