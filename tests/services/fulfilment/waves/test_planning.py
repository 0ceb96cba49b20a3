"""The board by cutoff and the wave that is suggested, from a shop with three carriers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from orderdesk.domain.fulfilment.waves.cutoffs import Timeliness
from orderdesk.domain.fulfilment.waves.pace import USUAL
from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.checks.holding import hold_order
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.fulfilment.station.seat import Station
from orderdesk.services.fulfilment.waves.leaving import Leaves, leaving_on
from orderdesk.services.fulfilment.waves.planning import suggest_wave, wave_by_hand
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.shop.shop import save_service
from orderdesk.services.shop.shop_forms import ServiceForm
from tests.factories import Clock, northside
from tests.hands.stages import asked

MONDAY = date(2026, 3, 2)


@pytest.fixture
def desk(database: Database) -> Desk:
    made = northside(database)
    save_service(made, ServiceForm("road", "Road", "Beacon Parcels", price=690, cutoff="15:00"))
    save_service(made, ServiceForm("air", "Next day", "Beacon Parcels", price=990, cutoff="14:00"))
    save_service(made, ServiceForm("post", "Large letter", "Northern Post", price=190, cutoff="16:30", days="Tue Thu"))
    return made


def placed(desk: Desk, service: str, sku: str = "MUG", count: int = 1) -> OrderView:
    return view_order(desk, place_order(desk, asked(sku, count, service=service)))


def key(view: OrderView) -> int:
    return view.shipments[0].id


def at(desk: Desk, hour: int, minute: int = 0) -> None:
    assert isinstance(desk.clock, Clock)
    desk.clock.now = datetime(2026, 3, 2, hour, minute, tzinfo=UTC)


def seen(found: Leaves) -> list[tuple[str, int, int, Timeliness]]:
    return [
        (each.service.code if each.service else "", each.packed, each.total, each.verdict(found.now))
        for each in found.departures
    ]


def test_what_leaves_today_stands_by_its_cutoff(desk: Desk) -> None:
    road, air, _ = placed(desk, "road"), placed(desk, "air"), placed(desk, "post")
    at(desk, 13, 22)
    found = leaving_on(desk)
    assert seen(found) == [("air", 0, 1, Timeliness.IN_TIME), ("road", 0, 1, Timeliness.IN_TIME)]
    assert [row.order_number for row in found.rows] == [air.order.number, road.order.number]
    assert found.departures[0].work == USUAL.stop + USUAL.parcel + USUAL.unit
    assert (found.day, found.next_day) == (MONDAY, MONDAY + timedelta(days=1))
    tomorrow = leaving_on(desk, found.next_day)
    assert [each[0] for each in seen(tomorrow)] == ["post"]
    assert tomorrow.next_day is None


def test_work_goes_down_as_it_is_done_and_what_left_counts_as_packed(desk: Desk) -> None:
    views = [placed(desk, "road") for _ in range(4)]
    confirm_picks(desk, start_picking(desk, [key(view) for view in views[:3]]))
    pack_shipment(desk, key(views[0]))
    pack_shipment(desk, key(views[1]))
    ship_shipment(desk, key(views[0]))
    hold_order(desk, views[3].order.id, Hold.ADDRESS, "no house number")
    (road,) = leaving_on(desk).departures
    assert (road.packed, road.total, len(road.to_do)) == (2, 4, 1)
    assert road.work == USUAL.parcel + USUAL.unit
    at(desk, 15, 1)
    found = leaving_on(desk)
    assert [row.id for row in found.departures[0].missed(found.now)] == [key(views[2])]
    assert seen(found)[0][3] == Timeliness.MISSED


def test_a_shipment_that_waits_for_goods_leaves_on_no_board(desk: Desk) -> None:
    place_order(desk, asked("LAMP", 9, service="road", ship_complete=True))
    assert leaving_on(desk).departures == ()


def test_who_packs_stands_with_the_parcel(desk: Desk) -> None:
    view = placed(desk, "road")
    confirm_picks(desk, start_picking(desk, [key(view)]))
    Station(desk, "Table 1").take(view.shipments[0].number)
    found = leaving_on(desk)
    assert [(each.name, each.place) for each in found.packers.values()] == [("anna", "Table 1")]
    assert list(found.packers) == [key(view)]


def test_the_pace_is_the_shops_own_once_there_is_enough_of_it(desk: Desk) -> None:
    assert isinstance(desk.clock, Clock)
    for _ in range(5):
        view = placed(desk, "road", "MUG", 2)
        picklist = start_picking(desk, [key(view)])
        desk.clock.advance(seconds=40)
        confirm_picks(desk, picklist)
        station = Station(desk, "Table 1")
        for code, seconds in ((view.shipments[0].number, 10), ("MUG", 4), ("MUG", 6), ("*DON", 0)):
            station.take(code)
            desk.clock.advance(seconds=seconds)
    pace = leaving_on(desk).pace
    assert (pace.stop, pace.parcel, pace.unit, pace.own) == (40, 16, 4, True)


def test_the_wave_is_suggested_and_made(desk: Desk) -> None:
    road, air = placed(desk, "road"), [placed(desk, "air", sku) for sku in ("LAMP", "TEE")]
    placed(desk, "post")
    held = placed(desk, "air")
    hold_order(desk, held.order.id, Hold.ADDRESS, "no house number")
    found = suggest_wave(desk)
    assert found is not None
    assert found.shipment_ids == (key(air[0]), key(air[1]), key(road))
    assert found.reason == (
        "2 shipments leave by Next day at 14:00, and nobody has them yet. 1 by Road comes along: 1 of 1 row in aisles "
        "that are walked anyway."
    )
    assert (found.units, found.bins, found.carrier) == (pieces(3), 3, "Beacon Parcels")
    number = start_picking(desk, found.shipment_ids)
    assert suggest_wave(desk) is None
    totes = {view.shipments[0].number: tote for tote, view in enumerate((*air, road), start=1)}
    from orderdesk.services.orders.views import view_picklist

    _, rows = view_picklist(desk, number)
    assert {row.shipment: row.tote for row in rows} == totes


def test_a_smaller_cart_and_another_suggestion(desk: Desk) -> None:
    views = [placed(desk, "road") for _ in range(3)]
    found = suggest_wave(desk, totes=2)
    assert found is not None
    assert found.shipment_ids == (key(views[0]), key(views[1]))
    other = suggest_wave(desk, totes=2, without=found.shipment_ids)
    assert other is not None
    assert other.shipment_ids == (key(views[2]),)
    with pytest.raises(Refused, match="at least one tote"):
        suggest_wave(desk, totes=0)


def test_what_is_marked_by_hand_says_when_the_cart_is_too_small(desk: Desk) -> None:
    views = [placed(desk, "road") for _ in range(9)]
    leaves = leaving_on(desk)
    keys = [key(view) for view in views]
    assert wave_by_hand(desk, keys[:2], leaves).reason == "2 shipments, marked by hand."
    assert wave_by_hand(desk, keys, leaves).reason == (
        "9 shipments, marked by hand. The cart takes 8 totes: somebody has to go twice."
    )
