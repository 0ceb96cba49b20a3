"""Orders taken by keyboard alone, in the real window; control keys are counted, the mouse is not touched."""

from __future__ import annotations

from threading import current_thread, main_thread

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, event

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import StorageFailed
from orderdesk.domain.values.money import parse_price
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.orders.lists import order_rows
from orderdesk.services.customers.customers import block_customer, customers_page
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.money.tills import close_till, count_till
from orderdesk.services.orders.entry import Form
from orderdesk.services.orders.parking import parked_sales, take_up_sale
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.record.drafting import NEW_ORDER
from orderdesk.services.stock.stocking import receive
from orderdesk.ui.theme.apply import apply_theme
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.forms.dialog import FormDialog
from tests.ui.accessible import assert_accessible
from tests.ui.orders.conftest import Hands


def only_order(desk: Desk) -> int:
    with desk.reading() as connection:
        rows = order_rows(connection, "all", desk.today)
    assert len(rows) == 1
    return rows[0].id


def phone_order(hands: Hands) -> None:
    hands.press("F2")
    hands.write("patel")
    hands.press("Enter")


def read_by(hands: Hands, sign: str) -> int:
    """Write a sign; how many questions the database was asked for it."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        # What is read beside the window holds no key up.
        if current_thread() is main_thread():
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        hands.write(sign)
        QApplication.processEvents()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(asked)


def reserved(desk: Desk) -> list[tuple[str, int]]:
    view = view_order(desk, only_order(desk))
    return [(line.sku or "", line.allocated // 1000) for line in view.goods]


def test_a_known_customer_with_three_lines_takes_nine_control_keys(hands: Hands) -> None:
    phone_order(hands)
    hands.line("mug", "3")
    hands.line("tee", "2")
    hands.line("book", "1")
    assert hands.page.summary.figures.total.text() == "115.96"
    hands.press("Ctrl+Enter")
    assert hands.keys <= 9
    view = view_order(hands.desk, only_order(hands.desk))
    assert [line.net for line in view.lines] == [3750, 3998, 1400, 690]
    assert [(tax.rate, tax.base, tax.tax) for tax in view.taxes] == [(200_000, 8438, 1688), (50_000, 1400, 70)]
    assert (view.order.total, view.order.tender, view.order.state) == (11596, "account", "confirmed")
    assert reserved(hands.desk) == [("MUG", 3), ("TEE", 2), ("BOOK", 1)]
    assert [each.kind for each in view.messages] == ["acknowledgement"]
    assert hands.said == f"Order {view.order.number} confirmed"
    assert hands.orders.currentWidget() is hands.orders.list
    assert hands.orders.list.shown is not None
    assert hands.orders.list.shown.order.id == view.order.id


def test_the_shorthand_takes_six(hands: Hands) -> None:
    phone_order(hands)
    for line in ("3*mug", "2*tee", "1*book"):
        hands.write(line)
        hands.press("Enter")
    hands.press("Ctrl+Enter")
    assert hands.keys <= 6
    assert view_order(hands.desk, only_order(hands.desk)).order.total == 11596


def test_an_order_discount_is_spread(hands: Hands) -> None:
    phone_order(hands)
    for line in ("3*mug", "2*tee", "1*book"):
        hands.write(line)
        hands.press("Enter")
    hands.press("Esc")
    hands.page.summary.figures.discount.setFocus()
    hands.write("10")
    assert hands.page.summary.figures.total.text() == "104.18"
    hands.press("Ctrl+Enter")
    view = view_order(hands.desk, only_order(hands.desk))
    assert [line.share for line in view.goods] == [410, 437, 153]
    assert view.order.total == 10418


def test_a_new_customer_with_address_takes_at_most_eighteen(hands: Hands) -> None:
    hands.press("F2")
    hands.write("Jo Grünwald")
    hands.press("Enter")
    for text in ("Grünwald & Söhne", "020 7946 0999", "jo@example.com", "4 Mill Lane", "", "YO22 4AA", "Whitby"):
        hands.write(text)
        hands.press("Tab")
    hands.press("Ctrl+Enter")
    for line in ("3*mug", "2*tee", "1*book"):
        hands.write(line)
        hands.press("Enter")
    hands.press("Ctrl+Enter")
    assert hands.keys <= 18
    view = view_order(hands.desk, only_order(hands.desk))
    assert view.customer is not None
    assert (view.customer.name, view.customer.company) == ("Jo Grünwald", "Grünwald & Söhne")
    assert view.ship_to is not None
    assert view.ship_to.lines == ("4 Mill Lane", "Whitby", "YO22 4AA")


def test_a_counter_sale_by_card_and_cash(hands: Hands) -> None:
    hands.press("F2")
    hands.page.channel.focus_chosen()
    hands.press("Left")
    assert hands.page.presenter.sheet.channel == "counter"
    hands.press("Ins")
    hands.write("1*lamp")
    hands.press("Enter", "Esc")
    hands.page.summary.payment.at_once.focus_chosen()
    hands.press("Right")
    assert hands.page.presenter.sheet.split
    hands.press("F9")
    hands.write("60.00")
    hands.press("Tab")
    hands.write("50.00")
    assert hands.page.summary.payment.change.text() == "8.06"
    hands.press("F9")
    view = view_order(hands.desk, only_order(hands.desk))
    assert (view.order.total, view.order.payment, view.backordered) == (10194, "paid", 0)
    assert hands.page.presenter.scanned_item("LAMP").item.stock.on_hand == pieces(3)
    assert [(row.tender, row.amount, row.tendered, row.change) for row in view.payments] == [
        ("card", 6000, 0, 0),
        ("cash", 4194, 5000, 806),
    ]
    assert hands.papers == [("receipt", view.payments[0].receipt)]
    assert hands.page.summary.payment.change.text() == "8.06"
    assert hands.page.presenter.sheet.is_blank
    assert hands.page.presenter.sheet.channel == "counter"


def test_a_sale_in_cash_takes_four_control_keys(hands: Hands) -> None:
    hands.press("Ctrl+F2")
    hands.write("2*lamp")
    hands.press("Enter", "F9")
    hands.write("210")
    hands.press("Ctrl+Return")
    assert hands.keys == 4
    assert hands.said == "Sold, receipt R-1001, change 6.12"
    hands.press("Ctrl+F2")
    hands.write("1*mug")
    hands.press("Enter")
    assert [line.sku for line in hands.page.presenter.sheet.lines] == ["MUG"]


def test_a_sale_in_cash_at_a_closed_till_says_which_key_opens_it(hands: Hands) -> None:
    count_till(hands.desk, {})
    close_till(hands.desk, reason="none")
    hands.press("Ctrl+F2")
    hands.write("2*lamp")
    hands.press("Enter", "F9")
    hands.write("210")
    hands.press("Ctrl+Return")
    said = [each.text() for each in hands.page.summary.findChildren(QLabel) if each.isVisible()]
    assert (
        "The till is closed; open it before taking or giving cash. F12 leads to it; the sale waits for Alt+P." in said
    )
    assert not hands.page.presenter.sheet.is_blank


@pytest.mark.parametrize(("key", "channel"), [("F2", "phone"), ("Ctrl+F2", "counter")])
@pytest.mark.parametrize("left", [(), ("Esc",)])
def test_a_new_call_is_a_new_order(hands: Hands, key: str, channel: str, left: tuple[str, ...]) -> None:
    phone_order(hands)
    hands.line("lamp", "1")
    hands.press(*left, key)
    sheet = hands.page.presenter.sheet
    assert (sheet.is_blank, sheet.channel, sheet.customer_text) == (True, channel, "")
    assert hands.page.banner.text.startswith("Put aside: Asha Patel · ")
    hands.press("Alt+P")
    hands.press("Ctrl+Return")
    assert hands.page.presenter.sheet.customer_text == "Asha Patel"
    assert "LAMP" in [line.sku for line in hands.page.presenter.sheet.lines]


def test_a_sale_that_lacks_money_is_refused_and_keeps_its_lines(hands: Hands) -> None:
    hands.press("F2")
    hands.page._choose_channel("counter")
    hands.press("Ins")
    hands.write("1*lamp")
    hands.press("Enter", "Esc", "F9")
    hands.write("100")
    hands.press("Ctrl+Enter")
    assert hands.page.summary.payment._wrong.text() == "1.94 is missing."
    assert [line.sku for line in hands.page.presenter.sheet.lines] == ["LAMP"]
    assert QApplication.focusWidget() is hands.page.summary.payment.cash


def test_the_same_item_twice_adds_up_and_undo_takes_it_back(hands: Hands) -> None:
    phone_order(hands)
    for line in ("3*mug", "2*mug"):
        hands.write(line)
        hands.press("Enter")
    assert [line.quantity for line in hands.page.presenter.sheet.lines] == [5000]
    hands.press("Ctrl+Z")
    assert [line.quantity for line in hands.page.presenter.sheet.lines] == [3000]
    hands.press("Ctrl+Z")
    assert hands.page.presenter.sheet.lines == ()


def test_a_line_is_removed_from_its_open_cell(hands: Hands) -> None:
    phone_order(hands)
    hands.write("mug")
    hands.press("Enter", "Ctrl+Del")
    assert hands.page.presenter.sheet.lines == ()


def test_figures_follow_each_keystroke_in_a_cell(hands: Hands) -> None:
    phone_order(hands)
    hands.write("mug")
    hands.press("Enter")
    hands.write("12")
    assert hands.page.summary.figures.subtotal.text() == "150.00"
    assert [line.quantity for line in hands.page.presenter.sheet.lines] == [1000]
    hands.press("Esc")


def test_an_unknown_word_is_never_guessed(hands: Hands) -> None:
    phone_order(hands)
    hands.line("mug", "3")
    hands.write("kettle")
    hands.press("Ctrl+Enter")
    assert "kettle" in hands.said
    assert hands.orders.currentWidget() is hands.page
    with hands.desk.reading() as connection:
        assert order_rows(connection, "all", hands.desk.today) == []


def test_escape_leaves_and_loses_nothing(hands: Hands) -> None:
    phone_order(hands)
    hands.line("mug", "3")
    hands.press("Esc", "Esc")
    assert hands.orders.currentWidget() is hands.orders.list
    hands.press("F2", "Alt+P", "Ctrl+Return")
    assert hands.orders.currentWidget() is hands.page
    assert [(line.sku, line.quantity) for line in hands.page.presenter.sheet.lines] == [("MUG", 3000)]
    assert hands.page.customer.customer.text() == "Asha Patel"


def test_a_draft_is_saved_edited_and_quoted(hands: Hands) -> None:
    phone_order(hands)
    hands.line("mug", "3")
    hands.press("Ctrl+S")
    order_id = only_order(hands.desk)
    assert view_order(hands.desk, order_id).order.state == "draft"
    hands.orders.new_order(order_id)
    assert hands.page.head.title.text() == f"Draft {view_order(hands.desk, order_id).order.number}"
    hands.line("tee", "2")
    hands.page.ending.save("quote")
    view = view_order(hands.desk, order_id)
    assert (view.order.state, [line.sku for line in view.goods]) == ("quote", ["MUG", "TEE"])
    hands.orders.new_order(order_id)
    hands.press("Ctrl+Enter")
    assert view_order(hands.desk, order_id).order.state == "confirmed"


def test_a_shortage_offers_to_split_or_wait(hands: Hands) -> None:
    phone_order(hands)
    hands.line("book", "6")
    assert hands.page.lines.banner.text == "Line 1: 6 wanted, 5 in stock."
    hands.page.lines.ship_complete_chosen.emit(True)
    assert hands.page.lines.banner.text.endswith("It waits until all is there.")
    hands.press("Ctrl+Enter")
    assert view_order(hands.desk, only_order(hands.desk)).order.ship_complete == 1


def test_a_scan_adds_a_line_wherever_the_focus_is(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    phone_order(hands)
    hands.press("Esc")
    hands.page.summary.notes.input("instructions").setFocus()
    hands.write("Leave at no 4")
    assert hands.program.scanner is not None
    hands.program.scanner.paused = False
    monkeypatch.setattr(hands.program.scanner, "_now", lambda: 100.0)
    hands.write("5012345678900")
    hands.press("Enter")
    assert [(line.sku, line.quantity) for line in hands.page.presenter.sheet.lines] == [("MUG", 1000)]
    assert hands.page.presenter.sheet.instructions == "Leave at no 4"


def test_a_customer_who_was_never_chosen_is_asked_for(hands: Hands) -> None:
    hands.press("F2")
    hands.write("pate")
    hands.press("Esc")
    hands.page.lines.grid.start_new()
    hands.line("mug", "1")
    hands.press("Ctrl+Enter")
    assert hands.page.customer.customer_field.error == "Choose the customer from the list, or add a new one."
    assert QApplication.focusWidget() is hands.page.customer.customer
    assert hands.page.customer.customer.text() == "pate"


def test_a_refused_new_customer_says_which_field(hands: Hands) -> None:
    hands.press("F2")
    hands.write("Jo")
    hands.press("Enter")
    hands.page.customer.newcomer.fields["email"].editor.setFocus()
    hands.write("not an address")
    hands.press("Ctrl+Enter")
    form = hands.page.customer.newcomer
    assert form.fields["email"].error.startswith("not an address is not a valid e-mail address")
    assert QApplication.focusWidget() is form.fields["email"].editor
    assert form.fields["name"].text == "Jo"


def test_who_is_known_already_is_taken_in_place_of_a_new_customer(hands: Hands) -> None:
    hands.press("F2")
    hands.write("Aisha Patel")
    hands.press("Enter")
    hands.page.customer.newcomer.fields["phone"].editor.setFocus()
    hands.write("020 7946 0018")
    hands.press("Ctrl+Enter")
    form = hands.page.customer.newcomer
    assert form.banner.text == (
        "C-1001 Asha Patel has the same telephone. Ctrl+T takes C-1001, Ctrl+Enter saves a new one."
    )
    assert len(customers_page(hands.desk)) == 1, "nothing is kept before it is answered"
    hands.press("Ctrl+T")
    assert form.isHidden()
    assert hands.page.presenter.sheet.customer_id == 1
    hands.line("mug", "1")
    hands.press("Ctrl+Enter")
    assert view_order(hands.desk, only_order(hands.desk)).order.customer_id == 1
    assert len(customers_page(hands.desk)) == 1


def test_a_new_customer_who_only_looks_the_same_is_kept_by_the_same_key_again(hands: Hands) -> None:
    hands.press("F2")
    hands.press("Ctrl+T")
    assert hands.program.window.messages.log[-1][1] == "There is no possible duplicate to choose."
    hands.write("Aisha Patel")
    hands.press("Enter")
    hands.page.customer.newcomer.fields["phone"].editor.setFocus()
    hands.write("020 7946 0018")
    hands.press("Ctrl+Enter", "Ctrl+Enter")
    assert [each.number for each in customers_page(hands.desk)] == ["C-1002", "C-1001"]
    assert hands.page.presenter.sheet.customer_id == 2


def test_stock_sold_elsewhere_shows_at_once(hands: Hands) -> None:
    phone_order(hands)
    hands.line("lamp", "1")
    hands.press("Esc")
    place_order(hands.page.bench.desk, OrderRequest((LineRequest(pieces(4), "LAMP"),), customer_id=1, service="road"))
    grid = hands.page.lines.grid
    QApplication.processEvents()
    pill = grid.lines_model.cell(0, 2).pill
    assert pill is not None
    assert pill.word == "Out of stock"
    receive(hands.page.bench.desk, "LAMP", pieces(10))
    QApplication.processEvents()
    pill = grid.lines_model.cell(0, 2).pill
    assert pill is not None
    assert pill.word == "9 left after" or pill.word == "10 available"


def test_every_field_has_a_name_and_tab_goes_as_one_reads(hands: Hands) -> None:
    hands.press("F2")
    assert_accessible(hands.page)
    page = hands.page
    seen = []
    for _ in range(9):
        seen.append(QApplication.focusWidget())
        hands.press("Tab")
    wanted = [
        page.customer.customer,
        page.customer.service,
        page.customer.ship_by,
        page.customer.reference,
    ]
    assert seen[:4] == wanted
    tops = [widget.mapTo(page, widget.rect().topLeft()).y() for widget in seen[6:] if isinstance(widget, QLineEdit)]
    assert tops == sorted(tops)


def test_a_digit_in_an_order_of_twenty_lines_reads_no_more_than_in_one_of_two(hands: Hands) -> None:
    phone_order(hands)
    hands.write("mug")
    hands.press("Enter")
    # The least of several: on a busy machine something that the window reads by the clock may fall in between.
    few = min(read_by(hands, sign) for sign in "1234567")
    hands.press("Enter")
    for number in range(20):
        add_item(hands.desk, ItemForm(f"PART{number:02}", f"Part {number}", parse_price("1.50"), weight_g=20))
        hands.write(f"3*part{number:02}")
        hands.press("Enter")
    hands.write("mug")
    hands.press("Enter")
    assert min(read_by(hands, sign) for sign in "1234567") == few


def test_a_caller_who_pays_by_card_is_confirmed_and_asked_for_the_money(hands: Hands) -> None:
    phone_order(hands)
    hands.line("mug", "1")
    hands.press("Esc")
    hands.page.summary.payment.later.focus_chosen()
    hands.press("Left", "Left")
    assert hands.page.presenter.sheet.tender == "card"
    hands.press("F9")
    assert view_order(hands.desk, only_order(hands.desk)).order.state == "confirmed"
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FormDialog)
    assert "23.28" in dialog.windowTitle()
    dialog.reject()


def test_a_customer_on_stop_is_confirmed_on_hold_and_it_is_said(hands: Hands) -> None:
    block_customer(hands.desk, 1, "two invoices late")
    phone_order(hands)
    hands.line("mug", "1")
    hands.press("Ctrl+Enter")
    view = view_order(hands.desk, only_order(hands.desk))
    assert view.order.hold == "customer"
    assert hands.said == f"Order {view.order.number} confirmed, on hold: Asha Patel is blocked: two invoices late."


def test_a_back_order_is_said_by_item(hands: Hands) -> None:
    phone_order(hands)
    hands.line("lamp", "6")
    hands.press("Ctrl+Enter")
    assert hands.said.endswith("confirmed; on back order: 2 LAMP")


def test_a_disk_that_fails_leaves_everything_on_screen(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    phone_order(hands)
    hands.line("mug", "3")

    def fails(*_: object, **_more: object) -> int:
        raise StorageFailed("The disk is full; nothing was changed.")

    monkeypatch.setattr("orderdesk.ui.orders.new_order.presenter.finish_order", fails)
    hands.press("Ctrl+Enter")
    assert hands.said == "The disk is full; nothing was changed."
    assert [line.sku for line in hands.page.presenter.sheet.lines] == ["MUG"]
    assert hands.orders.currentWidget() is hands.page
    monkeypatch.undo()
    hands.press("Ctrl+Enter")
    assert view_order(hands.desk, only_order(hands.desk)).order.state == "confirmed"


def test_enter_on_a_draft_in_the_list_goes_on_with_it(hands: Hands) -> None:
    phone_order(hands)
    hands.line("mug", "3")
    hands.press("Ctrl+S")
    table = hands.orders.list.table
    table.setFocus()
    assert table.select_key(only_order(hands.desk))
    hands.press("Enter")
    assert hands.orders.currentWidget() is hands.page
    assert hands.page.presenter.sheet.state == "draft"
    hands.press("Esc", "Esc")
    assert hands.orders.currentWidget() is hands.orders.list


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_narrow_window_keeps_the_discount_and_the_reference_in_reach(hands: Hands, theme: str) -> None:
    phone_order(hands)
    hands.line("mug", "3")
    apply_theme(hands.app, theme)
    hands.program.window.resize(1024, 700)
    QApplication.processEvents()
    grid = hands.page.lines.grid
    columns = [column.id for column in grid.lines_model.columns]
    key = hands.page.presenter.sheet.lines[0].key
    grid.edit_cell(key, "price")
    hands.press("Tab")
    assert grid.where() == (f"{key}:disc", "")
    hands.write("10")
    hands.press("Enter")
    assert hands.page.presenter.sheet.lines[0].discount == 100_000
    assert grid.columnWidth(columns.index("item")) >= px(120)
    reference = hands.page.customer.reference
    assert reference.isVisible()
    hands.press("Esc")
    for _ in range(60):
        if reference.hasFocus():
            break
        hands.press("Tab")
    hands.write("PO 7")
    assert hands.page.presenter.sheet.reference == "PO 7"
    hands.page.customer.start_newcomer()
    QApplication.processEvents()
    assert_accessible(hands.page)
    field = hands.page.customer.newcomer.fields["name"]
    assert field.height() >= field.minimumSizeHint().height()
    assert hands.page.summary.width() + hands.page.lines.x() + hands.page.lines.width() <= hands.page.width()


def test_undo_reaches_the_lines_from_anywhere_on_the_page(hands: Hands) -> None:
    phone_order(hands)
    hands.line("mug", "3")
    hands.press("Esc")
    hands.page.channel.focus_chosen()
    hands.press("Ctrl+Z")
    assert [line.quantity for line in hands.page.presenter.sheet.lines] == [1000]


def test_what_is_sent_from_the_counter_is_an_order_and_no_sale(hands: Hands) -> None:
    phone_order(hands)
    hands.line("mug", "1")
    hands.press("Esc")
    hands.page._choose_channel("counter")
    assert hands.page.summary.confirm_button.accessibleName() == "Take payment"
    hands.page.customer._choose_service("road")
    assert hands.page.summary.confirm_button.accessibleName() == "Confirm order"
    hands.press("Ctrl+Enter")
    view = view_order(hands.desk, only_order(hands.desk))
    assert (view.order.state, view.papers, view.goods[0].allocated) == ("confirmed", (), 1000)


def test_nobody_buys_on_account_without_a_name(hands: Hands) -> None:
    hands.press("F2")
    hands.page._choose_channel("counter")
    hands.press("Ins")
    hands.write("1*mug")
    hands.press("Enter", "Esc")
    hands.page.summary.payment._choose("account")
    hands.press("Ctrl+Enter")
    assert hands.page.customer.customer_field.error == "Choose the customer on whose account it goes."


def send_dialog(hands: Hands) -> FormDialog:
    """Send the form in front; without a window manager nobody else puts it there."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FormDialog)
    dialog.activateWindow()
    QApplication.processEvents()
    hands.press("Ctrl+Return")
    return dialog


def test_a_sale_is_parked_and_taken_up_by_one_key(hands: Hands) -> None:
    hands.press("F2")
    hands.page._choose_channel("counter")
    hands.press("Alt+P")
    assert hands.said == "No sale is parked. Alt+P parks the one on the screen."
    hands.press("Ins")
    hands.write("2*lamp")
    hands.press("Enter", "Esc", "Alt+P")
    assert hands.said.startswith("Parked: Walk-in · LAMP · 203.88")
    assert hands.page.presenter.sheet.is_blank
    assert hands.page.presenter.sheet.channel == "counter"
    hands.press("Ins")
    hands.write("1*mug")
    hands.press("Enter", "Esc", "Ctrl+S")
    hands.press("F2")
    assert hands.page.banner.text == "1 sale parked; Alt+P takes one up."
    hands.press("Alt+P")
    send_dialog(hands)
    sheet = hands.page.presenter.sheet
    assert [(line.sku, line.quantity) for line in sheet.lines] == [("LAMP", pieces(2))]
    assert parked_sales(hands.desk) == []
    assert not hands.page.banner.text, "none is parked any more"


def test_money_without_goods_is_no_sale_to_be_parked(hands: Hands) -> None:
    hands.press("F2")
    hands.page._choose_channel("counter")
    hands.press("F9")
    hands.write("50")
    assert hands.page.presenter.sheet.money["cash"] == "50"
    hands.press("Alt+P")
    assert hands.said == "No sale is parked. Alt+P parks the one on the screen."
    assert parked_sales(hands.desk) == []


def test_a_parked_sale_that_another_till_took_is_told(hands: Hands) -> None:
    hands.press("F2", "Ins")
    hands.write("1*mug")
    hands.press("Enter", "Esc", "Alt+P", "Alt+P")
    (parked,) = parked_sales(hands.desk)
    take_up_sale(hands.desk, Form("another till", NEW_ORDER, None), parked.key)
    dialog = send_dialog(hands)
    assert "another till has taken it up" in (dialog.banner.text or dialog.fields["parked"]._below.text())
    assert hands.page.presenter.sheet.is_blank
    hands.press("Esc")


def test_what_was_half_typed_for_a_line_is_not_there_for_the_next_caller(hands: Hands) -> None:
    phone_order(hands)
    hands.press("F2")
    grid = hands.page.lines.grid
    grid.start_new()
    hands.write("mug bl")
    hands.press("F2")
    assert grid.where() == ("new", "")
    grid.start_new()
    hands.write("mug bl")
    hands.press("Alt+1", "F2")
    assert grid.where() == ("new", ""), "from another screen too"
    grid.start_new()
    assert grid.editor() is not None
    assert grid.editor().text() == ""


def test_esc_in_the_palette_goes_back_to_the_cell_that_was_open(hands: Hands) -> None:
    phone_order(hands)
    grid = hands.page.lines.grid
    grid.start_new()
    hands.write("mug")
    hands.press("Ctrl+K", "Escape")
    QApplication.processEvents()
    assert hands.page.isAncestorOf(QApplication.focusWidget())
    assert grid.where() == ("new", "mug")
    assert QApplication.focusWidget() is grid.editor()
    hands.page.customer.reference.setFocus()
    hands.press("Ctrl+K", "Escape")
    assert hands.page.customer.reference.hasFocus()


def test_a_line_says_what_tells_it_apart_from_its_twin(hands: Hands, qtbot: QtBot) -> None:
    for sku, name in (("CUP-B", "Tall cup blue"), ("CUP-R", "Tall cup red")):
        add_item(hands.desk, ItemForm(sku, name, parse_price("4")))
    phone_order(hands)
    hands.line("cup-b", "1")
    grid = hands.page.lines.grid
    # Read beside the window, so it may come a moment after the line.
    qtbot.waitUntil(lambda: "blue, not red" in grid.lines_model.lines[0].cells["item"].second)
