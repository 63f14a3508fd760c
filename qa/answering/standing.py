"""Where the names of a question stand: in a release that was found, elsewhere in the archive, or nowhere.

Only what the asker may see is looked at. The releases that were found are looked through first, and the archive is
searched only for what they do not hold: most questions cost no search here.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.article import Filters, Scope
from corpus.fields.dates import western
from corpus.names.folding import is_arabic, words
from corpus.store import ArticleStore
from index.analysis import terms, tokens
from index.engine import Blend, Query, SearchEngine, pure
from index.lexical.vocabulary import Vocabulary
from qa.answering.hearing import spoken
from qa.citation import Proven
from qa.finding import Finding
from qa.question import Understood
from qa.ranking.series import numbered
from qa.understanding import spelling

DEPTH = 40
"""Passages that are looked through for a name: those in which its words weigh most."""

_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670]+")
_OPEN = Filters()
_WORDS = pure(Blend(depth=DEPTH), "bm25")
_COMMON = frozenset(
    "senator senators sen representative congressman congresswoman governor president minister prince king queen"
    " mayor judge justice dr mr mrs ms prof professor sir senateur senatrice ministre presidente m mme"
    " the of and for de du des da la le les et in".split()
)
"""Words of names that tell none from another: titles, and what joins the others; folded."""
_ORDINALS = dict(
    zip(
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th 14th 15th 16th 17th 18th 19th 20th".split(),
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Archive:
    """What is searched for names: an engine, the store behind it, and what of them the asker may see."""

    engine: SearchEngine
    store: ArticleStore
    scope: Scope


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the names of a question stand.

    Attributes:
        names: those that the question gives, as typed; words written as none are among them if no release has them.
        nowhere: those of them that no release has, of the source and language that the search was narrowed to.
        elsewhere: those of `nowhere` that other releases have.
        outside: those that releases have, but none within the days that the search was bounded to.
        apart: whether there are several, each stands somewhere, and no release has all of them.
        held: article id -> the names that it has, of the releases that were found.
        rarity: term of the question -> what it counts, from 1 for one that no release has down towards 0.
        unknown: the terms that no release has.
    """

    names: tuple[str, ...] = ()
    nowhere: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    apart: bool = False
    held: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rarity: Mapping[str, float] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    elsewhere: tuple[str, ...] = ()


def standing(asked: Understood, finding: Finding, proven: Sequence[Proven], archive: Archive) -> Standing:
    """Look for the names of a question.

    Args:
        asked: the question.
        finding: what was found for it; its filters bound the looking too, but for the days.
        proven: the passages that are sent.
        archive: what is searched.
    """
    typed = finding.did_you_mean or asked.text
    names = [  # one that was respelt stands there otherwise
        name for name in asked.named.names if name in typed and (not is_arabic(name) or _script_known(name, archive))
    ]
    wanted = {name: _Name.of(name, finding.also_searched, typed, len(names)) for name in names}
    held = {one.article.id: _held(wanted, f"{one.article.title or ''}\n{one.article.text}") for one in proven}
    unseen = _unseen(names, held)
    if unseen and proven:
        texts = {one.article.id: f"{one.article.title or ''}\n{one.article.text}" for one in proven}
        told = {id_: _spoken(unseen, wanted, text) for id_, text in texts.items()}
        held = {id_: own | told[id_] for id_, own in held.items()}
        # A sound is no proof: the name stands there for the best release, and no other answers in its place.
        unseen = tuple(name for name in unseen if name not in told[proven[0].article.id])
    vocabulary = archive.engine.vocabulary()
    lost = tuple(_unlisted(typed, asked, names, proven, archive))
    rarity, unknown = _rarity(typed, vocabulary)
    if not unseen and (len(names) < 2 or any(len(own) == len(names) for own in held.values())):
        return Standing((*names, *lost), lost, held=held, rarity=rarity, unknown=unknown)
    look = _Look(wanted, finding, archive)
    nowhere = tuple(name for name in unseen if not look.anywhere(name))
    outside = tuple(name for name in unseen if name not in nowhere and look.bounded and not look.inside(name))
    apart = len(names) > 1 and not nowhere and not look.together()
    elsewhere = tuple(name for name in nowhere if look.narrowed and look.elsewhere(name))
    return Standing((*names, *lost), (*nowhere, *lost), outside, apart, held, rarity, unknown, elsewhere)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in all its forms.

    Attributes:
        forms: as it may be written.
        keys: of each form the folded words that tell it from other names, and the numbers behind them.
    """

    forms: tuple[str, ...]
    keys: tuple[tuple[frozenset[str], Mapping[str, frozenset[int]]], ...]

    @classmethod
    def of(cls, name: str, also_searched: Sequence[str], typed: str, count: int) -> _Name:
        """Gather the forms of one name among `count` that a question types."""
        forms = (name, *(form for form in also_searched if count == 1 or _akin(name, form)))
        keys = [frozenset(words(western(form))) for form in forms]
        keys = [key - _COMMON or key for key in keys]
        written = [*forms]
        first, _, rest = name.partition(" ")
        if rest and typed.startswith(name) and spelling.allowance(first.lower(), "en") == 0:
            keys.append(frozenset(words(rest)) - _COMMON)  # `Compare Elsen Port`: the capital is the sentence's
            written.append(rest)
        return cls(
            forms, tuple((key, numbered(_folded(form))) for key, form in zip(keys, written, strict=True) if key)
        )

    def stands(self, text: str) -> bool:
        """Tell whether a text has a form as it is written, or all of its words."""
        return self.written(text) or self.folded(_folded(text))

    def written(self, text: str) -> bool:
        """Tell whether a text has a form as it is written, or in capitals."""
        return any(_whole(form, text) or _whole(form.upper(), text) for form in self.forms)

    def folded(self, text: str) -> bool:
        """Tell whether a folded text has all the words of a form."""
        return any(all(_stands(word, text) for word in key) and _has(numbers, text) for key, numbers in self.keys)


class _Look:
    """A search for names in the archive, and whether releases have them together.

    Args:
        wanted: the names.
        finding: whose filters hold, but for the days.
        archive: what is searched.
    """

    def __init__(self, wanted: Mapping[str, _Name], finding: Finding, archive: Archive) -> None:
        self._wanted, self._archive = wanted, archive
        self._inside = finding.filters
        self._always = replace(finding.filters, published_from=None, published_to=None)
        self.bounded, self.narrowed = self._inside != self._always, self._always != _OPEN

    def anywhere(self, name: str) -> bool:
        """Tell whether a release has a name, whenever it was published."""
        return self._stands(name, self._always)

    def elsewhere(self, name: str) -> bool:
        """Tell whether any release has a name, of whatever source and language."""
        return self._stands(name, _OPEN)

    def inside(self, name: str) -> bool:
        """Tell whether a release within the days of the search has a name."""
        return self._stands(name, self._inside)

    def together(self) -> bool:
        """Tell whether a release has all the names."""
        everything = " ".join(form for one in self._wanted.values() for form in one.forms)
        texts = self._texts(everything, self._always, whole=True)
        return any(len(_held(self._wanted, text)) == len(self._wanted) for text in texts)

    def _stands(self, name: str, filters: Filters) -> bool:
        wanted = self._wanted[name]
        return any(wanted.stands(text) for form in wanted.forms for text in self._texts(form, filters, whole=False))

    def _texts(self, form: str, filters: Filters, whole: bool) -> Iterator[str]:
        """Yield the passages, or the whole releases, in which the words of a form weigh most, with their titles."""
        query = Query(tuple(terms(form)), None)
        if not query.terms:
            return
        found = self._archive.engine.search(query, self._archive.scope, filters, _WORDS)
        told = self._archive.store.tellings([one.passage.article_id for one in found], self._archive.scope)
        seen: set[str] = set()
        for one in found:
            passage, release = one.passage, told.get(one.passage.article_id)
            if release is None or (whole and passage.article_id in seen):
                continue
            seen.add(passage.article_id)
            text = release.text if whole else release.text[passage.start : passage.end]
            yield f"{release.title or ''}\n{text}"


def _held(wanted: Mapping[str, _Name], text: str) -> frozenset[str]:
    """Give the names that a text has."""
    plain = {name for name, one in wanted.items() if one.written(text)}
    if len(plain) < len(wanted):
        folded = _folded(text)
        plain.update(name for name, one in wanted.items() if name not in plain and one.folded(folded))
    return frozenset(plain)


def _unseen(names: Sequence[str], held: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Give the names that none of the releases that were found has."""
    return tuple(name for name in names if not any(name in own for own in held.values()))


def _spoken(names: Sequence[str], wanted: Mapping[str, _Name], text: str) -> frozenset[str]:
    """Give the names that an Arabic text has by their sound."""
    return frozenset(name for name in names if any(spoken(key, text) for key, _ in wanted[name].keys))


def _stands(word: str, text: str) -> bool:
    """Tell whether a folded text has a folded word, also with points in it (`u.s.`) or, of a number, written out."""
    if _whole(word, text) or ("." in text and _whole(word, text.replace(".", ""))):
        return True
    return word in _ORDINALS and _whole(_ORDINALS[word], text)


def _script_known(name: str, archive: Archive) -> bool:
    """Tell whether releases write the word of an Arabic numbered name: one that all write in Latin is not missed."""
    query = Query(tuple(terms(name.partition("-")[0])), None)
    return bool(query.terms and archive.engine.search(query, archive.scope, _OPEN, _WORDS))


def _has(numbers: Mapping[str, frozenset[int]], text: str) -> bool:
    """Tell whether a folded text has words with these numbers behind them: Najm-2 is not Najm-1."""
    there = numbered(text) if numbers else {}
    return all(own <= there.get(word, frozenset()) for word, own in numbers.items())


def _folded(text: str) -> str:
    """Fold case and accents, as `corpus.names.folding.words` does, of a whole text at once: a tenth of its time."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", western(text))).casefold()


def _whole(words: str, text: str) -> bool:
    """Tell whether a text has words as whole ones; an Arabic one may have something joined before it."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        begins = not text[at - 1 : at].isalnum() or is_arabic(words)
        if begins and not text[end : end + 1].isalnum():
            return True
        at = text.find(words, at + 1)
    return False


def _akin(name: str, form: str) -> bool:
    """Tell whether one may be the other's short form, or the same in another script."""
    if is_arabic(name) != is_arabic(form):
        return True
    short, long = sorted(("".join(words(name)), "".join(words(form))), key=len)
    letters = iter(long)
    return bool(short) and short[0] == long[0] and all(letter in letters for letter in short)


def _rarity(typed: str, vocabulary: Vocabulary) -> tuple[dict[str, float], frozenset[str]]:
    """Weigh the terms of a question by how few passages have them, and name those that none has."""
    wanted = list(dict.fromkeys(terms(typed)))
    df = dict(zip(wanted, vocabulary.df(wanted).tolist(), strict=True))
    return {term: 1 / (1 + math.log1p(df[term])) for term in wanted}, frozenset(
        term for term in wanted if not df[term]
    )


def _unlisted(
    typed: str, asked: Understood, names: Sequence[str], proven: Sequence[Proven], archive: Archive
) -> Iterator[str]:
    """Yield words of a question that look like names, are written as none, and stand in no release.

    Only English words can be told from names: of other languages no list is at hand, nor of an Arabic word in an
    English question, which a follow-up has when it is made whole by an English title. The search is asked and not
    the counts: those count what the asker may not see.
    """
    if asked.language != "en":
        return
    named = frozenset(word for name in names for word in words(name))
    there = ""
    for start, end in dict.fromkeys((token.start, token.end) for token in tokens(typed)):
        word = typed[start:end]
        folded = frozenset(words(word))
        if folded & named or is_arabic(word) or spelling.allowance(word, "en") == 0:
            continue
        there = there or _folded("\n".join(one.article.text for one in proven))
        if any(each in there for each in folded):
            continue
        if not archive.engine.search(Query(tuple(terms(word)), None), archive.scope, _OPEN, _WORDS):
            yield word
