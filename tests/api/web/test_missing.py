"""Why the archive does not say, in whole sentences of each language of the interface."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.api.web.browsing import answers, reply
from tests.api.web.test_modules import blank as blank
from tests.api.web.test_modules import run

pytestmark = pytest.mark.browser

QUESTION = "When did the port of Halvern reopen?"

BODY = """const { speaking } = await import('/static/component/language.js');
  return given[0].map(([tag, reason, names, text]) =>
    module.composed({ reason, names, text }, speaking(tag)).map(({ words }) => words).join(''));"""


def said(page: Page, tag: str, reason: str, *names: str, text: str | None = "The service's words.") -> str:
    (found,) = run(page, "component/missing.js", BODY, [[tag, reason, names, text]])
    return str(found)


@pytest.mark.parametrize(
    ("tag", "reason", "names", "expected"),
    [
        ("fr", "never_mentioned", ["FIFA"], "Le fonds ne mentionne jamais FIFA."),
        (
            "fr",
            "never_mentioned",
            ["FIFA", '"le quai"'],
            "Le fonds ne mentionne jamais ni FIFA ni «\u00a0le quai\u00a0».",
        ),
        ("fr", "not_together", ["ICESCO", "NeLC"], "Aucun communiqué ne mentionne ensemble ICESCO et NeLC."),
        (
            "fr",
            "not_said",
            ["Elsen", "Halvern"],
            "Les communiqués les plus proches mentionnent Elsen et Halvern, mais ne disent pas ce qui est demandé.",
        ),
        (
            "fr",
            "not_in_period",
            ["Elsen"],
            "Le fonds mentionne Elsen, mais rien de ce qui a été publié aux jours demandés n’en parle.",
        ),
        (
            "fr",
            "nothing_found",
            ["Elsen"],
            "Le fonds mentionne Elsen, mais aucun des communiqués demandés n’en parle.",
        ),
        ("ar", "nothing_found", ["ICESCO"], "يذكر الأرشيف ICESCO، لكن لا شيء من البيانات المطلوبة يذكر ذلك."),
        ("fr", "not_in_period", [], "Rien à ce sujet n’a été publié aux jours demandés."),
        ("ar", "never_mentioned", ["الإيسيسكو", '"NeLC"'], "لا يذكر الأرشيف الإيسيسكو ولا «NeLC» أبدًا."),
        ("ar", "not_together", ["ICESCO", "NeLC"], "لا يجمع أي بيان بين ICESCO وNeLC."),
        ("ar", "not_said", ["ICESCO"], "أقرب البيانات تذكر ICESCO، لكنها لا تقول ما سُئل عنه."),
        ("ar", "nothing_found", [], "لم يُعثر على شيء لهذا السؤال."),
        ("en", "not_said", ["Elsen"], "The service's words."),
        ("fr", "of_tomorrow", ["Elsen"], "The service's words."),
    ],
)
def test_a_reason_and_its_names_are_a_sentence(
    blank: Page, tag: str, reason: str, names: list[str], expected: str
) -> None:
    assert said(blank, tag, reason, *names) == expected


def test_a_service_that_sends_no_words_is_spoken_for_in_english_too(blank: Page) -> None:
    assert said(blank, "en", "never_mentioned", "A", "B", text=None) == "The archive never mentions A or B."


def test_names_keep_their_own_direction_and_are_no_markup(page: Page, address: str) -> None:
    names = ["<b>ICESCO</b>", "{names}", "NeLC (2023)"]
    missing = {"reason": "not_together", "names": names, "text": "They stand in no release together."}
    silent: dict[str, Any] = {"status": "unanswered", "confidence": 0.1, "text": None, "sentences": []}
    answers(page, {**reply(address, QUESTION), "answer": {**silent, "missing": missing}})
    page.goto(f"/?q={QUESTION}&lang=ar")
    reason = page.locator("#missing-reason")
    expect(reason).to_have_text("لا يجمع أي بيان بين <b>ICESCO</b> و{names} وNeLC (2023).")
    expect(reason).to_have_attribute("dir", "rtl")
    assert reason.locator("bdi").all_text_contents() == names
    assert reason.locator("b").count() == 0
