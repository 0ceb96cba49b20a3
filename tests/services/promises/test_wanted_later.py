"""Orders wanted on a later day: promised for it, never before, and until then the goods serve others."""

from __future__ import annotations

from datetime import date

import pytest

from orderdesk.domain.buying.purchasing import Arrived
from orderdesk.domain.orders.amending import Amendment
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import Quantity, pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.orders.lists import order_rows
from orderdesk.services.buying.purchase_views import view_purchase
from orderdesk.services.buying.purchasing import receive_purchase
from orderdesk.services.desk import Desk
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.promises import promising
from orderdesk.services.promises.allocating import accept, allocate_order, proposals
from orderdesk.services.promises.wanted_later import tie_due
from orderdesk.services.stock import stocking
from orderdesk.services.stock.stock_views import figures_of
from orderdesk.ui.words import status_pill
from tests.countries import Country, local_shop
from tests.factories import northside
from tests.scenarios.story import prove
from tests.services.promises.test_promising import buy, days, line_of, on, order

MUG = 1
WANTED = on(22)


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database, stock={"MUG": 6})


def tied(desk: Desk, key: int) -> Quantity:
    return line_of(desk, key).allocated


def test_story_26_a_promise_keeps_the_wanted_day(desk: Desk) -> None:
    bought = buy(desk, 10, on(14))
    first = order(desk, 5, ship_by=WANTED)
    assert (tied(desk, first), days(desk, first)) == (0, (WANTED, WANTED))
    second = order(desk, 4)
    assert (tied(desk, second), days(desk, second)[0]) == (pieces(4), on(2))
    desk.clock.advance(days=12)  # type: ignore[attr-defined]
    line = view_purchase(desk, bought).lines[0].id
    receive_purchase(desk, bought, [Arrived(line, pieces(10))])
    assert (days(desk, first), proposals(desk), tie_due(desk)) == ((WANTED, WANTED), [], ())
    third = order(desk, 7)
    assert (tied(desk, third), days(desk, first)) == (pieces(7), (WANTED, WANTED))
    assert promising.at_risk(desk) == []
    desk.clock.advance(days=8)  # type: ignore[attr-defined]
    assert tie_due(desk) == (view_order(desk, first).order.number,)
    assert (tied(desk, first), days(desk, first), tie_due(desk)) == (pieces(5), (WANTED, WANTED), ())
    prove(desk)


def test_what_does_not_come_in_time_is_held_from_the_shelf(desk: Desk) -> None:
    """Nothing comes, or too late: the goods are tied at once, as the promise needs them."""
    assert tied(desk, order(desk, 2, ship_by=WANTED)) == pieces(2)
    buy(desk, 3, on(14))
    buy(desk, 10, on(25))
    later = order(desk, 5, ship_by=WANTED)
    assert (tied(desk, later), days(desk, later)[0]) == (pieces(2), WANTED)
    assert tied(desk, order(desk, 9)) == pieces(2)
    prove(desk)


def test_a_receipt_and_another_order_leave_it_where_it_is(desk: Desk) -> None:
    buy(desk, 20, on(12))
    first = order(desk, 11, ship_by=WANTED)
    stocking.receive(desk, MUG, pieces(5))
    assert days(desk, first) == (WANTED, WANTED)
    second = order(desk, 11)
    assert (tied(desk, second), days(desk, first)) == (pieces(11), (WANTED, WANTED))
    prove(desk)


def test_another_day_is_promised_and_told_anew(desk: Desk) -> None:
    key = order(desk, 4)
    amend_order(desk, key, Amendment(ship_by=WANTED), "not at home before")
    assert days(desk, key) == (WANTED, WANTED)
    with pytest.raises(Refused, match="is wanted on 22 March; change that day first"):
        promising.tell(desk, key, line_of(desk, key).id, on(15))
    assert promising.at_risk(desk) == []
    prove(desk)


def test_a_line_that_is_added_has_its_day(desk: Desk) -> None:
    key = order(desk, 2)
    amend_order(desk, key, Amendment(added=(LineRequest(pieces(1), "TEE"),)), "one more")
    lines = view_order(desk, key).lines
    assert [(line.sku, line.promised, line.told) for line in lines] == [("MUG", on(2), on(2)), ("TEE", None, None)]
    stocking.receive(desk, "TEE", pieces(1))
    assert view_order(desk, key).lines[1].promised == on(2)


def test_what_is_given_by_hand_still_leaves_on_its_day(desk: Desk) -> None:
    buy(desk, 10, on(14))
    key = order(desk, 5, ship_by=WANTED)
    assert (allocate_order(desk, key), days(desk, key)[0]) == (pieces(5), WANTED)
    prove(desk)


def test_goods_that_came_too_late_are_proposed(desk: Desk) -> None:
    """A promise that could not be kept is nobody's to keep unasked; the customer hears of it."""
    bought = buy(desk, 10, on(14))
    key = order(desk, 12, ship_by=on(14))
    assert tied(desk, key) == pieces(2)
    desk.clock.advance(days=14)  # type: ignore[attr-defined]
    line = view_purchase(desk, bought).lines[0].id
    receive_purchase(desk, bought, [Arrived(line, pieces(10))])
    assert tie_due(desk) == ()
    accept(desk, proposals(desk))
    assert (tied(desk, key), days(desk, key)[0]) == (pieces(12), on(16))
    prove(desk)


def test_it_holds_in_every_shop(database: Database, anywhere: Country) -> None:
    desk = local_shop(database, anywhere)
    stocking.expect(desk, "A", pieces(10), due=date(2026, 3, 10))
    wanted = OrderRequest((LineRequest(pieces(20), "A"),), ship_by=WANTED, channel="counter")
    key = place_order(desk, wanted)
    assert (tied(desk, key), figures_of(desk, [1])[1].available) == (pieces(10), pieces(10))
    assert days(desk, key)[0] == WANTED
    prove(desk)


def test_the_list_tells_what_is_wanted_later_from_what_is_missing(desk: Desk) -> None:
    buy(desk, 10, on(14))
    wanted, missing = order(desk, 5, ship_by=WANTED), order(desk, 900)
    both = place_order(
        desk,
        OrderRequest((LineRequest(pieces(1), "MUG"), LineRequest(pieces(9_000), "TEE")), customer_id=1, ship_by=WANTED),
    )
    with desk.reading() as connection:
        rows = {row.id: row for row in order_rows(connection, "all", desk.today)}
    assert (rows[wanted].timely, rows[missing].timely, rows[both].timely) == (True, False, False)
    assert status_pill("confirmed", "", rows[wanted].fulfilment, later=True).word == "Wanted later"
    assert status_pill("confirmed", "", rows[wanted].fulfilment).word == "Backorder"
