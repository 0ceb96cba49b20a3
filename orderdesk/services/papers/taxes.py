"""The tax table of a paper: each row with its word, the place whose tax it is unless that is the shop's own, and why no
tax is taken."""

from __future__ import annotations

from orderdesk.documents.parts.rows import PrintedTax
from orderdesk.domain.prices.tax import TaxRow, untaxed_because
from orderdesk.domain.prices.tax_places import elsewhere
from orderdesk.domain.values.money import percent_text
from orderdesk.persistence.billing.bills import PaperTax


def printed_tax(row: TaxRow | PaperTax, whole: str, home: str) -> PrintedTax:
    """A row as it is printed; `whole` is why the whole order bears no tax, `home` the place that the shop's own is."""
    word = row.label.removesuffix(f" {percent_text(row.rate)}%")  # the rate has a column of its own
    exemption = untaxed_because(row.rate, whole, row.exemption)
    return PrintedTax(word, row.rate, row.base, row.tax, exemption, elsewhere(row.place, home))
