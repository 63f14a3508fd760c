"""What releases do not say of those they are about: questions whose subject is there and whose answer is not.

A question asks for one thing; a sign, as it stands in any sentence that could hold that thing, tells that a release
may say it. Only what no release that names the subject has a sign of is asked, so that silence is right. Where a
sentence says the thing in so many words the same question has an answer: otherwise its form alone would tell.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.reader.things import THINGS, Asked

YEARS = ("2004", "2005", "2006", "2007", "2008", "2022", "2023", "2024", "2025")

SHARED = 60
"""A name that stands in more releases than this names no one subject."""


@dataclass(frozen=True, slots=True)
class Made:
    """A question made by rule.

    Attributes:
        quote: a sentence that answers; empty where nothing does.
        article: where it stands, or the release that the question is about.
    """

    question: str
    article: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a question is about.

    Attributes:
        who: name, as releases write it.
        did: what it did, from the verb's base on; empty where that is not known.
        person: a person, of whom other things are asked than of an organisation.
    """

    who: str
    did: str = ""
    person: bool = False


class Releases:
    """Releases by what they name.

    Args:
        texts: path -> whole text, title included.
    """

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    def naming(self, name: str) -> list[str]:
        """Give the texts of the releases that have a name."""
        return [text for text in self._texts.values() if name in text]

    def together(self, names: Sequence[str]) -> bool:
        """Say whether one release has all names."""
        return any(all(name in text for name in names) for text in self._texts.values())


def made(
    subject: Subject, article: str, sentences: Sequence[str], releases: Releases, most: int, chance: random.Random
) -> Iterator[Made]:
    """Ask of a subject what the releases that name it do not tell, and what they tell.

    Args:
        article: a release about it.
        sentences: of that release.
        releases: all of the corpus.
        most: questions that nothing answers.
        chance: decides things, forms and years.
    """
    naming = releases.naming(subject.who)
    if not 1 <= len(naming) <= SHARED:
        return
    for thing in sorted(THINGS, key=lambda thing: chance.random() - bool(subject.did and "{did}" in thing.forms[0])):
        forms = _forms(thing, subject)
        if not forms:
            continue
        question = chance.choice(forms).format(who=subject.who, did=subject.did, year=chance.choice(YEARS))
        if most and not any(thing.sign.search(text) for text in naming):
            most -= 1
            yield Made(question, article)
        elif thing.said:
            said = re.compile(thing.said.replace("WHO", re.escape(subject.who)))
            if quote := next((one for one in sentences if said.search(one)), ""):
                yield Made(question, article, quote)


def _forms(thing: Asked, subject: Subject) -> list[str]:
    """Give the ways to ask this of such a subject: of its deed where there is one, for those are hardest to tell."""
    of_deed = [form for form in thing.forms if "{did}" in form]
    if of_deed and subject.did:
        return of_deed
    return [form for form in thing.forms if form not in of_deed] if thing.person is subject.person else []
