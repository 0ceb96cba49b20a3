"""Many keys in one statement whose text never changes, so that it is built and planned once for any number of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, Select, any_, bindparam, func, select
from sqlalchemy.types import ARRAY

KEYS = "keys"


@cache
def among(statement: Select[Any], column: Column[int], dialect: str) -> Select[Any]:
    """`statement` for the rows whose `column` is one of the keys bound with `bound_keys`."""
    return statement.where(_condition(column, dialect))


def bound_keys(connection: Connection, keys: Iterable[int]) -> dict[str, Any]:
    """The keys as the statement takes them."""
    found = list(keys)
    return {KEYS: json.dumps(found) if connection.dialect.name == "sqlite" else found}


def _condition(column: Column[int], dialect: str) -> ColumnElement[bool]:
    if dialect == "sqlite":
        return column.in_(select(func.json_each(bindparam(KEYS)).table_valued("value").c.value))
    return column == any_(bindparam(KEYS, type_=ARRAY(BigInteger)))
