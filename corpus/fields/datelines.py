"""The dateline: place and day at the head of a release, in English, French, Spanish and Arabic forms.

A head is read element by element (place, date, wire, mark) from its first letter on, until something else comes.
Whether these elements are a dateline is decided by what they are and by the mark that ends them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.fields import dates, places
from corpus.fields.daylines import without_label
from corpus.fields.stamps import WEEKDAY, dates_by_start, stamp_at

if TYPE_CHECKING:
    import datetime as dt

DATELINE_WITHIN = 200
"""Code points of a paragraph in which a dateline can end."""

_MARK = re.compile(r"[–—―-]{2,}|[–—―]|-(?=[\s(/]|$)|(?<=\))-|(?<=\.)-|:|/(?=\s)")
_COMMA = re.compile(r"[,،;|•·]")
_BAR = re.compile(r"\s*\|\s")
_STOP = re.compile(r"\.\s")
_WIRE = re.compile(r"\(([^()]{2,60})\)|\[([^\[\]]{2,60})\]|/\s?(?=[^/]*[^\W\d_])([^/]{2,40}?)\s?/")
_AGENCY = re.compile(
    r"(?:SPA|WAM|KUNA|QNA|BNA|MAP|APS|TAP|AFP|AP)\b|(?:واس|وام|كونا|بترا|قنا|بنا|ومع|وات|سانا|أ\s?ش\s?أ)(?!\w)"
)
_NO_WIRE = re.compile(r"[:“”\"«»]|^(?:the|a|an|or|formerly|le|la|les|ex)\b", re.IGNORECASE)

_NAME = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’]*+(?>(?:-[\w.'’]++)*)|[\u0621-\u064a\u064b-\u0652]++)"
_LINKING = r"(?:of|de|du|des|da|do|la|le|les|the|and|et|al|el|bin|sur|sous|on|und|y|&)"
_PLACE = re.compile(
    rf"{_NAME}(?>(?:\s*+/\s*+{_NAME}(?![^/,،]{{0,40}}/)|[,،]?\s++(?>(?:(?:{_LINKING}|d[’'])\s++)?){_NAME}){{0,6}})"
)
_CAN_FOLLOW = re.compile(
    rf"\s*+(?:[,،;:|•·(\[/\d]|[–—―-]{{2,}}|[–—―]|-(?=[\s(/])|$|\.\s|(?:le|el|في|بتاريخ|الموافق)\s|(?:{WEEKDAY})"
    rf"|(?:{dates.MONTH})\b)",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset(
    "on in at from by since until for as after before during the a an this that today yesterday tomorrow il elle ce"
    " cette dans en lors depuis hier aujourd'hui aujourd’hui este esta hoy ayer في من إلى على عن منذ بعد قبل خلال"
    " اليوم"
    " أمس".split()
)
_OPENS_PROSE = re.compile(r"\s*[\"“‘«(\[]*\s*(?:[^\W\d_a-zà-öø-þ]|\d|$)")
_CAPS_THEN_PROSE = re.compile(
    r"(?P<city>(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+|D\.?\s?C\.?)(?:,?\s(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+|D\.?\s?C\.?)){0,3})"
    r"(?P<region>,\s(?:[A-Z][a-z]+\.?(?:\s[A-Z][a-z]+)?|[A-Z]{2}|(?:[A-Z]\.){2}))?"
    r"\s++(?=[\"“A-ZÀ-ÖØ-Þ])(?:[\"“]|[A-ZÀ-ÖØ-Þ](?:[a-zà-öø-þ]|[’'.]|\s))"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and day at the head of a release; either may be missing."""

    place: str | None
    day: dt.date | None


_GLUED = re.compile(r"(?P<place>(?P<city>[A-Z]{5,}))(?=(?:U\.S\.|[A-Z][a-z]|A\s[a-z]))")
"""A city that lost dash and space before the text: `WASHINGTONThe court`."""

_CITY_REGION = re.compile(
    r"(?P<place>(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2}),?\s(?:D\.?\s?C\.?|[A-Z]{2}|[A-Z]\.[A-Z]\.))(?=\s[“\"]?[A-Z])"
)
"""A known city and its region that prose follows without a mark: `Washington, D.C. Senators ...`."""


@dataclass(frozen=True, slots=True)
class _Element:
    kind: str  # place, date, wire, mark, comma or stop
    text: str
    end: int
    day: dt.date | None = None


@lru_cache(maxsize=64)
def dateline(paragraph: str) -> Dateline | None:
    """Read the dateline at the start of a paragraph.

    `CHICAGO, IL, June 05, 2024 /Wire/ -- Text`, `Rabat, le 9 novembre 2023 – Texte`, `GENEVA (5 June 2024) – Text`,
    `WASHINGTON — Text`. A date inside the prose is none: only place, connecting words and a wire's name may stand
    before it, and a dash, a colon, a wire's name or the paragraph's end must follow.
    """
    head = without_label(paragraph[: 2 * DATELINE_WITHIN])[:DATELINE_WITHIN]
    elements = list(_elements(head))
    while elements and elements[-1].kind == "comma":
        elements.pop()
    if elements and any(element.kind == "date" for element in elements):
        return _dated(head, elements)
    return _undated(head, paragraph, elements)


def _elements(head: str) -> Iterator[_Element]:
    """Yield the elements of a head until something comes that is none."""
    found = dates_by_start(head)
    seen: set[str] = set()
    at = 0
    while at < len(head):
        if head[at].isspace():
            at += 1
            continue
        stamp = stamp_at(head, at, found)
        element = _Element("date", "", stamp.end, stamp.day) if stamp else _sign(head, at)
        if element is None and "place" not in seen:
            element = _place(head, at)
        if element is None:
            return
        seen.add(element.kind)
        yield element
        if element.kind == "stop" or ("place" in seen and "date" in seen and element.kind == "mark"):
            return
        at = element.end


def _sign(head: str, at: int) -> _Element | None:
    """Read a wire's name or a mark at this place."""
    for kind, pattern in (("wire", _WIRE), ("wire", _AGENCY), ("mark", _MARK), ("comma", _COMMA), ("stop", _STOP)):
        if match := pattern.match(head, at):
            inside = next((group for group in match.groups() if group), match.group())
            return _Element(kind, inside.strip(), match.end())
    return None


def _place(head: str, at: int) -> _Element | None:
    """Read a name at this place that is followed by what can follow a place."""
    at += 2 * head.startswith(("À ", "A "), at)
    match = _PLACE.match(head, at)
    if match is None:
        return None
    name, end = match.group(), match.end()
    first_date = next((found.start for found in dates.dates_in(head[at:])), None)
    if first_date is not None and at + first_date < end:  # the month's name is a name too
        end = at + first_date
        name = head[at:end]
    for words in (r"\s+(?:في|بتاريخ|يوم)$", rf"[\s,،]+(?:{WEEKDAY})[\s,،]*$", rf"[\s,،]+(?:{dates.MONTH})\.?$"):
        name = re.sub(words, "", name.rstrip(" ,،"), flags=re.IGNORECASE)
    name = name.rstrip(" ,،-–—(")
    if re.search(r"[^\W\d_]{6,}\.$", name):  # no abbreviation is so long
        name = name[:-1]
    end = at + len(name)
    return _Element("place", name, end) if name and _CAN_FOLLOW.match(head, end) else None


def _dated(head: str, elements: Sequence[_Element]) -> Dateline | None:
    """Decide about elements among which there is a date."""
    if sum(element.day is not None for element in elements) > 1:
        return None  # from one day to another: an event
    date = next((element for element in elements if element.day), None) or next(
        element for element in elements if element.kind == "date"
    )
    at = elements.index(date)
    rest = elements[at + 1 :]
    place = next((element for element in elements if element.kind == "place"), None)
    place_first = place is not None and elements.index(place) < at
    alone = not head[elements[-1].end :].strip(" ,،|·•")
    ended = alone or any(element.kind in {"mark", "wire"} for element in rest)
    if place_first and rest and rest[0].kind == "stop":
        ended = True
    if place_first and _marked(elements[:at]) and _OPENS_PROSE.match(head, elements[-1].end + 1):
        ended = True  # `Wichita, KS – June 5, 2024, Text`
    if place_first and (bar := _BAR.match(head, date.end)) and _OPENS_PROSE.match(head, bar.end()):
        ended = True  # `Lisbon, 5 June 2024 | Text`
    if place_first and place and place.text.isupper() and _OPENS_PROSE.match(head, date.end):
        ended = True  # `VALLETTA, July 27, 2025 Text`
    if _range(head[date.end :]):
        return None
    if not ended:
        city = _before_prose(head[date.end :].lstrip()) if at == 0 else None
        return Dateline(city, date.day) if city else None
    if place is not None:
        return _with_place(head, elements, place, date, place_first, alone)
    named = next((each.text for each in elements if each.kind == "wire" and _certain(each.text)), None)
    return Dateline(named, date.day) if date.day or named else None


def _with_place(
    head: str, elements: Sequence[_Element], place: _Element, date: _Element, place_first: bool, alone: bool
) -> Dateline | None:
    """Decide about a place beside a date."""
    name = place.text
    if _begins_prose(name):
        return None
    if not place_first:
        at = elements.index(place)
        after = elements[at + 1].kind if len(elements) > at + 1 else head[place.end : place.end + 1]
        closed = alone or after in {"mark", "wire"} or (after in {"comma", ","} and _certain(name))
        if closed and (_certain(name, caps=True) or (alone and "," in name and _plausible(name, strict=True))):
            return Dateline(name, date.day)
        return Dateline(None, date.day) if date.day and _marked(elements[:at]) else None
    direct = elements.index(date) == elements.index(place) + 1
    if direct and _is_arabic(name) and not places.is_arabic_city(name) and not _has_wire(elements):
        return None  # `X في 5 يونيو` is prose as often as a dateline, so the city must be known
    if not _plausible(name, strict=alone):
        return None
    return Dateline(name, date.day)


def _marked(elements: Sequence[_Element]) -> bool:
    return any(element.kind in {"mark", "wire"} for element in elements)


def _has_wire(elements: Sequence[_Element]) -> bool:
    return any(element.kind == "wire" for element in elements)


def _undated(head: str, paragraph: str, elements: Sequence[_Element]) -> Dateline | None:
    """Decide about a place without a date: the mark and what follows it have to say more."""
    if [element.kind for element in elements[:2]] == ["wire", "mark"] and _certain(elements[0].text):
        return Dateline(elements[0].text, None)
    if elements and elements[0].kind == "place":
        name, signs = elements[0].text, [element for element in elements[1:] if element.kind != "comma"]
        kinds = [element.kind for element in signs]
        sure = _certain(name, caps=True) and not _recurs(name, paragraph)
        if kinds[:2] == ["wire", "mark"] and sure and not _NO_WIRE.search(signs[0].text):
            return Dateline(name, None)
        if kinds == ["wire"] and _is_arabic(name) and places.is_arabic_city(name):
            return Dateline(name, None)
        parted = signs[0].text != ":" or places.stands_alone(_parts(name)[0]) if signs else False
        if kinds[:1] == ["mark"] and parted and (sure or (kinds[1:2] == ["wire"] and _plausible(name))):
            rest = head[elements[-1].end :]
            if kinds[1:2] == ["wire"] or (rest.strip() and _OPENS_PROSE.match(rest)):
                return Dateline(name, None)
    city = _before_prose(head)
    return Dateline(city, None) if city else None


def _before_prose(head: str) -> str | None:
    """Read a city in capitals that prose follows without a mark, as where one was lost."""
    for known in (_GLUED.match(head), _CITY_REGION.match(head)):
        if known and places.stands_alone(known["city"]):
            return known["place"]
    match = _CAPS_THEN_PROSE.match(head)
    if match is None:
        return None
    city, region = match["city"], match["region"]
    if region:
        return city + region if places.is_region(region.strip(", ")) else None
    words = city.split()
    shorter = (" ".join(words[:count]) for count in range(len(words), 0, -1))  # `U.S.` is in capitals too
    return next((name.rstrip(",") for name in shorter if places.stands_alone(name)), None)


def _begins_prose(name: str) -> bool:
    parts = _parts(name)
    if not parts or places.stands_alone(parts[0]):
        return not parts
    first = name.split()[0].rstrip(",،")
    return first.lower() in _PREPOSITIONS and not (first.isupper() and len(first) > 2)


def _is_arabic(name: str) -> bool:
    return "\u0621" <= name[0] <= "\u064a"


def _parts(name: str) -> list[str]:
    return [part.strip() for part in re.split("[,،]", name) if part.strip()]


def _plausible(name: str, strict: bool = False) -> bool:
    """Tell whether a name that stands beside a date is a place's, by its shape.

    Args:
        strict: the line holds nothing else, so it could as well announce an event.
    """
    if any(map(str.isdigit, name)) or _begins_prose(name):
        return False
    parts = _parts(name)
    if len(parts) > 1 and places.is_region(parts[-1]):
        return len(parts) <= 4
    if places.is_no_place(name):
        return False
    if len(parts) > 1 and places.stands_alone(parts[-1]):
        return False  # `Women Lead, Paris, 5 June`: the city is the last part, the first is what happens there
    words = len(parts[0].split())
    return len(parts) <= 3 and words <= (4 if strict else 6)


def _certain(name: str, caps: bool = False) -> bool:
    """Tell whether a name is a place's even without a date beside it.

    Args:
        caps: count a name in capital letters throughout, as datelines write cities.
    """
    if any(map(str.isdigit, name)) or _begins_prose(name):
        return False
    parts = _parts(name)
    if not parts or len(parts) > 3:
        return False
    if len(parts) > 1:
        short = all(len(part.split()) <= 3 for part in parts)
        return places.is_region(parts[-1]) or (caps and short and parts[0].isupper() and not places.is_no_place(name))
    if places.stands_alone(name) or places.is_arabic_city(name):
        return True
    return caps and name.isupper() and len(name.split()) <= 5 and len(name) > 4 and not places.is_no_place(name)


def _recurs(name: str, paragraph: str) -> bool:
    """Tell whether a name in capitals is an acronym: it is written so again, where a city would not be."""
    return name.isupper() and not places.stands_alone(name) and paragraph.count(name) > 1


def _range(rest: str) -> bool:
    """Tell whether what follows a date and its dash is the last day of the same event."""
    second = next(dates.dates_in(rest), None)
    return second is not None and not rest[: second.start].strip(" -–—,à")
