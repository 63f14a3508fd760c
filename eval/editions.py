"""Editions made by rule of any release, as wires, editors and corrections make them: is it known again?

Real second editions are few in any folder; of these there are as many as wanted. Their words come from the release
itself and from another one of the folder; nothing of them is kept.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.article import Draft, Span
from corpus.cleaning import parts
from corpus.passages.sentences import paragraphs, sentences
from corpus.stories.duplicates import bands_of
from corpus.stories.likeness import relate
from corpus.stories.wording import news, wording

LEAST_SENTENCES = 6
"""Of the news, for a release to be edited: shorter ones are captions and stubs."""

MOST_WORDS = 60
"""Words put into an edition: a damaged text may have a thousand in one sentence."""

_FIGURE = re.compile(r"(?<![\w.,/:-])\d{1,3}(?:[.,]\d{1,3})?(?![\w.,/:-]*\w)")
_LONG_WORD = re.compile(r"(?<!\w)[^\W\d_A-ZÀ-Þ]{7,}(?!\w)")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the editions of one kind: how many were made, and those not known again by their place."""

    made: int
    missed: tuple[str, ...]


Edit = Callable[[Draft, Draft, random.Random], Draft | None]
"""A release, another of the folder, and chance -> an edition; null where it cannot be made of this one."""


def recall(releases: Sequence[tuple[str, Draft]], most: int, seed: int = 1) -> dict[str, Outcome]:
    """Make every kind of edition of at most `most` releases, and count those known again.

    Args:
        releases: place and draft of each.
        most: releases that are edited, drawn at random.
        seed: of the drawing.
    """
    chance = random.Random(seed)  # noqa: S311
    long = [(place, told) for place, told in releases if len(_sentences(told)) >= LEAST_SENTENCES]
    drawn = chance.sample(long, min(most, len(long)))
    missed: dict[str, list[str]] = {name: [] for name in KINDS}
    made = dict.fromkeys(KINDS, 0)
    for place, told in drawn:
        mine, bands = wording(told), {*bands_of(told)}
        for name, edition in editions(told, chance.choice(releases)[1], chance):
            made[name] += 1
            if not bands & {*bands_of(edition)} or relate(mine, wording(edition)) == "different":
                missed[name].append(place)
    return {name: Outcome(made[name], tuple(missed[name])) for name in KINDS}


def editions(told: Draft, other: Draft, chance: random.Random) -> Iterator[tuple[str, Draft]]:
    """Yield the editions of a release that can be made of it, by kind."""
    for name, edit in KINDS.items():
        if edition := edit(told, other, chance):
            yield name, edition


def _on_another_wire(told: Draft, other: Draft, _chance: random.Random) -> Draft:
    first, *rest = news(told)
    last = _clipped(list(paragraphs(other.text))[-1].of(other.text))
    body = [first.of(told.text), *(span.of(told.text) for span in rest)]
    text = "\n\n".join([f"NORWICK, 9 June 2024 /Lanternwire/ -- {body[0]}", *body[1:], last])
    return replace(_reread(told, text), published=_after(told, 1))


def _retitled(told: Draft, _other: Draft, _chance: random.Random) -> Draft:
    return replace(told, title="In the news today", published=_after(told, 6))


def _without_last_third(told: Draft, _other: Draft, _chance: random.Random) -> Draft:
    said = _sentences(told)
    return _reread(told, told.text[: said[len(said) * 2 // 3].start].rstrip())


def _without_a_sentence(told: Draft, _other: Draft, chance: random.Random) -> Draft:
    gone = chance.choice(_sentences(told)[1:])
    return _with(told, {gone: ""})


def _with_a_sentence(told: Draft, other: Draft, chance: random.Random) -> Draft:
    after = chance.choice(_sentences(told))
    return _with(told, {Span(after.end, after.end): _more(other, chance)})


def _cut_and_more(told: Draft, other: Draft, chance: random.Random) -> Draft:
    said = _sentences(told)
    half = len(said) // 2
    gone, after = chance.choice(said[1:half]), chance.choice(said[half:])
    return _with(told, {gone: "", Span(after.end, after.end): _more(other, chance)})


def _more(other: Draft, chance: random.Random) -> str:
    return f" {_clipped(chance.choice(_sentences(other)).of(other.text))}"


def _clipped(words: str) -> str:
    return " ".join(words.split()[:MOST_WORDS])


def _misspelt(told: Draft, _other: Draft, chance: random.Random) -> Draft | None:
    found = [Span(*match.span()) for match in _LONG_WORD.finditer(told.text)]
    if len(found) < 2:
        return None
    return _with(told, {span: _swapped_letters(span.of(told.text)) for span in chance.sample(found, 2)})


def _one_figure(told: Draft, _other: Draft, chance: random.Random) -> Draft | None:
    return _with_other_figures(told, 1, chance)


def _corrected(told: Draft, _other: Draft, chance: random.Random) -> Draft | None:
    edition = _with_other_figures(told, 2, chance)
    return edition and replace(edition, title=f"CORRECTION: {told.title or ''}", published=_after(told, 1))


KINDS: dict[str, Edit] = {
    "on another wire": _on_another_wire,
    "under another title": _retitled,
    "without its last third": _without_last_third,
    "without a sentence": _without_a_sentence,
    "with a sentence more": _with_a_sentence,
    "a sentence cut, another added below": _cut_and_more,
    "two words misspelt": _misspelt,
    "one figure changed below the lead": _one_figure,
    "two figures corrected, and said so": _corrected,
}


def _with_other_figures(told: Draft, count: int, chance: random.Random) -> Draft | None:
    below = _sentences(told)[3:]
    found = [Span(*match.span()) for one in below for match in _FIGURE.finditer(told.text, one.start, one.end)]
    if len(found) < count:
        return None
    return _with(told, {span: _another_figure(span.of(told.text), chance) for span in chance.sample(found, count)})


def _another_figure(figure: str, chance: random.Random) -> str:
    return re.sub(r"\d", lambda digit: str((int(digit.group()) + chance.randint(1, 8)) % 9 + 1), figure)


def _swapped_letters(word: str) -> str:
    return f"{word[:3]}{word[4]}{word[3]}{word[5:]}"


def _after(told: Draft, days: int) -> dt.date | None:
    return told.published + dt.timedelta(days) if told.published else None


def _sentences(told: Draft) -> list[Span]:
    return [one for span in news(told) for one in sentences(told.text, span)]


def _with(told: Draft, edits: dict[Span, str]) -> Draft:
    """Put words in place of runs of the text."""
    text = told.text
    for span in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: span.start] + edits[span] + text[span.end :]
    return _reread(told, text)


def _reread(told: Draft, text: str) -> Draft:
    """Give a release another text, whose parts are found anew."""
    blocks = [span.of(text) for span in paragraphs(text)]
    return replace(told, text="\n\n".join(blocks), parts=parts.find(blocks))
