"""What papers say of who owes whom: money that a carrier collects, and credit on what was paid already."""

from __future__ import annotations

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.money import Amount, money, shown
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.billing.crediting import reduce_price
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.papers import preview
from orderdesk.services.reports.reports import report_table
from tests.countries import Country, local_shop
from tests.documents.reading import text
from tests.scenarios.story import prove


@pytest.fixture
def desk(database: Database, anywhere: Country) -> Desk:
    return local_shop(database, anywhere)


def billed(desk: Desk, tender: str, paid: Amount = 0) -> int:
    """An order of two of item A that has left and is invoiced, with so much paid of it; its key."""
    order = place_order(desk, OrderRequest((LineRequest(pieces(2), "A"),), channel="counter", tender=tender))
    hand_over(desk, view_order(desk, order).shipments[0].id, "taken along")
    issue_invoice(desk, order)
    if paid:
        take_payment(desk, order, [Tendered("transfer", paid)])
    return order


def printed(desk: Desk, order: int, paper: str) -> str:
    number = next(each.number for each in view_order(desk, order).papers if each.kind == paper)
    return " ".join(text(preview(desk, paper, number)).split())


def plain(amount: Amount, country: Country) -> str:
    return " ".join(money(amount, country.currency).split())


def test_what_the_carrier_collects_is_not_asked_for_twice(desk: Desk, anywhere: Country) -> None:
    order = billed(desk, "cod")
    said = printed(desk, order, "invoice")
    assert f"The carrier collects {plain(view_order(desk, order).order.due, anywhere)} on delivery." in said
    assert "Please pay" not in said
    assert "Please pay" in printed(desk, billed(desk, "transfer"), "invoice")


@pytest.mark.parametrize("share", ["none", "some", "all"])
def test_a_credit_note_says_what_is_taken_off_and_what_is_to_come_back(
    desk: Desk, anywhere: Country, share: str
) -> None:
    order = billed(desk, "transfer")
    total = view_order(desk, order).order.total
    off = 100
    paid = {"none": 0, "some": total - off // 4, "all": total}[share]
    if paid:
        take_payment(desk, order, [Tendered("transfer", paid)])
    number = view_order(desk, order).papers[0].number
    reduce_price(desk, number, off, "a scratch")
    owed = min(off, total - paid)
    said = printed(desk, order, "credit-note")
    for words, amount in (("Stands to your credit", off - owed), ("Taken off what you owe", owed)):
        assert (f"{words} {shown(amount, anywhere.currency)}" in said) is bool(amount)
    if share == "all":
        refund_money(desk, order, "transfer", off, reason="a scratch")
        assert printed(desk, order, "credit-note") == said
    prove(desk)


def test_a_reduced_price_gives_no_item_another_name(desk: Desk) -> None:
    order = billed(desk, "transfer")
    reduce_price(desk, view_order(desk, order).papers[0].number, 100, "a scratch")
    assert "Price reduction: Article" in printed(desk, order, "credit-note")
    names = {str(cell) for row in report_table(desk, "sales-by-item", desk.today, desk.today).rows for cell in row}
    assert "Article" in names
    assert not [name for name in names if "Price reduction" in name]
