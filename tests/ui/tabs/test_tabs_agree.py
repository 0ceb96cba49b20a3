"""The list and the panel beside it always tell of the same thing, however it was come to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.customers.customer_forms import CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.orders.placing import place_order
from orderdesk.ui.bench.list_tab import ListTab
from orderdesk.ui.fulfilment.tab import ShippingTab
from orderdesk.ui.orders.tab import OrdersTab
from orderdesk.ui.widgets.lists.list_detail import ListDetailPage
from tests.ui.tabs.conftest import Clerk


def click(page: ListDetailPage, number: int) -> None:
    """A click of the mouse into a row."""
    table = page.table
    at = table.visualRect(table.rows_model.index(number, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()


def in_panel(page: ListDetailPage) -> int | None:
    """The key of what the panel shows."""
    assert isinstance(page, ListTab)
    return None if page.shown is None else page.key_of_shown(page.shown)


def in_list(page: ListDetailPage) -> int | None:
    """The key of the row the list stands on."""
    row = page.table.current_row()
    return None if row is None else row.id


def keys(page: ListDetailPage) -> list[int]:
    return [row.id for row in page.table.rows_model.rows]


def orders(clerk: Clerk) -> None:
    for _ in range(3):
        clerk.place(("MUG", 1))


def orders_of_two(clerk: Clerk) -> None:
    """Three orders of Patel and one of Weiss."""
    orders(clerk)
    weiss = add_customer(clerk.desk, CustomerForm("Weiss")).id
    request = OrderRequest(lines=(LineRequest(pieces(1), "TEE"),), customer_id=weiss, service="road")
    place_order(clerk.desk, request, confirm=True)


@pytest.mark.parametrize("place", ["inventory", "orders", "shipping", "customers"])
def test_what_is_opened_from_elsewhere_is_the_row_the_list_stands_on(clerk: Clerk, place: str) -> None:
    orders(clerk)
    add_customer(clerk.desk, CustomerForm("Another"))
    assert clerk.program.bench is not None
    go: Callable[[str, object], object] = clerk.program.bench.go.emit
    go(place, None)
    page = clerk.list
    if isinstance(page, ShippingTab):
        page.show_view("to-pick")  # on the board the panel is the wave's
    first, second, *_ = keys(page)
    click(page, 0)
    assert (in_list(clerk.list), in_panel(page)) == (first, first)
    go("returns", None)
    go(place, second)
    assert (in_panel(clerk.list), in_list(clerk.list)) == (second, second)
    click(page, 0)
    assert (in_panel(clerk.list), in_list(clerk.list)) == (first, first)
    page.close_detail()
    click(page, 0)
    assert in_panel(clerk.list) == first, "a click on the row the list stands on shows it again"


def test_what_is_not_among_the_rows_leaves_no_row_chosen(clerk: Clerk) -> None:
    assert clerk.program.bench is not None
    go: Callable[[str, object], object] = clerk.program.bench.go.emit
    go("inventory", None)
    page = clerk.list
    assert isinstance(page, ListTab)
    (other,) = (row.id for row in page.table.rows_model.rows if row.sku == "TEE")
    page.look_for("MUG")
    click(page, 0)
    go("inventory", other)
    assert (in_panel(clerk.list), in_list(clerk.list)) == (other, None)
    click(page, 0)
    assert in_panel(clerk.list) == in_list(clerk.list) == keys(page)[0]
    go("inventory", other)
    page.look_for("")
    assert in_list(clerk.list) == other, "it stands on the row as soon as there is one"


def named(page: ListDetailPage) -> int | None:
    """The key that list and panel agree on."""
    assert in_list(page) == in_panel(page)
    return in_panel(page)


@pytest.mark.parametrize(
    ("place", "typed", "refusal"),
    [
        ("orders", "Weiss", "order.hold"),
        ("customers", "Weiss", "customers.address"),
        ("inventory", "TEE", "inventory.edit"),
        ("shipping", "Weiss", "shipping.label"),
    ],
)
def test_a_search_leaves_what_it_does_not_find(clerk: Clerk, place: str, typed: str, refusal: str) -> None:
    orders_of_two(clerk)
    bench = clerk.program.bench
    assert bench is not None
    bench.go.emit(place, None)
    if isinstance(clerk.list, ShippingTab):
        clerk.list.show_view("to-pick")
    clerk.press("Ctrl+F")
    clerk.write(typed)
    (found,) = keys(clerk.list)
    clerk.press("Escape")
    assert named(clerk.list) == found, "what was found stays chosen in the whole list"
    other = next(key for key in keys(clerk.list) if key != found)
    click(clerk.list, keys(clerk.list).index(other))
    assert named(clerk.list) == other
    clerk.press("Ctrl+F")
    clerk.write(typed)
    assert named(clerk.list) == found
    clerk.press("Ctrl+F")
    clerk.write("nobody bears this")
    assert named(clerk.list) is None
    assert not clerk.list.panel.isVisible()
    assert bench.commands.why_not(refusal) is not None
    clerk.press("Escape")
    assert named(clerk.list) == keys(clerk.list)[0], "the list is whole again, and stands on its first row"


def test_another_view_or_channel_leaves_what_it_does_not_show(clerk: Clerk) -> None:
    orders(clerk)
    assert clerk.program.bench is not None
    clerk.program.bench.go.emit("orders", None)
    page = clerk.list
    assert isinstance(page, OrdersTab)
    click(page, 1)
    draft = clerk.place(("MUG", 1), confirm=False).order.id
    assert named(clerk.list) != draft
    page.show_view("to-confirm")
    assert named(clerk.list) == draft
    page.show_view("on-hold")
    assert named(clerk.list) is None
    page.show_view("all")
    click(page, 1)
    assert named(clerk.list) is not None
    page.channel.menu_shown.aboutToShow.emit()
    next(each for each in page.channel.menu_shown.actions() if each.text() == "Online").trigger()
    assert (keys(page), named(clerk.list)) == ([], None)
