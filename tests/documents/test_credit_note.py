"""The credit note, read back from the PDF."""

from __future__ import annotations

import pytest

from orderdesk.documents import credit_note
from orderdesk.documents.credit_note import CreditLine
from orderdesk.documents.parts.rows import PrintedTax, TenderShown
from orderdesk.domain.values.errors import Refused
from tests.documents import samples
from tests.documents.reading import text


def test_it_names_the_invoice_and_the_reason() -> None:
    seen = text(credit_note.build(samples.credit()))
    for part in (
        "Credit note", "CN-2026-0041", "amends invoice INV-2026-0913 of 18/11/2026", "Reason: damaged",
        "RMA-0007", "SO-10481", "Meera Patel", "Tax no. GB 000 0000 00",
    ):  # fmt: skip
        assert part in seen
    assert "Tax invoice" not in seen


def test_scenario_19_rows_are_positive_at_the_price_paid() -> None:
    seen = text(credit_note.build(samples.credit()))
    assert "1 each 11.13 20% 11.13" in seen
    assert "Standard 20% 11.13 2.23" in seen
    assert "Total credited £13.36" in seen
    assert "Refunded in cash 13.36" in seen
    assert "Credited to you: £13.36" in seen
    assert "MUG · scrapped, not restocked" in seen
    assert "−" not in seen, "what is credited the words say, and not a sign"


def test_scenario_20_a_restocking_fee_is_its_own_row() -> None:
    seen = text(credit_note.build(samples.credit_with_fee()))
    assert "Restocking fee (20%) −8.50" in seen
    assert "Net credited 76.45" in seen
    assert "Taken off what you owe £91.74" in seen
    assert "taken off what you owe: £91.74" in seen
    assert "back in stock" in seen


def test_inclusive_prices() -> None:
    line = CreditLine("Oak side table", "TAB-1", 1_000, 31323, 210_000, tax=6577)
    data = samples.credit(lines=(line,), taxes=(PrintedTax("Btw", 210_000, 31323, 6577),), net=31323, tax=6577,
                          total=37900, settlements=(TenderShown("Card", 37900),), inclusive=True)  # fmt: skip
    assert "379.00 21% 313.23 379.00" in text(credit_note.build(data))


def test_price_paid_shows_what_multiplies_to_the_amount() -> None:
    line = CreditLine("Enamel mug", "MUG", 3_000, 3340, 200_000)
    data = samples.credit(lines=(line,), taxes=(PrintedTax("Standard", 200_000, 3340, 668),), net=3340, tax=668,
                          total=4008, settlements=(TenderShown("Card", 4008),))  # fmt: skip
    assert "3 11.1333 20% 33.40" in text(credit_note.build(data))


def test_only_a_reprint_is_marked_copy() -> None:
    assert "COPY" in text(credit_note.build(samples.credit(copy=3)))
    assert "COPY" not in text(credit_note.build(samples.credit()))


@pytest.mark.parametrize(
    "changed",
    [{"net": 1112}, {"tax": 222}, {"total": 1335}, {"balance": 1}, {"settlements": ()}, {"lines": ()}],
)
def test_what_does_not_add_up_does_not_print(changed: dict[str, object]) -> None:
    with pytest.raises(Refused, match=r"Credit note CN-2026-0041 does not add up: "):
        credit_note.build(samples.credit(**changed))


def test_without_its_invoice_it_does_not_print() -> None:
    with pytest.raises(Refused, match="must name the invoice"):
        credit_note.build(samples.credit(invoice_number=""))


def test_a_note_and_a_line_without_goods() -> None:
    line = CreditLine("Goodwill", "", 0, 1113, 200_000)
    seen = text(credit_note.build(samples.credit(lines=(line,), note="With our apologies.")))
    assert "With our apologies." in seen
    assert "Goodwill" in seen
