"""What the checks on confirm look at: the customer's account, the address, the goods, and orders like this one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, delete, func, insert, literal_column, select

from orderdesk.domain.checks.verifying import Account, Setting
from orderdesk.persistence.customers.records import Address, read_address
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import checks, customers, invoices, items, movements, order_lines, orders, stock

LATELY = 20
"""So many of a customer's last orders are held beside a new one."""
ENOUGH = 6
"""With fewer movements than these nothing can be told of an item yet."""

_SETTINGS = Ready(select(checks.c.code, checks.c.is_on, checks.c.level))
_WHO = Ready(
    select(
        customers.c.name, customers.c.credit_limit, customers.c.blocked, customers.c.tax_exemption, customers.c.tax_id
    ).where(customers.c.id == bindparam("customer"))
)
_OPEN = (orders.c.customer_id == bindparam("customer"), orders.c.state == "confirmed", orders.c.id != bindparam("this"))
_OWED = Ready(
    select(
        select(func.coalesce(func.sum(orders.c.due), 0)).where(*_OPEN).scalar_subquery(),
        select(func.min(invoices.c.due_date))
        .join_from(orders, invoices, invoices.c.order_id == orders.c.id)
        .where(*_OPEN, orders.c.due > 0, invoices.c.kind == "invoice")
        .scalar_subquery(),
    )
)
_LEFT = (
    select(-func.min(movements.c.quantity))
    .where(movements.c.item_id == stock.c.item_id, movements.c.bin_id == stock.c.bin_id)
    .scalar_subquery()
)
_KNOWN = select(movements.c.id).where(movements.c.item_id == literal_column("items.id")).limit(ENOUGH).subquery()
# Both are read from the ends of the index by item, bin and quantity, however long the ledger is.
_GOODS = Ready(
    select(
        items.c.id,
        items.c.cost,
        items.c.blocked,
        case(
            (
                select(func.count()).select_from(_KNOWN).scalar_subquery() == ENOUGH,
                select(func.max(_LEFT)).where(stock.c.item_id == items.c.id).correlate(items).scalar_subquery(),
            )
        ),
    ).where(items.c.id.in_(bindparam("items", expanding=True)))
)
# Of who orders a hundred times a day only the last few orders are looked at.
_LATELY = (
    select(orders.c.id)
    .where(orders.c.customer_id == bindparam("customer"), orders.c.id != bindparam("this"))
    .order_by(orders.c.id.desc())
    .limit(LATELY)
)
_LIKE_THIS = Ready(
    select(orders.c.number, order_lines.c.item_id, order_lines.c.quantity)
    .join_from(orders, order_lines, order_lines.c.order_id == orders.c.id)
    .where(
        orders.c.id.in_(_LATELY),
        orders.c.units == bindparam("units"),
        orders.c.confirmed_at >= bindparam("since"),
        orders.c.state != "cancelled",
        order_lines.c.item_id.is_not(None),
    )
    .order_by(orders.c.id.desc())
)
_HELD = Ready(
    select(orders.c.id)
    .where(orders.c.customer_id == bindparam("customer"), orders.c.state == "confirmed", orders.c.held_by != "")
    .order_by(orders.c.id)
)


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item's cost (a unit price, 0 for unknown), its block, and the most that ever left a bin at once."""

    cost: int
    blocked: str
    most: int | None


def read_settings(connection: Connection) -> dict[str, Setting]:
    """The checks that the shop has set otherwise than the program does."""
    return {code: Setting(bool(on), level) for code, on, level in _SETTINGS.rows(connection)}


def write_setting(connection: Connection, code: str, setting: Setting) -> None:
    """Set a check."""
    connection.execute(delete(checks).where(checks.c.code == code))
    connection.execute(insert(checks).values(code=code, is_on=int(setting.on), level=setting.level))


def account_of(connection: Connection, customer_id: int, order_id: int, *, on_account: bool) -> Account | None:
    """A customer as the checks see them, with what they owe on orders other than this one where it is `on_account`."""
    who = _WHO.first(connection, {"customer": customer_id})
    if who is None:
        return None
    owed, since = _OWED.one(connection, {"customer": customer_id, "this": order_id}) if on_account else (0, None)
    name, limit, blocked, exemption, tax_id = who
    return Account(name, int(owed), limit, since, blocked, exemption, tax_id)


def goods_facts(connection: Connection, item_ids: Sequence[int]) -> dict[int, ItemFacts]:
    """The facts of these items."""
    found = _GOODS.rows(connection, {"items": item_ids}) if item_ids else ()
    return {row[0]: ItemFacts(row[1], row[2], row[3] if (row[3] or 0) > 0 else None) for row in found}


def place_of(connection: Connection, address_id: int | None) -> Address | None:
    """The address an order is sent to."""
    return read_address(connection, address_id) if address_id else None


def same_goods(
    connection: Connection, customer_id: int, order_id: int, goods: Mapping[int, int], since: datetime
) -> str:
    """The number of an order of theirs, confirmed since then, with the same quantity of each item; "" for none."""
    asked = {"customer": customer_id, "this": order_id, "units": sum(goods.values()), "since": since}
    found: dict[str, Counter[int]] = {}
    for number, item_id, quantity in _LIKE_THIS.rows(connection, asked):
        found.setdefault(number, Counter())[item_id] += quantity
    return next((number for number, others in found.items() if others == goods), "")


def held_by_checks(connection: Connection, customer_id: int) -> list[int]:
    """The orders of a customer that a check holds, the oldest first."""
    return _HELD.column(connection, {"customer": customer_id})
