"""The tax invoice, read back from the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orderdesk.documents import invoice
from orderdesk.documents.parts.rows import LineRow, PrintedTax, TenderShown
from orderdesk.domain.values.errors import Refused
from tests.documents import samples
from tests.documents.reading import pages, text


def test_every_field_of_the_directive_is_there() -> None:
    seen = text(invoice.build(samples.order_one()))
    for part in (
        "Tax invoice", "INV-2026-0913", "Issued 20/11/2026", "Supplied 20/11/2026", "Northside Supply",
        "4 Quay Lane, Harwich CO12 3HH", "Tax no. GB 000 0000 00", "Meera Patel", "12 Oakfield Road",
        "Oakfield Primary School", "Order SO-10481", "SH-0881", "PO 7741", "Due 20/12/2026", "Enamel mug",
        "MUG", "each", "12.50", "20%", "37.50", "39.98", "14.00", "Road (20%) 6.90", "30 days net",
        "Payment reference INV-2026-0913", "Sort code", "Printed 20/11/2026 09:58 by Dana", "Page 1 of 1",
    ):  # fmt: skip
        assert part in seen


def test_scenario_1_the_phone_order() -> None:
    seen = text(invoice.build(samples.order_one()))
    assert "Standard 20% 84.38 16.88" in seen
    assert "Reduced 5% 14.00 0.70" in seen
    assert "Net 98.38" in seen
    assert "Tax 17.58" in seen
    assert "Total £115.96" in seen
    assert "Amount due £115.96" in seen
    assert "DUE" in seen
    assert "PAID" not in seen


def test_scenario_2_the_spread_discount_adds_up_in_rows() -> None:
    seen = text(invoice.build(samples.discounted()))
    for row in ("12.50 −4.10 20% 33.40", "19.99 −4.37 20% 35.61", "14.00 −1.53 5% 12.47"):
        assert row in seen
    assert "Total £104.18" in seen
    assert "Card •••• 4242, 20/11/2026 −104.18" in seen
    assert "Amount due £0.00" in seen
    assert "PAID" in seen


def test_scenario_3_one_line_at_a_price_of_two_decimals() -> None:
    line = LineRow("Pump", "PUMP", 16_000, 3_483_500, 535066, 220_000, discount=22294)
    rows = {"lines": (line,), "charges": (), "taxes": (PrintedTax("IVA", 220_000, 535066, 117715),)}
    data = samples.order_one(**rows, net=535066, tax=117715, total=652781, balance=652781, currency="EUR")
    seen = text(invoice.build(data))
    assert "5,350.66" in seen
    assert "1,177.15" in seen
    assert "Total EUR 6,527.81" in seen


def test_scenario_4_inclusive_prices_tie() -> None:
    seen = text(invoice.build(samples.inclusive()))
    assert "379.00 21% 313.23 379.00" in seen
    assert "379.00 21% 313.22 379.00" in seen
    assert "Btw 21% 626.45 131.55" in seen
    assert "Total EUR 758.00" in seen


def test_a_part_payment_leaves_a_balance() -> None:
    data = samples.order_one(tenders=(TenderShown("Deposit, card", 3000, date(2026, 11, 18)),), balance=8596)
    seen = text(invoice.build(data))
    assert "Deposit, card, 18/11/2026 −30.00" in seen
    assert "Please pay £85.96 by 20/12/2026" in seen


def test_an_exemption_prints_its_reason() -> None:
    reason = "Exempt: intra-Community supply, art. 138 of directive 2006/112/EC; tax is due by the customer"
    lines = (LineRow("Desk lamp", "LAMP", 1_000, 849_500, 8495, 0),)
    rows = {"lines": lines, "charges": (), "taxes": (PrintedTax("Zero", 0, 8495, 0, reason),)}
    seen = text(invoice.build(samples.order_one(**rows, net=8495, tax=0, total=8495, balance=8495)))
    assert "Zero 0% 84.95 0.00" in seen
    assert reason in seen


def test_a_walk_in_gets_the_simplified_form() -> None:
    seen = text(invoice.build(samples.discounted(buyer=None, deliver_to=None)))
    assert "Tax invoice Simplified" in seen
    assert "Bill to" not in seen


def test_only_a_reprint_is_marked_copy() -> None:
    assert "COPY" in text(invoice.build(samples.order_one(copy=2)))
    assert "COPY" not in text(invoice.build(samples.order_one()))


def test_a_currency_without_decimals() -> None:
    lines = (LineRow("湯呑み", "CUP", 2_000, 1_500_0000, 3000, 100_000),)
    rows = {"lines": lines, "charges": (), "taxes": (PrintedTax("消費税", 100_000, 3000, 300),)}
    data = samples.order_one(**rows, net=3000, tax=300, total=3300, balance=3300, currency="JPY")
    assert "Total JPY 3,300" in text(invoice.build(data))


def test_ten_lines_fit_on_one_page() -> None:
    line = LineRow("Enamel mug", "MUG", 1_000, 100_000, 1000, 200_000)
    rows = {"lines": (line,) * 10, "charges": (), "taxes": (PrintedTax("Standard", 200_000, 10000, 2000),)}
    made = samples.order_one(**rows, net=10000, tax=2000, total=12000, balance=12000)
    assert len(pages(invoice.build(made))) == 1


def test_many_lines_run_over_pages_with_the_totals_together() -> None:
    line = LineRow("Enamel mug", "MUG", 1_000, 100_000, 1000, 200_000)
    lines = tuple(replace(line, description=f"Enamel mug no {number}") for number in range(70))
    rows = {"lines": lines, "charges": (), "taxes": (PrintedTax("Standard", 200_000, 70000, 14000),)}
    found = pages(invoice.build(samples.order_one(**rows, net=70000, tax=14000, total=84000, balance=84000)))
    assert len(found) >= 3
    assert all("Unit price" in page for page in found[:-1])
    assert all(f"Enamel mug no {number} MUG" in " ".join(found) for number in range(70))
    (last,) = [page for page in found if "Total £" in page]
    assert "All taxes" in last


@pytest.mark.parametrize(
    "changed",
    [
        {"net": 9839},
        {"tax": 1759},
        {"total": 11597},
        {"balance": 11595},
        {"tenders": (TenderShown("Card", 1),)},
        {"charges": ()},
        {"taxes": (PrintedTax("Standard", 200_000, 8438, 1687), PrintedTax("Reduced", 50_000, 1400, 70))},
        {"taxes": (PrintedTax("Standard", 200_000, 8437, 1688), PrintedTax("Reduced", 50_000, 1400, 70))},
        {"taxes": (PrintedTax("Standard", 200_000, 8437, 1688), PrintedTax("Reduced", 50_000, 1401, 70))},
    ],
)
def test_what_does_not_add_up_does_not_print(changed: dict[str, object]) -> None:
    with pytest.raises(Refused, match=r"Invoice INV-2026-0913 does not add up: "):
        invoice.build(samples.order_one(**changed))


def test_a_line_that_is_not_its_price_is_named() -> None:
    first, *rest = samples.order_one().lines
    wrong = replace(first, price=125_100)
    with pytest.raises(Refused, match="line 1") as refused:
        invoice.build(samples.order_one(lines=(wrong, *rest)))
    assert refused.value.line == 1


def test_inclusive_lines_must_come_to_the_total() -> None:
    first, second = samples.inclusive().lines
    with pytest.raises(Refused, match="does not add up"):
        invoice.build(samples.inclusive(lines=(replace(first, tax=6578), second)))
