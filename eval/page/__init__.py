"""The report that staff read: one HTML file that needs nothing else, or a short Markdown text.

Both are pure functions over a saved report. What a report does not hold is left out; what is no number is a dash.
"""

from __future__ import annotations

from eval.page.reading import Report


def html(report: Report, before: Report | None = None) -> str:
    """Write a report as one HTML page.

    Args:
        report: the evaluation report, as saved in JSON.
        before: an earlier report; the page then also tells what changed since, question by question.
    """
    # Here and not above: matplotlib takes half a second to load, and every command loads this package.
    from eval.page import document

    return document.html(report, before)


def markdown(report: Report) -> str:
    """Write a report as Markdown: its tables and its comparisons, without the questions."""
    from eval.page import summary

    return summary.markdown(report)
