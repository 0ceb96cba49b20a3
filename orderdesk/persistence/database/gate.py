"""The last gate before a database: whatever door a text came through, a card number in it is not written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, event

from orderdesk.domain.values.cards import refuse_card

_SHORTEST = 13
_NAMES = re.compile(r"INSERT INTO \S+ \(([^)]*)\)")


def guard(engine: Engine) -> None:
    """Look through the texts of every insert and update of an engine."""

    @event.listens_for(engine, "before_cursor_execute")
    def looked(_c: Any, _cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if statement.startswith(("INSERT", "UPDATE")):
            for row in parameters if many else (parameters,):
                values = row.values() if isinstance(row, dict) else row or ()
                for place, value in enumerate(values):
                    if type(value) is str and len(value) >= _SHORTEST:
                        names = _names(row, statement, context)
                        refuse_card(value, _field(names[place]) if place < len(names) else "text")


def _names(row: Any, statement: str, context: Any) -> Sequence[str]:
    """The parameters of a row by their names, where the statement says them."""
    if isinstance(row, dict):
        return list(row)
    return getattr(context.compiled, "positiontup", None) or _written(statement)


@lru_cache(maxsize=256)
def _written(statement: str) -> Sequence[str]:
    """The columns that a statement we wrote ourselves fills, one for one."""
    found = _NAMES.match(statement)
    return [name.strip(' "') for name in found[1].split(",")] if found else ()


def _field(name: str) -> str:
    """The field that a parameter is for: "name__3" and "name_1" are for "name"."""
    return name.partition("__")[0].rstrip("_0123456789") or "text"
