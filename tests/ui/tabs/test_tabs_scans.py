"""A code that is read goes where it is waited for: into the form in sight, the page, or the search."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.money.tills import open_tills
from orderdesk.services.orders.views import shipments_to_do
from orderdesk.ui.bench.reader import Reader
from orderdesk.ui.bench.session import WindowSession
from orderdesk.ui.buying.forms import EntryGrid
from orderdesk.ui.settings.this_pc.scanner import ScannerSection
from orderdesk.ui.shell.commands.palette import Palette
from tests.ui.settings.conftest import open_section, tab_to, type_in
from tests.ui.tabs.conftest import Clerk


def scan(clerk: Clerk, code: str) -> None:
    assert clerk.program.scanner is not None
    clerk.program.scanner.scanned.emit(code)
    QApplication.processEvents()


def field(clerk: Clerk, name: str) -> str:
    return clerk.dialog.fields[name].text


def test_a_tracking_number_is_read_into_the_form_that_ships(clerk: Clerk) -> None:
    (key,) = shipments_to_do(clerk.desk, clerk.place(("MUG", 1)).order.number)
    confirm_picks(clerk.desk, start_picking(clerk.desk, [key]))
    pack_shipment(clerk.desk, key)
    clerk.press("F7")
    clerk.list.show_view("to-ship")
    clerk.list.table.select_first()
    clerk.press("Ctrl+Right")
    clerk.press("Tab")
    scan(clerk, "00340434161094042557")
    assert field(clerk, "tracking") == "00340434161094042557"
    scan(clerk, "JD014600003SE")
    assert field(clerk, "tracking") == "JD014600003SE", "the wrong label is read over"
    assert clerk.list.looking.text() == "", "the board behind has heard nothing"
    clerk.dialog.reject()


def test_barcodes_of_an_item_are_read_one_after_the_other(clerk: Clerk) -> None:
    clerk.press("Alt+2", "Ctrl+N")
    for code in ("5012345678917", "5012345678924", "5012345678917"):
        scan(clerk, code)
    assert field(clerk, "barcodes") == "5012345678917 5012345678924"
    clerk.dialog.reject()


def test_a_paper_read_begins_the_return(clerk: Clerk) -> None:
    number = clerk.shipped(("MUG", 2)).order.number
    clerk.press("Alt+4", "Ctrl+N")
    scan(clerk, number)
    assert clerk.dialog.windowTitle() == f"Return on {number}"
    clerk.dialog.reject()


def test_a_form_without_a_field_for_it_says_so(clerk: Clerk) -> None:
    assert open_tills(clerk.desk)
    clerk.press("F4", "Ctrl+N")
    before = {name: each.text for name, each in clerk.dialog.fields.items()}
    scan(clerk, "5012345678900")
    assert clerk.dialog.banner.text == "5012345678900 was read, but no field here takes a scan."
    assert {name: each.text for name, each in clerk.dialog.fields.items()} == before
    clerk.dialog.reject()


def test_a_code_is_searched_for_while_the_search_is_open(clerk: Clerk) -> None:
    clerk.place(("MUG", 1))
    QApplication.processEvents()
    clerk.list.enter_list()
    clerk.press("F3")
    scan(clerk, "SO-1001")
    (palette,) = clerk.find(Palette)
    assert palette.field.text() == "SO-1001"
    clerk.press("Esc")
    assert QApplication.focusWidget() is clerk.list.table


def test_an_item_is_read_into_the_line_of_an_order(clerk: Clerk) -> None:
    clerk.press("Shift+F2")
    clerk.write("patel:")
    scan(clerk, "5012345678900")
    at = QApplication.focusWidget()
    assert at is not None
    assert at.property("text") == "patel: 5012345678900"
    scan(clerk, "TEE")
    assert at.property("text") == "patel: 5012345678900, TEE"
    clerk.press("Esc")


def test_an_item_is_read_into_a_purchase_order(clerk: Clerk) -> None:
    clerk.press("Ctrl+Shift+B", "Ctrl+N")
    scan(clerk, "5012345678900")
    (grid,) = clerk.dialog.findChildren(EntryGrid)
    assert [line.cells["item"].text for line in grid.lines_model.lines] == ["Stoneware mug"]
    clerk.dialog.reject()


def test_the_reader_is_set_up_and_tried(clerk: Clerk) -> None:
    section = open_section(clerk, "Scanner", ScannerSection)
    type_in(clerk, "Sent before a code", "q")
    clerk.press("Return")
    assert "no letters" in section._prefix_field.error
    type_in(clerk, "Sent before a code", "~")
    clerk.press("Return")
    tab_to(clerk, "Sent after a code")
    clerk.press("End")
    assert clerk.program.scanner is not None
    assert clerk.program.scanner.reader == Reader("~", "silence")
    session = clerk.program._session
    assert isinstance(session, WindowSession)
    assert session.reader == Reader("~", "silence")
    scan(clerk, "5012345678900")
    assert section.tried.text() == "Read: 5012345678900"


@pytest.mark.parametrize("from_tab", ["Alt+1", "Alt+2", "F7", "Alt+5", "F4"])
def test_every_number_on_a_paper_opens_its_thing_from_every_tab(clerk: Clerk, from_tab: str) -> None:
    view = clerk.shipped(("MUG", 2))
    numbers = {
        "SO-1001": "orders", view.papers[0].number: "orders", view.payments[0].receipt: "orders", "INV1001": "orders",
        "SH-1001": "shipping", "C-1001": "customers", "MUG": "inventory",
    }  # fmt: skip
    for number, place in numbers.items():
        clerk.press(from_tab)
        scan(clerk, number)
        expected = "shipping" if (from_tab, number) == ("F7", "SO-1001") else place
        assert clerk.program.window.context == expected, number


def test_a_code_that_nothing_bears_is_told(clerk: Clerk) -> None:
    clerk.press("Alt+2")
    scan(clerk, "4006381333931")
    assert clerk.said == "4006381333931 was read, and nothing here bears that code."


def test_a_parcel_read_into_an_order_is_told_to_be_no_item(clerk: Clerk) -> None:
    clerk.shipped(("MUG", 1))
    clerk.press("F2")
    scan(clerk, "SH-1001")
    assert clerk.said == "SH-1001 is a shipment, no item."
