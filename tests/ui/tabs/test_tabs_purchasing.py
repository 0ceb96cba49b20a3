"""Buying by keyboard: a purchase order is written, sent, comes in parts, is moved and given up."""

from __future__ import annotations

from dataclasses import replace

from orderdesk.domain.values.quantity import pieces
from orderdesk.services.buying.purchase_views import purchase_page, view_purchase
from orderdesk.services.items.catalog import edit_item, form_of, item_of
from orderdesk.services.stock.stock_views import figures_of
from orderdesk.ui.buying.forms import EntryGrid
from orderdesk.ui.buying.page import PurchasesPage
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


def page_of(clerk: Clerk) -> PurchasesPage:
    page = clerk.program.window.page
    assert isinstance(page, PurchasesPage)
    return page


def written(clerk: Clerk) -> int:
    """Write an order for ten mugs of a new vendor; returns its key."""
    clerk.press("Ctrl+Shift+B", "Ctrl+N")
    assert_accessible(clerk.dialog)
    clerk.press("Tab")
    clerk.write("Kilnworks")
    add_line(clerk, "mug", "10", "4.50")
    clerk.send()
    return purchase_page(clerk.desk, "all")[0].id


def add_line(clerk: Clerk, words: str, count: str, cost: str) -> None:
    (grid,) = clerk.dialog.findChildren(EntryGrid)
    grid.setFocus()
    clerk.press("Ins")
    clerk.write(words)
    clerk.press("Return")
    clerk.write(count)
    clerk.press("Return")
    clerk.write(cost)
    clerk.press("Return")


def test_an_order_is_written_sent_and_received_in_parts(clerk: Clerk) -> None:
    key = written(clerk)
    assert clerk.said == "PO-1 saved; send it with Ctrl+Right"
    view = view_purchase(clerk.desk, key)
    assert [(line.sku, line.quantity, line.cost) for line in view.lines] == [("MUG", pieces(10), 45_000)]
    clerk.press("Ctrl+Right")
    assert clerk.said == "PO-1 is sent; its goods are on their way"
    clerk.press("Ctrl+Right")
    assert_accessible(clerk.dialog)
    clerk.write("4")
    clerk.send()
    assert view_purchase(clerk.desk, key).purchase.state == "part-received"
    clerk.press("Ctrl+Right")
    clerk.write("9")
    clerk.send()
    assert clerk.dialog.isVisible(), "more than is open wants its reason"
    clerk.fill("Reason", "three for free")
    clerk.send()
    assert view_purchase(clerk.desk, key).purchase.state == "received"
    assert figures_of(clerk.desk, [1])[1].on_hand == pieces(33)
    clerk.press("Ctrl+P")
    assert clerk.papers[-1] == ("purchase-order", "PO-1")
    clerk.press("Esc")
    assert clerk.program.window.tab == "inventory"


def test_it_is_moved_and_given_up(clerk: Clerk) -> None:
    key = written(clerk)
    clerk.press("Ctrl+Right", "Ctrl+D")
    clerk.send()
    assert clerk.said.startswith("PO-1 is due on another day")
    page_of(clerk).bench.commands.run("purchasing.cancel")
    clerk.send()
    assert clerk.dialog.isVisible(), "without a reason nothing is given up"
    clerk.write("too dear")
    clerk.send()
    assert view_purchase(clerk.desk, key).purchase.state == "cancelled"
    clerk.press("Ctrl+Right")
    assert clerk.said == "PO-1 is cancelled; no goods of it are on their way."


def test_a_draft_is_opened_again(clerk: Clerk) -> None:
    key = written(clerk)
    clerk.press("Ctrl+E")
    add_line(clerk, "tee", "3", "8")
    clerk.send()
    assert [line.sku for line in view_purchase(clerk.desk, key).lines] == ["MUG", "TEE"]


def test_what_runs_low_is_suggested_of_its_vendor(clerk: Clerk) -> None:
    form = form_of(item_of(clerk.desk, 1))
    edit_item(clerk.desk, 1, replace(form, vendor="Kilnworks", reorder_point=pieces(25)))
    clerk.press("Ctrl+Shift+B", "Ctrl+N")
    clerk.send()
    (row,) = purchase_page(clerk.desk, "draft")
    assert (row.vendor, row.quantity) == ("Kilnworks", pieces(30))


def test_the_list_has_views_and_a_search(clerk: Clerk) -> None:
    written(clerk)
    assert clerk.rows == ["PO-1"]
    page = page_of(clerk)
    page.show_view("late")
    assert clerk.rows == []
    clerk.press("/")
    clerk.write("kiln")
    clerk.press("Return")
    assert clerk.rows == ["PO-1"]
    assert_accessible(page)
