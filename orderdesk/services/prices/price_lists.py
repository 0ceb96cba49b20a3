"""Price lists: groups of customers, the lists they buy by, and prices agreed with one customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from orderdesk.domain.prices.exchange import currency_code
from orderdesk.domain.prices.price_lists import Winner, winner
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import Price, shown_price
from orderdesk.domain.values.quantity import ONE, Quantity, shown_quantity
from orderdesk.domain.values.texts import clean, count_word
from orderdesk.persistence.customers import records as customers
from orderdesk.persistence.items import records as catalog
from orderdesk.persistence.prices import price_lists as store
from orderdesk.persistence.prices.price_lists import Group, PriceList, PriceRow
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.desk import Desk, Work
from orderdesk.services.prices.exchange import exchanged

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class ListForm:
    """What a list is kept by: its name, the group it is for, the currency of its prices, its first and last day.

    "" is the currency it has, and for a new one the shop's.
    """

    name: str
    group: str
    currency: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class RowForm:
    """A price as it is set: for an item by SKU or barcode, per unit, from a quantity on.

    The days are for a price of one customer; a list has its own.
    """

    sku: str
    price: Price
    from_quantity: Quantity = ONE
    valid_from: date | None = None
    valid_to: date | None = None


def price_lists(desk: Desk) -> list[PriceList]:
    """Every price list, by name."""
    with desk.reading() as connection:
        return store.read_lists(connection)


def price_list(desk: Desk, name: str) -> PriceList:
    """One price list by its name; `NotFound` when there is none."""
    with desk.reading() as connection:
        return _list(connection, name)


def groups(desk: Desk) -> list[Group]:
    """Every group of customers, by name."""
    with desk.reading() as connection:
        return store.read_groups(connection)


def rows_of_list(desk: Desk, name: str) -> list[PriceRow]:
    """The prices of a list, by SKU and quantity."""
    with desk.reading() as connection:
        return store.rows_of_list(connection, _list(connection, name).id)


def prices_of_customer(desk: Desk, customer_id: int) -> list[PriceRow]:
    """The prices agreed with a customer, by SKU and quantity."""
    with desk.reading() as connection:
        return store.rows_of_customer(connection, customer_id)


def group_of_customer(desk: Desk, customer_id: int) -> str:
    """The name of the group a customer is in; "" for none."""
    with desk.reading() as connection:
        return store.group_of(connection, customer_id)


def why_price(desk: Desk, customer_id: int, sku: str, quantity: Quantity) -> Winner:
    """The price a customer would pay today for so many of an item, and where it comes from."""
    with desk.reading() as connection:
        item_id, item = _item(connection, sku)
        offers = store.offers_for(connection, customer_id, [item_id], desk.today).get(item_id, [])
        return winner(item.price, offers, quantity, desk.today)


def save_list(desk: Desk, form: ListForm) -> None:
    """Keep a list under its name, new or changed; its group is made when there is none of that name."""
    name = clean(form.name, "name", required=True, longest=LONGEST_NAME)
    with desk.writing(right="change settings") as work:
        _check_days(form.valid_from, form.valid_to)
        known = {each.name.casefold(): each for each in store.read_lists(work.connection)}.get(name.casefold())
        kept = known.name if known else name
        currency = _currency(work, form.currency, known)
        group_id = _group_id(work, form.group)
        values = {"group_id": group_id, "currency": currency, "valid_from": form.valid_from, "valid_to": form.valid_to}
        store.write_list(work.connection, {"name": kept, **values})
        said = f"{kept} for {form.group.strip()}, in {currency}{_days(form.valid_from, form.valid_to)}"
        _said(work, "price list", said)


def remove_list(desk: Desk, name: str) -> None:
    """Forget a list with its prices; orders that were priced by it keep their prices."""
    with desk.writing(right="change settings") as work:
        found = _list(work.connection, name)
        store.drop_list(work.connection, found.id)
        _said(work, "price list removed", found.name)


def set_list_price(desk: Desk, name: str, row: RowForm) -> None:
    """Set the price of an item on a list from a quantity on; one from the same quantity is replaced."""
    with desk.writing(right="change settings") as work:
        if row.valid_from or row.valid_to:
            raise Refused("A price on a list holds on the days of its list.", field="valid_from")
        found = _list(work.connection, name)
        values, told = _checked(work.connection, row)
        store.write_row(work.connection, {"list_id": found.id}, values)
        _said(work, "list price", f"{found.name}: {told}")


def remove_list_price(desk: Desk, name: str, sku: str, from_quantity: Quantity) -> None:
    """Take a price off a list."""
    with desk.writing(right="change settings") as work:
        found = _list(work.connection, name)
        _drop(work.connection, {"list_id": found.id}, sku, from_quantity)
        _said(work, "list price removed", f"{found.name}: {sku.strip()} from {shown_quantity(from_quantity)}")


def set_customer_price(desk: Desk, customer_id: int, row: RowForm) -> None:
    """Agree a price with one customer; it goes before every list."""
    with desk.writing(right="change prices") as work:
        _customer(work, customer_id)
        _check_days(row.valid_from, row.valid_to)
        values, told = _checked(work.connection, row)
        days = {"valid_from": row.valid_from, "valid_to": row.valid_to}
        store.write_row(work.connection, {"customer_id": customer_id}, values | days)
        _changed(work, customer_id, "own price", told + _days(row.valid_from, row.valid_to))


def remove_customer_price(desk: Desk, customer_id: int, sku: str, from_quantity: Quantity) -> None:
    """Let a price agreed with a customer no longer count."""
    with desk.writing(right="change prices") as work:
        _customer(work, customer_id)
        _drop(work.connection, {"customer_id": customer_id}, sku, from_quantity)
        _changed(work, customer_id, "own price removed", f"{sku.strip()} from {shown_quantity(from_quantity)}")


def set_group(desk: Desk, customer_id: int, group: str) -> None:
    """Put a customer into a group that exists; "" takes them out of any."""
    with desk.writing(right="change prices") as work:
        _customer(work, customer_id)
        found = _known_group(work.connection, group) if group.strip() else None
        customers.change_customer(work.connection, customer_id, {"group_id": found.id if found else None})
        work.event("customer", customer_id, "group", found.name if found else "none")
        work.touch("customers")


def _currency(work: Work, asked: str, known: PriceList | None) -> str:
    """The currency asked for, else the one the list has, else the shop's."""
    own = shop_of(work.connection).currency
    if not asked.strip():
        return known.currency if known else own
    currency = currency_code(asked)
    if currency != own and currency not in exchanged(work.connection, work.today):
        raise Refused(
            f"There is no exchange rate of {currency} yet; set what 1 {currency} is in {own} first.", field="currency"
        )
    if known and known.rows and currency != known.currency:
        raise Refused(
            f"{known.name} has {count_word(known.rows, 'price')} in {known.currency} already.", field="currency"
        )
    return currency


def _list(connection: Connection, name: str) -> PriceList:
    for each in store.read_lists(connection):
        if each.name.casefold() == name.strip().casefold():
            return each
    raise NotFound(f"There is no price list {name.strip()[:60]}.", field="name")


def _known_group(connection: Connection, name: str) -> Group:
    known = store.read_groups(connection)
    for each in known:
        if each.name.casefold() == name.strip().casefold():
            return each
    there = f"; there is {', '.join(each.name for each in known)}" if known else "; a price list makes one"
    raise NotFound(f"There is no customer group {name.strip()[:60]}{there}.", field="group")


def _group_id(work: Work, name: str) -> int:
    kept = clean(name, "group", required=True, longest=LONGEST_NAME)
    for each in store.read_groups(work.connection):
        if each.name.casefold() == kept.casefold():
            return each.id
    return store.add_group(work.connection, kept)


def _item(connection: Connection, sku: str) -> tuple[int, catalog.Item]:
    item_id = catalog.item_id_by_code(connection, sku.strip())
    item = catalog.read_item(connection, item_id) if item_id is not None else None
    if item_id is None or item is None:
        raise NotFound(f"There is no item {sku.strip()[:60]}.", field="sku")
    return item_id, item


def _checked(connection: Connection, row: RowForm) -> tuple[dict[str, int], str]:
    """The columns of a price, and how it is told."""
    item_id, item = _item(connection, row.sku)
    if row.from_quantity <= 0:
        raise Refused("A price holds from a quantity above zero.", field="from_quantity")
    if row.price < 0:
        raise Refused("A price cannot be negative.", field="price")
    told = f"{item.sku} {shown_price(row.price)} from {shown_quantity(row.from_quantity)}"
    return {"item_id": item_id, "from_quantity": row.from_quantity, "price": row.price}, told


def _drop(connection: Connection, owner: dict[str, int], sku: str, from_quantity: Quantity) -> None:
    item_id, item = _item(connection, sku)
    if not store.drop_row(connection, owner, item_id, from_quantity):
        raise NotFound(f"There is no price for {item.sku} from {shown_quantity(from_quantity)}.", field="sku")


def _check_days(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise Refused("The last day is before the first.", field="valid_to")


def _days(first: date | None, last: date | None) -> str:
    return (f", first day {first}" if first else "") + (f", last day {last}" if last else "")


def _customer(work: Work, customer_id: int) -> None:
    if customers.read_customer(work.connection, customer_id) is None:
        raise NotFound("There is no such customer.", field="customer")


def _changed(work: Work, customer_id: int, what: str, detail: str) -> None:
    # A new version, so that taking back an import does not take these prices with it unseen.
    customers.change_customer(work.connection, customer_id, {})
    work.event("customer", customer_id, what, detail)
    work.touch("customers")


def _said(work: Work, what: str, detail: str) -> None:
    work.event("shop", 1, what, detail)
    work.touch("shop")
