"""Texts cut into tokens, by a tokenizer of which only as much is read as the texts need.

A large Unigram vocabulary is kept on disk (`index.encoding.pieces`). For a few texts a tokenizer is made of those
pieces that stand in them: the same tokens at the same places, in milliseconds. Who cuts many texts reads all of it.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoding import shell
from index.encoding.kept import keep
from index.encoding.models import Model
from index.encoding.pieces import Piece, Pieces

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from tokenizers.models import Unigram

Text = str | tuple[str, str]
"""One text, or two that are read together."""

KEPT = 4_096
"""Words whose pieces are kept, some 8 MB: questions share most of their words with earlier ones."""

FEW = 64
"""New words up to which their pieces are kept one by one: a question has a dozen, passages have thousands."""

LARGE = 1_000_000
"""Bytes of a tokenizer's file from which on it is not read whole for a few texts."""

# Read once by the library, when it first cuts several texts: its own threads and our processes do not go together.
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


class Encoded(Protocol):
    """A text cut into tokens; the names are those of `tokenizers.Encoding`."""

    @property
    def ids(self) -> list[int]:
        """Token numbers, with those before, between and after texts."""

    @property
    def offsets(self) -> list[tuple[int, int]]:
        """Where each token stands in its text, in code points."""

    @property
    def sequence_ids(self) -> list[int | None]:
        """Which text each token is of, 0 or 1; none for what was added."""


class TextTokenizer(Protocol):
    """Cuts texts into tokens. Safe for several threads."""

    def encode(self, texts: Sequence[Text]) -> Sequence[Encoded]:
        """Cut texts, each no longer than the model reads: of two, the longer is cut off."""

    def numbers(self, text: str) -> list[int]:
        """Give the token numbers of one text, as `encode` does, the sooner the more of its words were cut before."""

    def read_whole(self) -> None:
        """Read all of the vocabulary: many texts follow."""


def place(model: Model, cache: Path) -> Path:
    """Name the folder of the cache where a model's vocabulary is kept."""
    return cache.expanduser() / "models" / f"{model.name}-{(model.sha256 or '')[:12]}-vocabulary-{shell.FORMAT}"


def tokenizer(file: Path, folder: Path, longest: int) -> TextTokenizer:
    """Give the tokenizer of a file.

    Args:
        file: `tokenizer.json` of the tokenizers library.
        folder: where a large vocabulary is kept apart (`place`); made from the file if it is not there. Whoever names
            the same folder shares what is read.
        longest: tokens of the longest text.

    Raises:
        OSError: the file cannot be read.
    """
    if file.stat().st_size < LARGE:
        return _Plain(file, longest)
    keep(folder, lambda part: shell.write(file, part), f"setting the vocabulary of {file.parent.name} apart; once")
    held = _vocabulary(folder)
    return _Parted(held, longest) if held else _Plain(file, longest)


class _Plain:
    """A tokenizer as the library reads it.

    Args:
        file, longest: see `tokenizer`.
    """

    def __init__(self, file: Path, longest: int) -> None:
        from tokenizers import Tokenizer

        self._tokenizer: Tokenizer = Tokenizer.from_file(str(file))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(longest)

    def encode(self, texts: Sequence[Text]) -> Sequence[Encoded]:
        """Cut texts, see `TextTokenizer`."""
        return self._tokenizer.encode_batch(list(texts))

    def numbers(self, text: str) -> list[int]:
        """Cut a text, see `TextTokenizer`."""
        return self._tokenizer.encode(text).ids

    def read_whole(self) -> None:
        """Do nothing: it is read whole."""


@dataclass(frozen=True, slots=True)
class _Renumbered:
    """A text cut by a tokenizer with numbers of its own.

    Attributes:
        cut: as it was cut.
        ids: token numbers in the whole vocabulary.
    """

    cut: Encoded
    ids: list[int]

    @property
    def offsets(self) -> list[tuple[int, int]]:
        """Where each token stands."""
        return self.cut.offsets

    @property
    def sequence_ids(self) -> list[int | None]:
        """Which text each token is of."""
        return self.cut.sequence_ids


@dataclass(frozen=True, slots=True)
class _Model:
    """A vocabulary, or what a few texts need of it, as the library takes it, and the numbers of its pieces."""

    unigram: Unigram
    numbers: NDArray[np.int64]


class _Vocabulary:
    """A vocabulary that is kept apart, shared by all that cut by it.

    Args:
        folder: see `tokenizer`.
        held: what it is without its pieces.
    """

    def __init__(self, folder: Path, held: shell.Shell) -> None:
        self._folder, self.held = folder, held
        self._lock = threading.Lock()
        self._mine = threading.local()  # tokenizers: their model is exchanged with every text
        self._met: dict[str, tuple[Piece, ...]] = {}
        self._cut: dict[str, tuple[int, ...]] = {}
        self._first = {piece.id for piece in held.first}
        self._added = re.compile("|".join(map(re.escape, held.added)) or r"(?!)")
        self._whole: _Model | None = None

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self._folder)

    def shell(self) -> Tokenizer:
        """Give the tokenizer but for its pieces, one for each thread."""
        if (mine := getattr(self._mine, "tokenizer", None)) is None:
            from tokenizers import Tokenizer

            mine = self._mine.tokenizer = Tokenizer.from_str(self.held.tokenizer)
        made: Tokenizer = mine
        return made

    def read_whole(self) -> _Model:
        """Give all of it, read once."""
        with self._lock:
            if self._whole is None:
                pieces = (Piece(text, number, score) for number, (text, score) in enumerate(self._pieces.all()))
                self._whole = self._model(pieces)
        return self._whole

    def enough_for(self, texts: Iterable[str]) -> _Model:
        """Give all of it if it has been read, else what some texts need of it."""
        return self._whole or self._model(self._within({word for text in texts for word in self._words(text)}))

    def numbers(self, text: str) -> list[int] | None:
        """Give the token numbers of a text, however long; null where it holds a token that is added as it stands.

        Each word is cut by itself, so what was met in one text is cut the same in the next.
        """
        if self._added.search(text):
            return None
        words, cut = list(self._words(text)), self._cut
        if new := {word for word in words if word not in cut}:
            cut = self._cut_too(new, words)
        before, after = self._around
        return [*before, *(number for word in words for number in cut[word]), *after]

    def _cut_too(self, new: set[str], words: list[str]) -> dict[str, tuple[int, ...]]:
        """Cut words not met before, and give the tokens of all words of a text."""
        model, cut = self._whole or self._model(self._pieces.within(new)), self._cut
        if len(cut) + len(new) > KEPT:
            cut = self._cut = {word: cut[word] for word in words if word in cut}  # others may read what was there
        for word in new:
            cut[word] = tuple(_numbers(model, [token.id for token in model.unigram.tokenize(word)]))
        return cut

    @cached_property
    def _around(self) -> tuple[list[int], list[int]]:
        """The tokens before and after every text."""
        model, made = self._model([]), self.shell()
        made.model = model.unigram
        made.no_truncation()
        cut = made.encode("-")
        own = [at for at, text in enumerate(cut.sequence_ids) if text is not None]
        return _numbers(model, cut.ids[: own[0]]), _numbers(model, cut.ids[own[-1] + 1 :])

    def _within(self, words: set[str]) -> list[Piece]:
        """Give the pieces that stand in some words, each once; only of words not met before are they looked up."""
        met = self._met
        new = [word for word in words if word not in met]
        if len(new) > FEW:
            return self._pieces.within(words)
        if new:
            found = self._pieces.within(new)
            if len(met) + len(new) > KEPT:
                met = self._met = {word: met[word] for word in words if word in met}  # others may read what was there
            met.update((word, tuple(piece for piece in found if piece.text in word)) for word in new)
        return list({piece.id: piece for word in words for piece in met[word]}.values())

    def _model(self, pieces: Iterable[Piece]) -> _Model:
        from tokenizers.models import Unigram

        used = [*self.held.first, *(piece for piece in pieces if piece.id not in self._first)]
        unigram = Unigram([(piece.text, piece.score) for piece in used], self.held.unknown, False)
        return _Model(unigram, np.fromiter((piece.id for piece in used), np.int64, len(used)))

    def _words(self, text: str) -> Iterator[str]:
        """Yield what pieces are looked for in: no piece reaches over the end of a word."""
        normalizer, words = self.shell().normalizer, self.shell().pre_tokenizer
        for part in self._added.split(text):
            for word, _ in words.pre_tokenize_str(normalizer.normalize_str(part)):
                yield word


class _Parted:
    """A tokenizer whose vocabulary is kept apart.

    Args:
        vocabulary: its pieces.
        longest: see `tokenizer`.
    """

    def __init__(self, vocabulary: _Vocabulary, longest: int) -> None:
        self._vocabulary, self._longest = vocabulary, longest

    def encode(self, texts: Sequence[Text]) -> Sequence[Encoded]:
        """Cut texts, see `TextTokenizer`."""
        model = self._vocabulary.enough_for(part for text in texts for part in _parts(text))
        made = self._vocabulary.shell()
        made.model = model.unigram
        made.enable_truncation(self._longest)
        return [_Renumbered(cut, _numbers(model, cut.ids)) for cut in made.encode_batch(list(texts))]

    def numbers(self, text: str) -> list[int]:
        """Cut a text, see `TextTokenizer`."""
        found = self._vocabulary.numbers(text)
        return self.encode([text])[0].ids if found is None or len(found) > self._longest else found

    def read_whole(self) -> None:
        """Read all of the vocabulary."""
        self._vocabulary.read_whole()


def _numbers(model: _Model, ids: list[int]) -> list[int]:
    """Give tokens as the whole vocabulary numbers them."""
    found: list[int] = model.numbers[ids].tolist()
    return found


def _parts(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


_shared: dict[Path, _Vocabulary | None] = {}
_sharing = threading.Lock()


def _vocabulary(folder: Path) -> _Vocabulary | None:
    """Give the vocabulary of a folder, one for all; none if it could not be set apart."""
    with _sharing:
        if folder not in _shared:
            held = shell.read(folder)
            _shared[folder] = _Vocabulary(folder, held) if held else None
        return _shared[folder]
