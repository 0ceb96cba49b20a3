"""The facts that an order is decided on, read in one place before anything is decided or written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import Connection, ScalarSelect, bindparam, func, select

from orderdesk.domain.orders.grounds import Buyer, Grounds, Moment, OrderItem
from orderdesk.domain.orders.records import Order, OrderLine, OrderRequest
from orderdesk.domain.prices.coupons import Coupon, Uses, written_code
from orderdesk.domain.values.addresses import Place
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.customers.records import Address
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.money.tenders import read_tenders
from orderdesk.persistence.orders.records import discounts_of
from orderdesk.persistence.prices.coupons import coupon_by_code, coupon_of, uses_of
from orderdesk.persistence.prices.destinations import read_destinations
from orderdesk.persistence.prices.price_lists import offers_for
from orderdesk.persistence.schema import addresses, customers, items, orders, services
from orderdesk.persistence.shop.records import shop_and_services, shop_of


def _address(flag: str) -> ScalarSelect[int]:
    return (
        select(func.min(addresses.c.id))
        .where(addresses.c.customer_id == customers.c.id, addresses.c.retired == 0, addresses.c[flag] == 1)
        .scalar_subquery()
    )


_BUYER = Ready(
    select(
        *(customers.c[each.name] for each in fields(Buyer) if not each.name.endswith("_to_id")),
        _address("bill_to"),
        _address("ship_to"),
    ).where(customers.c.id == bindparam("key"))
)
_ITEMS = Ready(select(*columns_of(items, OrderItem)).where(items.c.sku.in_(bindparam("skus", expanding=True))))
_USUAL_OF = Ready(
    select(services.c.code)
    .select_from(orders.join(services, services.c.id == orders.c.service_id))
    .where(services.c.active == 1, orders.c.customer_id == bindparam("key"))
    .order_by(orders.c.id.desc())
    .limit(1)
)
_PLACES = Ready(select(*columns_of(addresses, Address)).where(addresses.c.id.in_(bindparam("keys", expanding=True))))


def gather(connection: Connection, moment: Moment, request: OrderRequest, *, choose: bool = False) -> Grounds:
    """What an order asked for is decided on; with `choose` also what says which service it takes by itself.

    Nothing is refused: what is not found is missing.
    """
    key = request.customer_id
    buyer = buyer_of(connection, key) if key else None
    found = items_by_sku(connection, [line.sku for line in request.lines])
    keys = [item.id for item in found.values()]
    coupon = coupon_by_code(connection, written_code(request.coupon)) if request.coupon.strip() else None
    sent = bool(request.service or choose)
    carried = request.channel == "counter" and not sent
    place = None if carried else request.ship_to_id or (buyer.ship_to_id if buyer else None)
    shop, ways = shop_and_services(connection) if sent else (shop_of(connection), [])
    return Grounds(
        moment=moment,
        shop=shop,
        tenders=read_tenders(connection),
        buyer=buyer,
        items=found,
        offers=offers_for(connection, buyer.id, keys, moment.today) if buyer and keys else {},
        services=ways,
        usual=_usual(connection, key) if key and choose else "",
        places=_places(connection, place),
        destinations=read_destinations(connection),
        coupon=coupon,
        uses=_uses(connection, coupon, key),
    )


def gather_again(
    connection: Connection,
    moment: Moment,
    order: Order,
    *,
    lines: Sequence[OrderLine] = (),
    ship_to_id: int | None = None,
) -> Grounds:
    """What an order that is in the books is priced again on, by its customer as they are now; for `lines` that are to
    change also its items and discounts, and another address that it may go to."""
    buyer = buyer_of(connection, order.customer_id) if order.customer_id else None
    shop, ways = shop_and_services(connection)
    return Grounds(
        moment=moment,
        shop=shop,
        buyer=buyer,
        items=items_by_sku(connection, [line.sku for line in lines if line.sku]),
        services=ways,
        places=_places(connection, order.ship_to_id, ship_to_id),
        destinations=read_destinations(connection),
        coupon=coupon_of(connection, order.coupon_id) if lines and order.coupon_id else None,
        discounts=discounts_of(connection, order.id) if lines else (),
    )


def buyer_of(connection: Connection, customer_id: int) -> Buyer | None:
    """The customer with the addresses they are billed and shipped to."""
    row = _BUYER.first(connection, {"key": customer_id})
    return Buyer(*row) if row else None


def items_by_sku(connection: Connection, skus: Sequence[str]) -> dict[str, OrderItem]:
    """The items of these SKUs."""
    if not skus:
        return {}
    found = [OrderItem(*row) for row in _ITEMS.rows(connection, {"skus": skus})]
    return {each.sku: each for each in found}


def _usual(connection: Connection, customer_id: int) -> str:
    return str(_USUAL_OF.scalar(connection, {"key": customer_id}) or "")


def _places(connection: Connection, *address_ids: int | None) -> dict[int, Place]:
    keys = sorted({key for key in address_ids if key})
    found = [Address(*row) for row in _PLACES.rows(connection, {"keys": keys})] if keys else []
    return {each.id: each for each in found}


def _uses(connection: Connection, coupon: Coupon | None, customer_id: int | None) -> Uses:
    counted = coupon is not None and coupon.is_limited and coupon.active
    return uses_of(connection, coupon.id, customer_id) if coupon is not None and counted else Uses()
