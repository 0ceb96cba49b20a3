"""The sums of an order's card add up to what is due, whatever was cancelled, credited, paid and given back."""

from __future__ import annotations

import re
from decimal import Decimal

from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.billing.crediting import reduce_price
from orderdesk.services.money.paying import refund_money
from orderdesk.services.orders.cancelling import cancel_open, cancel_order
from orderdesk.ui.widgets.label import Label
from tests.ui.tabs.conftest import Clerk


def sums(clerk: Clerk, view: OrderView) -> dict[str, Decimal]:
    """The rows of the card from the total down to what is due, by what they are called."""
    clerk.program.go("orders", view.order.id)
    clerk.list.show_thing(view)
    panel = clerk.list.detail
    assert panel is not None
    words = [each.text() for each in panel.findChildren(Label) if each.isVisibleTo(panel) and each.text()]
    rows = words[words.index("Total") : words.index("Due") + 2]
    figures = [Decimal(re.sub(r"[^\d.-]", "", each.replace("−", "-"))) for each in rows[1::2]]
    return dict(zip(rows[::2], figures, strict=True))


def added(rows: dict[str, Decimal]) -> Decimal:
    return sum(figure for name, figure in rows.items() if name != "Due")


def test_what_was_credited_stands_between_the_total_and_what_is_due(clerk: Clerk) -> None:
    view = clerk.shipped(("MUG", 3))
    reduce_price(clerk.desk, view.papers[0].number, 500, "scratched")
    owed = sums(clerk, clerk.again(view))
    assert owed["Credited by CN-1001"] == Decimal("-5.00")
    assert added(owed) == owed["Due"] == Decimal("-5.00")
    refund_money(clerk.desk, view.order.id, "card", 500, reason="scratched")
    even = sums(clerk, clerk.again(view))
    assert added(even) == even["Due"] == 0


def test_what_was_cancelled_stands_there_too(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 25), ("LAMP", 1))
    line = view.goods[0]
    cancel_open(clerk.desk, view.order.id, {line.id: pieces(1)}, "one less")
    part = sums(clerk, clerk.again(view))
    assert part["Cancelled"] < 0
    assert added(part) == part["Due"] > 0
    cancel_order(clerk.desk, view.order.id, "changed her mind")
    whole = sums(clerk, clerk.again(view))
    assert (whole["Cancelled"], whole["Due"]) == (-whole["Total"], 0)
