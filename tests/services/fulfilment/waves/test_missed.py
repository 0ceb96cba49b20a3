"""What missed its van is moved to the next one, with its promises and a message."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.rights import NotAllowed
from orderdesk.persistence.database.engine import Database
from orderdesk.services.checks.holding import hold_order
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.waves.leaving import leaving_on
from orderdesk.services.fulfilment.waves.missed import move_missed
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.people.users import save_user
from orderdesk.services.shop.shop import save_service
from orderdesk.services.shop.shop_forms import ServiceForm
from tests.factories import Clock, northside
from tests.hands.stages import asked
from tests.scenarios.story import prove

FRIDAY = datetime(2026, 3, 6, 9, tzinfo=UTC)
MONDAY = date(2026, 3, 9)


@pytest.fixture
def desk(database: Database) -> Desk:
    made = northside(database)
    assert isinstance(made.clock, Clock)
    made.clock.now = FRIDAY
    save_service(made, ServiceForm("road", "Road", "Beacon", price=690, cutoff="14:00", days="mon to fri"))
    return made


def late(desk: Desk) -> None:
    assert isinstance(desk.clock, Clock)
    desk.clock.now = FRIDAY.replace(hour=14, minute=1)


def test_each_order_gets_its_new_day_and_a_message(desk: Desk) -> None:
    first, second, packed, held = (place_order(desk, asked(service="road")) for _ in range(4))
    key = view_order(desk, packed).shipments[0].id
    confirm_picks(desk, start_picking(desk, [key]))
    pack_shipment(desk, key)
    start_picking(desk, [view_order(desk, second).shipments[0].id])
    hold_order(desk, held, Hold.ADDRESS, "no house number")
    with pytest.raises(Refused, match="Nothing has missed Road today"):
        move_missed(desk, "road")
    late(desk)
    moved = move_missed(desk, "road")
    assert (moved.day, moved.orders) == (MONDAY, ("SO-1001", "SO-1002"))
    for order_id in (first, second):
        view = view_order(desk, order_id)
        assert (view.order.ship_by, view.shipments[0].ship_by) == (MONDAY, MONDAY)
        assert {(line.promised, line.told) for line in view.goods} == {(MONDAY, MONDAY)}
        newest = view.messages[-1]
        assert (newest.kind, newest.title) == ("promise", f"Your order {view.order.number}: a new date")
        assert newest.body == (
            f"Your order {view.order.number} leaves later than we told you: we now expect to send it on 9 March. "
            "We are sorry."
        )
        assert newest.sent_at is None
    for order_id in (packed, held):
        view = view_order(desk, order_id)
        assert (view.order.ship_by, [each.kind for each in view.messages]) == (FRIDAY.date(), ["acknowledgement"])
    found = leaving_on(desk)
    assert [row.order_id for row in found.rows] == [packed, held]
    assert [row.order_id for row in leaving_on(desk, MONDAY).rows] == [first, second]
    prove(desk)
    with pytest.raises(Refused, match="Nothing has missed Road today"):
        move_missed(desk, "ROAD")


def test_what_waits_for_goods_keeps_its_later_day(desk: Desk) -> None:
    order_id = place_order(desk, asked("LAMP", 6, service="road"))
    before = view_order(desk, order_id).goods
    late(desk)
    move_missed(desk, "road")
    after = view_order(desk, order_id)
    assert after.order.ship_by == MONDAY
    assert [line.promised for line in after.goods] == [line.promised for line in before]
    prove(desk)


def test_it_is_for_those_who_promise_dates(desk: Desk) -> None:
    place_order(desk, asked(service="road"))
    save_user(desk, "kofi", "packer")
    late(desk)
    desk.user = "kofi"
    with pytest.raises(NotAllowed):
        move_missed(desk, "road")
    desk.user = "anna"
    with pytest.raises(NotFound, match="no shipping service sea"):
        move_missed(desk, "sea")
