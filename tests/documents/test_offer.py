"""Quote, pro-forma and acknowledgement, read back from the PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from orderdesk.documents import offer
from orderdesk.documents.offer import OfferPaper
from orderdesk.documents.parts.rows import ChargeRow, LineRow, PrintedTax
from orderdesk.domain.values.errors import Refused
from tests.documents import samples
from tests.documents.reading import codes, pages, text

KINDS = (samples.quote, samples.pro_forma, samples.acknowledgement)


@pytest.mark.parametrize("size", ["a4", "letter"])
@pytest.mark.parametrize("sample", KINDS)
def test_each_has_its_lines_its_sums_and_a_number_to_scan(sample: Callable[[], OfferPaper], size: str) -> None:
    pdf = offer.build(sample(), size)
    seen = text(pdf)
    for part in (
        "SO-10481", "Meera Patel", "Oakfield Primary School", "PO 7741", "Enamel mug", "3 each 12.50 20% 37.50",
        "Linen tea towel", "Harbour walks", "Road (20%) 6.90", "Net 98.38", "Tax 17.58", "£115.96",
        "Standard 20% 84.38 16.88", "Reduced 5% 14.00 0.70", "Sort code",
    ):  # fmt: skip
        assert part in seen
    assert "SO-10481" in codes(pdf, 300)
    assert "Tax invoice" not in seen


def test_a_quote_says_how_long_it_stands() -> None:
    seen = text(offer.build(samples.quote()))
    assert "Quote" in seen.split("SO-10481")[0]
    assert "Valid until 20/12/2026" in seen
    assert "These prices stand until 20/12/2026" in seen
    assert "EXPIRED" not in seen


def test_an_expired_quote_says_so() -> None:
    seen = text(offer.build(samples.quote(expired=True)))
    assert "EXPIRED" in seen
    assert "These prices stand" not in seen


def test_a_pro_forma_is_no_tax_invoice_and_says_what_to_pay() -> None:
    seen = text(offer.build(samples.pro_forma()))
    assert seen.count("This is not a tax invoice") == 2
    assert "To pay in advance: £115.96, reference SO-10481" in seen
    assert "30 days net" not in seen


def test_an_acknowledgement_has_the_day_of_each_line() -> None:
    seen = text(offer.build(samples.acknowledgement()))
    assert "TEE · expected 12 March 2027" in seen
    assert "MUG · in stock" in seen
    assert "Thank you for your order" in seen


def test_a_discount_has_its_column() -> None:
    row = LineRow("Mug", "MUG", 3_000, 125_000, 3375, samples.STANDARD, 375, 675, "each")
    values = {"lines": (row,), "charges": (), "taxes": (PrintedTax("Standard", samples.STANDARD, 3375, 675),)}
    seen = text(offer.build(samples.quote(**values, net=3375, tax=675, total=4050, balance=4050)))
    assert "Discount" in seen
    assert "3.75" in seen


def test_many_lines_go_over_pages() -> None:
    row = LineRow("Mug", "MUG", 3_000, 125_000, 3750, samples.STANDARD, 0, 750, "each")
    taxes = (PrintedTax("Standard", samples.STANDARD, 60 * 3750, 60 * 750),)
    sums = {"net": 60 * 3750, "tax": 60 * 750, "total": 60 * 4500, "balance": 60 * 4500}
    seen = pages(offer.build(samples.quote(lines=(row,) * 60, charges=(), taxes=taxes, **sums)))
    assert len(seen) > 1
    assert "Unit price" in seen[1]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"net": 9839}, "its lines and charges come to 98.38, not 98.39"),
        ({"tax": 1759}, "its tax rows"),
        ({"total": 11597, "balance": 11597}, "net and tax"),
        ({"charges": (ChargeRow("Road", 691, samples.STANDARD),)}, "its lines and charges"),
        ({"lines": tuple(replace(each, price=each.price + 100) for each in samples.order_one().lines)}, "of line 1"),
    ],
)
@pytest.mark.parametrize("sample", KINDS)
def test_what_does_not_add_up_is_not_printed(
    sample: Callable[..., OfferPaper], changed: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        offer.build(sample(**changed))
