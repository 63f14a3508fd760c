"""The clean texts of a corpus and their passages, folded: where do these words stand?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from corpus.article import Article
from eval.candidates import Place
from eval.gold import QUOTE_HEAD, fold
from qa.desk import Desk


@dataclass(frozen=True, slots=True)
class Text:
    """An article as it is searched.

    Attributes:
        path: its name in a questions file.
        passages: its words as they were cut, in order.
        folded, folded_passages: the same, folded as `eval.gold.fold` does.
    """

    path: str
    article: Article
    passages: tuple[str, ...]
    folded: str
    folded_passages: tuple[str, ...]

    def holding(self, quote: str) -> tuple[int, ...]:
        """Number the passages that hold a quote's head, as scoring looks for it."""
        head = fold(quote)[:QUOTE_HEAD]
        return tuple(at for at, passage in enumerate(self.folded_passages) if head in passage)


Texts = Mapping[str, Text]
"""Path in a questions file -> text."""


def read(desk: Desk, path_of: Callable[[str, str], str]) -> dict[str, Text]:
    """Read every article of a Desk.

    Args:
        desk: where they are.
        path_of: an article's source and path -> its name in a questions file.
    """
    texts = {}
    with desk.store.snapshot(desk.embedder.id) as (_, rows):
        for row in rows:
            cut = tuple(row.article.text[passage.start : passage.end] for passage in row.passages)
            path = path_of(row.article.source, row.article.path)
            texts[path] = Text(path, row.article, cut, fold(row.article.text), tuple(map(fold, cut)))
    return texts


def holders(texts: Texts, quote: str) -> tuple[str, ...]:
    """Name the articles in which a whole quote stands, folded."""
    words = fold(quote)
    return tuple(path for path, text in texts.items() if words in text.folded)


def place(text: Text, quote: str) -> Place:
    """Show a quote in the first passage that holds its head; across a cut, without one."""
    held = text.holding(quote)
    day = text.article.published
    passage = text.passages[held[0]] if held else ""
    return Place(text.path, quote, passage, text.article.title, day.isoformat() if day else None)
