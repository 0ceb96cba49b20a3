"""The form of a column: proved by its cells together, else that of the shop."""

from __future__ import annotations

from decimal import Decimal

import pytest

from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.written.column_forms import column_days, column_form
from orderdesk.domain.values.written.figures import read_decimal
from orderdesk.domain.values.written.number_form import COMMA, POINT, NumberForm


@pytest.mark.parametrize(
    ("cells", "shop", "values", "proved"),
    [
        (["Rs. 450", "Rs. 1"], POINT, ["450", "1"], False),
        (["kr. 125", "kr. 49,50", "kr. 1.250"], POINT, ["125", "49.5", "1250"], True),
        (["1.250", "89,90", "1.099,00"], POINT, ["1250", "89.9", "1099"], True),
        (["1,250", "89.90"], COMMA, ["1250", "89.9"], True),
        (["3", "1.500", "2"], COMMA, ["3", "1500", "2"], False),
        (["3", "1.500", "2"], POINT, ["3", "1.5", "2"], False),
        (["1,234,567", "1,500"], COMMA, ["1234567", "1500"], True),
        (["12.50", "12,50"], POINT, ["12.5", "12.5"], False),
    ],
)
def test_a_column_is_read_by_the_form_that_its_cells_prove(
    cells: list[str], shop: NumberForm, values: list[str], proved: bool
) -> None:
    settled = column_form(cells, shop)
    assert settled.proved is proved
    assert [f"{read_decimal(cell, settled.form, money='').normalize():f}" for cell in cells] == values


def test_what_is_no_figure_proves_nothing() -> None:
    assert column_form(["", "n/a", "1,23,4", "12"], COMMA) == column_form([], COMMA)


def test_a_column_in_two_forms_with_a_figure_of_two_readings_is_refused() -> None:
    with pytest.raises(BadInput, match=r"The column has “12\.50” and “12,50”, so “1\.250” can mean two things"):
        column_form(["1.250", "12.50", "12,50"], POINT)


@pytest.mark.parametrize(
    ("cells", "shop", "order", "proved"),
    [
        (["03/04/2026", "03/25/2026"], "dmy", "mdy", True),
        (["03/04/2026", "25/03/2026"], "mdy", "dmy", True),
        (["03/04/2026", "05/06/2026"], "mdy", "mdy", False),
        (["03/04/2026"], "dmy", "dmy", False),
        (["03/04/2026"], "ymd", "dmy", False),
        (["3.4.2026"], "mdy", "dmy", True),
        (["04/25/26 14:00", "2026-03-04"], "dmy", "mdy", True),
        (["26/12/31", "26/02/03"], "ymd", "ymd", False),
        (["30/02/2026", "", "soon", "03/25/2026"], "dmy", "mdy", True),
    ],
)
def test_the_dates_of_a_file_are_settled_together(cells: list[str], shop: str, order: str, proved: bool) -> None:
    settled = column_days(cells, shop)
    assert (settled.order, settled.proved) == (order, proved)


def test_dates_in_two_orders_are_refused_and_both_named() -> None:
    with pytest.raises(BadInput, match="in two ways, “13/04/2026” and “03/25/2026”; make them alike"):
        column_days(["13/04/2026", "03/04/2026", "03/25/2026"], "dmy")


def test_one_cell_in_lakhs_tells_how_its_whole_column_is_grouped() -> None:
    found = column_form(["12.50", "1,25,000.50", "3,40,000"], COMMA)
    assert found.proved
    assert [read_decimal(cell, found.form) for cell in ("1,25,000.50", "3,40,000")] == [
        Decimal("125000.50"),
        Decimal(340_000),
    ]
