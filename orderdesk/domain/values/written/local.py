"""The form of the shop that is open: how it writes figures, money and dates.

Every sentence, screen and paper asks `current()`. The shop's own form is set when its desk is opened and whenever the
shop is changed; `using` puts another one in its place for a block, as for a paper that carries the form it was issued
with, or for a file, which is plain everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import asdict, dataclass, replace
from datetime import date

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.domain.values.written.day_form import DAY_FIRST, ISO, DayForm
from orderdesk.domain.values.written.number_form import COMMA, MINUS, PLAIN, POINT, NumberForm

NBSP = "\N{NO-BREAK SPACE}"
NUMBERS = {"comma": COMMA, "point": POINT}
"""The decimal signs a shop can choose, whatever its country writes."""


@dataclass(frozen=True, slots=True)
class LocalForm:
    """How a shop writes: `money` and `percent` hold "#" where the figure stands and "¤" for the currency; `sign` is how
    it writes its own `currency`, any other is written by its code. `length` is its unit of length, "cm" or "in":
    whoever measures in inches weighs in pounds. `country` is its own, by two letters; "" before any shop."""

    numbers: NumberForm = POINT
    days: DayForm = DAY_FIRST
    money: str = "# ¤"
    percent: str = "#%"
    currency: str = ""
    sign: str = ""
    length: str = "cm"
    country: str = ""

    def with_numbers(self, chosen: str) -> LocalForm:
        """The form with the decimal sign that the shop chose, one of `NUMBERS`; "" is as it is."""
        own = NUMBERS.get(chosen, self.numbers)
        return self if own.decimal == self.numbers.decimal else replace(self, numbers=own)

    def as_money(self, plain: str, currency: str) -> str:
        """Plain number text with its currency: the shop's own by its sign, any other by its code."""
        sign = self.sign if currency == self.currency else currency
        below, figure = (MINUS, plain[1:]) if plain.startswith("-") else ("", plain)
        pattern = self.money.replace("¤#", f"¤{NBSP}#") if sign[-1:].isalpha() else self.money
        return below + pattern.replace("#", self.numbers.written(figure)).replace("¤", sign)

    def to_text(self) -> str:
        """The form as it is kept with the shop."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def form_from_text(text: str) -> LocalForm:
    """The form that `to_text` wrote."""
    found = json.loads(text)
    numbers, days = NumberForm(**found.pop("numbers")), DayForm(**found.pop("days"))
    return LocalForm(numbers=numbers, days=days, **found)


BRITISH = LocalForm(money="¤#", currency="GBP", sign="£")
"""What a desk writes before it has opened a shop."""
FILES = LocalForm(PLAIN, ISO, "# ¤", "# %")
"""Files of ours and JSON: a point, no groups, and days as 2026-12-31, in every shop."""


@dataclass(slots=True)
class _Shop:
    form: LocalForm | None = BRITISH
    ask: Callable[[], object] | None = None


_shop = _Shop()
_other: ContextVar[LocalForm | None] = ContextVar("other form", default=None)


def current() -> LocalForm:
    """The form that holds here and now, in every thread."""
    return _other.get() or _shop.form or _asked()


def _asked() -> LocalForm:
    """Open the shop that is to be asked, once; what it does not tell is as before any shop."""
    ask, _shop.ask = _shop.ask, None
    if ask is not None:
        # Whoever needs the shop itself is told why it cannot be opened.
        with suppress(OrderDeskError):
            ask()
    if _shop.form is None:
        _shop.form = BRITISH
    return _shop.form


def set_shop_form(form: LocalForm) -> None:
    """Let the form of the shop that is open hold from now on."""
    _shop.form, _shop.ask = form, None


def shown_day(day: date | None) -> str:
    """A day for the eye, with its year, as the shop writes it; empty for none."""
    return current().days.written(day) if day else ""


def ask_shop_form(ask: Callable[[], object]) -> None:
    """Let the form be that of a shop which `ask` opens as soon as a figure is read or written; see `set_shop_form`."""
    _shop.form, _shop.ask = None, ask


@contextmanager
def using(form: LocalForm) -> Iterator[None]:
    """Let another form hold within a block."""
    token = _other.set(form)
    try:
        yield
    finally:
        _other.reset(token)
