"""Our sentence ends against those of pysbd, a rule splitter of other hands that knows English best."""

from __future__ import annotations

import random
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import pytest

from corpus import sources
from corpus.errors import Refused
from corpus.passages.sentences import paragraphs, sentences
from corpus.reading import read

SAMPLE = 120
"""Releases of a folder that are held against the oracle."""

Places = frozenset[int]

_MARKER = r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)\]]"
_AFTER_MARKER = re.compile(rf"(?:^|\s){_MARKER}$")
_BEFORE_MARKER = re.compile(rf"{_MARKER}\s|[•▪●*–—-]")
_OPEN = re.compile(r"[“«(\[]")
_SHUT = re.compile(r"[”»)\]]")


@cache
def splitter(language: str) -> Callable[[str], list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in its source
        import pysbd

        segment: Callable[[str], list[str]] = pysbd.Segmenter(language=language, clean=False).segment
    return segment


def ours(text: str) -> Places:
    return frozenset(span.start for span in sentences(text) if span.start)


def theirs(text: str, language: str = "en") -> Places:
    places, at = set(), 0
    for piece in splitter(language)(text):
        if stripped := piece.strip():
            at = text.index(stripped, at)
            places.add(at)
            at += len(stripped)
    return frozenset(places - {0})


def by_intent(text: str, place: int) -> str | None:
    """Name the class of a place that the two splitters treat differently on purpose; None for any other.

    pysbd keeps a quotation or a bracket whole however many sentences it has, makes clauses with a marker sentences,
    and takes no missing space for an end. We split quotations (an answer quotes one sentence of a long statement),
    keep clauses, and mend missing spaces.
    """
    head, tail = text[:place].rstrip(), text[place:]
    if len(_OPEN.findall(head)) > len(_SHUT.findall(head)) or (head.count('"') + head.count("''")) % 2:
        return "inside a quotation or bracket"
    if _AFTER_MARKER.search(head[-8:]) or _BEFORE_MARKER.match(tail):
        return "beside a list's marker"
    if not text[place - 1].isspace():
        return "no space"
    return None


def agreement(texts: Iterable[str], language: str = "en") -> tuple[float, Counter[str]]:
    """Share of places that both name, twice over both sets (F1), leaving out those that differ on purpose."""
    both = either = 0
    classes: Counter[str] = Counter()
    for text in texts:
        mine, other = ours(text), theirs(text, language)
        differing = [by_intent(text, place) for place in mine ^ other]
        classes.update(reason or "open" for reason in differing)
        both += 2 * len(mine & other)
        either += 2 * len(mine & other) + differing.count(None)
    return both / either if either else 1.0, classes


def sample(folder: Path) -> Iterable[str]:
    """Yield paragraphs of releases drawn from a folder."""
    origin = sources.locate(folder, ())
    files = list(sources.files(origin, lambda _error: None))
    for path in random.Random(20).sample(files, min(SAMPLE, len(files))):
        try:
            draft = read(sources.document(path, origin.source))
        except Refused:
            continue
        if draft.language == "en":
            yield from (span.of(draft.text) for span in paragraphs(draft.text))


ENGLISH = """\
Harbour Foods Inc. today named Dr. Ada Roe its chief executive. She joins on Jan. 5 from Bay Corp. of Orland, Calif.
The plant at 12 Main St. opens at 9 a.m. on Monday. Visitors may write to info@harbour.example or www.harbour.example.
Sales rose 4.2% to $3.5 million. Costs fell. Is that enough? No! The board met in Washington, D.C. It was a long day.
Sen. B. Poe and Rep. C. Lee asked the U.S. Senate for more. Mr. Poe lives in the U.S. He votes there.
See Fig. 3 and No. 7, e.g. the second column. The rest, vs. last year, is on p. 12. Prof. Day et al. agree.
J. K. Lee Jr. spoke first. Then St. John spoke. Gov. Ray did not. The vote was 5 to 4.
The ship left at 5 p.m. EST and reached Bath, Maine, two days later. Nobody knew why. Its captain said nothing...
Version 2.0.1 is out. It mends 14 faults. Lt. Col. Ames thanked the crew, etc. The end came soon.
"""

FRENCH = """\
M. Petit a ouvert l’usine de Lyon. Mme Roy, directrice, a signé l’accord. Il vaut 3,5 millions d’euros.
Les travaux ont commencé le 5 mai 2024. Ils dureront deux ans. Est-ce assez ? Oui ! La ville est prête.
Le Dr. Blanc a visité le site, cf. la page 12. La visite a duré une heure. Le maire était présent.
"""

ARABIC = """\
افتتح الوزير المركز الجديد اليوم. وقال إن العمل مستمر. هل هذا كاف؟ نعم! وسيبدأ التدريب في مايو.
بلغت الكلفة 3.5 مليون درهم. وحضر الحفل عدد من المسؤولين. ثم غادر الجميع القاعة.
"""


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (FRENCH, "fr")])
def test_invented_prose_is_split_as_the_oracle_splits_it(text: str, language: str) -> None:
    lines = text.splitlines()
    share, classes = agreement(lines, language)
    assert share >= 0.94, classes  # the oracle ends a sentence before EST and after Le Dr.
    assert sum(len(ours(line)) for line in lines) > 6


def test_the_oracle_splits_arabic_where_we_do_and_elsewhere() -> None:
    # It also ends sentences at colons, commas and some abbreviations, so it is held one way only.
    for line in ARABIC.splitlines():
        assert ours(line) <= theirs(line, "ar")


@pytest.mark.shared
@pytest.mark.parametrize(("folder", "floor"), [("newswire", 0.99), ("senate", 0.985), ("justice", 0.995)])
def test_real_releases_are_split_as_the_oracle_splits_them(shared: Path, folder: str, floor: float) -> None:
    share, classes = agreement(sample(shared / folder))
    assert share >= floor, classes


def differences(texts: Sequence[str], reason: str | None) -> list[tuple[str, str]]:
    """Show where the two differ for a reason: the characters before and behind. For reading, one class at a time."""
    return [
        (text[max(0, place - 60) : place], text[place : place + 40])
        for text in texts
        for place in sorted(ours(text) ^ theirs(text))
        if by_intent(text, place) == reason
    ]
