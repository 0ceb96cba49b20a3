"""The JSON facts of a row: how each is written follows from the type of its field.

Amounts, prices, rates and quantities are texts, days and moments ISO 8601; what is missing is null.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from orderdesk.domain.prices.tax_places import parts_of
from orderdesk.domain.values.money import amount_text, percent_text, price_text
from orderdesk.domain.values.quantity import quantity_text


def facts_of(row: object, names: Iterable[str] | Mapping[str, str], currency: str = "") -> dict[str, Any]:
    """The facts of `row`: its fields and properties by `names`, or by fact and name where these differ."""
    types = _types(type(row))
    called = names if isinstance(names, Mapping) else {name: name for name in names}
    return {fact: _written(getattr(row, name), types[name], currency) for fact, name in called.items()}


def place_facts(place: str) -> dict[str, Any]:
    """The place that a tax is of (domain.prices.tax_places): its country and, where it is a part of one, its region."""
    country, region = parts_of(place)
    return {"country": country or None, "region": region or None}


def _types(row: type) -> dict[str, str]:
    worked_out = {name: each.fget for name, each in vars(row).items() if isinstance(each, property) and each.fget}
    told = {name: str(read.__annotations__.get("return", "")) for name, read in worked_out.items()}
    told |= {each.name: str(each.type) for each in dataclasses.fields(row)}
    return {name: kind.removesuffix(" | None") for name, kind in told.items()}


def _written(value: Any, kind: str, currency: str) -> Any:
    write = _WRITE.get(kind)
    return value if value is None or write is None else write(value, currency)


_WRITE: dict[str, Callable[[Any, str], Any]] = {
    "Amount": amount_text,
    "Price": price_text,
    "Rate": lambda rate, _currency: percent_text(rate),
    "Quantity": lambda quantity, _currency: quantity_text(quantity),
    "date": lambda day, _currency: day.isoformat(),
    "bool": lambda flag, _currency: bool(flag),
}
