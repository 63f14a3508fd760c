"""Statements that every question runs, compiled once and handed to SQLite as they are.

SQLAlchemy's way from a statement and its values to rows takes longer than most of these reads: .1 ms each, seven
times a question. It still writes them, and says how values and columns are kept.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.selectable import SelectBase
from sqlalchemy.types import TypeEngine

Process = Callable[[Any], Any]

_DIALECT = sqlite.dialect()


class Prepared:
    """A reading statement. It sees one state of the store by itself, without a transaction around it.

    Args:
        statement: what to read.
        given: names of its values that every run gives; those it holds itself stay.
    """

    def __init__(self, statement: SelectBase, *given: str) -> None:
        compiled = _DIALECT.statement_compiler(_DIALECT, statement)
        state = compiled.construct_expanded_state(dict.fromkeys(given))
        lists = {name: one for one, names in state.parameter_expansion.items() for name in names}
        self._sql, self._names = state.statement, state.positiontup or []
        self._to_keep = {name: _to_keep(compiled.binds[lists.get(name, name)].type) for name in self._names}
        self._values = {name: self._kept(name, state.parameters[name]) for name in self._names if name not in given}
        columns = statement.selected_columns
        row = namedtuple("Row", columns.keys())  # type: ignore[misc]  # names that the statement gives
        self._made: Callable[[Sequence[Any]], Any] = row._make
        told = ((at, _to_tell(column.type)) for at, column in enumerate(columns))
        self._to_tell = [(at, process) for at, process in told if process]

    def rows(self, engine: Engine, **given: object) -> list[Any]:
        """Run it.

        Args:
            engine: of the file.
            given: a value for each name that is to be given.

        Returns:
            Rows with the names of their columns.

        Raises:
            KeyError: a name was not given, or is none of them.
            sqlite3.DatabaseError: the file is damaged, or another process holds it.
        """
        values = self._values | {name: self._kept(name, value) for name, value in given.items()}
        connection = engine.raw_connection()
        try:
            found = connection.cursor().execute(self._sql, [values[name] for name in self._names]).fetchall()
        finally:
            connection.close()
        return [self._made(self._as_told(row)) for row in found]

    def _kept(self, name: str, value: object) -> object:
        return process(value) if (process := self._to_keep[name]) else value

    def _as_told(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        if not self._to_tell:
            return row
        told = list(row)
        for at, process in self._to_tell:
            told[at] = process(told[at])
        return tuple(told)


def _to_keep(kind: TypeEngine[Any]) -> Process | None:
    """Give what turns a value into what the file has for it; none where they are the same."""
    return kind.dialect_impl(_DIALECT).bind_processor(_DIALECT)


def _to_tell(kind: TypeEngine[Any]) -> Process | None:
    """Give what turns what the file has into a value; none where they are the same."""
    return kind.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
