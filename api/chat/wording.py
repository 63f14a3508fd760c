"""What a chat says around the words of releases: few words, in the language of the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.replies import Missing


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language.

    Attributes:
        sources: above the list of what was quoted.
        nearest: above the list of what does not answer.
        undated: in place of a date.
        unanswered: said first where nothing answers.
        joint: between the last two of several names.
        greeting: said to who greets or thanks.
        reasons: why nothing answers, by reason; the names stand for `{}`. Empty: in the words of the reply.
    """

    sources: str
    nearest: str
    undated: str
    unanswered: str
    joint: str
    greeting: str
    reasons: Mapping[str, str]


_ENGLISH = Wording(
    "Sources:",
    "Nearest releases, which do not answer this:",
    "undated",
    "The archive does not say.",
    "and",
    "Ask what the press releases say: who, when, how much, what was agreed. Every answer is quoted word for word,"
    " with its source.",
    {},
)
_FRENCH = Wording(
    "Sources :",
    "Communiqués les plus proches, qui ne répondent pas à cette question :",
    "sans date",
    "Les archives ne le disent pas.",
    "et",
    "Demandez ce que disent les communiqués : qui, quand, combien, ce qui a été convenu. Chaque réponse est citée mot"
    " pour mot, avec sa source.",
    {
        "never_mentioned": "Elles ne mentionnent jamais {}.",
        "not_together": "Aucun communiqué ne réunit {}.",
        "not_in_period": "Rien de cette période n'y répond.",
        "not_said": "Les communiqués les plus proches n'en disent rien.",
        "nothing_found": "Rien n'a été trouvé pour cette question.",
    },
)
_ARABIC = Wording(
    "المصادر:",
    "أقرب البيانات، وهي لا تجيب عن السؤال:",
    "بلا تاريخ",
    "لا يذكر الأرشيف ذلك.",
    "و",
    "اسأل عما تقوله البيانات الصحفية: من ومتى وكم وعلام اتفق. كل جواب اقتباس حرفي مع مصدره.",
    {
        "never_mentioned": "لا يرد فيه أي ذكر لما يلي: {}.",
        "not_together": "لا يجمع أي بيان بين {}.",
        "not_in_period": "لا شيء من هذه الفترة يجيب عن السؤال.",
        "not_said": "أقرب البيانات لا تقول شيئا عن ذلك.",
        "nothing_found": "لم يعثر على شيء لهذا السؤال.",
    },
)
_WORDINGS = {"fr": _FRENCH, "ar": _ARABIC}


def wording(language: str | None) -> Wording:
    """Give the words of a language (ISO 639-1), English where there are none."""
    return _WORDINGS.get(language or "", _ENGLISH)


def why(missing: Missing, told: Wording) -> str:
    """Say why nothing answers."""
    reason = told.reasons.get(missing.reason)
    return reason.replace("{}", _listed(missing.names, told.joint)) if reason else missing.text


def _listed(names: Sequence[str], joint: str) -> str:
    if len(names) < 2:
        return "".join(names)
    between = f" {joint}" if joint == "و" else f" {joint} "  # Arabic writes it together with the word behind it
    return f"{', '.join(names[:-1])}{between}{names[-1]}"
