"""What a release says, reduced to what is compared with another: its words, figures and names.

Two releases of one company share its name, its description of itself and its lawyers' sentences. So only the news
part is weighed, and of its words those that tell one piece of news from the next: figures, periods, names.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.article import Part, Span
from corpus.fields import datelines, dates
from corpus.passages.sentences import paragraphs
from corpus.stories.folding import fold, shingles, without_addresses, words, words_of

_HEAD = 4
"""Paragraphs of a release in which a dateline or a note of correction stands."""

_FIGURE = frozenset("0123456789$€£¥")
_DASH = re.compile(r"(?:--+|[–—―]|\s-(?=\s))\s*")
_INSIDE = re.compile(r"(?<=[\w,;%)»”\"] )[\"“«(]?([^\W\d_]\w*)")  # a word, and before it no end of a sentence
_CASELESS = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]")

_PERIODS = frozenset(
    words(
        # months
        "january february march april june july august september october november december"
        " janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        " enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
        " يناير فبراير مارس أبريل مايو يونيو يوليو يوليوز أغسطس غشت سبتمبر شتنبر أكتوبر نوفمبر نونبر ديسمبر دجنبر"
        # days of the week
        " monday tuesday wednesday thursday friday saturday sunday"
        " lundi mardi mercredi jeudi vendredi samedi dimanche"
        " lunes martes miércoles jueves viernes sábado domingo"
        " الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"
        # which of several, and how many
        " first second third fourth fifth sixth seventh eighth ninth tenth half"
        " two three four five six seven eight nine ten"
        " premier première deuxième second troisième quatrième cinquième deux trois quatre cinq sept huit neuf dix"
        " primer primero segundo tercer tercero cuarto dos tres cuatro cinco"
        " الأول الأولى الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة"
    )
)
"""Words that do a figure's work: the third quarter is not the second."""

_MARK = re.compile(
    r"\W*+(?:"
    r"c ?o ?r ?r ?e ?c ?t ?i ?o ?n(?=\W*+(?:$|(?:to|of|from|source|notice|au|du|de)\b)|\s?[^\w\s])"
    r"|correct(?:ed|ing)\b|updated?(?=\s?[^\w\s])|errat(?:um|a)\b|re-?issued?\b|replace(?:s|ment)\b"
    r"|rectificati(?:f|on)\b|correctif\b|version (?:corrigee|rectifiee)\b|annule et remplace\b"
    r"|mise a jour(?=\s?[^\w\s])|correccion\b|fe de erratas\b|تصحيح|تصويب|استدراك|نسخه (?:مصححه|معدله)"
    r")"
)
_MARK_AT_END = re.compile(
    r"[(\[–—:-]\s?(?:correct(?:ed|ion)|updated?|re-?issued|corrigee?|rectifiee?|مصحح|مصححه|معدل)\W{0,3}$"
)


class Told(Protocol):
    """What is compared of a release; a draft has it, and an article."""

    @property
    def title(self) -> str | None:
        """Its title."""

    @property
    def text(self) -> str:
        """Its clean text."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What of the text is not the news."""

    @property
    def published(self) -> dt.date | None:
        """The day it was published."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is compared of a release; words are folded and in lower case.

    Attributes:
        news: the runs of its text that are the news.
        words: of the news, in order.
        shingles: hashes of three words in a row.
        title: words of the title.
        vocabulary: every word of title and whole text, its other parts too.
        figures: words of title and news that are figures or do a figure's work.
        names: words of the news that are written with a capital inside a sentence; where a script has no
            capitals, the words that come again.
        marked: whether it says of itself that it corrects or replaces another.
    """

    told: Told
    news: tuple[Span, ...]
    words: tuple[str, ...]
    shingles: frozenset[int]
    title: frozenset[str]
    vocabulary: frozenset[str]
    figures: frozenset[str]
    names: frozenset[str]
    marked: bool

    @property
    def said(self) -> frozenset[str]:
        """The words of title and news."""
        return self.title.union(self.words)


def wording(told: Told) -> Wording:
    """Reduce a release to what is compared."""
    spans = news(told)
    folded = _folded(told.text, spans)
    said = tuple(words_of(folded))
    title = frozenset(words(told.title or ""))
    return Wording(
        told=told,
        news=spans,
        words=said,
        shingles=frozenset(shingles(said).tolist()),
        title=title,
        vocabulary=title.union(words(told.text)),
        figures=figures(title.union(said)),
        names=_names(folded),
        marked=marked(told),
    )


def news_words(told: Told) -> list[str]:
    """List the words of the news, folded and in lower case."""
    return words_of(_folded(told.text, news(told)))


def figures(said: Iterable[str]) -> frozenset[str]:
    """Pick the words that are figures or do a figure's work."""
    return frozenset(word for word in said if word[0] in _FIGURE or word in _PERIODS)


def news(told: Told) -> tuple[Span, ...]:
    """Find the paragraphs of the news, datelines taken off; of a text that is all parts, every paragraph."""
    found = list(_outside(told.text, told.parts)) or list(paragraphs(told.text))
    return tuple(_without_dateline(told.text, span) if at < _HEAD else span for at, span in enumerate(found))


def marked(told: Told) -> bool:
    """Tell whether a release says of itself, in title or head, that it corrects or replaces another."""
    title = fold(told.title or "").casefold()
    head = told.text.split("\n\n", _HEAD)[:_HEAD]
    return bool(_MARK.match(title) or _MARK_AT_END.search(title)) or any(
        _MARK.match(fold(paragraph[:80]).casefold()) for paragraph in head
    )


def _folded(text: str, spans: Sequence[Span]) -> str:
    return fold(without_addresses("\n".join(span.of(text) for span in spans)))


def _outside(text: str, parts: Sequence[Part]) -> Iterator[Span]:
    at = 0
    for part in (*parts, Part("end", len(text), len(text))):
        yield from paragraphs(text, Span(at, part.start))
        at = part.end


def _without_dateline(text: str, paragraph: Span) -> Span:
    """Take off place, day and wire: the same release carries other ones on another wire."""
    head = text[paragraph.start : min(paragraph.end, paragraph.start + datelines.DATELINE_WITHIN)]
    line = datelines.dateline(head)
    if line is None:
        return paragraph
    after = next((found.end for found in dates.dates_in(head)), 0) if line.day else 0
    dash = _DASH.search(head, after)
    return Span(paragraph.start + (dash.end() if dash else after), paragraph.end)


def _names(folded: str) -> frozenset[str]:
    """Find the words with a capital inside a sentence; of a script without capitals, the words that come again."""
    named = {word.casefold() for word in set(_INSIDE.findall(folded)) if word[0].isupper()}
    if _CASELESS.search(folded):
        times = Counter(word for word in words_of(folded) if _CASELESS.match(word))
        named.update(word for word, count in times.items() if count > 1)
    return frozenset(named)
