"""The inventory tab by keyboard: goods come in, are adjusted for a reason, and are moved between bins."""

from __future__ import annotations

import io

from PIL import Image
from PySide6.QtWidgets import QLabel, QWidget

from orderdesk.domain.fulfilment.shipments import Short
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.items.catalog import add_item, form_of, item_of, item_of_code, picture_of, set_picture
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.orders.views import view_order
from orderdesk.services.stock.stock_views import stock_card
from orderdesk.services.stock.stocking import expect, move
from orderdesk.ui.stock.tab import InventoryTab
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.dialog import Question
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


def open_item(clerk: Clerk, sku: str) -> int:
    clerk.press("Alt+2")
    page = clerk.list
    assert isinstance(page, InventoryTab)
    clerk.press("/")
    clerk.write(sku)
    clerk.press("Return")
    assert clerk.rows == [sku]
    page.enter_list()
    assert page.shown is not None
    return page.shown.item.item.id


def on_hand(clerk: Clerk, item_id: int) -> dict[str, int]:
    return {row.code: row.on_hand // 1000 for row in stock_card(clerk.desk, item_id).bins if row.on_hand}


def test_goods_come_in(clerk: Clerk) -> None:
    item = open_item(clerk, "MUG")
    clerk.press("Ctrl+R")
    assert_accessible(clerk.dialog)
    clerk.write("none")
    clerk.send()
    assert clerk.dialog.isVisible()
    clerk.fill("Quantity", "12")
    clerk.send()
    assert clerk.said == "12 of MUG received"
    assert on_hand(clerk, item) == {"A-01-2": 32}


def test_an_adjustment_wants_its_reason(clerk: Clerk) -> None:
    item = open_item(clerk, "LAMP")
    clerk.press("Ctrl+J")
    clerk.write("-1")
    clerk.send()
    assert clerk.dialog.isVisible(), "without a reason nothing is kept"
    assert on_hand(clerk, item) == {"B-04-1": 4}
    clerk.fill("Reason", "broken on the shelf")
    clerk.send()
    assert clerk.said == "LAMP adjusted by −1"
    assert on_hand(clerk, item) == {"B-04-1": 3}
    newest = stock_card(clerk.desk, item).movements[0]
    assert (newest.quantity, newest.reason, newest.user) == (pieces(-1), "broken on the shelf", "anna")


def test_more_than_there_is_can_not_go(clerk: Clerk) -> None:
    item = open_item(clerk, "BOOK")
    clerk.press("Ctrl+J")
    clerk.write("-9")
    clerk.fill("Reason", "lost")
    clerk.send()
    shown = clerk.dialog
    said = [shown.banner.text, *(field._below.text() for field in shown.fields.values())]
    assert any("5" in each for each in said), said
    clerk.press("Escape")
    assert on_hand(clerk, item) == {"C-01-1": 5}


def test_goods_move_to_a_new_bin(clerk: Clerk) -> None:
    item = open_item(clerk, "TEE")
    clerk.press("Ctrl+M")
    assert_accessible(clerk.dialog)
    clerk.write("4")
    clerk.fill("To bin", "D-09-9")
    clerk.send()
    assert clerk.said == "4 of TEE moved to D-09-9"
    assert on_hand(clerk, item) == {"A-02-1": 6, "D-09-9": 4}


def test_views_tell_what_runs_out(clerk: Clerk) -> None:
    clerk.place(("BOOK", 5))
    clerk.press("Alt+2")
    page = clerk.list
    assert isinstance(page, InventoryTab)
    page.show_view("out")
    assert clerk.rows == ["BOOK"]
    page.show_view("overstock")
    assert page.empty._heading.text() == "No overstock"
    page.show_view("all")
    assert clerk.rows == ["BOOK", "LAMP", "MUG", "TEE"]


def test_an_item_has_a_size_that_is_typed_as_it_is_said(clerk: Clerk) -> None:
    item = open_item(clerk, "MUG")
    clerk.press("Ctrl+E")
    assert_accessible(clerk.dialog)
    clerk.fill("Size, cm", "30 x 25")
    clerk.send()
    assert "length x width x height" in clerk.dialog.fields["size"].error
    clerk.fill("Size, cm", "30x25x20,5")
    clerk.send()
    assert form_of(item_of(clerk.desk, item)).size == (300, 250, 205)


def test_an_item_says_how_it_lies_in_a_box(clerk: Clerk) -> None:
    item = open_item(clerk, "MUG")
    clerk.press("Ctrl+E")
    fields = clerk.dialog.fields
    assert (fields["upright"].value, fields["fragile"].value) == (False, False)
    for name in ("upright", "fragile"):
        fields[name].editor.setFocus()
        clerk.press("Down")
    clerk.send()
    kept = form_of(item_of(clerk.desk, item))
    assert (kept.upright, kept.fragile) == (True, True)


def test_a_count_that_finds_too_few_names_who_waits_and_is_booked_on_a_word(clerk: Clerk) -> None:
    order = clerk.place(("LAMP", 4))
    item = open_item(clerk, "LAMP")
    clerk.press("Ctrl+Shift+J")
    assert_accessible(clerk.dialog)
    clerk.write("3")
    clerk.send()
    said = clerk.dialog.banner.text
    assert "SO-1001 waits for 1 of LAMP again" in said
    assert "Ctrl+Enter again books it all the same." in said
    assert on_hand(clerk, item) == {"B-04-1": 4}
    clerk.send()
    assert clerk.said.startswith("3 of LAMP counted, 1 fewer; SO-1001 waits for 1 of LAMP again")
    assert on_hand(clerk, item) == {"B-04-1": 3}
    assert view_order(clerk.desk, order.order.id).lines[0].allocated == pieces(3)


def test_another_figure_is_asked_about_anew(clerk: Clerk) -> None:
    clerk.place(("LAMP", 4))
    item = open_item(clerk, "LAMP")
    clerk.press("Ctrl+Shift+J")
    clerk.write("3")
    clerk.send()
    clerk.fill("Counted", "2")
    clerk.send()
    assert "SO-1001 waits for 2 of LAMP again" in clerk.dialog.banner.text
    clerk.press("Escape")
    assert on_hand(clerk, item) == {"B-04-1": 4}


def test_a_new_item_with_what_lies_there(clerk: Clerk) -> None:
    open_item(clerk, "MUG")
    clerk.press("Ctrl+N")
    assert_accessible(clerk.dialog)
    clerk.fill("SKU", "JUG")
    clerk.fill("Name", "Milk jug")
    clerk.fill("Price, GBP", "14.50")
    clerk.fill("Cost, GBP", "6.25")
    clerk.fill("In stock now", "12")
    clerk.send()
    assert clerk.said == "Item JUG added"
    found = item_of_code(clerk.desk, "JUG")
    assert on_hand(clerk, found.id) == {"MAIN": 12}
    assert [row.kind for row in stock_card(clerk.desk, found.id).movements] == ["opening"]


def test_a_movement_is_taken_back_and_goods_are_no_longer_expected(clerk: Clerk) -> None:
    item = open_item(clerk, "TEE")
    clerk.press("Ctrl+J")
    clerk.write("3")
    clerk.fill("Reason", "typed wrong")
    clerk.send()
    assert on_hand(clerk, item) == {"A-02-1": 13}
    clerk.press("Ctrl+Shift+Z")
    assert_accessible(clerk.dialog)
    clerk.fill("Reason", "typed wrong")
    clerk.send()
    assert clerk.said == "The movement is taken back"
    assert on_hand(clerk, item) == {"A-02-1": 10}
    expect(clerk.desk, "TEE", pieces(5), reference="Fax of Monday")
    open_item(clerk, "TEE")
    clerk.press("Ctrl+Shift+E")
    assert_accessible(clerk.dialog)
    clerk.send()
    assert clerk.said == "TEE: no longer expected"
    assert stock_card(clerk.desk, item).figures.incoming == 0


def test_off_sale_and_on_again_with_a_picture(clerk: Clerk) -> None:
    item = open_item(clerk, "BOOK")
    clerk.press("Ctrl+Shift+O")
    page = clerk.list
    assert isinstance(page, InventoryTab)
    question = page.window().findChild(Question)
    assert question is not None
    question.verb.click()
    assert clerk.said == "BOOK is off sale"
    assert not item_of(clerk.desk, item).item.active
    page.show_view("retired")
    assert clerk.rows == ["BOOK"]
    page.table.select_first()
    page.enter_list()
    clerk.press("Ctrl+Shift+O")
    assert clerk.said == "BOOK is on sale again"
    kept = io.BytesIO()
    Image.new("RGB", (4, 4)).save(kept, "PNG")
    set_picture(clerk.desk, item, kept.getvalue())
    clerk.press("Ctrl+Shift+I")
    assert_accessible(clerk.dialog)
    next(each for each in clerk.dialog.findChildren(Button) if "Remove" in each.text()).click()
    assert clerk.said == "Picture of BOOK removed"
    assert picture_of(clerk.desk, item) is None


def test_the_card_shows_a_past_moment_and_nothing_can_be_changed_in_it(clerk: Clerk) -> None:
    item = open_item(clerk, "MUG")
    clerk.press("Ctrl+J")
    clerk.write("-2")
    clerk.fill("Reason", "chipped")
    clerk.send()
    page = clerk.list
    assert isinstance(page, InventoryTab)
    clerk.press("Ctrl+G")
    assert_accessible(clerk.dialog)
    clerk.write("tomorrow 8:00")
    clerk.send()
    assert clerk.dialog.isVisible(), "the future is refused"
    clerk.fill("As of", "2001-03-03 12:00")
    clerk.send()
    assert page.past.at is not None
    said = texts(page.panel)
    assert any("first movement was on" in each for each in said)
    assert any(each.startswith("now 18") for each in said), said
    assert any("adjusted" in each.lower() for each in said)
    clerk.press("Ctrl+J")
    assert on_hand(clerk, item) == {"A-01-2": 18}
    why = page.past.why_not()
    assert why is not None
    assert "Ctrl+Shift+G" in why
    clerk.press("Ctrl+Shift+G")
    assert page.past.at is None
    assert any(each == "Available" for each in texts(page.panel))


def texts(panel: QWidget) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def short_picked(clerk: Clerk) -> None:
    (shipment,) = clerk.place(("MUG", 3)).shipments
    confirm_picks(
        clerk.desk, start_picking(clerk.desk, [shipment.id]), [Short("MUG", pieces(2), "wrong place", "A-01-2")]
    )


def test_what_a_picker_missed_is_counted_from_the_list_of_counts(clerk: Clerk) -> None:
    short_picked(clerk)
    clerk.press("Alt+2")
    page = clerk.list
    assert isinstance(page, InventoryTab)
    assert "1 to count" in page.head.summary.text()
    page.show_view("to-count")
    assert clerk.rows == ["MUG"]
    page.table.select_first()
    page.enter_list()
    page.settle()
    said = [each.text() for each in page.panel.findChildren(QLabel)]
    assert "To count" in said
    assert any(each.startswith("wrong place · SO-1001 · anna · ") for each in said), said
    clerk.press("Ctrl+Shift+J")
    assert clerk.dialog.fields["bin"].value == "A-01-2"
    assert_accessible(clerk.dialog)
    clerk.write("19")
    clerk.send()
    assert clerk.said == "19 of MUG counted, 1 more, 1 of them had been missing, 1 missing given up"
    page.show_view("to-count")
    assert clerk.rows == []
    assert page.empty._heading.text() == "Nothing is to be counted"


def test_the_board_counts_what_it_asks_to_be_counted(clerk: Clerk) -> None:
    short_picked(clerk)
    move(clerk.desk, "MUG", pieces(1), "B-9")
    clerk.press("F7")
    page = clerk.list
    assert page.banner.text == "Count MUG in A-01-2: 2 wrong place."
    (button,) = [each for each in page.banner.findChildren(Button) if each.isVisible()]
    assert button.text() == "Count (Ctrl+G)"
    clerk.press("Ctrl+G")
    clerk.write("17")
    clerk.send()
    assert clerk.said == "17 of MUG counted, 2 still missing: count B-9 too"
    page.settle()
    assert page.banner.text == "Count MUG in B-9: 2 still missing."


def test_what_is_not_kept_in_stock_is_found_and_tells_so(clerk: Clerk) -> None:
    add_item(clerk.desk, ItemForm("GUT-1", "Voucher", stocked=False))
    open_item(clerk, "GUT-1")
    page = clerk.list
    assert isinstance(page, InventoryTab)
    model = page.table.rows_model
    seen = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert seen[3:7] == ["—"] * 4
    assert seen[-1] == "Not counted"
    words = [each.text() for each in page.panel.findChildren(QLabel) if each.isVisible()]
    assert "On hand" not in words
    clerk.press("Ctrl+R")
    assert clerk.said == "GUT-1 is not kept in stock."
    clerk.press("Ctrl+E")
    assert clerk.dialog.fields["sku"].text == "GUT-1"
