"""A payment booked by mistake is undone within its day, by a row that reverses it, by right and reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.domain.values.rights import NotAllowed
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.proofs.registry import verify_books
from orderdesk.services.desk import Desk
from orderdesk.services.money import tills
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.money.undoing_payments import undo_payment, undoable
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.people.users import save_user
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from tests.factories import Clock, northside


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(database: Database, clock: Clock) -> Desk:
    made = northside(database, clock=clock)
    tills.open_till(made, float_amount=10_000)
    return made


def _order(desk: Desk) -> int:
    request = OrderRequest(lines=(LineRequest(pieces(2), "MUG"),), customer_id=1, service="road")
    return place_order(desk, request, confirm=True)


def _prove(desk: Desk) -> None:
    with desk.reading() as connection:
        verify_books(connection)


def test_a_payment_is_undone_and_taken_right(desk: Desk) -> None:
    key = _order(desk)
    due = view_order(desk, key).order.due
    paid = take_payment(desk, key, [Tendered("card", due)])
    assert [(each.receipt, each.amount, each.tenders) for each in undoable(desk, key)] == [
        (paid.receipt, due, ("Card",))
    ]
    assert undo_payment(desk, paid.receipt, "it was cash") == due
    view = view_order(desk, key)
    assert (view.order.due, view.order.payment) == (due, "unpaid")
    assert undoable(desk, key) == []
    take_payment(desk, key, [Tendered("cash", due)])
    told = [(each.what, each.detail) for each in view.events]
    assert any(what == "payment undone" and "it was cash" in detail for what, detail in told)
    with pytest.raises(Refused, match="is undone already"):
        undo_payment(desk, paid.receipt, "again")
    _prove(desk)


def test_all_tenders_of_a_receipt_and_their_rounding_are_undone(desk: Desk) -> None:
    edit_shop(desk, replace(form_of(shop_now(desk)), cash_step=5))
    before = tills.x_report(desk).cash
    sold = sell(
        desk, OrderRequest(lines=(LineRequest(pieces(1), "TEE"),)), [Tendered("card", 501), Tendered("cash", 5_000)]
    )
    undo_payment(desk, sold.paid.receipt, "the card was refused")
    after = tills.x_report(desk)
    assert before is not None
    assert after.cash is not None
    assert (after.cash.expected, after.cash.rounding) == (before.expected, 0)
    assert after.problems() == ()
    assert view_order(desk, sold.order_id).order.state == "confirmed", "it is owed again"
    _prove(desk)


def test_what_is_too_late_or_of_nobody_is_refused(desk: Desk, clock: Clock) -> None:
    key = _order(desk)
    receipt = take_payment(desk, key, [Tendered("card", 1_000)]).receipt
    with pytest.raises(NotFound, match="no receipt R-9"):
        undo_payment(desk, "R-9", "why")
    with pytest.raises(Refused, match="reason"):
        undo_payment(desk, receipt, " ")
    save_user(desk, "cora", "counter")
    with pytest.raises(NotAllowed, match="undo payments"):
        undo_payment(replace(desk, user="cora"), receipt, "mistake")
    counted = tills.x_report(desk).cash
    assert counted is not None
    tills.count_till(desk, {"0.01": counted.expected})
    with pytest.raises(Refused, match="counted or closed"):
        undo_payment(desk, receipt, "mistake")
    tills.close_till(desk)
    with pytest.raises(Refused, match="counted or closed"):
        undo_payment(desk, receipt, "mistake")
    tills.open_till(desk)
    later = take_payment(desk, key, [Tendered("card", 500)]).receipt
    clock.advance(days=1)
    assert undoable(desk, key) == []
    with pytest.raises(Refused, match="only today's"):
        undo_payment(desk, later, "mistake")
    _prove(desk)
