"""English questions for figures and days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from corpus.fields.dates import dates_in
from eval.evidence import significant
from eval.goldrules.english_words import ADVERB, AMOUNT, BASE, MONEY, NAME, pairs, subject
from eval.goldrules.release import DATE, NUMBER, Draft, Release

_COUNTED = {
    form: base
    for base, forms in pairs(
        "employ/employs,employed serve/serves,served operate/operates,operated manage/manages,managed"
        " represent/represents,represented train/trains,trained receive/receives,received attract/attracts,attracted"
        " handle/handles,handled produce/produces,produced build/builds,built deliver/delivers,delivered"
        " sell/sells,sold create/creates,created"
    ).items()
    for form in forms.split(",")
}
_SPENT = pairs("raised/raise invested/invest awarded/award donated/donate secured/secure")
_MOVED = pairs("rose/rise fell/fall grew/grow increased/increase declined/decline climbed/climb")
_HAPPENS = pairs("opens/open begins/begin starts/start closes/close opened/open began/begin closed/close")

_TITLE = re.compile(
    rf"(?:^|[–—] )(?P<who>{NAME})(?: \([^)]{{2,40}}\))* "
    rf"(?P<verb>(?i:raises|secures|invests|donates|awards)) (?P<amount>{MONEY})"
)
_MONEY = re.compile(MONEY)
_COST = re.compile(rf"^(?P<what>[^,;“\"]{{6,90}}?) (?P<verb>costs?|will cost|is worth|are worth) (?P<amount>{MONEY})")
_COUNT = re.compile(
    rf"^(?P<who>[^,;“\"]{{4,80}}?) {ADVERB}(?P<verb>{'|'.join(_COUNTED)}) (?P<amount>{AMOUNT})"
    r" (?P<noun>[a-z]+(?: [a-z]+)?)(?= (?:in|at|across|for|from|to|with|and|on|by|each|during|over)\b|[,.])"
)
_RAISED = re.compile(
    rf"^(?P<who>[^,;“\"]{{4,80}}?) (?:has |have )?{ADVERB}(?P<verb>{'|'.join(_SPENT)}) (?P<amount>{MONEY})"
    r"(?P<rest> (?:in|for|from|to) (?:(?! and )[^,.;]){3,60})?(?=[,.](?:\s|$))"
)
_CHANGE = re.compile(
    rf"^(?P<what>[^,;“\"]{{6,90}}?) {ADVERB}(?P<verb>{'|'.join(_MOVED)}) (?:by )?"
    rf"(?P<amount>{AMOUNT} ?(?:percent|per cent|%))"
)
_NO_NOUN = frozenset("and or to of in has have annually per more thousand million billion trillion".split())

_ON = r",? ?(?:on |in )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_DONE = r"(?:[a-z]+ly )?(?:[a-z]+ed|held|set|due|born|built|sold|shown|given|made)\b"
_TIMED = re.compile(
    rf"(?P<what>[^,;“\"]{{4,90}}?) (?P<aux>will|(?:is|are|was|were)(?= {_DONE})) "
    rf"(?P<rest>[^,;:“\"()—–]{{3,90}}?){_ON}"
)
_EVENT = re.compile(
    rf"(?P<what>[^,;“\"]{{4,90}}?) {ADVERB}(?P<verb>{'|'.join(_HAPPENS)})(?P<where> (?:at|in) [^,;\d]{{3,50}}?)?{_ON}"
)
_DID = re.compile(rf"(?P<who>[^,;“\"]{{4,80}}?) {ADVERB}(?P<verb>{'|'.join(BASE)}) (?P<what>[^,;“\"]{{8,90}}?)[.]?$")
_NOT_A_MOMENT = re.compile(
    r"\b(?:by|from|until|since|before|after|between|through|of|at|to|than|for|as|during|ended|ending|dated|not|or|about|around|starting|beginning|effective|next)\s*$"
    r"|\b(?:we|our|you|your|that|which|who|and (?:is|are|was|were|will))\b"
)
"""What must not stand right before a day that answers "when", nor anywhere between verb and day."""


def of_title(release: Release) -> Iterator[Draft]:
    """Ask for the amount in a title, if a sentence of the release has it too; that one is quoted."""
    if not (found := _TITLE.search(release.title)) or release.published is None:
        return
    verb, amount = found["verb"].lower().removesuffix("s"), found["amount"]
    for sentence in release.sentences:
        if any(significant(told) == significant(amount) for told in _MONEY.findall(sentence)):
            question = f"How much did {found['who']} {verb} in {release.published:%B %Y}?"
            yield Draft("title: how much", NUMBER, question, amount, sentence)
            return


def of_figures(sentence: str, release: Release) -> Iterator[Draft]:
    """Ask for the figure of a sentence."""
    if (found := _COST.match(sentence)) and (what := subject(found["what"], release)):
        yield _number("figure: cost", _cost_question(found["verb"], what), found["amount"], sentence)
    if (found := _COUNT.match(sentence)) and (who := subject(found["who"], release)):
        noun, verb = found["noun"], found["verb"]
        if not _NO_NOUN & set(noun.split()):
            question = f"How many {noun} {'does' if verb.endswith('s') else 'did'} {who} {_COUNTED[verb]}?"
            yield _number("figure: how many", question, f"{found['amount']} {noun}", sentence)
    if (found := _RAISED.match(sentence)) and (who := subject(found["who"], release)):
        question = f"How much did {who} {_SPENT[found['verb']]}{found['rest'] or ''}?"
        yield _number("figure: how much", question, found["amount"], sentence)
    if (found := _CHANGE.match(sentence)) and (what := subject(found["what"], release)):
        question = f"By how much did {what} {_MOVED[found['verb']]}{_told_in(release.published)}?"
        yield _number("figure: change", question, found["amount"], sentence)


def _number(rule: str, question: str, answer: str, quote: str) -> Draft:
    return Draft(rule, NUMBER, question, answer, quote)


def _cost_question(verb: str, what: str) -> str:
    if verb.endswith("worth"):
        return f"How much {verb.split()[0]} {what} worth?"
    return f"How much { ({'costs': 'does', 'cost': 'did'}.get(verb, 'will')) } {what} cost?"


def _told_in(day: dt.date | None) -> str:
    return f", by a release of {day:%B %Y}" if day else ""


def of_days(sentence: str, release: Release) -> Iterator[Draft]:
    """Ask for a day of a sentence: the auxiliary, or `did`, goes before the subject and the rest stays."""
    for day in dates_in(sentence):
        answer = sentence[day.start : day.end]
        if question := _before(sentence, day.start, release) or _after(sentence, day.start, day.end, release):
            yield Draft("date: when", DATE, question, answer, sentence)


def _before(sentence: str, start: int, release: Release) -> str:
    """Ask by what stands before a day, as in `X will open in Paris on [day]` or `X opened on [day]`."""
    if (found := _EVENT.fullmatch(sentence, 0, start)) and (what := subject(found["what"], release)):
        does = "did" if found["verb"].endswith("ed") or found["verb"] == "began" else "does"
        return f"When {does} {what} {_HAPPENS[found['verb']]}{found['where'] or ''}?"
    found = _TIMED.fullmatch(sentence, 0, start)
    if found and not _NOT_A_MOMENT.search(found["rest"]) and (what := subject(found["what"], release)):
        return f"When {found['aux']} {what} {found['rest']}?"
    return ""


def _after(sentence: str, start: int, end: int, release: Release) -> str:
    """Ask by what stands after a day, as in `On [day], X opened Y`."""
    if sentence[:start] != "On " or not sentence.startswith(", ", end):
        return ""
    if (found := _DID.match(sentence, end + 2)) and (who := subject(found["who"], release)):
        return f"When did {who} {BASE[found['verb']]} {found['what']}?"
    return ""
