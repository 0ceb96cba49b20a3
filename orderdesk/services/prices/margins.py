"""What an order leaves to the shop, for who may see it: while it is typed, and when it is looked at later."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from orderdesk.domain.billing.billing import InvoicedPart
from orderdesk.domain.orders.deciding import Decided
from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.prices.coupons import is_postage
from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.prices.margins import Margin, MarginLine, margin_of
from orderdesk.domain.prices.pricing import Rules, line_gross
from orderdesk.domain.values.money import Amount, Price, divide
from orderdesk.domain.values.quantity import Quantity
from orderdesk.domain.values.rights import may
from orderdesk.persistence.billing.records import fees_kept, invoiced_parts
from orderdesk.persistence.orders.ordering import costs_of
from orderdesk.persistence.orders.view import OrderView
from orderdesk.persistence.returns.records import back_in_stock
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
    """The margin of an order without what was cancelled, credited or came back whole, at the costs of today; None for
    who may not see it. What was scrapped or credited as a paper only has still cost what it cost."""
    lines = [line for line in view.lines if line.cancelled < line.quantity]
    if not lines:
        return None
    with desk.reading() as connection:
        if not _sees(connection, desk):
            return None
        costs = costs_of(connection, [line.item_id for line in lines if line.item_id is not None])
        service = service_of(connection, view.order.service_id)
        parts = invoiced_parts(connection, view.order.id)
        back = back_in_stock(connection, view.order.id) if view.returns else {}
        fees = fees_kept(connection, view.order.id)
    rules = view.order.rules
    goods = [
        MarginLine(
            line.label,
            _net(line, parts),
            _cost(costs.get(line.item_id, 0), line.wanted - back.get(line.id, 0), rules),
        )
        for line in lines
        if line.item_id is not None
    ]
    charges = [(line.label, _net(line, parts)) for line in lines if line.item_id is None]
    return _margin(goods, [*charges, ("Fees", fees)], service)


def _margin(goods: list[MarginLine], charges: list[tuple[str, Amount]], service: Service | None) -> Margin:
    name = service.name if service else ""
    delivery = sum(net for label, net in charges if is_postage(label, name))
    others = sum(net for label, net in charges if not is_postage(label, name))
    return margin_of(goods, delivery, others, sent=service is not None, delivery_cost=service.cost if service else None)


def _cost(unit: Price, quantity: Quantity, rules: Rules) -> Amount | None:
    return line_gross(quantity, unit, 0, rules) if unit or not quantity else None


def _net(line: OrderLine, parts: Sequence[InvoicedPart]) -> Amount:
    """What a line brings in: what was invoiced of it and not credited, and its part that is not invoiced yet."""
    issued = [part for part in parts if part.order_line_id == line.id]
    still = max(0, line.wanted - sum(part.quantity for part in issued))
    return sum(part.net - part.credited_net for part in issued) + divide(line.net * still, line.quantity)


def _sees(connection: Connection, desk: Desk) -> bool:
    return may(person_named(connection, desk.user).role, "see margins")
