from __future__ import annotations

from typing import Any

import pytest
from lxml import html as lxml_html

from eval.page import html
from tests.eval.page.reports import random_report


@pytest.fixture(scope="session")
def report() -> dict[str, Any]:
    """A report of 48 questions in four modes, with answers; tests that change it copy it first."""
    return random_report(48, answers=True)


@pytest.fixture(scope="session")
def written(report: dict[str, Any]) -> str:
    return html(report)


@pytest.fixture(scope="session")
def page(written: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(written)
