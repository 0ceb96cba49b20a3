"""What the window says of the lines of an order, and of stock that was allocated or was not."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.orders.cancelling import cancel_open, cancel_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.stock.stocking import receive
from orderdesk.ui.orders.lines import lines_section
from orderdesk.ui.widgets.pill import PillLabel
from tests.ui.tabs.conftest import Clerk


def said(clerk: Clerk, view: OrderView) -> tuple[str, list[str], str]:
    """The note of the section, the pills, and all else that is written there."""
    desk = clerk.desk
    section = lines_section(view_order(desk, view.order.id), desk.today, desk.calendar)
    written = [label.text() for label in section.findChildren(QLabel)]
    pills = [pill.accessibleName() for pill in section.findChildren(PillLabel)]
    return next(each for each in written if "line" in each and each != "Lines"), pills, " | ".join(written)


def test_a_cancelled_line_is_not_shipped(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 1))
    cancel_order(clerk.desk, view.order.id, "changed her mind")
    assert said(clerk, view)[:2] == ("1 line", ["Cancelled"])


def test_packed_lines_are_packed(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 2), ("TEE", 1))
    assert said(clerk, view)[:2] == ("2 lines · 0 of 3 shipped", ["Allocated", "Allocated"])
    key = view.shipments[0].id
    picklist = start_picking(clerk.desk, [key])
    assert said(clerk, view)[1] == ["Being picked", "Being picked"]
    confirm_picks(clerk.desk, picklist)
    assert said(clerk, view)[1] == ["Picked", "Picked"]
    pack_shipment(clerk.desk, key)
    assert said(clerk, view)[1] == ["Packed", "Packed"]
    ship_shipment(clerk.desk, key)
    assert said(clerk, view)[:2] == ("2 lines · 3 of 3 shipped", ["Shipped", "Shipped"])


def test_a_part_shipment_is_told(clerk: Clerk) -> None:
    view = clerk.place(("BOOK", 8))
    key = view.shipments[0].id
    confirm_picks(clerk.desk, start_picking(clerk.desk, [key]))
    pack_shipment(clerk.desk, key)
    ship_shipment(clerk.desk, key)
    note, pills, written = said(clerk, view)
    assert (note, pills) == ("1 line · 5 of 8 shipped", ["5 of 8 shipped"])
    assert "3 back-ordered · no day known" in written
    cancel_open(clerk.desk, view.order.id, {view.lines[0].id: pieces(3)}, "no more of them")
    note, pills, written = said(clerk, view)
    assert (note, pills) == ("1 line · 5 of 5 shipped", ["Shipped"])
    assert "3 cancelled" in written


def test_stock_is_allocated_or_it_is_said_that_none_was(clerk: Clerk) -> None:
    view = clerk.place(("BOOK", 8))
    clerk.press("Alt+1")
    page = clerk.list
    page.open(view.order.id)
    clerk.press("Ctrl+L")
    assert clerk.said == f"Nothing of what {view.order.number} waits for is there; nothing was allocated."
    receive(clerk.desk, "BOOK", pieces(2))
    page.open(view.order.id)
    clerk.press("Ctrl+L")
    assert clerk.said == f"2 allocated to {view.order.number}, 1 still back-ordered"
    receive(clerk.desk, "BOOK", pieces(2))
    page.open(view.order.id)
    clerk.press("Ctrl+L")
    assert clerk.said == f"Stock allocated to {view.order.number}"
