"""A report as a table: what its columns mean, its rows and its totals, ready for screen, paper and file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from orderdesk.domain.money import amount_text, shown
from orderdesk.domain.quantity import quantity_text, shown_quantity

Cell = str | int | date | None


class Kind(StrEnum):
    """What the cells of a column are: text, a date, a count, or an amount in minor units or quantity in thousandths."""

    TEXT = "text"
    DATE = "date"
    COUNT = "count"
    AMOUNT = "amount"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `summed` ones have a total."""

    title: str
    kind: Kind = Kind.TEXT
    summed: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A report over the days `start` to `end`, both within; amounts in `currency`."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...]
    start: date
    end: date
    currency: str

    def plain(self, cell: Cell, kind: Kind) -> str:
        """A cell for a file: no grouping, a point before the decimals, ISO dates."""
        if cell is None:
            return ""
        if isinstance(cell, int):
            texts = {Kind.AMOUNT: amount_text(cell, self.currency), Kind.QUANTITY: quantity_text(cell)}
            return texts.get(kind, str(cell))
        return cell.isoformat() if isinstance(cell, date) else cell

    def shown(self, cell: Cell, kind: Kind) -> str:
        """A cell for the eye."""
        if isinstance(cell, int):
            texts = {Kind.AMOUNT: shown(cell, self.currency), Kind.QUANTITY: shown_quantity(cell)}
            return texts.get(kind, f"{cell:,}")
        return self.plain(cell, kind)


def totals_of(columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    """The totals row: "Total", the sums of the summed columns, nothing under the others."""
    sums: list[Cell] = [
        sum(cell for row in rows if isinstance(cell := row[place], int)) if column.summed else None
        for place, column in enumerate(columns)
    ]
    return ("Total", *sums[1:])
