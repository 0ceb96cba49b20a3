"""The lines of an order: of goods as asked for, of charges and of delivery; and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from orderdesk.domain.orders.grounds import Buyer, Grounds, OrderItem
from orderdesk.domain.orders.records import LineRequest, OrderLine, OrderRequest
from orderdesk.domain.prices.coupons import Coupon
from orderdesk.domain.prices.delivering import Delivery
from orderdesk.domain.prices.price_lists import Winner, winner
from orderdesk.domain.prices.pricing import Rules, Totals, price_order
from orderdesk.domain.shop.taxing import Taxing
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import LARGEST, RATE_SCALE, Amount, price_of_amount
from orderdesk.domain.values.quantity import ONE, Quantity


def prices_won(request: OrderRequest, grounds: Grounds) -> dict[int, Winner]:
    """The price that wins for each line by its position; each line reaches its quantity breaks by itself."""
    items = [(place, line, grounds.items.get(line.sku)) for place, line in enumerate(request.lines, start=1)]
    return {
        place: winner(item.price, grounds.offers.get(item.id, ()), line.quantity, grounds.moment.today)
        for place, line, item in items
        if item is not None
    }


def goods_lines(request: OrderRequest, grounds: Grounds, won: Mapping[int, Winner]) -> list[OrderLine]:
    """The lines of goods without tax and sums; refuse what there is not, or is no longer sold."""
    return [
        _goods_line(place, line, grounds.items.get(line.sku), grounds.buyer, won.get(place))
        for place, line in enumerate(request.lines, start=1)
    ]


def charge_line(place: int, line: LineRequest) -> OrderLine:
    """A line that only charges, without its tax and sums."""
    if line.price is None:
        raise Refused(f"Line {place}: {line.label} needs a price.", field="price", line=place)
    tax_class = line.tax_class or "standard"
    return OrderLine(0, 0, place, None, line.label, line.quantity, line.price, line.discount or 0, tax_class=tax_class)


def postage(way: Delivery, worth: Amount, currency: str, free: Coupon | None) -> list[LineRequest]:
    """What is charged for goods of this net worth to go their way; nothing makes no line, and a coupon that makes it
    `free` is shown as such, charged and given back."""
    charge, service = way.charge(worth), way.service
    if not charge:
        return []
    label = f"{service.name} ({free.label})" if free else service.name
    price = price_of_amount(charge, currency)
    discount = RATE_SCALE if free else 0
    return [LineRequest(ONE, label=label, price=price, discount=discount, tax_class=service.tax_class)]


def taxed(lines: Iterable[OrderLine], taxing: Taxing) -> list[OrderLine]:
    """The lines with the taxes that hold."""
    return [line.bearing(taxing.tax_of(line.tax_class)) for line in lines]


def summed(lines: Sequence[OrderLine], rules: Rules, discount: Amount) -> tuple[tuple[OrderLine, ...], Totals]:
    """The lines with what each comes to, and all of them, with `discount` off the goods."""
    totals = price_order(lines, rules, discount)
    both = zip(lines, totals.lines, strict=True)
    return tuple(
        [replace(line, gross=one.gross, share=one.share, net=one.net, tax=one.tax) for line, one in both]
    ), totals


def worth_of(lines: Iterable[OrderLine], rules: Rules, discount: Amount) -> Amount:
    """The net of the goods after discount, as delivery is priced by."""
    goods = [line for line in lines if not line.charge]
    return price_order(goods, rules, discount).net if goods else 0


def units_of(lines: Iterable[OrderLine]) -> Quantity:
    """How many pieces of goods there are."""
    return sum(line.quantity for line in lines if not line.charge)


def _goods_line(
    place: int, line: LineRequest, item: OrderItem | None, buyer: Buyer | None, won: Winner | None
) -> OrderLine:
    if item is None or won is None:
        raise NotFound(f"Line {place}: there is no item {line.sku}.", field="sku", line=place)
    if not item.active:
        raise Refused(f"Line {place}: {item.sku} is no longer sold.", field="sku", line=place)
    if won.price > LARGEST:  # only by the exchange of a price in another currency
        raise Refused(f"Line {place}: the price {won.why()} is too large.", field="price", line=place)
    usual = buyer.discount if buyer else 0
    return OrderLine(
        id=0,
        order_id=0,
        position=place,
        item_id=item.id,
        label=line.label or item.name,
        quantity=line.quantity,
        price=won.price if line.price is None else line.price,
        discount=usual if line.discount is None else line.discount,
        tax_class=line.tax_class or item.tax_class,
        sku=item.sku,
        unit=item.unit,
        weight_g=item.weight_g,
        stocked=item.stocked,
    )
