"""Several boxes of one shipment: a number, a label and a charge for each, by keyboard and by reader."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel

from orderdesk.domain.fulfilment.shipments import BoxRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.fulfilment.labelling import set_tracking
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.fulfilment.splitting import split_boxes
from orderdesk.services.orders.views import shipments_to_do, view_packing, view_shipment
from orderdesk.services.papers import render
from orderdesk.ui.fulfilment.tab import ShippingTab
from orderdesk.ui.widgets.button import Button
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


def packed(clerk: Clerk) -> int:
    """A shipment in two boxes."""
    (key,) = shipments_to_do(clerk.desk, clerk.place(("MUG", 2), ("TEE", 1)).order.number)
    confirm_picks(clerk.desk, start_picking(clerk.desk, [key]))
    mugs = view_packing(clerk.desk, key)[0]
    pack_shipment(clerk.desk, key, [BoxRequest(contents=((mugs.allocation_id, pieces(1)),)), BoxRequest()])
    return key


def board(clerk: Clerk, key: int) -> ShippingTab:
    clerk.press("F7")
    page = clerk.list
    assert isinstance(page, ShippingTab)
    page.show_view("all")
    page.open(key)
    page.enter_list()
    return page


def run(clerk: Clerk, command: str) -> None:
    assert clerk.program.bench is not None
    clerk.program.bench.commands.run(command)
    QApplication.processEvents()


def scan(clerk: Clerk, code: str) -> None:
    assert clerk.program.scanner is not None
    clerk.program.scanner.scanned.emit(code)
    QApplication.processEvents()


def typed(clerk: Clerk) -> list[str]:
    return [clerk.dialog.fields[name].text for name in ("tracking", "tracking-2")]


def numbers(clerk: Clerk, key: int) -> list[str]:
    return [box.tracking for box in view_shipment(clerk.desk, key).packed]


@pytest.mark.parametrize("where", ["F7", "Alt+1"])
def test_enter_walks_from_box_to_box(clerk: Clerk, where: str) -> None:
    key = packed(clerk)
    if where == "F7":
        board(clerk, key)
    else:
        clerk.press(where)
        clerk.list.table.select_first()
        clerk.list.enter_list()
    clerk.press("Ctrl+Right")
    assert_accessible(clerk.dialog)
    clerk.write("NC1")
    clerk.press("Return")
    clerk.write("NC1")
    clerk.send()
    assert clerk.dialog.fields["tracking-2"].error == "NC1 is the number of box 1; each box has its own."
    clerk.write("NC2")
    clerk.send()
    assert clerk.said.endswith("has left")
    assert numbers(clerk, key) == ["NC1", "NC2"]


def test_each_scan_goes_into_the_next_empty_field(clerk: Clerk) -> None:
    board(clerk, packed(clerk))
    clerk.press("Ctrl+Right")
    scan(clerk, "NC1")
    scan(clerk, "NC2")
    assert typed(clerk) == ["NC1", "NC2"]
    scan(clerk, "NC3")
    assert typed(clerk) == ["NC1", "NC3"], "the wrong label is read over"
    clerk.dialog.reject()


def test_a_number_of_another_parcel_is_refused_under_its_field(clerk: Clerk) -> None:
    first, second = packed(clerk), packed(clerk)
    set_tracking(clerk.desk, first, {2: "NC2"})
    board(clerk, second)
    run(clerk, "shipping.tracking")
    scan(clerk, "NC1")
    scan(clerk, "NC2")
    clerk.send()
    said = clerk.dialog.fields["tracking-2"].error
    assert said == "NC2 is the number of box 2 of SH-1001, which is still on its way; scan it again."
    scan(clerk, "NC3")
    clerk.send()
    assert (clerk.said, numbers(clerk, second)) == ("Tracking of SH-1002 noted", ["NC1", "NC3"])
    run(clerk, "shipping.tracking")
    assert typed(clerk) == ["NC1", "NC3"]
    clerk.dialog.reject()


def test_ctrl_p_prints_the_labels_of_all_boxes_or_the_one_that_lacks_a_print(clerk: Clerk) -> None:
    key = packed(clerk)
    page = board(clerk, key)
    clerk.press("Ctrl+P")
    assert clerk.papers[-1] == ("label", "SH-1001")
    render(clerk.desk, "label", "SH-1001-1")
    page.open(key)
    clerk.press("Ctrl+P")
    assert clerk.papers[-1] == ("label", "SH-1001-2")
    clerk.press("Ctrl+Right")
    assert any("Not printed here: the label of box 2." in each.text() for each in clerk.dialog.findChildren(QLabel))
    clerk.send()
    assert clerk.dialog.isVisible(), "it may bear an older label"
    clerk.dialog.reject()
    render(clerk.desk, "label", "SH-1001-2")
    page.open(key)
    assert [box.label for box in view_shipment(clerk.desk, key).packed] == ["printed", "printed"]
    clerk.press("Ctrl+P")
    assert clerk.papers[-1] == ("label", "SH-1001"), "copies of all"
    assert render(clerk.desk, "packing-slip", "SH-1001-2") != render(clerk.desk, "packing-slip", "SH-1001-1")


def test_the_label_of_one_of_two_boxes_is_voided(clerk: Clerk) -> None:
    key = packed(clerk)
    page = board(clerk, key)
    run(clerk, "shipping.void-label")
    assert_accessible(clerk.dialog)
    clerk.press("Down")
    clerk.send()
    assert [box.label for box in view_shipment(clerk.desk, key).packed] == ["not printed", "void"]
    page.open(key)
    assert page.detail is not None
    assert any("label void" in each.text() for each in page.detail.findChildren(QLabel))
    clerk.press("Ctrl+Right")
    clerk.send()
    assert clerk.dialog.fields["tracking-2"].error.startswith("The label of box 2 of SH-1001 is void")
    clerk.dialog.reject()


def test_what_the_carrier_asked_is_noted_by_box(clerk: Clerk) -> None:
    key = packed(clerk)
    ship_shipment(clerk.desk, key)
    board(clerk, key)
    run(clerk, "shipping.charges")
    assert_accessible(clerk.dialog)
    clerk.write("7.40")
    clerk.press("Return")
    clerk.write("3")
    clerk.send()
    assert clerk.said == "Carrier's charges of SH-1001 noted"
    assert [box.charged for box in view_shipment(clerk.desk, key).packed] == [7_40, 3_00]


def test_f11_shows_each_number_to_copy(clerk: Clerk) -> None:
    key = packed(clerk)
    ship_shipment(clerk.desk, key, tracking={1: "NC1", 2: "NC2"})
    board(clerk, key)
    clerk.press("F11")
    assert_accessible(clerk.dialog)
    copies = [each for each in clerk.dialog.findChildren(Button) if "Copy tracking" in each.accessibleName()]
    assert [each.accessibleName() for each in copies] == ["Copy tracking number NC1", "Copy tracking number NC2"]
    copies[1].click()
    assert QGuiApplication.clipboard().text() == "NC2"
    clerk.dialog.accept()


def test_the_order_shows_every_number_whole(clerk: Clerk) -> None:
    ship_shipment(clerk.desk, packed(clerk), tracking={1: "NC000000017GB", 2: "NC000000025GB"})
    clerk.press("Alt+1")
    clerk.list.show_view("all")
    clerk.list.table.select_first()
    QApplication.processEvents()
    assert clerk.list.detail is not None
    words = [each.text() for each in clerk.list.detail.findChildren(QLabel)]
    assert any("SH-1001 · NC000000017GB" in each for each in words)
    assert "NC000000025GB" in words


def ticks(clerk: Clerk) -> list[QCheckBox]:
    return clerk.dialog.findChildren(QCheckBox)


def test_a_box_leaves_first(clerk: Clerk) -> None:
    key = packed(clerk)
    set_tracking(clerk.desk, key, {2: "NC2"})
    page = board(clerk, key)
    clerk.press("Ctrl+Shift+X")
    assert_accessible(clerk.dialog)
    assert [each.text() for each in ticks(clerk)] == ["Box 1: 1 MUG, 350 g", "Box 2: 1 MUG, 1 TEE, 530 g · NC2"]
    clerk.send()
    assert clerk.dialog.banner.text == "Choose which boxes of SH-1001 leave apart."
    clerk.press("Tab", "Space")
    clerk.send()
    assert clerk.said.startswith("SH-1002 split off SH-1001. Print labels and slips of both anew")
    assert page.shown is not None
    assert page.shown.row.number == "SH-1002", "it is to leave first"
    assert page.detail is not None
    assert "Split off SH-1001" in [each.text() for each in page.detail.findChildren(QLabel)]
    clerk.press("Ctrl+Right")
    assert clerk.dialog.fields["tracking"].text == "NC2"
    clerk.send()
    assert clerk.said == "Shipment SH-1002 has left"
    assert view_shipment(clerk.desk, key).state == "packed"
    page.open(key)
    assert clerk.program.bench is not None
    why = clerk.program.bench.commands.why_not("shipping.split")
    assert why == "SH-1001 is one box; only of several can some leave first."


@pytest.mark.parametrize("how", ["Ctrl+Shift+J", "Ctrl+Z"])
def test_it_is_put_back(clerk: Clerk, how: str) -> None:
    key = packed(clerk)
    page = board(clerk, key)
    clerk.press("Ctrl+Shift+X", "Space")
    clerk.send()
    clerk.press(how)
    assert clerk.said == "The boxes of SH-1002 are back in SH-1001. Print its labels and slips anew."
    assert page.shown is not None
    assert (page.shown.row.number, page.shown.row.boxes) == ("SH-1001", 2)


def test_one_box_that_is_left_keeps_its_number_and_asks_for_one(clerk: Clerk) -> None:
    key = packed(clerk)
    split_boxes(clerk.desk, key, [1])
    set_tracking(clerk.desk, key, "NC2")
    board(clerk, key)
    run(clerk, "shipping.tracking")
    assert [clerk.dialog.fields[name].text for name in clerk.dialog.fields] == ["NC2"]
    clerk.write("NC3")
    clerk.send()
    assert numbers(clerk, key) == ["NC3"]


def test_an_order_that_is_to_be_sent_complete_is_asked_about(clerk: Clerk) -> None:
    key = packed(clerk)
    with clerk.desk.writing(right="take orders") as work:
        work.connection.exec_driver_sql("UPDATE orders SET ship_complete = 1")
    board(clerk, key)
    clerk.press("Ctrl+Shift+X", "Space")
    clerk.send()
    assert clerk.dialog.banner.text.startswith("SO-1001 is to be sent complete. Ctrl+Enter again splits them off")
    clerk.send()
    assert clerk.said.startswith("SH-1002 split off SH-1001")
