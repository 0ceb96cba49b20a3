"""The tax by place, as it is filed: base and tax of each country or state, and the papers that make them up."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from orderdesk.domain.prices.tax_places import parts_of, region_name
from orderdesk.domain.prices.tax_words import tax_words
from orderdesk.domain.values.countries import country_name
from orderdesk.domain.values.money import Rate, amount_text, percent_text
from orderdesk.persistence.reports.taxes import taxed_papers, taxes_by_place
from orderdesk.services.reports.tables import ColumnHead, Made

_WHOSE = (ColumnHead("Country"), ColumnHead("Region"), ColumnHead("Rate %", True), ColumnHead("Why", wide=True))
WHOSE = len(_WHOSE)
"""With so many columns both reports begin: whose tax it is, and why there is none."""
_BASE, _TAX = ColumnHead("Base", True), ColumnHead("Tax", True)


def taxes(connection: Connection, first: date, last: date, currency: str) -> Made:
    """One row for each place, rate and reason for none, of all papers of the days; credit notes taken off."""
    rows = taxes_by_place(connection, first, last)
    body = [
        (
            *_whose(row.place, row.rate, row.exemption),
            tax_words(parts_of(row.place)[0]).tax,
            *(amount_text(each, currency) for each in (row.base, row.tax)),
        )
        for row in rows
    ]
    sums = (sum(row.base for row in rows), sum(row.tax for row in rows))
    heads = (*_WHOSE, ColumnHead("Name"), _BASE, _TAX)
    return heads, body, ("Total", "", "", "", "", *(amount_text(each, currency) for each in sums))


def papers_by_tax(connection: Connection, first: date, last: date, currency: str) -> Made:
    """The papers behind the tax by place: each row of the tax table of each of them; a credit note takes off."""
    rows = taxed_papers(connection, first, last)
    body = [
        (
            *_whose(row.place, row.rate, row.exemption),
            row.day.isoformat(),
            row.number,
            *(amount_text(each, currency) for each in (row.base, row.tax)),
        )
        for row in rows
    ]
    sums = (sum(row.base for row in rows), sum(row.tax for row in rows))
    heads = (*_WHOSE, ColumnHead("Day"), ColumnHead("Number"), _BASE, _TAX)
    return heads, body, ("Total", *[""] * 5, *(amount_text(each, currency) for each in sums))


def _whose(place: str, rate: Rate, exemption: str) -> tuple[str, str, str, str]:
    return country_name(parts_of(place)[0]), region_name(place), percent_text(rate), exemption
