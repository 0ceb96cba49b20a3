"""Figures as people type them: one reader for every door, and the form in which a shop writes its own.

A sign that can mean two things is never dropped. What has one reading is read in every shop (`12,50`, `1.234,50`,
`1,234.50`); what has two (`1,500`) is settled by the form of the shop, or of the column it stands in; what that form
does not settle is refused with both readings named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.written import local
from orderdesk.domain.values.written.figure_signs import ARABIC_DECIMAL, bare_figure, no_figure, quoted
from orderdesk.domain.values.written.number_form import NumberForm

_SIGNS = re.compile(rf"[.,' {ARABIC_DECIMAL}]")
_WESTERN = r"[1-9]\d{{0,2}}(?:{0}\d{{3}})+"
_INDIAN = r"[1-9]\d?(?:{0}\d{{2}})+{0}\d{{3}}"
_PAIRS = ((",", "."), (".", ","), (" ", "."), (" ", ","))


@dataclass(frozen=True, slots=True)
class FigureReading:
    """One meaning of a figure: its value, and which signs that takes for the decimal and the group; "" for none."""

    value: Decimal
    decimal: str
    group: str


def read_decimal(
    text: str, form: NumberForm | None = None, *, field: str = "number", money: str | None = None
) -> Decimal:
    """The exact value of a typed figure; without a `form` that of the shop settles `1,500`.

    `money` lets a sign or code of a currency stand beside it: "" any one, "EUR" only that of this currency. Raises
    `Refused` for what is no figure, and for what the form leaves with two readings.
    """
    numbers = form or local.current().numbers
    minus, digits = bare_figure(text, field, money, numbers)
    found = readings(digits, numbers)
    if not found:
        raise no_figure(text, field, numbers)
    fits = found if len(found) == 1 else [each for each in found if is_of(each, numbers)]
    if len(fits) != 1:
        one, other = (numbers.written(f"{each.value.normalize():f}") for each in found)
        raise Refused(f"{quoted(text)} can mean {one} or {other}; write it as one of them.", field=field)
    return fits[0].value.copy_negate() if minus else fits[0].value


def is_of(reading: FigureReading, form: NumberForm) -> bool:
    """Whether a reading takes the signs as this form writes them."""
    return reading.decimal == form.decimal or (not reading.decimal and reading.group == form.group)


@lru_cache(maxsize=2_000)
def readings(digits: str, form: NumberForm) -> tuple[FigureReading, ...]:
    """Every meaning of bare digits with their signs: one, two, or none for a malformed grouping."""
    return tuple(_readings(digits, form))


def in_lakhs(digits: str) -> bool:
    """Whether bare digits are grouped as in India and have decimals: "1,25,000.50" can mean nothing else."""
    return any(re.fullmatch(_INDIAN.format(re.escape(group)) + rf"[{decimal}]\d+", digits) for group, decimal in _PAIRS)


def _readings(digits: str, form: NumberForm) -> Iterator[FigureReading]:
    lakhs = form.small != 3 or in_lakhs(digits)
    if (group := _grouping(digits, lakhs=lakhs)) is not None:
        yield FigureReading(Decimal(digits.replace(group, "") if group else digits), "", group)
    for decimal in (".", ",", ARABIC_DECIMAL):
        whole, found, rest = digits.partition(decimal)
        if not found or not (rest.isdigit() or (not rest and whole)):
            continue
        group = _grouping(whole, lakhs=lakhs) if whole else ""
        if group is not None and group != decimal:
            yield FigureReading(Decimal(f"{whole.replace(group, '') if group else whole}.{rest or 0}"), decimal, group)


def _grouping(whole: str, *, lakhs: bool) -> str | None:
    """The sign that groups whole digits by thousands (or `lakhs`), "" for none; None when they are not well grouped."""
    signs = set(_SIGNS.findall(whole))
    if not signs:
        return "" if whole else None
    if len(signs) > 1 or ARABIC_DECIMAL in signs:
        return None
    group = signs.pop()
    shape = f"(?:{_WESTERN}|{_INDIAN})" if lakhs else _WESTERN
    return group if re.fullmatch(shape.format(re.escape(group)), whole) else None
