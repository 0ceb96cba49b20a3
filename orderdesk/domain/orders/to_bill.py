"""What of an order is to be invoiced, is still open, or could come back."""

from __future__ import annotations

from collections.abc import Sequence

from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.values.quantity import Quantity


def billable(line: OrderLine, lines: Sequence[OrderLine], *, on_order: bool) -> Quantity:
    """What an invoice issued now takes of a line: all that is open, or what has shipped.

    Charges and services go onto the first invoice that bills any goods.
    """
    if on_order:
        return line.progress.to_invoice
    if line.goods:
        return max(0, line.shipped - line.invoiced)
    goods = [each for each in lines if each.goods]
    first = not goods or any(each.shipped > each.invoiced for each in goods)
    return line.progress.to_invoice if first else 0


def open_of(line: OrderLine) -> Quantity:
    """What can be given up of a line: goods that nothing is tied to yet, or what is not billed of a charge."""
    return line.progress.backordered if line.goods else line.progress.to_invoice


def waiting_lines(lines: Sequence[OrderLine]) -> list[OrderLine]:
    """The lines that still wait for goods."""
    return [line for line in lines if line.progress.backordered]
