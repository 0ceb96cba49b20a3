"""A service goes where it goes, at its price there; what it does not take is said while one types, and refused."""

from __future__ import annotations

import re

import pytest

from orderdesk.domain.orders.amending import Amendment
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.zones import ABROAD, Zone
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import parse_amount
from orderdesk.domain.values.quantity import pieces
from orderdesk.domain.values.weights import shown_weight
from orderdesk.persistence.database.engine import Database
from orderdesk.services.care.checking import check
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_address, add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.prices.pricing import preview_order, service_by_itself
from orderdesk.services.shop.shop import offer_service, save_service
from orderdesk.services.shop.shop_forms import ServiceForm
from tests.countries import Country, local_shop

HEAVY = ((5_000, 900),)


@pytest.fixture
def desk(database: Database, anywhere: Country) -> Desk:
    """A shop anywhere with a service at home, one abroad and one everywhere; customer 2 lives in Norway."""
    made = local_shop(database, anywhere)
    home = ServiceForm("home", "Home", price=400, zones=(Zone((anywhere.code,)),))
    abroad = ServiceForm("abroad", "Abroad", price=1_900, zones=(Zone((ABROAD,)), Zone(("NO",), (), 1_500)))
    save_service(made, home, new=True)
    save_service(made, abroad, new=True)
    offer_service(made, "road", offered=False)
    here = AddressForm("1 Lane", city=anywhere.city, postcode=anywhere.postcode, country=anywhere.code)
    add_customer(made, CustomerForm("Ada"), here)
    add_customer(made, CustomerForm("Nils"), AddressForm("2 Gate", city="Oslo", postcode="0150", country="NO"))
    return made


def order(customer: int, service: str, count: int = 1) -> OrderRequest:
    return OrderRequest((LineRequest(pieces(count), "A"),), customer_id=customer, service=service)


def postage(desk: Desk, order_id: int) -> list[tuple[str, int]]:
    return [(line.label, line.gross) for line in view_order(desk, order_id).lines if line.item_id is None]


def test_each_place_has_its_price(desk: Desk) -> None:
    assert postage(desk, place_order(desk, order(1, "home"))) == [("Home", 400)]
    assert postage(desk, place_order(desk, order(2, "abroad"))) == [("Abroad", 1_500)]
    assert check(desk).findings == ()


def test_a_service_that_does_not_go_there_is_refused_by_name_with_what_does(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"^Home does not go to Norway; Abroad goes there\.$") as said:
        place_order(desk, order(2, "home"))
    assert said.value.field == "service"
    with pytest.raises(Refused, match=r"^Abroad does not go to .+; Home goes there\.$"):
        place_order(desk, order(1, "abroad"))
    offer_service(desk, "abroad", offered=False)
    with pytest.raises(Refused, match=r"^Home does not go to Norway; no other service does\.$"):
        place_order(desk, order(2, "home"))


def test_while_typing_all_else_stays_priced(desk: Desk) -> None:
    seen = preview_order(desk, order(2, "home", 3))
    assert seen.priced.delivery
    assert seen.priced.delivery.refused == "Home does not go to Norway; Abroad goes there."
    assert [line.quantity for line in seen.priced.lines] == [pieces(3)]
    assert seen.priced.totals.lines[0].gross > 0
    assert seen.figures[1].available == pieces(20)


def test_an_order_that_is_too_heavy_names_what_takes_it(desk: Desk) -> None:
    save_service(desk, ServiceForm("light", "Light", bands=HEAVY), new=True)
    add_item(desk, ItemForm("B", "Block", 10_000, weight_g=2_100))
    heavy = OrderRequest((LineRequest(pieces(10), "B"),), customer_id=1, service="light")
    seen = preview_order(desk, heavy)
    assert seen.priced.delivery
    said = f"Light takes up to {shown_weight(5_000)}, and this is {shown_weight(21_000)}; Home takes it."
    assert seen.priced.delivery.refused == said
    assert seen.priced.totals.total == sum(line.paid for line in seen.priced.totals.lines) > 0
    with pytest.raises(Refused, match=f"^{re.escape(said)}$"):
        place_order(desk, heavy)
    offer_service(desk, "home", offered=False)
    with pytest.raises(Refused, match=r"no other service takes it\. Agree a price for several boxes\.$"):
        place_order(desk, heavy)


def test_another_address_is_charged_by_its_zone_and_refused_where_the_service_does_not_go(
    desk: Desk, anywhere: Country
) -> None:
    sweden = add_address(desk, 2, AddressForm("3 Gata", city="Umeå", postcode="903 26", country="SE", ship_to=False))
    home = AddressForm("4 Lane", city=anywhere.city, postcode=anywhere.postcode, country=anywhere.code, ship_to=False)
    here = add_address(desk, 2, home)
    key = place_order(desk, order(2, "abroad"))
    with pytest.raises(Refused, match=r"^Abroad does not go to .+; Home goes there\.$"):
        amend_order(desk, key, Amendment(ship_to_id=here), "moved")
    amend_order(desk, key, Amendment(ship_to_id=sweden), "moved")
    assert postage(desk, key) == [("Abroad", 1_900)]
    amend_order(desk, key, Amendment(ship_to_id=here, service="home"), "moved back")
    assert postage(desk, key) == [("Home", 400)]
    assert check(desk).findings == ()


def test_goods_leave_by_no_service_that_does_not_go_there(desk: Desk) -> None:
    key = place_order(desk, order(1, "home"))
    (shipment,) = view_order(desk, key).shipments
    confirm_picks(desk, start_picking(desk, [shipment.id]))
    pack_shipment(desk, shipment.id)
    with pytest.raises(Refused, match=r"^Abroad does not go to"):
        ship_shipment(desk, shipment.id, service="abroad")
    ship_shipment(desk, shipment.id)
    assert check(desk).findings == ()


def itself(desk: Desk, customer: int | None, *lines: LineRequest) -> str:
    service = preview_order(desk, OrderRequest(lines, customer_id=customer), choose=True).priced.service
    return service.code if service else ""


def test_a_new_order_takes_the_cheapest_service_that_goes_there_and_takes_it(desk: Desk, anywhere: Country) -> None:
    save_service(desk, ServiceForm("collect", "A collected one", pickup=True), new=True)
    save_service(desk, ServiceForm("letter", "Letter", bands=((500, 300),)), new=True)
    save_service(
        desk, ServiceForm("grand", "Grand", price=500, free_over=parse_amount("300", anywhere.currency)), new=True
    )
    add_item(desk, ItemForm("B", "Block", 1_000_000, weight_g=400))
    one, two, many = (LineRequest(pieces(count), "B") for count in (1, 2, 500))
    assert [itself(desk, who, one) for who in (None, 1, 2)] == ["letter"] * 3
    assert [itself(desk, who, two) for who in (None, 1, 2)] == ["home", "home", "grand"]
    assert itself(desk, 1, many) == "grand", "free for so much"
    found = service_by_itself(desk, OrderRequest((), customer_id=2))
    assert found
    assert found.code == "letter"


def test_the_usual_service_is_taken_where_it_goes_and_takes_the_goods(desk: Desk) -> None:
    save_service(desk, ServiceForm("collect", "Collected", pickup=True), new=True)
    save_service(desk, ServiceForm("dear", "Dear", bands=((1_000, 9_900),)), new=True)
    add_item(desk, ItemForm("B", "Block", 10_000, weight_g=400))
    light, heavy = LineRequest(pieces(1), "B"), LineRequest(pieces(3), "B")
    place_order(desk, order(1, "dear"))
    assert (itself(desk, 1, light), itself(desk, 1, heavy), itself(desk, None, light)) == ("dear", "home", "home")
    place_order(desk, order(1, "collect"))
    assert itself(desk, 1, heavy) == "collect", "who usually fetches their goods fetches these"


def test_where_nothing_takes_it_what_goes_there_says_so(desk: Desk) -> None:
    offer_service(desk, "abroad", offered=False)
    save_service(desk, ServiceForm("light", "Light", bands=HEAVY), new=True)
    offer_service(desk, "home", offered=False)
    add_item(desk, ItemForm("B", "Block", 10_000, weight_g=2_100))
    seen = preview_order(desk, OrderRequest((LineRequest(pieces(3), "B"),), customer_id=1), choose=True).priced
    assert seen.delivery
    assert seen.delivery.refused.startswith(f"Light takes up to {shown_weight(5_000)}, and this is ")
