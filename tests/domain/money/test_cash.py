"""The notes and coins of a currency, and what is likely to be handed over."""

from __future__ import annotations

import pytest

from orderdesk.domain.money.cash import likely_cash, notes, pieces


@pytest.mark.parametrize(
    ("currency", "due", "likely"),
    [
        ("GBP", 970, (970, 1_000, 2_000, 5_000)),
        ("GBP", 3_170, (3_170, 3_500, 4_000, 5_000)),
        ("EUR", 97_070, (97_070, 97_500, 98_000, 100_000)),
        ("USD", 1_234, (1_234, 1_300, 1_400, 1_500)),
        ("JPY", 1_480, (1_480, 2_000, 5_000, 10_000)),
        ("KWD", 3_150, (3_150, 3_250, 3_500, 4_000)),
        ("GBP", 2_000, (2_000, 5_000)),
    ],
)
def test_what_is_likely_to_be_laid_on_the_counter(currency: str, due: int, likely: tuple[int, ...]) -> None:
    assert likely_cash(due, currency) == likely


def test_a_drawer_is_counted_by_the_money_of_its_country() -> None:
    assert 25 in pieces("USD"), "quarters"
    assert 20_000 in pieces("EUR")
    assert pieces("KWD")[:3] == (20_000, 10_000, 5_000)
    assert pieces("JPY")[-1] == 1
    for currency in ("GBP", "EUR", "USD", "JPY", "KWD", "CHF", "XYZ"):
        assert list(pieces(currency)) == sorted(pieces(currency), reverse=True)
        assert set(notes(currency)) < set(pieces(currency))
