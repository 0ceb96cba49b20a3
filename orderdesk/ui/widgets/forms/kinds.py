"""The kinds of fields: each makes the editor that takes one kind of entry, reads it and writes it as the shop does."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.money import parse_amount, parse_percent, parse_price, shown, shown_percent, shown_price
from orderdesk.domain.values.quantity import parse_count, parse_quantity, shown_quantity
from orderdesk.domain.values.written.local import shown_day
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.day_input import DayInput, Today
from orderdesk.ui.widgets.forms.pin_input import PinInput
from orderdesk.ui.widgets.forms.text_input import NoteInput, ParsedInput, ParsedNote, TextInput

Kind = Callable[[], QWidget]
_EXAMPLE = datetime.date(2027, 1, 31)


def text(longest: int = 200, placeholder: str = "", *, scans: str = "") -> Kind:
    """One line of words."""
    return lambda: TextInput(placeholder, longest=longest, scans=scans)


def note(lines: int = 2) -> Kind:
    """Several lines of words."""
    return lambda: NoteInput(lines=lines)


def lines(parse: Callable[[str], Any], shown: Callable[[Any], Sequence[str]], many: int = 4) -> Kind:
    """Several lines that mean something together."""
    return lambda: ParsedNote(parse, shown, lines=many)


def figure(parse: Callable[[str], Any], shown: Callable[[Any], str] = str, *, right: bool = True) -> Kind:
    """What `parse` reads and `shown` writes."""
    return lambda: ParsedInput(parse, shown, right=right)


def money(currency: str) -> Kind:
    """An amount in minor units."""
    return figure(lambda typed: parse_amount(typed, currency), lambda amount: shown(amount, currency))


def price(currency: str) -> Kind:
    """A price of one."""
    return figure(parse_price, lambda value: shown_price(value, currency))


def percent() -> Kind:
    """A rate."""
    return figure(parse_percent, shown_percent)


def quantity(*, signed: bool = False) -> Kind:
    """How much, more than nothing; a `signed` one is a change."""
    return figure(lambda typed: parse_quantity(typed, signed=signed), shown_quantity)


def count() -> Kind:
    """How much there is; nothing is an answer too."""
    return figure(parse_count, shown_quantity)


def whole(sentence: str, *, most: int = 9) -> Kind:
    """A whole number of at most so many digits; `sentence` says what is wanted."""

    def read(typed: str) -> int:
        clean = typed.strip()
        if not (clean.isascii() and clean.isdecimal() and len(clean) <= most):
            raise BadInput(sentence)
        return int(clean)

    return figure(read)


def day(today: Today, first: datetime.date | None = None, *, placeholder: bool = False) -> Kind:
    """A day that is typed or picked; `today` is asked for what is near it. It is never empty where it begins with
    `first`; an example can stand in an empty one."""
    example = shown_day(_EXAMPLE) if placeholder else ""
    return lambda: DayInput(today, first, placeholder=example)


def choice(options: Sequence[tuple[Any, str]]) -> Kind:
    """One of `options`: (value, words)."""
    return lambda: Choice(options)


def tick() -> Kind:
    """Yes or no; its title stands beside it, below the other fields."""
    return QCheckBox


def pin() -> Kind:
    """Digits that nobody sees."""
    return PinInput


_BY_TYPE: dict[str, Callable[[str], Kind]] = {
    "str": lambda _currency: text(),
    "Amount": money,
    "Price": price,
    "Rate": lambda _currency: percent(),
    "Quantity": lambda _currency: quantity(),
    "bool": lambda _currency: tick(),
}


def kind_of(told: str, currency: str) -> Kind:
    """The kind for a field of a request that is told to be an `Amount`, a `Price | None`, a `str` …"""
    return _BY_TYPE[told.removesuffix(" | None")](currency)
