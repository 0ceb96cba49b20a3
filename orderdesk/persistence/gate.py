"""The last gate before a database: whatever door a text came through, a card number in it is not written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, event

from orderdesk.domain.cards import refuse_card

_SHORTEST = 13


def guard(engine: Engine) -> None:
    """Look through the texts of every insert and update of an engine."""

    @event.listens_for(engine, "before_cursor_execute")
    def looked(_c: Any, _cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if statement.startswith(("INSERT", "UPDATE")):
            for row in parameters if many else (parameters,):
                _look(row, context)


def _look(row: Any, context: Any) -> None:
    values = row.values() if isinstance(row, Mapping) else row or ()
    for place, value in enumerate(values):
        if type(value) is str and len(value) >= _SHORTEST:
            refuse_card(value, _name(row, place, context))


def _name(row: Any, place: int, context: Any) -> str:
    """The field a value is for, where the statement says so."""
    if isinstance(row, Mapping):
        names: Any = list(row)
    else:
        names = getattr(context.compiled, "positiontup", None) or ()
    name = str(names[place]) if place < len(names) else "text"
    return name.partition("__")[0].rstrip("_0123456789") or "text"
