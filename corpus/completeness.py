"""Which facts the held releases state, counted by source: what `doctor` shows of the reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.article import Article

FIELDS = (
    "title", "subtitle", "published", "updated", "place", "issuer", "people", "language", "url", "parts",
    "visible_from",
)  # fmt: skip
"""In the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """What is stated in a source.

    Attributes:
        articles: how many there are.
        stated: field -> articles that state it.
        origins: field -> where it was read -> articles.
    """

    articles: int
    stated: Mapping[str, int]
    origins: Mapping[str, Mapping[str, int]]

    def share(self, field: str) -> float:
        """Share of articles that state a field, 0 to 1."""
        return self.stated.get(field, 0) / self.articles if self.articles else 0.0


def by_source(articles: Iterable[Article]) -> dict[str, Completeness]:
    """Count the stated fields of every source, by name."""
    counted: Counter[str] = Counter()
    stated: dict[str, Counter[str]] = {}
    origins: dict[str, dict[str, Counter[str]]] = {}
    for article in articles:
        counted[article.source] += 1
        of_source = stated.setdefault(article.source, Counter())
        places = origins.setdefault(article.source, {})
        for field in FIELDS:
            if getattr(article, field):
                of_source[field] += 1
                places.setdefault(field, Counter())[article.found.get(field, "text")] += 1
    return {name: Completeness(counted[name], stated[name], origins[name]) for name in sorted(counted)}
