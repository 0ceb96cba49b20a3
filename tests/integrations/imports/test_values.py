"""Cells become exact values or a plain sentence."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.written.number_form import COMMA, PLAIN, POINT, NumberForm
from orderdesk.integrations.imports.reading import values


@pytest.mark.parametrize(
    ("cell", "form", "kept"),
    [
        ("12.50", PLAIN, "12.50"), ("12,50", POINT, "12.50"), ("1.234,50", POINT, "1234.50"), ("1,234", POINT, "1234"),
        ("1.234", COMMA, "1234"), ("1.234.567", POINT, "1234567"), ("£12.50", PLAIN, "12.50"), ("3 €", COMMA, "3"),
        ("USD 3", PLAIN, "3"), ("Rs. 450", POINT, "450"), ("kr. 125", COMMA, "125"), ("(4.20)", PLAIN, "-4.20"),
        ("−4", PLAIN, "-4"), (".5", PLAIN, "0.5"), ("1 234,5", POINT, "1234.5"),
    ],
)  # fmt: skip
def test_figures_are_read_as_their_column_writes_them(cell: str, form: NumberForm, kept: str) -> None:
    assert values.decimal(cell, form) == Decimal(kept)


@pytest.mark.parametrize("cell", ["NULL", "", "-", " "])
def test_an_empty_cell_is_no_figure(cell: str) -> None:
    assert values.decimal(cell) is None


@pytest.mark.parametrize("cell", ["1E999999", "NaN", "Infinity", "1e5", "12 or 13", "0x10", "1.2.3", "--1", "twelve"])
def test_what_is_no_number_is_refused(cell: str) -> None:
    with pytest.raises(Refused, match="Enter a number such as"):
        values.decimal(cell)


def test_prices_and_quantities_are_exact() -> None:
    assert values.price("2.5500") == 25_500
    assert values.quantity("-2,5", COMMA) == -2_500
    assert values.amount("12.5000", "GBP") == 1_250
    assert values.amount("500", "JPY") == 500
    with pytest.raises(Refused, match="too many decimals"):
        values.price("0.00001")
    with pytest.raises(Refused, match="too large"):
        values.price("9" * 40)


def test_a_discount_is_percent_or_a_part_of_one_as_its_column_says() -> None:
    assert [values.percent(cell) for cell in ("15 %", "15", "", "0", "1", "0.5")] == [
        150_000, 150_000, 0, 0, 10_000, 5_000,
    ]  # fmt: skip
    assert values.fraction("0.15") == 150_000
    with pytest.raises(Refused, match="from 0 to 100 percent, not 101"):
        values.percent("101")


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("17850.0", "17850"), ("17850", "17850"), ("'75008", "75008"), ("05021", "05021"), ("A.0", "A.0"), ("NULL", "")],
)
def test_ids_survive_a_spreadsheet(cell: str, kept: str) -> None:
    assert values.key(cell) == kept


@pytest.mark.parametrize(
    "cell",
    ["2026-03-04", "04/03/2026", "4.3.2026", "4-Mar-2026", "Mar 4, 2026", "2026/03/04", "4 March 2026", "04/03/26"],
)
def test_dates_in_several_shapes(cell: str) -> None:
    assert values.day(cell) == date(2026, 3, 4)


def test_the_days_of_a_spreadsheet_are_read() -> None:
    assert values.day("45321") == date(2024, 1, 30)
    assert values.moment("45321.5") == datetime(2024, 1, 30, 12)  # noqa: DTZ001  shop time
    assert values.is_serial("45321")
    assert not values.is_serial("20240130")


def test_times_keep_their_zone() -> None:
    west = timezone(timedelta(hours=-5))
    assert values.moment("2022-03-05 12:55:02 -0500") == datetime(2022, 3, 5, 12, 55, 2, tzinfo=west)
    assert values.moment("2022-03-05T12:55:02.123Z") == datetime.fromisoformat("2022-03-05T12:55:02+00:00")
    assert values.moment("3/4/2026 1:05 PM", "mdy") == datetime(2026, 3, 4, 13, 5)  # noqa: DTZ001  shop time


@pytest.mark.parametrize("cell", ["0000-00-00", "9999-12-31", "2026-02-30", "31/31/2026", "soon", "2026-03-04 25:00"])
def test_dates_that_can_not_be_are_refused(cell: str) -> None:
    with pytest.raises(Refused):
        values.moment(cell)


def test_text_is_cleaned_and_bounded() -> None:
    assert values.text("  a\tb\x00\n c ") == "a b c"
    assert values.text("'t Hoekje") == "'t Hoekje"
    assert values.text("Salt &amp; Pepper &#8211; set") == "Salt & Pepper \N{EN DASH} set"
    assert values.text("R&D; B&Q") == "R&D; B&Q"
    assert values.text("'=1+1") == "=1+1"
    with pytest.raises(Refused, match="50,000 characters"):
        values.text("x" * 50_000)
