"""Quotes on both databases: they stand until their day; after it prices are taken anew and what changed is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from orderdesk.domain.fulfilment.shipments import BoxRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import parse_price
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.schema import items
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.orders.placing import confirm_order, place_order
from orderdesk.services.orders.quoting import price_changes, quote_order, requote
from orderdesk.services.orders.views import shipments_to_do, view_order
from orderdesk.services.papers import preview, render
from tests.documents.reading import codes, text
from tests.factories import Clock, northside

BASKET = (LineRequest(pieces(3), "MUG"), LineRequest(pieces(2), "TEE"))
UNTIL = date(2026, 4, 1)


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    made = northside(database_url)
    yield made
    made.database.close()


def draft(desk: Desk, **more: object) -> int:
    request = OrderRequest(lines=BASKET, customer_id=1, service="road", **more)  # type: ignore[arg-type]
    return place_order(desk, request, confirm=False)


def quote(desk: Desk, until: date | None = None) -> int:
    key = draft(desk)
    quote_order(desk, key, until)
    return key


def dearer(desk: Desk) -> None:
    """MUG costs 13.00 from now on."""
    with desk.writing(right="keep items") as work:
        work.connection.execute(items.update().where(items.c.sku == "MUG").values(price=parse_price("13.00")))


def wait(desk: Desk, days: int) -> None:
    assert isinstance(desk.clock, Clock)
    desk.clock.advance(days=days)


def test_a_quote_stands_for_thirty_days(desk: Desk) -> None:
    view = view_order(desk, quote(desk))
    assert (view.order.state, view.order.valid_until) == ("quote", UNTIL)
    assert any((each.what, each.detail) == ("quoted", "until 1 April") for each in view.events)


def test_its_last_day_can_be_set_and_moved(desk: Desk) -> None:
    key = quote(desk, date(2026, 3, 12))
    quote_order(desk, key, date(2026, 3, 20))
    assert view_order(desk, key).order.valid_until == date(2026, 3, 20)


@pytest.mark.parametrize(("until", "said"), [(date(2026, 3, 1), "is over"), (date(2062, 3, 1), "a year at most")])
def test_a_day_that_can_not_be_is_refused(desk: Desk, until: date, said: str) -> None:
    key = draft(desk)
    with pytest.raises(Refused, match=said):
        quote_order(desk, key, until)
    assert view_order(desk, key).order.state == "draft"


def test_confirmed_on_its_last_day_it_keeps_its_prices(desk: Desk) -> None:
    key = quote(desk)
    total = view_order(desk, key).order.total
    dearer(desk)
    wait(desk, 30)
    confirm_order(desk, key)
    order = view_order(desk, key).order
    assert (order.state, order.total) == ("confirmed", total)


def test_an_expired_quote_is_not_confirmed(desk: Desk) -> None:
    key = quote(desk)
    wait(desk, 31)
    with pytest.raises(Refused, match="The quote SO-1001 expired on 1 April; reprice it first"):
        confirm_order(desk, key)
    with pytest.raises(Refused, match="has expired"):
        quote_order(desk, key, date(2026, 5, 1))
    order = view_order(desk, key).order
    assert (order.state, order.valid_until) == ("quote", UNTIL)


def test_prices_taken_anew_are_told_line_by_line_and_then_hold(desk: Desk) -> None:
    key = quote(desk)
    before = view_order(desk, key).order
    dearer(desk)
    wait(desk, 31)
    assert [str(each) for each in price_changes(desk, key)] == ["MUG 12.50 -> 13.00"]
    assert view_order(desk, key).order == before
    assert [str(each) for each in requote(desk, key)] == ["MUG 12.50 -> 13.00"]
    view = view_order(desk, key)
    assert (view.order.net, view.order.tax) == (before.net + 150, before.tax + 30)
    assert (view.order.total, view.order.due) == (before.total + 180, before.total + 180)
    assert view.order.valid_until == date(2026, 4, 2) + timedelta(days=30)
    assert any((each.what, each.detail) == ("quoted anew", "until 2 May: MUG 12.50 -> 13.00") for each in view.events)
    assert price_changes(desk, key) == ()
    confirm_order(desk, key)
    assert view_order(desk, key).order.total == before.total + 180


def test_only_a_quote_is_quoted_anew(desk: Desk) -> None:
    with pytest.raises(Refused, match="SO-1001 is a draft"):
        requote(desk, draft(desk))


def test_each_paper_is_printed_in_its_states(desk: Desk) -> None:
    key = draft(desk)
    with pytest.raises(Refused, match="is a draft; only a quote"):
        render(desk, "quote", "SO-1001")
    assert "This is not a tax invoice" in text(preview(desk, "pro-forma", "SO-1001"))
    quote_order(desk, key)
    for size in ("a4", "letter"):
        pdf = render(desk, "quote", "SO-1001", size)
        assert "Valid until 01/04/2026" in text(pdf)
        assert "SO-1001" in codes(pdf, 300)
    with pytest.raises(Refused, match="only a confirmed order"):
        render(desk, "acknowledgement", "SO-1001")
    confirm_order(desk, key)
    seen = text(render(desk, "acknowledgement", "SO-1001"))
    assert "Order acknowledgement" in seen
    assert "MUG · in stock" in seen
    with pytest.raises(Refused, match="is confirmed; only a quote"):
        render(desk, "quote", "SO-1001")
    (shipment,) = shipments_to_do(desk, "SO-1001")
    confirm_picks(desk, start_picking(desk, [shipment]))
    pack_shipment(desk, shipment, (BoxRequest(),))
    ship_shipment(desk, shipment)
    if any(line.invoiced < line.quantity for line in view_order(desk, key).lines):
        issue_invoice(desk, key)
    with pytest.raises(Refused, match="is invoiced; print its invoice"):
        render(desk, "pro-forma", "SO-1001")


def test_an_expired_quote_says_so_on_paper(desk: Desk) -> None:
    quote(desk)
    wait(desk, 31)
    assert "EXPIRED" in text(preview(desk, "quote", "SO-1001"))
