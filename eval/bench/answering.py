"""`python -m eval.bench.answering FOLDER GOLD`: what an answer takes beyond ranking, proof included."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from platformdirs import user_cache_path

from eval import gold, workspace
from eval.bench.figures import Figure, timed
from qa import weights
from qa.desk import Desk, DeskConfig
from qa.question import Question
from qa.reader.reader import NONE, OWN

TIMES = 3
"""How often each question is asked; its quickest counts, for other programs have the processor too."""

GOAL = 8.0
"""Milliseconds at the 95th percentile of the stage `answer`: passages proven, sentences weighed, chosen, judged."""


def measure(desk: Desk, questions: Sequence[str], effort: str) -> Figure:
    """Time the stage `answer` of questions, once all of them have been asked.

    Args:
        desk: whom to ask.
        questions: any.
        effort: `thorough` needs a reader.
    """
    asked = [Question(text, effort=effort) for text in questions]
    for question in asked:
        desk.ask(question)
    times = [min(desk.ask(question).took_ms["answer"] for _ in range(TIMES)) for question in asked]
    return timed(f"answer, {effort}", f"{len(questions)} questions", times, GOAL)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench.answering", description=__doc__)
    parser.add_argument("folder", type=Path, help="releases")
    parser.add_argument("gold", type=Path, help="questions about them")
    parser.add_argument(
        "--cache", type=Path, default=user_cache_path("dateline"), help="where models and indexes are"
    )
    parser.add_argument("--effort", choices=("thorough", "quick"), default="quick")
    given = parser.parse_args(arguments)
    reader = OWN if given.effort == "thorough" else NONE
    config = DeskConfig(given.cache, cache=given.cache, ranking=weights.load().ranking, reader=reader)
    desk, _ = workspace.of_folder(given.folder, config, given.cache, lambda _done, _of: None)
    with closing(desk):
        questions = [one.question for one in gold.load(given.gold, given.folder)]
        told = measure(desk, questions, given.effort)
        sys.stdout.write(f"{told.what}: {told.value:.2f} ms (p50 {told.beside['p50']:.2f}), {told.on}\n")


if __name__ == "__main__":
    main()
