"""Quotes, pro-formas and order acknowledgements as data for their papers, in the states where each makes sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from orderdesk.documents.offer import ACKNOWLEDGEMENT, PRO_FORMA, QUOTE, OfferKind, OfferPaper
from orderdesk.domain.billing.billing import bill
from orderdesk.domain.lifecycles import ORDER, Facts, OrderState
from orderdesk.domain.orders.moves import facts_of
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.promises.told import day_words
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.persistence.billing import bills
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.orders.view import address_of
from orderdesk.persistence.papers import heads as queries
from orderdesk.persistence.prices.coupons import code_on
from orderdesk.services.desk import Desk
from orderdesk.services.money.prepaying import standing
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.money import received
from orderdesk.services.papers.people import party_of, seller_of
from orderdesk.services.papers.sold import sold_charges, sold_lines
from orderdesk.services.papers.taxes import printed_tax


def quote_data(connection: Connection, desk: Desk, asked: PaperRequest) -> OfferPaper:
    """A quote as it stands, with what is asked before work begins; an expired one says so."""
    order, lines = _order(connection, asked.number)
    ORDER.check(order.state, "print-quote", Facts(order.number), field="number")
    made = _with_money(connection, desk, order, _offer(connection, desk, QUOTE, order, lines, asked))
    # Nothing is kept for a quote yet.
    return replace(made, valid_until=order.valid_until, expired=order.expired(desk.today), reserved_until=None)


def pro_forma_data(connection: Connection, desk: Desk, asked: PaperRequest) -> OfferPaper:
    """What an order will come to, to be paid or shown at a border before there is an invoice."""
    order, lines = _order(connection, asked.number)
    ORDER.check(order.state, "print-pro-forma", facts_of(order, lines), field="number")
    until = order.valid_until if order.state == OrderState.QUOTE else None
    made = _with_money(connection, desk, order, _offer(connection, desk, PRO_FORMA, order, lines, asked))
    return replace(made, valid_until=until, expired=order.expired(desk.today))


def acknowledgement_data(connection: Connection, desk: Desk, asked: PaperRequest) -> OfferPaper:
    """A confirmed order as it was understood, with the day of each line."""
    order, lines = _order(connection, asked.number)
    ORDER.check(order.state, "print-acknowledgement", Facts(order.number), field="number")
    return _with_money(connection, desk, order, _offer(connection, desk, ACKNOWLEDGEMENT, order, lines, asked))


def _order(connection: Connection, number: str) -> tuple[Order, tuple[OrderLine, ...]]:
    key = orders.order_id_by_number(connection, number)
    order = orders.read_order(connection, key) if key is not None else None
    if order is None:
        raise NotFound(f"There is no order {number[:40]}.", field="number")
    lines = orders.read_lines(connection, order.id)
    if not any(line.quantity > line.cancelled for line in lines):
        raise Refused(f"{order.number} has no lines to print.", field="number")
    return order, lines


def _offer(
    connection: Connection, desk: Desk, kind: OfferKind, order: Order, lines: tuple[OrderLine, ...], asked: PaperRequest
) -> OfferPaper:
    """The order without what was cancelled, at the prices that it has."""
    whole = bill([replace(line, invoiced=0) for line in lines], _wanted(lines), order.rules)
    goods = [line for line in whole.lines if line.item_id is not None]
    shop = queries.shop_head(connection)
    buyer = queries.buyer_row(connection, order.customer_id)
    where = address_of(connection, order.bill_to_id or order.ship_to_id)
    bill_to = party_of(where, buyer, shop.country, tax_id=True)
    elsewhere = order.ship_to_id not in (None, order.bill_to_id) and order.bill_to_id is not None
    made_on = desk.day_of(order.placed_at)
    return OfferPaper(
        kind=kind,
        number=order.number,
        issue_date=_day(desk, kind, order),
        order_date=made_on if kind is ACKNOWLEDGEMENT else None,
        currency=order.currency,
        seller=seller_of(connection, shop, where.country if where else ""),
        buyer=bill_to,
        deliver_to=party_of(address_of(connection, order.ship_to_id), None, shop.country) if elsewhere else None,
        lines=tuple(
            replace(line, unit=own.unit or "") for line, own in zip(sold_lines(whole, order), goods, strict=True)
        ),
        expected=tuple(_expected(line, desk.today) if kind is ACKNOWLEDGEMENT else "" for line in goods),
        charges=tuple(sold_charges(whole)),
        taxes=tuple(printed_tax(row, order.exemption, shop.tax_home.place) for row in whole.totals.taxes),
        net=whole.totals.net,
        tax=whole.totals.tax,
        total=whole.totals.total,
        balance=whole.totals.total,
        inclusive=bool(order.inclusive),
        terms=shop.payment_terms,
        customer_reference=order.reference,
        coupon=code_on(connection, order.id) if order.coupon_id else "",
        note=order.note_to_customer,
        copy=asked.copy,
        printed_at=desk.clock().astimezone(desk.zone),
        printed_by=desk.user,
    )


def _with_money(connection: Connection, desk: Desk, order: Order, made: OfferPaper) -> OfferPaper:
    """What is here of the money, and what is asked before work begins."""
    agreed = standing(connection, order, desk.today)
    tenders = received(bills.money_of_order(connection, order.id), desk.calendar)
    return replace(
        made,
        tenders=tenders,
        balance=made.total - sum(each.amount for each in tenders),
        deposit=agreed.asked,
        first=agreed.lack,
        reserved_until=order.reserved_until if agreed.lack else None,
    )


def _wanted(lines: tuple[OrderLine, ...]) -> dict[int, int]:
    return {line.id: line.quantity - line.cancelled for line in lines}


def _day(desk: Desk, kind: OfferKind, order: Order) -> date:
    """The day of the confirm on the acknowledgement; the other papers are of today."""
    confirmed = order.confirmed_at if kind is ACKNOWLEDGEMENT else None
    return desk.day_of(confirmed) if confirmed else desk.today


def _expected(line: OrderLine, today: date) -> str:
    """When a line comes, in words; nothing for what is no goods."""
    if not line.goods:
        return ""
    if not line.progress.to_ship:
        return "sent"
    if not line.progress.backordered:
        return "in stock"
    return f"expected {day_words(line.promised, today)}" if line.promised else "day not known yet"
