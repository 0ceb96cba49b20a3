"""The options of a verb that fills in a request: how each is read follows from the type of its field.

An amount is read in the shop's currency, a price, a rate, a quantity and a day as what they are, a number as a whole
one, yes or no as such. What may be missing (`Amount | None`) is taken away by "none". A new option is one `Option`.
"""

from __future__ import annotations

import dataclasses
from argparse import SUPPRESS, Namespace
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_day
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.money import parse_amount, parse_percent, parse_price
from orderdesk.domain.values.quantity import parse_count

NONE = "none"
_MOST_DIGITS = 9
_YES_NO = ("yes", "no")
Request = TypeVar("Request")
Read = Callable[[str, str, str], Any]
"""(text, name of the field, currency) to the value."""


@dataclass(frozen=True, slots=True)
class Option:
    """`--name` fills in `field`, which is called as the option is unless told otherwise.

    `none` says what "none" means there, where that may be said. `read(text, currency)` reads what no type tells.
    """

    name: str
    help: str = ""
    field: str = ""
    metavar: str = ""
    none: str = ""
    required: bool = False
    read: Callable[[str, str], Any] | None = None

    @property
    def fills(self) -> str:
        """The field of the request."""
        return self.field or self.name.replace("-", "_")


def add_options(step: Parser, request: type, options: Iterable[Option], *, new: bool = False) -> None:
    """Let `step` take the `options` for a `request`; what is required is so of a `new` one."""
    types = _types(request)
    for option in options:
        kind = types.get(option.fills, "str").removesuffix(" | None")
        words = "; ".join(filter(None, (option.help, f"“{NONE}” {option.none}" if option.none else "")))
        named: dict[str, Any] = {"dest": option.fills, "default": SUPPRESS, "help": words or None}
        if kind == "bool":
            step.add_argument(f"--{option.name}", choices=_YES_NO, **named)
        else:
            metavar = option.metavar or _METAVARS.get(kind, "TEXT")
            step.add_argument(f"--{option.name}", metavar=metavar, required=new and option.required, **named)


def filled(request: Request, options: Iterable[Option], typed: Namespace, currency: str) -> Request:
    """The request with what was `typed`; what was not named stays as it is."""
    types, named = _types(type(request)), vars(typed)
    values = {
        option.fills: _value(option, types[option.fills], named[option.fills], currency)
        for option in options
        if option.fills in named
    }
    return dataclasses.replace(request, **values)  # type: ignore[type-var]


def _value(option: Option, kind: str, text: str, currency: str) -> Any:
    if text == NONE and option.none:
        return None
    if option.read is not None:
        return option.read(text, currency)
    return _READ[kind.removesuffix(" | None")](text, option.fills, currency)


def _types(request: type) -> dict[str, str]:
    return {each.name: str(each.type) for each in dataclasses.fields(request)}


def _whole(text: str, field: str, _currency: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise BadInput(f"Write a whole number, not {text[:20]!r}.", field=field)
    return int(text)


_READ: dict[str, Read] = {
    "str": lambda text, _field, _currency: text,
    "int": _whole,
    "bool": lambda text, _field, _currency: text == "yes",
    "Amount": lambda text, field, currency: parse_amount(text, currency, field=field),
    "Price": lambda text, field, _currency: parse_price(text, field=field),
    "Rate": lambda text, field, _currency: parse_percent(text, field=field),
    "Quantity": lambda text, field, _currency: parse_count(text, field=field),
    "date": lambda text, field, _currency: read_day(text, field),
}
_METAVARS = {"int": "N", "Amount": "AMOUNT", "Price": "PRICE", "Rate": "P", "Quantity": "QTY", "date": "YYYY-MM-DD"}
