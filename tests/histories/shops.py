"""Shops of six countries to live a history in: comma and point, tax in and out of prices, 0, 2 and 3 decimals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from orderdesk.domain.orders.terms import POLICIES
from orderdesk.domain.prices.coupons import Coupon
from orderdesk.domain.prices.tax import TaxPolicy
from orderdesk.domain.prices.tax_presets import tax_preset
from orderdesk.domain.values.money import PRICE_SCALE, Amount, Price, Rounding, exponent
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.services.checks.verifying import set_check
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.money.tenders import add_tender
from orderdesk.services.money.tills import open_till
from orderdesk.services.prices.coupons import save_coupon
from orderdesk.services.shop.shop import open_shop
from orderdesk.services.shop.shop_forms import ServiceForm, ShopForm
from orderdesk.services.stock.stocking import receive
from tests.factories import Clock

COUNTRIES = {"GB": 0, "DE": 0, "FR": 0, "US": 82_500, "JP": 100_000, "KW": 50_000}
"""Each with the tax it starts with where the program has no preset."""
SKUS = ("MUG", "TEE", "BOOK", "LAMP", "PIN")
CUSTOMERS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A shop to live in, and what its sums are made of."""

    desk: Desk
    clock: Clock
    currency: str
    said: str

    @property
    def major(self) -> Amount:
        """One unit of the currency in its minor units."""
        units: int = 10 ** exponent(self.currency)
        return units


def make_shop(folder: Path, random: Random) -> Place:
    """A shop of a country by chance, under rules of tax and rounding by chance, in a file of its own."""
    country = random.choice(list(COUNTRIES))
    usual = tax_preset(country, COUNTRIES[country])
    tax = replace(
        usual,
        inclusive=random.random() < 0.5,
        policy=random.choice(list(TaxPolicy)),
        rounding=random.choice((Rounding.HALF_UP, Rounding.HALF_UP, *Rounding)),
    )
    form = ShopForm(
        "Histories",
        "1 Harbour Lane",
        city="Whitby",
        country=country,
        time_zone="UTC",
        tax=tax,
        invoice_timing=random.choice(POLICIES),
        bills_itself=random.random() < 0.5,
        cash_step=random.choice((1, 1, 5)),
        return_days=random.choice((0, 14, 30)),
    )
    clock = Clock()
    database = open_or_create(f"sqlite:///{folder / 'shop.db'}")
    desk = Desk(database, user="anna", clock=clock, zone=ZoneInfo("UTC"))
    road = ServiceForm("road", "Road", "Carriers", price=random.choice((690, 495, 1)))
    shop = open_shop(desk, form, [road])
    place = Place(desk, clock, shop.currency, f"{country} {tax.policy} {tax.rounding} inclusive={tax.inclusive}")
    _furnish(place, random, tuple(rate.tax_class for rate in tax.rates))
    return place


def _furnish(place: Place, random: Random, classes: tuple[str, ...]) -> None:
    desk = place.desk
    for sku in SKUS:
        price, tax_class = price_by_chance(place, random), random.choice(classes)
        add_item(desk, ItemForm(sku, sku.title(), price, tax_class=tax_class, weight_g=250, bin=f"{sku}-1"))
        receive(desk, sku, pieces(random.randint(1, 12)))
    for number in range(1, CUSTOMERS + 1):
        at = AddressForm(f"{number} Quay Street", city="Whitby", country="GB", name=f"Customer {number}")
        add_customer(desk, CustomerForm(f"Customer {number}", phone=f"020 7946 00{number}0"), at)
    for code in ("duplicate", "limit", "late", "quantity"):
        set_check(desk, code, on=False)
    save_coupon(desk, Coupon(0, "TENTH", rate=100_000), new=True)
    save_coupon(desk, Coupon(0, "ODD", amount=place.major + 1, valid_from=date(2026, 3, 1)), new=True)
    save_coupon(desk, Coupon(0, "FREE", free_delivery=1), new=True)
    add_tender(desk, "Gift voucher", "voucher")
    add_tender(desk, "PayPal", "online", account=random.choice(("", "bank")))
    open_till(desk, float_amount=50 * place.major)


def price_by_chance(place: Place, random: Random) -> Price:
    """A price as shops have them: odd ones, small ones, a free one now and then."""
    coin = PRICE_SCALE // place.major
    return random.choice((0, 1, 3, 499, 799, 1_250, 1_999, random.randint(1, 9_999))) * coin
