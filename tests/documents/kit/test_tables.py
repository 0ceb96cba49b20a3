"""Tables that run over pages."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.styles import BODY, SMALL
from orderdesk.documents.kit.tables import Bars, PaperTable, Picture, TableColumn, Words, plain
from tests.documents.reading import pages


def long_table(rows: int, text: str = "") -> list[str]:
    sheet = PaperSheet("a4", "Stock list", "Northside")
    table = PaperTable(sheet, (TableColumn("Item"), TableColumn("Qty", 40, "right")))
    table.head()
    for number in range(rows):
        table.row((Words(((f"first-{number} {text}", BODY), (f"last-{number}", SMALL))), plain(str(number))))
    return pages(sheet.pdf())


def test_the_head_repeats_and_no_row_is_split() -> None:
    found = long_table(90)
    assert len(found) > 2
    assert all("Item" in page and "Qty" in page for page in found)
    for number in range(90):
        page = next(page for page in found if f"first-{number} " in page)
        assert f"last-{number} " in page + " "


def test_pages_are_numbered_and_carry_the_title() -> None:
    found = long_table(90)
    assert [f"Page {n} of {len(found)}" in page for n, page in enumerate(found, start=1)] == [True] * len(found)
    assert "Stock list continued" in found[1]


def test_a_row_as_long_as_a_page_still_ends() -> None:
    found = long_table(2, "word " * 3000)
    assert "last-1" in found[-1]


def test_bars_that_would_be_too_narrow_are_left_out() -> None:
    assert Bars("SKU-1").fits(116)
    assert not Bars("A-VERY-LONG-STOCK-NUMBER-INDEED").fits(116)
    assert not Bars("ŁÓDŹ").fits(400)
    assert Bars("").measured(116, "right")[0] == 0


def test_a_damaged_picture_is_left_out() -> None:
    assert Picture(b"no picture").measured(30, "left")[0] == 0
    good = BytesIO()
    Image.new("RGB", (8, 8), "red").save(good, "PNG")
    assert Picture(good.getvalue()).measured(30, "left")[0] > 0
