"""Refunds name the payments that they give back, at most what is left of each, and a proof holds them to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orderdesk.domain.money.refunding import Because
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.money import tills
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.money.undoing_payments import undo_payment, undoable
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from tests.countries import Country, local_shop


@pytest.fixture
def desk(shop_url: str, anywhere: Country) -> Iterator[Desk]:
    made = local_shop(shop_url, anywhere)
    tills.open_till(made, float_amount=0)
    yield made
    made.database.close()


@pytest.fixture
def order_id(desk: Desk) -> int:
    request = OrderRequest(lines=(LineRequest(pieces(4), "A"),), channel="counter", invoicing="order")
    return place_order(desk, request)


def named(desk: Desk, order_id: int) -> list[tuple[int, str]]:
    """What went back, and of which receipt."""
    return [(each.amount, each.gives_back) for each in view_order(desk, order_id).payments if each.kind == "refund"]


def pay(desk: Desk, order_id: int, tender: str, amount: int) -> str:
    return take_payment(desk, order_id, [Tendered(tender, amount)]).receipt


def test_several_payments_go_back_in_one_refund(desk: Desk, order_id: int) -> None:
    first, card, second = (pay(desk, order_id, *each) for each in (("cash", 100), ("card", 200), ("cash", 50)))
    refund_money(desk, order_id, "cash", 120, reason="too dear", because=Because.NOT_HELD)
    assert named(desk, order_id) == [(50, second), (70, first)]
    with pytest.raises(Refused, match="can go back by bank transfer"):
        refund_money(desk, order_id, "transfer", 100, reason="too dear", because=Because.NOT_HELD)
    refund_money(desk, order_id, "transfer", 100, reason="too dear", otherwise=True, because=Because.NOT_HELD)
    assert named(desk, order_id)[2:] == [(30, first), (70, card)]
    with pytest.raises(Refused, match="can go back by card"):
        refund_money(desk, order_id, "card", 140, reason="too dear", because=Because.NOT_HELD)
    refund_money(desk, order_id, "card", 130, reason="too dear", because=Because.NOT_HELD)
    assert not check(desk).findings


def test_one_payment_is_chosen(desk: Desk, order_id: int) -> None:
    first, second = pay(desk, order_id, "cash", 100), pay(desk, order_id, "cash", 50)
    with pytest.raises(Refused, match=f"of {second} can go back by cash"):
        refund_money(desk, order_id, "cash", 60, reason="wrong", receipt=second, because=Because.NOT_HELD)
    refund_money(desk, order_id, "cash", 60, reason="wrong", receipt=first, because=Because.NOT_HELD)
    assert named(desk, order_id) == [(60, first)]
    with pytest.raises(NotFound, match="has no payment R-9"):
        refund_money(desk, order_id, "cash", 10, reason="wrong", receipt="R-9", because=Because.NOT_HELD)
    assert not check(desk).findings


def test_what_was_given_back_in_part_is_not_undone(desk: Desk, order_id: int) -> None:
    receipt = pay(desk, order_id, "card", 100)
    refund_money(desk, order_id, "card", 40, reason="wrong", because=Because.NOT_HELD)
    assert not undoable(desk, order_id)
    with pytest.raises(Refused, match=f"Some of {receipt} was given back already"):
        undo_payment(desk, receipt, "wrong order")
    other = pay(desk, order_id, "card", 30)
    undo_payment(desk, other, "wrong order")
    assert named(desk, order_id) == [(40, receipt), (30, other)]
    with pytest.raises(Refused, match="At most"):
        refund_money(desk, order_id, "card", 30, reason="wrong", receipt=other, because=Because.NOT_HELD)
    assert not check(desk).findings
