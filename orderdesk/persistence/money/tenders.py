"""The tenders of the shop: read for every payment, and changed by the owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, insert, select, update

from orderdesk.domain.money.tenders import STANDARD, Tender, Tenders
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import payments, tenders

_COLUMNS = tuple(each.name for each in fields(Tender))
_ALL = Ready(select(*(tenders.c[name] for name in _COLUMNS)).order_by(tenders.c.id))
_FLAGS = ("drawer", "may_exceed", "asks_reference", "active")


def read_tenders(connection: Connection) -> Tenders:
    """All tenders, those that every shop has before the owner's own."""
    return Tenders(tuple(_tender(row) for row in _ALL.rows(connection)))


def tenders_to_change(connection: Connection) -> Tenders:
    """The same, and nobody else changes them until the transaction ends."""
    connection.execute(select(tenders.c.id).with_for_update()).all()
    return read_tenders(connection)


def add_standard(connection: Connection) -> None:
    """Write the tenders that every shop begins with."""
    connection.execute(insert(tenders), [_values(each) for each in STANDARD])


def add_tender(connection: Connection, tender: Tender) -> int:
    """Write a new tender; return its key."""
    key: int = connection.execute(insert(tenders).returning(tenders.c.id), _values(tender)).scalar_one()
    return key


def change_tender(connection: Connection, tender: Tender) -> None:
    """Write what a tender is from now on; its code stays."""
    values = {name: value for name, value in _values(tender).items() if name != "code"}
    connection.execute(update(tenders).where(tenders.c.id == tender.id).values(**values))


def is_used(connection: Connection, code: str) -> bool:
    """Whether money came or went by a tender."""
    found = select(payments.c.id).where(payments.c.tender == code).limit(1)
    return connection.execute(found).first() is not None


def _tender(row: tuple[Any, ...]) -> Tender:
    values = dict(zip(_COLUMNS, row, strict=True))
    return Tender(**values | {name: bool(values[name]) for name in _FLAGS})


def _values(tender: Tender) -> Mapping[str, Any]:
    """The columns of a tender; its key is given by the database."""
    values = {name: getattr(tender, name) for name in _COLUMNS if name != "id"}
    return values | {name: int(values[name]) for name in _FLAGS}
