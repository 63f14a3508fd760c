"""Sentence ends by rule, for English, French, Spanish and Arabic, as spans of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.article import Span
from corpus.passages.abbreviations import WIDE_STARTERS, owns_stop
from corpus.passages.speech import ARABIC, ENGLISH, FRENCH, SPANISH

_END = re.compile(
    r"(?P<mark>(?<![.!?؟۔…])[.!?؟۔…]++|[。！？]++)"  # the mark, several as one
    r"(?>(?P<note>(?:\[\d{1,3}\]){1,5}|[¹²³⁰-⁹]{1,3}|(?<=[a-zß-öø-ÿ]{4}\.)\d{1,2}(?=\s))?)"  # a footnote's number
    r"(?P<closing>(?>(?:[\"'”’»)\]]|[ \u00a0\u202f]»)*))"  # what closes after it, also a spaced French mark
    r"|\s(?P<bullet>(?=[•▪●◦‣■►]\s))"
)
_NEXT = re.compile(
    r"\s+(?P<dash>(?>(?:[-–—*•#]\s?)?))(?P<opening>[\"'“‘„«(\[¿¡]*+)\s?(?P<word>\w{0,40}+)(?P<behind>.?)", re.DOTALL
)
_SYMBOLS = frozenset("$€£¥#@*+&•▪●◦‣■►→✓✔☎")
_MARKER = re.compile(r"[(\[]?(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,5})(?:\.\d{1,2})*[.)\]]*")
_MARKER_LENGTH = 12
"""Characters of the longest list marker; looking only so far back keeps the scan linear."""

_QUOTES = frozenset("\"'”’»")
_SPEAKER = re.compile(
    rf"\s+(?:(?:[A-ZÀ-Þ][\w.’'-]{{0,30}}+|he|she|they)\s){{1,4}}(?:{ENGLISH}|{FRENCH}|{SPANISH})\s?(?:[.,:;!?]|$)"
    rf"|\s+(?:{ARABIC})\b"
)
"""Behind a quotation: who said it, and nothing more; with more it is a sentence of its own."""

_LOOK = 40
"""Characters looked at on either side of a mark."""

_GLUED = re.compile(r"(?P<latin>[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ’']{1,30}+|(?:A|I|À)(?=\s))|[\u0621-\u064a]{2}|[“«]")
_BEFORE_GLUED = re.compile(r"[a-zß-öø-ÿ]{2}$|[\u0621-\u064a]{2}$|\d$|[%)]$")
_ADDRESS = re.compile(r"[@/\\=]|www\.|\.\w", re.IGNORECASE)
_ENDINGS = frozenset(
    "com net org io js ai co inc tv me us eu uk fr de gov edu info biz app dev pdf doc docx html htm php aspx exe"
    " xyz shop online".split()
)
"""Behind a full stop without a space: endings of addresses and files, however they are written."""


def sentences(text: str, span: Span | None = None) -> Iterator[Span]:
    """Yield the sentences of `text[span]`: in order, without the white space between them.

    A blank line ends a sentence whatever stands before it. Sentences inside a quotation are sentences. A list's
    marker (`1.`, `a)`) belongs to what it marks.
    """
    whole = span or Span(0, len(text))
    for paragraph in paragraphs(text, whole):
        yield from of_paragraph(text, paragraph)


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


def of_paragraph(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the sentences of one paragraph."""
    start = paragraph.start
    for mark in _END.finditer(text, paragraph.start, paragraph.end):
        end = mark.end()
        if end < paragraph.end and not _ends_here(text, start, mark, paragraph.end):
            continue
        if piece := _trimmed(text, start, end):
            yield piece
        start = end
    if rest := _trimmed(text, start, paragraph.end):
        yield rest


def _ends_here(text: str, start: int, mark: re.Match[str], limit: int) -> bool:
    """Decide about one mark inside a paragraph."""
    at = mark.end()
    signs = mark["mark"]
    if signs is None:  # a bullet
        return True
    if signs[0] in "。！？":
        return True
    if not text[at].isspace():
        return _glued_end(text, mark, limit)
    following = _NEXT.match(text, at, limit)
    if following is None or not _opens(following):
        return False
    if at - start <= _MARKER_LENGTH and not _has_words(text[start:at].strip()):
        return False
    quoted = not _QUOTES.isdisjoint(mark["closing"])
    if quoted and _speaker_follows(text, at, following, limit):
        return False
    if signs != "." or quoted:
        return text[mark.start() - 1 : mark.start()] not in {"[", "("} or mark.start() == start
    return not _owned(text, start, mark, limit)


def _opens(following: re.Match[str]) -> bool:
    """Tell whether what follows could open a sentence: anything but a small letter or punctuation."""
    word = following["word"]
    if not word:
        return bool(following["dash"]) or following["behind"] in _SYMBOLS or following["behind"] > "\u2fff"
    if not word[0].islower():
        return True
    marker = len(word) == 1 and following["behind"] == ")"
    return marker or any(letter.isupper() for letter in word[1:])  # iPhone


def _has_words(piece: str) -> bool:
    """Tell whether a short piece is more than a list's marker or an ellipsis."""
    return _MARKER.fullmatch(piece) is None and any(map(str.isalnum, piece))


def _speaker_follows(text: str, at: int, following: re.Match[str], limit: int) -> bool:
    """Tell whether a closed quotation goes on with who said it."""
    return following["dash"][:1] in {"–", "—", "-"} or _SPEAKER.match(text, at, limit) is not None


def _owned(text: str, start: int, mark: re.Match[str], limit: int) -> bool:
    """Tell whether a full stop belongs to an abbreviation before it."""
    dot = mark.start()
    word, before = _word_before(text, start, dot)
    if before.rstrip().endswith(":") and _MARKER.fullmatch(word + "."):  # The steps: 1. Open it.
        return True
    return bool(word) and owns_stop(word, before, text[mark.end() : min(limit, mark.end() + _LOOK)])


def _word_before(text: str, start: int, dot: int) -> tuple[str, str]:
    """Give the word that ends at `dot`, without what opens before it, and the characters before the word."""
    head = text[max(start, dot - _LOOK) : dot]
    if not head or head[-1].isspace():
        return "", head
    word = head.split()[-1]
    return word.lstrip("\"'“”‘’„«([¿¡"), head[: -len(word)]


def _glued_end(text: str, mark: re.Match[str], limit: int) -> bool:
    """Decide about a mark without white space behind it: `word.Next`, which may be an address or a name."""
    at, first = mark.end(), mark.start()
    following = _GLUED.match(text, at, limit)
    if following is None or mark["mark"][-1] not in ".?!؟…":
        return False
    word, _ = _word_before(text, max(0, first - _LOOK), first)
    behind = text[at : at + _LOOK].split(None, 1)[0]
    if not _BEFORE_GLUED.search(word) or _ADDRESS.search(word) or _ADDRESS.search(behind):
        return False
    if not (name := following["latin"]):
        return True
    if name.lower() in _ENDINGS:
        return False
    # A small word before it is no name with a stop inside; behind a name or figure only an opening word will do.
    return word[0].islower() or re.split(r"[’']", name)[0].lower() in WIDE_STARTERS


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None
