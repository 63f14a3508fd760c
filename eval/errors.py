"""What can go wrong with an evaluation.

    EvaluationError
    ├── GoldInvalid             a line of a questions file that cannot be scored
    ├── CandidatesInvalid       a line of a review list that cannot be read
    ├── QuestionGone            a candidate is about a question that the gold file no longer has
    ├── FileChanged             a file was changed by someone else while it was being worked on
    ├── FactsInvalid            a line of facts read by hand that nothing can be held against
    ├── FolderInvalid           no corpus, or no BEIR folder, where one was named
    ├── TrecInvalid             a TREC run or qrels file that cannot be read
    ├── ModeUnknown             no such way of ranking
    ├── ReportsDiffer           two reports have nothing in common to compare
    ├── FloorsInvalid           a floors file that cannot be read or written
    ├── NothingGated            a report without a figure that could be a floor
    ├── RegressionRefused       a floor would fall, and nobody said why
    ├── TooFewQuestions         too small a set to learn weights from
    └── RivalMissing            a library of the plain rival is not installed

Every message says what happened, to what line of what file, and what to do.
"""

from __future__ import annotations


class EvaluationError(Exception):
    """Base of everything this package raises on purpose."""


class GoldInvalid(EvaluationError):
    """One or more lines of a questions file cannot be scored."""


class FactsInvalid(EvaluationError):
    """One or more lines of facts read by hand cannot be held against anything."""


class FolderInvalid(EvaluationError):
    """No corpus, or no BEIR folder, where one was named."""


class ModeUnknown(EvaluationError):
    """No such way of ranking."""


class ReportsDiffer(EvaluationError):
    """Two reports share no questions or no modes."""


class TooFewQuestions(EvaluationError):
    """The set is too small to tell one weight from another."""


class FileChanged(EvaluationError):
    """A file is no longer what it was when it was read; nothing was written."""


class TrecInvalid(EvaluationError):
    """A run file or a file of judgements that cannot be read."""


class QuestionGone(EvaluationError):
    """A passage was accepted for a question that is not in the questions file."""


class CandidatesInvalid(EvaluationError):
    """One or more lines of a candidates file cannot be reviewed."""


class FloorsInvalid(EvaluationError):
    """A floors file that cannot be read or written, or does not have its shape."""


class RegressionRefused(EvaluationError):
    """Floors would fall, or be pinned to something else, and nobody said why."""


class NothingGated(EvaluationError):
    """A report without any figure that could be a floor."""


class RivalMissing(EvaluationError):
    """A library of the plain rival is not installed."""
