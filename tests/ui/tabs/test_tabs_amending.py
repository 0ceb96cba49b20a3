"""A confirmed order is changed by keys alone: foreseen while it is typed, its money asked for at the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDeadlineTimer, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import shipments_to_do, view_order
from orderdesk.services.people.users import save_user
from orderdesk.services.shop.shop import save_service
from orderdesk.services.shop.shop_forms import ServiceForm
from orderdesk.ui.orders.changing.amend_grid import AmendGrid
from orderdesk.ui.orders.new_order.page import NewOrderPage
from orderdesk.ui.shell.starting.crash import CrashDialog
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.label import Label
from tests.patience import LIMIT_MS
from tests.scenarios.story import prove
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


def change(clerk: Clerk, view: OrderView) -> None:
    """Ask for the form of an order."""
    clerk.program.go("orders", view.order.id)
    clerk.list.table.setFocus()
    clerk.press("Ctrl+E")
    clerk.dialog.activateWindow()
    QApplication.processEvents()


def cell(clerk: Clerk, sku: str, column: str, text: str) -> None:
    """Type into a cell of the line of an item, and go on."""
    (grid,) = clerk.dialog.findChildren(AmendGrid)
    line = next(each for each in grid._entry.lines if each.sku == sku)
    grid.edit_cell(line.key, column)
    clerk.write(text)
    clerk.press("Tab")


def said_at(grid: AmendGrid) -> str:
    """What is said under a cell."""
    return grid._bubble._words.text() if grid._bubble.isVisible() else ""


def one_more(clerk: Clerk, typed: str) -> AmendGrid:
    """Type a line into the empty row, as in a new order."""
    (grid,) = clerk.dialog.findChildren(AmendGrid)
    grid.start_new()
    clerk.write(typed)
    clerk.press("Return")
    return grid


def foreseen(clerk: Clerk) -> str:
    """What the form says that the change does, as soon as it has rested from typing."""
    (rest,) = clerk.dialog.findChildren(QTimer, "rest")
    late = QDeadlineTimer(LIMIT_MS)
    while rest.isActive() and not late.hasExpired():
        QTest.qWait(10)
    (told,) = [each for each in clerk.dialog.findChildren(Label) if each.accessibleName() == "What the change does"]
    return told.text()


def by_card(clerk: Clerk, *lines: tuple[str, int]) -> OrderView:
    wanted = tuple(LineRequest(pieces(count), sku) for sku, count in lines)
    request = OrderRequest(wanted, customer_id=1, service="road", tender="card")
    return view_order(clerk.desk, place_order(clerk.desk, request))


def test_lines_are_changed_and_added_with_what_it_does_in_sight(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 3), ("TEE", 1))
    change(clerk, view)
    assert_accessible(clerk.dialog)
    assert foreseen(clerk) == "Nothing is changed yet."
    cell(clerk, "MUG", "qty", "1")
    one_more(clerk, "2*book")
    told = foreseen(clerk)
    assert told.endswith("2 MUG free again; 2 BOOK reserved")
    assert told.startswith(f"The total goes from £{view.order.total / 100:.2f} to ")
    clerk.send()
    assert clerk.dialog.fields["reason"].error
    clerk.fill("Why", "she rang again")
    clerk.send()
    done = clerk.again(view)
    assert {line.sku: line.quantity for line in done.goods} == {"MUG": pieces(1), "TEE": pieces(1), "BOOK": pieces(2)}
    assert clerk.said.startswith(f"{view.order.number} changed. The total goes from ")
    assert done.events[0].what == "amended"
    prove(clerk.desk)


def test_the_goods_go_another_way_at_its_price(clerk: Clerk) -> None:
    save_service(clerk.desk, ServiceForm("express", "Express", price=1_490), new=True)
    view = clerk.place(("MUG", 3))
    change(clerk, view)
    choice = clerk.dialog.fields["service"].editor
    assert isinstance(choice, Choice)
    assert [choice.itemText(each) for each in range(choice.count())] == ["Collected here", "Express", "Road"]
    choice.setFocus()
    clerk.write("E")
    assert foreseen(clerk).endswith("Express 14.90 instead of Road 6.90")
    clerk.fill("Why", "she needs it tomorrow")
    clerk.send()
    done = clerk.again(view)
    assert [(line.label, line.gross) for line in done.lines if line.item_id is None] == [("Express", 1_490)]
    prove(clerk.desk)


def test_what_can_not_be_read_is_said_and_changes_nothing(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 3))
    change(clerk, view)
    cell(clerk, "MUG", "qty", "many")
    (grid,) = clerk.dialog.findChildren(AmendGrid)
    assert "Enter a" in said_at(grid), "it is said at the line, and the cell stays open"
    clerk.press("Esc")
    one_more(clerk, "1*zebra")
    assert said_at(grid) == "No item has “zebra”."
    clerk.fill("Why", "no reason")
    clerk.send()
    assert clerk.dialog.banner.text == "“1*zebra” is no line yet: choose an item or clear it."
    clerk.press("Esc")
    clerk.press("Esc")
    assert clerk.again(view).order.total == view.order.total


def test_what_is_owed_more_is_asked_for_and_what_is_too_much_given_back(clerk: Clerk) -> None:
    view = by_card(clerk, ("MUG", 1))
    take_payment(clerk.desk, view.order.id, [Tendered("card", view.order.due)])
    change(clerk, view)
    cell(clerk, "MUG", "qty", "2")
    clerk.fill("Why", "one more")
    clerk.send()
    QApplication.processEvents()
    due = clerk.again(view).order.due
    assert due > 0
    assert clerk.dialog.windowTitle() == f"Take £{due / 100:.2f} on {view.order.number}"
    clerk.send()
    assert clerk.dialog.fields["tender"].error == "Choose how it is paid."
    clerk.press("Down")
    clerk.send()
    assert clerk.again(view).order.due == 0
    change(clerk, view)
    cell(clerk, "MUG", "qty", "1")
    clerk.fill("Why", "not after all")
    clerk.send()
    QApplication.processEvents()
    assert clerk.dialog.windowTitle() == f"Give £{due / 100:.2f} back on {view.order.number}"
    clerk.send()
    done = clerk.again(view)
    assert (done.order.due, [each.amount for each in done.payments if each.kind == "refund"]) == (0, [due])
    prove(clerk.desk)


@pytest.mark.parametrize("cancelled", [False, True])
def test_an_order_is_copied_at_todays_prices_even_when_it_was_cancelled(clerk: Clerk, cancelled: bool) -> None:
    view = clerk.place(("MUG", 3), ("TEE", 1))
    if cancelled:
        cancel_order(clerk.desk, view.order.id, "changed her mind")
        clerk.program.go("orders", view.order.id)
        clerk.list.table.setFocus()
        clerk.press("Ctrl+E")
        assert clerk.said == f"{view.order.number} is cancelled; copy it instead."
    clerk.program.go("orders", view.order.id)
    clerk.list.table.setFocus()
    clerk.press("Ctrl+D")
    page = clerk.program.window.page
    entry = page.entry  # type: ignore[attr-defined]
    assert isinstance(entry, NewOrderPage)
    sheet = entry.presenter.sheet
    assert (sheet.customer_id, sheet.service, sheet.order_id) == (1, "road", None)
    assert [(line.sku, line.quantity) for line in sheet.lines] == [("MUG", pieces(3)), ("TEE", pieces(1))]
    assert entry.banner.text.startswith(f"The same as {view.order.number}.")
    clerk.press("Ctrl+Return")
    assert clerk.said.startswith("Order SO-1002 confirmed")


def test_each_line_shows_what_it_was_beside_what_it_is_to_be(clerk: Clerk) -> None:
    goods = (LineRequest(pieces(3), "MUG", discount=100_000), LineRequest(pieces(2), "TEE"))
    key = place_order(clerk.desk, OrderRequest(goods, customer_id=1, service="road"))
    view = view_order(clerk.desk, key)
    change(clerk, view)
    (grid,) = clerk.dialog.findChildren(AmendGrid)
    was = [line.cells["was"].text for line in grid.lines_model.lines]
    assert was[:2] == ["3 × 12.50 −10%", "2 × 19.99"]
    cell(clerk, "MUG", "disc", "20")
    cell(clerk, "TEE", "price", "18")
    clerk.fill("Why", "a scratch")
    clerk.send()
    done = clerk.again(view)
    assert [(line.price, line.discount) for line in done.goods] == [(125_000, 200_000), (180_000, 0)]
    prove(clerk.desk)


def test_who_may_not_change_prices_is_told_while_typing_and_nothing_is_changed(clerk: Clerk) -> None:
    save_user(clerk.desk, "cora", "counter")
    view = clerk.place(("MUG", 3))
    clerk.desk.user = "cora"
    change(clerk, view)
    cell(clerk, "MUG", "price", "10")
    assert "may not change prices" in foreseen(clerk)
    clerk.fill("Why", "an old friend")
    clerk.send()
    assert "may not change prices" in clerk.dialog.banner.text
    assert clerk.again(view).goods[0].price == 125_000


def test_goods_that_were_picked_are_told_to_be_put_back(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 3))
    (key,) = shipments_to_do(clerk.desk, view.order.number)
    number = start_picking(clerk.desk, [key])
    change(clerk, view)
    cell(clerk, "MUG", "qty", "1")
    assert f"Picklist {number} is void" in foreseen(clerk)
    clerk.press("Esc", "Esc")
    confirm_picks(clerk.desk, number)
    change(clerk, view)
    cell(clerk, "MUG", "qty", "1")
    assert "2 MUG to put back to" in foreseen(clerk)


def test_a_form_closed_while_typing_is_not_read_any_more(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 3))
    change(clerk, view)
    form = clerk.dialog
    cell(clerk, "MUG", "qty", "1")
    clerk.press("Esc", "Esc")
    QTest.qWait(350)
    assert not isValid(form)
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, CrashDialog)]
    assert clerk.again(view).goods[0].quantity == pieces(3)


def test_what_an_order_can_not_be_is_said_at_its_line(clerk: Clerk) -> None:
    view = clerk.shipped(("MUG", 2), ("TEE", 1))
    key = place_order(clerk.desk, OrderRequest((LineRequest(pieces(3), "MUG"),), customer_id=1, service="road"))
    view = view_order(clerk.desk, key)
    (shipment,) = shipments_to_do(clerk.desk, view.order.number)
    confirm_picks(clerk.desk, start_picking(clerk.desk, [shipment]))
    pack_shipment(clerk.desk, shipment)
    change(clerk, view)
    cell(clerk, "MUG", "qty", "1")
    clerk.fill("Why", "fewer")
    clerk.send()
    (grid,) = clerk.dialog.findChildren(AmendGrid)
    assert "is packed; unpack it first" in said_at(grid)
    assert grid.current_key() == view.goods[0].id
    assert clerk.again(view).goods[0].quantity == pieces(3)


def test_a_line_is_taken_off_and_a_new_one_taken_out_again(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 3), ("TEE", 1))
    change(clerk, view)
    grid = one_more(clerk, "2 book -10%")
    added = grid._entry.lines[-1]
    assert (added.sku, added.quantity, added.discount) == ("BOOK", pieces(2), 100_000)
    grid.edit_cell(added.key, "qty")
    clerk.press("Esc")
    clerk.press("Ctrl+Del")
    assert not grid._entry.added()
    grid.edit_cell(view.goods[1].id, "qty")
    clerk.press("Esc")
    clerk.press("Ctrl+Del")
    clerk.fill("Why", "no tee")
    clerk.send()
    assert {line.sku: line.wanted for line in clerk.again(view).goods} == {"MUG": pieces(3)}
    prove(clerk.desk)
