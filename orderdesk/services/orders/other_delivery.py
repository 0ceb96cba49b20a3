"""A confirmed order that is to go another way: its service, and what delivery then costs by today's rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orderdesk.domain.fulfilment.rates import Parcel, parcel_of
from orderdesk.domain.lifecycles import HAVE_LEFT
from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.prices.coupons import is_postage
from orderdesk.domain.prices.pricing import price_order
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.orders.ordering import measures_of
from orderdesk.persistence.prices import coupons
from orderdesk.persistence.shop.records import Service, service_called, service_of, shop_of
from orderdesk.services.desk import Work
from orderdesk.services.prices.delivering import delivery, destination, rates_to, sent_to
from orderdesk.services.prices.pricing import charge_row, inputs_of, postage_line
from orderdesk.services.prices.taxing import taxing_again

COLLECTED = "collected"


@dataclass(frozen=True, slots=True)
class OtherDelivery:
    """The service an order is to go by, None for goods that are collected; `charges` are the lines of the old one."""

    service: Service | None
    said: str
    charges: tuple[int, ...]

    @property
    def values(self) -> dict[str, Any]:
        """What changes in the order and in what is still here of its shipments."""
        return {"service_id": self.service.id if self.service else None}

    @property
    def gone(self) -> Mapping[int, LineChange]:
        """The changes that take the old charges off."""
        return dict.fromkeys(self.charges, LineChange(0))


def other_delivery(work: Work, order: Order, lines: Sequence[OrderLine], amendment: Amendment) -> OtherDelivery | None:
    """The delivery that an amendment asks for, None where it stays; refused once goods have left or are invoiced.

    Another address is another delivery where the service asks another price for it, and refused where it does not go.
    """
    before = service_of(work.connection, order.service_id)
    if amendment.service is None or amendment.service.strip() == (before.code if before else ""):
        return _other_place(work, order, lines, amendment, before)
    service = service_called(work.connection, amendment.service, offered=True) if amendment.service.strip() else None
    if service == before:
        return _other_place(work, order, lines, amendment, before)
    if any(line.invoiced for line in lines):
        raise Refused(f"{order.number} is invoiced; its delivery stays as it is.", field="service")
    if any(each.state in HAVE_LEFT for each in shipments.shipments_of_order(work.connection, order.id)):
        raise Refused(f"Goods of {order.number} have left; its delivery stays as it is.", field="service")
    names = [each.name if each else COLLECTED for each in (before, service)]
    return OtherDelivery(service, f"delivery {names[0]} \N{RIGHTWARDS ARROW} {names[1]}", _charges(lines, before))


def _other_place(
    work: Work, order: Order, lines: Sequence[OrderLine], amendment: Amendment, service: Service | None
) -> OtherDelivery | None:
    """The same service to another address; what is billed is not charged anew."""
    if service is None or service.pickup or amendment.ship_to_id in (None, order.ship_to_id):
        return None
    home = shop_of(work.connection).country
    here, there = (destination(work.connection, home, key) for key in (order.ship_to_id, amendment.ship_to_id))
    if rates_to(service, there) is None:
        delivery(work.connection, service, there, Parcel(0)).insist()
    if rates_to(service, there) == rates_to(service, here) or any(line.invoiced for line in lines):
        return None
    return OtherDelivery(service, f"delivery to {there.said}", _charges(lines, service))


def _charges(lines: Sequence[OrderLine], service: Service | None) -> tuple[int, ...]:
    """The lines on which a service is charged."""
    charged = (line for line in lines if line.item_id is None and service)
    return tuple(line.id for line in charged if service and is_postage(line.label, service.name))


def delivery_row(
    work: Work, order: Order, other: OtherDelivery, rows: Sequence[dict[str, Any]], discount: Amount, place: int
) -> dict[str, Any] | None:
    """The line that charges the delivery of `rows`, None where it costs nothing; a coupon's free delivery stays."""
    service = other.service
    if service is None:
        return None
    goods = [row for row in rows if row["item_id"] is not None]
    known = measures_of(work.connection, [row["item_id"] for row in goods])
    parcel = parcel_of((known[row["item_id"]], row["quantity"]) for row in goods)
    worth = price_order(inputs_of(goods), order.rules, discount).net if goods else 0
    shop = shop_of(work.connection)
    ship_to = sent_to(order.channel, service, order.ship_to_id)
    way = delivery(work.connection, service, destination(work.connection, shop.country, ship_to), parcel)
    way.insist()
    charge = way.charge(worth)
    if not charge:
        return None
    coupon = coupons.coupon_of(work.connection, order.coupon_id) if order.coupon_id else None
    free = coupon if coupon is not None and coupon.free_delivery else None
    taxing = taxing_again(work.connection, shop, work.today, order, ship_to)
    row = charge_row(place, postage_line(service, charge, order.currency, free))
    return row | {"tax_rate": taxing.rate_of(service.tax_class)}
