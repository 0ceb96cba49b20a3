"""Promises from the first order to the day that is not kept: nobody's goods are given away without being named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from orderdesk.domain.buying.purchasing import Arrived, PurchaseLineRequest, PurchaseRequest
from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.domain.orders.records import LineRequest, OrderLine, OrderRequest
from orderdesk.domain.promises.told import Mark
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.fulfilment.records import shipments_of_order
from orderdesk.persistence.schema import messages
from orderdesk.services.buying import purchasing
from orderdesk.services.buying.purchase_views import view_purchase
from orderdesk.services.care.checking import check
from orderdesk.services.customers.customers import card_of, edit_customer, form_of
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.sending import choose_shipping
from orderdesk.services.money.paying import Tendered
from orderdesk.services.money.tills import open_till
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.promises import promising
from orderdesk.services.promises.allocating import accept, allocate_order, proposals
from orderdesk.services.stock import stocking
from tests.factories import northside

MUG, TEE = 1, 2


def on(day: int) -> date:
    return date(2026, 3, day)


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database, stock={"MUG": 6, "TEE": 10})


def order(desk: Desk, count: int, sku: str = "MUG", **more: object) -> int:
    lines = (LineRequest(pieces(count), sku),)
    return place_order(desk, OrderRequest(lines, customer_id=1, **more))  # type: ignore[arg-type]


def buy(desk: Desk, count: int, due: date | None, sku: str = "MUG") -> int:
    line = PurchaseLineRequest(sku, pieces(count), 40_000)
    return purchasing.place_purchase(desk, PurchaseRequest("Kilnworks", (line,), due, new_vendor=True), send=True)


def line_of(desk: Desk, order_id: int) -> OrderLine:
    return view_order(desk, order_id).lines[0]


def days(desk: Desk, order_id: int) -> tuple[date | None, date | None]:
    line = line_of(desk, order_id)
    return line.promised, line.told


def happened(desk: Desk, order_id: int) -> list[str]:
    return [f"{each.what} {each.detail}".strip() for each in view_order(desk, order_id).events]


def test_goods_on_the_shelf_go_today_and_the_rest_when_it_comes(desk: Desk) -> None:
    assert days(desk, order(desk, 4)) == (on(2), on(2))
    buy(desk, 10, on(12))
    later = order(desk, 6)
    assert (line_of(desk, later).allocated, days(desk, later)) == (pieces(2), (on(12), on(12)))


def test_the_acknowledgement_says_what_follows_when(desk: Desk) -> None:
    buy(desk, 10, on(12))
    order(desk, 8)
    order(desk, 20)
    with desk.reading() as connection:
        said = [row.body for row in connection.execute(select(messages).order_by(messages.c.id))]
    assert "2 x Stoneware mug will follow on 12 March." in said[0]
    assert "will follow as soon as we can" in said[1]


def test_a_new_order_leaves_what_an_older_one_waits_for(desk: Desk) -> None:
    """Five arrive for the one who waits; before they are allocated somebody else orders them."""
    first = order(desk, 11)
    stocking.receive(desk, MUG, pieces(5))
    second = order(desk, 3)
    assert (line_of(desk, second).allocated, days(desk, second)) == (0, (None, None))
    accept(desk, proposals(desk, [MUG]))
    assert line_of(desk, first).allocated == pieces(11)


def test_a_later_delivery_lets_goods_promised_for_later_go_now(desk: Desk) -> None:
    first = order(desk, 11)
    buy(desk, 10, on(12))
    assert days(desk, first) == (on(12), None)
    stocking.receive(desk, MUG, pieces(5))
    second = order(desk, 5)
    assert (line_of(desk, second).allocated, days(desk, second)[0]) == (0, on(12))


def test_what_is_taken_along_at_the_counter_names_who_waits(desk: Desk) -> None:
    first = order(desk, 11)
    stocking.receive(desk, MUG, pieces(2))
    open_till(desk, "Till 1", 0)
    sold = sell(desk, OrderRequest((LineRequest(pieces(1), "MUG"),), channel="counter"), [Tendered("cash", 5_000)])
    number = view_order(desk, first).order.number
    assert f"taken along MUG, for which {number} waits" in happened(desk, sold.order_id)


def test_supply_that_moves_moves_the_promise_and_not_what_was_told(desk: Desk) -> None:
    key = buy(desk, 10, on(12))
    late = order(desk, 8)
    assert promising.at_risk(desk) == []
    purchasing.move_due(desk, key, on(20))
    assert days(desk, late) == (on(20), on(12))
    assert "promise moved MUG: 20 March, was 12 March" in happened(desk, late)
    (risk,) = promising.at_risk(desk)
    assert (risk.line.order_id, risk.line.told, risk.day) == (late, on(12), on(20))
    assert risk.reason == "10 come on 20 March, so 10 are free from 20 March."
    purchasing.move_due(desk, key, on(10))
    assert (days(desk, late), promising.at_risk(desk)) == ((on(10), on(12)), [])


def test_a_vendor_who_gives_up_leaves_no_day(desk: Desk) -> None:
    key = buy(desk, 10, on(12))
    late = order(desk, 8)
    purchasing.cancel_purchase(desk, key, "closed down")
    assert days(desk, late) == (None, on(12))
    assert promising.at_risk(desk)[0].day is None


def test_a_short_delivery_serves_who_was_told_first(desk: Desk) -> None:
    key = buy(desk, 10, on(12))
    first, second = order(desk, 10), order(desk, 6)
    assert [days(desk, each)[0] for each in (first, second)] == [on(12), on(12)]
    line = view_purchase(desk, key).lines[0].id
    purchasing.receive_purchase(desk, key, [Arrived(line, pieces(5))])
    purchasing.cancel_purchase(desk, key, "the rest is out of print")
    assert [days(desk, each)[0] for each in (first, second)] == [on(2), None]
    assert [risk.line.order_id for risk in promising.at_risk(desk)] == [second]


def test_days_that_pass_put_a_promise_at_risk_unasked(desk: Desk) -> None:
    buy(desk, 10, on(12))
    late = order(desk, 8)
    desk.clock.advance(days=12)  # type: ignore[attr-defined]
    (risk,) = promising.at_risk(desk)
    assert (risk.line.order_id, risk.day) == (late, on(15))
    assert "late since 12 March" in risk.reason


def test_the_message_is_drafted_and_then_they_were_told(desk: Desk) -> None:
    key = buy(desk, 10, on(12))
    late = order(desk, 8)
    with pytest.raises(Refused, match="is not late"):
        promising.draft_delay(desk, late)
    purchasing.move_due(desk, key, on(20))
    body = promising.draft_delay(desk, late)
    assert "2 x Stoneware mug: we now expect to send it on 20 March." in body
    with desk.reading() as connection:
        draft = connection.execute(select(messages).where(messages.c.kind == "promise")).one()
    assert (draft.state, draft.body) == ("draft", body)
    assert (days(desk, late), promising.at_risk(desk)) == ((on(20), on(20)), [])
    assert "told MUG: 20 March, was 12 March" in happened(desk, late)


def test_a_day_that_breaks_an_older_promise_names_it(desk: Desk) -> None:
    buy(desk, 10, on(12))
    buy(desk, 10, on(25))
    first, second = order(desk, 14), order(desk, 6)
    line = line_of(desk, second)
    assert days(desk, second) == (on(25), on(25))
    number = view_order(desk, first).order.number
    with pytest.raises(Refused, match=rf"MUG cannot be promised for 12 March: .* It would make {number} \(8\) late"):
        promising.tell(desk, second, line.id, on(12))
    assert days(desk, second) == (on(25), on(25))
    broken = promising.tell(desk, second, line.id, on(11), anyway=True)
    assert [each.order for each in broken] == [number]
    assert "promise broken MUG went to SO-1002" in happened(desk, first)
    assert promising.tell(desk, second, line.id, on(28)) == ()
    assert days(desk, second) == (on(25), on(28))
    with pytest.raises(Refused, match="has passed"):
        promising.tell(desk, second, line.id, date(2026, 3, 1))
    with pytest.raises(NotFound, match="no such line"):
        promising.tell(desk, second, 99, on(12))


def test_goods_given_by_hand_name_whose_promise_they_break(desk: Desk) -> None:
    first = order(desk, 11)
    second = order(desk, 2)
    stocking.receive(desk, MUG, pieces(5))
    assert allocate_order(desk, second) == pieces(2)
    numbers = [view_order(desk, each).order.number for each in (first, second)]
    assert f"promise broken MUG went to {numbers[1]}" in happened(desk, first)
    assert f"taken MUG, for which {numbers[0]} waits" in happened(desk, second)
    assert (days(desk, first)[0], days(desk, second)[0]) == (None, on(2))


def test_a_cancelled_order_gives_its_day_to_the_next(desk: Desk) -> None:
    buy(desk, 10, on(12))
    buy(desk, 10, on(25))
    first, second = order(desk, 16), order(desk, 6)
    assert days(desk, second)[0] == on(25)
    cancel_order(desk, first, "changed their mind")
    assert days(desk, second) == (on(2), on(25))


def test_one_item_is_asked_for(desk: Desk) -> None:
    found = promising.promise_item(desk, MUG, pieces(7))
    assert (found.promise.mark, found.promise.now, found.promise.day) == (Mark.SHORT, pieces(6), None)
    buy(desk, 2, on(9))
    found = promising.promise_item(desk, MUG, pieces(7))
    assert (found.promise.mark, found.promise.day) == (Mark.ON_ORDER, on(9))


def test_two_lines_of_one_item_do_not_share_their_goods(desk: Desk) -> None:
    with desk.reading() as connection:
        seen = promising.outlooks(connection, [MUG])
    first, second = promising.promises_of(seen, [(MUG, pieces(4)), (MUG, pieces(4))], desk.today)
    assert [(each.promise.now, each.promise.day) for each in (first, second)] == [
        (pieces(4), on(2)),
        (pieces(2), None),
    ]


@pytest.mark.parametrize(("way", "state"), [("part", "allocated"), ("complete", "waiting"), ("ask", "waiting")])
def test_what_is_there_goes_waits_or_is_asked_about(desk: Desk, way: str, state: str) -> None:
    made = order(desk, 8, shipping=way)
    assert states(desk, made) == [state]
    for answer, then in (("complete", "waiting"), ("part", "allocated"), ("ask", "waiting")):
        choose_shipping(desk, made, answer)
        assert states(desk, made) == [then]
    flags = view_order(desk, made).order
    assert (flags.ship_complete, flags.ship_ask) == (0, 1)
    with pytest.raises(Refused, match="Choose how it ships: part, complete, ask"):
        choose_shipping(desk, made, "soon")
    assert [each.sentence for each in check(desk).findings] == []


def test_a_customer_has_a_way_of_their_own(desk: Desk) -> None:
    form = replace(form_of(card_of(desk, 1)), shipping="ask")
    edit_customer(desk, 1, form)
    assert states(desk, order(desk, 8)) == ["waiting"]
    assert states(desk, order(desk, 8, shipping="part")) == []
    choose_shipping(desk, 1, "part")
    assert states(desk, 1) == ["allocated"]
    with pytest.raises(Refused, match="Choose the shipping: part, complete, ask"):
        edit_customer(desk, 1, replace(form, shipping="never"))


def test_an_order_that_is_all_there_waits_for_nobody(desk: Desk) -> None:
    assert states(desk, order(desk, 3, shipping="ask")) == [ShipmentState.ALLOCATED]


def states(desk: Desk, order_id: int) -> list[str]:
    with desk.reading() as connection:
        return [each.state for each in shipments_of_order(connection, order_id)]
