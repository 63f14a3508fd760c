"""English questions, by the shape of a title, a lead or a speech; `english_facts` adds figures and days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eval.goldrules import english_facts
from eval.goldrules.english_words import BASE, NAME, PAST, PERSON, PRESENT, stands_alone
from eval.goldrules.release import FACT, QUOTE, Draft, Release, is_name, speech
from index.analysis import terms

_APPOINTS = re.compile(
    rf"^(?P<who>{NAME}) (?i:appoints|names|hires) (?P<person>{PERSON}) (?i:as|to be) (?P<role>[^,;:|–—]{{3,70}})$"
)
_BOUGHT = re.compile(rf"^(?P<who>{NAME}) (?P<verb>(?i:acquires|buys)) (?P<what>{NAME})$")
_TITLE = re.compile(rf"^(?P<who>{NAME}) (?P<verb>(?i:{'|'.join(PRESENT)})) (?P<what>[^;:|–—]{{8,120}})$")
_LEAD = re.compile(
    rf"^(?:The )?(?P<who>{NAME})(?: \([^)]{{2,40}}\))?(?:, [^,]{{3,120}},)? (?:today |has |have )*"
    rf"(?P<verb>{'|'.join(BASE)})(?: today)? (?P<what>[^;]{{12,300}}?)[.]?$"
)
_SAID = re.compile(
    rf"[“\"](?P<words>[^“”\"]{{30,400}}?)[,.!?]?[”\"],?\s(?:said|says|added|explained|stated)\s(?P<who>{PERSON})"
)
_SAYING = re.compile(
    rf"^(?P<who>{PERSON})(?:,[^,“\"]{{3,90}},)?\s(?:said|says|added|explained|stated)\s?[:,]\s"
    r"[“\"](?P<words>[^“”\"]{30,400}?)[,.]?(?:[”\"]|$)"
)
_ROLES = frozenset(
    "ceo cfo coo cto president chairman chairwoman chair director manager officer founder executive lead head"
    " developer partner minister secretary as".split()
)
_INTRANSITIVE = frozenset("in at with for as on to inside from into up".split())
_SUPPORT = 0.6
"""Share of a title's terms that the sentence quoted for it must hold."""


def drafts(release: Release) -> Iterator[Draft]:
    """Make questions of a release."""
    yield from _of_title(release)
    yield from english_facts.of_title(release)
    yield from _of_lead(release)
    for sentence in release.sentences:
        yield from _of_speech(sentence, release)
        yield from english_facts.of_figures(sentence, release)
        yield from english_facts.of_days(sentence, release)


def _of_title(release: Release) -> Iterator[Draft]:
    if found := _APPOINTS.match(release.title):
        question = f"Who did {found['who']} appoint as {found['role']}?"
        yield from _supported("title: who was appointed", question, found["person"], release)
        return
    if found := _BOUGHT.match(release.title):
        question = f"Who {PAST[PRESENT[found['verb'].lower()]]} {found['what']}?"
        yield from _supported("title: who acquired", question, found["who"], release)
    found = _TITLE.match(release.title)
    if found and release.published and found["what"].split()[0].lower() not in _INTRANSITIVE:
        question = f"What did {found['who']} {PRESENT[found['verb'].lower()]} in {release.published:%B %Y}?"
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
    if found and release.published and stands_alone(found["who"]):
        question = f"What did {found['who']} {BASE[found['verb']]} in {release.published:%B %Y}?"
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
    for found in re.finditer(NAME, words):
        name = found.group().removesuffix("'s").removesuffix("’s").rstrip(".")
        first, _, rest = name.partition(" ")
        if found.start() == 0 and not is_name(first, release.text):
            name = rest  # only the beginning of the sentence
        own = frozenset(terms(name))
        if own and not own & spoken_by and (" " in name or own <= titled):
            topics.append(name)
    return max(topics, key=len, default="")
