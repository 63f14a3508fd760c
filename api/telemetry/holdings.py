"""Figures that are looked up when Prometheus asks: what is held, and how far the index is behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from prometheus_client import Metric
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.registry import Collector

from corpus.article import Scope
from qa.desk import Desk

INDEX = "index"


class Holdings(Collector):
    """Looks at store and index.

    Args:
        desk: whose.
        applied: number of the last change in the index that answers; null as long as nobody has opened it.
    """

    def __init__(self, desk: Desk, applied: Callable[[], int | None]) -> None:
        self._desk, self._applied = desk, applied

    def describe(self) -> Iterator[Metric]:
        """Name nothing beforehand: looking would cost as much as telling."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Look, and tell."""
        store = self._desk.store
        newest = store.sequence()
        yield GaugeMetricFamily("dateline_articles", "Articles that may be seen.", store.count(Scope.everything()))
        yield GaugeMetricFamily("dateline_passages", "Passages of all articles.", store.count_passages())
        yield GaugeMetricFamily("dateline_index_bytes", "Bytes of the index's files.", _bytes(store.folder / INDEX))
        yield GaugeMetricFamily("dateline_store_changes", "Number of the store's newest change.", newest)
        if (applied := self._applied()) is None:
            return
        yield GaugeMetricFamily("dateline_index_changes", "Number of the last change in the index.", applied)
        yield GaugeMetricFamily(
            "dateline_index_lag_seconds",
            "Age of the first change that the index of the answering process lacks; the next question applies it.",
            self._age(applied + 1) if applied < newest else 0.0,
        )

    def _age(self, sequence: int) -> float:
        at = self._desk.store.stamp(sequence)
        return max(0.0, (dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(at)).total_seconds()) if at else 0.0


def _bytes(folder: Path) -> int:
    """Add up the files of a folder; one that goes meanwhile counts nothing."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total
