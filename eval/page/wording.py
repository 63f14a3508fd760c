"""How figures and measures are put into words."""

from __future__ import annotations

import datetime as dt

from eval.significance import Interval

NONE = "–"
"""Stands where there is no figure."""

_LABELS = {
    "success@1": "right {noun} first",
    "success": "right {noun} in the first {k}",
    "recall": "share of wanted {noun}s in the first {k}",
    "precision": "share of the first {k} that is wanted",
    "mrr": "reciprocal rank of the first right {noun}",
    "map": "average precision",
    "ndcg": "gain by rank, first {k}",
    "shown": "right {noun} among the {k} shown",
}

_MEANINGS = {
    "success": "questions with a right one among the first k, as a share",
    "recall": "how much of what was wanted came among the first k",
    "precision": "how much of the first k was wanted",
    "mrr": "one over the rank of the first right one, nought beyond k",
    "map": "precision at the rank of each right one, averaged",
    "ndcg": "normalised discounted gain: what came among the first k against the best possible order",
    "shown": "questions with the right passage among the k that a reader sees, where no release fills the list",
}


def decimals(value: float | None, name: str = "") -> str:
    """Write a figure as tables do: `.899`; a mean number of words with one decimal."""
    if value is None:
        return NONE
    if name == "words":
        return f"{value:.1f}"
    text = f"{abs(value):.3f}"
    sign = "−" if value < 0 and float(text) else ""
    return sign + text.removeprefix("0")


def span(figure: Interval | None, name: str = "") -> str:
    """Write an interval: `.840–.950`; nothing where there is none."""
    if figure is None or figure.low == figure.high:
        return ""
    return f"{decimals(figure.low, name)}–{decimals(figure.high, name)}"


def points(value: float | None) -> str:
    """Write a difference of shares in points, signed: `+5.9`."""
    if value is None:
        return NONE
    text = f"{value * 100:+.1f}".replace("-", "−")
    return "0" if text[1:] == "0.0" else text


def milliseconds(value: float | None) -> str:
    """Write a time in milliseconds with as many digits as say something."""
    if value is None:
        return NONE
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def count(number: int, noun: str) -> str:
    """Write a number of things: `1 question`, `1,984 releases`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def label(measure: str, noun: str) -> str:
    """Say in plain words what a measure counts; a measure that is not known keeps its name."""
    base, _, depth = measure.partition("@")
    pattern = _LABELS.get(measure) or _LABELS.get(base)
    return pattern.format(noun=noun, k=_number(depth)) if pattern else measure


def meaning(measure: str) -> tuple[str, str] | None:
    """Give a measure's family as written in a glossary, and what it means; None if it is not known."""
    base, _, depth = measure.partition("@")
    text = _MEANINGS.get(base)
    return (f"{base}@k" if depth else base, text) if text else None


def _number(digits: str) -> str:
    names = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return names[int(digits)] if digits.isdigit() and 0 < int(digits) < len(names) else digits


def moment(raw: object) -> str:
    """Write an ISO time for readers: `22 November 2026, 02:50 UTC`; what is no time stays as it is."""
    try:
        when = dt.datetime.fromisoformat(str(raw))
    except ValueError:
        return str(raw)
    zone = f" {when.tzname()}" if when.tzinfo else ""
    return f"{when.day} {when:%B %Y, %H:%M}{zone}"


def ordinal(rank: int) -> str:
    """Write a rank: `1st`, `12th`, `23rd`."""
    ending = "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"
