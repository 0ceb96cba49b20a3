"""Deposits as figures: what came ahead of its bill, what bills took of it, and that none is ever made of nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.money.deposits import Deposits, Fact, deposits_of

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def fact(minute: int, kind: str, amount: int, *, order: int = 1, counts: bool = True) -> Fact:
    return Fact(order, NINE + timedelta(minutes=minute), kind, amount, counts)


def test_a_payment_before_its_bill_is_taken_then_applied() -> None:
    found = deposits_of([fact(0, "payment", 5_000), fact(1, "invoice", 11_596)])
    assert found == Deposits(taken=5_000, applied=5_000, accounts=6_596)
    assert found.change == 0


def test_what_is_paid_and_billed_at_once_is_no_deposit() -> None:
    assert deposits_of([fact(0, "payment", 5_000), fact(0, "invoice", 5_000)]) == Deposits()


def test_part_bills_consume_it_in_turn_and_the_rest_goes_back() -> None:
    steps = [fact(0, "payment", 10_000), fact(1, "invoice", 4_000), fact(2, "invoice", 3_000), fact(3, "refund", 3_000)]
    assert deposits_of(steps) == Deposits(taken=10_000, applied=7_000, given_back=3_000)


def test_a_credit_note_for_what_was_paid_is_owed_until_it_is_given_back() -> None:
    paid = [fact(0, "invoice", 5_000, counts=False), fact(1, "payment", 5_000, counts=False)]
    assert deposits_of([*paid, fact(2, "credit-note", 2_000)]) == Deposits(credited=2_000)


def test_a_late_payment_is_for_the_account_and_only_the_rest_is_a_deposit() -> None:
    assert deposits_of([fact(0, "invoice", 5_000, counts=False), fact(1, "payment", 6_000)]) == Deposits(
        taken=1_000, accounts=-5_000
    )


def test_of_a_whole_day_all_else_came_before_whatever_its_time_says() -> None:
    facts = [fact(5, "payment", 100, counts=False), fact(1, "invoice", 100)]
    assert deposits_of(facts, counted_last=True) == Deposits(applied=100)
    assert deposits_of(facts) == Deposits(accounts=100)


def test_store_credit_ahead_of_a_bill_is_no_money_that_was_taken() -> None:
    found = deposits_of([fact(0, "promised", 4_000), fact(1, "payment", 1_000)])
    assert found == Deposits(taken=1_000, promised=4_000)
    assert found.change == 5_000


kinds = st.sampled_from(["payment", "promised", "refund", "invoice", "credit-note"])
facts = st.lists(
    st.builds(fact, st.integers(0, 12), kinds, st.integers(1, 10_000), order=st.integers(1, 3), counts=st.booleans()),
    max_size=25,
)


@given(facts)
def test_figures_always_tie_to_the_money_that_moved(steps: list[Fact]) -> None:
    """Deposits and accounts together move by exactly what was paid and billed, and nothing is below zero."""
    found = deposits_of(steps, counted_last=True)
    signs = {"payment": 1, "promised": 1, "credit-note": 1, "refund": -1, "invoice": -1}
    assert found.change - found.accounts == sum(signs[each.kind] * each.amount for each in steps if each.counts)
    assert min(found.taken, found.promised, found.applied, found.credited, found.given_back) >= 0
    assert found.taken <= sum(each.amount for each in steps if each.counts and each.kind == "payment")
    assert found.applied <= sum(each.amount for each in steps if each.counts and each.kind == "invoice")
    held = [0, 0]
    for place, some in enumerate(([each for each in steps if not each.counts], steps)):
        for order in (1, 2, 3):
            held[place] += max(0, sum(signs[each.kind] * each.amount for each in some if each.order_id == order))
    assert held[1] - held[0] == found.change, "held before, and what moved it, is what is held"
