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

PAPERS = {"invoice": "Invoice", "credit-note": "Credit note"}
"""What papers are called in the report, by their kind."""
_WHOSE = (ColumnHead("Country"), ColumnHead("Region"), ColumnHead("Name"), ColumnHead("Rate %", True))
WHOSE = len(_WHOSE) + 1
"""With so many columns both reports begin: whose tax it is, and why there is none."""
_WHY = ColumnHead("Untaxed because", wide=True)
_BASE, _TAX = ColumnHead("Base", True), ColumnHead("Tax", True)


def taxes(connection: Connection, first: date, last: date, currency: str) -> Made:
    """One row for each place, rate and reason for none, of all papers of the days; credit notes taken off."""
    heads = (
        *_WHOSE, _WHY, ColumnHead("Sold", True), ColumnHead("Tax sold", True), ColumnHead("Credited", True),
        ColumnHead("Tax credited", True), _BASE, _TAX,
    )  # fmt: skip
    rows = taxes_by_place(connection, first, last)
    figures = [(row.sold, row.sold_tax, row.credited, row.credited_tax, row.base, row.tax) for row in rows]
    body = [
        (*_whose(row.place, row.rate), row.exemption, *(amount_text(each, currency) for each in own))
        for row, own in zip(rows, figures, strict=True)
    ]
    sums = [sum(column) for column in zip(*figures, strict=True)] or [0] * 6
    return heads, body, ("Total", "", "", "", "", *(amount_text(each, currency) for each in sums))


def papers_by_tax(connection: Connection, first: date, last: date, currency: str) -> Made:
    """The papers behind the tax by place: each row of the tax table of each of them; a credit note takes off."""
    heads = (
        *_WHOSE,
        _WHY,
        ColumnHead("Day"),
        ColumnHead("Paper"),
        ColumnHead("Number"),
        ColumnHead("Customer"),
        _BASE,
        _TAX,
    )
    rows = taxed_papers(connection, first, last)
    body = [
        (
            *_whose(row.place, row.rate),
            row.exemption,
            row.day.isoformat(),
            PAPERS[row.kind],
            row.number,
            row.customer,
            amount_text(row.base, currency),
            amount_text(row.tax, currency),
        )
        for row in rows
    ]
    sums = (sum(row.base for row in rows), sum(row.tax for row in rows))
    return heads, body, ("Total", *[""] * 8, *(amount_text(each, currency) for each in sums))


def _whose(place: str, rate: Rate) -> tuple[str, str, str, str]:
    country, _ = parts_of(place)
    return country_name(country), region_name(place), tax_words(country).tax, percent_text(rate)
