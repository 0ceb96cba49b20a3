"""A confirmed order goes another way: what is charged, the shipments, the picklist and the history follow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.coupons import Coupon
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.domain.values.weights import shown_weight
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.foreseeing import foresee
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.prices.coupons import save_coupon
from orderdesk.services.shop.shop import save_service
from orderdesk.services.shop.shop_forms import ServiceForm
from tests.factories import northside

EXPRESS = ServiceForm("express", "Express", "Swift", bands=((1_000, 990), (8_000, 1_490)), free_over=20_000)
BY_EXPRESS = Amendment(service="express")


@pytest.fixture
def desk(database: Database) -> Desk:
    """Northside with a second service: 9.90 up to a kilogram, 14.90 up to eight, free from 200.00 on."""
    made = northside(database)
    save_service(made, EXPRESS, new=True)
    return made


def order(desk: Desk, mugs: int = 3, **more: object) -> OrderView:
    """Three mugs (37.50, 1,050 g) by Road for 6.90, unless said: 44.40 net, 8.88 tax."""
    request = OrderRequest((LineRequest(pieces(mugs), "MUG"),), customer_id=1, **{"service": "road", **more})  # type: ignore[arg-type]
    return view_order(desk, place_order(desk, request))


def amended(desk: Desk, view: OrderView, change: Amendment = BY_EXPRESS) -> OrderView:
    amend_order(desk, view.order.id, change, "she rang again")
    assert check(desk).findings == ()
    return view_order(desk, view.order.id)


def charges(view: OrderView) -> list[tuple[str, int]]:
    return [(line.label, line.gross) for line in view.lines if line.item_id is None]


def test_the_new_way_is_charged_instead_and_told(desk: Desk) -> None:
    view = order(desk)
    assert (charges(view), view.order.total) == ([("Road", 690)], 5_328)
    told = foresee(desk, view.order.id, BY_EXPRESS)
    assert told.said == "The total goes from £53.28 to £62.88; 62.88 is to be paid."
    assert told.effects == ("Express 14.90 instead of Road 6.90",)
    now = amended(desk, view)
    assert (charges(now), now.order.net, now.order.total) == ([("Express", 1_490)], 5_240, 6_288)
    assert {each.service for each in now.shipments} == {"express"}
    (event,) = [each.detail for each in now.events if each.what == "amended"]
    assert event == "delivery Road \N{RIGHTWARDS ARROW} Express: she rang again"


def test_its_weight_and_worth_are_those_of_the_changed_lines(desk: Desk) -> None:
    view = order(desk)
    mug = view.goods[0].id
    now = amended(desk, view, replace(BY_EXPRESS, lines={mug: LineChange(pieces(1))}))
    assert charges(now) == [("Express", 990)]
    now = amended(desk, now, Amendment(service="road", added=(LineRequest(pieces(2), "TEE"),)))
    assert charges(now) == [("Road", 690)]
    assert [line.position for line in now.lines] == sorted({line.position for line in now.lines})
    now = amended(desk, now, replace(BY_EXPRESS, lines={mug: LineChange(pieces(20))}))
    assert charges(now) == []


def test_goods_that_are_collected_cost_no_delivery_and_the_other_way_round(desk: Desk) -> None:
    now = amended(desk, order(desk), Amendment(service=""))
    assert (charges(now), now.order.total, now.order.service_id) == ([], 4_500, None)
    now = amended(desk, now)
    assert charges(now) == [("Express", 1_490)]


def test_a_coupon_for_free_delivery_pays_for_the_new_way_too(desk: Desk) -> None:
    save_coupon(desk, Coupon(0, "POSTFREE", free_delivery=1), new=True)
    now = amended(desk, order(desk, coupon="postfree"))
    assert (charges(now), now.order.total) == ([("Express (Coupon POSTFREE)", 0)], 4_500)


def test_the_discount_of_the_order_stays(desk: Desk) -> None:
    now = amended(desk, order(desk, discount=1_000))
    assert sum(line.share for line in now.lines) == 1_000
    assert now.order.net == 3_750 + 1_490 - 1_000


def test_a_printed_picklist_is_void_and_packed_goods_are_unpacked_first(desk: Desk) -> None:
    view = order(desk)
    picklist = start_picking(desk, [view.shipments[0].id])
    now = amended(desk, view)
    with pytest.raises(Refused, match=f"{picklist} is void"):
        confirm_picks(desk, picklist)
    confirm_picks(desk, start_picking(desk, [now.shipments[0].id]))
    pack_shipment(desk, now.shipments[0].id)
    with pytest.raises(Refused, match="is packed; unpack it first"):
        amended(desk, now, Amendment(service="road"))
    assert charges(view_order(desk, view.order.id)) == [("Express", 1_490)]


def test_what_can_not_be_is_refused_and_changes_nothing(desk: Desk) -> None:
    view = order(desk)
    for code, kind, words in (
        ("pigeon", NotFound, "no shipping service pigeon"),
        ("ROAD", Refused, "like that already"),
    ):
        with pytest.raises(kind, match=words):
            amended(desk, view, Amendment(service=code))
    save_service(desk, replace(EXPRESS, active=False))
    with pytest.raises(NotFound, match="no shipping service express"):
        amended(desk, view)
    save_service(desk, EXPRESS)
    billed = order(desk, invoicing="order")
    with pytest.raises(Refused, match="is invoiced; its delivery stays"):
        amended(desk, billed)
    gone = order(desk)
    (shipment,) = gone.shipments
    confirm_picks(desk, start_picking(desk, [shipment.id]))
    pack_shipment(desk, shipment.id)
    ship_shipment(desk, shipment.id)
    with pytest.raises(Refused, match="have left; its delivery stays as it is"):
        amended(desk, gone)
    with pytest.raises(
        Refused, match=f"^Express takes up to {shown_weight(8_000)}, and this is {shown_weight(8_750)}; Road takes it"
    ):
        amended(desk, order(desk, 25))
    assert charges(view_order(desk, view.order.id)) == [("Road", 690)]
    assert check(desk).findings == ()
