"""What may be asked of an organisation or a person, and the signs by which a release may tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eval.goldrules.english_words import NAME, PERSON


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that may be asked of a subject.

    Attributes:
        sign: stands wherever the thing may be told.
        said: pattern of a sentence that tells it, `WHO` for the subject; empty: nothing is certain enough.
        forms: ways to ask, with `{who}` for the subject, `{did}` for what it did and `{year}` for a year.
        person: asked of a person, not of an organisation.
    """

    sign: re.Pattern[str]
    said: str
    forms: tuple[str, ...]
    person: bool


def _asked(sign: str, forms: str, said: str = "", person: bool = False) -> Asked:
    """Read `form|form|…`."""
    return Asked(re.compile(sign, re.IGNORECASE), said, tuple(forms.split("|")), person)


_ROLES = {
    "chief financial officer": r"chief financial officer|finance (?:director|chief)|\bCFO\b",
    "chief operating officer": r"chief operating officer|\bCOO\b",
    "chief technology officer": r"chief technology officer|\bCTO\b|technology chief",
    "chief marketing officer": r"chief marketing officer|\bCMO\b|marketing (?:chief|director|officer)",
    "general counsel": r"general counsel|legal officer",
    "chief executive": r"chief executive|\bCEO\b",
    "chairman": r"\bchair(?:man|woman|person)?\b",
    "president": r"\bpresident\b",
    "founder": r"\b(?:co-?)?found(?:ed|er|ers|ing)\b",
}

_PRICES = r"[$€£¥]|\b(?:dollars?|euros?|pounds?|USD|EUR|pric\w+|costs?|fees?|paid|pays?|million|billion|charg\w+)\b"
_MEN = r"(?:people|employees|workers|staff|associates|professionals)"
_LATER = ("before", "former", "formerly", "previous", "previously", "served", "joined", "career", "experience")
_NEAR = r"[^.]{0,80}"
_COUNT = r"\d[\d,]+ (?:\w+ )?"

THINGS: tuple[Asked, ...] = (
    *(
        _asked(
            sign,
            f"Who is the {role} of {{who}}?|Who is {{who}}'s {role}?|Which {role} does {{who}} have?",
            rf"{PERSON}, (?:the )?(?i:{sign})(?: and [\w ]{{3,30}})? (?:of|at) (?:the )?WHO",
        )
        for role, sign in _ROLES.items()
    ),
    _asked(
        _PRICES,
        "How much did {who} pay to {did}?|What did it cost {who} to {did}?|How much money did {who} spend to {did}?"
        "|What sum did {who} need to {did}?|At what price did {who} {did}?",
    ),
    _asked(
        _PRICES, "What does {who} charge for it?|What budget does {who} have?|How much did {who} invest in {year}?"
    ),
    _asked(
        r"\b(?:employ\w*|staff|workforce|headcount|workers|jobs|team of)\b",
        "How many people does {who} employ?|How many employees does {who} have?|How large is the workforce of {who}?",
        rf"WHO{_NEAR}\b(?:employs|workforce of|staff of|team of)\b[^.]{{0,30}}\d[\d,]* {_MEN}\b",
    ),
    _asked(
        r"\b(?:found(?:ed|ing|er)|establish\w*|since (?:19|20)\d\d|incorporated|history|formed|launched in)\b",
        "When was {who} founded?|In which year was {who} established?|How old is {who}?",
        r"\b(?:Founded|Established) in (?:\w+ )?(?:18|19|20)\d\d(?:[^.]{0,40}), WHO"
        rf"|WHO{_NEAR}\b(?:founded|established) in (?:\w+ )?(?:18|19|20)\d\d",
    ),
    _asked(
        r"\b(?:based|headquarter\w*|located|offices?)\b",
        "Where is {who} based?|In which city does {who} have its headquarters?",
        rf"WHO{_NEAR}\b(?:based|headquartered) in {NAME}|\b(?:Based|Headquartered) in {NAME}[^.]{{0,30}}, WHO",
    ),
    _asked(
        r"\b(?:revenues?|turnover|sales|profits?|earnings|income)\b",
        "What revenue did {who} report for {year}?|How much profit did {who} make in {year}?",
    ),
    _asked(
        r"\b(?:customers?|clients?|users?|members?|subscribers?|patients?|students?)\b",
        "How many customers does {who} have?|How many people use what {who} offers?|How many members has {who}?",
        rf"WHO{_NEAR}{_COUNT}(?:customers|clients|users|members|subscribers)\b",
    ),
    _asked(
        r"\b(?:visit\w*|attend\w*|guests?|crowds?|people|tourists?|passengers?)\b",
        "How many visitors came to {who} in {year}?|How many people attended what {who} held?",
        rf"WHO{_NEAR}{_COUNT}(?:visitors|attendees|guests)\b",
    ),
    _asked(
        r"\b(?:banks?|lend\w*|loans?|invest\w*|funds?|capital|financ\w+|backed|led by|round)\b",
        "Which bank lent {who} the money to {did}?|Which investor led the round of {who}?|Which fund backs {who}?",
        rf"WHO{_NEAR}\bround\b{_NEAR}\bled by {NAME}",
    ),
    _asked(r"\bvalu(?:ed|ation)\b", "At what valuation did {who} raise money?|What is {who} worth?"),
    _asked(r"\b(?:interest|rates?|loans?)\b", "What interest rate does {who} pay on its loan?"),
    _asked(r"\b(?:counsel|law|lawyers?|attorneys?|advis\w+)\b", "Which law firm helped {who} {did}?"),
    _asked(
        r"\b(?:contractors?|build(?:er|ers|ing)?|built|architects?|design\w*|construct\w+)\b",
        "Which builder put up the headquarters of {who}?|Which architect drew the plans for {who}?",
    ),
    _asked(r"\b(?:suppl\w+|manufactur\w+|provided by|vendors?|made (?:by|in))\b", "Which supplier does {who} use?"),
    _asked(r"\b(?:shares?|stakes?|own(?:s|ed|er|ership)?|percent|%)", "Which share of {who} is in private hands?"),
    _asked(r"\b(?:salar\w+|compensation|wages?|paid|pay)\b", "What salary does {who} pay its chief?"),
    _asked(r"\b(?:merg\w+|acqui\w+|combin\w+|bought|join\w*)\b", "Which company did {who} merge with in {year}?"),
    _asked(r"\b(?:emissions?|carbon|CO2|tons?|tonnes?)\b", "How many tons of carbon did {who} emit in {year}?"),
    _asked(r"\b(?:votes?|voted|voting|unanimous\w*)\b|\d-\d", "By what vote was it decided that {who} should {did}?"),
    _asked(r"\b(?:stores?|shops?|branch\w*|locations?|sites?|open\w*)\b", "How many new offices will {who} open?"),
    _asked(r"\b(?:awards?|priz\w+|winn\w+|won|honou?r\w*)\b", "Which prize did {who} win in {year}?"),
    _asked(r"\b(?:lawsuit|sue[sd]?|court|damages|judge)\b", "What damages does {who} demand in court?"),
    _asked(
        r"\b(?:years?|months?|weeks?|days?|term|hours?|until)\b",
        "How long did it take {who} to {did}?|For how many years did {who} {did}?",
    ),
    _asked(r"\b(?:salar\w+|compensation|earn\w*|paid|pay)\b", "How much did {who} earn in {year}?", "", True),
    _asked(r"\b(?:universit\w+|colleg\w+|degree|graduat\w+|schools?|stud\w+)\b", "Where did {who} study?", "", True),
    _asked(r"\b(?:awards?|priz\w+|winn\w+|won|honou?r\w*)\b", "Which prize did {who} win in {year}?", "", True),
    _asked(r"\b(?:born|age[ds]?|year-old|birthday)\b", "How old is {who}?|When was {who} born?", "", True),
    _asked(r"\b(?:books?|wrote|author\w*|publish\w*)\b", "Which book did {who} write?", "", True),
    _asked(
        rf"\b(?:{'|'.join(_LATER)})\b",
        "What did {who} do before?|Which post did {who} hold before this one?",
        "",
        True,
    ),
)
