"""Facts read by hand: their files, and the words they stand for."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from eval import jsonlines
from eval.errors import FactsInvalid
from eval.gold import visible

PAGES = Path(__file__).with_name("pages.jsonl")
DATELINES = Path(__file__).with_name("datelines.jsonl")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The facts of one file.

    Attributes:
        article: path of the file, relative to the folder of shared data.
        title, place: any of these is right; `None` where the file does not say.
        day: of publication; `None` where the file does not say.
        first, last: of the news; any of these is right.
        before: what may stand before the first sentence, in this order.
        end: of the release with what follows the news, any of these; empty where nothing follows.
        furniture: runs that are not the release; every one is forbidden.
    """

    article: str
    title: Words | None
    day: dt.date | None
    place: Words | None
    first: Words
    last: Words
    before: Words = ()
    end: Words = ()
    furniture: Words = ()


@dataclass(frozen=True, slots=True)
class DatelineFacts:
    """The dateline of one file.

    Attributes:
        place: any of these is right; `None` where the file has no dateline with a place.
        day: of publication, as the file itself says; `None` where it does not.
        decided: whether a person could tell the day; where not, it is not checked.
    """

    article: str
    place: Words | None
    day: dt.date | None = None
    decided: bool = True


Fact = TypeVar("Fact", PageFacts, DatelineFacts)


def pages(data: Path, path: Path | None = None) -> list[PageFacts]:
    """Read the facts of pages.

    Args:
        data: the folder that their paths are relative to.
        path: another file of facts than `PAGES`, one JSON object a line.

    Raises:
        FactsInvalid: naming every line that nothing can be held against, and why.
    """
    return _load(path or PAGES, partial(_page, data))


def datelines(data: Path, path: Path | None = None) -> list[DatelineFacts]:
    """Read the facts of datelines; arguments and errors are those of `pages`."""
    return _load(path or DATELINES, partial(_dateline, data))


def _load(path: Path, fact: Callable[[Mapping[str, Any]], Fact]) -> list[Fact]:
    facts: dict[str, Fact] = {}
    wrong: list[str] = []
    try:
        lines = jsonlines.read(path)
    except OSError as error:
        raise FactsInvalid(f"{path}: cannot be read ({error}); name a JSON Lines file of facts") from error
    for line in lines:
        try:
            read = fact(line.row())
        except (ValueError, OSError) as error:
            wrong.append(f"line {line.number}: {error}")
            continue
        if read.article in facts:
            wrong.append(f"line {line.number}: {read.article} stands on a line before already")
        facts[read.article] = read
    if wrong:
        raise FactsInvalid(f"{path}: {len(wrong)} line(s) cannot be checked; mend them\n" + "\n".join(wrong))
    if not facts:
        raise FactsInvalid(f"{path}: no facts in it")
    return list(facts.values())


def _page(data: Path, row: Mapping[str, Any]) -> PageFacts:
    article, cut = _file(data, row)
    known = {"article", "day", "title", "place", "first", "last", "before", "end", "furniture"}
    if unknown := sorted(row.keys() - known):
        raise ValueError(f"unknown: {', '.join(unknown)}")
    if absent := sorted({"day", "title", "place", "first", "last"} - row.keys()):
        raise ValueError(f"{', '.join(absent)} missing; null says that the file does not say")
    sides = {name: cut(name) or () for name in ("first", "last", "before", "end", "furniture")}
    if not sides["first"] or not sides["last"]:
        raise ValueError("'first' and 'last' need a place each")
    return PageFacts(article, title=cut("title"), place=cut("place"), day=_day(row["day"]), **sides)


def _dateline(data: Path, row: Mapping[str, Any]) -> DatelineFacts:
    article, cut = _file(data, row)
    if unknown := sorted(row.keys() - {"article", "place", "day"}):
        raise ValueError(f"unknown: {', '.join(unknown)}")
    if "place" not in row:
        raise ValueError("place missing; null says that there is none")
    return DatelineFacts(article, cut("place"), _day(row.get("day")), "day" in row)


def _file(data: Path, row: Mapping[str, Any]) -> tuple[str, Callable[[str], Words | None]]:
    """Find the file of a row; give its path and what cuts a field's words out of it."""
    article = row.get("article")
    if not isinstance(article, str) or not article:
        raise ValueError("'article' is missing or no text")
    plain = PurePosixPath(article)
    if plain.is_absolute() or ".." in plain.parts or not (data / article).is_file():
        raise ValueError(f"{article!r} is no file in {data}")
    text = visible(data / article)
    # The visible text of a web page has its entities decoded already, that of any other file has not.
    read = str if plain.suffix in {".html", ".htm"} else html.unescape

    def cut(name: str) -> Words | None:
        places = row.get(name)
        if places is None:
            return None
        if not isinstance(places, list) or not places:
            raise ValueError(f"{name!r} is neither null nor a list of places")
        return tuple(read(_words(text, place, name)) for place in places)

    return article, cut


def _words(text: str, place: Any, name: str) -> str:
    at = place.get("at") if isinstance(place, Mapping) else None
    if not (isinstance(at, list) and len(at) == 2 and all(type(end) is int for end in at) and 0 <= at[0] < at[1]):
        raise ValueError(f"{name!r} holds no place 'at': [start, end]")
    words = text[at[0] : at[1]]
    if hashlib.sha1(words.encode()).hexdigest() != place.get("sha1"):  # noqa: S324 - a fingerprint, no secret
        raise ValueError(f"the words of {name!r} at {at} do not have this sha1; the file has changed")
    return words


def _day(value: Any) -> dt.date | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"day {value!r} is no ISO date")
    return dt.date.fromisoformat(value)
