"""What an order leaves to the shop, for who may see it: while it is typed, and when it is looked at later."""

from __future__ import annotations

from sqlalchemy import Connection

from orderdesk.domain.orders.deciding import Decided
from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.prices.coupons import is_postage
from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.prices.margins import Margin, MarginLine, margin_of
from orderdesk.domain.prices.pricing import Rules, line_gross
from orderdesk.domain.values.money import Amount, Price, divide
from orderdesk.domain.values.quantity import Quantity
from orderdesk.domain.values.rights import may
from orderdesk.persistence.orders.ordering import costs_of
from orderdesk.persistence.orders.view import OrderView
from orderdesk.persistence.shop.records import service_of
from orderdesk.services.desk import Desk, person_named


def sees_margins(desk: Desk) -> bool:
    """Whether the person at the desk may see what the shop earns."""
    with desk.reading() as connection:
        return _sees(connection, desk)


def margin_of_priced(priced: Decided) -> Margin:
    """The margin of an order being typed, from what its preview has read already."""
    items, rules = priced.grounds.items, priced.order.rules
    goods = [
        MarginLine(line.label, line.net, _cost(items[line.sku or ""].cost, line.quantity, rules))
        for line in priced.lines
        if not line.charge
    ]
    return _margin(goods, [(line.label, line.net) for line in priced.lines if line.charge], priced.service)


def margin_of_order(desk: Desk, view: OrderView) -> Margin | None:
    """The margin of an order without what was cancelled, at the costs of today; None for who may not see it."""
    lines = [line for line in view.lines if line.cancelled < line.quantity]
    if not lines:
        return None
    with desk.reading() as connection:
        if not _sees(connection, desk):
            return None
        costs = costs_of(connection, [line.item_id for line in lines if line.item_id is not None])
        service = service_of(connection, view.order.service_id)
    rules = view.order.rules
    goods = [
        MarginLine(line.label, _net(line), _cost(costs.get(line.item_id, 0), line.quantity - line.cancelled, rules))
        for line in lines
        if line.item_id is not None
    ]
    return _margin(goods, [(line.label, _net(line)) for line in lines if line.item_id is None], service)


def _margin(goods: list[MarginLine], charges: list[tuple[str, Amount]], service: Service | None) -> Margin:
    name = service.name if service else ""
    delivery = sum(net for label, net in charges if is_postage(label, name))
    others = sum(net for label, net in charges if not is_postage(label, name))
    return margin_of(goods, delivery, others, sent=service is not None, delivery_cost=service.cost if service else None)


def _cost(unit: Price, quantity: Quantity, rules: Rules) -> Amount | None:
    return line_gross(quantity, unit, 0, rules) if unit else None


def _net(line: OrderLine) -> Amount:
    return divide(line.net * (line.quantity - line.cancelled), line.quantity)


def _sees(connection: Connection, desk: Desk) -> bool:
    return may(person_named(connection, desk.user).role, "see margins")
