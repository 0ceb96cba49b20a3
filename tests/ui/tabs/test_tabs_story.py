"""The story of an order beside the list, and what is open of it given up, by keys alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.orders.amending import Amendment
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.checks.holding import hold_order
from orderdesk.services.desk import Desk
from orderdesk.services.orders.amending import amend_order
from orderdesk.ui.widgets.label import Label
from tests.scenarios.story import prove
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


def told(clerk: Clerk, view: OrderView) -> list[str]:
    """All the words of the order's panel."""
    clerk.program.go("orders", view.order.id)
    clerk.list.table.setFocus()
    panel = clerk.list.detail
    assert panel is not None
    return [each.text() for each in panel.findChildren(Label) if each.isVisibleTo(panel) and each.text()]


def later(desk: Desk, **away: int) -> Desk:
    """The same desk at another time."""
    return replace(desk, clock=lambda: desk.clock() + timedelta(**away))


def test_the_history_reads_like_a_story(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 3))
    amend_order(clerk.desk, view.order.id, Amendment(reference="PO 7"), "she rang again")
    words = told(clerk, view)
    assert "What changed" not in words
    history = words[words.index("History") :]
    assert history[1] == "Today"
    assert any(each.endswith("took the order by telephone.") for each in history)
    assert any(each.endswith("changed the order: reference changed. Reason: she rang again.") for each in history)


def test_what_changed_since_the_customer_was_told_stands_above(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 3))
    hold_order(later(clerk.desk, hours=1), view.order.id, Hold.REVIEW, "ask her first")
    words = told(clerk, view)
    at = words.index("What changed")
    assert at < words.index("Lines")
    assert words[at + 1].startswith("Since the customer was told or written to, today at ")
    assert words[at + 2].startswith("The order went on hold (")
    assert words[at + 2].endswith("): review: ask her first.")


def test_what_is_open_is_given_up_by_keys(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 25))
    waiting = view.goods[0].progress.backordered
    assert waiting > pieces(1)
    clerk.program.go("orders", view.order.id)
    clerk.list.table.setFocus()
    clerk.press("Alt+X")
    assert_accessible(clerk.dialog)
    clerk.fill("Quantity", "1000")
    clerk.fill("Reason", "she found another")
    clerk.send()
    assert "less than that still open" in clerk.dialog.banner.text
    clerk.fill("Quantity", "1")
    clerk.send()
    assert clerk.said == f"1 MUG of {view.order.number} cancelled"
    now = clerk.again(view)
    assert (now.goods[0].cancelled, now.goods[0].progress.backordered) == (pieces(1), waiting - pieces(1))
    assert any(each.endswith("cancelled a part of what was open: she found another.") for each in told(clerk, view))
    prove(clerk.desk)


def test_an_order_that_is_not_binding_has_nothing_open(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 25), confirm=False)
    clerk.program.go("orders", view.order.id)
    clerk.list.table.setFocus()
    clerk.press("Alt+X")
    assert "only a confirmed order has open quantities" in clerk.said
