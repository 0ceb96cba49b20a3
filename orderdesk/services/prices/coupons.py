"""The coupons of the shop: made, changed, switched off, and how often each was used."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from orderdesk.domain.prices.coupons import Coupon, checked_coupon, coupon_code, worth_words
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.persistence.prices import coupons
from orderdesk.persistence.prices.coupons import CouponRow
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.desk import Desk, Work


def coupons_of(desk: Desk) -> list[CouponRow]:
    """Every coupon with its uses, those in use first."""
    with desk.reading() as connection:
        return coupons.read_coupons(connection)


def code_of(desk: Desk, coupon_id: int | None) -> str:
    """The code of an order's coupon; "" for none."""
    if coupon_id is None:
        return ""
    with desk.reading() as connection:
        return coupons.coupon_of(connection, coupon_id).code


def save_coupon(desk: Desk, coupon: Coupon, *, new: bool) -> Coupon:
    """Make a coupon, or change the one of its code; orders keep what it gave them. Returns it as it is kept."""
    checked = checked_coupon(coupon)
    with desk.writing(right="change settings") as work:
        known = coupons.coupon_by_code(work.connection, checked.code)
        if new and known:
            raise Refused(f"There is a coupon {checked.code} already; change it instead.", field="code")
        if not new and known is None:
            raise NotFound(f"There is no coupon {checked.code}.", field="coupon")
        kept = _write(work, replace(checked, id=known.id if known else 0))
        work.event("shop", 1, "coupon added" if new else "coupon changed", _said(work, kept))
        work.touch("shop")
        return kept


def switch_coupon(desk: Desk, code: str, *, on: bool) -> Coupon:
    """Switch a coupon off, or on again; orders that have it keep it."""
    with desk.writing(right="change settings") as work:
        known = coupons.coupon_by_code(work.connection, coupon_code(code))
        if known is None:
            raise NotFound(f"There is no coupon {coupon_code(code)}.", field="coupon")
        kept = _write(work, replace(known, active=int(on)))
        work.event("shop", 1, "coupon changed", f"{kept.code}: {'on' if on else 'off'}")
        work.touch("shop")
        return kept


def _write(work: Work, coupon: Coupon) -> Coupon:
    values: dict[str, Any] = asdict(coupon)
    del values["id"]
    if not coupon.id:
        return replace(coupon, id=coupons.add_coupon(work.connection, values))
    coupons.change_coupon(work.connection, coupon.id, values)
    return coupon


def _said(work: Work, coupon: Coupon) -> str:
    return f"{coupon.code}: {worth_words(coupon, shop_of(work.connection).currency)}"
