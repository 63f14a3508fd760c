"""Names and numbers of a question.

Names are told by their capitals, so there are none in Arabic: a run of words with the article is an ordinary noun
there as often as a name (`المدير العام`), and taking it for one would ask passages for what they need not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.fields.dates import western
from qa.understanding.calendar import WORDS, fold

_WORD = re.compile(r"[^\W_]+(?:[-.&'’][^\W_]+)*")
_ELISION = re.compile(r"(?:[ldjmtscn]|qu)['’]", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORT = re.compile(r"(?=.*[^\W\d_])(?:.*[A-Z]){2}|[A-Z]\d|\d[A-Z]")
_JOINING = frozenset("of the for de du des la le les del di da van von der den el al bin ben ibn".split())
_TITLES = frozenset("dr mr mrs ms prof st sen rep gov gen jr sr mme mgr".split())
_OPENING = frozenset(
    "a an the what which who whom whose when where why how in on at by for from of to with within under about until"
    " since between during as is are was were do does did has have had can could will would may should if before"
    " after according give list name tell find show any there it this that these those amount date number i"
    " que quel quelle quels quelles qui quoi où ou quand comment combien pourquoi avec dans en à au aux de du des"
    " le la les un une sur pour par est sont depuis selon jusqu entre ce cette il elle"
    " qué quién quiénes cuándo dónde cómo cuánto cuántos cuál el los las por con".split()
)
_STRESSED = frozenset({"NOT", "NEVER", "ONLY", "AND", "EXCEPT"})
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_NUMBERED = re.compile(r"[\u0621-\u064a]{2,}-\d{1,4}")
_LATIN = re.compile(r"[A-ZÀ-Þ]+")
_ALONE = 2
"""Words in capitals that may be short forms with nothing else beside them."""

_MAGNITUDE = (
    r"(?:thousand|million|billion|trillion|mille|millions|milliards?|millones|mil|bn|ألف|آلاف|مليون|ملايين|مليار)\b"
)
_CURRENCY = r"[$€£¥]|(?:US|C|A|HK)\$"
_UNIT = (
    r"%|٪|(?:percent|per\s?cent|pour\s?cent|por\s?ciento|في المئة|في المائة|بالمئة|بالمائة"
    r"|dollars?|euros?|pounds?|dirhams?|riyals?|دولار|يورو|درهم|ريال)\b"
)
_NUMBER = re.compile(
    rf"(?<![\w.])(?<![^\W\d_]-)(?:(?:{_CURRENCY})\s?)?\d+(?:[.,٫٬]\d+)*(?:\s?{_MAGNITUDE})?(?:\s?(?:{_UNIT}|[€£]))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names, as it is typed, each once, in order.

    Attributes:
        names: runs of capitalised words (`Bank of Elsen`) and short forms (`NeLC`, `G20`).
        numbers: with their currency, magnitude and unit: `$2.5 million`, `12%`; not those of dates.
    """

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


def named(text: str, dates: Sequence[tuple[int, int]] = ()) -> Named:
    """Read the names and numbers of a question.

    Args:
        text: the question.
        dates: runs of it that are dates, code points; their numbers and months are left out.
    """
    return Named(tuple(dict.fromkeys(_names(text, dates))), tuple(dict.fromkeys(_numbers(text, dates))))


def _numbers(text: str, dates: Sequence[tuple[int, int]]) -> Iterator[str]:
    for match in _NUMBER.finditer(western(text)):
        if not _inside(match.start(), match.end(), dates) and not text[match.end() : match.end() + 1].isalpha():
            yield text[match.start() : match.end()].strip()


def _inside(start: int, end: int, runs: Sequence[tuple[int, int]]) -> bool:
    return any(start < last and first < end for first, last in runs)


def _names(text: str, dates: Sequence[tuple[int, int]]) -> Iterator[str]:
    if text.upper() == text and len(_LATIN.findall(text)) > _ALONE:
        return  # capitals throughout tell nothing
    run: list[tuple[int, int]] = []
    joined = 0
    for start, end in _words(text):
        word = text[start:end]
        near = bool(run) and _near(text, run[-1], start)
        if _capital(word) and not _inside(start, end, dates):
            if not near:
                yield from _whole(text, run[: len(run) - joined])
                run = []
            run.append((start, end))
            joined = 0
        elif near and word.lower() in _JOINING:
            run.append((start, end))
            joined += 1
        else:
            yield from _whole(text, run[: len(run) - joined])
            run, joined = [], 0
    yield from _whole(text, run[: len(run) - joined])


def _near(text: str, last: tuple[int, int], start: int) -> bool:
    """Tell whether a word goes on where the last one ended: after a space, `&`, or the full stop of a title."""
    between = text[last[1] : start].strip(" &")
    return not between or (between == "." and text[slice(*last)].lower() in _TITLES)


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the words, French elisions and English possessives taken off."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        if elided := _ELISION.match(match.group()):
            start += elided.end()
        if possessive := _POSSESSIVE.search(text, start, end):
            end = possessive.start()
        if start < end:
            yield start, end


def _capital(word: str) -> bool:
    """Tell a word of a name: by its capital, or the number of a series: `12th Annual Fair`, `نجم-1`."""
    if word in _STRESSED:
        return False
    joined = _ORDINAL.fullmatch(word) or _NUMBERED.fullmatch(western(word))
    return word[0].isupper() or joined is not None or _SHORT.search(word) is not None


def _whole(text: str, run: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield the name that a run of words is, unless it only opens the sentence or names a month."""
    if run and _opens(text, run[0][0]):
        first = text[run[0][0] : run[0][1]]
        if first.lower() in _OPENING or (len(run) == 1 and not _certain(text, run[0])):
            run = run[1:]
            while run and text[run[0][0] : run[0][1]].lower() in _JOINING:
                run = run[1:]
    if run and not all(_calendar(text[start:end]) or _ORDINAL.fullmatch(text[start:end]) for start, end in run):
        yield text[run[0][0] : run[-1][1]]


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'«“¿¡(").rstrip()
    return not before or before[-1] in ".?!:…؟"


def _certain(text: str, word: tuple[int, int]) -> bool:
    """Tell a name at the head of a sentence: a short form, or one that owns something."""
    return _SHORT.search(text[word[0] : word[1]]) is not None or text[word[1] : word[1] + 2] in ("'s", "’s")


def _calendar(word: str) -> bool:
    found = WORDS.get(fold(word))
    return found is not None and found.letter in "maHsEz"
