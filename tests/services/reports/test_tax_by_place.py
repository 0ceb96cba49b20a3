"""Tax by place: whatever six shops sell to wherever, the sums of each country and state are those reckoned by hand."""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from sqlalchemy import text

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.destinations import DestinationRate
from orderdesk.domain.values.money import exponent
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.billing.crediting import credit_invoice
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.care.checking import check
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_address, add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.money.day_report import day_report
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.billing import invoice_data
from orderdesk.services.prices.taxing import set_destination
from orderdesk.services.reports.reports import report_table
from orderdesk.services.reports.tables import as_csv
from orderdesk.services.stock.stocking import receive
from tests.countries import COUNTRIES, NBSP, local_shop

LONG_AGO = date(2020, 1, 1)
ANYWHERE = {
    "GB": ("YO1 7HH", ""), "GB-NI": ("BT1 5GS", ""), "DE": ("24103", ""), "NL": ("1012 JS", ""), "ES": ("28013", ""),
    "FR": ("29200", ""), "US-CA": ("94105", "California"), "US-NY": ("10001", "NY"), "US-MA": ("01970", "MA"),
    "JP": ("650-0001", "Hyogo"), "KW": ("13001", ""), "AU": ("2000", "NSW"),
}  # fmt: skip
OSS = (("NL", 210_000), ("ES", 210_000), ("FR", 200_000), ("DE", 190_000))


@dataclass(frozen=True)
class Due:
    """What a place is due by hand: its country and region as the report names them, and the rate."""

    country: str
    region: str
    rate: int


NAMES = {"GB": "United Kingdom", "DE": "Germany", "NL": "Netherlands", "ES": "Spain", "FR": "France",
         "US": "United States", "JP": "Japan", "KW": "Kuwait"}  # fmt: skip
STATES = {"US-CA": ("California", 72_500), "US-NY": ("New York", 72_500), "US-MA": ("Massachusetts", 62_500)}


def due(shop: str, to: str) -> Due:
    """Whose tax a parcel to `to` is, by the rules in words: the EU's by OSS, the states' by state, exports at home."""
    home = Due(NAMES[shop], "Massachusetts" if shop == "US" else "", COUNTRIES[shop].rate)
    own = to.partition("-")[0]
    if shop == "US" and own == "US":
        region, rate = STATES[to]
        return Due(NAMES["US"], region, rate)
    if own == shop:
        return home
    if shop in ("DE", "FR"):
        if own in dict(OSS):
            return Due(NAMES[own], "", dict(OSS)[own])
        if to == "GB-NI":
            return Due(NAMES["GB"], "Northern Ireland", 200_000)
    return Due(home.country, home.region, 0)


def shop_with_rates(url: str, code: str) -> Desk:
    """The shop of a country with a rate for all that it sends to."""
    desk = local_shop(url, COUNTRIES[code])
    if code == "US":
        with desk.writing(right="no right needed") as work:
            work.connection.execute(text("UPDATE shops SET region = 'MA'"))
        for state, (_, rate) in STATES.items():
            if state != "US-MA":
                set_destination(desk, DestinationRate("US", state[3:], "", rate, LONG_AGO))
    if code in ("DE", "FR"):
        for country, rate in OSS:
            if country != code:
                set_destination(desk, DestinationRate(country, "", "", rate, LONG_AGO))
        set_destination(desk, DestinationRate("GB", "Northern Ireland", "", 200_000, LONG_AGO))
    receive(desk, "A", pieces(500))
    add_customer(desk, CustomerForm("Somebody", country=code), None)
    return desk


def reckoned(amount: int, rate: int, *, inclusive: bool) -> tuple[int, int]:
    """Base and tax of an amount as priced, by plain decimals."""
    part = Decimal(rate) / 1_000_000
    exact = amount * part / (1 + part) if inclusive else amount * part
    tax = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    return (amount - tax, tax) if inclusive else (amount, tax)


def billed(desk: Desk, request: OrderRequest) -> str:
    """Place an order and invoice it before it ships; return the number of its invoice."""
    key = place_order(desk, request)
    papers = view_order(desk, key).papers
    return papers[0].number if papers else issue_invoice(desk, key)  # one that is like another waits for a person


@pytest.fixture(params=["GB", "DE", "US", "FR", "JP", "KW"])
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def desk(database_url: str, code: str) -> Iterator[Desk]:
    made = shop_with_rates(database_url, code)
    yield made
    made.database.close()


def test_each_place_comes_to_what_is_reckoned_by_hand(desk: Desk, code: str) -> None:
    luck, country = random.Random(code), COUNTRIES[code]
    sold: dict[Due, list[int]] = defaultdict(lambda: [0, 0])
    for to in [*ANYWHERE, *luck.choices(list(ANYWHERE), k=8)]:
        postcode, region = ANYWHERE[to]
        place = AddressForm("1 Lane", city="Town", postcode=postcode, region=region, country=to[:2])
        count = luck.randint(1, 9)
        request = OrderRequest(
            (LineRequest(pieces(count), "A"),),
            customer_id=1,
            ship_to_id=add_address(desk, 1, place),
            service="road",
            invoicing="order",
        )
        number = billed(desk, request)
        own = sold[due(code, to)]
        amount = count * 125 * 10 ** exponent(country.currency) + 500
        base, tax = reckoned(amount, due(code, to).rate, inclusive=country.inclusive)
        own[0] += base
        own[1] += tax
        if luck.random() < 0.4:
            credit_invoice(desk, number, None, "Lost on the way")
            own[0] -= base
            own[1] -= tax
    digits = exponent(country.currency)
    table = report_table(desk, "tax", desk.today, desk.today)
    found: dict[Due, list[int]] = defaultdict(lambda: [0, 0])
    for where, region, rate, _why, _name, *figures in table.rows:
        cells = found[Due(where, region, int(Decimal(rate) * 10_000))]
        for column, figure in enumerate(figures):
            cells[column] += int(Decimal(figure).scaleb(digits))
    assert dict(found) == dict(sold)
    assert all((row[2] == "0") == bool(row[3]) or code == "KW" for row in table.rows)
    papers = report_table(desk, "tax-papers", desk.today, desk.today)
    assert papers.totals[-2:] == table.totals[-2:]
    for row in table.rows:
        behind = [each[-2:] for each in papers.rows if each[:4] == row[:4]]
        assert sum(Decimal(base) for base, _ in behind) == Decimal(row[-2])
        assert sum(Decimal(tax) for _, tax in behind) == Decimal(row[-1])
    written = list(csv.reader(io.StringIO(as_csv(table), newline="")))
    assert written[-1][-1] == table.totals[-1] == report_table(desk, "sales-by-day", desk.today, desk.today).totals[-2]
    assert sum(each.tax for each in day_report(desk).taxes) == sum(own[1] for own in sold.values())
    assert check(desk).findings == ()


def test_two_places_of_one_rate_stand_apart(database_url: str) -> None:
    desk = shop_with_rates(database_url, "DE")
    for to in ("NL", "ES"):
        place = AddressForm("1 Lane", city="Town", postcode=ANYWHERE[to][0], country=to)
        request = OrderRequest(
            (LineRequest(pieces(1), "A"),),
            customer_id=1,
            ship_to_id=add_address(desk, 1, place),
            service="road",
            invoicing="order",
        )
        number = billed(desk, request)
        with desk.reading() as connection:
            printed = invoice_data(connection, desk, PaperRequest(number=number))
        assert [row.place for row in printed.taxes] == [NAMES[to]]
    accounts = [row[1] for row in report_table(desk, "accounts", desk.today, desk.today).rows]
    assert [name for name in accounts if name.startswith("Tax")] == [
        f"Tax at 21{NBSP}% in the Netherlands", f"Tax at 21{NBSP}% in Spain",
    ]  # fmt: skip
    labels = [day_report(desk).tax_label(each) for each in day_report(desk).taxes]
    assert labels == [f"21{NBSP}% in Spain", f"21{NBSP}% in the Netherlands"]
    desk.database.close()


def test_a_shop_of_one_place_is_told_no_place(database_url: str) -> None:
    desk = shop_with_rates(database_url, "GB")
    number = billed(desk, OrderRequest((LineRequest(pieces(1), "A"),), customer_id=1, invoicing="order"))
    with desk.reading() as connection:
        printed = invoice_data(connection, desk, PaperRequest(number=number))
    assert [row.below for row in printed.taxes] == [""]
    report = day_report(desk)
    assert [report.tax_label(each) for each in report.taxes] == ["20%"]
    accounts = [row[1] for row in report_table(desk, "accounts", desk.today, desk.today).rows]
    assert not [name for name in accounts if "United Kingdom" in name]
    desk.database.close()
