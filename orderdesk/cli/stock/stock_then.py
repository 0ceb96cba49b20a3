"""`stock show SKU --as-of TIME` and `stock list`: what was there, reserved and worth at a past moment."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from typing import Any

from orderdesk.cli.orders.order_json import moment
from orderdesk.cli.session import Session
from orderdesk.cli.typed.facts import facts_of
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.values.money import amount_text, money
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.written.moments import shown_moment, typed_moment
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import item_of_code
from orderdesk.services.stock.as_of import ItemThen, StockThen, item_as_of, stock_as_of

AS_OF = 'a past moment, such as "2026-03-03 12:00" or "yesterday 14:30"; a day alone means its end'


def add_list(steps: Any) -> None:
    """What the whole shop has, or had."""
    whole = steps.add_parser("list", help="what is there, reserved and worth, item by item")
    whole.add_argument("--as-of", metavar="TIME", help=AS_OF)
    whole.add_argument("--location", default="", metavar="NAME", help="at one location alone")
    whole.set_defaults(run=_list)


def show_then(session: Session, sku: str, asked: str) -> Answer:
    """One item at a past moment beside now."""
    desk = session.desk
    found = item_as_of(desk, item_of_code(desk, sku).id, _read(desk, asked))
    return Answer(_item_text(found, desk), _item_facts(found, desk))


def _list(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    at = _read(desk, options.as_of) if options.as_of else desk.clock()
    found = stock_as_of(desk, at, options.location)
    return Answer(_list_text(found, desk), _list_facts(found, desk))


def _read(desk: Desk, asked: str) -> datetime:
    return typed_moment(asked, desk.clock(), desk.calendar, field="as-of")


def _item_text(found: ItemThen, desk: Desk) -> str:
    rows = [
        ("", "then", "now"),
        ("on hand", shown_quantity(found.on_hand), shown_quantity(found.on_hand_now)),
        ("reserved", shown_quantity(found.reserved), shown_quantity(found.reserved_now)),
        *((f"in {each.code}", shown_quantity(each.on_hand), shown_quantity(each.on_hand_now)) for each in found.bins),
        *(
            (f"for {each.order}", shown_quantity(each.quantity), shown_quantity(each.now))
            for each in found.reserved_for
        ),
        ("value", money(found.value, found.currency), ""),
    ]
    head = f"{found.item.sku} {found.item.name}, as of {shown_moment(found.at, desk.calendar)}"
    since = [f"since then: {_kinds(found)}"] if found.since else []
    return "\n".join([head, columns(rows, right=(1, 2)), *since, *([found.note] if found.note else [])])


_THEN_AND_NOW = ("on_hand", "on_hand_now", "reserved", "reserved_now")


def _kinds(found: ItemThen) -> str:
    return ", ".join(f"{shown_quantity(each.quantity)} {each.kind}" for each in found.since)


def _item_facts(found: ItemThen, desk: Desk) -> dict[str, Any]:
    return {
        "sku": found.item.sku,
        "name": found.item.name,
        "as_of": moment(found.at, desk.zone),
        **facts_of(found, (*_THEN_AND_NOW, "unit_cost", "value", "currency", "note"), found.currency),
        "bins": [{"bin": each.code, **facts_of(each, _THEN_AND_NOW)} for each in found.bins],
        "reserved_for": [facts_of(each, ("order", "quantity", "now")) for each in found.reserved_for],
        "since": [{"movements": each.count, **facts_of(each, ("kind", "quantity"))} for each in found.since],
    }


def _list_text(found: StockThen, desk: Desk) -> str:
    rows = [
        (
            each.sku,
            each.name[:40],
            shown_quantity(each.on_hand),
            shown_quantity(each.reserved),
            money(each.value(found.currency), found.currency),
        )
        for each in found.rows
    ]
    total = ("Total", "", "", "", money(found.value, found.currency))
    head = ("SKU", "Item", "On hand", "Reserved", "Value")
    parts = [f"Stock as of {shown_moment(found.at, desk.calendar)}"]
    parts += [columns([head, *rows, total], right=(2, 3, 4))] if rows else []
    return "\n".join([*parts, *([found.note] if found.note else [])])


def _list_facts(found: StockThen, desk: Desk) -> dict[str, Any]:
    return {
        "as_of": moment(found.at, desk.zone),
        "currency": found.currency,
        "items": [
            {
                **facts_of(each, ("sku", "name", "on_hand", "reserved", "unit_cost"), found.currency),
                "value": amount_text(each.value(found.currency), found.currency),
            }
            for each in found.rows
        ],
        "value": amount_text(found.value, found.currency),
        "note": found.note,
    }
