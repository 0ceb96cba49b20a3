"""Which invoices must name the address of who is billed.

An invoice to a business bears the name and address of the customer, so that they may deduct its tax; up to a sum that
each country sets a simplified one will do, and who buys for themselves is owed no invoice at all.
"""

from __future__ import annotations

from orderdesk.domain.prices.tax_categories import EU
from orderdesk.domain.values.money import Amount, exponent

_SIMPLIFIED = {
    "GB": ("GBP", 250),
    "CH": ("CHF", 400),
    "AT": ("EUR", 400),
    "DE": ("EUR", 250),
    "DK": ("DKK", 3_000),
    "ES": ("EUR", 400),
    "FI": ("EUR", 400),
    "FR": ("EUR", 150),
    "IT": ("EUR", 400),
    "PL": ("PLN", 450),
    "SE": ("SEK", 4_000),
}
"""Up to what sum, tax included, an invoice may leave the customer out: VAT Notice 700 section 16.6 (GB), MWSTG art. 26
(CH), and what the states of the EU have set under art. 238 of directive 2006/112/EC."""
_USUAL = ("EUR", 100)
"""Art. 220a of the directive, for all other states of the EU."""


def wants_address(country: str, total: Amount, currency: str, *, business: bool, exemption: str) -> bool:
    """Whether an invoice of a shop in `country` must bear the customer's address (art. 226 (5) of the directive).

    `total` is in minor units of `currency`, tax included. A sum in other money than the country's has no limit up to
    which it is small; neither has one without tax, for its reason is the customer's.
    """
    limited = _SIMPLIFIED.get(country, _USUAL if country in EU else None)
    if limited is None or not business:
        return False
    money, most = limited
    return bool(exemption) or currency != money or total > most * 10 ** exponent(money)
