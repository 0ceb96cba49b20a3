"""Statements made ready once: their text, how their values are written and how their columns are read.

What each click asks and writes goes this way. In a file the answer itself takes some microseconds, and to ask for it
through SQLAlchemy takes ten times that; so the statement is built by SQLAlchemy, once, and then given to the driver.
To a server the way is longer than both, and SQLAlchemy goes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Delete, Executable, Insert, Select, Update, exc
from sqlalchemy.engine import Compiled, Dialect

Values = Mapping[str, Any]
Row = tuple[Any, ...]
_Turn = Callable[[Any], Any]

_NOTHING: Values = {}
_SEVERAL = "__[POSTCOMPILE_{}]"
"""How SQLAlchemy marks the place of values whose number is known only when the statement is run."""


class Ready:
    """A statement that is run again and again; every row comes back as a plain tuple in the order of its columns."""

    __slots__ = ("_fills", "_made", "_statement")

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        # An insert names the columns that it is given; all others name them from the start.
        self._fills = isinstance(statement, Insert)
        self._made: dict[tuple[str, ...], _Made] = {}

    def rows(self, connection: Connection, values: Values = _NOTHING) -> list[Row]:
        """All rows of the answer."""
        if _is_file(connection):
            return self._for(connection, values).ask(connection, values)
        return [tuple(row) for row in connection.execute(self._statement, values)]

    def first(self, connection: Connection, values: Values = _NOTHING) -> Row | None:
        """The first row, None when there is none; for questions with few answers."""
        found = self.rows(connection, values)
        return found[0] if found else None

    def one(self, connection: Connection, values: Values = _NOTHING) -> Row:
        """The one row of a question that always has an answer."""
        return self.rows(connection, values)[0]

    def column(self, connection: Connection, values: Values = _NOTHING) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self.rows(connection, values)]

    def scalar(self, connection: Connection, values: Values = _NOTHING) -> Any:
        """The first column of the first row; None when there is no row."""
        found = self.rows(connection, values)
        return found[0][0] if found else None

    def run(self, connection: Connection, values: dict[str, Any] | Sequence[Values]) -> int:
        """Write one row or many, which all fill the same columns; an update or delete tells how many rows it met."""
        if not _is_file(connection):
            return connection.execute(self._statement, values).rowcount
        if isinstance(values, dict):
            return self._for(connection, values).write(connection, values)
        return self._for(connection, values[0]).write_many(connection, values)

    def _for(self, connection: Connection, values: Values) -> _Made:
        names = tuple(values) if self._fills else ()
        made = self._made.get(names)
        if made is None:
            made = self._made[names] = _Made(self._statement, connection.dialect, list(values))
        return made


class _Made:
    """A statement as the driver of a file takes it."""

    def __init__(self, statement: Executable, dialect: Dialect, names: list[str]) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=names)  # type: ignore[attr-defined]
        self.compiled: Compiled = compiled
        self._text = str(compiled)
        # What stands at each place, by its name; what always stands there; and how values are turned to be kept.
        self._places: list[str] = []
        self._always: dict[str, Any] = {}
        self._turns: list[tuple[int, _Turn]] = []
        self._several: list[tuple[int, str, str, _Turn | None]] = []
        binds = {called: bind for bind, called in compiled.bind_names.items()}
        for name in compiled.positiontup or ():
            self._take(_SEVERAL.format(name), binds[name], dialect)
        self._pick = _picker(self._places)
        readers = [each.type.dialect_impl(dialect).result_processor(dialect, None) for each in _columns(statement)]
        self._readers: list[tuple[int, _Turn]] = [(place, reader) for place, reader in enumerate(readers) if reader]

    def _take(self, mark: str, bind: Any, dialect: Dialect) -> None:
        turn = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if bind.required and bind.expanding:
            self._several.append((len(self._places), bind.key, mark, turn))
            self._places.append(bind.key)
        elif bind.required:
            self._turns += [(len(self._places), turn)] if turn else []
            self._places.append(bind.key)
        else:
            values = bind.effective_value if bind.expanding else [bind.effective_value]
            self._text = self._text.replace(mark, _marks(values))
            for value in values:
                name = f"{mark}{len(self._places)}"
                self._always[name] = turn(value) if turn else value
                self._places.append(name)

    def ask(self, connection: Connection, values: Values) -> list[Row]:
        found: list[Row] = self._run(connection, *self._bound(values)).fetchall()
        return [self._read(row) for row in found] if self._readers else found

    def write(self, connection: Connection, values: Values) -> int:
        return int(self._run(connection, *self._bound(values)).rowcount)

    def write_many(self, connection: Connection, rows: Sequence[Values]) -> int:
        return int(self._run(connection, self._text, [self._row(row) for row in rows], many=True).rowcount)

    def _read(self, row: Row) -> Row:
        values = list(row)
        for place, reader in self._readers:
            values[place] = reader(values[place])
        return tuple(values)

    def _row(self, values: Values) -> Row:
        row = self._pick({**self._always, **values} if self._always else values)
        if not self._turns:
            return row
        turned = list(row)
        for place, turn in self._turns:
            turned[place] = turn(turned[place])
        return tuple(turned)

    def _bound(self, values: Values) -> tuple[str, Row]:
        text, row = self._text, self._row(values)
        if not self._several:
            return text, row
        bound = list(row)
        # From the end, so that the places before stay where they are.
        for place, name, mark, turn in reversed(self._several):
            each = values[name]
            text = text.replace(mark, _marks(each))
            bound[place : place + 1] = [turn(value) for value in each] if turn else each
        return text, tuple(bound)

    def _run(self, connection: Connection, text: str, bound: Row | list[Row], *, many: bool = False) -> Any:
        cursor = connection.connection.cursor()
        # Whoever listens to what is run hears of it as ever: the gate looks through what is written.
        for heard in connection.dispatch.before_cursor_execute:
            heard(connection, cursor, text, bound, self, many)
        try:
            cursor.executemany(text, bound) if many else cursor.execute(text, bound)
        except connection.dialect.loaded_dbapi.Error as error:
            faults = connection.dialect.loaded_dbapi.Error
            raise exc.DBAPIError.instance(text, bound, error, faults, dialect=connection.dialect) from error
        return cursor


def _is_file(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite" and connection.in_transaction()


def _picker(names: Sequence[str]) -> Callable[[Values], Row]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple([values[name] for name in names])


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values)) or "NULL"


def _columns(statement: Executable) -> Sequence[Any]:
    if isinstance(statement, Select | CompoundSelect):
        return list(statement.selected_columns)
    if isinstance(statement, Insert | Update | Delete):
        return list(statement.exported_columns)
    return ()
