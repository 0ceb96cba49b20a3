"""Which invoices must bear the customer's address, by the shop's country, the sum and who buys."""

from __future__ import annotations

import pytest

from orderdesk.domain.billing.addressed import wants_address
from orderdesk.domain.prices.tax_categories import EU


@pytest.mark.parametrize(
    ("country", "total", "currency", "wanted"),
    [
        ("GB", 25_000, "GBP", False),
        ("GB", 25_001, "GBP", True),
        ("GB", 100, "EUR", True),
        ("DE", 25_000, "EUR", False),
        ("DE", 25_001, "EUR", True),
        ("FR", 15_001, "EUR", True),
        ("NL", 10_000, "EUR", False),
        ("NL", 10_001, "EUR", True),
        ("SE", 400_000, "SEK", False),
        ("SE", 400_001, "SEK", True),
        ("RO", 500, "RON", True),
        ("US", 9_000_000, "USD", False),
        ("JP", 9_000_000, "JPY", False),
    ],
)
def test_a_business_is_named_with_its_address_above_what_is_small(
    country: str, total: int, currency: str, wanted: bool
) -> None:
    assert wants_address(country, total, currency, business=True, exemption="") is wanted
    assert not wants_address(country, total, currency, business=False, exemption="")


@pytest.mark.parametrize("country", sorted(EU | {"GB", "CH"}))
def test_what_is_not_taxed_names_its_customer_whatever_the_sum(country: str) -> None:
    assert wants_address(country, 1, "EUR", business=True, exemption="Reverse charge")
