"""Quotes in the orders tab by keyboard: quoted until a day, expired, quoted anew, and their papers offered."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QLabel

from orderdesk.domain.values.money import parse_price
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.schema import items
from orderdesk.ui.orders.papers import papers_of
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


def test_a_draft_is_quoted_until_a_day_and_its_paper_printed(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 3), confirm=False)
    clerk.list.enter_list()
    clerk.press("Alt+Q")
    assert clerk.dialog.windowTitle() == f"Quote {view.order.number}"
    assert_accessible(clerk.dialog)
    clerk.send()
    order = clerk.again(view).order
    assert (order.state, order.valid_until) == ("quote", clerk.desk.today + timedelta(days=30))
    assert clerk.said.startswith(f"{order.number} quoted until")
    clerk.press("Ctrl+P")
    assert clerk.papers == [("quote", order.number)]


def test_an_expired_quote_shows_what_changed_and_is_quoted_anew(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 3), confirm=False)
    over = clerk.desk.today - timedelta(days=1)
    with clerk.desk.writing(right="keep items") as work:
        orders.change_order(work.connection, view.order.id, {"state": "quote", "valid_until": over})
        work.connection.execute(items.update().where(items.c.sku == "MUG").values(price=parse_price("13.00")))
        work.touch("orders")
    clerk.list.enter_list()
    clerk.press("Ctrl+Right")
    assert "expired on" in clerk.said
    assert clerk.again(view).order.state == "quote"
    clerk.press("Alt+Q")
    (told,) = [each for each in clerk.dialog.findChildren(QLabel) if each.accessibleName() == "Changed prices"]
    assert told.text() == "MUG 12.50 -> 13.00"
    clerk.send()
    order = clerk.again(view).order
    assert order.valid_until == clerk.desk.today + timedelta(days=30)
    assert order.total == view.order.total + 180


def test_each_state_offers_its_papers(clerk: Clerk) -> None:
    draft, confirmed = clerk.place(("MUG", 1), confirm=False), clerk.place(("TEE", 1))
    assert [paper for paper, _, _ in papers_of(draft)] == ["pro-forma"]
    assert [paper for paper, _, _ in papers_of(confirmed)] == ["acknowledgement", "pro-forma"]
