"""Names and short forms that a text explains by each other: `Example Learning Center (ELC)`, `ELC (Example ...)`.

A pair is taken only where the letters prove it (`corpus.names.alignment`), where the two sound alike in two scripts,
or, for an Arabic name, whose short form has none of its letters, where the name begins with a word for a body. What
is missed in one release another one says again; what is taken wrongly would send questions astray.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.names.alignment import long_form, units
from corpus.names.folding import SOUND_LEAST, is_arabic, key, sound

LONGEST = 160
"""Characters before a short form in which its long form begins."""

ARABIC_WORDS = (3, 12)
"""Words of an Arabic name, the least and the most."""

BODIES = frozenset(
    "منظمه هييه مركز وزاره جامعه اتحاد برنامج لجنه مجلس موسسه صندوق بنك شركه وكاله رابطه معهد جمعيه اداره مفوضيه"
    " مصرف سلطه اكاديميه مبادره محكمه".split()
)
"""Arabic words, folded, with which the name of a body begins."""

_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{2,200})[)\]]")
_OR = re.compile(r", (?:or|ou|o) (?:the |l['’]|la |le |el )?[\"“‘«]?\s?([A-Z][\w&.-]{0,10}\w)(?=[\"”’»]?\s?[,;.)])")
_NAMED = re.compile(
    r",? (?:(?:also |better |commonly |widely )?known as|abbreviated (?:as|to)|(?:plus )?connue? sous (?:le nom"
    r"|l['’]acronyme|le sigle)(?: de| d['’])?|conocid[oa] como) (?:the |l['’]|la |le |el )?"
    r"[\"“‘«]?\s?([A-Z][\w&.-]{0,10}\w)(?=[\"”’»\s,.;:)]|$)"
)
_ARABIC_NAMED = re.compile(
    r"،? (?:و?(?:المعروفة?|تعرف|يعرف)(?: اختصار\w*)?) (?:باسم |ب)[\"“«(]?\s?(\w{2,15})(?=[\"”»)\s،.؛]|$)"
)
_SHORT = re.compile(r"[A-Z](?:[A-Za-z0-9&.-]{0,10}[A-Za-z0-9.])?")
_PARTY = re.compile(r"[DRI]-[A-Z]")
_LEAD = re.compile(
    r"(?:(?:the|or|hereinafter|collectively|la|le|l['’]|ou|ci-après|abbreviated|acronym|sigle) ?[:,]? ?)+"
)
_FURTHER = re.compile(r"[,;،]| or | ou | أو ")
_QUOTES = "\"'“”‘’„«»"
_STOP = re.compile(r"[\n;:!?()\[\]؛؟]|(?<=[^\W\d_]{3})\. ")
_TAIL = re.compile(r"(?:['’]s)?[\s\"'“”‘’„«»,،]*+$")
_ARABIC_WORD = re.compile(r"[\u0621-\u064a\u064b-\u0652\u0640]+")
_LAST_WORD = re.compile(r"[^\s\"'“”‘’„«»(),،]+$")


@dataclass(frozen=True, slots=True)
class NamePair:
    """A name and a short form that a text gives to it.

    Attributes:
        short, long: as the text writes them, on one line, without article before the short one.
        start, end: the run of the text in which both stand, code points.
    """

    short: str
    long: str
    start: int
    end: int


def pairs(text: str) -> tuple[NamePair, ...]:
    """Find the names that a text explains, in order. English, French, Spanish and Arabic, side by side too."""
    found = [pair for match in _BRACKETS.finditer(text) if (pair := _bracketed(text, match))]
    for pattern in (_OR, _NAMED, _ARABIC_NAMED):
        found += [pair for match in pattern.finditer(text) if (pair := _called(text, match))]
    return tuple(sorted(found, key=lambda pair: pair.start))


def _bracketed(text: str, match: re.Match[str]) -> NamePair | None:
    """Read what brackets explain, or what explains them."""
    start, before = _before(text, match.start())
    inside = _bare(match.group(1))
    if not before or not inside:
        return None
    return (
        _short_inside(start, before, inside, match.end())
        or _long_inside(start, before, match.group(1), match.end())
        or _two_scripts(start, before, inside, match.end())
    )


def _called(text: str, match: re.Match[str]) -> NamePair | None:
    """Read `..., or ELC,` and `known as ELC`."""
    start, before = _before(text, match.start())
    return _short_inside(start, before, match.group(1), match.end(1)) if before else None


def _before(text: str, end: int) -> tuple[int, str]:
    """Give what stands before a place in its sentence, and where that begins; no more than a name may take."""
    begin = max(0, end - LONGEST)
    window = text[begin:end]
    cut = max((stop.end() for stop in _STOP.finditer(window)), default=0)
    return begin + cut, _TAIL.sub("", window[cut:])


def _bare(inside: str) -> str:
    """Give the first thing that brackets say, without quotes and article: `the “ELC” or the Center` is `ELC`."""
    first = _FURTHER.split(inside, maxsplit=1)[0]
    return _LEAD.sub("", first.strip(f"{_QUOTES} "), count=1).strip(f"{_QUOTES} ")


def _is_short(form: str) -> bool:
    """Tell a Latin short form from other words: two capitals, no party and state."""
    return bool(_SHORT.fullmatch(form)) and sum(map(str.isupper, form)) > 1 and not _PARTY.match(form)


def _short_inside(start: int, before: str, short: str, end: int) -> NamePair | None:
    """Take the words before a short form for its long form, where they prove it."""
    if _is_short(short):
        singular = short[:-1] if short.endswith("s") and short[:-1].isupper() else short
        said = units(before)[-25:]
        first = long_form(singular, said)
        if first is not None and len(said) - first > 1:
            return _pair(singular, before, start, said[first].start, end)
        return _arabic_name(start, before, singular, end) if is_arabic(before) else None
    if _ARABIC_WORD.fullmatch(short):
        return _arabic_name(start, before, short, end)
    return None


def _pair(short: str, before: str, start: int, at: int, end: int) -> NamePair | None:
    long = " ".join(before[at:].strip(_QUOTES).split())
    if key(short) in key(long).split():
        return None
    return NamePair(short, long, start + at, end)


def _arabic_name(start: int, before: str, short: str, end: int) -> NamePair | None:
    """Take an Arabic name that begins with a word for a body; the nearest such word that has enough behind it."""
    said = list(re.finditer(r"[^\s،,]+", before[-LONGEST:]))
    offset = len(before) - len(before[-LONGEST:])
    least, most = ARABIC_WORDS
    for place in range(len(said) - least, max(-1, len(said) - most - 1), -1):
        word = key(said[place].group())
        body = word if word in BODIES else word[1:] if word[:1] in "لبوفك" and word[1:] in BODIES else ""
        between = before[offset + said[place].end() :]
        if body and not re.search(r"[،,]", between):
            joined = len(said[place].group()) - len(said[place].group().lstrip("لبوفك")) if body != word else 0
            return _pair(short, before, start, offset + said[place].start() + min(joined, 1), end)
    return None


def _long_inside(start: int, before: str, inside: str, end: int) -> NamePair | None:
    """Read `ELC (Example Learning Center)`."""
    last = _LAST_WORD.search(before)
    if last is None:
        return None
    short, long = last.group(), inside.strip(f"{_QUOTES} ")
    if _is_short(short):
        said = units(long)
        while said and said[0].little:
            said = said[1:]
        if 1 < len(said) <= 25 and long_form(short, said, whole=True) == 0:
            return NamePair(short, long[said[0].start :], start + last.start(), end)
    if _is_short(short) or _ARABIC_WORD.fullmatch(short):
        named = _arabic_name(0, long, short, end)
        if named and named.start == 0:
            return NamePair(_without_article(short), named.long, start + last.start(), end)
    return None


def _two_scripts(start: int, before: str, inside: str, end: int) -> NamePair | None:
    """Read `إيسيسكو (ICESCO)`: a name in two scripts, by its sound."""
    last = _LAST_WORD.search(before)
    if last is None or is_arabic(last.group()) == is_arabic(inside) or not _LAST_WORD.fullmatch(inside):
        return None
    latin, arabic = (inside, last.group()) if is_arabic(last.group()) else (last.group(), inside)
    heard = sound(latin)
    if len(heard) < SOUND_LEAST - 1 or heard != sound(arabic) or not _is_short(latin):
        return None
    return NamePair(latin, _without_article(arabic), start + last.start(), end)


def _without_article(word: str) -> str:
    return re.sub(r"^[وف]?(?:[بك]?ال|لل)(?=\w{3})", "", word) if is_arabic(word) else word
