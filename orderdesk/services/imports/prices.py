"""Bringing prices in: on price lists, which are made with their group where they are new, and of single customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import shown_price
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.texts import clean
from orderdesk.integrations.imports.protocol import Reading
from orderdesk.integrations.imports.records import PriceRecord
from orderdesk.persistence.imports import prices as store
from orderdesk.persistence.imports.prices import CUSTOMERS, LISTS, Mark, PriceBefore, PriceTerms
from orderdesk.persistence.prices import price_lists
from orderdesk.persistence.prices.price_lists import PriceList
from orderdesk.services.desk import Work
from orderdesk.services.imports.matched import CHANGED, NEW, SAME, MatchContext, RowTally, Verdict, held_against
from orderdesk.services.prices.exchange import exchanged
from orderdesk.services.prices.price_lists import LONGEST_NAME


@dataclass(frozen=True, slots=True)
class PriceSetting:
    """One price to set: whose (a list by its small letters or a customer's key), on which item, from which quantity."""

    record: PriceRecord
    kind: str
    owner: str | int
    item_id: int
    from_quantity: int
    before: PriceTerms | None
    after: PriceTerms


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices to set, and the lists to make for them, by the small letters of their names."""

    tally: RowTally
    settings: tuple[PriceSetting, ...]
    new_lists: dict[str, PriceRecord]

    @property
    def wanted(self) -> list[PriceRecord]:
        """The records to be written."""
        return [each.record for each in self.settings]


@dataclass(slots=True)
class Here:
    """What is known of the shop's items, customers, lists and prices while the rows are compared.

    `exchanged` are the other currencies that have an exchange rate.
    """

    currency: str
    exchanged: set[str]
    items: dict[str, tuple[int, str]]
    customers: dict[str, int]
    numbers: dict[int, str]
    lists: dict[str, PriceList]
    prices: dict[str, dict[Mark, PriceTerms]]
    new_lists: dict[str, PriceRecord] = field(default_factory=dict)
    seen: dict[tuple[str, str | int, int, int], int] = field(default_factory=dict)


def match(connection: Connection, reading: Reading, context: MatchContext) -> Prices:
    """Compare the prices of a file with those here."""
    records = [each for each in reading.records if isinstance(each, PriceRecord)]
    here = _here(connection, records, context)

    def judge(record: PriceRecord) -> Verdict[PriceSetting]:
        setting = _setting(record, here)
        name, told = _words(record, setting, here)
        if setting.before == setting.after:
            return Verdict(SAME, name)
        return Verdict(CHANGED if setting.before else NEW, name, told, setting)

    tally, settings = held_against(reading, records, context, judge, lambda record: f"{record.sku} · {record.owner}")
    used = {each.owner for each in settings if each.kind == LISTS}
    return Prices(tally, settings, {name: made for name, made in here.new_lists.items() if name in used})


def write(work: Work, batch_id: int, found: Prices, context: MatchContext) -> None:
    """Set the prices of a batch."""
    keys, made = _make_lists(work, found.new_lists)
    for kind in (LISTS, CUSTOMERS):
        kept: dict[int, list[PriceBefore]] = {}
        for place, each in enumerate(found.settings):
            context.step(place)
            if each.kind == kind:
                owner = each.owner if isinstance(each.owner, int) else keys[each.owner]
                kept.setdefault(owner, []).append(
                    PriceBefore(each.item_id, each.from_quantity, each.before, each.after)
                )
        prices = {(owner, one.item_id, one.from_quantity): one.after for owner, rows in kept.items() for one in rows}
        store.set_prices(work.connection, kind, prices)
        store.keep_prices(work.connection, batch_id, kind, kept, made if kind == LISTS else {})
        _tell(work, batch_id, kind, kept)
    work.touch("shop", "customers")


def _tell(work: Work, batch_id: int, kind: str, kept: dict[int, list[PriceBefore]]) -> None:
    names = {each.id: each.name for each in price_lists.read_lists(work.connection)}
    if kind == CUSTOMERS:
        store.note_changes(work.connection, list(kept))
    for owner, rows in kept.items():
        count = f"{len(rows):,} {'price' if len(rows) == 1 else 'prices'} by import {batch_id}"
        if kind == CUSTOMERS:
            work.event("customer", owner, "own price", count)
        else:
            work.event("shop", 1, "list price", f"{names[owner]}: {count}")


def _here(connection: Connection, records: Sequence[PriceRecord], context: MatchContext) -> Here:
    known = store.customers_by_any(connection, (each.customer for each in records if each.customer))
    lists = {each.name.casefold(): each for each in price_lists.read_lists(connection)}
    named = {each.list_name.casefold() for each in records}
    return Here(
        context.shop.currency,
        exchanged(connection, context.today),
        store.items_by_code(connection, (each.sku for each in records)),
        known,
        store.numbers_of(connection, known.values()),
        lists,
        {
            LISTS: store.prices_of(connection, LISTS, (each.id for name, each in lists.items() if name in named)),
            CUSTOMERS: store.prices_of(connection, CUSTOMERS, known.values()),
        },
    )


def _setting(record: PriceRecord, here: Here) -> PriceSetting:
    """What a row sets; raises Refused with the reason why it cannot."""
    if record.sku not in here.items:
        raise Refused(f"There is no item {record.sku}.", field="sku")
    item_id = here.items[record.sku][0]
    kind, owner = (LISTS, _list(record, here)) if record.list_name else (CUSTOMERS, _customer(record, here))
    place = (kind, owner, item_id, record.from_quantity)
    if place in here.seen:
        raise Refused(f"This price stands in row {here.seen[place]} already.", field="sku")
    here.seen[place] = record.row
    days = (record.valid_from, record.valid_to) if kind == CUSTOMERS else (None, None)
    key = here.lists[owner].id if isinstance(owner, str) and owner in here.lists else owner
    before = here.prices[kind].get((key, item_id, record.from_quantity)) if isinstance(key, int) else None
    return PriceSetting(record, kind, owner, item_id, record.from_quantity, before, PriceTerms(record.price, *days))


def _customer(record: PriceRecord, here: Here) -> int:
    if record.customer not in here.customers:
        raise Refused(f"There is no customer {record.customer}.", field="customer")
    return here.customers[record.customer]


def _list(record: PriceRecord, here: Here) -> str:
    """The list of a row by its small letters; a new one needs a group, and its rows must agree."""
    name = record.list_name.casefold()
    known = here.lists.get(name)
    if known is not None:
        _agree(record, known.name, known.group, (known.valid_from, known.valid_to), known.currency)
        return name
    first = here.new_lists.get(name)
    if first is not None:
        _agree(record, first.list_name, first.group, (first.valid_from, first.valid_to), first.currency)
        return name
    if not record.group:
        raise Refused(f"There is no list {record.list_name}; name its group to make it.", field="list")
    clean(record.list_name, "list", longest=LONGEST_NAME)
    clean(record.group, "group", longest=LONGEST_NAME)
    currency = record.currency or here.currency
    if currency != here.currency and currency not in here.exchanged:
        raise Refused(f"There is no exchange rate of {currency[:10]} yet; set it first.", field="currency")
    here.new_lists[name] = replace(record, currency=currency)
    return name


def _agree(record: PriceRecord, name: str, group: str, days: tuple[object, object], currency: str) -> None:
    if record.currency not in ("", currency):
        raise Refused(f"{name} is in {currency}, not in {record.currency[:10]}.", field="currency")
    if record.group and record.group.casefold() != group.casefold():
        raise Refused(f"{name} is for the group {group}, not for {record.group}.", field="group")
    given = (record.valid_from, record.valid_to)
    if given != (None, None) and given != days:
        raise Refused(f"A price on {name} holds on the days of its list.", field="valid_from")


def _make_lists(work: Work, new: dict[str, PriceRecord]) -> tuple[dict[str, int], dict[int, bool]]:
    """Make the lists that are new; returns the keys of all by their small letters, and of those made whether the group
    is new too."""
    groups = {each.name.casefold(): each.id for each in price_lists.read_groups(work.connection)}
    fresh: set[str] = set()
    for record in new.values():
        group = record.group.casefold()
        if group not in groups:
            groups[group] = price_lists.add_group(work.connection, record.group)
            fresh.add(group)
        values = {"name": record.list_name, "group_id": groups[group], "currency": record.currency}
        days = {"valid_from": record.valid_from, "valid_to": record.valid_to}
        price_lists.write_list(work.connection, values | days)
        work.event("shop", 1, "price list", f"{record.list_name} for {record.group}")
    keys = {each.name.casefold(): each.id for each in price_lists.read_lists(work.connection)}
    return keys, {keys[name]: record.group.casefold() in fresh for name, record in new.items()}


def _owner(setting: PriceSetting, here: Here) -> tuple[str, str]:
    """Whose price it is, and its currency."""
    if isinstance(setting.owner, int):
        return here.numbers[setting.owner], here.currency
    if setting.owner in here.lists:
        known = here.lists[setting.owner]
        return known.name, known.currency
    new = here.new_lists[setting.owner]
    return new.list_name, new.currency


def _words(record: PriceRecord, setting: PriceSetting, here: Here) -> tuple[str, str]:
    """What a row is called, and what it sets."""
    owner, currency = _owner(setting, here)
    price = shown_price(record.price, currency)
    if setting.before is not None and setting.before.price != record.price:
        price = f"{shown_price(setting.before.price, currency)} → {price}"
    if currency != here.currency:
        price += f" {currency}"
    days = "".join(f" {word} {day}" for word, day in (("from", record.valid_from), ("to", record.valid_to)) if day)
    start = f", from {shown_quantity(record.from_quantity)}"
    return f"{here.items[record.sku][1]} · {owner}", f"{price}{start}{days if setting.kind == CUSTOMERS else ''}"
