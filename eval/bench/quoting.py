"""`python -m eval.bench.quoting --quotes N [FOLDER ...]`: random quotes, true and false, put to the verifier.

Over the bundled releases, made ones with emoji, vowel signs and combining marks, and folders of releases. Half of
the quotes stand in a text and are typed in one of several ways: each must be found where it was cut. The others were
changed: none may be found. Those that stand somewhere by chance, by an oracle that looks at letters alone, are left
out and counted.

One quote of `--door` goes through index and store, as one that comes over HTTP. The others are put to what these two
ask for: whether any text holds the words, and whether the home of a true one has every term that is looked up.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from random import Random
from typing import Any

from corpus.article import Article, Document, Scope
from corpus.records import Indexable
from eval.bench.drawing import Drawn, Text, false, letters, true, words
from eval.bench.reading import NoModel
from index.analysis import terms
from qa.desk import Desk, DeskConfig
from qa.errors import QuoteRefused
from qa.verifying.candidates import sought
from qa.verifying.matching import match
from qa.verifying.quote import read

QUOTES = 10_000
DOOR = 100
WRONG_TOLD = 20
"""Quotes judged wrongly that are shown."""

MADE = 20
"""Releases made of words that are hard to cut."""

_HARD = (
    "👩‍💻 👍🏽 🇫🇷 ☀️ e\u0301te\u0301 Zoe\u0308 n\u0303 ﬁnance Ａｃｍｅ 10² ½ كِتَابٌ مُحَمَّدٌ الرِّيَاضِ والاتفاق ١٢٣ 2,500 "
    "3.5% 12:30 U.S. l’accord d'or “quoted” «cité» word—word co‑op 第一 東京 ภาษาไทย 한국어 Ελλάδα ſtadt naïve "
    "café — – - … don’t rock’n’roll $5 €7 №9 x²"
).split()


def main() -> None:
    """Run the benchmark; exit code 1 if a quote was judged wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", help="releases beside the bundled ones")
    parser.add_argument("--quotes", type=int, default=QUOTES, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is drawn")
    parser.add_argument("--door", type=int, default=DOOR, help="one of so many goes through index and store")
    chosen = parser.parse_args()
    began, used = time.monotonic(), time.process_time()
    with desk_over(chosen.folders) as desk:
        figures = measure(desk, chosen.quotes, chosen.seed, chosen.door)
    figures["machine"] = {"cores": os.cpu_count(), "python": platform.python_version()}
    figures["seconds"] = {"passed": round(time.monotonic() - began), "processor": round(time.process_time() - used)}
    print(json.dumps(figures, indent=2, ensure_ascii=False))
    sys.exit(1 if figures["missed"] or figures["wrongly_found"] else 0)


@contextmanager
def desk_over(folders: Sequence[Path], made: int = MADE) -> Iterator[Desk]:
    """Take releases in, without a model: the bundled ones, made ones, and those of some folders."""
    with tempfile.TemporaryDirectory(prefix="quoting") as data:
        desk = Desk(DeskConfig(Path(data)), NoModel())
        try:
            with resources.as_file(resources.files("corpus") / "sample") as sample:
                for folder in (Path(sample), *folders):
                    desk.intake().paths([folder])
            intake = desk.intake()
            for number in range(made):
                intake.document(_made(number))
            yield desk
        finally:
            desk.close()


def _made(number: int) -> Document:
    """Make a release of words that are hard to cut, some of them between blank lines."""
    random = Random(number)  # noqa: S311 - no secret
    said = [random.choice(_HARD) + random.choice(("", "", ".", ",", "\n\n")) for _ in range(200)]
    text = f"Made release {number}\n\nIt is made of words that are hard to cut. {' '.join(said)}"
    return Document("made", f"{number}.txt", text.encode(), "text", None, {"title": f"Made release {number}"})


def measure(desk: Desk, quotes: int, seed: int = 1, door: int = 1) -> dict[str, Any]:
    """Draw quotes and judge what the verifier says of each; one of `door` goes through index and store.

    Returns:
        Quotes of each kind, those missed and those wrongly found (the first `WRONG_TOLD` in words), how many changed
        ones stand somewhere by chance, and the corpus.
    """
    put = _Put(desk)
    texts: list[Text] = [(article.text, words(article.text)) for article in put.articles]
    oracle = _Oracle(put.articles)
    random = Random(seed)  # noqa: S311 - no secret
    kinds, wrong = Counter[str](), {"missed": 0, "wrongly_found": 0}
    told: list[dict[str, str]] = []
    by_chance = 0
    while (done := sum(kinds.values())) < quotes:
        is_true = random.random() < 0.5
        drawn = (true if is_true else false)(texts, random)
        if drawn is None:
            continue
        if not is_true and oracle.holds(drawn.quote):
            by_chance += 1
            continue
        kinds[drawn.kind] += 1
        ask = put.through if done % door == 0 else put.beside
        if is_true != ask(drawn, is_true):
            wrong["missed" if is_true else "wrongly_found"] += 1
            told.append({"kind": drawn.kind, "quote": drawn.quote, "article": put.articles[drawn.home].path})
    return {
        "quotes": sum(kinds.values()),
        "through_the_door": -(-quotes // door),
        **wrong,
        "kinds": dict(sorted(kinds.items())),
        "true_by_chance": by_chance,
        "wrong": told[:WRONG_TOLD],
        "corpus": {"articles": len(texts), "characters": sum(len(text) for text, _ in texts)},
    }


class _Put:
    """A desk that quotes are put to."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._scope = desk, Scope.everything()
        self.articles = list(desk.store.oldest_first(self._scope))
        with desk.store.snapshot(desk.embedder.id) as (_, rows):
            self._terms = {row.article.id: _terms(row) for row in rows}

    def through(self, drawn: Drawn, is_true: bool) -> bool:
        """Tell whether a quote is found; a true one in its home, unless it stands in more places than are told."""
        try:
            verdict = self._desk.verify(drawn.quote, self._scope)
        except QuoteRefused:
            return False
        homes = {place.article.id for place in verdict.places}
        return self.articles[drawn.home].id in homes or verdict.more or (bool(homes) and not is_true)

    def beside(self, drawn: Drawn, is_true: bool) -> bool:
        """Tell the same from the texts in memory; a true one must have the terms by which it is looked up."""
        try:
            quote = read(drawn.quote)
        except QuoteRefused:
            return False
        if not is_true:
            return any(match(quote, article.text) for article in self.articles)
        home = self.articles[drawn.home]
        return match(quote, home.text) is not None and self._terms[home.id].issuperset(sought(quote))


def _terms(row: Indexable) -> frozenset[str]:
    text = row.article.text
    cuts = (text[passage.start : passage.end] for passage in row.passages)
    return frozenset(term for cut in cuts for term in terms(cut))


class _Oracle:
    """All texts at once, by letters alone."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._all = "\0".join(letters(f"{article.title or ''}\0{article.text}") for article in articles)

    def holds(self, quote: str) -> bool:
        """Tell whether every piece of a quote stands in some text, as far as letters go."""
        try:
            pieces = read(quote).pieces
        except QuoteRefused:
            return True
        return all(letters(piece) in self._all for piece in pieces)


if __name__ == "__main__":
    main()
