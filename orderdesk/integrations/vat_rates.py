"""The standard VAT rates of the EU's states, as the European Commission's data give them."""

from __future__ import annotations

from decimal import Decimal

from orderdesk.domain.prices.tax_categories import EU
from orderdesk.domain.values.money import Rate


def standard_rates() -> dict[str, Rate]:
    """The standard rate of each state by its two letters, in millionths."""
    # Here, as only a shop that begins to tax by state needs it.
    from eu_vat_rates_data import get_all_rates

    found = get_all_rates()
    return {state: int(Decimal(str(found[state]["standard"])) * 10_000) for state in sorted(EU)}
