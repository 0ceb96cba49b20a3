"""The shop: set up once, edited without touching what was issued, with tax rates that hold from a day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.rates import Parcel, Postage
from orderdesk.domain.prices.tax import TaxPolicy, TaxRate
from orderdesk.domain.prices.tax_presets import TaxRules, tax_preset
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.schema import bins, shops, tills
from orderdesk.persistence.shop.records import shop_of
from orderdesk.persistence.shop.set_up import is_set_up
from orderdesk.services.customers.customers import card_of, look_for_customers
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import place_order
from orderdesk.services.people import users
from orderdesk.services.shop import shop as shop_service
from orderdesk.services.shop.shop import (
    edit_shop,
    form_of,
    open_shop,
    postage_of,
    save_service,
    services_of,
    set_tax_rate,
    shop_now,
)
from orderdesk.services.shop.shop_forms import ServiceForm, ShopForm, check_shop
from orderdesk.services.showroom.sample_shop import open_sample_shop
from orderdesk.services.stock.stock_views import inventory_page
from tests.factories import MONDAY, Clock, northside

FORM = ShopForm("Northside", "1 Harbour Lane", city="Whitby", postcode="YO21 1AA", country="uk")


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database, user="anna", clock=Clock(), zone=ZoneInfo("Europe/London"))


def test_a_new_shop_keeps_the_time_of_its_state(desk: Desk) -> None:
    there = ShopForm("Prairie Goods", "12 Main St", city="Springfield", postcode="62701", country="US")
    assert open_shop(desk, there).time_zone == "America/Chicago"
    edit_shop(desk, replace(form_of(shop_now(desk)), country="DE", postcode="10115", region=""))
    assert shop_now(desk).time_zone == "Europe/Berlin"


def test_a_new_shop_has_all_it_needs(desk: Desk) -> None:
    shop = open_shop(desk, FORM)
    assert (shop.country, shop.currency, shop.time_zone, shop.paper) == ("GB", "GBP", "Europe/London", "a4")
    assert [(rate.tax_class, rate.rate) for rate in shop.tax_profile.rates] == [
        ("standard", 200_000), ("reduced", 50_000), ("zero", 0),
    ]  # fmt: skip
    with desk.reading() as connection:
        kinds = set(connection.execute(select(bins.c.kind)).scalars())
        assert kinds == {"quarantine", "damaged", "missing"}
        assert connection.execute(select(tills.c.name)).scalars().all() == ["Till 1"]
    assert [service.code for service in services_of(desk)] == ["abroad", "collect", "standard"]
    assert [(user.name, user.role) for user in users.users_of(desk)] == [("anna", "owner")]


def test_a_shop_is_set_up_once(desk: Desk) -> None:
    first = open_shop(desk, FORM)
    assert open_shop(desk, replace(FORM, name="Other")) == first
    with desk.reading() as connection:
        assert connection.execute(select(func.count()).select_from(shops)).scalar_one() == 1


def test_without_a_shop_nothing_is_guessed(desk: Desk) -> None:
    with desk.reading() as connection:
        assert not is_set_up(connection)
        with pytest.raises(Refused, match="not set up yet"):
            shop_of(connection)


def test_an_edit_adds_a_row(desk: Desk) -> None:
    first = open_shop(desk, FORM)
    second = edit_shop(desk, replace(form_of(first), name="Southside", paper="letter"))
    assert (second.id > first.id, second.name, second.paper) == (True, "Southside", "letter")
    assert second.tax_profile == first.tax_profile
    assert edit_shop(desk, replace(FORM, currency="EUR")).currency == "EUR", "nothing is booked yet"


def test_new_tax_rules_are_a_new_profile(desk: Desk) -> None:
    first = open_shop(desk, FORM)
    same = TaxRules("UK VAT", first.tax_profile.rates)
    assert edit_shop(desk, replace(FORM, tax=same)).tax_profile.id == first.tax_profile.id
    changed = edit_shop(desk, replace(FORM, tax=replace(same, inclusive=True, policy=TaxPolicy.PER_LINE)))
    assert (changed.tax_profile.name, changed.tax_profile.inclusive) == ("UK VAT 2", True)


def test_a_rate_is_corrected_until_the_books_begin(database: Database) -> None:
    desk, today = northside(database), MONDAY.date()
    assert (
        set_tax_rate(desk, TaxRate("standard", "VAT", 175_000, today)).tax_profile.rate_on("standard", today).rate
        == 175_000
    )
    place_order(desk, OrderRequest((LineRequest(pieces(1), "MUG"),), customer_id=1))
    with pytest.raises(Refused, match="later day"):
        set_tax_rate(desk, TaxRate("standard", "VAT", 200_000, today))


def test_a_rate_holds_from_its_day_on(desk: Desk) -> None:
    open_shop(desk, FORM)
    day = MONDAY.date() + timedelta(days=30)
    profile = set_tax_rate(desk, TaxRate("standard", "VAT standard", 210_000, day)).tax_profile
    assert profile.rate_on("standard", day - timedelta(days=1)).rate == 200_000
    assert profile.rate_on("standard", day).rate == 210_000
    again = set_tax_rate(desk, TaxRate("standard", "VAT standard", 220_000, day)).tax_profile
    assert (again.rate_on("standard", day).rate, len(again.rates)) == (220_000, 4)
    books = TaxRate("books", "Books", 0, date(1970, 1, 1), "Zero-rated")
    with pytest.raises(Refused, match="There is no tax class books; the shop has standard, reduced, zero") as said:
        set_tax_rate(desk, books)
    assert said.value.field == "tax_class"
    assert set_tax_rate(desk, replace(books, tax_class="intermediate")).tax_profile.classes[3:] == ("intermediate",)
    new = set_tax_rate(desk, books, new_class=True).tax_profile
    assert new.classes == ("standard", "reduced", "zero", "intermediate", "books")


WRONG = (
    ("name", " ", "Enter the name"),
    ("country", "Atlantis", "Atlantis is not a recognised country"),
    ("currency", "EURO", "three letters such as EUR, not EURO"),
    ("time_zone", "Mars/Olympus", "no time zone"),
    ("time_zone", "../etc/passwd", "no time zone"),
    ("paper", "a5", "Choose the paper: a4, letter"),
    ("invoice_timing", "never", "Choose the invoice timing"),
    ("email", "nope", "not a valid e-mail"),
    ("terms_days", -1, "from 0 to 3,650"),
    ("cash_step", 0, "smallest coin"),
    ("tax", TaxRules("None", ()), "at least one rate"),
    ("tax", TaxRules("Two", (TaxRate("standard", "A", 1), TaxRate("standard", "B", 2))), "begin on the same day"),
)


def test_what_can_not_stand_is_refused_in_a_sentence(desk: Desk) -> None:
    for field, wrong, sentence in WRONG:
        values: dict[str, Any] = {field: wrong}
        with pytest.raises(Refused, match=sentence):
            open_shop(desk, replace(FORM, **values))
    with desk.reading() as connection:
        assert not is_set_up(connection)


@pytest.mark.parametrize(
    "rate", [TaxRate("Standard!", "A", 1), TaxRate("standard", " ", 1), TaxRate("standard", "A", -1)]
)
def test_a_rate_that_can_not_be_is_refused(desk: Desk, rate: TaxRate) -> None:
    with pytest.raises(Refused):
        open_shop(desk, replace(FORM, tax=TaxRules("T", (rate,))))


def test_a_mistyped_number_is_refused_at_set_up_and_later(desk: Desk) -> None:
    wrong = replace(FORM, country="DE", postcode="", tax_id="DE 123 456 789")
    with pytest.raises(Refused, match="check digit is wrong for Germany"):
        open_shop(desk, wrong)
    with desk.reading() as connection:
        assert not is_set_up(connection)
    open_shop(desk, replace(wrong, tax_id="DE136695976"))
    with pytest.raises(Refused, match="check digit is wrong for Germany"):
        edit_shop(desk, replace(form_of(shop_now(desk)), tax_id="DE136695977"))
    assert shop_now(desk).tax_id == "DE136695976"


@pytest.mark.parametrize(
    ("country", "tax_id", "sentence"),
    [
        ("DE", "DE 123 456 789", "mistyped: its check digit is wrong for Germany"),
        ("DE", "123456789", "check digit is wrong for Germany"),
        ("DE", "DE 12345678", "no tax id of Germany: it has not their length or form"),
        ("GR", "EL 123456789", "check digit is wrong for Greece"),
        ("CH", "CHE-107.787.578", "check digit is wrong for Switzerland"),
        ("GB", "GB980780685", "check digit is wrong for the United Kingdom"),
    ],
)
def test_a_mistyped_number_of_the_own_shop_is_refused(country: str, tax_id: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        check_shop(replace(FORM, country=country, postcode="", tax_id=tax_id))
    assert refused.value.field == "tax_id"


@pytest.mark.parametrize(
    ("country", "tax_id"),
    [
        ("DE", "DE136695976"), ("DE", "12/345/67890"), ("DE", "5133081508159"), ("AT", "12 345/6789"),
        ("FR", "303 265 045 00014"), ("CH", "CHE-107.787.577"), ("US", "12-3456789"), ("US", "DE 12345"), ("GB", ""),
    ],
)  # fmt: skip
def test_a_number_of_the_tax_office_is_kept_as_it_is(country: str, tax_id: str) -> None:
    assert check_shop(replace(FORM, country=country, postcode="", tax_id=tax_id)).tax_id == tax_id


def test_postage_keeps_what_the_carrier_takes(desk: Desk) -> None:
    bands = ((5_000, 690), (1_000, 490), (10_000, 950))
    open_shop(desk, FORM, [ServiceForm("Road", "Road", bands=bands, free_over=10_000)])
    box = Parcel(3_200, 400 * 300 * 200)
    assert postage_of(desk, "ROAD", [box], 9_999) == Postage(690, 690, 4_800)
    assert postage_of(desk, "road", [box], 10_000) == Postage(0, 690, 4_800)
    with pytest.raises(NotFound, match="no shipping service air"):
        postage_of(desk, "air", [box], 0)


def test_a_service_is_changed_under_its_code(desk: Desk) -> None:
    open_shop(desk, FORM, [ServiceForm("road", "Road", price=690)])
    save_service(desk, ServiceForm("road", "By road", price=720, active=False))
    assert services_of(desk) == []
    assert [(each.name, each.price) for each in services_of(desk, all_of_them=True)] == [("By road", 720)]
    for wrong in (
        {"tax_class": "luxury"},
        {"price": -1},
        {"cutoff": "25:00"},
        {"divisor": 0},
        {"code": " "},
        {"days": "someday"},
    ):
        with pytest.raises(Refused):
            save_service(desk, replace(ServiceForm("air", "Air"), **wrong))


def test_people_have_roles_and_an_owner_stays(desk: Desk) -> None:
    open_shop(desk, FORM)
    users.save_user(desk, "ben", "packer")
    users.save_user(desk, "ben", "manager")
    assert [(user.name, user.role) for user in users.users_of(desk)] == [("anna", "owner"), ("ben", "manager")]
    assert users.user_of(desk).role == "owner"
    with pytest.raises(Refused, match="needs an owner"):
        users.save_user(desk, "anna", "counter")
    with pytest.raises(Refused, match="Choose the role"):
        users.save_user(desk, "ben", "king")
    users.save_user(desk, "ben", "owner")
    users.save_user(desk, "anna", "counter", active=False)
    with pytest.raises(NotFound, match="anna does not work here"):
        users.user_of(desk)


def test_the_sample_shop_is_whole(desk: Desk) -> None:
    shop = open_sample_shop(desk)
    rows = inventory_page(desk)
    assert (shop.name, len(rows)) == ("Thistle & Tide", 41)
    assert {row.state for row in rows} >= {"out", "low", "in stock", "overstock"}
    assert sum(1 for row in rows if row.incoming) == 6
    weiss = look_for_customers(desk, "weiss")[0]
    assert (weiss.name, card_of(desk, weiss.id).customer.discount) == ("Jürgen Weiß", 50_000)
    assert len(services_of(desk)) == 5
    assert open_sample_shop(desk).id == shop.id
    assert len(inventory_page(desk)) == 41
    assert shop_service.postage_of(desk, "road", [Parcel(6_000)], 5_000).charge == 950


@pytest.mark.parametrize("inclusive", [True, False])
def test_a_shop_that_moves_keeps_whether_its_prices_contain_tax(desk: Desk, inclusive: bool) -> None:
    open_shop(desk, replace(FORM, tax=replace(tax_preset("GB"), inclusive=inclusive)))
    moved = edit_shop(desk, replace(FORM, country="FR", postcode="29200", city="Brest"))
    assert (moved.country, moved.tax_profile.name, moved.tax_profile.inclusive) == ("FR", "France VAT", inclusive)
