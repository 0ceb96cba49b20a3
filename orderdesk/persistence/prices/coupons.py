"""Coupons: read for an order, and kept by the shop; how often one was used is told by the orders that have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, case, exists, func, insert, or_, select, update

from orderdesk.domain.prices.coupons import Coupon, Uses
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.schema import coupons, invoices, orders

# A binding order uses its coupon; a cancelled one gives it back, unless a paper was issued with it.
_USED = or_(
    orders.c.state.in_(("confirmed", "closed")),
    and_(orders.c.state == "cancelled", exists().where(invoices.c.order_id == orders.c.id)),
)
_COUPON: Select[Any] = select(*columns_of(coupons, Coupon))
_BY_CODE = _COUPON.where(coupons.c.code == bindparam("code"))
_BY_ID = _COUPON.where(coupons.c.id == bindparam("key"))
_LOCKED = _BY_ID.with_for_update()
_USES = select(func.count(), func.count(case((orders.c.customer_id == bindparam("customer"), 1)))).where(
    orders.c.coupon_id == bindparam("key"), orders.c.id != bindparam("but"), _USED
)
_CODE_ON = (
    select(coupons.c.code)
    .select_from(orders.join(coupons, coupons.c.id == orders.c.coupon_id))
    .where(orders.c.id == bindparam("key"))
)
_USED_OF = (
    select(orders.c.coupon_id, func.count(), func.coalesce(func.sum(orders.c.net), 0))
    .where(orders.c.coupon_id.is_not(None), _USED)
    .group_by(orders.c.coupon_id)
)


@dataclass(frozen=True, slots=True)
class CouponRow:
    """A coupon with the number of orders that used it, and what these came to without tax."""

    coupon: Coupon
    uses: int
    net: int


def coupon_by_code(connection: Connection, code: str) -> Coupon | None:
    """The coupon of a code as it is kept."""
    row = connection.execute(_BY_CODE, {"code": code}).first()
    return Coupon(*row) if row else None


def coupon_of(connection: Connection, key: int, *, lock: bool = False) -> Coupon:
    """The coupon of this key; with `lock` nobody else counts its uses until the transaction ends."""
    return Coupon(*connection.execute(_LOCKED if lock else _BY_ID, {"key": key}).one())


def code_on(connection: Connection, order_id: int) -> str:
    """The code of the coupon that an order has; "" for none."""
    return connection.execute(_CODE_ON, {"key": order_id}).scalar() or ""


def uses_of(connection: Connection, key: int, customer_id: int | None, but: int = 0) -> Uses:
    """How often a coupon was used, by orders other than `but`."""
    return Uses(*connection.execute(_USES, {"key": key, "customer": customer_id, "but": but}).one())


def read_coupons(connection: Connection) -> list[CouponRow]:
    """Every coupon, those in use first, each with its uses."""
    used = {key: (int(count), int(net)) for key, count, net in connection.execute(_USED_OF)}
    found = connection.execute(_COUPON.order_by(coupons.c.active.desc(), coupons.c.code))
    return [CouponRow(Coupon(*row), *used.get(row.id, (0, 0))) for row in found]


def add_coupon(connection: Connection, values: Mapping[str, Any]) -> int:
    """Write a new coupon; return its key."""
    key: int = connection.execute(insert(coupons).returning(coupons.c.id), dict(values)).scalar_one()
    return key


def change_coupon(connection: Connection, key: int, values: Mapping[str, Any]) -> None:
    """Write a coupon as it is from now on."""
    connection.execute(update(coupons).where(coupons.c.id == key).values(**values))
