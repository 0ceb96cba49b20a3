"""What an amendment would do is told exactly, and nothing of the attempt stays."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.foreseeing import foresee
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import shipments_to_do, view_order
from tests.factories import northside
from tests.scenarios.story import prove

FACTS = text(
    "SELECT (SELECT COUNT(*) FROM events), (SELECT COUNT(*) FROM order_lines), (SELECT SUM(reserved) FROM stock), "
    "(SELECT COUNT(*) FROM tasks), (SELECT COUNT(*) FROM messages), (SELECT SUM(next) FROM counters)"
)


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database, stock={"MUG": 5, "TEE": 5})


@pytest.fixture
def order(desk: Desk) -> int:
    goods = (LineRequest(pieces(3), "MUG"), LineRequest(pieces(2), "TEE"))
    return place_order(desk, OrderRequest(goods, customer_id=1, service="road"))


def line(desk: Desk, order: int, sku: str) -> int:
    return next(each.id for each in view_order(desk, order).lines if each.sku == sku)


def test_what_is_told_is_what_is_done_afterwards(desk: Desk, order: int) -> None:
    before = view_order(desk, order).order.total
    wanted = Amendment({line(desk, order, "MUG"): LineChange(pieces(1))}, (LineRequest(pieces(7), "TEE"),))
    told = foresee(desk, order, wanted)
    assert told.effects == ("2 MUG free again", "3 TEE reserved", "4 TEE on back order")
    assert told.money.before == before
    done = amend_order(desk, order, wanted, "she rang")
    assert done == told.money
    assert view_order(desk, order).order.total == done.after
    prove(desk)


def test_the_attempt_leaves_nothing_behind_and_tells_nobody(desk: Desk, order: int) -> None:
    heard: list[object] = []
    desk.told = heard.append
    with desk.reading() as connection:
        before = connection.execute(FACTS).one()
    foresee(desk, order, Amendment({line(desk, order, "MUG"): LineChange(0)}))
    with desk.reading() as connection:
        assert connection.execute(FACTS).one() == before
    assert heard == []
    prove(desk)


def test_picked_goods_are_put_back_and_the_printed_list_is_void(desk: Desk, order: int) -> None:
    (key,) = shipments_to_do(desk, view_order(desk, order).order.number)
    number = start_picking(desk, [key])
    fewer = Amendment({line(desk, order, "MUG"): LineChange(pieces(1))})
    assert foresee(desk, order, fewer).effects == ("2 MUG free again", f"Picklist {number} is void")
    confirm_picks(desk, number)
    assert foresee(desk, order, fewer).effects == ("2 MUG free again", "2 MUG to put back to A-01-2")


@pytest.mark.parametrize(
    ("paid", "said"),
    [
        (False, "The total goes from £101.26 to £71.26; 71.26 is to be paid."),
        (True, "The total goes from £101.26 to £71.26; 30.00 is to be given back."),
    ],
)
def test_the_money_is_said_in_one_sentence(desk: Desk, order: int, paid: bool, said: str) -> None:
    if paid:
        take_payment(desk, order, [Tendered("card", view_order(desk, order).order.total)])
    assert foresee(desk, order, Amendment({line(desk, order, "MUG"): LineChange(pieces(1))})).said == said


def test_what_can_not_be_is_refused_before_it_is_tried_for_good(desk: Desk, order: int) -> None:
    (key,) = shipments_to_do(desk, view_order(desk, order).order.number)
    hand_over(desk, key, "a courier waited")
    issue_invoice(desk, order)
    with pytest.raises(Refused, match="invoiced"):
        foresee(desk, order, Amendment(added=(LineRequest(pieces(1), "MUG"),)))
    with pytest.raises(Refused, match="is like that already"):
        foresee(desk, order, Amendment())
