"""Delivery services: a new one never takes another's code, a retired one is kept, and one is always offered."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from orderdesk.domain.prices.rates import bands_text, parse_bands
from orderdesk.domain.values.errors import NotFound, OrderDeskError, Refused
from orderdesk.persistence.database.engine import Database
from orderdesk.services.desk import Desk
from orderdesk.services.shop.shop import offer_service, open_shop, save_service, services_of
from orderdesk.services.shop.shop_forms import ServiceForm, ShopForm
from tests.factories import Clock

FORM = ShopForm("Northside", "1 Harbour Lane", city="Whitby", postcode="YO21 1AA", country="GB")


@pytest.fixture
def desk(database: Database) -> Desk:
    desk = Desk(database, user="anna", clock=Clock(), zone=ZoneInfo("Europe/London"))
    open_shop(desk, FORM, [ServiceForm("road", "Road", price=690)])
    return desk


def test_a_new_service_never_overwrites_another(desk: Desk) -> None:
    with pytest.raises(Refused, match="that of Road") as said:
        save_service(desk, ServiceForm("ROAD", "Other"), new=True)
    assert said.value.field == "code"
    assert [(each.name, each.price) for each in services_of(desk)] == [("Road", 690)]


def test_a_retired_service_is_kept_and_can_come_back(desk: Desk) -> None:
    with pytest.raises(Refused, match="only service left"):
        offer_service(desk, "road", offered=False)
    save_service(desk, ServiceForm("air", "Air", bands=((500, 990),), cutoff="16:00"), new=True)
    before = services_of(desk)
    assert not offer_service(desk, "air", offered=False).active
    assert [each.code for each in services_of(desk)] == ["road"]
    offer_service(desk, "air", offered=True)
    assert services_of(desk) == before
    with pytest.raises(NotFound):
        offer_service(desk, "sea", offered=False)


def test_bands_are_read_as_they_are_written() -> None:
    bands = parse_bands("5 6.90; 0.5 4.90\n 30 14.90 ", "GBP")
    assert bands == ((500, 490), (5_000, 690), (30_000, 1_490))
    assert parse_bands("\n".join(bands_text(bands, "GBP")), "GBP") == bands
    assert parse_bands(" ;\n", "GBP") == ()


@pytest.mark.parametrize("text", ["5", "5 stone 6.90", "5 6.901", "0 5", "5 -1", "5 6; 5 7", "0.0001 5"])
def test_bands_that_can_not_be_are_refused(text: str) -> None:
    with pytest.raises(OrderDeskError):
        parse_bands(text, "GBP")
