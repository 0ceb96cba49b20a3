"""What documents post: in any currency and with any figures the debits are the credits, and nothing is lost between."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.money.accounts import LedgerAccount, Named, checked_code, checked_name
from orderdesk.domain.money.posting import (
    CUSTOMERS,
    DEPOSITS,
    Income,
    MoneyFigures,
    PaperFigures,
    Sides,
    brought_sides,
    money_sides,
    paper_sides,
    till_closed_sides,
    till_move_sides,
    till_opened_sides,
)
from orderdesk.domain.prices.pricing import LineInput, Rules, price_order
from orderdesk.domain.prices.tax import TaxPolicy
from orderdesk.domain.values.errors import Refused

amounts = st.integers(0, 10**12)
signed = st.integers(-(10**12), 10**12)
RATES = (0, 50_000, 77_000, 190_000, 200_000)
CURRENCIES = ("JPY", "GBP", "KWD")
TILL = LedgerAccount("cash", 1)
CARD, CREDIT = LedgerAccount("card"), LedgerAccount("store credit")
APART = (CARD, CREDIT, LedgerAccount("bank"), LedgerAccount("tender", 7))
"""Accounts of tenders that are no cash."""


def balances(*documents: Sides) -> dict[LedgerAccount, int]:
    """Debits less credits by account; each document must have as much of one as of the other."""
    found: dict[LedgerAccount, int] = defaultdict(int)
    for sides in documents:
        assert sum(each.debit for each in sides) == sum(each.credit for each in sides)
        assert all(min(each.debit, each.credit) == 0 < max(each.debit, each.credit) for each in sides)
        assert len({each.account for each in sides}) == len(sides)
        for each in sides:
            found[each.account] += each.debit - each.credit
    return {account: amount for account, amount in found.items() if amount}


@st.composite
def papers(draw: st.DrawFn) -> PaperFigures:
    """A paper over lines as they are priced: with tax in the price or on it, rounded by line or in one sum."""
    rules = Rules(draw(st.sampled_from(CURRENCIES)), draw(st.booleans()), draw(st.sampled_from(TaxPolicy)))
    lines = draw(
        st.lists(
            st.tuples(
                st.integers(1, 99_999), st.integers(0, 9_999_999), st.sampled_from(RATES), st.integers(0, 900_000)
            ),
            min_size=1,
            max_size=5,
        )
    )
    inputs = [LineInput(quantity, price, rate, off, False) for quantity, price, rate, off in lines]
    totals = price_order(inputs, rules, 0)
    incomes = tuple(
        Income(draw(st.sampled_from(("sales", "charges", "fees"))), each.tax_rate, total.net)
        for each, total in zip(inputs, totals.lines, strict=True)
    )
    taxes = tuple((row.rate, row.place, row.tax) for row in totals.taxes)
    return PaperFigures(draw(st.sampled_from(("invoice", "credit-note"))), totals.total, incomes, taxes)


monies = st.one_of(
    st.builds(MoneyFigures, st.sampled_from(("payment", "refund")), st.sampled_from(APART), amounts),
    st.builds(MoneyFigures, st.sampled_from(("payment", "refund")), st.just(TILL), amounts, st.integers(-500, 500)),
)


@given(papers(), signed)
def test_a_paper_earns_its_lines_and_owes_their_tax(paper: PaperFigures, before: int) -> None:
    found = balances(paper_sides(paper, before))
    sign = 1 if paper.kind == "invoice" else -1
    assert found.get(CUSTOMERS, 0) + found.get(DEPOSITS, 0) == sign * paper.total
    assert -sum(amount for account, amount in found.items() if account.kind == "tax") == sign * sum(
        tax for _, _, tax in paper.taxes
    )


@given(st.lists(st.one_of(papers(), monies), max_size=12), signed)
def test_customers_owe_or_are_held_for_as_their_order_stands(
    steps: list[PaperFigures | MoneyFigures], stands: int
) -> None:
    documents = [brought_sides(stands)]
    for each in steps:
        documents.append(paper_sides(each, stands) if isinstance(each, PaperFigures) else money_sides(each, stands))
        stands += each.asks
    found = balances(*documents)
    assert found.get(CUSTOMERS, 0) == max(0, stands)
    assert found.get(DEPOSITS, 0) == min(0, stands)


@given(amounts, st.integers(-500, 500), st.sampled_from(("payment", "refund")))
def test_the_drawer_gains_what_was_kept_and_the_smallest_coin(amount: int, rounding: int, kind: str) -> None:
    found = balances(money_sides(MoneyFigures(kind, TILL, amount, rounding), 0))
    assert found.get(TILL, 0) == (amount if kind == "payment" else -amount) + rounding
    assert found.get(LedgerAccount("rounding"), 0) == -rounding


@given(amounts, amounts, amounts, amounts, amounts, st.data())
def test_a_drawer_holds_what_stays_in_it(
    begins: int, into: int, out: int, dropped: int, counted: int, data: st.DataObject
) -> None:
    expected = begins + into - out - dropped
    left = data.draw(st.integers(0, counted))
    documents = [
        till_opened_sides(begins, 1),
        till_move_sides("paid-in", into, 1),
        till_move_sides("paid-out", out, 1),
        till_move_sides("drop", dropped, 1),
        till_move_sides("no-sale", 0, 1),
    ]
    assert balances(*documents).get(TILL, 0) == expected
    documents.append(till_closed_sides(expected, counted, left, 1))
    found = balances(*documents)
    assert found.get(TILL, 0) == left
    assert found.get(LedgerAccount("difference"), 0) == expected - counted
    assert found.get(LedgerAccount("safe"), 0) == dropped + counted - left


def test_a_deposit_is_held_until_a_bill_takes_it() -> None:
    taken = money_sides(MoneyFigures("payment", CARD, 3000), 0)
    assert balances(taken) == {LedgerAccount("card"): 3000, DEPOSITS: -3000}
    billed = PaperFigures("invoice", 12_000, (Income("sales", 200_000, 10_000),), ((200_000, "", 2000),))
    assert balances(paper_sides(billed, -3000)) == {
        CUSTOMERS: 9000, DEPOSITS: 3000, LedgerAccount("sales", 200_000): -10_000, LedgerAccount("tax", 200_000): -2000,
    }  # fmt: skip


def test_store_credit_is_owed_when_it_is_given_and_used_up_as_money() -> None:
    given_back, used = MoneyFigures("refund", CREDIT, 500), MoneyFigures("payment", CREDIT, 200)
    found = balances(money_sides(given_back, -500), money_sides(used, 200))
    assert found == {DEPOSITS: 500, LedgerAccount("store credit"): -300, CUSTOMERS: -200}


def test_what_does_not_add_up_is_never_posted() -> None:
    with pytest.raises(ValueError, match="debits"):
        paper_sides(PaperFigures("invoice", 100, (Income("sales", 0, 99),), ()), 0)


def test_an_account_is_called_as_the_accountant_calls_it() -> None:
    assert Named(LedgerAccount("sales", 55_000)).name == "Sales at 5.5%"
    assert Named(LedgerAccount("cash", 2), of="Market stall").name == "Cash in Market stall"
    assert Named(LedgerAccount("bank"), "1200", "Volksbank").name == "Volksbank"
    places = [
        Named(LedgerAccount(kind, about)).stands for kind, about in (("cash", 1), ("cash", 2), ("bank", 0), ("tax", 0))
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("code", ["84 00", "8400;", "=1+1", "8" * 21, "4111 1111 1111 1111"])
def test_a_code_is_refused_that_no_accounting_program_takes(code: str) -> None:
    with pytest.raises(Refused):
        checked_code(code)


def test_a_code_and_a_name_are_kept_as_typed() -> None:
    assert (checked_code(" 8400-A/1 "), checked_name(" Erlöse 19 % ")) == ("8400-A/1", "Erlöse 19 %")
    with pytest.raises(Refused, match="name"):
        checked_name("x" * 61)
