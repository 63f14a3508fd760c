"""What stands before an answer: a question asked of a small Desk, as far as its passages and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Document, Filters, Scope
from qa import citation, weights
from qa.answering.composing import Composer
from qa.answering.sentence import Sentence
from qa.answering.standing import Archive, Standing, standing
from qa.citation import Proven
from qa.desk import Desk, DeskConfig
from qa.finding import Finder, Finding
from qa.models import Bound
from qa.question import Question, understand
from tests.conftest import HashingEmbedder


@dataclass(frozen=True)
class Seen:
    """All that a verdict is given by."""

    finding: Finding
    proven: list[Proven]
    sentences: list[Sentence]
    archive: Archive

    @property
    def standing(self) -> Standing:
        return standing(self.finding.understood, self.finding, self.proven, self.archive)


def seen(desk: Desk, text: str, scope: Scope | None = None, filters: Filters | None = None, k: int = 5) -> Seen:
    """Ask as far as the sentences."""
    scope = scope or Scope.everything()
    question = Question(text, k, filters or Filters())
    desk.engine.refresh()
    finder = Finder(desk.store, desk.config.blend, weights.load().ranking, lambda: None)
    asked = understand(question, scope.as_of or scope.now.date())
    finding = finder.find(question, asked, scope, Bound(desk.embedder, desk.engine), lambda _stage: None)
    proven, _ = citation.prove(finding.candidates, k, desk.store, scope)
    return Seen(finding, proven, Composer().sentences(finding, proven), Archive(desk.engine, desk.store, scope))


def release(path: str, title: str, body: str, day: str | None = "2024-03-01", source: str = "room") -> Document:
    """Make a release."""
    fields = {"title": title, **({"published": day} if day else {})}
    return Document(source, path, body.encode(), "text", fields=fields)


@contextmanager
def room(folder: Path, *releases: Document) -> Iterator[Desk]:
    """Open a Desk over releases."""
    desk = Desk(DeskConfig(folder, ranking=weights.load().ranking), HashingEmbedder())
    for one in releases:
        desk.add(one)
    yield desk
    desk.close()
