"""The drawer opens once for each commit that moved cash, and for nothing else."""

from __future__ import annotations

import pytest

from orderdesk.domain.money.refunding import Because
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.desk import Desk
from orderdesk.services.money import tills
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import place_order
from tests.factories import northside

MUG = (LineRequest(pieces(1), "MUG"),)


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def desk(database: Database, opened: list[str]) -> Desk:
    made = northside(database)
    tills.open_till(made)
    made.drawer = lambda: opened.append("drawer")
    return made


def test_cash_opens_it_and_a_card_does_not(desk: Desk, opened: list[str]) -> None:
    sell(desk, OrderRequest(lines=MUG, channel="counter"), [Tendered("card", 15_00)])
    assert opened == []
    sell(desk, OrderRequest(lines=MUG, channel="counter"), [Tendered("card", 10_00), Tendered("cash", 5_00)])
    assert len(opened) == 1
    order_id = place_order(desk, OrderRequest(lines=MUG, customer_id=1, service="road"))
    take_payment(desk, order_id, [Tendered("cash", 20_00)])
    assert len(opened) == 2
    refund_money(desk, order_id, "cash", 5_00, reason="a scratch", because=Because.NOT_HELD)
    assert len(opened) == 3
    refund_money(desk, order_id, "store-credit", 1_00, reason="a scratch", because=Because.NOT_HELD)
    assert len(opened) == 3


def test_what_goes_in_and_out_of_the_till_opens_it(desk: Desk, opened: list[str]) -> None:
    tills.paid_in(desk, 10_00, "change")
    tills.paid_out(desk, 2_00, "milk")
    tills.drop(desk, 5_00)
    tills.no_sale(desk, "change for a note")
    assert len(opened) == 4


def test_what_is_refused_leaves_it_shut(desk: Desk, opened: list[str]) -> None:
    with pytest.raises(Refused):
        sell(desk, OrderRequest(lines=MUG, channel="counter"), [Tendered("cash", 1_00)])
    with pytest.raises(Refused):
        tills.no_sale(desk, "")
    assert opened == []
