"""Small shops of six countries, which differ in all that a shop may differ in: signs, decimals, tax and addresses."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from orderdesk.domain.prices.tax import TaxRate
from orderdesk.domain.prices.tax_presets import TaxRules
from orderdesk.domain.values.money import Price, Rate
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.persistence.database.engine import Database
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.shop.local_forms import adopt_form
from orderdesk.services.shop.shop import open_shop
from orderdesk.services.shop.shop_forms import ServiceForm, ShopForm
from orderdesk.services.stock.stocking import receive
from tests.factories import Clock


@dataclass(frozen=True, slots=True)
class Country:
    """A shop: its address, whether its prices contain tax, and how it writes 1234.5, that in money, and 31 December."""

    code: str
    currency: str
    zone: str
    city: str
    postcode: str
    rate: Rate
    inclusive: bool
    figure: str
    money: str
    day: str


NNBSP, NBSP = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
COUNTRIES = {
    each.code: each
    for each in (
        Country("GB", "GBP", "Europe/London", "Whitby", "YO21 1AA", 200_000, False,
                "1,234.5", "£1,234.50", "31/12/2026"),
        Country("DE", "EUR", "Europe/Berlin", "Kiel", "24103", 190_000, True,
                "1.234,5", f"1.234,50{NBSP}€", "31.12.2026"),
        Country("US", "USD", "America/New_York", "Salem", "01970", 62_500, False,
                "1,234.5", "$1,234.50", "12/31/2026"),
        Country("FR", "EUR", "Europe/Paris", "Brest", "29200", 200_000, True,
                f"1{NNBSP}234,5", f"1{NNBSP}234,50{NBSP}€", "31/12/2026"),
        Country("JP", "JPY", "Asia/Tokyo", "Kobe", "650-0001", 100_000, True,
                "1,234.5", "¥1,234", "2026/12/31"),
        Country("KW", "KWD", "Asia/Kuwait", "Kuwait City", "13001", 0, False,
                "1,234.5", f"1,234.500{NBSP}KWD", "31/12/2026"),
    )
}  # fmt: skip
PRICE: Price = 1_250_000
"""125 of any of the currencies."""


def local_shop(place: str | Database, country: Country) -> Desk:
    """The shop of a country with twenty of item A at 125, and a service; its form holds from now on."""
    database = place if isinstance(place, Database) else open_or_create(place)
    desk = Desk(database, user="anna", clock=Clock(), zone=ZoneInfo(country.zone))
    tax = TaxRules("Tax", (TaxRate("standard", "Tax", country.rate),), inclusive=country.inclusive)
    form = ShopForm(
        "Corner", "1 Lane", city=country.city, postcode=country.postcode, country=country.code,
        currency=country.currency, time_zone=country.zone, tax=tax,
    )  # fmt: skip
    open_shop(desk, form, [ServiceForm("road", "Road", "Carrier", price=500)])
    add_item(desk, ItemForm("A", "Article", PRICE))
    receive(desk, "A", pieces(20))
    adopt_form(database)
    return desk
