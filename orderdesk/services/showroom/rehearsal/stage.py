"""The stage of a rehearsal: a shop with as many invented items and customers as its orders need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.prices.zones import zone_of
from orderdesk.domain.shop.records import Shop
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import Quantity, pieces
from orderdesk.domain.values.rights import NO_RIGHT
from orderdesk.persistence.orders.records import any_order
from orderdesk.persistence.record.bulk import BulkWriter
from orderdesk.persistence.schema.stock import HOME
from orderdesk.persistence.shop import records as shops
from orderdesk.persistence.shop.set_up import is_set_up
from orderdesk.services.desk import Desk, Work
from orderdesk.services.shop.shop import write_shop
from orderdesk.services.shop.shop_forms import ShopForm
from orderdesk.services.showroom.rehearsal import names

USER = "rehearsal"
SHOP = ShopForm(
    "Rehearsal Goods", "1 Trial Street", city="Whitby", postcode="YO21 1AA", country="GB", tax_id="GB999999973"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BARCODE = 3_000_000_000_00
_ONE_IN = 20
"""One item in so many is out of stock."""
_SPARE, _SOLD_EACH = 80, 13
"""An item starts with more than it will sell: three times what an order takes of all items together, and some."""
_MOST_ITEMS, _MOST_CUSTOMERS = 20_000, 100_000


@dataclass(frozen=True, slots=True)
class StageItem:
    """An item as the rehearsal sells it."""

    id: int
    sku: str
    name: str
    price: int
    tax_class: str
    weight_g: int
    bin_id: int
    cost: int


@dataclass(frozen=True, slots=True)
class StageCustomer:
    """A customer as the rehearsal serves them; their one address has the key `address_id`."""

    id: int
    address_id: int
    words: str


@dataclass(frozen=True, slots=True)
class RehearsalStage:
    """The shop with its invented items and customers; of the items `out` there are none on the shelves."""

    shop: Shop
    services: tuple[Service, ...]
    items: tuple[StageItem, ...]
    out: tuple[StageItem, ...]
    people: tuple[StageCustomer, ...]
    first_day: date


def millis(at: datetime) -> int:
    """A moment in milliseconds, as it is kept."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


def set_stage(desk: Desk, orders: int, days: int, random: Random) -> RehearsalStage:
    """Write the shop (unless it is set up), its items with plenty of stock, and its customers."""
    with desk.writing(right=NO_RIGHT) as work:
        if any_order(work.connection):
            raise Refused("There are orders already; a rehearsal needs a database of its own (name a --data-dir).")
        shop = shops.shop_of(work.connection) if is_set_up(work.connection) else write_shop(work, SHOP)
        services = tuple(each for each in shops.read_services(work.connection) if each.price and _goes_home(each, shop))
        first = work.today - timedelta(days=days)
        opened = millis(datetime.combine(first, time(7, 0), UTC))
        bulk = BulkWriter(work.connection)
        count = min(_MOST_ITEMS, max(40, orders // 12))
        items = _items(bulk, count, pieces(_SPARE + orders * _SOLD_EACH // count), shop, opened, random)
        people = _people(bulk, min(_MOST_CUSTOMERS, max(25, orders * 2 // 5)), shop, opened, random)
        bulk.finish()
        work.touch("items", "stock", "customers", "shop")
    out = len(items) // _ONE_IN
    return RehearsalStage(shop, services, items[out:], items[:out], people, first)


def _items(
    bulk: BulkWriter, count: int, level: Quantity, shop: Shop, opened: int, random: Random
) -> tuple[StageItem, ...]:
    first, first_bin = bulk.next_key("items"), bulk.next_key("bins")
    classes = [*shop.tax_profile.classes[:1] * 3, *shop.tax_profile.classes]
    found = []
    for number in range(count):
        sku, name = names.goods(number, random)
        place = first_bin + number
        price = random.choice((250, 495, 795, 1_250, 1_999, 2_450, 3_500, 8_495)) * 100 + random.randint(0, 9) * 1_000
        item = StageItem(
            *(first + number, sku, name, price, random.choice(classes), random.choice((50, 200, 350, 800, 2_100))),
            *(place, price * 2 // 5),
        )
        found.append(item)
        code = f"{chr(65 + number // 400 % 26)}-{number // 20 % 20 + 1:02d}-{number % 20 + 1:02d}-{number:05d}"
        bulk.rows["items"].append((item.id, sku, name, price, item.cost, item.tax_class, item.weight_g, pieces(12), 1))
        bulk.rows["barcodes"].append((f"{_BARCODE + number}", item.id))
        bulk.rows["bins"].append((place, HOME, code))
        if number >= count // _ONE_IN:
            began = (opened, opened, item.id, place, level, "opening", "stock at the start", "", None, item.cost, USER)
            bulk.rows["movements"].append(began)
            bulk.rows["stock"].append((item.id, place, level))
        bulk.words["items"].append((item.id, f"{sku} {name} {_BARCODE + number}"))
    return tuple(found)


def _people(bulk: BulkWriter, count: int, shop: Shop, opened: int, random: Random) -> tuple[StageCustomer, ...]:
    first, first_place = bulk.next_key("customers"), bulk.next_key("addresses")
    found = []
    for number in range(count):
        key, place = first + number, first_place + number
        name, company = names.person(random)
        street, town, postcode = names.place(random)
        digits = f"44{7_700_900_000 + number % 100_000}"
        person = StageCustomer(key, place, f"{name} {company} {digits}")
        found.append(person)
        label = f"C-{1_000 + key}"
        row = (key, label, name, company, f"+{digits}", digits, f"customer{number}@example.com", opened)
        bulk.rows["customers"].append(row)
        bulk.rows["addresses"].append((place, key, street, town, postcode, shop.country, 1, 1))
        bulk.words["customers"].append((key, f"{label} {name} {company} {town} {postcode} {digits}"))
    bulk.set_next("C", 1_000 + first + count)
    return tuple(found)


def again(work: Work) -> None:
    """The screens read everything again."""
    work.touch("orders", "stock", "shipments", "payments", "returns", "invoices")


def _goes_home(service: Service, shop: Shop) -> bool:
    """Whether it serves the shop's own country, where everybody here lives."""
    return not service.zones or zone_of(service.zones, shop.country, shop.postcode, shop.country) is not None
