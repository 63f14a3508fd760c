"""`python -m eval.stories PAIRS --corpus FOLDER`: are the releases found again that tell the same, and only those?

PAIRS is JSON Lines: `{"a", "b", "relation", "why"}`, the paths relative to FOLDER, the relation read by hand: `same`,
`edited`, `corrected`, or `different` where two only look alike. No words of the releases are printed, only places.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from corpus import sources
from corpus.article import Document, Draft, Scope, Span, article_id
from corpus.errors import Refused
from corpus.reading import read
from corpus.records import Entry, Source
from corpus.store import ArticleStore
from corpus.stories.story import Story
from corpus.stories.wording import Told
from eval import jsonlines
from eval.editions import Outcome, recall
from eval.errors import EvaluationError, FactsInvalid, FolderInvalid
from eval.significance import Interval, interval

RELATIONS = ("same", "edited", "corrected", "different")
TOGETHER = 64
"""Releases committed together."""

LARGEST_TOLD = 8
"""Stories named in the table."""

FOLDER_SOURCE = "folder"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two releases read by hand: their paths, and how they are related."""

    a: str
    b: str
    relation: str

    @property
    def one_story(self) -> bool:
        """Whether they tell the same story."""
        return self.relation != "different"


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a folder.

    Attributes:
        stories: path -> the story it is in.
        releases: how many were read.
        seconds: in finding stories: bands, looking them up, comparing, writing down.
    """

    stories: Mapping[str, Story]
    releases: int
    seconds: float

    def relation(self, pair: Pair) -> str:
        """Tell how the store relates a pair."""
        ids = (article_id(FOLDER_SOURCE, pair.a), article_id(FOLDER_SOURCE, pair.b))
        story = self.stories.get(pair.a)
        if story is None or ids[1] not in {member.article_id for member in story.members}:
            return "different"
        return story.relation(*ids)


@dataclass(slots=True)
class Measured:
    """Pairs held against what was found.

    Attributes:
        told: (relation by hand, relation found) -> pairs.
    """

    told: dict[tuple[str, str], list[Pair]] = field(default_factory=dict)

    def precision(self) -> Interval | None:
        """Of the pairs found to be one story, the share that is; null where none was found."""
        return _share(
            [pair.one_story for (_, found), pairs in self.told.items() if found != "different" for pair in pairs]
        )

    def recall(self) -> Interval | None:
        """Of the pairs that are one story, the share found."""
        return _share(
            [found != "different" for (_, found), pairs in self.told.items() for pair in pairs if pair.one_story]
        )


def pairs(path: Path) -> list[Pair]:
    """Read the pairs.

    Raises:
        FactsInvalid: a line is no pair; it says which and why. Or there is none.
    """
    found = []
    for line in jsonlines.read(path):
        try:
            row = line.row()
            pair = Pair(str(row["a"]), str(row["b"]), str(row["relation"]))
        except (ValueError, KeyError) as error:
            raise FactsInvalid(f"{path}, line {line.number}: no pair ({error!r}); give a, b and relation") from error
        if pair.relation not in RELATIONS:
            raise FactsInvalid(f"{path}, line {line.number}: {pair.relation!r} is none of {', '.join(RELATIONS)}")
        found.append(pair)
    if not found:
        raise FactsInvalid(f"{path}: no pairs in it")
    return found


def releases(folder: Path) -> Iterator[tuple[Document, Draft]]:
    """Yield the releases of a folder; what cannot be read is passed over.

    Raises:
        FolderInvalid: there is no such folder.
    """
    if not folder.is_dir():
        raise FolderInvalid(f"{folder}: no such folder; name the one that the pairs' paths are relative to")
    source = Source(FOLDER_SOURCE, "folder", str(folder.resolve()))
    for path in sources.files(sources.Origin(source, folder.resolve()), lambda _error: None):
        try:
            document = sources.document(path, source)
            yield document, read(document)
        except Refused:
            continue


def tell(told: Iterable[tuple[Document, Draft]]) -> Found:
    """Take releases into a store of their own, and read its stories."""
    with tempfile.TemporaryDirectory() as place:
        store = _Timed(Path(place))
        waiting: list[Entry] = []
        paths: dict[str, str] = {}
        for document, draft in told:
            paths[document.id] = document.path
            waiting.append(Entry(document, draft, [Span(0, len(draft.text))], np.zeros((1, 1), np.float32), "none"))
            if len(waiting) == TOGETHER:
                store.put(waiting)
                waiting = []
        store.put(waiting)
        stories = store.stories_of(list(paths), Scope.everything())
        store.close()
    return Found({paths[one]: story for one, story in stories.items()}, len(paths), store.seconds)


def measure(told: Sequence[Pair], found: Found) -> Measured:
    """Hold pairs against what was found."""
    measured = Measured()
    for pair in told:
        measured.told.setdefault((pair.relation, found.relation(pair)), []).append(pair)
    return measured


def record(measured: Measured, found: Found, made: Mapping[str, Outcome] = MappingProxyType({})) -> dict[str, Any]:
    """Give all of it for machines; `made` are editions made by rule, by kind."""
    stories = _distinct(found)
    return {
        "pairs": sum(map(len, measured.told.values())),
        "precision": _figure(measured.precision()),
        "recall": _figure(measured.recall()),
        "relations": [
            {"by_hand": by_hand, "found": as_found, "pairs": len(some)}
            for (by_hand, as_found), some in sorted(measured.told.items())
        ],
        "wrong": [{"a": pair.a, "b": pair.b, "by_hand": pair.relation} for pair in _wrong(measured)],
        "releases": found.releases,
        "milliseconds": round(found.seconds / max(1, found.releases) * 1e3, 3),
        "stories": len(stories),
        "in_stories": len(found.stories),
        "sizes": {str(size): count for size, count in sorted(Counter(len(one.members) for one in stories).items())},
        "links": dict(_links(stories)),
        "editions": {
            kind: {"made": one.made, "found": one.made - len(one.missed), "missed": list(one.missed)}
            for kind, one in made.items()
        },
    }


def table(measured: Measured, found: Found, made: Mapping[str, Outcome] = MappingProxyType({})) -> str:
    """Say all of it for people."""
    told = record(measured, found, made)
    lines = [f"{told['pairs']} pairs read by hand"]
    for name in ("precision", "recall"):
        figure = told[name]
        lines.append(f"  {name:9} " + ("none" if figure is None else _words(figure)))
    lines += [f"  {row['by_hand']:9} found {row['found']:9} {row['pairs']:4}" for row in told["relations"]]
    lines += [f"  wrong: {row['by_hand']:9} {row['a']} | {row['b']}" for row in told["wrong"]]
    lines.append(f"{told['releases']:,} releases, {told['milliseconds']:.2f} ms each to find their stories")
    lines.append(f"  {told['stories']} stories of {told['in_stories']} releases; links: {told['links']}")
    lines += [f"  {count} of {size} releases" for size, count in told["sizes"].items()]
    for story in sorted(_distinct(found), key=lambda one: len(one.members), reverse=True)[:LARGEST_TOLD]:
        newest = story.members[0]
        lines.append(f"  {len(story.members)}  {newest.path}")
        lines += [f"     {relation:9} {member.path}" for member, relation in story.others(newest.article_id)]
    if made:
        lines.append("editions made by rule, and those known again")
    lines += [f"  {one['found']:4} of {one['made']:4}  {kind}" for kind, one in told["editions"].items()]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when it measured, 1 when it could not."""
    parser = argparse.ArgumentParser(prog="python -m eval.stories", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pairs", type=Path, help="JSON Lines of pairs read by hand")
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the releases")
    parser.add_argument("--made", type=int, default=0, help="releases of which editions are made by rule, at most")
    parser.add_argument("--json", action="store_true", help="print JSON")
    chosen = parser.parse_args(arguments)
    try:
        told = pairs(chosen.pairs)
        held = list(releases(chosen.corpus))
        found = tell(held)
    except (EvaluationError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    measured = measure(told, found)
    made = recall([(document.path, draft) for document, draft in held], chosen.made) if chosen.made else {}
    print(json.dumps(record(measured, found, made), indent=2) if chosen.json else table(measured, found, made))
    return 0


class _Timed(ArticleStore):
    """A store that counts the time it takes to find stories."""

    seconds = 0.0

    def _tell(self, connection: Any, article_id: str, version: int, told: Told) -> None:
        began = time.perf_counter()
        super()._tell(connection, article_id, version, told)
        self.seconds += time.perf_counter() - began


def _distinct(found: Found) -> list[Story]:
    return list({story.id: story for story in found.stories.values()}.values())


def _links(stories: Sequence[Story]) -> Counter[str]:
    doubled = Counter(relation for story in stories for near in story.links.values() for relation in near.values())
    return Counter({relation: count // 2 for relation, count in sorted(doubled.items())})


def _wrong(measured: Measured) -> list[Pair]:
    return [
        pair
        for (by_hand, found), some in sorted(measured.told.items())
        if (by_hand == "different") != (found == "different")
        for pair in some
    ]


def _share(hits: Sequence[bool]) -> Interval | None:
    return interval([float(hit) for hit in hits]) if hits else None


def _figure(share: Interval | None) -> dict[str, float] | None:
    if share is None:
        return None
    return {"value": round(share.value, 4), "low": round(share.low, 4), "high": round(share.high, 4)}


def _words(figure: Mapping[str, float]) -> str:
    return f"{figure['value']:.3f} ({figure['low']:.3f} to {figure['high']:.3f})"


if __name__ == "__main__":
    sys.exit(main())
