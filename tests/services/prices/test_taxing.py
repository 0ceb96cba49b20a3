"""Goods are taxed where they go: by region before country, by day, and not at all where the law says so."""

from __future__ import annotations

from datetime import date

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.destinations import DestinationRate, rate_to
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.customers.records import Address
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.care.checking import check
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_address, add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.orders.placing import confirm_order, place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.prices.taxing import destinations, remove_destination, set_destination
from tests.factories import Clock, northside

REVERSE = "Reverse charge, art. 196 of 2006/112/EC"
LONG_AGO, MARCH_10 = date(2020, 1, 1), date(2026, 3, 10)
FRANCE = DestinationRate("FR", "", "", 200_000, LONG_AGO)
BOOKS = DestinationRate("FR", "", "reduced", 55_000, LONG_AGO)
CORSICA = DestinationRate("FR", "Corsica", "reduced", 21_000, LONG_AGO)
LATER = DestinationRate("FR", "", "reduced", 100_000, MARCH_10)
ABROAD = DestinationRate("US", "", "", 0, LONG_AGO, "Export, no VAT")
LINES = (LineRequest(pieces(3), "MUG"), LineRequest(pieces(1), "BOOK"))


def at(country: str, region: str = "") -> Address:
    return Address(1, 1, "", "", "1 Rue Haute", "", "Bastia", region, "20200", country, "", 0, 1, 0)


def test_the_closest_rate_wins() -> None:
    rates = [FRANCE, BOOKS, CORSICA, LATER]
    today = date(2026, 3, 2)
    for place, tax_class, day, found in (
        (at("FR"), "standard", today, FRANCE),
        (at("FR"), "reduced", today, BOOKS),
        (at("FR"), "reduced", MARCH_10, LATER),
        (at("FR", "corsica "), "reduced", MARCH_10, CORSICA),
        (at("FR", "Brittany"), "reduced", today, BOOKS),
        (at("DE"), "standard", today, None),
        (at("FR"), "standard", date(2019, 12, 31), None),
        (None, "standard", today, None),
    ):
        assert rate_to(rates, place, tax_class, day) == found


@pytest.fixture
def desk(database: Database) -> Desk:
    desk = northside(database)
    for rate in (FRANCE, BOOKS, CORSICA, LATER, ABROAD):
        set_destination(desk, rate)
    return desk


def sent(desk: Desk, country: str, region: str = "", *, confirm: bool = True) -> OrderView:
    codes = {"FR": "20200", "US": "10001", "GB": "YO1 7HH"}
    place = AddressForm("1 High Street", city="Town", postcode=codes[country], region=region, country=country)
    request = OrderRequest(LINES, customer_id=1, ship_to_id=add_address(desk, 1, place), service="road")
    return view_order(desk, place_order(desk, request, confirm=confirm))


def test_an_order_bears_the_tax_of_where_it_goes(desk: Desk) -> None:
    # 37.50 and postage 6.90 at 20 %, the book of 14.00 at 5.5 %.
    assert sent(desk, "FR").order.tax == 888 + 77
    assert sent(desk, "FR", "Corsica").order.tax == 888 + 29
    assert sent(desk, "GB").order.tax == 888 + 70
    at_the_counter = OrderRequest(LINES, channel="counter", customer_id=1)
    assert view_order(desk, place_order(desk, at_the_counter)).order.tax == 750 + 70
    assert check(desk).findings == ()


def test_an_export_is_not_taxed_and_the_invoice_says_why(desk: Desk) -> None:
    view = sent(desk, "US", "New York")
    assert (view.order.tax, view.order.exemption) == (0, "Export, no VAT")
    shipment = view.shipments[0].id
    confirm_picks(desk, start_picking(desk, [shipment]))
    pack_shipment(desk, shipment)
    ship_shipment(desk, shipment, service="road")
    issue_invoice(desk, view.order.id)
    assert view_order(desk, view.order.id).order.exemption == "Export, no VAT"
    assert check(desk).findings == ()


def test_the_rate_of_the_day_counts_on_confirm_and_stays(desk: Desk) -> None:
    clock = desk.clock
    assert isinstance(clock, Clock)
    draft, kept = sent(desk, "FR", confirm=False), sent(desk, "FR")
    clock.advance(days=8)
    confirm_order(desk, draft.order.id)
    assert view_order(desk, draft.order.id).order.tax == 888 + 140
    assert view_order(desk, kept.order.id).order.tax == 888 + 77
    assert check(desk).findings == ()


def test_a_customers_own_exemption_goes_first(desk: Desk) -> None:
    saved = add_customer(
        desk,
        CustomerForm("Atelier", tax_id="FR40303265045", tax_exemption=REVERSE, country="FR"),
        AddressForm("1 Rue Haute", city="Bastia", postcode="20200", country="FR"),
    )
    order = view_order(desk, place_order(desk, OrderRequest(LINES, customer_id=saved.id, service="road"))).order
    assert (order.tax, order.exemption) == (0, REVERSE)


def test_rates_are_set_replaced_and_removed(desk: Desk) -> None:
    set_destination(desk, DestinationRate("france", "", "", 190_000, LONG_AGO))
    assert [each.rate for each in destinations(desk) if each.country == "FR" and not each.tax_class] == [190_000]
    remove_destination(desk, FRANCE)
    assert not [each for each in destinations(desk) if each.country == "FR" and not each.tax_class]
    with pytest.raises(NotFound, match="no such rate"):
        remove_destination(desk, FRANCE)
    for rate, words in (
        (DestinationRate("Narnia", "", "", 0, LONG_AGO), "not a recognised country"),
        (DestinationRate("FR", "", "luxury", 0, LONG_AGO), "no tax class luxury"),
        (DestinationRate("FR", "", "", 1, LONG_AGO, "Export"), "rate 0 for all"),
    ):
        with pytest.raises(Refused, match=words):
            set_destination(desk, rate)
