"""Looking at returns: the list, one whole, and what could come back of an order."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.billing.billing import credit
from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.values.money import Amount
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.billing.records import invoiced_parts
from orderdesk.persistence.orders.view import OrderView, order_view
from orderdesk.persistence.returns.lists import (
    ReturnLineRow,
    ReturnRow,
    return_counts,
    return_line_rows,
    return_row,
    return_rows,
)
from orderdesk.persistence.returns.records import still_expected
from orderdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class ReturnView:
    """One return with its lines and its order."""

    row: ReturnRow
    lines: tuple[ReturnLineRow, ...]
    order: OrderView


@dataclass(frozen=True, slots=True)
class Returnable:
    """A line of an order of which something can still come back, and how much."""

    line: OrderLine
    able: Quantity


def returns_page(desk: Desk, view: str, typed: str = "", after: ReturnRow | None = None) -> list[ReturnRow]:
    """A page of the returns of a view, after `after` when given."""
    with desk.reading() as connection:
        return return_rows(connection, view, typed=typed, after=after)


def count_returns(desk: Desk) -> dict[str, int]:
    """How many each view of the returns holds."""
    with desk.reading() as connection:
        return return_counts(connection)


def view_return(desk: Desk, return_id: int) -> ReturnView | None:
    """One return whole, with its order; None when there is none."""
    with desk.reading() as connection:
        row = return_row(connection, return_id)
        order = order_view(connection, row.order_id) if row else None
        if row is None or order is None:
            return None
        return ReturnView(row, tuple(return_line_rows(connection, return_id)), order)


def returnable(desk: Desk, order: OrderView) -> list[Returnable]:
    """The lines of which something has shipped and is not back or on its way back."""
    with desk.reading() as connection:
        expected = still_expected(connection, order.order.id)
    lines = [(line, line.shipped - line.returned - expected.get(line.id, 0)) for line in order.goods]
    return [Returnable(line, able) for line, able in lines if able > 0]


def worth_of(desk: Desk, order: OrderView, quantities: dict[int, Quantity]) -> Amount:
    """What these quantities by line id would be credited at: the price paid, with tax.

    Goods that were not billed yet count at what the order says of them.
    """
    with desk.reading() as connection:
        parts = invoiced_parts(connection, order.order.id)
    total = 0
    for line in order.lines:
        wanted = quantities.get(line.id, 0)
        credited = credit([part for part in parts if part.order_line_id == line.id], wanted)
        total += sum(part.net + part.tax for part in credited)
        unbilled = wanted - sum(part.quantity for part in credited)
        if unbilled > 0:
            total += (line.net + line.tax) * unbilled // line.quantity
    return total
