"""The report on the packing stations: for each packer how much was scanned, and how much of it was wrong."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from orderdesk.domain.values.quantity import quantity_text
from orderdesk.persistence.reports.packing import Accuracy, accuracy
from orderdesk.persistence.shop.set_up import calendar_of
from orderdesk.services.reports.tables import ColumnHead, Made

_HEADS = (
    ColumnHead("Packer"),
    ColumnHead("Parcels", True),
    ColumnHead("Units", True),
    ColumnHead("By hand", True),
    ColumnHead("Wrong item", True),
    ColumnHead("Too many", True),
    ColumnHead("Wrong label", True),
    ColumnHead("Not known", True),
    ColumnHead("Errors per 1,000", True),
)


def packing(connection: Connection, first: date, last: date, _currency: str) -> Made:
    """One row for each packer, and all together."""
    calendar = calendar_of(connection)
    rows = accuracy(connection, calendar.bounds(first)[0], calendar.bounds(last)[1])
    return _HEADS, [_cells(row) for row in rows], _cells(_together(rows)) if rows else ()


def _together(rows: list[Accuracy]) -> Accuracy:
    return Accuracy(
        "Total",
        sum(row.parcels for row in rows),
        sum(row.units for row in rows),
        sum(row.by_hand for row in rows),
        sum(row.wrong for row in rows),
        sum(row.too_many for row in rows),
        sum(row.unknown for row in rows),
        sum(row.wrong_label for row in rows),
    )


def _cells(row: Accuracy) -> tuple[str, ...]:
    return (
        row.user,
        str(row.parcels),
        quantity_text(row.units),
        quantity_text(row.by_hand),
        str(row.wrong),
        str(row.too_many),
        str(row.wrong_label),
        str(row.unknown),
        quantity_text(row.per_thousand),
    )
