"""The shipping tab by keyboard: a wave, its picks with one short, two boxes, and off with the carrier."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from orderdesk.domain.fulfilment.moves import next_event
from orderdesk.domain.values.errors import Refused
from orderdesk.services.fulfilment.count_tasks import open_counts
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.views import shipments_to_do, view_packing, view_shipment
from orderdesk.services.papers import render
from orderdesk.ui.fulfilment.tab import ShippingTab
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.text_input import ParsedInput
from orderdesk.ui.words import shipment_pill, status_pill
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


def board(clerk: Clerk) -> ShippingTab:
    clerk.press("F7")
    page = clerk.list
    assert isinstance(page, ShippingTab)
    return page


def test_an_empty_board_says_so(clerk: Clerk) -> None:
    page = board(clerk)
    assert page.empty._heading.text() == "Nothing leaves today"
    clerk.press("Ctrl+P")
    assert clerk.said == "Nothing waits to be picked for today."
    page.show_view("to-pick")
    assert page.empty._heading.text() == "Nothing to pick"
    clerk.press("Ctrl+P")
    assert clerk.said == "No shipment in this list is allocated and waiting to be picked."


def test_a_wave_is_picked_short_packed_in_two_boxes_and_sent(clerk: Clerk) -> None:
    first, second = clerk.place(("MUG", 3), ("TEE", 2)), clerk.place(("BOOK", 1))
    page = board(clerk)
    assert clerk.rows[1:] == ["SH-1001", "SH-1002"]
    clerk.press("Ctrl+P")
    assert [paper for paper, _ in clerk.papers] == ["picklist"]
    assert clerk.said == f"Picklist {clerk.papers[0][1]} made"
    assert page.head.summary.text().endswith("2 leave today: 0 packed, 2 open")
    page.show_view("picking")
    assert " being picked · " in page.head.summary.text()
    page.table.select_first()
    page.enter_list()
    clerk.press("Ctrl+Right")
    assert_accessible(clerk.dialog)
    clerk.fill("Found of MUG in A-01-2 for T2", "9")
    clerk.send()
    assert clerk.dialog.banner.text == "MUG: only 3 were to be picked from A-01-2."
    clerk.fill("Found of MUG in A-01-2 for T2", "2")
    clerk.send()
    assert clerk.dialog.banner.text == "Say why 1 of MUG in A-01-2 are short."
    clerk.press("Tab")
    clerk.write("dam")
    assert_accessible(clerk.dialog)
    clerk.send()
    assert [each.said for each in open_counts(clerk.desk)] == ["Count MUG in A-01-2: 1 damaged"]
    assert clerk.said == f"Picklist {clerk.papers[0][1]} picked: 1 of MUG short for SO-1001 (T2), back-ordered"
    assert clerk.again(first).backordered == 1_000
    pack_in_two(clerk, page, first.shipments[0].id)
    send(clerk, page, first.shipments[0].id)
    sent = clerk.again(first)
    assert [line.shipped for line in sent.goods] == [2_000, 2_000]
    assert sent.shipments[0].tracking == "BP77GB"
    assert clerk.again(second).shipments[0].state == "picked"


def pack_in_two(clerk: Clerk, page: ShippingTab, shipment_id: int) -> None:
    page.show_view("to-pack")
    page.open(shipment_id)
    page.table.setFocus()
    clerk.press("Ctrl+Right")
    (more,) = [each for each in clerk.dialog.findChildren(Button) if each.accessibleName() == "Add a box"]
    more.setFocus()
    clerk.press("Space")
    assert_accessible(clerk.dialog)
    clerk.fill("TEE in box 1", "0")
    clerk.fill("TEE in box 2", "2")
    clerk.fill("Weight of box 2 in kilograms", "0.5")
    clerk.fill("Size of box 2 in centimetres", "30 by 20")
    clerk.send()
    assert clerk.dialog.banner.text.startswith("Write a size as length x width x height")
    clerk.fill("Size of box 2 in centimetres", "30 x 20 x 10,5")
    clerk.send()
    assert clerk.dialog.banner.text.startswith("Box 2 weighs 500 g, and what is in it 360 g by its items.")
    assert clerk.dialog.banner.text.endswith("Ctrl+Enter again packs it as it is.")
    QApplication.processEvents()
    names = [f"{what} of box 2 in {unit}" for what, unit in (("Weight", "kilograms"), ("Size", "centimetres"))]
    fields = [each for each in clerk.dialog.findChildren(ParsedInput) if each.accessibleName() in names]
    assert [each.visibleRegion().boundingRect().height() for each in fields] == [each.height() for each in fields]
    clerk.send()
    number = clerk.papers[-1][1]
    assert clerk.papers[-1][0] == "label"
    assert clerk.said == f"Shipment {number} packed"
    assert view_shipment(clerk.desk, shipment_id).boxes == 2
    assert {row.sku: row.quantity for row in view_packing(clerk.desk, shipment_id)} == {"MUG": 2_000, "TEE": 2_000}


def send(clerk: Clerk, page: ShippingTab, shipment_id: int) -> None:
    page.show_view("to-ship")
    page.open(shipment_id)
    page.table.setFocus()
    clerk.press("Ctrl+P")
    assert clerk.papers[-1] == ("label", page.shown.row.number if page.shown else ""), "all boxes in one go"
    clerk.press("Ctrl+Shift+P")
    for key in (*[Qt.Key.Key_Down] * 3, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.activePopupWidget(), key)
    assert clerk.papers[-1][0] == "packing-slip"
    clerk.press("Ctrl+Right")
    assert_accessible(clerk.dialog)
    clerk.write("BP77GB")
    clerk.send()
    assert clerk.said.endswith("has left")
    assert clerk.step == "Mark delivered"
    clerk.press("Ctrl+Right")
    assert clerk.said.endswith("delivered")
    clerk.press("Ctrl+Right")
    assert clerk.said.startswith("Nothing is left to do for SH-")
    clerk.press("Ctrl+Left", "Ctrl+Left")
    assert clerk.said.endswith("is one step back")
    assert clerk.step == "Ship"
    clerk.press("Ctrl+Right")
    clerk.send()
    clerk.press("Ctrl+Right")
    assert clerk.said.endswith("delivered")


def test_a_step_is_taken_back(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 1))
    page = board(clerk)
    page.enter_list()
    clerk.press("Ctrl+P", "Ctrl+Left")
    QApplication.processEvents()
    assert clerk.again(view).shipments[0].state == "allocated"
    clerk.press("Ctrl+Left")
    assert clerk.said.endswith("is not picked yet; there is no step to undo.")


def test_a_void_list_that_is_scanned_says_so(clerk: Clerk) -> None:
    first, second = clerk.place(("MUG", 3)), clerk.place(("BOOK", 1))
    board(clerk)
    clerk.press("Ctrl+P")
    number = clerk.papers[0][1]
    cancel_order(clerk.desk, first.order.id, "she rang again")
    assert clerk.program.scanner is not None
    clerk.program.scanner.scanned.emit(number)
    assert clerk.said == f"Picklist {number} is void: {first.order.number} was cancelled. Print a new one."
    assert clerk.again(second).shipments[0].state == "allocated"


def test_a_label_is_voided_while_the_parcel_is_here(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 1))
    (key,) = shipments_to_do(clerk.desk, view.order.number)
    confirm_picks(clerk.desk, start_picking(clerk.desk, [key]))
    pack_shipment(clerk.desk, key)
    page = board(clerk)
    page.show_view("to-ship")
    page.open(key)
    assert clerk.program.bench is not None
    commands = clerk.program.bench.commands
    commands.run("shipping.void-label")
    assert_accessible(clerk.dialog)
    clerk.send()
    assert clerk.said == f"The label of {view.shipments[0].number} is void"
    with pytest.raises(Refused, match="is void"):
        render(clerk.desk, "label", view.shipments[0].number)
    ship_shipment(clerk.desk, key, tracking="NC1")
    page.show_view("shipped")
    page.open(key)
    commands.run("shipping.void-label")
    assert clerk.said.endswith("; only a label that is still here can be voided.")


def test_what_went_along_with_the_customer_is_handed_over_and_at_its_end(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 1))
    row = replace(view.shipments[0], state="shipped")
    assert next_event(row) == "deliver"
    assert shipment_pill(row.state, taken_along=not row.service).word == "Shipped"
    taken = replace(row, service="")
    assert next_event(taken) == ""
    assert shipment_pill(taken.state, taken_along=not taken.service).word == "Handed over"
    assert status_pill("closed", "", "shipped", channel="counter").word == "Handed over"
    assert status_pill("closed", "", "shipped", channel="phone").word == "Shipped"
