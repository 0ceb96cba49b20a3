"""Pricing: scenarios 2, 3, 4 and 19 by their figures, and what holds for every order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.prices.pricing import LineInput, Rules, line_gross, part_of, price_order, total_of
from orderdesk.domain.prices.tax import LineTax, TaxPolicy
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import RATE_SCALE
from orderdesk.domain.values.quantity import pieces

STANDARD, REDUCED = 200_000, 50_000
GBP = Rules("GBP")
PHONE_ORDER = [
    LineInput(pieces(3), 125_000, STANDARD),
    LineInput(pieces(2), 199_900, STANDARD),
    LineInput(pieces(1), 140_000, REDUCED),
    LineInput(pieces(1), 69_000, STANDARD, charge=True),
]
rules = st.builds(Rules, st.sampled_from(["GBP", "JPY", "KWD"]), st.booleans(), st.sampled_from(TaxPolicy))
lines = st.lists(
    st.builds(
        LineInput,
        st.integers(1, 50_000),
        st.integers(0, 10_000_000),
        st.sampled_from([0, REDUCED, STANDARD, 220_000]),
        st.sampled_from([0, 40_000, 333_333, RATE_SCALE]),
        st.booleans(),
    ),
    min_size=1,
    max_size=20,
)


def test_scenario_1_a_phone_order_comes_to_its_total() -> None:
    totals = price_order(PHONE_ORDER, GBP)
    assert [line.net for line in totals.lines] == [3750, 3998, 1400, 690]
    assert [(row.base, row.tax) for row in totals.taxes] == [(8438, 1688), (1400, 70)]
    assert (totals.net, totals.tax, totals.total) == (9838, 1758, 11596)


def test_scenario_2_the_order_discount_is_spread() -> None:
    totals = price_order(PHONE_ORDER, GBP, discount=1000)
    assert [line.share for line in totals.lines] == [410, 437, 153, 0]
    assert [line.net for line in totals.lines] == [3340, 3561, 1247, 690]
    assert [row.tax for row in totals.taxes] == [1518, 62]
    assert totals.total == 10418


@pytest.mark.parametrize("policy", TaxPolicy)
def test_scenario_3_policies_agree_on_one_line(policy: TaxPolicy) -> None:
    totals = price_order([LineInput(pieces(16), 3_483_500, 220_000, 40_000)], Rules("EUR", policy=policy))
    assert (totals.net, totals.tax, totals.total) == (535066, 117715, 652781)


def test_scenario_3_policies_differ_on_ten_lines() -> None:
    ten = [LineInput(pieces(1), 36_000, 55_000)] * 10
    assert price_order(ten, Rules("EUR", policy=TaxPolicy.PER_LINE)).total == 3800
    assert price_order(ten, Rules("EUR", policy=TaxPolicy.PER_DOCUMENT)).total == 3798
    for policy in TaxPolicy:
        assert price_order([LineInput(pieces(10), 36_000, 55_000)], Rules("EUR", policy=policy)).total == 3798


def test_scenario_4_inclusive_prices_tie() -> None:
    totals = price_order([LineInput(pieces(1), 3_790_000, 210_000)] * 2, Rules("EUR", inclusive=True))
    assert (totals.total, totals.tax, totals.net) == (75800, 13155, 62645)
    assert [line.net for line in totals.lines] == [31323, 31322]
    assert [line.paid for line in totals.lines] == [37900, 37900]


@given(lines, rules, st.integers(0, 10**6))
def test_every_paper_adds_up(ordered: list[LineInput], by: Rules, wish: int) -> None:
    worth = sum(line_gross(line.quantity, line.price, line.discount, by) for line in ordered if not line.charge)
    discount = min(wish, worth)
    totals = price_order(ordered, by, discount)
    assert sum(line.share for line in totals.lines) == discount
    assert sum(line.net for line in totals.lines) == totals.net == sum(row.base for row in totals.taxes)
    assert sum(line.tax for line in totals.lines) == totals.tax == sum(row.tax for row in totals.taxes)
    assert totals.net + totals.tax == totals.total
    for line, asked in zip(totals.lines, ordered, strict=True):
        assert 0 <= line.share <= line.gross
        assert not (asked.charge and line.share)
        assert (line.paid if by.inclusive else line.net) == line.gross - line.share


@given(lines, rules)
def test_inclusive_totals_are_what_the_labels_say(ordered: list[LineInput], by: Rules) -> None:
    inclusive = Rules(by.currency, True, by.policy, by.rounding)
    assert price_order(ordered, inclusive).total == sum(
        line_gross(line.quantity, line.price, line.discount, inclusive) for line in ordered
    )


def test_a_discount_above_the_items_is_refused() -> None:
    with pytest.raises(Refused, match="more than the items") as refusal:
        price_order(PHONE_ORDER, GBP, discount=9149)
    assert refusal.value.field == "discount"


def test_a_line_nobody_could_bill_is_refused() -> None:
    with pytest.raises(Refused, match="more than can be invoiced"):
        line_gross(pieces(1_000_000), 10**12, 0, GBP)


def test_a_part_of_an_order_is_taxed_as_a_paper_of_its_own() -> None:
    totals = total_of([7500], [LineTax(STANDARD)], GBP)
    assert (totals.net, totals.tax, totals.total) == (7500, 1500, 9000)


@given(lines, rules)
def test_taxing_priced_amounts_again_changes_nothing(ordered: list[LineInput], by: Rules) -> None:
    totals = price_order(ordered, by)
    again = total_of([line.gross for line in totals.lines], [line.line_tax for line in ordered], by)
    assert again == totals


@pytest.mark.parametrize("amount", [-850, -1])
@pytest.mark.parametrize("inclusive", [False, True])
def test_a_fee_against_a_credit_still_adds_up(amount: int, inclusive: bool) -> None:
    totals = total_of([8495, amount], [LineTax(STANDARD), LineTax(STANDARD)], Rules("GBP", inclusive=inclusive))
    assert sum(line.net for line in totals.lines) == totals.net
    assert sum(line.tax for line in totals.lines) == totals.tax
    assert (totals.total if inclusive else totals.net) == 8495 + amount


def test_scenario_19_each_unit_comes_back_at_what_was_paid() -> None:
    paid = [(part_of(3340, 3, done, 1), part_of(668, 3, done, 1)) for done in range(3)]
    assert paid == [(1113, 223), (1114, 222), (1113, 223)]
    assert [net + tax for net, tax in paid] == [1336, 1336, 1336]


@given(st.integers(0, 10**9), st.lists(st.integers(1, 5000), min_size=1, max_size=20))
def test_parts_in_any_order_end_at_the_whole(whole: int, parts: list[int]) -> None:
    quantity, done, given_back = sum(parts), 0, 0
    for part in parts:
        given_back += part_of(whole, quantity, done, part)
        done += part
        assert 0 <= given_back <= whole
    assert given_back == whole
