"""Figures of ways of reading, as a table in Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.measures import Scores
from eval.reader.measuring import Judged, Way, area
from eval.significance import interval

COLUMNS = (("article", "success@1"), ("article", "recall@5"), ("passage", "success@1"), ("passage", "success@5"))


def figures(judged: Sequence[Judged], way: Way) -> dict[tuple[str, str], dict[str, float]]:
    """Give the value of every question of several corpora in the four measures that count."""
    found: dict[tuple[str, str], dict[str, float]] = {column: {} for column in COLUMNS}
    for one in judged:
        by_kind: dict[str, Scores] = dict(zip(("article", "passage"), one.scores(way), strict=True))
        for kind, measure in COLUMNS:
            found[kind, measure] |= by_kind[kind][measure]
    return found


def ways(judged: Sequence[Judged], tried: Mapping[str, Way]) -> str:
    """Tell what each way is worth, with 95 % intervals."""
    rows = [["", *(f"{kind} {measure}" for kind, measure in COLUMNS)]]
    for name, way in tried.items():
        values = figures(judged, way)
        rows.append([name, *(_told(list(values[column].values())) for column in COLUMNS)])
    return _markdown(rows)


def kinds(judged: Sequence[Judged], tried: Mapping[str, Way]) -> str:
    """Tell what each way is worth for each kind of question: article and passage first."""
    kind_of = {pool.gold.id: pool.gold.kind for one in judged for pool in one.pools if pool.gold.relevant}
    names = sorted(set(kind_of.values()))
    rows = [["kind", "n", *(f"{name}: article, passage" for name in tried)]]
    all_figures = [figures(judged, way) for way in tried.values()]
    for kind in names:
        own = [question for question, held in kind_of.items() if held == kind]
        cells = []
        for values in all_figures:
            pair = (values[part, "success@1"] for part in ("article", "passage"))
            cells.append(", ".join(f"{sum(one[question] for question in own) / len(own):.3f}" for one in pair))
        rows.append([kind, str(len(own)), *cells])
    return _markdown(rows)


def answerable(judged: Sequence[Judged], way: Way) -> dict[str, float]:
    """Give the area under the curve of what tells questions with an answer from those without."""
    held = [bool(pool.gold.relevant) for one in judged for pool in one.pools]
    read = [float(value) for one in judged for value in one.highest(way)]
    cosine = [max((found.cosine for found in pool.found), default=0.0) for one in judged for pool in one.pools]
    words = [max((found.bm25 for found in pool.found), default=0.0) for one in judged for pool in one.pools]
    return {"reader": area(held, read), "cosine": area(held, cosine), "BM25": area(held, words)}


def _told(values: Sequence[float]) -> str:
    found = interval(values)
    return f"{found.value:.3f} ({found.low:.3f}-{found.high:.3f})"


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *rest = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *rest])
