"""What can go wrong with models and indexes.

    SearchError
    ├── ModelError
    │   ├── ModelMissing        no weights where the setting points
    │   ├── ModelDamaged        the weights are not the ones we measured
    │   └── NotConvertible      the model is of a make that only torch runs
    ├── IndexDamaged            a file of an index is not as it was written
    ├── IndexUnwritable         the index cannot be written; answering goes on without it
    ├── TermsCollide            two different terms have one key: neither could be told from the other
    └── VectorsMissing          articles are there that this model has not encoded

Every message says what happened, to what, and what to do.
"""

from __future__ import annotations

from pathlib import Path


class SearchError(Exception):
    """Base of everything this package raises on purpose."""


class ModelError(SearchError):
    """The embedding model cannot be used."""


class ModelMissing(ModelError):
    """No weights where the setting points."""


class ModelDamaged(ModelError):
    """The weights do not have the checksum that was measured."""


class NotConvertible(ModelError):
    """The model is of a make, or from a place, that only torch runs."""


class IndexDamaged(SearchError):
    """A file of an index is not as it was written. It is made again from the store; nothing is lost but time.

    Args:
        path: the file.
        how: what is wrong with it.
    """

    def __init__(self, path: Path, how: str) -> None:
        super().__init__(f"{path.name} of the index is damaged ({how}); it is made again from the store")
        self.path = path


class IndexUnwritable(SearchError):
    """The index cannot be written: a full disk, a folder that is closed to us, or another writer that stays.

    What the store holds is answered all the same, from memory; the next writing tries again.
    """


class TermsCollide(SearchError):
    """Two words have the same 64-bit key.

    Args:
        one, other: the words.
    """

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one!r} and {other!r} have one key in the word index; leave one of them out of the text")


class VectorsMissing(SearchError):
    """Some articles have no vectors of this model yet.

    Args:
        article_ids: the articles to encode.
    """

    def __init__(self, article_ids: tuple[str, ...]) -> None:
        super().__init__(f"{len(article_ids)} articles have no vectors of this model; run `dateline ingest` again")
        self.article_ids = article_ids
