"""Sentence ends by rule, for English, French, Spanish and Arabic, as spans of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.article import Span

_END = re.compile(
    r"(?:[.!?؟۔…]+|[。！？])"  # the mark, several as one
    r"(?:[\"'”’»)\]]|\s»)*"  # what closes after it, a French quote mark with its space too
    r"(?=\s+|$)"
)
_NEXT_OPENS = re.compile(r"\s+[\"'“‘«(\[¿¡]*\s?[A-ZÀ-ÖØ-Þ\d\u0600-\u06ff\u4e00-\u9fff•*–—-]")
_FOLLOWING = re.compile(r"\s+[\"'“‘«(\[]*\s?(\w+)")
_LAST_WORD = re.compile(r"[\w’'.&-]+\.$")
_FIGURE = re.compile(r"\s+\d")
_INITIAL = re.compile(r"(?:[A-Z]\.)+$")

_TITLES = frozenset(
    "mr mrs ms dr prof sen rep gov gen col maj capt lt cmdr sgt rev hon pres amb sec st mt ft messrs m mm mme"
    " mlle pr me sr sra srta ing lic".split()
)
"""Before a name; with a capital, a full stop after one never ends a sentence."""

_INSIDE = frozenset("vs v cf al viz e.g i.e eg ie د ود أ وأ أ.د وأ.د".split())
"""Always inside a sentence; the Arabic ones are titles (doctor, professor), alone or after "and"."""

_NUMBERED = frozenset("no nos n art fig pp p ch vol".split())
"""Inside a sentence when a figure follows."""

_ABBREVIATIONS = frozenset(
    "inc ltd corp co bros llc plc dept univ assn etc jr esq ph.d u.s u.k u.n u.s.a d.c a.m p.m jan feb mar apr"
    " jun jul aug sept sep oct nov dec janv févr juil déc approx est env tel tél ext ave blvd rd s.a s.l cie"
    " calif mass conn penn tex fla wash mich minn wis ill ind ore colo ariz".split()
)
"""Abbreviations that also end sentences: there a capital letter that opens a common start decides."""

_STARTERS = frozenset(
    "the this that these those it he she they we you i in on at for with as by from to a an and but or if when"
    " while after before our his her their its there here today more all both under since le la les l un une"
    " des ce cette il elle ils elles nous vous en dans pour avec el los las una su en".split()
)


def sentences(text: str, span: Span | None = None) -> Iterator[Span]:
    """Yield the sentences of `text[span]`: in order, without the white space between them.

    A blank line ends a sentence whatever stands before it.
    """
    whole = span or Span(0, len(text))
    for paragraph in paragraphs(text, whole):
        yield from _of_paragraph(text, paragraph)


def paragraphs(text: str, span: Span | None = None) -> Iterator[Span]:
    """Yield the paragraphs of `text[span]`, which blank lines part."""
    whole = span or Span(0, len(text))
    at = whole.start
    while at < whole.end:
        end = text.find("\n\n", at, whole.end)
        end = whole.end if end < 0 else end
        if piece := _trimmed(text, at, end):
            yield piece
        at = end + 2


def _of_paragraph(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for end in _END.finditer(text, paragraph.start, paragraph.end):
        if end.end() < paragraph.end and not _ends_here(text, start, end):
            continue
        if piece := _trimmed(text, start, end.end()):
            yield piece
        start = end.end()
    if rest := _trimmed(text, start, paragraph.end):
        yield rest


def _ends_here(text: str, start: int, end: re.Match[str]) -> bool:
    """Decide about one mark inside a paragraph."""
    if not _NEXT_OPENS.match(text, end.end()):
        return False
    if end.group() != ".":
        return True
    word = _LAST_WORD.search(text, max(start, end.start() - 24), end.end())
    if word is None:
        return True
    written = word.group()[:-1].lstrip("'’(")
    bare = written.lower()
    if bare in _INSIDE or (bare in _TITLES and written[0].isupper()):
        return False
    if bare in _NUMBERED and _FIGURE.match(text, end.end()):
        return False
    if _INITIAL.search(word.group()) or bare in _ABBREVIATIONS:
        following = _FOLLOWING.match(text, end.end())
        return following is None or following.group(1).lower() in _STARTERS
    return True


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None
