"""Figures for Prometheus: requests, questions and their stages, what was refused and what was held back."""

from __future__ import annotations

import os
from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from api.telemetry.shared import SHARED

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

# Half of all lines would tell when each count began.
disable_created_metrics()  # type: ignore[no-untyped-call]

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


DAMAGED = "text-damaged"
"""Problem type of a text that was refused because it is not the one that was stored."""


class Metrics:
    """The figures of one service; those of several processes of it are added up where `serve` started them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        counted: CollectorRegistry | None = self.registry
        if os.environ.get(SHARED):
            MultiProcessCollector(self.registry)  # type: ignore[no-untyped-call]
            counted = None
        self._requests = Counter(
            "dateline_requests", "Requests by route and status.", ("method", "route", "status"), registry=counted
        )
        self._seconds = Histogram(
            "dateline_request_seconds", "Time until a reply was sent.", ("route",), buckets=SECONDS, registry=counted
        )
        self._problems = Counter(
            "dateline_problems", "Requests that were refused or failed, by problem type.", ("type",), registry=counted
        )
        self._questions = Counter(
            "dateline_questions", "Questions by what came of them.", ("outcome",), registry=counted
        )
        self._stages = Histogram(
            "dateline_question_stage_seconds",
            "Time that a question spent in each stage.",
            ("stage",),
            buckets=SECONDS,
            registry=counted,
        )
        self._unverified = Counter(
            "dateline_quotes_unverified",
            "Passages and texts held back because the store did not confirm their words.",
            registry=counted,
        )

    def request(self, method: str, route: str, status: int, seconds: float, problem: str | None) -> None:
        """Count a request.

        Args:
            route: as the service describes it, `/v1/articles/{article_id}`; empty where none was reached.
            problem: type of the problem that it was answered with.
        """
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        if problem:
            self._problems.labels(problem).inc()
        if problem == DAMAGED:
            self._unverified.inc()

    def question(self, outcome: str, took_ms: Mapping[str, float], unverified: int) -> None:
        """Count a question.

        Args:
            outcome: what came of it.
            took_ms: stage -> milliseconds.
            unverified: passages that were held back.
        """
        self._questions.labels(outcome).inc()
        for stage, took in took_ms.items():
            self._stages.labels(stage).observe(took / 1e3)
        self._unverified.inc(unverified)

    def written(self) -> bytes:
        """Write all figures as Prometheus reads them, version 0.0.4 of its text form."""
        return generate_latest(self.registry)
