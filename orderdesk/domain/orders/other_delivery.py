"""A confirmed order that is to go another way, and what it is no longer charged for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.orders.grounds import Grounds
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.prices.coupons import is_postage
from orderdesk.domain.prices.delivering import Service, delivery, rates_to
from orderdesk.domain.prices.rates import Parcel
from orderdesk.domain.values.errors import Refused

COLLECTED = "collected"


@dataclass(frozen=True, slots=True)
class OtherDelivery:
    """The service an order is to go by, None for goods that are collected; `charges` are the lines of the old one."""

    service: Service | None
    said: str
    charges: tuple[int, ...]

    @property
    def gone(self) -> Mapping[int, LineChange]:
        """The changes that take the old charges off."""
        return dict.fromkeys(self.charges, LineChange(0))


def other_delivery(
    order: Order, lines: Sequence[OrderLine], amendment: Amendment, grounds: Grounds, *, left: bool
) -> OtherDelivery | None:
    """The delivery that an amendment asks for, None where it stays; refused once goods have `left` or are invoiced.

    Another address is another delivery where the service asks another price for it, and refused where it does not go.
    """
    before, wanted = grounds.service_of(order), (amendment.service or "").strip()
    if amendment.service is None or wanted == (before.code if before else ""):
        return _other_place(order, lines, amendment, before, grounds)
    service = grounds.service_called(wanted, offered=True) if wanted else None
    if service == before:
        return _other_place(order, lines, amendment, before, grounds)
    if any(line.invoiced for line in lines):
        raise Refused(f"{order.number} is invoiced; its delivery stays as it is.", field="service")
    if left:
        raise Refused(f"Goods of {order.number} have left; its delivery stays as it is.", field="service")
    names = [each.name if each else COLLECTED for each in (before, service)]
    return OtherDelivery(service, f"delivery {names[0]} \N{RIGHTWARDS ARROW} {names[1]}", _charges(lines, before))


def _other_place(
    order: Order, lines: Sequence[OrderLine], amendment: Amendment, service: Service | None, grounds: Grounds
) -> OtherDelivery | None:
    """The same service to another address; what is billed is not charged anew."""
    if service is None or service.pickup or amendment.ship_to_id in (None, order.ship_to_id):
        return None
    here, there = grounds.goes_to(order.ship_to_id), grounds.goes_to(amendment.ship_to_id)
    if rates_to(service, there) is None:
        delivery(grounds.services, service, there, Parcel(0)).insist()
    if rates_to(service, there) == rates_to(service, here) or any(line.invoiced for line in lines):
        return None
    return OtherDelivery(service, f"delivery to {there.said}", _charges(lines, service))


def _charges(lines: Sequence[OrderLine], service: Service | None) -> tuple[int, ...]:
    """The lines on which a service is charged."""
    return tuple(line.id for line in lines if line.charge and service and is_postage(line.label, service.name))
