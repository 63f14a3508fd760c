"""What share of the facts read by hand the reader holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scipy.stats import binomtest

from eval.facts import checks, reading, truth
from eval.facts.checks import Check
from eval.significance import CONFIDENCE, Interval


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of how many."""

    held: int = 0
    total: int = 0

    @classmethod
    def of(cls, outcomes: Iterable[bool]) -> Tally:
        """Count outcomes."""
        everything = list(outcomes)
        return cls(sum(everything), len(everything))

    def share(self) -> Interval | None:
        """Give the share with its Wilson interval; `None` of nothing.

        Wilson, Probable Inference, the Law of Succession, and Statistical Inference, JASA 1927.
        """
        if not self.total:
            return None
        ends = binomtest(self.held, self.total).proportion_ci(CONFIDENCE, method="wilson")
        return Interval(self.held / self.total, float(ends.low), float(ends.high))

    def record(self) -> dict[str, Any]:
        """Give the counts and the share as JSON has them."""
        share = self.share()
        return {"held": self.held, "total": self.total, "share": share.record() if share else None}


@dataclass(frozen=True, slots=True)
class Places:
    """Places of datelines: how many of those given are right, and how many of those there are were given."""

    precision: Tally
    recall: Tally


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that was checked.

    Attributes:
        pages: the checks of pages.
        datelines: kind `place` of every dateline, `date` of those whose day could be decided.
        places: of the datelines.
    """

    pages: Sequence[Check]
    datelines: Sequence[Check]
    places: Places = field(default_factory=lambda: Places(Tally(), Tally()))

    def kinds(self) -> dict[str, Tally]:
        """Count the checks of pages by kind."""
        return {kind: Tally.of(item.held for item in self.pages if item.kind == kind) for kind in checks.RULES}

    def overall(self) -> Tally:
        """Count all checks of pages."""
        return Tally.of(item.held for item in self.pages)

    def days(self) -> Tally:
        """Count the days of datelines."""
        return Tally.of(item.held for item in self.datelines if item.kind == "date")

    def failures(self) -> list[Check]:
        """Give what did not hold, in the order of the files."""
        return [item for item in (*self.pages, *self.datelines) if not item.held]


def measure(data: Path, pages: Sequence[truth.PageFacts], datelines: Sequence[truth.DatelineFacts]) -> Measured:
    """Read every file and hold it against its facts.

    Datelines are read with their path hidden: what it says is no dateline.

    Args:
        data: the folder that the facts' paths are relative to.
        pages, datelines: the facts.
    """
    of_pages = [check for facts in pages for check in checks.page(facts, reading.draft(data, facts.article))]
    of_datelines: list[Check] = []
    right = given = there = 0
    for facts in datelines:
        draft = reading.draft(data, facts.article, path_hidden=True)
        place = draft.place if draft else None
        held = draft is not None and checks.right_place(facts, place)
        of_datelines.append(Check(facts.article, "place", held, facts.place or (), place or ""))
        right += held and facts.place is not None
        given += place is not None
        there += facts.place is not None
        if facts.decided:
            day = draft.published if draft else None
            wanted = (facts.day.isoformat(),) if facts.day else ()
            same = draft is not None and day == facts.day
            of_datelines.append(Check(facts.article, "date", same, wanted, day.isoformat() if day else ""))
    return Measured(of_pages, of_datelines, Places(Tally(right, given), Tally(right, there)))
