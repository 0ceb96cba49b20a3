"""What the domain works out always prints: the sums of random orders tie on paper, under every tax rule."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from orderdesk.documents import credit_note, invoice
from orderdesk.documents.credit_note import CreditLine
from orderdesk.documents.parts.rows import ChargeRow, LineRow, PrintedTax, TenderShown
from orderdesk.domain.prices.pricing import LineInput, Rules, Totals, price_order
from orderdesk.domain.prices.tax import TaxPolicy
from orderdesk.domain.values.money import Rounding, divide, exponent
from tests.documents import samples

inputs = st.builds(
    LineInput,
    quantity=st.integers(1, 400_000),
    price=st.integers(0, 3_000_000),
    tax_rate=st.sampled_from([0, 50_000, 55_000, 200_000, 220_000]),
    discount=st.sampled_from([0, 0, 40_000, 333_333]),
    charge=st.booleans(),
)
rules = st.builds(
    Rules,
    currency=st.sampled_from(["GBP", "JPY", "KWD"]),
    inclusive=st.booleans(),
    policy=st.sampled_from(TaxPolicy),
    rounding=st.sampled_from(Rounding),
)


def printed_lines(
    lines: list[LineInput], priced: Totals, using: Rules
) -> tuple[tuple[LineRow, ...], tuple[ChargeRow, ...]]:
    goods, charges = [], []
    for number, (line, total) in enumerate(zip(lines, priced.lines, strict=True)):
        if line.charge:
            charges.append(ChargeRow(f"Charge {number}", total.net, line.tax_rate, total.tax))
            continue
        full = divide(line.quantity * line.price, 10 ** (7 - exponent(using.currency)))
        paid = total.net + (total.tax if using.inclusive else 0)
        goods.append(LineRow(f"Item {number}", f"I-{number}", line.quantity, line.price, total.net, line.tax_rate,
                          discount=full - paid, tax=total.tax))  # fmt: skip
    return tuple(goods), tuple(charges)


@given(st.lists(inputs, min_size=1, max_size=8), rules, st.integers(0, 2_000))
@settings(max_examples=150, deadline=None)
def test_any_priced_order_ties_on_its_invoice(lines: list[LineInput], using: Rules, off: int) -> None:
    worth = sum(
        total.gross for line, total in zip(lines, price_order(lines, using).lines, strict=True) if not line.charge
    )
    priced = price_order(lines, using, min(off, worth))
    goods, charges = printed_lines(lines, priced, using)
    taxes = tuple(PrintedTax(row.label, row.rate, row.base, row.tax) for row in priced.taxes)
    paid = priced.total // 3
    invoice.check(
        samples.order_one(
            lines=goods, charges=charges, taxes=taxes, net=priced.net, tax=priced.tax, total=priced.total,
            tenders=(TenderShown("Card", paid),), balance=priced.total - paid, currency=using.currency,
            inclusive=using.inclusive,
        )
    )  # fmt: skip


@given(st.lists(inputs.filter(lambda line: not line.charge), min_size=1, max_size=5), rules)
@settings(max_examples=80, deadline=None)
def test_any_priced_return_ties_on_its_credit_note(lines: list[LineInput], using: Rules) -> None:
    priced = price_order(lines, using)
    back = tuple(
        CreditLine(f"Item {number}", "I", line.quantity, total.net, line.tax_rate, total.tax)
        for number, (line, total) in enumerate(zip(lines, priced.lines, strict=True))
    )
    taxes = tuple(PrintedTax(row.label, row.rate, row.base, row.tax) for row in priced.taxes)
    credit_note.check(
        samples.credit(
            lines=back, taxes=taxes, net=priced.net, tax=priced.tax, total=priced.total, settlements=(),
            balance=priced.total, currency=using.currency, inclusive=using.inclusive,
        )
    )  # fmt: skip
