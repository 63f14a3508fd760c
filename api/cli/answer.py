"""How an answer looks in a terminal: its sentences with their numbers, or that the archive does not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.panel import Panel
from rich.text import Text

SURE, LIKELY = 0.85, 0.6
"""Probabilities from which an answer is called so; the page says the same words of them."""


def panel(answer: Mapping[str, Any]) -> Panel:
    """Frame an answer.

    Args:
        answer: the field `answer` of a reply as the service sends it, not null.
    """
    if answer["status"] != "answered":
        missing = answer["missing"] or {"text": "Nothing answers this question."}
        return Panel(
            Text(missing["text"]), title="the archive does not say", title_align="left", border_style="yellow"
        )
    words = Text(" ").join(map(_said, answer["sentences"]))
    return Panel(words, title=_title(answer["confidence"]), title_align="left", border_style="cyan")


def _said(sentence: Mapping[str, Any]) -> Text:
    """Put a sentence with what it leans on before it, in brackets, and its passage's number behind."""
    words = Text(sentence["text"])
    for start, end in sentence["marks"]:
        words.stylize("bold underline", start, end)
    number = Text(f" [{sentence['citation']}]", style="bold cyan")
    before = sentence["context"]
    return Text.assemble((f"({before['text']}) ", "dim") if before else "", words, number)


def _title(confidence: float | None) -> str:
    if confidence is None:
        return "answer"
    word = "sure" if confidence >= SURE else "likely" if confidence >= LIKELY else "unsure"
    return f"answer · {word} ({confidence:.0%})"
