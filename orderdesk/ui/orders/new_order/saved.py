"""A draft or quote that is in the books, put on a sheet to go on with it."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from orderdesk.domain.lifecycles import ORDER, Facts
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.orders.terms import terms_of
from orderdesk.domain.prices.coupons import is_postage, label_of
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.desk import Desk
from orderdesk.services.orders.entry import offers_of
from orderdesk.services.orders.repeating import repeat_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.prices.coupons import code_of
from orderdesk.services.prices.pricing import preview_order
from orderdesk.ui.orders.new_order.sheet import TEXTS, Charge, OrderSheet, SheetLine


def sheet_of_order(desk: Desk, order_id: int) -> OrderSheet:
    """The sheet of a saved order; refuse one that is no draft or quote. Prices stay as they were agreed."""
    view = view_order(desk, order_id)
    order = view.order
    ORDER.check(order.state, "edit", Facts(order.number))
    service = _service(desk, order)
    postage, charges = _postage(view)
    customer = view.customer
    coupon = code_of(desk, order.coupon_id)
    sheet = OrderSheet(
        order_id=order.id,
        number=order.number,
        state=order.state,
        remote_id=order.remote_id,
        channel=order.channel,
        customer_id=order.customer_id,
        customer_text=(customer.company or customer.name) if customer else "",
        bill_to_id=order.bill_to_id,
        ship_to_id=order.ship_to_id,
        service=service,
        service_by_hand=True,
        discount=sum(amount for label, amount in view.discounts if not coupon or label != label_of(coupon)),
        coupon=coupon,
        tender=order.tender,
        ship_complete=bool(order.ship_complete),
        shipping="ask" if order.ship_ask else "complete" if order.ship_complete else "part",
        ship_by=order.ship_by,
        **asdict(terms_of(order)),
        lines=tuple(_line(line) for line in view.goods),
        charges=tuple(Charge(line.label, line.price) for line in charges),
        **{name: getattr(order, name) for name in TEXTS},
    )
    return _agreed_postage(desk, sheet, postage.gross if postage else 0)


def head_of_order(desk: Desk, order_id: int) -> dict[str, Any]:
    """What an order like this one begins with: customer, addresses that are still used, way of sending and tender."""
    view, again = view_order(desk, order_id), repeat_order(desk, order_id)
    order, customer = view.order, view.customer
    service = _service(desk, order)
    return {
        "channel": "phone" if order.channel == "online" else order.channel,
        "customer_id": order.customer_id,
        "customer_text": (customer.company or customer.name) if customer else "",
        "bill_to_id": again.bill_to_id,
        "ship_to_id": again.ship_to_id,
        "service": service,
        "service_by_hand": bool(service),
        "tender": order.tender,
    }


def _service(desk: Desk, order: Order) -> str:
    return next((each.code for each in offers_of(desk).services if each.id == order.service_id), "")


def _postage(view: OrderView) -> tuple[OrderLine | None, list[OrderLine]]:
    charges = list(view.charges)
    if charges and is_postage(charges[-1].label, view.service):
        return charges[-1], charges[:-1]
    return None, charges


def _line(line: OrderLine) -> SheetLine:
    assert line.item_id is not None
    assert line.sku is not None
    return SheetLine(
        line.id,
        line.sku,
        line.label,
        line.item_id,
        line.quantity,
        line.price,
        line.discount,
        line.weight_g or 0,
        bool(line.stocked),
    )


def _agreed_postage(desk: Desk, sheet: OrderSheet, agreed: int) -> OrderSheet:
    """Follow the rate table again where it gives what was agreed; else keep what was agreed."""
    if not sheet.service:
        return sheet
    rows = preview_order(desk, sheet.request()).priced.lines[len(sheet.lines) + len(sheet.charges) :]
    table = rows[0].gross if rows else 0
    return sheet if table == agreed else replace(sheet, service_price=agreed)
