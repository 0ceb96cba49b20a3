"""Blocks that papers share."""

from __future__ import annotations

from orderdesk.documents.kit.blocks import band, boxed, code_at
from orderdesk.documents.kit.sheet import PaperSheet
from tests.documents.reading import LASER, codes, pages


def test_a_boxed_text_longer_than_a_page_goes_on_in_another_box() -> None:
    sheet = PaperSheet("a4", "Notes", "Northside")
    boxed(sheet, "Instructions", "\n".join(f"line-{number}" for number in range(120)))
    found = pages(sheet.pdf())
    assert len(found) == 2
    assert all("Instructions" in page for page in found)
    assert "Instructions (continued)" in found[1]
    seen = " ".join(found) + " "
    assert all(f"line-{number} " in seen for number in range(120))


def test_a_box_does_not_start_at_the_foot_of_a_page() -> None:
    sheet = PaperSheet("letter", "Notes", "Northside")
    sheet.y = sheet.bottom - 20
    boxed(sheet, "Instructions", "Ring first.")
    assert "Ring first." in pages(sheet.pdf())[1]


def test_an_empty_band_takes_no_room() -> None:
    sheet = PaperSheet("a4", "Notes", "Northside")
    top = sheet.y
    band(sheet, (("Ship by", ""),))
    assert sheet.y == top


def test_a_number_that_no_bar_code_holds_is_written() -> None:
    sheet = PaperSheet("a4", "Notes", "Northside")
    code_at(sheet.ink, sheet.right, sheet.y, "ЗАКАЗ-7", 26)
    pdf = sheet.pdf()
    assert codes(pdf, LASER) == []
    assert "ЗАКАЗ-7" in pages(pdf)[0]
