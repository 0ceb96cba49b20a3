"""What was sold and taxed in each place, from the tax tables of all papers: sums, and the papers behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, case, func, select

from orderdesk.domain.prices.tax_places import parts_of, region_name
from orderdesk.domain.values.countries import country_name
from orderdesk.domain.values.money import Amount, Rate
from orderdesk.persistence.schema import invoice_taxes, invoices
from orderdesk.persistence.shop.records import tax_home

_SIGN = case((invoices.c.kind == "credit-note", -1), else_=1)
# Why nothing was taxed: the paper's own reason goes before that of a tax class (domain.prices.tax.untaxed_because).
_WHY = case((invoice_taxes.c.rate != 0, ""), (invoices.c.exemption != "", invoices.c.exemption),
            else_=invoice_taxes.c.exemption)  # fmt: skip
_PAPERS = invoices.join(invoice_taxes, invoice_taxes.c.invoice_id == invoices.c.id)


@dataclass(frozen=True, slots=True)
class TaxInPlace:
    """What invoices and credit notes come to at one rate of one place, for one reason where it is untaxed."""

    place: str
    rate: Rate
    exemption: str
    base: Amount
    tax: Amount


@dataclass(frozen=True, slots=True)
class TaxedPaper:
    """A row of the tax table of one paper; a credit note takes off."""

    place: str
    rate: Rate
    exemption: str
    day: date
    number: str
    base: Amount
    tax: Amount


def taxes_by_place(connection: Connection, first: date, last: date) -> list[TaxInPlace]:
    """One row for each place, rate and reason: the shop's own place first, the others by name, highest rate first."""
    tax = invoice_taxes.c
    found = (
        select(
            tax.place,
            tax.rate,
            _WHY.label("why"),
            func.sum(_SIGN * tax.base),
            func.sum(_SIGN * tax.tax),
        )
        .select_from(_PAPERS)
        .where(invoices.c.issue_date.between(first, last))
        .group_by(tax.place, tax.rate, "why")
    )
    rows = [
        TaxInPlace(place, rate, why, int(base), int(own)) for place, rate, why, base, own in connection.execute(found)
    ]
    order = _in_order(connection)
    return sorted(rows, key=lambda row: (order(row.place), -row.rate, row.exemption))


def taxed_papers(connection: Connection, first: date, last: date) -> list[TaxedPaper]:
    """One row for each row of the tax table of each paper, in the order of `taxes_by_place` and then of issue."""
    tax = invoice_taxes.c
    found = (
        select(
            tax.place,
            tax.rate,
            _WHY,
            invoices.c.issue_date,
            invoices.c.number,
            _SIGN * tax.base,
            _SIGN * tax.tax,
        )
        .select_from(_PAPERS)
        .where(invoices.c.issue_date.between(first, last))
        .order_by(invoices.c.issue_date, invoices.c.id)
    )
    rows = [TaxedPaper(*row) for row in connection.execute(found)]
    order = _in_order(connection)
    return sorted(rows, key=lambda row: (order(row.place), -row.rate, row.exemption))


def _in_order(connection: Connection) -> Callable[[str], tuple[bool, str, str]]:
    """Where a place stands: the shop's own first, the others by country and region."""
    home = tax_home(connection).place
    return lambda place: (place != home, country_name(parts_of(place)[0]), region_name(place))
