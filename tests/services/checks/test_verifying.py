"""On confirm an order is looked at; what does not pass holds it until it passes or a person gives a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.orders.story import MESSAGE, sentence_of
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import parse_price
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.care.checking import check
from orderdesk.services.checks.holding import hold_order, release_order
from orderdesk.services.checks.verifying import check_settings, set_check
from orderdesk.services.customers.customers import block_customer, card_of, edit_customer, form_of
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.stock import stocking
from tests.factories import Clock, northside

MUGS = (LineRequest(pieces(3), "MUG"),)


@pytest.fixture
def desk(database: Database) -> Desk:
    """Northside, its customer with a credit limit of 100.00."""
    desk = northside(database, stock={"MUG": 1_000, "TEE": 100})
    edit_customer(desk, 1, replace(form_of(card_of(desk, 1)), credit_limit=10_000))
    return desk


def taken(desk: Desk, lines: tuple[LineRequest, ...] = MUGS, **more: object) -> OrderView:
    request = OrderRequest(lines, customer_id=1, **more)  # type: ignore[arg-type]
    return view_order(desk, place_order(desk, request))


def said(view: OrderView) -> list[tuple[str, str]]:
    return [(event.what, event.detail) for event in view.events]


def test_credit_holds_and_money_lifts_it_with_the_figure_that_did_it(desk: Desk) -> None:
    first = taken(desk)  # 45.00 with tax
    second = taken(desk)
    assert (first.order.hold, second.order.hold) == ("", "")
    third = taken(desk)
    assert third.order.hold == Hold.CREDIT
    assert third.order.hold_note == "Asha Patel would owe 135.00; the limit is 100.00."
    assert ("held", f"credit: {third.order.hold_note}") in said(third)
    with pytest.raises(Refused, match=r"on hold \(credit\)"):
        start_picking(desk, [third.shipments[0].id])
    take_payment(desk, first.order.id, [Tendered("transfer", 1_000)])
    assert view_order(desk, third.order.id).order.hold == Hold.CREDIT, "125.00 is still above the limit"
    take_payment(desk, first.order.id, [Tendered("transfer", 3_500)])
    now = view_order(desk, third.order.id)
    assert (now.order.hold, now.order.hold_note, now.order.held_by) == ("", "", "")
    assert ("released", "passed now: credit limit") in said(now)
    start_picking(desk, [third.shipments[0].id])
    assert check(desk).findings == ()


def test_what_lifts_a_part_of_a_hold_is_not_told_as_a_hold(desk: Desk) -> None:
    """The deposit is here, and the credit limit holds on: nothing went on hold by the money."""
    first = taken(desk, (LineRequest(pieces(10), "MUG"),), deposit=3_000)
    assert first.order.held_by == "limit,paid"
    before = said(first)
    take_payment(desk, first.order.id, [Tendered("transfer", 3_000)])
    now = view_order(desk, first.order.id)
    assert (now.order.hold, now.order.held_by) == (Hold.CREDIT, "limit")
    told = [event for event in now.events if (event.what, event.detail) not in before]
    assert [sentence_of(event) for event in told if event.what not in ("paid", MESSAGE)] == [
        "A reason of the hold is gone, and the order stays on hold (Anna): passed now: payment before work begins."
    ]


def test_a_higher_limit_lifts_and_a_manual_hold_stays(desk: Desk) -> None:
    taken(desk)
    taken(desk)
    third = taken(desk)
    mine = taken(desk, (LineRequest(pieces(1), "MUG"),))
    hold_order(desk, mine.order.id, Hold.REVIEW, "ask for the colour")
    edit_customer(desk, 1, replace(form_of(card_of(desk, 1)), credit_limit=None))
    assert view_order(desk, third.order.id).order.hold == ""
    assert view_order(desk, mine.order.id).order.hold == Hold.REVIEW


def test_a_late_payer_is_held_until_paid(desk: Desk) -> None:
    clock = desk.clock
    assert isinstance(clock, Clock)
    edit_customer(desk, 1, replace(form_of(card_of(desk, 1)), credit_limit=None, terms_days=7))
    first = taken(desk)
    shipment = first.shipments[0].id
    confirm_picks(desk, start_picking(desk, [shipment]))
    pack_shipment(desk, shipment)
    ship_shipment(desk, shipment, service="road")
    issue_invoice(desk, first.order.id)
    clock.advance(days=7 + 14)
    assert taken(desk).order.hold == ""
    clock.advance(days=1)
    late = taken(desk, (LineRequest(pieces(1), "TEE"),))
    assert "Asha Patel has an invoice 15 days overdue." in late.order.hold_note
    take_payment(desk, first.order.id, [Tendered("transfer", first.order.total)])
    assert view_order(desk, late.order.id).order.hold == ""


def test_a_person_overrides_with_a_reason_only(desk: Desk) -> None:
    held = taken(desk, (LineRequest(pieces(10), "MUG"),))
    assert held.order.hold == Hold.CREDIT
    with pytest.raises(Refused, match="Say why SO-1001 may go on: Asha Patel would owe 150"):
        release_order(desk, held.order.id)
    assert view_order(desk, held.order.id).order.hold == Hold.CREDIT
    release_order(desk, held.order.id, "her brother pays on Friday")
    now = view_order(desk, held.order.id)
    assert now.order.hold == ""
    assert ("check overridden", "limit: her brother pays on Friday") in said(now)
    block_customer(desk, 1, "")
    assert view_order(desk, held.order.id).order.hold == "", "what a person let go is not held again"


def test_a_blocked_customer_is_held_and_let_go(desk: Desk) -> None:
    block_customer(desk, 1, "two bounced cheques")
    held = taken(desk)
    assert (held.order.hold, held.order.hold_note) == (Hold.CUSTOMER, "Asha Patel is blocked: two bounced cheques.")
    block_customer(desk, 1, "")
    assert view_order(desk, held.order.id).order.hold == ""


def test_the_same_goods_within_a_day_are_a_likely_duplicate(desk: Desk) -> None:
    set_check(desk, "duplicate", on=True)
    edit_customer(desk, 1, replace(form_of(card_of(desk, 1)), credit_limit=None))
    both = (LineRequest(pieces(3), "MUG"), LineRequest(pieces(1), "TEE"))
    assert taken(desk, both).order.hold == ""
    assert taken(desk, (LineRequest(pieces(1), "MUG"), LineRequest(pieces(3), "TEE"))).order.hold == ""
    again = taken(desk, (LineRequest(pieces(1), "TEE"), LineRequest(pieces(2), "MUG"), LineRequest(pieces(1), "MUG")))
    assert again.order.hold_note == "SO-1001 of the same customer has the same goods."
    clock = desk.clock
    assert isinstance(clock, Clock)
    clock.advance(hours=25)
    assert taken(desk, both).order.hold == ""


def test_a_quantity_far_above_all_before_is_asked_about(desk: Desk) -> None:
    edit_customer(desk, 1, replace(form_of(card_of(desk, 1)), credit_limit=None))
    assert taken(desk, (LineRequest(pieces(100), "MUG"),)).order.hold == "", "nothing is known of a new item"
    for count in (4, 12, 4, 4, 4):
        stocking.take(desk, "MUG", pieces(count))
    assert taken(desk, (LineRequest(pieces(36), "MUG"),)).order.hold == ""
    typed = taken(desk, (LineRequest(pieces(37), "MUG"),))
    assert typed.order.hold_note == "37 MUG is far above the 12 sent at most yet."


def test_a_price_below_cost_and_an_address_that_can_not_be(desk: Desk) -> None:
    with desk.writing(right="no right needed") as work:
        from sqlalchemy import text

        work.connection.execute(text("UPDATE items SET cost = 80000 WHERE sku = 'TEE'"))
        work.connection.execute(text("UPDATE addresses SET postcode = 'YO2'"))
    cheap = LineRequest(pieces(1), "TEE", price=parse_price("7.99"))
    assert taken(desk, (cheap,)).order.hold_note == "TEE would be sold below cost."
    sent = taken(desk, service="road")
    assert (sent.order.hold, sent.order.hold_note) == (
        Hold.ADDRESS,
        "YO2 is not a postcode of the United Kingdom; one is EC1Y 8SY.",
    )


def test_checks_are_set_by_the_shop(desk: Desk) -> None:
    set_check(desk, "limit", on=False)
    assert taken(desk, (LineRequest(pieces(10), "MUG"),)).order.hold == ""
    set_check(desk, "late", on=True, level=3)
    now = {each.code: setting for each, setting in check_settings(desk)}
    assert (now["limit"].on, now["late"].level, now["duplicate"].level) == (False, 3, 24)
    for code, level, words in (("limit", 5, "no level"), ("late", 0, "whole number"), ("late", 99_999, "whole number")):
        with pytest.raises(Refused, match=words):
            set_check(desk, code, on=True, level=level)
    with pytest.raises(NotFound, match="no check"):
        set_check(desk, "weather", on=True)
