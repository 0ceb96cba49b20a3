"""The columns that a row of ours is read from, by the names of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, FromClause


def columns_of(source: FromClause, row: type[Any], others: Mapping[str, Any] | None = None) -> list[ColumnElement[Any]]:
    """The columns of `source` that the dataclass `row` is made of, in its order; what it has from elsewhere are
    `others`, by name. Raises `KeyError` for a field that is neither."""
    elsewhere = others or {}
    return [elsewhere[each.name] if each.name in elsewhere else source.c[each.name] for each in fields(row)]
