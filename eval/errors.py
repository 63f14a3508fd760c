"""What can go wrong with an evaluation.

    EvaluationError
    ├── GoldInvalid             a line of a questions file that cannot be scored
    ├── FolderInvalid           no corpus, or no BEIR folder, where one was named
    ├── ModeUnknown             no such way of ranking
    └── ReportsDiffer           two reports have nothing in common to compare

Every message says what happened, to what line of what file, and what to do.
"""

from __future__ import annotations


class EvaluationError(Exception):
    """Base of everything this package raises on purpose."""


class GoldInvalid(EvaluationError):
    """One or more lines of a questions file cannot be scored."""


class FolderInvalid(EvaluationError):
    """No corpus, or no BEIR folder, where one was named."""


class ModeUnknown(EvaluationError):
    """No such way of ranking."""


class ReportsDiffer(EvaluationError):
    """Two reports share no questions or no modes."""
