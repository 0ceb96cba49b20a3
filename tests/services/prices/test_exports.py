"""What leaves the tax area of a new shop is taxed as its country's law says, and the papers say why it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orderdesk.domain.orders.amending import Amendment
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.destinations import (
    BUSINESSES,
    EXPORTS,
    STATES,
    DestinationRate,
    TaxHome,
    destination_of,
    is_business,
    rate_to,
)
from orderdesk.domain.prices.export_rules import usual_destinations
from orderdesk.domain.prices.tax_categories import category_of
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.customers.records import Address
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.care.checking import check
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_address, add_customer, card_of, edit_customer
from orderdesk.services.customers.customers import form_of as form_of_customer
from orderdesk.services.desk import Desk
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.placing import confirm_order, place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.papers import render
from orderdesk.services.prices.taxing import (
    add_usual_rules,
    destinations,
    missing_rules,
    remove_destination,
    set_destination,
    tax_by_state,
    taxes_by_state,
)
from orderdesk.services.shop.shop import edit_shop, form_of, save_service, shop_now
from orderdesk.services.shop.shop_forms import ServiceForm
from tests.countries import COUNTRIES, Country, local_shop
from tests.services.papers.test_papers import words_of

PLACES = {
    "GB": ("Whitby", "YO21 1AA"), "DE": ("Kiel", "24103"), "US": ("Salem", "01970"), "FR": ("Brest", "29200"),
    "JP": ("Kobe", "650-0001"), "KW": ("Kuwait City", "13001"), "NO": ("Oslo", "0150"), "AT": ("Wien", "1010"),
}  # fmt: skip
VAT_IDS = {"FR": "FR40303265045", "DE": "DE136695976", "AT": "ATU13585627"}
ALWAYS = date(1970, 1, 1)


@pytest.fixture
def desk(database: Database, anywhere: Country) -> Desk:
    return local_shop(database, anywhere)


def at(country: str, postcode: str = "", region: str = "") -> Address:
    return Address(1, 1, "", "", "1 Lane", "", "Town", region, postcode, country, "", 0, 1, 0)


def customer(desk: Desk, country: str, tax_id: str = "", *, postcode: str = "", region: str = "") -> int:
    city, code = PLACES[country]
    place = AddressForm("1 Lane", city=city, postcode=postcode or code, country=country, region=region)
    return add_customer(desk, CustomerForm(f"In {country}", tax_id=tax_id, country=country), place).id


def order(desk: Desk, customer_id: int, *, confirm: bool = True, count: int = 1, invoicing: str = "") -> OrderView:
    goods = (LineRequest(pieces(count), "A"),)
    request = OrderRequest(goods, customer_id=customer_id, service="road", invoicing=invoicing)
    return view_order(desk, place_order(desk, request, confirm=confirm))


def test_exports_of_every_country_are_untaxed_and_say_why(desk: Desk, anywhere: Country) -> None:
    abroad = order(desk, customer(desk, "NO"), invoicing="order")
    home = order(desk, customer(desk, anywhere.code))
    assert (abroad.order.tax, bool(abroad.order.exemption)) == (0, True)
    assert all(line.tax_rate == 0 for line in abroad.lines)
    assert ({line.tax_rate for line in home.lines}, home.order.exemption) == ({anywhere.rate}, "")
    words = " ".join(words_of(render(desk, "invoice", "INV-1001")).split())
    assert abroad.order.exemption in words
    assert check(desk).findings == ()


@pytest.mark.parametrize(
    ("seller", "sentence", "category"),
    [
        ("GB", "Export of goods from the United Kingdom, VAT at 0%", "G"),
        ("DE", "Steuerfreie Ausfuhrlieferung (§ 4 Nr. 1 Buchst. a UStG)", "G"),
        ("FR", "Exonération de TVA, article 262 I du CGI (exportation)", "G"),
        ("US", "Export, no sales tax", "G"),
        ("JP", "Export, exempt from consumption tax (art. 7 Consumption Tax Act)", "G"),
        ("KW", "Export from Kuwait, not taxed", "G"),
    ],
)
def test_the_sentence_is_that_of_the_country_and_an_e_invoice_calls_it_an_export(
    seller: str, sentence: str, category: str
) -> None:
    found = rate_to(usual_destinations(seller), at("NO", "0150"), "standard", date(2026, 3, 2), TaxHome(seller))
    assert found
    assert found.exemption == sentence
    assert category_of(0, sentence, seller=seller, goes_to="NO", buyer_tax_id="").code == category


@pytest.mark.parametrize(
    ("seller", "place", "area"),
    [
        ("GB", at("IM", "IM1 1AA"), None), ("GB", at("JE", "JE2 3AB"), EXPORTS), ("GB", at("FR", "29200"), EXPORTS),
        ("FR", at("MC", "98000"), None), ("DE", at("FR", "29200"), None), ("DE", at("MC", "98000"), None),
        ("DE", at("DE", "27498"), EXPORTS), ("DE", at("ES", "35001"), EXPORTS), ("ES", at("ES", "38001"), EXPORTS),
        ("ES", at("ES", "28001"), None), ("IT", at("IT", "23041"), EXPORTS), ("DE", at("AX", "22100"), EXPORTS),
        ("US", at("US", "01970", "MA"), None), ("US", at("US", "10001", "New York"), STATES),
        ("US", at("US", "", ""), None), ("US", at("CA", "H2X 1Y4"), EXPORTS), ("JP", at("KW", "13001"), EXPORTS),
    ],
)  # fmt: skip
def test_what_leaves_the_tax_area_is_told_from_what_stays(seller: str, place: Address, area: str | None) -> None:
    home = TaxHome(seller, "MA" if seller == "US" else "")
    found = rate_to(usual_destinations(seller), place, "standard", date(2026, 3, 2), home)
    assert (found.country if found else None) == area


def test_a_business_in_another_state_of_the_eu_accounts_for_the_tax_itself(database: Database) -> None:
    for_business = {"DE": "FR", "FR": "DE"}
    for seller, buyer in for_business.items():
        home = TaxHome(seller)
        rates = [*usual_destinations(seller), DestinationRate(buyer, "", "", 200_000, ALWAYS)]
        found = rate_to(rates, at(buyer), "standard", date(2026, 3, 2), home, business=True)
        assert found
        assert found.country == BUSINESSES
        assert category_of(0, found.exemption, seller=seller, goes_to=buyer, buyer_tax_id=VAT_IDS[buyer]).code == "K"
        assert (is_business(VAT_IDS[buyer], home), is_business(VAT_IDS[seller], home)) == (True, False)
    assert not is_business("FR40303265045", TaxHome("GB"))
    assert not is_business("", TaxHome("DE"))
    desk = local_shop(database, COUNTRIES["DE"])
    firm, person = order(desk, customer(desk, "FR", VAT_IDS["FR"])), order(desk, customer(desk, "FR"))
    assert (firm.order.tax, firm.order.exemption[:40]) == (0, "Steuerfreie innergemeinschaftliche Liefe")
    assert ({line.tax_rate for line in person.lines}, person.order.exemption) == ({190_000}, "")
    assert check(desk).findings == ()


def test_consumers_in_the_eu_bear_the_home_rate_or_that_of_their_state(database: Database) -> None:
    desk = local_shop(database, COUNTRIES["DE"])
    austrian = customer(desk, "AT")
    assert not taxes_by_state(desk)
    assert {line.tax_rate for line in order(desk, austrian).lines} == {190_000}
    set_destination(desk, DestinationRate("AT", "", "standard", 100_000, ALWAYS))
    tax_by_state(desk, on=True)
    assert taxes_by_state(desk)
    rates = {(each.country, each.tax_class): each.rate for each in destinations(desk)}
    assert (rates["FR", ""], rates["FI", ""], ("DE", "") in rates, rates["AT", "standard"]) == (
        200_000, 255_000, False, 100_000,
    )  # fmt: skip
    assert {line.tax_rate for line in order(desk, customer(desk, "FR"), count=2).lines} == {200_000}
    assert {line.tax_rate for line in order(desk, austrian, count=2).lines} == {100_000}
    assert order(desk, customer(desk, "FR", VAT_IDS["FR"]), count=3).order.tax == 0
    tax_by_state(desk, on=False)
    assert not taxes_by_state(desk)
    assert [each.country for each in destinations(desk) if each.tax_class] == ["AT"]
    assert check(desk).findings == ()


def test_goods_for_northern_ireland_stay_within_the_eu(database: Database) -> None:
    belfast, london = at("GB", "bt1 5gs"), at("GB", "SW1A 1AA")
    day, home = date(2026, 3, 2), TaxHome("DE")
    rates = [*usual_destinations("DE"), DestinationRate("GB", "", "", 0, ALWAYS, "Export")]
    assert rate_to(rates, belfast, "standard", day, home) is None, "a consumer there bears the tax of home"
    assert rate_to(rates, at("GB", region="northern ireland"), "standard", day, home) is None
    firm = rate_to(rates, belfast, "standard", day, home, business=True)
    assert firm is not None
    assert firm.country == BUSINESSES
    assert category_of(0, firm.exemption, seller="DE", goes_to="XI", buyer_tax_id="XI110305878").code == "K"
    assert category_of(0, "Export", seller="US", goes_to="XI", buyer_tax_id="").code == "G"
    for seller, place in (("DE", london), ("US", belfast)):
        export = rate_to(usual_destinations(seller), place, "standard", day, TaxHome(seller))
        assert export is not None
        assert export.country == EXPORTS
    assert rate_to(usual_destinations("GB"), belfast, "standard", day, TaxHome("GB")) is None
    assert (is_business("XI110305878", home), is_business("GB110305878", home)) == (True, False)
    assert not is_business("XI110305878", TaxHome("GB"))


def test_an_order_for_belfast_is_taxed_as_one_for_a_state_of_the_eu(database: Database) -> None:
    desk = local_shop(database, COUNTRIES["DE"])
    person, londoner = customer(desk, "GB", postcode="BT1 5GS"), customer(desk, "GB", postcode="SW1A 1AA")
    firm = customer(desk, "GB", "XI110305878", postcode="BT1 5GS")
    assert {line.tax_rate for line in order(desk, person).lines} == {190_000}
    assert order(desk, firm).order.exemption.startswith("Steuerfreie innergemeinschaftliche")
    assert order(desk, londoner).order.exemption.startswith("Steuerfreie Ausfuhr")
    tax_by_state(desk, on=True)
    assert {line.tax_rate for line in order(desk, person, count=2).lines} == {200_000}
    tax_by_state(desk, on=False)
    assert not taxes_by_state(desk)
    assert {line.tax_rate for line in order(desk, person, count=3).lines} == {190_000}
    assert check(desk).findings == ()


def test_only_a_shop_in_the_eu_taxes_by_its_states(database: Database) -> None:
    desk = local_shop(database, COUNTRIES["GB"])
    with pytest.raises(Refused, match="Only a shop in the EU"):
        tax_by_state(desk, on=True)


def test_a_state_is_taxed_by_the_rule_set_for_it_and_else_not(database: Database) -> None:
    desk = local_shop(database, COUNTRIES["US"])
    assert shop_now(desk).region == "MA"
    here = customer(desk, "US", postcode="02139")
    there = customer(desk, "US", postcode="10001", region="NY")
    assert {line.tax_rate for line in order(desk, here).lines} == {62_500}
    assert order(desk, there).order.exemption == "No sales tax is collected in this state"
    set_destination(desk, DestinationRate("US", "New York", "", 88_750, ALWAYS))
    assert {line.tax_rate for line in order(desk, there, count=2).lines} == {88_750}
    assert check(desk).findings == ()


def test_an_order_that_moves_bears_the_tax_of_where_it_goes_then(desk: Desk, anywhere: Country) -> None:
    who = customer(desk, anywhere.code)
    oslo = add_address(desk, who, AddressForm("2 Gate", city="Oslo", postcode="0150", country="NO", ship_to=False))
    back = view_order(desk, order(desk, who).order.id).order.ship_to_id
    view = order(desk, who, count=2)
    amend_order(desk, view.order.id, Amendment(ship_to_id=oslo), "she moved")
    moved = view_order(desk, view.order.id)
    assert (moved.order.tax, bool(moved.order.exemption), {line.tax_rate for line in moved.lines}) == (0, True, {0})
    amend_order(desk, view.order.id, Amendment(added=(LineRequest(pieces(1), "A"),)), "one more")
    assert {line.tax_rate for line in view_order(desk, view.order.id).lines} == {0}
    amend_order(desk, view.order.id, Amendment(ship_to_id=back), "she moved back")
    home = view_order(desk, view.order.id)
    assert ({line.tax_rate for line in home.lines}, home.order.exemption) == ({anywhere.rate}, "")
    assert check(desk).findings == ()


def test_an_order_that_is_billed_does_not_move_to_other_tax(desk: Desk, anywhere: Country) -> None:
    who = customer(desk, anywhere.code)
    oslo = add_address(desk, who, AddressForm("2 Gate", city="Oslo", postcode="0150", country="NO", ship_to=False))
    request = OrderRequest((LineRequest(pieces(1), "A"),), customer_id=who, service="road", invoicing="order")
    key = place_order(desk, request)
    with pytest.raises(Refused, match="other tax holds at that address"):
        amend_order(desk, key, Amendment(ship_to_id=oslo), "she moved")


def test_what_is_fetched_is_taxed_at_home_wherever_the_customer_lives(desk: Desk, anywhere: Country) -> None:
    save_service(desk, ServiceForm("collect", "Collected", pickup=True), new=True)
    request = OrderRequest((LineRequest(pieces(1), "A"),), customer_id=customer(desk, "NO"), service="collect")
    view = view_order(desk, place_order(desk, request))
    assert ({line.tax_rate for line in view.lines}, view.order.exemption) == ({anywhere.rate}, "")


def test_a_draft_is_taxed_by_who_the_customer_is_on_confirm(database: Database) -> None:
    desk = local_shop(database, COUNTRIES["DE"])
    who = customer(desk, "FR")
    draft = order(desk, who, confirm=False)
    assert draft.order.tax > 0
    form = form_of_customer(card_of(desk, who))
    edit_customer(desk, who, replace(form, tax_id=VAT_IDS["FR"]))
    confirm_order(desk, draft.order.id)
    view = view_order(desk, draft.order.id)
    assert (view.order.tax, view.order.exemption[:11]) == (0, "Steuerfreie")
    assert check(desk).findings == ()


def test_the_rules_follow_a_shop_that_moves_before_its_first_order(database: Database) -> None:
    desk = local_shop(database, COUNTRIES["GB"])
    kept = DestinationRate("CH", "", "", 81_000, ALWAYS)
    set_destination(desk, kept)
    edit_shop(desk, replace(form_of(shop_now(desk)), country="FR", postcode="29200", city="Brest"))
    assert set(destinations(desk)) == {kept, *usual_destinations("FR")}


def test_areas_are_typed_by_their_words() -> None:
    typed = ("exports", "EU", "eu businesses", "Other states", "Norway")
    assert [destination_of(each) for each in typed] == [EXPORTS, "EU", BUSINESSES, STATES, "NO"]
    with pytest.raises(Refused):
        destination_of("Narnia")


def test_a_shop_of_before_gets_the_rules_when_it_asks_and_keeps_its_own(database: Database) -> None:
    desk = local_shop(database, COUNTRIES["DE"])
    for rate in destinations(desk):
        remove_destination(desk, rate)
    own = DestinationRate(EXPORTS, "", "", 0, ALWAYS, "Ausfuhr")
    set_destination(desk, own)
    assert [each.country for each in missing_rules(desk)] == [BUSINESSES]
    add_usual_rules(desk)
    assert missing_rules(desk) == ()
    assert {each.country: each.exemption for each in destinations(desk)}[EXPORTS] == "Ausfuhr"
