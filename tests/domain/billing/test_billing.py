"""The parts of an order come to the order, and what is credited of a line comes to what was invoiced of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.billing.billing import CreditedPart, InvoicedPart, bill, credit, reduce, unbilled
from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.prices.pricing import LineInput, Rules, Totals, price_order
from orderdesk.domain.prices.tax import TaxPolicy
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Rounding
from orderdesk.domain.values.quantity import ONE, pieces

GBP = Rules("GBP")


def ordered(inputs: Sequence[LineInput], rules: Rules, discount: int = 0) -> tuple[list[OrderLine], Totals]:
    totals = price_order(inputs, rules, discount)
    lines = [
        OrderLine(
            key, 1, key, key, f"line {key}", each.quantity, each.price, each.discount, total.gross, total.share,
            total.net, "standard", each.tax_rate, total.tax, 0, 0, 0, 0, 0, None, None, sku=f"SKU-{key}", unit="each",
        )
        for key, (each, total) in enumerate(zip(inputs, totals.lines, strict=True), start=1)
    ]  # fmt: skip
    return lines, totals


def in_parts(lines: list[OrderLine], rules: Rules, parts: Sequence[dict[int, int]]) -> list[Totals]:
    """The invoices for quantities by line key, one after the other."""
    taxed: dict[int, int] = {}
    papers = []
    for quantities in parts:
        billed = bill(lines, quantities, rules, taxed)
        papers.append(billed.totals)
        for line, total in zip(billed.lines, billed.totals.lines, strict=True):
            taxed[line.id] = taxed.get(line.id, 0) + total.tax
        lines = [replace(line, invoiced=line.invoiced + quantities.get(line.id, 0)) for line in lines]
    return papers


def test_what_is_invoiced_last_takes_the_remainder() -> None:
    lines, totals = ordered([LineInput(pieces(3), 49_900, 200_000)], GBP)
    assert totals.total == 1_796
    papers = in_parts(lines, GBP, [{1: ONE}] * 3)
    assert [each.total for each in papers] == [599, 599, 598]
    assert [(each.net, each.tax) for each in papers] == [(499, 100), (499, 100), (499, 99)]


def test_what_is_open_is_what_lacks_to_the_total() -> None:
    lines, totals = ordered([LineInput(pieces(3), 49_900, 200_000)], GBP)
    begun = [replace(lines[0], invoiced=2 * ONE)]
    assert unbilled(begun, GBP, {1: 200}) == totals.total - 1_198


def test_no_invoice_of_many_small_ones_is_below_nothing() -> None:
    lines, totals = ordered([LineInput(pieces(100), 300, 200_000)], GBP)
    papers = in_parts(lines, GBP, [{1: ONE}] * 100)
    assert sum(each.total for each in papers) == totals.total == 360
    assert all(each.tax >= 0 and each.net == 3 for each in papers)
    assert max(abs(sum(each.tax for each in papers[:n]) * 5 - 3 * n) for n in range(101)) <= 2 * 5


def test_what_was_given_up_before_it_was_billed_takes_no_remainder() -> None:
    lines, _ = ordered([LineInput(pieces(3), 49_900, 200_000)], GBP)
    less = [replace(lines[0], cancelled=ONE)]
    assert [each.total for each in in_parts(less, GBP, [{1: ONE}] * 2)] == [599, 599]


rules = st.builds(
    Rules, st.sampled_from(("GBP", "JPY", "KWD")), st.booleans(), st.sampled_from(TaxPolicy), st.sampled_from(Rounding)
)
inputs = st.builds(
    LineInput,
    st.integers(1, 6).map(pieces),
    st.one_of(st.integers(0, 400), st.integers(0, 2_000_000)),
    st.sampled_from((0, 50_000, 55_000, 200_000)),
    st.sampled_from((0, 0, 100_000, 333_333)),
)


@given(st.lists(inputs, min_size=1, max_size=4), rules, st.integers(0, 50), st.randoms(use_true_random=False))
def test_every_way_of_parting_an_order_comes_to_it(by: list[LineInput], how: Rules, off: int, luck: Random) -> None:
    worth = sum(price_order(by, how).lines[place].gross for place in range(len(by)))
    lines, totals = ordered(by, how, min(off, worth))
    parts: list[dict[int, int]] = [{} for _ in range(luck.randint(1, 5))]
    for line in lines:
        for _ in range(line.quantity // ONE):
            chosen = luck.choice(parts)
            chosen[line.id] = chosen.get(line.id, 0) + ONE
    papers = in_parts(lines, how, parts)
    assert sum(each.net for each in papers) == totals.net
    assert sum(each.tax for each in papers) == totals.tax
    for paper in papers:
        assert paper.net >= 0 <= paper.tax
        assert all(each.net >= 0 <= each.tax for each in paper.lines)


@given(st.lists(inputs, min_size=1, max_size=4), rules, st.integers(0, 50), st.randoms(use_true_random=False))
def test_what_is_still_open_is_what_an_invoice_for_it_comes_to(
    by: list[LineInput], how: Rules, off: int, luck: Random
) -> None:
    worth = sum(price_order(by, how).lines[place].gross for place in range(len(by)))
    lines, _ = ordered(by, how, min(off, worth))
    first = bill(lines, {line.id: luck.randint(0, line.quantity // ONE) * ONE for line in lines}, how)
    had = {line.id: total.tax for line, total in zip(first.lines, first.totals.lines, strict=True)}
    parts = {line.id: quantity for line, quantity in zip(first.lines, first.quantities, strict=True)}
    begun = [replace(line, invoiced=parts.get(line.id, 0)) for line in lines]
    rest = bill(begun, {line.id: line.progress.to_invoice for line in begun}, how, had)
    assert unbilled(begun, how, had) == rest.totals.total


@pytest.mark.parametrize(
    ("rate", "price", "count", "each"),
    [(190_000, 1_000_000, 2, 10_000), (210_000, 3_790_000, 2, 37_900), (200_000, 250_000, 4, 2_500)],
)
def test_each_unit_comes_back_at_the_price_that_contains_its_tax(rate: int, price: int, count: int, each: int) -> None:
    totals = price_order([LineInput(pieces(count), price, rate)], Rules("EUR", inclusive=True))
    back = one_by_one(totals.net, totals.tax, count)
    assert [net + tax for net, tax in back] == [each] * count
    assert {tax - divmod(each * rate, 1_000_000 + rate)[0] for _, tax in back} <= {0, 1}


def one_by_one(net: int, tax: int, count: int) -> list[tuple[int, int]]:
    """What each unit of a billed line is credited at."""
    part, back = InvoicedPart(1, 1, 1, count * ONE, net, tax, 0), []
    for _ in range(count):
        (credited,) = credit([part], ONE)
        back.append((credited.net, credited.tax))
        part = replace(
            part,
            credited=part.credited + ONE,
            credited_net=part.credited_net + credited.net,
            credited_tax=part.credited_tax + credited.tax,
        )
    assert credit([part], ONE) == []
    return back


@given(st.integers(0, 3_000), st.integers(0, 3_000), st.integers(1, 30))
def test_what_comes_back_one_by_one_comes_to_what_was_billed(net: int, tax: int, count: int) -> None:
    back = one_by_one(net, tax, count)
    assert (sum(one for one, _ in back), sum(other for _, other in back)) == (net, tax)
    assert all(one >= 0 <= other for one, other in back)
    assert max(one + other for one, other in back) - min(one + other for one, other in back) <= 1


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 50_000), st.integers(0, 30)), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9), st.integers(1, 60_000)), max_size=8),
)
def test_reductions_and_returns_in_any_order_come_to_what_was_billed(
    billed: list[tuple[int, int, int]], steps: list[tuple[int, int, int]]
) -> None:
    """Whatever is reduced and whatever comes back between, nothing is credited below nothing or above what was paid."""
    parts = [
        InvoicedPart(1, place, place, count * ONE, net, net * rate // 100, 0)
        for place, (count, net, rate) in enumerate(billed)
    ]

    def take(done: list[CreditedPart]) -> None:
        for each in done:
            assert each.net >= 0
            assert each.tax >= 0
            before = parts[each.order_line_id]
            parts[each.order_line_id] = replace(
                before,
                credited=before.credited + each.quantity,
                credited_net=before.credited_net + each.net,
                credited_tax=before.credited_tax + each.tax,
                reduced_net=before.reduced_net + (0 if each.quantity else each.net),
                reduced_tax=before.reduced_tax + (0 if each.quantity else each.tax),
            )
            assert parts[each.order_line_id].credited_net <= before.net
            assert parts[each.order_line_id].credited_tax <= before.tax

    for place, count, amount in steps:
        worth = sum(part.worth for part in parts)
        if count % 2 and worth:
            reduction = reduce(parts, min(amount, worth))
            assert sum(each.net + each.tax for each in reduction) == min(amount, worth)
            take(reduction)
        else:
            one = parts[place % len(parts)]
            take(credit([one], min(count * ONE, one.left)))
    for part in list(parts):
        take(credit([part], part.left))
    assert all((part.worth, part.left) == (0, 0) for part in parts)


def test_a_price_is_reduced_by_no_more_than_is_left_of_it() -> None:
    part = InvoicedPart(1, 1, 1, ONE, 1_000, 200, 0, 300, 60, 300, 60)
    for amount in (0, -1, 841):
        with pytest.raises(Refused, match="no more than is left"):
            reduce([part], amount)
    assert [(each.net, each.tax) for each in reduce([part], 840)] == [(700, 140)]
