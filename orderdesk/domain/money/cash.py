"""The notes and coins of a currency: by what a drawer is counted, and what a customer is likely to hand over.

After what the central banks issue (2026); a currency that is not listed is taken to have the usual steps.
"""

from __future__ import annotations

from decimal import Decimal

from orderdesk.domain.values.countries import least_coin
from orderdesk.domain.values.money import Amount, exponent
from orderdesk.domain.values.worths import about

_NOTES = {
    "AUD": "100 50 20 10 5",
    "CAD": "100 50 20 10 5",
    "CHF": "200 100 50 20 10",
    "CZK": "5000 2000 1000 500 200 100",
    "DKK": "500 200 100 50",
    "EUR": "200 100 50 20 10 5",
    "GBP": "50 20 10 5",
    "JPY": "10000 5000 2000 1000",
    "KWD": "20 10 5 1 0.5 0.25",
    "NOK": "1000 500 200 100 50",
    "NZD": "100 50 20 10 5",
    "PLN": "500 200 100 50 20 10",
    "SEK": "1000 500 200 100 50 20",
    "USD": "100 50 20 10 5 2 1",
}
_COINS = {
    "AUD": "2 1 0.5 0.2 0.1 0.05",
    "CAD": "2 1 0.25 0.1 0.05",
    "CHF": "5 2 1 0.5 0.2 0.1 0.05",
    "CZK": "50 20 10 5 2 1",
    "DKK": "20 10 5 2 1 0.5",
    "EUR": "2 1 0.5 0.2 0.1 0.05 0.02 0.01",
    "GBP": "2 1 0.5 0.2 0.1 0.05 0.02 0.01",
    "JPY": "500 100 50 10 5 1",
    "KWD": "0.1 0.05 0.02 0.01 0.005",
    "NOK": "20 10 5 1",
    "NZD": "2 1 0.5 0.2 0.1",
    "PLN": "5 2 1 0.5 0.2 0.1 0.05 0.02 0.01",
    "SEK": "10 5 2 1",
    "USD": "0.5 0.25 0.1 0.05 0.01",
}
_USUAL_NOTES = 5


def notes(currency: str) -> tuple[Amount, ...]:
    """The bank notes of a currency, the largest first, in its minor units."""
    known = _NOTES.get(currency)
    return _amounts(known, currency) if known else _usual(currency)[:_USUAL_NOTES]


def pieces(currency: str) -> tuple[Amount, ...]:
    """The notes and then the coins that a drawer is counted by, the largest first, in minor units."""
    known = _COINS.get(currency)
    return (*notes(currency), *_amounts(known, currency)) if known else _usual(currency)


def likely_cash(due: Amount, currency: str, most: int = 4) -> tuple[Amount, ...]:
    """What is likely to be laid on the counter for `due`: exactly that, then what the next notes come to."""
    above = sorted({-(-due // note) * note for note in notes(currency)} - {due})
    return (due, *above[: most - 1])


def _usual(currency: str) -> tuple[Amount, ...]:
    """Steps of 5, 2 and 1: from what some fifty euros come to down to the least coin in use."""
    largest, least = about(50_00, currency), least_coin(currency)
    found = [step * 10**power for power in range(len(str(largest)), -1, -1) for step in (5, 2, 1)]
    return tuple(each for each in found if each <= largest and each % least == 0)


def _amounts(text: str, currency: str) -> tuple[Amount, ...]:
    scale = 10 ** exponent(currency)
    return tuple(int(Decimal(part) * scale) for part in text.split())
