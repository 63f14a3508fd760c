"""English questions, by the shape of a title or a sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from corpus.dates import dates_in
from eval.goldrules.release import DATE, FACT, NUMBER, QUOTE, Draft, Release, inside, is_name, speech
from index.analysis import terms

_NAME = r"[A-Z][\w’'.&-]*(?:\s+(?:(?:of|the|and|de|du|von|van|&)\s+){0,2}[A-Z][\w’'.&-]*)*"
_PERSON = r"(?:(?:Dr|Prof|Mr|Ms|Mrs|Sir)\.?\s+)?[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|de|van|von|bin|al|[A-Z][\w’'-]+)){1,3}"
_AMOUNT = (
    r"(?:(?:more than|over|about|some|nearly|almost|around|approximately|up to)\s+)?(?:[$€£]|US\$|USD\s|EUR\s)?"
    r"\d+(?:[.,]\d+)*(?!\w|[.,]\d)(?:\s(?:thousand|million|billion|trillion))?"
)
_MONEY = rf"(?=[^.]{{0,40}}(?:[$€£]|USD|EUR|euro|dollar|crown|pound)){_AMOUNT}(?:\s(?:euros|dollars|crowns|pounds))?"
_ADVERB = r"(?:(?:also|now|[a-z]+ly) )?"


def _pairs(listed: str) -> dict[str, str]:
    return dict(pair.split("/", 1) for pair in listed.split())


_PAST = _pairs(
    "acquire/acquired launch/launched open/opened sign/signed win/won unveil/unveiled introduce/introduced"
    " complete/completed receive/received select/selected publish/published announce/announced buy/bought build/built"
    " establish/established"
)
_BASE = {past: base for base, past in _PAST.items()}
_PRESENT = {f"{base}es" if base.endswith("sh") else f"{base}s": base for base in _PAST}
_COUNTED = {
    form: base
    for base, forms in _pairs(
        "employ/employs,employed serve/serves,served operate/operates,operated manage/manages,managed"
        " represent/represents,represented train/trains,trained receive/receives,received attract/attracts,attracted"
        " handle/handles,handled produce/produces,produced build/builds,built deliver/delivers,delivered"
        " sell/sells,sold create/creates,created"
    ).items()
    for form in forms.split(",")
}
_SPENT = {past: base for base, past in _pairs("raise/raised invest/invested award/awarded donate/donated").items()}
_MOVED = _pairs("rose/rise fell/fall grew/grow increased/increase declined/decline climbed/climb")
_HAPPENS = {
    **{f"will {verb}": f"will {{}} {verb}" for verb in ("open", "begin", "start", "close", "be held", "take place")},
    **{f"{verb}s": f"does {{}} {verb}" for verb in ("open", "begin", "start", "close", "end")},
    "takes place": "does {} take place",
    **{
        f"was {verb}": f"was {{}} {verb}"
        for verb in ("founded", "established", "held", "opened", "launched", "signed")
    },
    "opened": "did {} open",
    "began": "did {} begin",
    "took place": "did {} take place",
    "closed": "did {} close",
}

_APPOINTS = re.compile(
    rf"^(?P<who>{_NAME}) (?i:appoints|names|hires) (?P<person>{_PERSON}) (?i:as|to be) (?P<role>[^,;:|–—]{{3,70}})$"
)
_BOUGHT = re.compile(rf"^(?P<who>{_NAME}) (?P<verb>(?i:acquires|buys)) (?P<what>{_NAME})$")
_TITLE = re.compile(rf"^(?P<who>{_NAME}) (?P<verb>(?i:{'|'.join(_PRESENT)})) (?P<what>[^;:|–—]{{8,120}})$")
_LEAD = re.compile(
    rf"^(?:The )?(?P<who>{_NAME})(?: \([^)]{{2,40}}\))?(?:, [^,]{{3,120}},)? (?:today |has |have )*"
    rf"(?P<verb>{'|'.join(_BASE)})(?: today)? (?P<what>[^;]{{12,300}}?)[.]?$"
)
_SAID = re.compile(
    rf"[“\"](?P<words>[^“”\"]{{30,400}}?)[,.!?]?[”\"],?\s(?:said|says|added|explained|stated)\s(?P<who>{_PERSON})"
)
_SAYING = re.compile(
    rf"^(?P<who>{_PERSON})(?:,[^,“\"]{{3,90}},)?\s(?:said|says|added|explained|stated)\s?[:,]\s"
    r"[“\"](?P<words>[^“”\"]{30,400}?)[,.]?(?:[”\"]|$)"
)
_COST = re.compile(
    rf"^(?P<what>[^,;“\"]{{6,90}}?) (?P<verb>costs?|will cost|is worth|are worth) (?P<amount>{_MONEY})"
)
_COUNT = re.compile(
    rf"^(?P<who>[^,;“\"]{{4,80}}?) {_ADVERB}(?P<verb>{'|'.join(_COUNTED)}) (?P<amount>{_AMOUNT})"
    r" (?P<noun>[a-z]+(?: [a-z]+)?)(?= (?:in|at|across|for|from|to|with|and|on|by|each|during|over)\b|[,.])"
)
_RAISED = re.compile(
    rf"^(?P<who>[^,;“\"]{{4,80}}?) (?:has |have )?{_ADVERB}(?P<verb>{'|'.join(_SPENT)}) (?P<amount>{_MONEY})"
    r"(?P<rest> (?:in|for|from|to) (?:(?! and )[^,.;]){3,60})?(?=[,.](?:\s|$))"
)
_CHANGE = re.compile(
    rf"^(?P<what>[^,;“\"]{{6,90}}?) {_ADVERB}(?P<verb>{'|'.join(_MOVED)}) (?:by )?"
    rf"(?P<amount>{_AMOUNT} ?(?:percent|per cent|%))"
)
_EVENT = re.compile(
    rf"^(?P<what>[^,;“\"]{{6,90}}?) {_ADVERB}(?P<verb>{'|'.join(_HAPPENS)})(?P<where> (?:at|in) [^,;\d]{{3,50}}?)?"
    r" (?:on |in |from )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?=\S)"
)
_DID = re.compile(
    rf"(?P<who>[^,;“\"]{{4,80}}?) {_ADVERB}(?P<verb>{'|'.join(_BASE)}) (?P<what>[^,;“\"]{{8,90}}?)[.]?$"
)

_NO_SUBJECT = re.compile(
    r"^(?:but|and|or|in|on|at|if|when|while|as|for|from|with|by|after|before|it|this|that|these|those|they|he|she|we|i|you"
    r"|his|her|our|their|its|there|here|what|which|who|to|today|also|since|under|about|how|why|having)\b"
    r"|\b(?:is|are|was|were|that|which|who|whose|has|have|had|will|would|can|said|says|we|our|i|you|your|my)\b"
    r"|[:•*|]|--|^\W",
    re.IGNORECASE,
)
_PROPER = re.compile(r"(?<=\s)[A-Z]\w+|^(?!The\b|A\b|An\b)[A-Z]\w+(?=\s+(?:of|&|[A-Z]))")
_ROLES = frozenset(
    "ceo cfo coo cto president chairman chairwoman chair director manager officer founder executive lead head"
    " developer partner minister secretary as".split()
)
_NO_NOUN = frozenset("and or to of in has have annually per more or".split())
_INTRANSITIVE = frozenset("in at with for as on to inside its from into up new".split())
_MOST_SUBJECT_WORDS = 12
_SUPPORT = 0.6
"""Share of a title's terms that the sentence quoted for it must hold."""


def drafts(release: Release) -> Iterator[Draft]:
    """Make questions of a release."""
    yield from _of_title(release)
    yield from _of_lead(release)
    for sentence in release.sentences:
        yield from _of_speech(sentence, release)
        yield from _of_figures(sentence, release)
        yield from _of_dates(sentence, release)


def _of_title(release: Release) -> Iterator[Draft]:
    if found := _APPOINTS.match(release.title):
        question = f"Who did {found['who']} appoint as {found['role']}?"
        yield from _supported("title: who was appointed", question, found["person"], release)
        return
    if found := _BOUGHT.match(release.title):
        question = f"Who {_PAST[_PRESENT[found['verb'].lower()]]} {found['what']}?"
        yield from _supported("title: who acquired", question, found["who"], release)
    found = _TITLE.match(release.title)
    if found and release.published and found["what"].split()[0].lower() not in _INTRANSITIVE - {"its", "new"}:
        question = f"What did {found['who']} {_PRESENT[found['verb'].lower()]} in {release.published:%B %Y}?"
        yield from _supported("title: what", question, found["what"], release)


def _supported(rule: str, question: str, answer: str, release: Release) -> Iterator[Draft]:
    """Yield a question made of a title, if a sentence of the release says the same; that one is quoted."""
    wanted = frozenset(terms(release.title))
    held = [(len(wanted & frozenset(terms(sentence))), sentence) for sentence in release.sentences]
    most, quote = max(held, key=lambda item: item[0], default=(0, ""))
    if wanted and most >= _SUPPORT * len(wanted):
        yield Draft(rule, FACT, question, answer, quote)


def _of_lead(release: Release) -> Iterator[Draft]:
    found = _LEAD.match(release.lead)
    if found and release.published and not _NO_SUBJECT.search(found["who"]):
        question = f"What did {found['who']} {_BASE[found['verb']]} in {release.published:%B %Y}?"
        yield Draft("lead: what", FACT, question, found["what"], release.lead)


def _of_speech(sentence: str, release: Release) -> Iterator[Draft]:
    for found in (*_SAID.finditer(sentence), *_SAYING.finditer(sentence)):
        words, who = speech(found["words"]), found["who"]
        if words and not _ROLES & set(who.lower().split()) and (topic := _topic(words, who, release)):
            yield Draft("speech: said about", QUOTE, f"What did {who} say about {topic}?", words, words)


def _topic(words: str, speaker: str, release: Release) -> str:
    """Give the longest name in what somebody says: of two words, or one of the title's; empty if there is none."""
    titled, spoken_by = frozenset(terms(release.title)), frozenset(terms(speaker))
    topics = []
    for found in re.finditer(_NAME, words):
        name = found.group().removesuffix("'s").removesuffix("’s").rstrip(".")
        first, _, rest = name.partition(" ")
        if found.start() == 0 and not is_name(first, release.text):
            name = rest  # only the beginning of the sentence
        own = frozenset(terms(name))
        if own and not own & spoken_by and (" " in name or own <= titled):
            topics.append(name)
    return max(topics, key=len, default="")


def _of_figures(sentence: str, release: Release) -> Iterator[Draft]:
    if (found := _COST.match(sentence)) and (what := _subject(found["what"], release)):
        yield _number("figure: cost", _cost_question(found["verb"], what), found["amount"], sentence)
    if (found := _COUNT.match(sentence)) and (who := _subject(found["who"], release)):
        noun, verb = found["noun"], found["verb"]
        if not _NO_NOUN & set(noun.split()):
            question = f"How many {noun} {'does' if verb.endswith('s') else 'did'} {who} {_COUNTED[verb]}?"
            yield _number("figure: how many", question, f"{found['amount']} {noun}", sentence)
    if (found := _RAISED.match(sentence)) and (who := _subject(found["who"], release)):
        question = f"How much did {who} {_SPENT[found['verb']]}{found['rest'] or ''}?"
        yield _number("figure: how much", question, found["amount"], sentence)
    if (found := _CHANGE.match(sentence)) and (what := _subject(found["what"], release)):
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


def _of_dates(sentence: str, release: Release) -> Iterator[Draft]:
    for day in dates_in(sentence):
        answer = sentence[day.start : day.end]
        found = _EVENT.match(sentence)
        if found and day.start == found.end() and (what := _subject(found["what"], release)):
            question = f"When {_HAPPENS[found['verb']].format(what)}{found['where'] or ''}?"
            yield Draft("date: when", DATE, question, answer, sentence)
        if sentence[: day.start] == "On " and sentence[day.end : day.end + 2] == ", ":
            found = _DID.match(sentence, day.end + 2)
            if found and (who := _subject(found["who"], release)):
                question = f"When did {who} {_BASE[found['verb']]} {found['what']}?"
                yield Draft("date: when did", DATE, question, answer, sentence)


def _subject(phrase: str, release: Release) -> str:
    """Give a phrase as a question names it; empty if it does not stand by itself: no name in it, or a clause."""
    is_one = " " not in phrase
    if len(phrase.split()) > _MOST_SUBJECT_WORDS or _NO_SUBJECT.search(phrase) or (phrase.isupper() and not is_one):
        return ""
    titled = is_one and phrase[0].isupper() and frozenset(terms(phrase)) <= frozenset(terms(release.title))
    return inside(phrase, release.text) if titled or _PROPER.search(phrase) else ""
