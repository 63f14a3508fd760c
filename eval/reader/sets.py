"""Questions about releases, by the source that they are about, and what the reader learns from them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from eval.gold import Gold, load
from eval.reader import made
from eval.reader.groups import Group
from eval.reader.pools import Corpus, of_releases
from eval.reader.press import groups
from qa.desk import DeskConfig
from qa.ingest import Progress

SOURCES = ("newswire", "senate")
"""Folders that `train/press.jsonl` asks about."""

Sets = list[tuple[float, Sequence[Group]]]
"""What is learned from, and in what share of the draws."""


def train(data: Path, config: DeskConfig, cache: Path, progress: Progress) -> dict[str, Corpus]:
    """Search the training questions, each in the source it is about.

    A question that nothing answers names no source; it is about the one that has something nearer to it.

    Args:
        data: the shared folder of data.
        config, cache, progress: as `eval.workspace` takes them.
    """
    questions = load(data / "train" / "press.jsonl", {name: data / name for name in SOURCES})
    tried = {
        name: of_releases(data / name, _asked(questions, name), f"{name}/", config, cache, progress)
        for name in SOURCES
    }
    nearest: dict[str, tuple[float, str]] = {}
    for name, corpus in tried.items():
        for pool in corpus.pools:
            if not pool.gold.relevant:
                best = max((one.cosine for one in pool.found), default=0.0)
                nearest[pool.gold.id] = max(nearest.get(pool.gold.id, (-1.0, "")), (best, name))
    return {
        name: replace(
            corpus,
            pools=tuple(pool for pool in corpus.pools if pool.gold.relevant or nearest[pool.gold.id][1] == name),
        )
        for name, corpus in tried.items()
    }


def _asked(questions: Sequence[Gold], source: str) -> list[Gold]:
    return [gold for gold in questions if not gold.relevant or gold.relevant[0].article.startswith(f"{source}/")]


def gold(name: str, data: Path, config: DeskConfig, cache: Path, progress: Progress) -> Corpus:
    """Search the questions of a gold file in its folder."""
    return of_releases(data / name, load(data / "gold" / f"{name}.jsonl", data / name), "", config, cache, progress)


def general(public: Sequence[Group]) -> Sets:
    """Give what is learned first: public questions, more than a quarter of them without an answer."""
    return [
        (0.72, [one for one in public if one.right and one.wrong]),
        (0.28, [one for one in public if not one.right]),
    ]


def by_rule(
    corpora: Mapping[str, Corpus], data: Path, config: DeskConfig, cache: Path, seed: int
) -> dict[str, Corpus]:
    """Make questions of the releases of every corpus, but those that gold questions are about, and search them."""
    found = {}
    for name, corpus in corpora.items():
        measuring = load(data / "gold" / f"{name}.jsonl", data / name)
        barred = {f"{name}/{item.article}" for one in measuring for item in one.relevant}
        asked = made.questions(corpus, barred, seed)
        found[name] = of_releases(data / name, asked, f"{name}/", config, cache, lambda _done, _of: None)
    return found


def silence(public: Sequence[Group], corpora: Sequence[Corpus], asked: Sequence[Corpus], seed: int) -> Sets:
    """Give what is learned last: when nothing answers, although the releases found speak of what is asked about.

    Args:
        public: public questions.
        corpora: with the questions that people asked.
        asked: with those made by rule.
        seed: of all that is drawn.
    """
    chance = random.Random(seed)  # noqa: S311 - what is learned from, no secret
    own = [one for corpus in corpora for one in groups(corpus, chance)]
    ruled = {
        kind: [one for corpus in asked for one in groups(_of_kind(corpus, kind), chance, 1)] for kind in made.KINDS
    }
    first, second = general(public)
    return [
        (0.34, [one for one in own if one.right]),
        (0.08, [one for one in own if not one.right]),
        (0.08, [one for kind in made.ANSWERED for one in ruled[kind] if one.right]),
        (0.10, ruled[made.LACKING]),
        (0.10, ruled[made.EXCHANGED]),
        (0.08, [replace(one, right=()) for one in own if one.right]),
        (0.14, first[1]),
        (0.08, second[1]),
    ]


def _of_kind(corpus: Corpus, kind: str) -> Corpus:
    return replace(corpus, pools=tuple(pool for pool in corpus.pools if pool.gold.kind == kind))


def press(public: Sequence[Group], corpora: Sequence[Corpus], seed: int) -> Sets:
    """Give what is learned then: releases, and what was learned before, so that it is not forgotten."""
    chance = random.Random(seed)  # noqa: S311 - what is learned from, no secret
    own = [one for corpus in corpora for one in groups(corpus, chance)]
    first, second = general(public)
    return [
        (0.58, [one for one in own if one.right]),
        (0.12, [one for one in own if not one.right]),
        (0.22, first[1]),
        (0.08, second[1]),
    ]
