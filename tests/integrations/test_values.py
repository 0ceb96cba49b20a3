"""Cells become exact values or a plain sentence."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from orderdesk.domain.errors import BadInput, Refused
from orderdesk.integrations.imports import values


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("12.50", "12.50"), ("12,50", "12.50"), ("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("1,234", "1234"),
        ("1.234.567", "1234567"), ("£12.50", "12.50"), ("12,50 €", "12.50"), ("USD 3", "3"), ("(4.20)", "-4.20"),
        ("−4", "-4"), ("+4", "4"), (".5", ".5"), ("1 234,5", "1234.5"), ("NULL", ""), ("", ""), ("-0", "-0"),
    ],
)  # fmt: skip
def test_numbers_are_read_in_their_usual_spellings(cell: str, kept: str) -> None:
    assert values.number(cell) == kept


@pytest.mark.parametrize(
    "cell", ["1E999999", "NaN", "Infinity", "1e5", "12 or 13", "0x10", "١٢", "1.2.3", "--1", "twelve"]
)
def test_what_is_no_number_is_refused(cell: str) -> None:
    with pytest.raises(Refused, match="is no number"):
        values.number(cell)


def test_prices_and_quantities_are_exact() -> None:
    assert values.price("2.5500") == 25_500
    assert values.quantity("-2,5") == -2_500
    assert values.amount("12.5000", "GBP") == 1_250
    assert values.amount("500", "JPY") == 500
    with pytest.raises(Refused, match="too many decimals"):
        values.price("0.00001")
    with pytest.raises(Refused, match="too large"):
        values.price("9" * 40)


@pytest.mark.parametrize(
    ("cell", "rate"), [("0.15", 150_000), ("15 %", 150_000), ("15", 150_000), ("", 0), ("0", 0), ("1", 10_000)]
)
def test_discounts(cell: str, rate: int) -> None:
    assert values.discount(cell) == rate


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


def test_an_american_file_is_known_by_its_column() -> None:
    assert values.date_order(["3/4/26 12:55", "3/25/26"]) == "mdy"
    assert values.day("3/4/26 12:55", "mdy") == date(2026, 3, 4)
    with pytest.raises(BadInput, match="two ways"):
        values.date_order(["25/3/26", "3/25/26"])


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
    assert values.text("'=1+1") == "=1+1"
    with pytest.raises(Refused, match="50,000 characters"):
        values.text("x" * 50_000)
