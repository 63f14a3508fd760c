"""A Desk whose questions are counted, through whichever door they come."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from api.telemetry.metrics import Metrics
from corpus.article import Scope
from index.encoding.embedding import Embedder
from qa.answer import Reply
from qa.desk import Desk, DeskConfig
from qa.question import Question

log = logging.getLogger("dateline.question")


class WatchedDesk(Desk):
    """A Desk that tells what became of each question.

    Args:
        config, embedder: as a Desk takes them.
        metrics: where questions are counted.
        words: whether the words of questions are written to the log.
    """

    def __init__(
        self, config: DeskConfig, metrics: Metrics, words: bool = False, embedder: Embedder | None = None
    ) -> None:
        super().__init__(config, embedder)
        self._metrics, self._words = metrics, words

    def stages(
        self, question: Question, scope: Scope | None = None, wanted: Callable[[], bool] = lambda: True
    ) -> Iterator[Reply]:
        """Answer a question, and count it once its answer is there."""
        for reply in super().stages(question, scope, wanted):
            yield reply
        outcome = reply.answer.status if reply.answer else "passages"
        self._metrics.question(outcome, reply.took_ms, reply.held_back)
        if self._words:
            log.info("asked %r", question.text, extra={"question": question.text, "passages": len(reply.passages)})
