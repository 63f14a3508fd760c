"""Gold questions: what is asked, and which words of which release answer it."""

from __future__ import annotations

import hashlib
import html
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from eval.errors import FolderInvalid, GoldInvalid
from eval.rows import optional, required

QUOTE_HEAD = 60
"""Code points of a quote that a passage must hold to count as a hit."""

EVERY_ARTICLE = "multi"
"""The kind of question that wants all of its articles; in every other kind any of them answers."""

_QUOTES = str.maketrans(
    {**dict.fromkeys("‘’‚‛′ʼ`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)
_SPACE = re.compile(r"\s+")
_DEAD = re.compile(r"(?is)<(script|style)\b.*?</\1>")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Relevant:
    """One place that answers: an article's path, and the words in it."""

    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class Gold:
    """A question with its known answer; `relevant` is empty where nothing answers."""

    id: str
    question: str
    lang: str
    kind: str
    relevant: tuple[Relevant, ...]
    answer: str


def fold(text: str) -> str:
    """Make texts comparable: NFKC, quotes and dashes alike, white space collapsed."""
    # Before as well as after: NFKC takes some quotes apart (´ into a space and an accent, ″ into two primes).
    alike = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES)
    return _SPACE.sub(" ", alike).strip()


def holds(passage: str, quote: str) -> bool:
    """Tell whether a passage contains a quote's first `QUOTE_HEAD` characters, both folded."""
    return fold(quote)[:QUOTE_HEAD] in fold(passage)


def visible(path: Path) -> str:
    """Read a file's visible text, in which places of gold questions count."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix in {".html", ".htm"}:
        text = html.unescape(_TAG.sub(" ", _DEAD.sub(" ", text)))
    return _SPACE.sub(" ", text)


def load(path: Path, corpus: Path | Mapping[str, Path]) -> list[Gold]:
    """Read a questions file, one JSON object a line.

    Args:
        path: the file.
        corpus: folder in which the questions' article paths are found; or, where they begin with the name of
            one of several folders, those by name.

    Raises:
        GoldInvalid: naming every line that cannot be scored and why; nothing is scored without them.
        FolderInvalid: there is no such corpus folder.
    """
    folders = {"": corpus} if isinstance(corpus, Path) else corpus
    for folder in folders.values():
        if not folder.is_dir():
            raise FolderInvalid(f"{folder}: no such folder; name the one that the questions' paths are relative to")
    try:
        # Not splitlines: U+2028 and its like may stand inside a JSON string.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldInvalid(f"{path}: cannot be read ({error}); name a UTF-8 JSON Lines file") from error
    questions: list[Gold] = []
    wrong: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            gold = _question(json.loads(line), folders)
        except (ValueError, RecursionError) as error:
            wrong.append(f"line {number}: {error}")
            continue
        if gold.id in seen:
            wrong.append(f"line {number}: id {gold.id!r} stands on line {seen[gold.id]} already")
        seen[gold.id] = number
        questions.append(gold)
    if wrong:
        raise GoldInvalid(
            f"{path}: {len(wrong)} line(s) cannot be scored; mend them and run again\n" + "\n".join(wrong)
        )
    if not questions:
        raise GoldInvalid(f"{path}: no questions in it")
    return questions


def _question(row: Any, folders: Mapping[str, Path]) -> Gold:
    if not isinstance(row, Mapping):
        raise ValueError("not an object")
    texts = {key: required(row, key) for key in ("id", "question")}
    relevant = row.get("relevant")
    if not isinstance(relevant, Sequence) or isinstance(relevant, str):
        raise ValueError("'relevant' is no list")
    return Gold(
        **texts,
        lang=optional(row, "lang"),
        kind=optional(row, "kind"),
        relevant=tuple(_relevant(item, folders) for item in relevant),
        answer=optional(row, "answer"),
    )


def _relevant(item: Any, folders: Mapping[str, Path]) -> Relevant:
    if not isinstance(item, Mapping):
        raise ValueError("an item of 'relevant' is no object")
    article = required(item, "article")
    plain = PurePosixPath(article)
    if plain.is_absolute() or ".." in plain.parts or str(plain) != article:
        # It would be found here and then never be equal to the path of an article that comes back.
        raise ValueError(f"article {article!r} is not written as a plain path inside the corpus")
    file = locate(article, folders)
    if file is None or not file.is_file():
        raise ValueError(f"article {article!r} is not in {', '.join(map(str, folders.values()))}")
    quote = required(item, "quote") if "quote" in item else _at_place(item, file)
    if not fold(quote):
        raise ValueError("the quote is blank")
    return Relevant(article, quote)


def locate(article: str, folders: Mapping[str, Path]) -> Path | None:
    """Name the file of an article path, which begins with a folder's name where there are several, if it does."""
    if "" in folders:
        return folders[""] / article
    name, _, rest = article.partition("/")
    return folders[name] / rest if name in folders and rest else None


def _at_place(item: Mapping[str, Any], file: Path) -> str:
    """Cut a quote out of the file's visible text, where its words may not be copied."""
    at = item.get("at")
    if not (isinstance(at, list) and len(at) == 2 and all(type(end) is int for end in at) and 0 <= at[0] < at[1]):
        raise ValueError("neither 'quote' nor a place 'at': [start, end]")
    quote = visible(file)[at[0] : at[1]]
    if hashlib.sha1(quote.encode()).hexdigest() != item.get("sha1"):  # noqa: S324 - a fingerprint, no secret
        raise ValueError(f"the words at {at} of {file.name!r} do not have this sha1; the file has changed")
    return quote
