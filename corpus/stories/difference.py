"""What changed between two versions of an article, or between two releases of one story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.article import Article, Span
from corpus.stories.alignment import Change, Step, align
from corpus.stories.folding import words
from corpus.stories.likeness import Relation, relate
from corpus.stories.wording import figures, wording


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts, sentence by sentence.

    Attributes:
        relation: of the two, as stories are found by.
        steps: every sentence of both, in order.
    """

    before: Article
    after: Article
    relation: Relation
    steps: tuple[Step, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """Sentences of each kind; `figures`: those of them in which a figure became another."""
        counted = Counter[str]({"equal": 0, "edited": 0, "removed": 0, "added": 0, "figures": 0})
        counted.update(step.kind for step in self.steps)
        counted["figures"] = sum(any(map(self._changes_figure, step.changes)) for step in self.steps)
        return counted

    def kept(self) -> tuple[float, float]:
        """Give the shares of the text before, and of the text after, that stand in sentences equal in both."""
        equal = [step for step in self.steps if step.kind == "equal"]
        return (
            _share([step.before for step in equal], [step.before for step in self.steps]),
            _share([step.after for step in equal], [step.after for step in self.steps]),
        )

    def _changes_figure(self, change: Change) -> bool:
        was = figures(words(change.before.of(self.before.text)))
        now = figures(words(change.after.of(self.after.text)))
        return bool(was - now) and bool(now - was)


def difference(before: Article, after: Article) -> Difference:
    """Compare two texts."""
    relation = relate(wording(before), wording(after))
    return Difference(before, after, relation, align(before.text, after.text))


def record(found: Difference) -> dict[str, Any]:
    """Describe a difference in the shape that `articles diff --json` and `/v1/articles/{id}/diff` give.

    Every pair of numbers is a start and an end in code points: of the text before or of the text after.
    """
    kept_before, kept_after = found.kept()
    return {
        "before": _named(found.before),
        "after": _named(found.after),
        "relation": found.relation,
        "sentences": dict(found.counts),
        "kept": {"before": round(kept_before, 4), "after": round(kept_after, 4)},
        "steps": [
            {
                "kind": step.kind,
                "before": _pair(step.before),
                "after": _pair(step.after),
                "changes": [{"before": _pair(one.before), "after": _pair(one.after)} for one in step.changes],
            }
            for step in found.steps
        ],
    }


def _named(article: Article) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "content_hash": article.content_hash,
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
    }


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _share(part: list[Span | None], whole: list[Span | None]) -> float:
    of_part, of_whole = (sum(span.end - span.start for span in spans if span) for spans in (part, whole))
    return of_part / of_whole if of_whole else 1.0
