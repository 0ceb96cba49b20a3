"""What an order would come to: lines, discount, postage and tax by today's prices and rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection

from orderdesk.domain.fulfilment.rates import Parcel, parcel_of
from orderdesk.domain.orders.records import CHANNELS, LONGEST_TEXT, SHIPPING, LineRequest, OrderRequest
from orderdesk.domain.prices.coupons import Coupon
from orderdesk.domain.prices.price_lists import Winner, winner
from orderdesk.domain.prices.pricing import LineInput, Rules, Totals, price_order
from orderdesk.domain.stock.allocation import StockFigures
from orderdesk.domain.values.addresses import Place
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import LARGEST, RATE_SCALE, Amount, Price, price_of_amount
from orderdesk.domain.values.quantity import LARGEST_QUANTITY, ONE
from orderdesk.persistence.customers.records import read_address
from orderdesk.persistence.money.tenders import read_tenders
from orderdesk.persistence.orders.ordering import Buyer, OrderItem, buyer_of, items_by_sku
from orderdesk.persistence.prices.price_lists import offers_for
from orderdesk.persistence.shop.records import Service, Shop, service_called, shop_of
from orderdesk.persistence.stock import records as stock
from orderdesk.services.desk import Desk
from orderdesk.services.prices.coupon_use import Given, given_by
from orderdesk.services.prices.delivering import Delivery, by_itself, delivery, destination, sent_to, standing_at
from orderdesk.services.prices.taxing import Taxing, taxing_of
from orderdesk.services.promises.promise_days import outlooks
from orderdesk.services.promises.promising import LinePromise, promises_of

TEXTS = ("reference", "note_to_customer", "instructions", "note_internal", "gift_message")


@dataclass(frozen=True, slots=True)
class Priced:
    """A request with its line rows (columns of `order_lines` without keys) and totals.

    `exemption` is the reason printed when no tax is taken, `won` the price each line of goods has by position unless
    somebody set another, `given` what the coupon gives, `costs` the unit cost of each item by its key, 0 for one that
    nobody knows, `delivery` how the service takes it, None without one.
    """

    shop: Shop
    buyer: Buyer | None
    service: Service | None
    rows: tuple[dict[str, Any], ...]
    totals: Totals
    exemption: str = ""
    won: Mapping[int, Winner] = field(default_factory=dict)
    given: Given = field(default_factory=Given)
    costs: Mapping[int, Price] = field(default_factory=dict)
    delivery: Delivery | None = None

    @property
    def coupon(self) -> Coupon | None:
        """The coupon that the order has."""
        return self.given.coupon


@dataclass(frozen=True, slots=True)
class Preview:
    """A request priced for the screen, the stock figures of its items by item id, and what can be promised of each
    line by its position."""

    priced: Priced
    figures: dict[int, StockFigures]
    promises: dict[int, LinePromise] = field(default_factory=dict)


def preview_order(desk: Desk, request: OrderRequest, *, choose: bool = False) -> Preview:
    """Price a request without writing anything; a missing customer is no reason to refuse yet. With `choose` it goes by
    the service that it takes by itself."""
    with desk.reading() as connection:
        return preview(connection, desk.today, request, choose=choose)


def preview(connection: Connection, today: date, request: OrderRequest, *, choose: bool = False) -> Preview:
    """The same inside a snapshot."""
    priced = price_request(connection, today, request, complete=False, choose=choose)
    goods = [row for row in priced.rows if row["item_id"]]
    if not goods:
        return Preview(priced, {})
    figures = stock.figures(connection, [row["item_id"] for row in goods])
    seen = outlooks(connection, list(figures), figures=figures)
    wanted = [(row["item_id"], row["quantity"]) for row in goods]
    found = promises_of(seen, wanted, today, request.ship_by)
    return Preview(priced, figures, {row["position"]: one for row, one in zip(goods, found, strict=True)})


def service_by_itself(desk: Desk, request: OrderRequest) -> Service | None:
    """The service that an order takes as far as it is known, such as its customer alone; None for none."""
    with desk.reading() as connection:
        shop, buyer = shop_of(connection), _buyer(connection, request, complete=False)
        there = destination(connection, shop.country, request.ship_to_id or (buyer.ship_to_id if buyer else None))
        return by_itself(connection, request.customer_id, there, Parcel(0), 0)


def price_request(
    connection: Connection, today: date, request: OrderRequest, *, complete: bool = True, choose: bool = False
) -> Priced:
    """Check a request and price it; `complete` asks for a customer where the channel needs one, and refuses a service
    that does not take the goods. With `choose` it goes by the service that it takes by itself."""
    check_request(request)
    read_tenders(connection).for_order(request.tender)
    shop = shop_of(connection)
    buyer = _buyer(connection, request, complete=complete)
    service = service_called(connection, request.service) if request.service and not choose else None
    place = request.ship_to_id or (buyer.ship_to_id if buyer else None)
    found = items_by_sku(connection, [line.sku for line in request.lines])
    won = _won(connection, today, request, found, buyer)
    rows = _item_rows(request, buyer, found, won)
    parcel = parcel_of((found[line.sku], line.quantity) for line in request.lines)

    @cache
    def place_at(address: int | None) -> Place | None:
        return read_address(connection, address) if address else None

    @cache
    def taxing_at(address: int | None) -> Taxing:
        own = (buyer.tax_exemption, buyer.tax_id) if buyer else ()
        return taxing_of(connection, shop, today, place_at(address), *own)

    if choose:
        worth = _worth([_taxed(taxing_at(place), row) for row in rows], shop, request.discount)
        there = standing_at(place_at(place), shop.country)
        service = by_itself(connection, request.customer_id, there, parcel, worth)
    ship_to = sent_to(request.channel, service, place)
    taxing = taxing_at(ship_to)
    goods = [_taxed(taxing, row) for row in rows]
    way = None
    if service:
        way = delivery(connection, service, standing_at(place_at(ship_to), shop.country), parcel, request.service_price)
        if complete:
            way.insist()
    given = Given()
    if request.coupon.strip():
        charged = bool(way and way.charge(0))
        worth = sum(total.gross for total in price_order(inputs_of(goods), rules_of(shop)).lines)
        given = given_by(connection, today, request, rules_of(shop), worth, charged=charged, complete=complete)
    rows, totals = _price(taxing, request, shop, way, goods, given)
    costs = {item.id: item.cost for item in found.values()}
    return Priced(shop, buyer, service, tuple(rows), totals, taxing.exemption, won, given, costs, way)


def _worth(goods: list[dict[str, Any]], shop: Shop, discount: Amount) -> Amount:
    """The net of the goods after discount."""
    return price_order(inputs_of(goods), rules_of(shop), discount).net if goods else 0


def check_request(request: OrderRequest) -> None:
    """Refuse what no order can be."""
    if request.channel not in CHANNELS:
        raise Refused(f"Choose a channel: {', '.join(CHANNELS)}.", field="channel")
    if request.shipping and request.shipping not in SHIPPING:
        raise Refused(f"Choose how it ships: {', '.join(SHIPPING)}.", field="shipping")
    for name in TEXTS:
        short_text(getattr(request, name), name)
    if request.discount < 0:
        raise Refused("A discount cannot be negative.", field="discount")
    for place, line in enumerate((*request.lines, *request.charges), start=1):
        if not 0 < line.quantity <= LARGEST_QUANTITY:
            raise Refused(f"Line {place}: enter a quantity from 0.001 to 1,000,000.", field="quantity", line=place)
        if not line.sku and not line.label:
            raise Refused(f"Line {place} names no item.", field="sku", line=place)


def short_text(text: str, name: str) -> str:
    """Refuse a text that is too long to keep."""
    if len(text) > LONGEST_TEXT:
        raise Refused(f"The {name.replace('_', ' ')} is longer than {LONGEST_TEXT:,} characters.", field=name)
    return text


def rules_of(shop: Shop) -> Rules:
    """The rules a new order is priced by."""
    profile = shop.tax_profile
    return Rules(shop.currency, profile.inclusive, profile.policy, profile.rounding)


def _buyer(connection: Connection, request: OrderRequest, *, complete: bool) -> Buyer | None:
    if request.customer_id is None:
        if complete and request.channel != "counter":
            raise Refused("Choose the customer.", field="customer")
        return None
    buyer = buyer_of(connection, request.customer_id)
    if buyer is None:
        raise NotFound("There is no such customer.", field="customer")
    if complete and not buyer.active:
        raise Refused(f"{buyer.number} {buyer.name} is no longer in use; choose the customer anew.", field="customer")
    return buyer


def _won(
    connection: Connection, today: date, request: OrderRequest, found: Mapping[str, OrderItem], buyer: Buyer | None
) -> dict[int, Winner]:
    """The price that wins for each line by its position; each line reaches its quantity breaks by itself."""
    keys = [item.id for item in found.values()]
    offers = offers_for(connection, buyer.id, keys, today) if buyer and keys else {}
    items = [(place, line, found[line.sku]) for place, line in enumerate(request.lines, start=1) if line.sku in found]
    return {place: winner(item.price, offers.get(item.id, ()), line.quantity, today) for place, line, item in items}


def _item_rows(
    request: OrderRequest,
    buyer: Buyer | None,
    found: Mapping[str, OrderItem],
    won: Mapping[int, Winner],
) -> list[dict[str, Any]]:
    lines = enumerate(request.lines, start=1)
    return [_item_row(place, line, found.get(line.sku), buyer, won.get(place)) for place, line in lines]


def _taxed(taxing: Taxing, row: dict[str, Any]) -> dict[str, Any]:
    return row | {"tax_rate": taxing.rate_of(row["tax_class"])}


def _price(
    taxing: Taxing,
    request: OrderRequest,
    shop: Shop,
    way: Delivery | None,
    goods: list[dict[str, Any]],
    given: Given,
) -> tuple[list[dict[str, Any]], Totals]:
    """The line rows of a request, priced by today's rates; items first, then charges, then postage."""
    charges, discount = list(request.charges), request.discount + given.off
    if way and not way.refused:
        worth = _worth(goods, shop, discount)
        charges += _postage(shop, way, worth, given)
    later = enumerate(charges, start=len(goods) + 1)
    rows = goods + [_taxed(taxing, charge_row(place, line)) for place, line in later]
    totals = price_order(inputs_of(rows), rules_of(shop), discount)
    for row, total in zip(rows, totals.lines, strict=True):
        row |= {"gross": total.gross, "share": total.share, "net": total.net, "tax": total.tax}
    return rows, totals


def inputs_of(rows: Sequence[Mapping[str, Any]]) -> list[LineInput]:
    """Rows as what is priced."""
    return [
        LineInput(row["quantity"], row["price"], row["tax_rate"], row["discount"], row["item_id"] is None)
        for row in rows
    ]


def _postage(shop: Shop, way: Delivery, worth: Amount, given: Given) -> list[LineRequest]:
    """What the customer pays for the service; nothing makes no line, and a coupon's free delivery is shown as such."""
    charge = way.charge(worth)
    if not charge:
        return []
    return [postage_line(way.service, charge, shop.currency, given.coupon if given.free_delivery else None)]


def postage_line(service: Service, charge: Amount, currency: str, free: Coupon | None) -> LineRequest:
    """The line on which the service is charged; with the coupon that makes it `free`, charged and given back."""
    label = f"{service.name} ({free.label})" if free else service.name
    price = price_of_amount(charge, currency)
    return LineRequest(ONE, label=label, price=price, discount=RATE_SCALE if free else 0, tax_class=service.tax_class)


def _item_row(
    place: int, line: LineRequest, item: OrderItem | None, buyer: Buyer | None, won: Winner | None
) -> dict[str, Any]:
    if item is None or won is None:
        raise NotFound(f"Line {place}: there is no item {line.sku}.", field="sku", line=place)
    if not item.active:
        raise Refused(f"Line {place}: {item.sku} is no longer sold.", field="sku", line=place)
    if won.price > LARGEST:  # only by the exchange of a price in another currency
        raise Refused(f"Line {place}: the price {won.why()} is too large.", field="price", line=place)
    return {
        "position": place,
        "item_id": item.id,
        "label": line.label or item.name,
        "quantity": line.quantity,
        "price": won.price if line.price is None else line.price,
        "discount": (buyer.discount if buyer else 0) if line.discount is None else line.discount,
        "tax_class": line.tax_class or item.tax_class,
    }


def charge_row(place: int, line: LineRequest) -> dict[str, Any]:
    """The columns of a line that only charges, without its tax and sums."""
    if line.price is None:
        raise Refused(f"Line {place}: {line.label} needs a price.", field="price", line=place)
    return {
        "position": place,
        "item_id": None,
        "label": line.label,
        "quantity": line.quantity,
        "price": line.price,
        "discount": line.discount or 0,
        "tax_class": line.tax_class or "standard",
    }
