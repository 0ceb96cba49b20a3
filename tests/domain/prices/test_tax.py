"""Tax: dated rates, and sums that add up whatever the policy."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.prices.tax import LineTax, Taxable, TaxPolicy, TaxProfile, TaxRate, work_out
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import RATE_SCALE, Rounding

places = st.sampled_from(["GB", "NL", "ES"])
taxables = st.lists(
    st.builds(
        Taxable, st.integers(0, 10**7), st.builds(LineTax, st.sampled_from([0, 50_000, 55_000, 200_000]), places)
    ),
    min_size=1,
    max_size=25,
)
PROFILE = TaxProfile(
    1,
    "Standard",
    False,
    TaxPolicy.PER_DOCUMENT,
    Rounding.HALF_UP,
    (
        TaxRate("standard", "20 %", 200_000),
        TaxRate("standard", "21 %", 210_000, date(2026, 4, 1)),
        TaxRate("zero", "0 %", 0, exemption="Books are free of tax"),
        TaxRate("late", "7 %", 70_000, date(2026, 4, 1)),
    ),
)


def test_the_rate_in_force_on_the_day_is_used() -> None:
    assert PROFILE.rate_on("standard", date(2026, 3, 31)).rate == 200_000
    assert PROFILE.rate_on("standard", date(2026, 4, 1)).rate == 210_000
    assert PROFILE.rate_on("zero", date(2026, 4, 1)).exemption == "Books are free of tax"
    assert PROFILE.classes == ("standard", "zero", "late")


@pytest.mark.parametrize(("tax_class", "day"), [("luxury", date(2026, 4, 1)), ("late", date(2026, 3, 31))])
def test_a_class_without_a_rate_is_refused(tax_class: str, day: date) -> None:
    with pytest.raises(Refused, match=tax_class) as refusal:
        PROFILE.rate_on(tax_class, day)
    assert refusal.value.field == "tax_class"


def test_two_inclusive_lines_tie() -> None:
    lines, rows = work_out(
        [Taxable(37900, LineTax(210_000))] * 2, inclusive=True, policy=TaxPolicy.PER_DOCUMENT, rounding=Rounding.HALF_UP
    )
    assert [line.net for line in lines] == [31323, 31322]
    assert [line.total for line in lines] == [37900, 37900]
    assert [(row.base, row.tax) for row in rows] == [(62645, 13155)]


@given(taxables, st.booleans(), st.sampled_from(TaxPolicy), st.sampled_from(Rounding))
def test_lines_add_up_to_rows(lines: list[Taxable], inclusive: bool, policy: TaxPolicy, rounding: Rounding) -> None:
    taxed, rows = work_out(lines, inclusive=inclusive, policy=policy, rounding=rounding)
    for row in rows:
        members = [
            each for each, line in zip(taxed, lines, strict=True) if line.tax == (row.rate, row.place, row.exemption)
        ]
        assert sum(each.net for each in members) == row.base
        assert sum(each.tax for each in members) == row.tax
    assert len(rows) == len({line.tax for line in lines})
    assert [row.rate for row in rows] == sorted((row.rate for row in rows), reverse=True)
    for each, line in zip(taxed, lines, strict=True):
        assert (each.total if inclusive else each.net) == line.amount
        assert each.tax >= 0


@given(taxables, st.booleans())
def test_tax_per_document_is_within_half_a_unit_of_the_truth(lines: list[Taxable], inclusive: bool) -> None:
    _, rows = work_out(lines, inclusive=inclusive, policy=TaxPolicy.PER_DOCUMENT, rounding=Rounding.HALF_UP)
    for row in rows:
        amount = sum(line.amount for line in lines if line.tax == (row.rate, row.place, row.exemption))
        exact = Fraction(amount * row.rate, RATE_SCALE + row.rate if inclusive else RATE_SCALE)
        assert abs(row.tax - exact) <= Fraction(1, 2)


@given(st.integers(0, 10**9), st.integers(0, RATE_SCALE), st.booleans(), st.sampled_from(Rounding))
def test_one_line_has_one_tax_under_both_policies(amount: int, rate: int, inclusive: bool, rounding: Rounding) -> None:
    lines = [Taxable(amount, LineTax(rate))]
    found = [work_out(lines, inclusive=inclusive, policy=policy, rounding=rounding) for policy in TaxPolicy]
    assert found[0] == found[1]


def test_a_row_is_labelled_by_its_rate() -> None:
    _, rows = work_out(
        [Taxable(100, LineTax(55_000))], inclusive=False, policy=TaxPolicy.PER_LINE, rounding=Rounding.UP
    )
    assert rows[0].label == "Tax 5.5%"


signed = st.lists(
    st.builds(Taxable, st.integers(-(10**7), 10**7), st.builds(LineTax, st.sampled_from([0, 50_000, 200_000]), places)),
    min_size=1,
    max_size=25,
)


@given(signed, st.booleans(), st.sampled_from(TaxPolicy), st.sampled_from(Rounding))
def test_credits_with_fees_against_them_add_up_too(
    lines: list[Taxable], inclusive: bool, policy: TaxPolicy, rounding: Rounding
) -> None:
    taxed, rows = work_out(lines, inclusive=inclusive, policy=policy, rounding=rounding)
    assert sum(each.net for each in taxed) == sum(row.base for row in rows)
    assert sum(each.tax for each in taxed) == sum(row.tax for row in rows)
    for each, line in zip(taxed, lines, strict=True):
        exact = Fraction(line.amount * line.tax.rate, RATE_SCALE + line.tax.rate if inclusive else RATE_SCALE)
        assert (each.total if inclusive else each.net) == line.amount
        assert policy is TaxPolicy.PER_LINE or abs(each.tax - exact) <= 2


@given(signed, st.booleans(), st.sampled_from(TaxPolicy), st.sampled_from(Rounding))
def test_a_credit_is_the_mirror_of_its_sale(
    lines: list[Taxable], inclusive: bool, policy: TaxPolicy, rounding: Rounding
) -> None:
    mirrored = [Taxable(-line.amount, line.tax) for line in lines]
    _, rows = work_out(lines, inclusive=inclusive, policy=policy, rounding=rounding)
    _, back = work_out(mirrored, inclusive=inclusive, policy=policy, rounding=rounding)
    assert [(-row.base, -row.tax) for row in back] == [(row.base, row.tax) for row in rows]
