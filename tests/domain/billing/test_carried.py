"""Which shipments carried the goods of an invoice."""

from __future__ import annotations

from orderdesk.domain.billing.carried import carriers

BILLED = [(1, 7, 4), (1, 8, 1), (2, 7, 2), (2, 9, 1), (3, 7, 3)]


def test_each_invoice_names_what_carried_its_own_units() -> None:
    left = [(11, 7, 4), (12, 7, 1), (12, 8, 1), (13, 7, 1), (13, 7, 3)]
    assert [carriers(key, BILLED, left) for key in (1, 2, 3)] == [{11, 12}, {12, 13}, {13}]


def test_an_invoice_before_the_goods_names_what_has_left_so_far() -> None:
    assert carriers(1, BILLED, []) == frozenset()
    assert carriers(1, BILLED, [(11, 7, 1), (12, 7, 1)]) == {11, 12}
    assert carriers(2, BILLED, [(11, 7, 3)]) == frozenset()
