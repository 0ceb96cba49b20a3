"""The metadata that all tables share, and the short forms their columns are written with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Text, text

SCHEMA_VERSION = 13

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key() -> Column[int]:
    """The surrogate key: the row id on SQLite, a bigint identity on PostgreSQL."""
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


def ref(name: str, target: str, *, null: bool = False, index: bool = False) -> Column[int]:
    """A foreign key to `target`.id."""
    return Column(name, BigInteger, ForeignKey(f"{target}.id"), nullable=null, index=index)


def number(name: str, default: int | None = 0) -> Column[int]:
    """An exact integer (amount, price, rate, quantity, count); `default=None` makes it required."""
    return Column(name, BigInteger, nullable=False, server_default=None if default is None else text(str(default)))


def word(name: str, default: str | None = "", **options: Any) -> Column[str]:
    """Text that is never NULL; `default=None` makes it required."""
    return Column(name, Text, nullable=False, server_default=default, **options)


def flag(name: str, default: bool = False) -> Column[int]:
    """A yes or no kept as 0 or 1, alike on both databases."""
    return Column(name, Integer, nullable=False, server_default="1" if default else "0")


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of only the rows `where` is true for; `with_conditions` tells the databases so.

    The condition is written apart because an index that names a dialect loads all of that dialect, at every start.
    """
    return Index(name, *columns, unique=unique, info={"where": where})


def with_conditions() -> MetaData:
    """The tables as they are to be made or compared: each partial index with its condition."""
    for table in metadata.tables.values():
        for index in table.indexes:
            if "where" in index.info:
                for dialect in ("sqlite", "postgresql"):
                    index.dialect_kwargs[f"{dialect}_where"] = text(index.info["where"])
    return metadata
