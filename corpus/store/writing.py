"""StoreWriter: how anything is written to the store. What its transaction has committed is acknowledged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, OperationalError

from corpus.errors import StoreBusy, StoreError
from corpus.store import schema
from corpus.store.journal import MEND
from corpus.store.reader import FILE, StoreReader


class StoreWriter(StoreReader):
    """The ground under those parts of `ArticleStore` that write."""

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """Begin a transaction; it is committed where nothing is raised.

        Raises:
            StoreBusy: another process has been writing for too long.
            StoreError: the file cannot be written, or is no database.
        """
        try:
            with self._engine.execution_options(writes=True).begin() as connection:
                yield connection
        except OperationalError as error:
            if "locked" in str(error.orig):
                raise StoreBusy(
                    f"another process has been writing to {self.folder} for {schema.BUSY_SECONDS} s; try again"
                ) from error
            raise StoreError(f"cannot write to {self.folder} ({error.orig}); nothing of this was stored") from error
        except DatabaseError as error:
            told = f"{self.folder / FILE} cannot be used as a store ({error.orig}); {MEND}"
            raise StoreError(told) from error
