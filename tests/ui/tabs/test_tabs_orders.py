"""The orders tab by keyboard: views, search, and an order taken from draft to closed by its next step."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.tasks import open_tasks
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.views import view_order
from orderdesk.ui.bench.commands import clashes
from orderdesk.ui.customers.tab import CustomersTab
from orderdesk.ui.orders.tab import OrdersTab
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.search_field import SearchField
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


def test_an_empty_shop_says_what_to_do(clerk: Clerk) -> None:
    page = clerk.list
    assert page.empty.isVisible()
    words = page.empty._heading.text(), page.empty._sentence.text()
    assert words == ("No orders yet", "Take the first one with F2.")
    clerk.press("F9")
    assert clerk.said == "Choose an order first."


def test_a_draft_is_taken_to_closed_by_one_key(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 3), ("BOOK", 1), confirm=False)
    clerk.list.enter_list()
    number = view.order.number
    taken: list[str] = []
    for _ in range(4):
        taken.append(clerk.step)
        clerk.press("Ctrl+Right")
    assert taken == ["Confirm order", "Print picklist", "Confirm picks", "Pack"]
    taken.append(clerk.step)
    clerk.press("Ctrl+Right")
    assert clerk.dialog.windowTitle().startswith("Ship SH-")
    assert_accessible(clerk.dialog)
    clerk.fill("Tracking number", "BP42GB")
    clerk.send()
    while clerk.step:
        taken.append(clerk.step)
        clerk.press("Ctrl+Right")
        if clerk.step == taken[-1]:
            assert clerk.dialog.windowTitle() == f"Take £{clerk.again(view).order.due / 100:.2f} on {number}"
            clerk.press("Tab", "Down")
            clerk.send()
    assert taken[4:] == ["Ship", "Issue invoice", "Take payment", "Mark delivered"]
    done = clerk.again(view)
    assert (done.order.state, done.order.due) == ("closed", 0)
    assert [line.shipped for line in done.goods] == [3_000, 1_000]
    assert [paper for paper, _ in clerk.papers] == ["picklist", "label", "invoice"]


def test_views_count_and_hold_what_they_name(clerk: Clerk) -> None:
    draft, first, second = clerk.place(("MUG", 1), confirm=False), clerk.place(("MUG", 1)), clerk.place(("TEE", 1))
    page = clerk.list
    assert isinstance(page, OrdersTab)
    assert clerk.rows == [each.order.number for each in (second, first, draft)]
    page.show_view("to-confirm")
    assert clerk.rows == [draft.order.number]
    page.show_view("to-pick")
    assert clerk.rows == [second.order.number, first.order.number]
    page.show_view("on-hold")
    assert page.empty._heading.text() == "Nothing on hold"
    assert page.head.summary.text().startswith("3 open")


def test_a_search_finds_clears_and_says_what_it_did_not_find(clerk: Clerk) -> None:
    first, second = clerk.place(("MUG", 1)), clerk.place(("TEE", 1))
    clerk.list.enter_list()
    clerk.press("/")
    assert isinstance(QApplication.focusWidget(), SearchField)
    clerk.write(second.order.number)
    clerk.press("Return")
    assert clerk.rows == [second.order.number]
    clerk.press("/")
    clerk.write("nobody")
    clerk.press("Return")
    assert clerk.list.empty._heading.text() == "Nothing found for “nobody”"
    assert isinstance(clerk.list, OrdersTab)
    clerk.list.clear_search()
    assert clerk.rows == [second.order.number, first.order.number]


def test_a_hold_is_undone_while_its_toast_shows(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 1))
    clerk.list.enter_list()
    clerk.press("F5")
    assert_accessible(clerk.dialog)
    clerk.send()
    assert clerk.again(view).order.hold
    assert clerk.said == f"Order {view.order.number} put on hold"
    assert clerk.step == "Release hold"
    clerk.press("F5")
    assert clerk.said.startswith(f"{view.order.number} is on hold already")
    clerk.press("Ctrl+Z")
    assert not clerk.again(view).order.hold


def test_a_cancellation_wants_its_reason(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 2))
    clerk.list.enter_list()
    assert clerk.program.bench is not None
    clerk.program.bench.commands.run("order.cancel")
    clerk.send()
    assert clerk.dialog.isVisible(), "without a reason it stays open"
    assert clerk.again(view).order.state == "confirmed"
    clerk.fill("Reason", "ordered twice")
    clerk.send()
    assert clerk.again(view).order.state == "cancelled"
    clerk.list.table.setFocus()
    clerk.press("F8")
    assert clerk.said == f"{view.order.number} is cancelled; nothing of it can come back."


def test_a_payment_takes_the_amount_first_and_gives_change(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 1))
    clerk.list.enter_list()
    clerk.press("F9")
    assert_accessible(clerk.dialog)
    clerk.write("50")
    clerk.send()
    assert clerk.dialog.fields["tender"].error == "Choose how it is paid."
    assert clerk.again(view).order.due == view.order.total, "nothing is taken before it is said how"
    clerk.press("Down", "Down")
    change = (5_000 - view.order.total) / 100
    assert [each.text() for each in clerk.dialog.findChildren(QLabel) if each.text().startswith("Change")] == [
        f"Change £{change:.2f}"
    ]
    assert clerk.dialog.verb.accessibleName() == "Take 50.00 by cash"
    clerk.send()
    assert clerk.said.endswith(f"change {change:.2f}")
    assert view_order(clerk.desk, view.order.id).order.due == 0


def test_cash_is_laid_by_one_press_and_undone_with_a_reason(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 1))
    clerk.list.enter_list()
    clerk.press("F9")
    exact, *notes = (each for each in clerk.dialog.findChildren(Button) if each.property("small"))
    assert exact.accessibleName() == f"Exact {view.order.due / 100:.2f}"
    assert notes, "and what the next notes come to"
    exact.setFocus()
    clerk.press("Space")
    clerk.send()
    assert (clerk.again(view).order.due, clerk.again(view).payments[0].tender) == (0, "cash")
    clerk.press("Ctrl+F9")
    assert_accessible(clerk.dialog)
    clerk.send()
    assert clerk.dialog.isVisible(), "without a reason it stays"
    clerk.write("it was by card")
    clerk.send()
    assert clerk.said.startswith(f"{view.order.total / 100:.2f} undone on ")
    assert clerk.again(view).order.due == view.order.total
    clerk.press("Ctrl+F9")
    assert "has no payment of today that can be undone" in clerk.said


def test_an_order_that_a_check_holds_is_released_with_a_reason(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 1))
    with clerk.desk.writing(right="take orders") as work:
        held = {"hold": "credit", "hold_note": "Asha Patel would owe 135.00.", "held_by": "credit limit"}
        orders.change_order(work.connection, view.order.id, held)
        work.touch("orders")
    clerk.list.enter_list()
    clerk.press("Shift+F5")
    assert "Asha Patel would owe 135.00." in {each.text() for each in clerk.dialog.findChildren(QLabel)}
    assert_accessible(clerk.dialog)
    clerk.send()
    assert clerk.dialog.isVisible(), "without a reason it stays held"
    assert clerk.again(view).order.hold == "credit"
    clerk.fill("Why it may go on", "she pays tomorrow")
    clerk.send()
    done = clerk.again(view)
    assert (done.order.hold, done.order.held_by) == ("", "")
    assert ("check overridden", "credit limit: she pays tomorrow") in [(each.what, each.detail) for each in done.events]


def test_goods_to_be_put_back_stand_above_the_board_until_they_are(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 3), ("TEE", 1))
    confirm_picks(clerk.desk, start_picking(clerk.desk, [view.shipments[0].id]))
    lines = {line.sku: line.id for line in view.lines}
    fewer = Amendment({lines["MUG"]: LineChange(pieces(1)), lines["TEE"]: LineChange(0)})
    clerk.press("F7")
    clerk.press("Ctrl+G")
    assert clerk.said == "Nothing is to be put back, and no task waits."
    amend_order(clerk.desk, view.order.id, fewer, "she rang again")
    number = view.shipments[0].number
    assert clerk.list.banner.text == f"Put back 2 of MUG to A-01-2, picked for {number}; 1 more to put back."
    clerk.press("Ctrl+G")
    assert clerk.said == "MUG is back in A-01-2"
    assert clerk.list.banner.text == f"Put back 1 of TEE to A-02-1, picked for {number}."
    clerk.press("Ctrl+G")
    assert (open_tasks(clerk.desk), clerk.list.banner.isVisible()) == ([], False)


def test_a_task_is_asked_for_and_done_above_the_board(clerk: Clerk) -> None:
    clerk.press("F7")
    clerk.press("Ctrl+Shift+A")
    clerk.fill("In words", "ring the carrier")
    clerk.fill("Due", "soon")
    clerk.send()
    assert "Enter a day such as" in clerk.dialog.fields["due"].error
    clerk.fill("Due", "2026-12-24")
    clerk.fill("By whom", "nobody")
    clerk.send()
    assert "does not work here" in clerk.dialog.fields["owner"].error
    clerk.fill("By whom", clerk.desk.user)
    clerk.send()
    assert clerk.said == "To do: ring the carrier"
    assert clerk.list.banner.text.startswith("Count: ring the carrier, due ")
    assert clerk.list.banner.text.endswith(f"for {clerk.desk.user}.")
    clerk.press("Ctrl+G")
    assert (clerk.said, clerk.list.banner.isVisible()) == ("Done: ring the carrier", False)


def test_f4_goes_to_the_customer_and_on_to_their_last_orders(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 1))
    clerk.list.enter_list()
    clerk.press("F4")
    page = clerk.program.window.page
    assert isinstance(page, CustomersTab)
    assert page.shown is not None
    assert page.shown.customer.id == 1
    clerk.press("F4")
    at = clerk.program.window.focusWidget()
    assert at is not None
    assert view.order.number in at.accessibleName()


def test_no_two_commands_share_a_key_and_all_can_be_announced(clerk: Clerk) -> None:
    window = clerk.program.window
    for place in (*window.tabs, *window.places):
        page = window.go_to(place.id)
        QApplication.processEvents()
        assert_accessible(page)
    assert clerk.program.bench is not None
    known = clerk.program.bench.commands.all()
    assert clashes(known) == []
    table = {"F1", "F2", "F3", "F4", "F5", "Shift+F5", "F7", "F8", "F9", "F10", "F12"}
    table |= {"Ctrl+Right", "Ctrl+P", "Ctrl+Shift+P", "Ctrl+N", "Ctrl+K", "Ctrl+F", "/", "Ctrl+Z"}
    here = {key for each in known if each.context in ("", "orders") for key in each.keys}
    assert table <= here


def test_one_key_draws_the_chosen_order_once(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk.place(("MUG", 1), confirm=False)
    page = clerk.list
    assert isinstance(page, OrdersTab)
    page.enter_list()
    assert clerk.step == "Confirm order"
    drawn, draw = [], page.show_thing

    def counted(view: OrderView) -> None:
        drawn.append(view.order.state)
        draw(view)

    monkeypatch.setattr(page, "show_thing", counted)
    clerk.press("Ctrl+Right")
    assert (clerk.step, drawn) == ("Print picklist", ["confirmed"])


def test_a_command_never_acts_on_the_row_before(clerk: Clerk) -> None:
    first, second = clerk.place(("MUG", 1), confirm=False), clerk.place(("TEE", 1), confirm=False)
    page = clerk.list
    assert isinstance(page, OrdersTab)
    page.enter_list()
    assert page.shown is not None
    assert page.shown.order.number == second.order.number
    page.table.select_key(first.order.id)
    # Typed so fast that the window had no time to show the row.
    clerk.program.bench.commands.run("order.next")  # type: ignore[union-attr]
    states = [clerk.again(each).order.state for each in (first, second)]
    assert states == ["confirmed", "draft"]
