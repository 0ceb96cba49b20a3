"""A confirmed order is changed: stock, picklists, money and history follow, or nothing happens at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import parse_price
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.care.checking import check
from orderdesk.services.customers.customer_forms import AddressForm
from orderdesk.services.customers.customers import add_address
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.fulfilment.tasks import finish_task, open_tasks
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.stock.stock_views import figures_of
from tests.factories import ITEMS, northside
from tests.patience import UNHURRIED

ITEM_KEYS = {item.sku: key for key, item in enumerate(ITEMS, start=1)}
WANTED = {"MUG": 3, "TEE": 2, "BOOK": 1}


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def order(desk: Desk, wanted: dict[str, int] | None = None, **more: object) -> OrderView:
    lines = tuple(LineRequest(pieces(count), sku) for sku, count in (wanted or WANTED).items())
    request = OrderRequest(lines, customer_id=1, service="road", **more)  # type: ignore[arg-type]
    return view_order(desk, place_order(desk, request))


def to(view: OrderView, **counts: int) -> Amendment:
    """The amendment that brings these SKUs to these counts."""
    keys = {line.sku: line.id for line in view.lines}
    return Amendment({keys[sku]: LineChange(pieces(count)) for sku, count in counts.items()})


def amended(desk: Desk, view: OrderView, amendment: Amendment) -> OrderView:
    amend_order(desk, view.order.id, amendment, "she rang again")
    return view_order(desk, view.order.id)


def counts(view: OrderView) -> dict[str | None, int]:
    return {line.sku: line.quantity // 1_000 for line in view.goods}


def free(desk: Desk, sku: str) -> tuple[int, int]:
    figures = figures_of(desk, [ITEM_KEYS[sku]])[ITEM_KEYS[sku]]
    return figures.on_hand // 1_000, figures.reserved // 1_000


def prove(desk: Desk) -> None:
    assert check(desk).findings == ()


def test_more_and_less_and_another_item(desk: Desk) -> None:
    view = order(desk)
    assert view.order.total == 11_596
    change = replace(to(view, MUG=5, TEE=0), added=(LineRequest(pieces(1), "LAMP"),))
    difference = amend_order(desk, view.order.id, change, "two more for her sister")
    now = view_order(desk, view.order.id)
    assert counts(now) == {"MUG": 5, "BOOK": 1, "LAMP": 1}
    # 62.50 + 84.95 + 6.90 at 20 % and 14.00 at 5 %: 168.35 net, 30.87 + 0.70 tax.
    assert (now.order.net, now.order.tax, now.order.total, now.order.due) == (16_835, 3_157, 19_992, 19_992)
    assert (difference.before, difference.after, difference.due) == (11_596, 19_992, 19_992)
    assert (free(desk, "MUG"), free(desk, "TEE"), free(desk, "LAMP")) == ((20, 5), (10, 0), (4, 1))
    assert [event.detail for event in now.events if event.what == "amended"] == [
        "MUG 3 → 5; TEE 2 → 0; LAMP 0 → 1: two more for her sister"
    ]
    assert [each.kind for each in now.messages].count("acknowledgement") == 2
    prove(desk)


def test_what_is_not_there_is_back_ordered_and_the_discount_spread_anew(desk: Desk) -> None:
    view = order(desk, discount=1_000)
    now = amended(desk, view, to(view, MUG=25))
    mug = next(line for line in now.goods if line.sku == "MUG")
    assert (mug.allocated, mug.progress.backordered) == (pieces(20), pieces(5))
    assert sum(line.share for line in now.lines) == 1_000
    prove(desk)


def test_a_printed_picklist_is_void_and_its_wave_goes_on_another(desk: Desk) -> None:
    first, other = order(desk), order(desk, {"MUG": 2})
    picklist = start_picking(desk, [first.shipments[0].id, other.shipments[0].id])
    amended(desk, first, to(first, MUG=1))
    with pytest.raises(Refused, match=f"{picklist} is void: {first.order.number} was changed"):
        confirm_picks(desk, picklist)
    again = start_picking(desk, [first.shipments[0].id, other.shipments[0].id])
    confirm_picks(desk, again)
    assert open_tasks(desk) == []
    prove(desk)


def test_goods_picked_already_are_to_be_put_back(desk: Desk) -> None:
    view = order(desk)
    confirm_picks(desk, start_picking(desk, [view.shipments[0].id]))
    now = amended(desk, view, to(view, MUG=1, TEE=0))
    assert [(each.sku, each.bin, each.quantity) for each in open_tasks(desk)] == [
        ("MUG", "A-01-2", pieces(2)),
        ("TEE", "A-02-1", pieces(2)),
    ]
    assert (free(desk, "MUG"), free(desk, "TEE")) == ((20, 1), (10, 0))
    pack_shipment(desk, now.shipments[0].id)
    for each in open_tasks(desk):
        finish_task(desk, each.id)
    assert open_tasks(desk) == []
    with pytest.raises(NotFound, match="done already"):
        finish_task(desk, 1)
    prove(desk)


def test_a_packed_shipment_must_be_unpacked_first(desk: Desk) -> None:
    view = order(desk)
    shipment = view.shipments[0]
    confirm_picks(desk, start_picking(desk, [shipment.id]))
    pack_shipment(desk, shipment.id)
    for change in (to(view, MUG=1), Amendment(ship_by=date(2026, 3, 9))):
        with pytest.raises(Refused, match=f"{shipment.number} is packed; unpack it first"):
            amend_order(desk, view.order.id, change, "less")
    assert counts(view_order(desk, view.order.id)) == WANTED
    prove(desk)


def test_what_has_left_and_what_is_billed_stays(desk: Desk) -> None:
    view = order(desk, {"MUG": 25, "TEE": 2})
    shipment = view.shipments[0].id
    confirm_picks(desk, start_picking(desk, [shipment]))
    pack_shipment(desk, shipment)
    ship_shipment(desk, shipment)
    with pytest.raises(Refused, match="20 of MUG have left"):
        amend_order(desk, view.order.id, to(view, MUG=19), "less")
    issue_invoice(desk, view.order.id)
    for change in (to(view, MUG=26), replace(to(view), added=(LineRequest(pieces(1), "BOOK"),))):
        with pytest.raises(Refused, match="invoiced in part; take a new order"):
            amend_order(desk, view.order.id, change, "more")
    now = amended(desk, view, to(view, MUG=22))
    assert next(line for line in now.goods if line.sku == "MUG").cancelled == pieces(3)
    prove(desk)


def test_money_taken_before_is_held_against_the_new_total(desk: Desk) -> None:
    view = order(desk)
    take_payment(desk, view.order.id, [Tendered("card", 11_596)])
    less = amend_order(desk, view.order.id, to(view, TEE=0), "no tees")
    # 19.99 × 2 and its 20 % come back: 37.50 + 6.90 + 14.00 net, 8.88 + 0.70 tax.
    assert (less.after, less.due) == (6_798, 6_798 - 11_596)
    assert view_order(desk, view.order.id).order.payment == "overpaid"
    more = amend_order(desk, view.order.id, to(view_order(desk, view.order.id), MUG=6), "more mugs")
    assert more.due == more.after - 11_596
    prove(desk)


def test_another_price_and_another_address(desk: Desk) -> None:
    view = order(desk)
    elsewhere = add_address(desk, 1, AddressForm("3 Mill Lane", city="York", postcode="YO1 7HH", country="GB"))
    mug = view.lines[0].id
    change = Amendment({mug: LineChange(price=parse_price("11.00"), discount=100_000)}, ship_to_id=elsewhere,
                       ship_by=date(2026, 3, 9), instructions="leave at no 4")  # fmt: skip
    now = amended(desk, view, change)
    assert now.lines[0].gross == 2_970
    assert now.ship_to is not None
    assert (now.ship_to.city, now.order.ship_by, now.order.instructions) == ("York", date(2026, 3, 9), "leave at no 4")
    assert now.shipments[0].ship_by == date(2026, 3, 9)
    told = next(each.detail for each in now.events if each.what == "amended")
    assert "note for the packer changed; delivery address changed; day to ship by changed" in told
    prove(desk)


def test_what_can_not_be_is_refused_and_changes_nothing(desk: Desk) -> None:
    view = order(desk)
    lines = {line.sku: line.id for line in view.lines}
    everything_off = Amendment({line.id: LineChange(0) for line in view.lines})
    for change, words in (
        (to(view, MUG=3), "like that already"),
        (Amendment({999: LineChange(1_000)}), "no such line"),
        (Amendment({lines["MUG"]: LineChange(-1)}), "from 0 to 1,000,000"),
        (everything_off, "Nothing would be left"),
        (Amendment(added=(LineRequest(pieces(1), "NO"),)), "no item NO"),
        (Amendment(instructions="x" * 2_001), "longer than 2,000"),
    ):
        with pytest.raises(Refused, match=words):
            amend_order(desk, view.order.id, change, "she rang")
    with pytest.raises(Refused, match="Say why"):
        amend_order(desk, view.order.id, to(view, MUG=4), "  ")
    cancel_order(desk, view.order.id, "changed her mind")
    with pytest.raises(Refused, match="is cancelled; only a confirmed order"):
        amend_order(desk, view.order.id, to(view, MUG=4), "again")
    prove(desk)


@settings(max_examples=15, deadline=None, suppress_health_check=UNHURRIED)
@given(steps=st.lists(st.tuples(st.sampled_from(["MUG", "TEE", "BOOK"]), st.integers(0, 30)), min_size=1, max_size=5))
def test_any_row_of_changes_keeps_the_books(desk: Desk, steps: list[tuple[str, int]]) -> None:
    view = order(desk, {"LAMP": 1} | WANTED, discount=100)
    for sku, count in steps:
        keys = {line.sku: line for line in view.goods}
        if sku in keys and keys[sku].quantity == pieces(count):
            continue
        change = to(view, **{sku: count}) if sku in keys else Amendment(added=(LineRequest(pieces(count or 1), sku),))
        view = amended(desk, view, change)
        assert sum(line.net + line.tax for line in view.lines) == view.order.total
        assert free(desk, sku)[1] <= free(desk, sku)[0]
    prove(desk)
    cancel_order(desk, view.order.id, "the end of the test")
    assert free(desk, "MUG")[1] == 0
