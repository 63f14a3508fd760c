"""Which sentences belong to one statement: a quotation, what goes on with it, and who said it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.article import Span

ENGLISH = (
    "said|says|added|adds|noted|notes|stated|states|explained|explains|commented|comments|continued|concluded"
    "|remarked|told|asked|asks|replied|stressed|emphasi[sz]ed|according to"
)
FRENCH = (
    r"a(?:-t-(?:il|elle))?\s(?:(?:aussi|également|ensuite|encore|notamment)\s)?(?:dit|déclaré|ajouté|expliqué|souligné"
    r"|affirmé|indiqué|précisé|poursuivi|conclu|commenté|demandé|rappelé|assuré|confié)|déclare|ajoute|explique"
    r"|souligne|affirme|indique|précise|poursuit|conclut|commente|rappelle|assure|confie|se\sréjouit|selon"
)
SPANISH = (
    "dijo|afirmó|agregó|añadió|señaló|explicó|declaró|indicó|comentó|manifestó|aseguró|concluyó|destacó|preguntó"
)
ARABIC = (
    "(?:قال|أضاف|أكد|صرح|أوضح|أشار|ذكر|لفت|شدد|تابع|علق|بين|نوه|أعرب|اعتبر|أردف|استطرد"
    "|سأل|تساءل|هتف)(?:ت|وا)?|يقول|تقول"
)

SAID = re.compile(rf"\b(?:{ENGLISH}|{FRENCH}|{SPANISH}|[وف]?(?:{ARABIC}))\b", re.IGNORECASE)
"""A verb of speech, or what stands for one."""

_MARKS = re.compile(r"[“”„«»\"]|''|``")
_OPENS = re.compile(r"[\s(\[]*(?:[“„«\"]|''|``)")
_CLOSES = re.compile(r"(?:[”»\"]|'')[\s.,)\]]*$")
_PRONOUN = r"(?:he|she|they|il|elle|ils|elles|on|él|ella|ellos)"
_GOES_ON = re.compile(
    rf"(?:(?:{_PRONOUN})\s(?:(?:also|further|then|has|aussi|également|también)\s)?(?:{ENGLISH}|{FRENCH}|{SPANISH})"
    rf"|(?:{ENGLISH}|{FRENCH}|{SPANISH}),?\s{_PRONOUN}|[وف]?كما\s(?:{ARABIC})|[وف](?:{ARABIC})|(?:{ARABIC}))\b",
    re.IGNORECASE,
)
_BY_PRONOUN = re.compile(
    rf"\b{_PRONOUN}\s(?:{ENGLISH}|{FRENCH}|{SPANISH})\b|-t-(?:il|elle)\b|\b(?:{ENGLISH})\s{_PRONOUN}\b", re.IGNORECASE
)
_SOURCE_LINE = re.compile(r"\s*[-–—―~]\s?[^\W\d_]")

_ENDING = 8
"""Characters at a sentence's end in which a closing mark is looked for."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence, and where quotations stand in it.

    Attributes:
        span: the sentence.
        opens, closes: it begins, ends with a quotation mark.
        inside: a quotation is still open behind it.
    """

    span: Span
    opens: bool
    closes: bool
    inside: bool


def heard(text: str, sentences: Iterable[Span]) -> Iterator[Heard]:
    """Follow the quotations through the sentences of one paragraph."""
    inside = False
    for sentence in sentences:
        start, end = sentence.start, sentence.end
        for mark in _MARKS.finditer(text, start, end):
            inch = mark.group() == '"' and not inside and text[mark.start() - 1 : mark.start()].isdigit()
            inside = _open_behind(mark.group(), inside) and not inch
        yield Heard(
            sentence,
            opens=_OPENS.match(text, start, end) is not None,
            closes=_CLOSES.search(text, max(start, end - _ENDING), end) is not None,
            inside=inside,
        )


def _open_behind(mark: str, inside: bool) -> bool:
    if mark in {"“", "„", "«", "``"}:
        return True
    if mark in {"”", "»", "''"}:
        return False
    return not inside


def belong(text: str, before: Heard, after: Heard) -> bool:
    """Tell whether two sentences in a row are one statement, which a cut would take from its speaker.

    They are where a quotation goes on over their end; where one follows whose speaker only the sentence before names;
    where the next goes on by a pronoun or a bare verb ("He added", "وأضاف"), or is a line that names the speaker.
    """
    if before.inside and (after.opens or not before.closes):
        return True
    start, end = after.span.start, after.span.end
    if before.closes and _SOURCE_LINE.match(text, start, end):
        return True
    if after.opens:
        return _leaves_open_who(text, after.span) and (before.closes or _told(text, before.span))
    goes_on = _GOES_ON.match(text, start, end) is not None
    return goes_on and (before.closes or before.opens or _told(text, before.span))


def _told(text: str, span: Span) -> bool:
    return SAID.search(text, span.start, span.end) is not None


def _leaves_open_who(text: str, span: Span) -> bool:
    """Tell whether a quotation's own sentence does not name who speaks."""
    return not _told(text, span) or _BY_PRONOUN.search(text, span.start, span.end) is not None
