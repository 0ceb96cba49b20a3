"""The form of a whole column of a file: figures and days are settled by all its cells together, not one by one.

    settled = column_form(["1.250", "89,90"])          # ColumnForm(COMMA, proved=True)
    read_decimal("1.250", settled.form, money="")      # 1250

What no cell proves is taken as the shop writes it, and `proved` says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.written import local
from orderdesk.domain.values.written.days import DAY_ORDERS, orders_of
from orderdesk.domain.values.written.figure_signs import bare_figure, quoted
from orderdesk.domain.values.written.figures import FigureReading, in_lakhs, readings
from orderdesk.domain.values.written.number_form import COMMA, POINT, NumberForm

_OTHER = {".": ",", ",": "."}


@dataclass(frozen=True, slots=True)
class ColumnForm:
    """The number form of a column, and whether its cells prove it; `unclear` is the first cell with two readings."""

    form: NumberForm
    proved: bool
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class ColumnDays:
    """The order of day, month and year of a file, and whether its cells prove it; `unclear` is the first with two."""

    order: str
    proved: bool
    unclear: str = ""


def column_form(cells: Iterable[str], shop: NumberForm | None = None) -> ColumnForm:
    """Settle the decimal sign of a column; a cell that is no figure proves nothing.

    Raises `BadInput` when a cell has two readings and the others prove both of them.
    """
    numbers = shop or local.current().numbers
    proofs: dict[str, str] = {}
    unclear = ""
    for cell in cells:
        digits = _digits_of(cell, numbers)
        if in_lakhs(digits):
            # One such cell tells how all the others of the column are grouped.
            numbers = replace(numbers, small=2)
        found = readings(digits, numbers) if digits else ()
        if len(found) > 1:
            unclear = unclear or cell
        elif found and (sign := _proof(found[0])):
            proofs.setdefault(sign, cell)
    if len(proofs) > 1 and unclear:
        one, other = (quoted(each) for each in proofs.values())
        raise BadInput(f"The column has {one} and {other}, so {quoted(unclear)} can mean two things; make them alike.")
    if len(proofs) != 1:
        return ColumnForm(numbers, proved=False, unclear=unclear)
    return ColumnForm(_with_sign(numbers, *proofs), proved=True, unclear=unclear)


def _digits_of(cell: str, numbers: NumberForm) -> str:
    """The bare digits of a cell with their signs; "" for what is no figure."""
    try:
        return bare_figure(cell, "", "", numbers)[1]
    except Refused:
        return ""


def _proof(reading: FigureReading) -> str:
    """The decimal sign that a cell of one meaning proves: "1.234.567" proves a comma; "" for none."""
    return reading.decimal if reading.decimal in _OTHER else _OTHER.get(reading.group, "")


def _with_sign(numbers: NumberForm, sign: str) -> NumberForm:
    return replace(POINT if sign == "." else COMMA, small=numbers.small)


def column_days(cells: Iterable[str], shop: str = "") -> ColumnDays:
    """Settle the order of all dates of a file, the cells of all its date columns together; `shop` is one of DAY_ORDERS.

    Raises `BadInput` when some cells can only be day first and others only month first.
    """
    usual = shop or local.current().days.order
    fits, told, unclear = frozenset(DAY_ORDERS), "", ""
    for cell in cells:
        orders = orders_of(cell)
        if not orders or orders == {"ymd"}:
            continue
        if not fits & orders:
            raise BadInput(f"The dates are written in two ways, {quoted(told)} and {quoted(cell)}; make them alike.")
        told = cell if fits - orders else told
        fits &= orders
        unclear = unclear or (cell if len(orders) > 1 else "")
    if len(fits) == 1:
        return ColumnDays(next(iter(fits)), proved=True, unclear=unclear)
    return ColumnDays(usual if usual in fits else "dmy", proved=False, unclear=unclear)
