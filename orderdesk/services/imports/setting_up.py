"""A whole new shop from one description: its settings, services, items with their stock, and customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from orderdesk.domain.fulfilment.cartons.types import COUNTED
from orderdesk.domain.shop.records import Shop
from orderdesk.domain.values.quantity import Quantity
from orderdesk.domain.values.rights import NO_RIGHT
from orderdesk.persistence.fulfilment import cartons
from orderdesk.persistence.shop import records as shops
from orderdesk.persistence.shop.set_up import is_set_up
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.records import Movement
from orderdesk.services.customers.customers import write_customer
from orderdesk.services.desk import Desk, Work
from orderdesk.services.fulfilment.cartons.keeping import CartonForm, write_carton
from orderdesk.services.items.catalog import write_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.orders.taking import CallerForm
from orderdesk.services.shop.local_forms import adopt_form
from orderdesk.services.shop.shop import write_shop
from orderdesk.services.shop.shop_forms import ServiceForm, ShopForm
from orderdesk.services.stock.stocking import write_promise


@dataclass(frozen=True, slots=True)
class Coming:
    """Goods on their way when a shop starts: due so long after its first day."""

    sku: str
    quantity: Quantity
    after: timedelta
    reference: str = ""


@dataclass(frozen=True, slots=True)
class NewShop:
    """What a shop starts with; without `services` it gets the usual ones. Each item comes with what is on the shelf,
    each carton with how many there are, None where nobody has counted."""

    form: ShopForm
    services: tuple[ServiceForm, ...] | None = None
    items: tuple[tuple[ItemForm, Quantity], ...] = ()
    customers: tuple[CallerForm, ...] = ()
    incoming: tuple[Coming, ...] = ()
    cartons: tuple[tuple[CartonForm, int | None], ...] = ()


def set_up(desk: Desk, new: NewShop) -> Shop:
    """Make the shop in one transaction; one that is set up already is left as it is."""
    with desk.writing(right=NO_RIGHT) as work:
        if is_set_up(work.connection):
            return shops.shop_of(work.connection)
        shop = write_shop(work, new.form, new.services)
        for form, quantity in new.items:
            _write_item(work, form, quantity)
        for coming in new.incoming:
            due = work.today + coming.after
            write_promise(work, coming.sku, coming.quantity, reference=coming.reference, due=due)
        for carton, count in new.cartons:
            _write_carton(work, carton, count)
        for caller in new.customers:
            if caller.form is not None:
                write_customer(work, caller.form, caller.address)
    adopt_form(desk.database)
    return shop


def _write_item(work: Work, form: ItemForm, quantity: Quantity) -> None:
    item_id = write_item(work, form).id
    if quantity:
        place = stock.bin_for(work.connection, item_id)
        opening = Movement(item_id, place, quantity, "opening", "stock at the start")
        stock.move_stock(work.connection, [opening], now=work.now, user=work.user)


def _write_carton(work: Work, form: CartonForm, count: int | None) -> None:
    key = write_carton(work, form)
    if count is not None:
        cartons.add_move(work.connection, key, COUNTED, count, work.now, work.user, "stock at the start")
