"""How far an order is, from its facts alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.lifecycles import ShipmentState as S
from orderdesk.domain.orders.progress import Fulfilment, LineProgress, Money, Payment, fulfilment_of, payment_of


def line(
    quantity: int = 10, cancelled: int = 0, allocated: int = 0, shipped: int = 0, goods: bool = True
) -> LineProgress:
    return LineProgress(quantity, cancelled, allocated, shipped, 0, 0, goods)


@pytest.mark.parametrize(
    ("lines", "shipments", "word"),
    [
        ([line()], [], Fulfilment.UNALLOCATED),
        ([line(allocated=4)], [S.ALLOCATED], Fulfilment.PART_ALLOCATED),
        ([line(allocated=10)], [S.ALLOCATED], Fulfilment.ALLOCATED),
        ([line(allocated=4, cancelled=6)], [S.ALLOCATED], Fulfilment.ALLOCATED),
        ([line(allocated=10), line()], [S.ALLOCATED], Fulfilment.PART_ALLOCATED),
        ([line(allocated=10)], [S.PICKING], Fulfilment.PICKING),
        ([line(allocated=10)], [S.PICKED], Fulfilment.PICKING),
        ([line(allocated=10)], [S.PACKED], Fulfilment.PACKED),
        ([line(shipped=6)], [S.SHIPPED], Fulfilment.PART_SHIPPED),
        ([line(shipped=6, allocated=4)], [S.SHIPPED, S.PACKED], Fulfilment.PART_SHIPPED),
        ([line(shipped=10)], [S.SHIPPED], Fulfilment.SHIPPED),
        ([line(shipped=6, cancelled=4)], [S.SHIPPED], Fulfilment.SHIPPED),
        ([line(shipped=10)], [S.DELIVERED, S.SHIPPED], Fulfilment.SHIPPED),
        ([line(shipped=10)], [S.DELIVERED], Fulfilment.DELIVERED),
        ([line(shipped=10)], [S.DELIVERED, S.CANCELLED], Fulfilment.DELIVERED),
        ([line(shipped=10)], [S.EXCEPTION], Fulfilment.SHIPPED),
        ([line(goods=False)], [], Fulfilment.SHIPPED),
    ],
)
def test_one_word_for_the_goods(lines: list[LineProgress], shipments: list[S], word: Fulfilment) -> None:
    assert fulfilment_of(lines, shipments) is word


def test_charges_are_never_short_and_never_sent() -> None:
    charge = line(goods=False)
    assert (charge.backordered, charge.to_ship, charge.to_invoice) == (0, 0, 10)


@given(st.integers(1, 1000), st.data())
def test_the_line_equation_holds(quantity: int, data: st.DataObject) -> None:
    cancelled = data.draw(st.integers(0, quantity))
    shipped = data.draw(st.integers(0, quantity - cancelled))
    allocated = data.draw(st.integers(0, quantity - cancelled - shipped))
    each = line(quantity, cancelled, allocated, shipped)
    assert quantity == cancelled + shipped + allocated + each.backordered
    assert each.to_ship == allocated + each.backordered


@pytest.mark.parametrize(
    ("money", "word"),
    [
        (Money(0, 0, 10000, 0, 0), Payment.UNPAID),
        (Money(0, 0, 10000, 3000, 0), Payment.DEPOSIT),
        (Money(10000, 0, 0, 3000, 0), Payment.PART_PAID),
        (Money(10000, 0, 0, 10000, 0), Payment.PAID),
        (Money(0, 0, 10000, 10000, 0), Payment.PAID),
        (Money(10000, 0, 0, 12000, 0), Payment.OVERPAID),
        (Money(10000, 2000, 0, 10000, 0), Payment.OVERPAID),
        (Money(10000, 2000, 0, 10000, 2000), Payment.PART_REFUNDED),
        (Money(10000, 10000, 0, 10000, 10000), Payment.REFUNDED),
        (Money(10000, 10000, 0, 0, 0), Payment.PAID),
        (Money(0, 0, 0, 0, 0), Payment.PAID),
        (Money(0, 0, 10000, 2000, 2000), Payment.REFUNDED),
    ],
)
def test_one_word_for_the_money(money: Money, word: Payment) -> None:
    assert payment_of(money) is word
