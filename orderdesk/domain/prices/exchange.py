"""Exchange rates: what one unit of another currency is worth in the shop's own, from a day on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Price, divide, grouped, scaled, scaled_text
from orderdesk.domain.values.written.local import shown_day

EXCHANGE_DIGITS = 8
EXCHANGE_SCALE: int = 10**EXCHANGE_DIGITS
"""A rate is kept in hundred-millionths: a yen is worth no more than a few thousandths of most currencies."""
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """What 1 `currency` is worth in the shop's currency from a day on, until a later rate; in hundred-millionths."""

    currency: str
    valid_from: date
    rate: int

    def exchanged(self, price: Price) -> Price:
        """A price in the shop's currency, half up at its fourth decimal."""
        return divide(price * self.rate, EXCHANGE_SCALE)

    @property
    def words(self) -> str:
        """The rate with its day: "at 0.8571 of 03/11/2026"."""
        return f"at {shown_exchange(self.rate)} of {shown_day(self.valid_from)}"


def currency_code(text: str) -> str:
    """A currency by the three letters of ISO 4217, in capitals."""
    code = text.strip().upper()
    if not _CURRENCY.fullmatch(code):
        raise Refused(f"A currency is three letters such as EUR, not {text.strip()[:20]}.", field="currency")
    return code


def parse_exchange(text: str) -> int:
    """Read "0.8571" as a rate; it is above nothing and has at most eight decimals."""
    rate = scaled(text, EXCHANGE_DIGITS, "rate", f"an exchange rate has at most {EXCHANGE_DIGITS} decimals")
    if rate <= 0:
        raise Refused("An exchange rate is above 0.", field="rate")
    return rate


def exchange_text(rate: int) -> str:
    """A rate as plain text: 85_710_000 is "0.8571"."""
    return scaled_text(rate, EXCHANGE_DIGITS, keep=0)


def shown_exchange(rate: int) -> str:
    """A rate for the eye."""
    return grouped(exchange_text(rate))
