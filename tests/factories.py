"""The shop of the acceptance scenarios, made on a fresh database, with a clock that the test turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from orderdesk.domain.values.money import parse_price
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.persistence.database.engine import Database
from orderdesk.services.checks.verifying import set_check
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.shop.shop import open_shop
from orderdesk.services.shop.shop_forms import ServiceForm, ShopForm
from orderdesk.services.stock.stocking import receive
from tests.stamps import stamp

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROAD = ServiceForm("road", "Road", "Northern Carriers", price=690)
ITEMS = (
    ItemForm("MUG", "Stoneware mug", parse_price("12.50"), weight_g=350, bin="A-01-2", barcodes=("5012345678900",)),
    ItemForm("TEE", "Cotton tee", parse_price("19.99"), weight_g=180, bin="A-02-1"),
    ItemForm("BOOK", "Harbour walks", parse_price("14.00"), tax_class="reduced", weight_g=420, bin="C-01-1"),
    ItemForm("LAMP", "Desk lamp", parse_price("84.95"), weight_g=2_100, bin="B-04-1"),
)
PATEL = CustomerForm("Asha Patel", phone="020 7946 0018", email="asha.patel@example.com", terms_days=0)
PATEL_AT = AddressForm("12 Quay Street", city="Whitby", postcode="YO21 3PU", country="GB", name="Asha Patel")
STOCK = {"MUG": 20, "TEE": 10, "BOOK": 5, "LAMP": 4}


@dataclass(slots=True)
class Clock:
    """A clock that stands still until it is turned; a fresh one shows a Monday morning at nine."""

    now: datetime = field(default=MONDAY)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **spans: int) -> datetime:
        """Turn it on by `hours=1`, `days=2`…"""
        self.now += timedelta(**spans)
        return self.now


def northside(place: str | Database, *, stock: Mapping[str, int] | None = None, clock: Clock | None = None) -> Desk:
    """Shop "Northside": four items, service Road and customer Patel (key 1), with `stock` pieces in their bins.

    The database is made when it is not there. `desk.clock` is a `Clock`.
    """
    shelves = STOCK if stock is None else stock
    if clock is not None:
        return _made(place, shelves, clock)

    def make() -> None:
        made = _made(place, shelves, Clock())
        if isinstance(place, str):
            made.database.close()

    stamp(place, f"northside {sorted(shelves.items())}", make)
    return _desk(place, Clock())


def _desk(place: str | Database, clock: Clock) -> Desk:
    database = place if isinstance(place, Database) else open_or_create(place)
    return Desk(database, user="anna", clock=clock, zone=ZoneInfo("Europe/London"))


def _made(place: str | Database, shelves: Mapping[str, int], clock: Clock) -> Desk:
    desk = _desk(place, clock)
    form = ShopForm(
        "Northside", "1 Harbour Lane", city="Whitby", postcode="YO21 1AA", country="GB", tax_id="GB980780684",
        phone="01947 555 010", email="desk@northside.example",
    )  # fmt: skip
    open_shop(desk, form, [ROAD])
    for item in ITEMS:
        add_item(desk, item)
    add_customer(desk, PATEL, PATEL_AT)
    # Stories order the same goods again and again.
    set_check(desk, "duplicate", on=False)
    for sku, count in shelves.items():
        if count:
            receive(desk, sku, pieces(count))
    return desk
