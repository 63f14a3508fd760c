"""What can go wrong with a question or a quote.

    DeskError
    ├── QuestionRefused         this question cannot be asked as it is
    │   ├── QuestionEmpty
    │   └── QuestionTooLong
    ├── QuoteRefused            these words cannot be verified as they are
    │   ├── QuoteEmpty
    │   └── QuoteTooLong
    ├── FeedbackRefused         what was said of an answer cannot be kept
    │   ├── PlaceInvalid        the place that it is about does not hold together
    │   └── FeedbackFull        too much waits already for somebody to look at it
    ├── FeedbackUnknown         nobody said this
    ├── NamesInvalid            the staff's file of names says something else than names
    └── WeightsInvalid          no learned weights where a setting points

Every message says what happened and what to do.
"""

from __future__ import annotations


class DeskError(Exception):
    """Base of everything this package raises on purpose."""


class QuestionRefused(DeskError):
    """A question that cannot be asked as it is."""


class QuestionEmpty(QuestionRefused):
    """No words in it."""


class QuestionTooLong(QuestionRefused):
    """More characters than a question has."""


class QuoteRefused(DeskError):
    """Words that cannot be verified as they are."""


class QuoteEmpty(QuoteRefused):
    """No letter, figure or sign in it."""


class QuoteTooLong(QuoteRefused):
    """More characters than a quote has."""


class FeedbackRefused(DeskError):
    """What was said of an answer cannot be kept."""


class PlaceInvalid(FeedbackRefused):
    """The place that feedback is about does not hold together."""


class FeedbackFull(FeedbackRefused):
    """Too much waits already for somebody to look at it."""


class FeedbackUnknown(DeskError):
    """There is no feedback of this id."""


class NamesInvalid(DeskError):
    """The staff's file of names cannot be read."""


class WeightsInvalid(DeskError):
    """A file of learned weights cannot be read."""
