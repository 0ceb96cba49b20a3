"""Settings, delivery: services added, changed and retired by keys alone, and what is refused beside its field."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.prices.rates import parse_bands
from orderdesk.domain.prices.zones import Zone, parse_zones
from orderdesk.domain.values.rights import NO_RIGHT
from orderdesk.domain.values.weights import weight_unit
from orderdesk.domain.values.written.local import using
from orderdesk.persistence import schema
from orderdesk.services.shop.local_forms import derived
from orderdesk.services.shop.shop import save_service, services_of
from orderdesk.services.shop.shop_forms import ServiceForm
from orderdesk.ui.settings.shop.delivery import DeliverySection, _spec
from tests.countries import COUNTRIES
from tests.ui.settings.conftest import open_section, push, tab_to, type_in
from tests.ui.tabs.conftest import Clerk


def services(clerk: Clerk) -> dict[str, Service]:
    return {each.code: each for each in services_of(clerk.desk, all_of_them=True)}


def test_a_service_is_added_with_its_bands(clerk: Clerk) -> None:
    section = open_section(clerk, "Delivery", DeliverySection)
    push(clerk, "Add service")
    for name, text in (
        ("Code", "Air"),
        ("Name", "By air"),
        ("Carrier", "Northern Air"),
        ("Price, GBP", "14.90"),
        ("Free over, GBP", "250"),
        ("Cutoff", "16:30"),
        ("Leaves on", "mon - thu"),
        ("Price by weight", "5 19.90; 0.5 9.90"),
        ("Goes to", "GB (BT): 9.90"),
    ):
        type_in(clerk, name, text)
    clerk.press("Return")
    clerk.write("NO, Sweden: 14.90")
    clerk.send()
    made = services(clerk)["air"]
    assert (made.name, made.carrier, made.price, made.free_over, made.cutoff, made.days) == (
        "By air", "Northern Air", 1490, 25_000, "16:30", "Mon Tue Wed Thu",
    )  # fmt: skip
    assert made.bands == ((500, 990), (5_000, 1_990))
    assert made.zones == (Zone(("GB",), ("BT",), 990), Zone(("NO", "SE"), (), 1_490))
    assert section.list.current_row().code == "air"
    cells = [section.list.rows_model.index(section.list.current_number(), column).data() for column in (0, 3, 4, 5, 6)]
    assert cells == ["By air", "9.90 to 19.90", "GB (BT): 9.90; NO, SE: 14.90", "Mon to Thu 16:30", "Yes"]


def test_what_can_not_stand_is_said_under_its_field(clerk: Clerk) -> None:
    before = services(clerk)
    open_section(clerk, "Delivery", DeliverySection)
    push(clerk, "Add service")
    type_in(clerk, "Code", "ROAD")
    type_in(clerk, "Name", "Another road")
    clerk.send()
    fields = clerk.dialog.fields
    assert "is that of" in fields["code"].error
    type_in(clerk, "Code", "air")
    for name, label, bad, good in (
        ("cutoff", "Cutoff", "25:00", ""),
        ("price", "Price, GBP", "cheap", "1"),
        ("bands", "Price by weight", "5 stone", "5 6.90; 5 7.90"),
        ("bands", "Price by weight", "5 6.90; 5 7.90", "5 6.90"),
        ("zones", "Goes to", "Narnia", "NO"),
        ("divisor", "Volume divisor", "0", "5000"),
        ("days", "Leaves on", "payday", ""),
    ):
        at = tab_to(clerk, label)
        clerk.press("Ctrl+A", "Del")
        clerk.write(bad)
        clerk.send()
        assert fields[name].error, (name, bad)
        assert at.hasFocus()
        clerk.press("Ctrl+A", "Del")
        clerk.write(good)
    assert services(clerk) == before


def test_a_service_is_changed_retired_and_offered_again(clerk: Clerk) -> None:
    save_service(clerk.desk, ServiceForm("collect", "Collected"))
    section = open_section(clerk, "Delivery", DeliverySection)
    tab_to(clerk, "Delivery services")
    clerk.press("Home")
    while section.list.current_row().code != "road":
        clerk.press("Down")
    clerk.press("Return")
    clerk.dialog.activateWindow()
    type_in(clerk, "Cutoff", "11:15")
    clerk.send()
    assert services(clerk)["road"].cutoff == "11:15"
    push(clerk, "Retire")
    assert not services(clerk)["road"].active
    assert section.list.rows_model.index(section.list.current_number(), 6).data() == "Retired"
    clerk.press("Ctrl+Z")
    assert services(clerk)["road"].active
    push(clerk, "Retire")
    push(clerk, "Offer again")
    assert services(clerk)["road"].active


def test_the_last_service_stays(clerk: Clerk) -> None:
    open_section(clerk, "Delivery", DeliverySection)
    push(clerk, "Retire")
    assert [each.active for each in services(clerk).values()] == [True]
    assert clerk.said == "Road is the only service left; add another one first."


def test_a_shop_without_services_only_offers_to_add_one(clerk: Clerk) -> None:
    with clerk.desk.writing(right=NO_RIGHT) as work:
        work.connection.execute(delete(schema.services))
    section = open_section(clerk, "Delivery", DeliverySection)
    assert not section.change.isEnabled()
    assert not section.retire.isEnabled()
    push(clerk, "Add service")
    type_in(clerk, "Code", "road")
    type_in(clerk, "Name", "Road")
    clerk.send()
    assert list(services(clerk)) == ["road"]
    assert section.change.isEnabled()


@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_examples_are_in_the_weights_and_the_money_of_the_shop(country: str) -> None:
    currency = COUNTRIES[country].currency
    with using(derived(country, currency, "")):
        hints = {each.name: each.hint for each in _spec(("standard",), currency)}
        unit, _, example = hints["bands"].removeprefix("A line each: up to ").partition(", price; such as ")
        assert unit == weight_unit()
        assert parse_bands(example, currency)
        lines = hints["zones"].removeprefix("A line each: ").removesuffix(", EU, abroad").split(" or ")
        assert len(parse_zones("\n".join(lines), currency)) == 2
        assert hints["divisor"] == DIVISORS[weight_unit()]


DIVISORS = {"kg": "Cubic centimetres to the kilogram", "lb": "Cubic inches to the pound"}
