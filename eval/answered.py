"""What a report says of answers: how many are given, how many are right, and how well silence is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.answers import Given, abstention, calibration_error, contains_quote, reliability, words
from eval.gold import Gold
from eval.significance import interval


def figures(questions: Sequence[Gold], given: Mapping[str, Given | None]) -> dict[str, Any] | None:
    """Score the answers of one mode.

    Of questions that something answers: how many are answered, how many of the answers hold a wanted quote (silence
    holds none), and words of those given. Of all questions: silence. Of all answers given: whether their confidence
    can be believed, and what is right of the surest, as shares of all questions.

    Args:
        questions: all of them.
        given: question id -> its answer; null where the mode gives none.

    Returns:
        None where a question has no answer.
    """
    told = [(gold, one) for gold in questions if (one := given.get(gold.id)) is not None]
    if len(told) < len(questions) or not told:
        return None
    answerable = [(gold, one) for gold, one in told if gold.relevant]
    silence = abstention([one.answered for _, one in told], [bool(gold.relevant) for gold, _ in told])
    spoken = sorted(((one.confidence, contains_quote(gold, one)) for gold, one in told if one.answered), reverse=True)
    bins = reliability([sure for sure, _ in spoken], [right for _, right in spoken])
    lengths = [float(words(one)) for _, one in answerable if one.answered]
    return {
        "answered": _mean([float(one.answered) for _, one in answerable]),
        "contains_quote": _mean([float(contains_quote(gold, one)) for gold, one in answerable]),
        "words": _mean(lengths),
        "abstention": {
            "precision": round(silence.precision, 4),
            "recall": round(silence.recall, 4),
            "f1": round(silence.f1, 4),
            "silent": sum(not one.answered for _, one in told),
            "unanswerable": len(told) - len(answerable),
        },
        "calibration": {
            "error": round(calibration_error(bins), 4),
            "bins": [[round(one.confidence, 4), round(one.accuracy, 4), one.n] for one in bins],
        },
        "coverage_accuracy": _coverage(spoken, len(told)),
    }


def record(gold: Gold, given: Given | None) -> dict[str, Any] | None:
    """Give one answer, and whether it is right: if it is given, it has to hold a wanted quote."""
    if given is None:
        return None
    return {
        "status": "answered" if given.answered else "unanswered",
        "confidence": round(given.confidence, 4),
        "text": " ".join(given.sentences) or None,
        "missing": given.missing,
        "right": contains_quote(gold, given) if given.answered else not gold.relevant,
    }


def _coverage(spoken: Sequence[tuple[float, bool]], asked: int) -> list[list[float]]:
    """Give the share that is right when only so large a share of the questions is answered, the surest first."""
    hits, points = 0, []
    for count, (sure, right) in enumerate(spoken, start=1):
        hits += right
        if count == len(spoken) or spoken[count][0] != sure:  # equally sure answers are given together
            points.append([round(count / asked, 4), round(hits / count, 4)])
    return points


def _mean(values: Sequence[float]) -> dict[str, float] | None:
    return interval(values).record() if values else None
