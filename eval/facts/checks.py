"""Hold a cleaned release against what a person read in its file."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from corpus.article import Draft
from eval.facts.truth import DatelineFacts, PageFacts, Words
from eval.gold import fold

LIST_MARKS = "*-+•·"
"""What may stand before a first sentence that is the first item of a list."""

SHOWN = 160
"""Characters of a text that are shown beside what was wanted."""


@dataclass(frozen=True, slots=True)
class Check:
    """One fact held against one release.

    Attributes:
        wanted, found: the words, for who may see them; what was found of `furniture` are the forbidden runs.
    """

    article: str
    kind: str
    held: bool
    wanted: Words = ()
    found: str = ""


def bare(text: str) -> str:
    """Fold a text and leave out white space and characters without width: what two readings of it share."""
    kept = (character for character in fold(text) if character != " " and unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFKC", "".join(kept))  # an accent that stood alone now joins the letter before it


def name(place: str) -> str:
    """Fold a place to its letters and digits, without case."""
    return "".join(character for character in fold(place).casefold() if character.isalnum())


def news(draft: Draft) -> str:
    """Give the clean text without the parts that are not the news."""
    kept, at = [], 0
    for part in draft.parts:
        kept.append(draft.text[at : part.start])
        at = part.end
    return "\n\n".join([*kept, draft.text[at:]])


def page(facts: PageFacts, draft: Draft | None) -> Iterator[Check]:
    """Check every fact of a page that it asks for.

    Args:
        facts: what a person read.
        draft: what the reader gave; `None` if the file was refused, which holds nothing.
    """
    for kind, rule in RULES.items():
        if kind in {"end", "furniture"} and not getattr(facts, kind):
            continue
        yield Check(facts.article, kind, *(rule(facts, draft) if draft else (False, (), "refused")))


def right_place(facts: PageFacts | DatelineFacts, place: str | None) -> bool:
    """Tell whether a place is that of the dateline, or is absent with it."""
    if facts.place is None or place is None:
        return facts.place is None and place is None
    return name(place) in map(name, facts.place)


Outcome = tuple[bool, Words, str]


def _title(facts: PageFacts, draft: Draft) -> Outcome:
    found = bare(draft.title or "")
    held = found in map(bare, facts.title) if facts.title else not found
    return held, facts.title or (), draft.title or ""


def _date(facts: PageFacts, draft: Draft) -> Outcome:
    wanted, found = ((day.isoformat() if day else "") for day in (facts.day, draft.published))
    return wanted == found, (wanted,), found


def _place(facts: PageFacts, draft: Draft) -> Outcome:
    return right_place(facts, draft.place), facts.place or (), draft.place or ""


def _first(facts: PageFacts, draft: Draft) -> Outcome:
    text = bare(news(draft))
    for run in map(bare, facts.before):
        text = text.removeprefix(run)
    held = text.lstrip(LIST_MARKS).startswith(tuple(map(bare, facts.first)))
    return held, facts.first, news(draft).strip()[:SHOWN]


def _last(facts: PageFacts, draft: Draft) -> Outcome:
    return _ends(news(draft), facts.last)


def _end(facts: PageFacts, draft: Draft) -> Outcome:
    return _ends(draft.text, facts.end)


def _ends(text: str, wanted: Words) -> Outcome:
    return bare(text).endswith(tuple(map(bare, wanted))), wanted, text.strip()[-SHOWN:]


def _furniture(facts: PageFacts, draft: Draft) -> Outcome:
    everything = "\n".join(map(bare, (draft.title or "", draft.subtitle or "", draft.text)))
    found = [run for run in facts.furniture if bare(run) in everything]
    return not found, facts.furniture, " | ".join(found)


RULES: Mapping[str, Callable[[PageFacts, Draft], Outcome]] = MappingProxyType(
    {
        "title": _title,
        "date": _date,
        "place": _place,
        "first": _first,
        "last": _last,
        "end": _end,
        "furniture": _furniture,
    }
)
"""Kind of check -> how it is held, in the order they are told."""
