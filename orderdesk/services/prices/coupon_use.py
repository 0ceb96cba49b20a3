"""The use of a coupon: taken when an order becomes binding, and told when it falls away from one that is changed.

A draft or quote only names its coupon. The use is taken on confirm, under a lock of the coupon, so that the last one is
never given twice; an order that is cancelled without a bill gives it back by itself, for only binding orders count.
"""

from __future__ import annotations

from orderdesk.domain.orders.records import Order
from orderdesk.domain.orders.repricing import Discount
from orderdesk.domain.prices.coupons import used_up
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import shown
from orderdesk.persistence.prices import coupons
from orderdesk.services.desk import Work


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


def tell_coupon(work: Work, order: Order, discount: Discount) -> None:
    """Remember that the goods of an order that was changed no longer reach what its coupon asks for."""
    coupon = discount.coupon
    if coupon is not None and discount.fell_away:
        least = shown(coupon.minimum, order.currency)
        work.event("order", order.id, "coupon fell away", f"{coupon.label} asks for goods of {least} or more")
