"""What can go wrong with models and indexes.

    SearchError
    ├── ModelError
    │   ├── ModelMissing        no weights where the setting points
    │   ├── ModelDamaged        the weights are not the ones we measured
    │   └── NotConvertible      the model is of a make that only torch runs
    └── VectorsMissing          articles are there that this model has not encoded

Every message says what happened, to what, and what to do.
"""

from __future__ import annotations


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


class VectorsMissing(SearchError):
    """Some articles have no vectors of this model yet.

    Args:
        article_ids: the articles to encode.
    """

    def __init__(self, article_ids: tuple[str, ...]) -> None:
        super().__init__(f"{len(article_ids)} articles have no vectors of this model; run `dateline ingest` again")
        self.article_ids = article_ids
