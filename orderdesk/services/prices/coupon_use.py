"""What a coupon gives an order: asked when the order is priced, used up when it is confirmed, kept when it is changed.

A draft or quote only names its coupon. The use is taken on confirm, under a lock of the coupon, so that the last one is
never given twice; an order that is cancelled without a bill gives it back by itself, for only binding orders count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from orderdesk.domain.orders.records import Order, OrderRequest
from orderdesk.domain.prices.coupons import Coupon, Uses, coupon_code, taken_off, used_up, why_not
from orderdesk.domain.prices.pricing import LineInput, Rules, line_gross
from orderdesk.domain.values.errors import NotFound, OrderDeskError, Refused
from orderdesk.domain.values.money import Amount, shown
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.prices import coupons
from orderdesk.services.desk import Work


@dataclass(frozen=True, slots=True)
class Given:
    """The coupon that applies and what it takes `off` the goods; `refused` says why a named one does not."""

    coupon: Coupon | None = None
    off: Amount = 0
    refused: str = ""

    @property
    def free_delivery(self) -> bool:
        """Whether it pays for the delivery."""
        return self.coupon is not None and bool(self.coupon.free_delivery)


def given_by(
    connection: Connection,
    today: date,
    request: OrderRequest,
    rules: Rules,
    worth: Amount,
    *,
    charged: bool,
    complete: bool,
) -> Given:
    """What the coupon of a request gives goods of `worth`; `charged` says whether delivery has a price to be free of.

    Of a `complete` request one that does not apply is refused; a preview says why not.
    """
    try:
        coupon = _known(connection, request.coupon)
        said = _why_not(connection, today, coupon, request, rules, worth, charged=charged)
        if said:
            raise Refused(said, field="coupon")
    except OrderDeskError as no:
        if complete:
            raise
        return Given(refused=str(no))
    return Given(coupon, taken_off(coupon, worth, request.discount, rules.rounding))


def use_coupon(work: Work, order: Order) -> None:
    """Count the use of an order that becomes binding; refuse when others have used the coupon up meanwhile."""
    if order.coupon_id is None:
        return
    coupon = coupons.coupon_of(work.connection, order.coupon_id, lock=True)
    if not coupon.is_limited:
        return
    uses = coupons.uses_of(work.connection, coupon.id, order.customer_id, but=order.id)
    said = used_up(coupon, uses, customer=order.customer_id is not None)
    if said:
        raise Refused(said, field="coupon")


def coupon_again(work: Work, order: Order, lines: Sequence[LineInput]) -> Amount:
    """All that is taken off an order whose lines changed: its coupon is reckoned anew, and falls away below its
    minimum. Free delivery stays as it was given."""
    kept = orders.discounts_of(work.connection, order.id)
    whole = sum(amount for _, amount in kept)
    coupon = coupons.coupon_of(work.connection, order.coupon_id) if order.coupon_id else None
    if coupon is None or coupon.free_delivery:
        return whole
    before = next((amount for label, amount in reversed(kept) if label == coupon.label), 0)
    goods = [line for line in lines if not line.charge]
    worth = sum(line_gross(line.quantity, line.price, line.discount, order.rules) for line in goods)
    if worth < coupon.minimum:
        orders.change_adjustment(work.connection, order.id, coupon.label, 0)
        orders.change_order(work.connection, order.id, {"coupon_id": None})
        least = shown(coupon.minimum, order.currency)
        work.event("order", order.id, "coupon fell away", f"{coupon.label} asks for goods of {least} or more")
        return whole - before
    off = taken_off(coupon, worth, whole - before, order.rules.rounding)
    if off != before:
        orders.change_adjustment(work.connection, order.id, coupon.label, off)
    return whole - before + off


def _known(connection: Connection, text: str) -> Coupon:
    code = coupon_code(text)
    coupon = coupons.coupon_by_code(connection, code)
    if coupon is None:
        raise NotFound(f"There is no coupon {code}.", field="coupon")
    return coupon


def _why_not(
    connection: Connection,
    today: date,
    coupon: Coupon,
    request: OrderRequest,
    rules: Rules,
    worth: Amount,
    *,
    charged: bool,
) -> str:
    if coupon.free_delivery and not charged:
        return f"{coupon.label} gives free delivery, and this order pays for none."
    known = coupon.is_limited and coupon.active
    uses = coupons.uses_of(connection, coupon.id, request.customer_id) if known else Uses()
    return why_not(coupon, today, worth, rules.currency, uses, customer=request.customer_id is not None)
