"""Crediting an invoice and giving money back by keyboard, each with what it refuses said in the form."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QCheckBox

from orderdesk.domain.fulfilment.shipments import Short
from orderdesk.domain.money.refunding import Because
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import shipments_to_do, view_order
from orderdesk.ui.widgets.forms.choice import Choice
from tests.scenarios.story import prove
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


def shown(clerk: Clerk, order_id: int) -> None:
    clerk.program.go("orders", order_id)
    clerk.list.table.setFocus()
    QApplication.processEvents()


def ask(clerk: Clerk, keys: str) -> None:
    clerk.press(keys)
    clerk.dialog.activateWindow()
    QApplication.processEvents()


def test_a_line_of_an_invoice_is_credited(clerk: Clerk) -> None:
    view = clerk.again(clerk.shipped(("MUG", 3)))
    shown(clerk, view.order.id)
    ask(clerk, "Ctrl+Shift+I")
    assert_accessible(clerk.dialog)
    clerk.fill("Quantity", "4")
    clerk.fill("Reason", "dented")
    clerk.send()
    assert "3 of" in clerk.dialog.fields["quantity"]._below.text()
    clerk.fill("Quantity", "1")
    clerk.send()
    assert clerk.papers[-1][0] == "credit-note"
    note = clerk.again(view).papers[-1]
    assert (note.kind, note.total) == ("credit-note", 1_500)
    prove(clerk.desk)


def test_money_goes_back_as_it_came_or_by_a_tick(clerk: Clerk) -> None:
    view = clerk.place(("LAMP", 1))
    take_payment(clerk.desk, view.order.id, [Tendered("card", 6_000), Tendered("transfer", view.order.due - 6_000)])
    shown(clerk, view.order.id)
    ask(clerk, "Shift+F9")
    assert_accessible(clerk.dialog)
    (tender,) = [each for each in clerk.dialog.findChildren(Choice) if each.accessibleName() == "By"]
    assert tender.value() == "transfer"
    clerk.fill("Amount", "90.00")
    clerk.fill("Why", "agreed")
    clerk.send()
    assert "60.00 by card" in clerk.dialog.fields["amount"]._below.text()
    (tick,) = clerk.dialog.findChildren(QCheckBox)
    tick.setChecked(True)
    clerk.send()
    assert clerk.said == f"90.00 given back on {view.order.number}"
    back = [each for each in view_order(clerk.desk, view.order.id).payments if each.kind == "refund"]
    # A row for each payment that it gives back.
    assert {each.tender for each in back} == {"transfer"}
    assert sum(each.amount for each in back) == 9_000
    assert all(each.gives_back for each in back)
    prove(clerk.desk)


def test_of_an_order_paid_on_delivery_the_part_is_asked_that_its_parcel_collected(clerk: Clerk) -> None:
    lines = tuple(LineRequest(pieces(2), sku) for sku in ("MUG", "LAMP"))
    order_id = place_order(clerk.desk, OrderRequest(lines, customer_id=1, service="road", tender="cod"))
    view = view_order(clerk.desk, order_id)
    (key,) = shipments_to_do(clerk.desk, view.order.number)
    picklist = start_picking(clerk.desk, [key])
    confirm_picks(clerk.desk, picklist, [Short("LAMP", pieces(2))])
    pack_shipment(clerk.desk, key)
    ship_shipment(clerk.desk, key)
    issue_invoice(clerk.desk, order_id)
    billed = view_order(clerk.desk, order_id).papers[0].total
    assert 0 < billed < view.order.total
    shown(clerk, order_id)
    ask(clerk, "F9")
    assert clerk.dialog.windowTitle() == f"Take £{billed / 100:.2f} on {view.order.number}"


def test_a_price_reduction_on_what_is_paid_and_invoiced_is_chosen_in_the_same_form(clerk: Clerk) -> None:
    view = clerk.shipped(("MUG", 3))
    shown(clerk, view.order.id)
    ask(clerk, "Shift+F9")
    clerk.fill("Amount", "2.00")
    clerk.fill("Why", "a scratch")
    clerk.send()
    assert "the rest is invoiced" in clerk.dialog.fields["amount"]._below.text()
    clerk.dialog.fields["because"].set_value(Because.REDUCED)
    clerk.send()
    after = clerk.again(view)
    assert (after.order.due, after.papers[-1].kind, after.papers[-1].total) == (0, "credit-note", 200)
    prove(clerk.desk)


def test_the_price_of_an_open_invoice_is_reduced_where_it_is_credited(clerk: Clerk) -> None:
    view = clerk.again(clerk.shipped(("MUG", 3)))
    shown(clerk, view.order.id)
    ask(clerk, "Ctrl+Shift+I")
    clerk.fill("Or a price reduction of", "2.00")
    clerk.fill("Reason", "a scratch")
    clerk.send()
    after = clerk.again(view)
    assert (after.papers[-1].total, after.order.due) == (200, view.order.due - 200)
    prove(clerk.desk)
