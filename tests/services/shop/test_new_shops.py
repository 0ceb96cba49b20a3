"""What a new shop begins with, in every country: round figures of its own weights and money."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from orderdesk.domain.money.cash import pieces
from orderdesk.domain.prices.rates import parse_bands, parse_divisor, shown_bands, shown_divisor, usual_divisor
from orderdesk.domain.values.countries import countries, custom_of, least_coin
from orderdesk.domain.values.currencies import CODES
from orderdesk.domain.values.money import exponent
from orderdesk.domain.values.rights import limit_of
from orderdesk.domain.values.weights import weight_unit
from orderdesk.domain.values.worths import about, worth_of
from orderdesk.domain.values.written.local import using
from orderdesk.persistence.database.engine import Database
from orderdesk.services.desk import Desk
from orderdesk.services.people.users import limits_of
from orderdesk.services.shop.local_forms import derived
from orderdesk.services.shop.shop import (
    edit_shop,
    form_of,
    open_shop,
    save_service,
    service_form,
    service_now,
    services_of,
    shop_now,
)
from orderdesk.services.shop.shop_forms import ServiceForm, ShopForm, check_shop, default_services
from tests.factories import Clock

EVERYWHERE = sorted(countries())


@pytest.mark.parametrize("country", EVERYWHERE)
def test_services_begin_with_round_weights_and_prices(country: str) -> None:
    currency = custom_of(country).currency
    with using(derived(country, currency, "")):
        _, home, abroad = default_services(currency, country)
        for service in (home, abroad):
            lines = shown_bands(service.bands, currency)
            assert parse_bands("\n".join(lines), currency) == service.bands
            for line, (_, price) in zip(lines, service.bands, strict=True):
                weight = Decimal(line.split()[0].replace(",", "."))
                assert weight == weight.to_integral_value() or (weight_unit(), weight) == ("lb", Decimal("0.5")), line
                assert len(str(price).rstrip("0")) <= 4, f"{price} is no price that anybody writes"
                assert price % custom_of(country).cash_step == 0, f"{price} cannot be paid in coins"
                assert Decimal(1) <= price * 100 / (worth_of(currency) * 10 ** exponent(currency)) / 100 <= 100
            prices = [price for _, price in service.bands]
            assert sorted(set(prices)) == prices
            assert service.price == prices[0]


@pytest.mark.parametrize("country", EVERYWHERE)
def test_a_shop_is_set_up_by_its_name_and_country(country: str) -> None:
    form = check_shop(ShopForm("Corner", country=country))
    assert form.cash_step is not None
    assert form.cash_step >= least_coin(form.currency)
    assert form.cash_step % pieces(form.currency)[-1] == 0, "whatever is paid in cash can be counted"
    divisor = usual_divisor(country)
    with using(derived(country, form.currency, "")):
        assert shown_divisor(divisor) == {"kg": "5000", "lb": "139"}[weight_unit()]
        assert parse_divisor(shown_divisor(divisor)) == divisor
        assert parse_divisor(shown_divisor(4_000)) == 4_000


@pytest.mark.parametrize("currency", sorted(CODES))
def test_a_drawer_is_counted_by_pieces_of_its_money(currency: str) -> None:
    faces = pieces(currency)
    assert sorted(set(faces), reverse=True) == list(faces)
    assert about(20_00, currency) <= faces[0] <= about(250_00, currency)
    assert all(face % least_coin(currency) == 0 for face in faces)


def opened(database: Database, country: str) -> Desk:
    desk = Desk(database, user="anna", clock=Clock())
    open_shop(desk, ShopForm("Corner", country=country))
    return desk


@pytest.mark.parametrize(
    ("country", "cash", "step", "first", "divisor"),
    [
        ("GB", 500_00, 1, (1_000, 490), 5_000),
        ("US", 500_00, 1, (227, 495), 5_022),
        ("JP", 100_000, 1, (1_000, 980), 5_000),
        ("KW", 250_000, 5, (1_000, 2_450), 5_000),
        ("HU", 250_000_00, 500, (1_000, 2_450_00), 5_000),
        ("DK", 5_000_00, 50, (1_000, 49_00), 5_000),
    ],
)
def test_it_begins_in_its_own_money(
    database: Database, country: str, cash: int, step: int, first: tuple[int, int], divisor: int
) -> None:
    desk = opened(database, country)
    assert limit_of("manager", "give back this much cash", limits_of(desk)) == cash
    assert shop_now(desk).cash_step == step
    standard = service_now(desk, "standard")
    assert (standard.bands[0], standard.divisor) == (first, divisor)


def test_american_bands_are_round(database: Database) -> None:
    standard = service_now(opened(database, "US"), "standard")
    assert shown_bands(standard.bands, "USD") == [
        "0.5 4.95", "1 6.95", "5 9.95", "10 14.95", "20 22.95", "70 59.95",
    ]  # fmt: skip


def test_a_shop_that_moves_begins_as_in_its_new_country(database: Database) -> None:
    desk = opened(database, "GB")
    save_service(desk, ServiceForm("bike", "By bike", price=300))
    shop = edit_shop(desk, replace(form_of(shop_now(desk)), country="US"))
    assert shop.currency == "USD"
    assert service_now(desk, "standard").bands[0] == (227, 495)
    assert service_now(desk, "bike").price == 300, "an own one stays"
    edit_shop(desk, replace(form_of(shop_now(desk)), country="SE"))
    assert limit_of("manager", "give back this much cash", limits_of(desk)) == 5_000_00
    assert shop_now(desk).cash_step == 100
    assert {service.divisor for service in services_of(desk)} == {5_000}


def test_a_service_that_was_changed_moves_along_as_it_is(database: Database) -> None:
    desk = opened(database, "GB")
    own = service_form(service_now(desk, "standard"))
    save_service(desk, ServiceForm("standard", "Our van", price=own.price, bands=own.bands))
    edit_shop(desk, replace(form_of(shop_now(desk)), country="US"))
    assert service_now(desk, "standard").bands == own.bands
