"""The caller card and the sentence for a caller, on a shop with a history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orderdesk.domain.lifecycles import Hold
from orderdesk.persistence.database.engine import Database
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.checks.holding import hold_order
from orderdesk.services.customers.callers import answers, caller_card, find_callers, status_of
from orderdesk.services.customers.customer_forms import CustomerForm
from orderdesk.services.customers.customers import add_customer, card_of, edit_customer, form_of
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.labelling import set_tracking
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import deliver_shipment, ship_shipment
from orderdesk.services.items.catalog import retire_item
from orderdesk.services.orders.repeating import repeat_last, repeat_order
from orderdesk.services.orders.shorthand import take_line
from orderdesk.services.orders.views import view_order
from tests.factories import Clock, northside

PATEL = 1


@pytest.fixture
def shop(database: Database) -> Desk:
    return northside(database, stock={"MUG": 4, "TEE": 10, "BOOK": 5})


def send(shop: Desk, order_id: int) -> None:
    for shipment in view_order(shop, order_id).shipments:
        if shipment.state == "allocated":
            picklist = start_picking(shop, [shipment.id])
            confirm_picks(shop, picklist, [])
            pack_shipment(shop, shipment.id)
            ship_shipment(shop, shipment.id)


def test_the_card_tells_what_they_wait_for_and_owe(shop: Desk) -> None:
    edit_customer(shop, PATEL, replace(form_of(card_of(shop, PATEL)), instructions="Ring twice"))
    first = take_line(shop, "patel: 6 mug", confirm=True)
    second = take_line(shop, "patel: book", confirm=True)
    hold_order(shop, second, Hold.REVIEW)
    card = caller_card(shop, PATEL)
    assert [each.id for each in card.last_orders] == [second, first]
    assert [(each.sku, each.quantity) for each in card.promises] == [("MUG", 6_000), ("BOOK", 1_000)]
    # Neither is invoiced yet, so that nothing is owed.
    assert (card.balance, card.note, card.overdue) == (0, "Ring twice", None)
    assert (card.faults.held, card.faults.returns, card.faults.late) == (1, 0, 0)


def test_lateness_and_debts_are_on_the_card(shop: Desk) -> None:
    order_id = take_line(shop, "patel: 2 tee, ship today", confirm=True)
    clock = shop.clock
    assert isinstance(clock, Clock)
    clock.advance(days=2)
    send(shop, order_id)
    issue_invoice(shop, order_id)
    clock.advance(days=90)
    card = caller_card(shop, PATEL)
    assert card.faults.late == 1
    assert card.overdue is not None
    assert (card.overdue.order, card.overdue.due_date < date(2026, 6, 2)) == (card.last_orders[0].number, True)
    assert card.promises == ()


def test_the_sentence_for_a_caller(shop: Desk) -> None:
    order_id = take_line(shop, "patel: 6 mug, by road", confirm=True)
    assert status_of(shop, order_id).startswith("nothing shipped yet; 6 Stoneware mug")
    send(shop, order_id)
    said = status_of(shop, order_id)
    assert said.startswith("4 of 6 shipped today by Road; 2 Stoneware mug on back order")
    for typed in ("020 7946 0018", "7946 0018", "patel", "yo21 3pu", "asha.patel@example.com", "so-1001"):
        found = answers(shop, typed)
        assert [(each.customer.id, each.sentence) for each in found] == [(PATEL, said)]
    assert answers(shop, "pa") == []
    assert answers(shop, "zzzq") == []


def test_a_caller_hears_the_tracking_numbers_until_it_has_arrived(shop: Desk) -> None:
    order_id = take_line(shop, "patel: 4 mug, by road", confirm=True)
    send(shop, order_id)
    (shipment,) = view_order(shop, order_id).shipments
    set_tracking(shop, shipment.id, "NC1")
    assert status_of(shop, order_id) == "all 4 shipped today by Road, tracking NC1"
    deliver_shipment(shop, shipment.id)
    assert status_of(shop, order_id) == "all 4 shipped today by Road, delivered today"


def test_a_customer_without_orders_is_said_to_have_none(shop: Desk) -> None:
    add_customer(shop, CustomerForm("Ben Ito"))
    assert [each.sentence for each in answers(shop, "ito")] == ["no order yet"]
    assert [one.name for one in find_callers(shop, "ben")] == ["Ben Ito"]


def test_an_order_again_marks_what_changed(shop: Desk) -> None:
    order_id = take_line(shop, "patel: 6 mug @11, 2 tee, book, -10%", confirm=True)
    retire_item(shop, next(line.item_id or 0 for line in view_order(shop, order_id).goods if line.sku == "BOOK"))
    again = repeat_last(shop, PATEL)
    assert again == repeat_order(shop, order_id)
    assert [(line.item.sku, line.quantity) for line in again.lines] == [("MUG", 6_000), ("TEE", 2_000)]
    assert again.changes == ("MUG: price up from 11.00 to 12.50, out of stock", "BOOK is no longer sold")
