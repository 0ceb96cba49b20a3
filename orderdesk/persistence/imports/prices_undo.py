"""Taking the prices of an import back: what stands in the way, and putting them as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from orderdesk.persistence.imports.prices import (
    CUSTOMERS,
    KEYS,
    LISTS,
    Mark,
    PriceBefore,
    PriceTerms,
    chunked,
    note_changes,
    prices_of,
    set_prices,
    table_of,
)
from orderdesk.persistence.imports.records import kept_before
from orderdesk.persistence.schema import customer_groups, customers, items, price_lists


def obstacle(connection: Connection, batch_id: int) -> str | None:
    """What was done since with prices of the batch, as the end of a sentence."""
    for kind in (LISTS, CUSTOMERS):
        kept = _kept(connection, batch_id, kind)
        now = prices_of(connection, kind, kept)
        for owner, (before, rows) in kept.items():
            said = _changed_since(connection, kind, owner, rows, now)
            if said is None and before["made"] and sum(mark[0] == owner for mark in now) > len(rows):
                said = f"prices were added to {_name(connection, kind, owner)} since."
            if said:
                return said
    return None


def restore(connection: Connection, batch_id: int) -> int:
    """Put the prices that a batch set back as they were; returns how many."""
    count = 0
    for kind in (LISTS, CUSTOMERS):
        kept = _kept(connection, batch_id, kind)
        known = select(items.c.id).where(items.c.id.in_(KEYS))
        here = {row[0] for row in chunked(connection, known, _items(kept))}
        marks = {
            (owner, each.item_id, each.from_quantity): each.before
            for owner, (_, rows) in kept.items()
            for each in rows
            if each.item_id in here
        }
        set_prices(connection, kind, {mark: terms for mark, terms in marks.items() if terms is not None})
        _drop(connection, kind, [mark for mark, terms in marks.items() if terms is None])
        if kind == CUSTOMERS:
            note_changes(connection, list(kept))
        for owner, (before, _) in kept.items():
            if before["made"]:
                _drop_list(connection, owner, with_group=before["group"])
        count += len(marks)
    return count


def told(connection: Connection, batch_id: int) -> list[tuple[str, int]]:
    """What has a history of its own among what the batch changed: (subject, key)."""
    shop = [("shop", 1)] if _kept(connection, batch_id, LISTS) else []
    return shop + [("customer", key) for key in _kept(connection, batch_id, CUSTOMERS)]


def _changed_since(
    connection: Connection, kind: str, owner: int, rows: Sequence[PriceBefore], now: Mapping[Mark, PriceTerms]
) -> str | None:
    for each in rows:
        if now.get((owner, each.item_id, each.from_quantity)) != each.after:
            asked = select(items.c.sku).where(items.c.id == each.item_id)
            sku = connection.execute(asked).scalar()
            if sku is not None:
                return f"the price of {sku} for {_name(connection, kind, owner)} was changed since."
    return None


def _name(connection: Connection, kind: str, owner: int) -> str:
    if kind == CUSTOMERS:
        asked = select(customers.c.number).where(customers.c.id == owner)
    else:
        asked = select(price_lists.c.name).where(price_lists.c.id == owner)
    return connection.execute(asked).scalar() or ""


def _drop(connection: Connection, kind: str, marks: Sequence[Mark]) -> None:
    table, owner = table_of(kind)
    if marks:
        gone = delete(table).where(
            owner == bindparam("a"), table.c.item_id == bindparam("b"), table.c.from_quantity == bindparam("c")
        )
        connection.execute(gone, [dict(zip("abc", mark, strict=True)) for mark in marks])


def _drop_list(connection: Connection, list_id: int, *, with_group: bool) -> None:
    """Forget a list that the batch made, and its group when that is new too and nobody uses it since."""
    group = connection.execute(select(price_lists.c.group_id).where(price_lists.c.id == list_id)).scalar()
    connection.execute(delete(price_lists).where(price_lists.c.id == list_id))
    if with_group and group is not None:
        used = (
            select(customers.c.id).where(customers.c.group_id == group),
            select(price_lists.c.id).where(price_lists.c.group_id == group),
        )
        free = [~each.exists() for each in used]
        connection.execute(delete(customer_groups).where(customer_groups.c.id == group, *free))


def _kept(connection: Connection, batch_id: int, kind: str) -> dict[int, tuple[dict[str, Any], list[PriceBefore]]]:
    """What the batch did, by list or customer; of those that are gone since nothing is left to take back."""
    found = {
        owner: (before, [_read(row) for row in before["rows"]])
        for known, owner, before in kept_before(connection, batch_id)
        if known == kind
    }
    owners = (price_lists if kind == LISTS else customers).c.id
    here = {row[0] for row in chunked(connection, select(owners).where(owners.in_(KEYS)), found)}
    return {owner: each for owner, each in found.items() if owner in here}


def _items(kept: Mapping[int, tuple[dict[str, Any], Sequence[PriceBefore]]]) -> set[int]:
    return {each.item_id for _, rows in kept.values() for each in rows}


def _read(row: Sequence[Any]) -> PriceBefore:
    before, after = (PriceTerms(each[0], *map(_day, each[1:])) if each else None for each in row[2:])
    assert after is not None
    return PriceBefore(row[0], row[1], before, after)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
