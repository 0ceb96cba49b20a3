"""What may happen to an order is told as it is done: what is offered works, the rest is refused in the same words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.orders.terms import Terms
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.checks.holding import hold_order, release_order
from orderdesk.services.checks.verifying import set_check
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.sending import choose_shipping
from orderdesk.services.fulfilment.shipping import deliver_shipment, ship_shipment
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.money.prepaying import agree
from orderdesk.services.orders.cancelling import cancel_open, cancel_order
from orderdesk.services.orders.moves import moves_of, next_step
from orderdesk.services.orders.placing import confirm_order, place_order
from orderdesk.services.orders.quoting import quote_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.promises.allocating import allocate_order
from orderdesk.services.promises.promising import tell
from tests.countries import Country, local_shop

GOODS = OrderRequest((LineRequest(pieces(25), "A"),), service="road", customer_id=1)
"""Five more than there are."""


@pytest.fixture
def desk(database: Database, anywhere: Country) -> Desk:
    made = local_shop(database, anywhere)
    set_check(made, "duplicate", on=False)
    there = AddressForm("2 Lane", city=anywhere.city, postcode=anywhere.postcode, country=anywhere.code, name="Ann Lee")
    add_customer(made, CustomerForm("Ann Lee", phone="5550100"), there)
    return made


def money(desk: Desk, key: int) -> None:
    take_payment(desk, key, [Tendered("card", view_order(desk, key).order.due)])


def _line(desk: Desk, key: int) -> int:
    return view_order(desk, key).goods[0].id


DEEDS: dict[str, Callable[[Desk, int], object]] = {
    "confirm": confirm_order,
    "cancel": lambda desk, key: cancel_order(desk, key, "a mistake"),
    "hold": lambda desk, key: hold_order(desk, key, Hold.REVIEW),
    "release": release_order,
    "quote-until": quote_order,
    "terms": lambda desk, key: agree(desk, key, Terms("shipment", deposit=100)),
    "allocate": allocate_order,
    "ship-part": lambda desk, key: choose_shipping(desk, key, "part"),
    "ship-whole": lambda desk, key: choose_shipping(desk, key, "complete"),
    "tell": lambda desk, key: tell(desk, key, _line(desk, key), desk.today + timedelta(days=9), anyway=True),
    "cancel-open": lambda desk, key: cancel_open(desk, key, {_line(desk, key): pieces(1)}, "given up"),
    "invoice": issue_invoice,
    "pay": money,
}
NAMED = ("hold", "cancel-open", "pay")
"""The use case says more: which line has less, what is owed; and one hold may follow another."""


def draft(desk: Desk) -> int:
    return place_order(desk, GOODS, confirm=False)


def quoted(desk: Desk) -> int:
    key = draft(desk)
    quote_order(desk, key)
    return key


def confirmed(desk: Desk) -> int:
    return place_order(desk, GOODS)


def held(desk: Desk) -> int:
    key = confirmed(desk)
    hold_order(desk, key, Hold.CREDIT)
    return key


def shipped(desk: Desk) -> int:
    key = confirmed(desk)
    (shipment,) = view_order(desk, key).shipments
    confirm_picks(desk, start_picking(desk, [shipment.id]))
    pack_shipment(desk, shipment.id)
    ship_shipment(desk, shipment.id)
    return key


def closed(desk: Desk) -> int:
    key = shipped(desk)
    cancel_open(desk, key, {_line(desk, key): pieces(5)}, "given up")
    issue_invoice(desk, key)
    money(desk, key)
    deliver_shipment(desk, view_order(desk, key).shipments[0].id)
    return key


def cancelled(desk: Desk) -> int:
    key = confirmed(desk)
    cancel_order(desk, key, "a mistake")
    return key


STAGES = (draft, quoted, confirmed, held, shipped, closed, cancelled)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_what_is_not_offered_is_refused_in_the_same_words(desk: Desk, stage: Callable[[Desk], int]) -> None:
    key = stage(desk)
    view = view_order(desk, key)
    told = {move.event: move.refusal for move in moves_of(view)}
    shut = [event for event in DEEDS if told[event] and (event not in NAMED or "; " in told[event])]
    assert shut or stage is confirmed
    for event in shut:
        if "waits for goods" in told[event]:
            continue  # to ship in part or whole may be agreed on before anything waits
        with pytest.raises(Refused) as refused:
            DEEDS[event](desk, key)
        assert str(refused.value) == told[event], event
    assert view_order(desk, key).order == view.order


@pytest.mark.parametrize("stage", [draft, quoted, confirmed, held], ids=lambda stage: stage.__name__)
def test_what_is_offered_is_done(desk: Desk, stage: Callable[[Desk], int]) -> None:
    offered = [move.event for move in moves_of(view_order(desk, stage(desk))) if move.refusal is None]
    assert {"cancel", "change", "copy"} <= set(offered)
    for event in set(offered) & set(DEEDS):
        DEEDS[event](desk, stage(desk))


def test_an_order_is_led_step_by_step_from_draft_to_closed(desk: Desk) -> None:
    key = place_order(desk, OrderRequest((LineRequest(pieces(2), "A"),), service="road", customer_id=1), confirm=False)
    taken = []
    while step := next_step(view_order(desk, key)):
        taken.append(step.title)
        _take(desk, key, step.event)
    assert taken == [
        "Confirm order",
        "Print picklist",
        "Confirm picks",
        "Pack",
        "Ship",
        "Issue invoice",
        "Take payment",
        "Mark delivered",
    ]


def test_what_stops_an_order_comes_first(desk: Desk) -> None:
    key = held(desk)
    step = next_step(view_order(desk, key))
    assert step is not None
    assert step.title == "Release hold"


def _take(desk: Desk, key: int, event: str) -> None:
    if event in DEEDS:
        DEEDS[event](desk, key)
        return
    (shipment,) = view_order(desk, key).shipments
    steps: dict[str, Callable[[], object]] = {
        "start": lambda: start_picking(desk, [shipment.id]),
        "pick": lambda: confirm_picks(desk, shipment.picklist),
        "pack": lambda: pack_shipment(desk, shipment.id),
        "ship": lambda: ship_shipment(desk, shipment.id),
        "deliver": lambda: deliver_shipment(desk, shipment.id),
    }
    steps[event]()
