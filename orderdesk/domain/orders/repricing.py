"""An order that is in the books, priced again by the rules it was taken with: for another tax, price, place or line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from orderdesk.domain.orders.grounds import Grounds
from orderdesk.domain.orders.pricing import charge_line, postage, summed, taxed, units_of, worth_of
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.prices.coupons import Coupon, taken_off
from orderdesk.domain.prices.delivering import delivery, sent_to
from orderdesk.domain.prices.pricing import Totals, line_gross
from orderdesk.domain.prices.rates import parcel_of
from orderdesk.domain.shop.taxing import Taxing
from orderdesk.domain.values.money import Amount, Price


@dataclass(frozen=True, slots=True)
class Discount:
    """All that is taken off an order: `amount`, of which its `coupon` took `before` and takes `now`; a coupon of which
    the goods no longer reach the minimum `fell_away`."""

    amount: Amount
    coupon: Coupon | None = None
    before: Amount = 0
    now: Amount = 0
    fell_away: bool = False


@dataclass(frozen=True, slots=True)
class Repriced:
    """The lines of an order as they are from now on, those that are new with the id 0, and what they come to.

    `exemption` is the reason printed where no tax is taken.
    """

    lines: tuple[OrderLine, ...]
    totals: Totals
    exemption: str
    discount: Discount

    def of(self, order: Order) -> Order:
        """The order with what it comes to; what is still to pay on it is counted later."""
        return replace(
            order,
            net=self.totals.net,
            tax=self.totals.tax,
            total=self.totals.total,
            units=units_of(self.lines),
            exemption=self.exemption,
            coupon_id=None if self.discount.fell_away else order.coupon_id,
        )


def taxing_again(order: Order, grounds: Grounds) -> Taxing:
    """The tax of an order as of today where it goes, by its customer as they are now."""
    taxing = grounds.taxing(sent_to(order.channel, grounds.service_of(order), order.ship_to_id))
    return taxing.waived(order.exemption) if grounds.buyer is None and order.exemption else taxing


def discount_again(order: Order, lines: Sequence[OrderLine], grounds: Grounds) -> Discount:
    """All that is taken off an order whose lines changed: its coupon is reckoned anew, and falls away below its
    minimum. Free delivery stays as it was given."""
    whole, coupon = sum(amount for _, amount in grounds.discounts), grounds.coupon
    if coupon is None or coupon.free_delivery:
        return Discount(whole)
    before = next((amount for label, amount in reversed(grounds.discounts) if label == coupon.label), 0)
    goods = [line for line in lines if not line.charge]
    worth = sum(line_gross(line.quantity, line.price, line.discount, order.rules) for line in goods)
    if worth < coupon.minimum:
        return Discount(whole - before, coupon, before, 0, fell_away=True)
    now = taken_off(coupon, worth, whole - before, order.rules.rounding)
    return Discount(whole - before + now, coupon, before, now)


def price_again(
    order: Order, lines: Sequence[OrderLine], grounds: Grounds, taxing: Taxing, prices: Mapping[int, Price]
) -> Repriced | None:
    """The lines of an order that is taken again with `prices` by line id and this tax; None where neither changed."""
    priced = [replace(line, price=prices[line.id]) if line.id in prices else line for line in lines]
    again = taxed(priced, taxing)
    if not prices and again == list(lines):
        return None
    kept = Discount(sum(line.share for line in lines))
    discount = discount_again(order, again, grounds) if prices and order.coupon_id else kept
    return _repriced(order, again, taxing.exemption, discount)


def amended(
    order: Order, lines: Sequence[OrderLine], grounds: Grounds, *, moved: bool, anew: bool, place: int
) -> Repriced:
    """An order with the lines that it is to have: one that has `moved` to where other tax holds bears that, and one
    that goes another way is charged that way `anew`, on a line at `place`."""
    exemption = order.exemption
    if moved:
        taxing = taxing_again(order, grounds)
        lines, exemption = taxed(lines, taxing), taxing.exemption
    discount = discount_again(order, lines, grounds)
    if anew:
        lines = [*lines, *_charged(order, lines, grounds, discount.amount, place)]
    return _repriced(order, lines, exemption, discount)


def _repriced(order: Order, lines: Sequence[OrderLine], exemption: str, discount: Discount) -> Repriced:
    priced, totals = summed(lines, order.rules, discount.amount)
    return Repriced(priced, totals, exemption, discount)


def _charged(
    order: Order, lines: Sequence[OrderLine], grounds: Grounds, discount: Amount, place: int
) -> list[OrderLine]:
    """The line that charges the delivery of goods, none where it costs nothing; a coupon's free delivery stays."""
    service = grounds.service_of(order)
    if service is None:
        return []
    goods = [line for line in lines if not line.charge]
    parcel = parcel_of((grounds.items[line.sku or ""], line.quantity) for line in goods)
    there = grounds.goes_to(sent_to(order.channel, service, order.ship_to_id))
    way = delivery(grounds.services, service, there, parcel)
    way.insist()
    free = grounds.coupon if grounds.coupon is not None and grounds.coupon.free_delivery else None
    charges = postage(way, worth_of(goods, order.rules, discount), order.currency, free)
    return taxed([charge_line(place, charge) for charge in charges], taxing_again(order, grounds))
