"""The till receipt, read back from the PDF and from a 203 dpi print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.documents import receipt
from orderdesk.documents.kit.sizes import ROLL_WIDTH
from orderdesk.documents.parts.rows import LineRow, PrintedTax
from orderdesk.documents.receipt import ReceiptTender
from orderdesk.domain.values.errors import Refused
from tests.documents import samples
from tests.documents.reading import THERMAL, codes, sizes, text


def test_scenario_17_all_four_figures_of_a_split_tender() -> None:
    seen = text(receipt.build(samples.receipt()))
    assert "TOTAL £101.94" in seen
    assert "Card •••• 4242 60.00" in seen
    assert "Cash 41.94" in seen
    assert "Cash given 50.00" in seen
    assert "Change 8.06" in seen


def test_shop_till_tax_and_policy_are_there() -> None:
    seen = text(receipt.build(samples.receipt()))
    for part in (
        "Northside Supply", "Tax no. GB 000 0000 00", "20/11/2026 09:58", "R-55120", "Till 1 · Dana",
        "Desk lamp, brass", "1 × 84.95 20% 84.95", "Net 84.95", "Standard 20% on 84.95 16.99",
        "Returns within 30 days",
    ):  # fmt: skip
        assert part in seen


def test_discounts_charges_and_cash_rounding_have_their_own_rows() -> None:
    seen = text(receipt.build(samples.long_receipt()))
    for part in ("3 × 12.50 20% 37.50 Discount −4.10", "Road 6.90", "Cash rounding 0.02", "To pay 104.20"):
        assert part in seen


def test_the_number_scans_at_the_counter() -> None:
    assert codes(receipt.build(samples.receipt()), THERMAL) == ["R-55120"]
    assert codes(receipt.build(samples.receipt(number="TILL1-2026-000551209")), THERMAL) == ["TILL1-2026-000551209"]


def test_the_paper_is_80_mm_wide_and_as_long_as_its_rows() -> None:
    ((_, _, wide, short),) = sizes(receipt.build(samples.receipt()))
    ((_, _, _, tall),) = sizes(receipt.build(samples.long_receipt()))
    assert wide == pytest.approx(ROLL_WIDTH, abs=0.01)
    assert tall > short + 50


def test_a_refund_prints_negative() -> None:
    line = LineRow("Enamel mug", "MUG", -1_000, 111_300, -1113, samples.STANDARD)
    data = samples.receipt(title="Refund", lines=(line,),
                           taxes=(PrintedTax("Standard", samples.STANDARD, -1113, -223),),
                           net=-1113, tax=-223, total=-1336, tenders=(ReceiptTender("Cash", -1336),))  # fmt: skip
    assert "TOTAL −£13.36" in text(receipt.build(data))
    assert "Refund" in text(receipt.build(data))


def test_inclusive_prices_show_what_is_paid() -> None:
    order = samples.inclusive()
    data = samples.receipt(lines=order.lines, taxes=order.taxes, net=order.net, tax=order.tax, total=order.total,
                           tenders=(ReceiptTender("Card", 75800),), inclusive=True)  # fmt: skip
    assert text(receipt.build(data)).count("1 × 379.00 21% 379.00") == 2


def test_a_copy_says_so() -> None:
    assert "Receipt – COPY" in text(receipt.build(samples.receipt(copy=2)))


def test_a_sale_on_account_shows_what_is_owed() -> None:
    data = samples.receipt(tenders=(ReceiptTender("Card", 6000),), balance=4194)
    assert "On account, still to pay 41.94" in text(receipt.build(data))


@pytest.mark.parametrize(
    "changed",
    [
        {"total": 10195},
        {"tax": 1700},
        {"net": 8494},
        {"rounding": 1},
        {"balance": 1},
        {"tenders": (ReceiptTender("Card", 6000), ReceiptTender("Cash", 4194, given=5000, change=807))},
        {"lines": (replace(samples.receipt().lines[0], quantity=2_000),)},
    ],
)
def test_what_does_not_add_up_does_not_print(changed: dict[str, object]) -> None:
    with pytest.raises(Refused, match=r"Receipt R-55120 does not add up: "):
        receipt.build(samples.receipt(**changed))


def test_customer_reference_and_exemption_are_printed() -> None:
    row = PrintedTax("Zero", 0, 8495, 0, "Exempt, art. 138")
    lines = (replace(samples.receipt().lines[0], rate=0),)
    data = samples.receipt(lines=lines, taxes=(row,), tax=0, total=8495, customer="Meera Patel",
                           tenders=(ReceiptTender("Card", 8495),), reference="Invoice INV-2026-0913")  # fmt: skip
    seen = text(receipt.build(data))
    assert "Till 1 · Dana Meera Patel" in seen
    assert "Invoice INV-2026-0913" in seen
    assert "Exempt, art. 138" in seen


def test_a_number_too_long_for_the_roll_is_refused() -> None:
    with pytest.raises(Refused, match="too long"):
        receipt.build(samples.receipt(number="X" * 40))


def test_a_tax_without_a_name_of_its_own_bears_the_word_of_the_country() -> None:
    data = samples.receipt()
    rows = (PrintedTax("Tax", 200_000, 4_000, 800), PrintedTax("Eco levy", 200_000, 4_495, 899))
    seen = text(receipt.build(replace(data, seller=replace(data.seller, tax_word="USt"), taxes=rows)))
    assert "USt 20% on 40.00 8.00" in seen
    assert "Eco levy 20% on 44.95 8.99" in seen
