"""Placing orders: drafts, quotes, confirm, hold and cancel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from orderdesk.domain.errors import NotFound, Refused
from orderdesk.domain.lifecycles import ORDER, Facts, Hold, OrderState, ShipmentState
from orderdesk.domain.money import price_of_amount
from orderdesk.domain.orders import CHANNELS, LONGEST_TEXT, TENDERS, LineRequest, Order, OrderLine, OrderRequest
from orderdesk.domain.pricing import LineInput, Rules, Totals, price_order
from orderdesk.domain.quantity import LARGEST_QUANTITY, ONE
from orderdesk.persistence import messages, orders, search, shipments
from orderdesk.persistence.numbers import take_number
from orderdesk.persistence.queries.ordering import Buyer, OrderItem, buyer_of, items_by_sku
from orderdesk.persistence.shop import Service, Shop, service_by_code, shop_of
from orderdesk.services.allocating import tie, untie
from orderdesk.services.desk import Desk, Work
from orderdesk.services.progress import order_of, refresh

_TEXTS = ("reference", "note_to_customer", "instructions", "note_internal", "gift_message")
_WORK_BEGUN = (ShipmentState.SHIPPED, ShipmentState.DELIVERED, ShipmentState.EXCEPTION, ShipmentState.RETURNED)


def place_order(desk: Desk, request: OrderRequest, *, confirm: bool = True) -> int:
    """Take an order; with `confirm` it becomes binding and stock is tied in the same transaction. Returns its key."""
    with desk.writing() as work:
        order_id = write_order(work, request)
        if confirm:
            confirm_written(work, order_of(work, order_id))
        return order_id


def change_draft(desk: Desk, order_id: int, request: OrderRequest) -> None:
    """Write a draft or quote anew; a confirmed order is not changed this way."""
    with desk.writing() as work:
        order = order_of(work, order_id)
        if order.state not in (OrderState.DRAFT, OrderState.QUOTE):
            raise Refused(f"{order.number} is {order.state}; only a draft or quote is edited.")
        _rewrite(work, order, request)


def confirm_order(desk: Desk, order_id: int) -> None:
    """Make a draft or quote binding: prices and tax are fixed, stock is tied, an acknowledgement is queued."""
    with desk.writing() as work:
        confirm_written(work, order_of(work, order_id))


def quote_order(desk: Desk, order_id: int) -> None:
    """Turn a draft into a quote."""
    with desk.writing() as work:
        order = order_of(work, order_id)
        lines = orders.read_lines(work.connection, order_id)
        state = ORDER.after(OrderState(order.state), "quote", Facts(order.number, lines=len(lines)))
        orders.change_order(work.connection, order_id, {"state": str(state)})
        work.event("order", order_id, "quoted")
        work.touch("orders")


def hold_order(desk: Desk, order_id: int, hold: Hold, note: str = "") -> None:
    """Stop all work on an order, with the reason."""
    if hold is Hold.NONE:
        raise Refused("Choose why the order is held.", field="hold")
    with desk.writing() as work:
        order = order_of(work, order_id)
        if order.state in (OrderState.CLOSED, OrderState.CANCELLED):
            raise Refused(f"{order.number} is {order.state}; there is nothing to hold.")
        orders.change_order(work.connection, order_id, {"hold": str(hold), "hold_note": _text(note, "note")})
        work.event("order", order_id, "held", f"{hold}: {note}".rstrip(": "))
        work.touch("orders", "shipments")


def release_order(desk: Desk, order_id: int) -> None:
    """Let work on a held order go on."""
    with desk.writing() as work:
        order = order_of(work, order_id)
        if not order.hold:
            raise Refused(f"{order.number} is not on hold.")
        orders.change_order(work.connection, order_id, {"hold": "", "hold_note": ""})
        work.event("order", order_id, "released", order.hold)
        work.touch("orders", "shipments")


def cancel_order(desk: Desk, order_id: int, reason: str) -> None:
    """Cancel an order of which nothing has left: its stock is free again in the same transaction."""
    if not reason.strip():
        raise Refused("Say why the order is cancelled.", field="reason")
    with desk.writing() as work:
        order = order_of(work, order_id)
        lines = orders.read_lines(work.connection, order_id)
        money = orders.money_of(work.connection, order_id)
        facts = Facts(
            order.number,
            shipped=any(line.shipped for line in lines),
            invoiced=money.invoiced > money.credited,
            paid=money.paid > money.refunded,
        )
        state = ORDER.after(OrderState(order.state), "cancel", facts)
        _cancel_shipments(work, order, reason)
        open_parts = {line.id: {"cancelled": line.quantity - line.cancelled} for line in lines}
        orders.advance_lines(work.connection, open_parts)
        after = {"state": str(state), "hold": "", "due": 0, "fulfilment": "unallocated", "payment": "unpaid"}
        orders.change_order(work.connection, order_id, {**after, "closed_at": work.now})
        work.event("order", order_id, "cancelled", _text(reason, "reason"))
        work.touch("orders")


def cancel_open(desk: Desk, order_id: int, quantities: Mapping[int, int], reason: str) -> None:
    """Give up what is back-ordered of lines: {line id: quantity}; the rest of the order stands."""
    if not reason.strip():
        raise Refused("Say why this is cancelled.", field="reason")
    with desk.writing() as work:
        order = order_of(work, order_id)
        if order.state != OrderState.CONFIRMED:
            raise Refused(f"{order.number} is {order.state}; only a confirmed order has open quantities.")
        for line in orders.read_lines(work.connection, order_id):
            wanted = quantities.get(line.id, 0)
            able = line.progress.backordered if line.goods else line.progress.to_invoice
            if wanted < 0 or wanted > able:
                raise Refused(f"Line {line.position} has less than that still open.", line=line.position)
        orders.advance_lines(work.connection, {key: {"cancelled": value} for key, value in quantities.items() if value})
        work.event("order", order_id, "cancelled in part", _text(reason, "reason"))
        refresh(work, order)


def write_order(work: Work, request: OrderRequest) -> int:
    """Write a new draft with its lines priced as of today; return its key."""
    _check(request)
    if request.remote_id is not None:
        known = orders.order_id_by_remote(work.connection, request.channel, request.remote_id)
        if known is not None:
            raise Refused(f"The {request.channel} order {request.remote_id} is here already.", field="remote_id")
    shop = shop_of(work.connection)
    buyer = _buyer(work, request)
    service = _service(work, request)
    rows, totals = _price(work, request, shop, buyer, service)
    values = {
        **_head(request, buyer, service),
        "number": take_number(work.connection, "SO"),
        "state": str(OrderState.DRAFT),
        "currency": shop.currency,
        "tax_profile_id": shop.tax_profile.id,
        "inclusive": int(shop.tax_profile.inclusive),
        "policy": str(shop.tax_profile.policy),
        "rounding": str(shop.tax_profile.rounding),
        "exemption": buyer.tax_exemption if buyer else "",
        "terms_days": buyer.terms_days if buyer else 0,
        "placed_at": work.now,
        "user": work.user,
        **_sums(totals, rows),
    }
    order_id = orders.add_order(work.connection, values)
    orders.add_lines(work.connection, [{"order_id": order_id, **row} for row in rows])
    if request.discount:
        orders.add_adjustment(work.connection, order_id, request.discount_label, request.discount)
    search.index(work.connection, "orders", order_id, _words(str(values["number"]), request, buyer))
    work.event("order", order_id, "placed", request.channel)
    work.touch("orders")
    return order_id


def confirm_written(work: Work, order: Order) -> None:
    """Confirm an order that is in the database: fix its tax, tie stock, queue the acknowledgement."""
    lines = orders.read_lines(work.connection, order.id)
    state = ORDER.after(OrderState(order.state), "confirm", Facts(order.number, lines=len(lines)))
    lines, totals = _fix_tax(work, order, lines)
    values: dict[str, Any] = {"state": str(state), "confirmed_at": work.now}
    buyer = buyer_of(work.connection, order.customer_id) if order.customer_id else None
    if buyer and buyer.blocked and not order.hold:
        values |= {"hold": str(Hold.CUSTOMER), "hold_note": buyer.blocked}
        work.event("order", order.id, "held", f"customer: {buyer.blocked}")
    if totals:
        values |= {"net": totals.net, "tax": totals.tax, "total": totals.total}
    orders.change_order(work.connection, order.id, values)
    confirmed = replace(order, **values)
    tie(work, confirmed, lines)
    messages.add_message(
        work.connection,
        order.id,
        "acknowledgement",
        state="queued",
        title=f"Your order {order.number}",
        body=f"Thank you. We have your order {order.number} and will tell you when it is on its way.",
        made_at=work.now,
    )
    work.event("order", order.id, "confirmed")
    refresh(work, confirmed)


def _fix_tax(work: Work, order: Order, lines: tuple[OrderLine, ...]) -> tuple[tuple[OrderLine, ...], Totals | None]:
    """Price the lines again when a tax rate changed between writing and confirming; otherwise leave them."""
    profile = shop_of(work.connection).tax_profile
    rates = {line.id: 0 if order.exemption else profile.rate_on(line.tax_class, work.today).rate for line in lines}
    if all(line.tax_rate == rates[line.id] for line in lines):
        return lines, None
    inputs = [
        LineInput(line.quantity, line.price, rates[line.id], line.discount, line.item_id is None) for line in lines
    ]
    totals = price_order(inputs, order.rules, sum(line.share for line in lines))
    rows = [
        {
            "key": line.id,
            "new_price": line.price,
            "new_gross": total.gross,
            "new_share": total.share,
            "new_net": total.net,
            "new_tax_rate": rates[line.id],
            "new_tax": total.tax,
        }
        for line, total in zip(lines, totals.lines, strict=True)
    ]
    orders.price_lines(work.connection, rows)
    return orders.read_lines(work.connection, order.id), totals


def _rewrite(work: Work, order: Order, request: OrderRequest) -> None:
    _check(request)
    shop = shop_of(work.connection)
    buyer = _buyer(work, request)
    service = _service(work, request)
    rows, totals = _price(work, request, shop, buyer, service)
    exemption = {"exemption": buyer.tax_exemption if buyer else "", "terms_days": buyer.terms_days if buyer else 0}
    orders.change_order(
        work.connection, order.id, {**_head(request, buyer, service), **exemption, **_sums(totals, rows)}
    )
    orders.replace_lines(work.connection, order.id, [{"order_id": order.id, **row} for row in rows])
    if request.discount:
        orders.add_adjustment(work.connection, order.id, request.discount_label, request.discount)
    search.index(work.connection, "orders", order.id, _words(order.number, request, buyer))
    work.event("order", order.id, "changed")
    work.touch("orders")


def _check(request: OrderRequest) -> None:
    if request.channel not in CHANNELS:
        raise Refused(f"Choose a channel: {', '.join(CHANNELS)}.", field="channel")
    if request.tender not in TENDERS:
        raise Refused(f"Choose how it is paid: {', '.join(TENDERS)}.", field="tender")
    for name in _TEXTS:
        _text(getattr(request, name), name)
    if request.discount < 0:
        raise Refused("A discount can not be negative.", field="discount")
    for place, line in enumerate((*request.lines, *request.charges), start=1):
        if not 0 < line.quantity <= LARGEST_QUANTITY:
            raise Refused(f"Line {place}: enter a quantity from 0.001 to 1,000,000.", field="quantity", line=place)
        if not line.sku and not line.label:
            raise Refused(f"Line {place} names no item.", field="sku", line=place)


def _text(text: str, name: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise Refused(f"The {name.replace('_', ' ')} is longer than {LONGEST_TEXT:,} characters.", field=name)
    return text


def _buyer(work: Work, request: OrderRequest) -> Buyer | None:
    if request.customer_id is None:
        if request.channel != "counter":
            raise Refused("Choose the customer.", field="customer")
        return None
    buyer = buyer_of(work.connection, request.customer_id)
    if buyer is None:
        raise NotFound("There is no such customer.", field="customer")
    return buyer


def _service(work: Work, request: OrderRequest) -> Service | None:
    if not request.service:
        return None
    service = service_by_code(work.connection, request.service)
    if service is None:
        raise NotFound(f"There is no shipping service {request.service}.", field="service")
    return service


def _head(request: OrderRequest, buyer: Buyer | None, service: Service | None) -> dict[str, Any]:
    return {
        "channel": request.channel,
        "remote_id": request.remote_id,
        "customer_id": request.customer_id,
        "bill_to_id": request.bill_to_id or (buyer.bill_to_id if buyer else None),
        "ship_to_id": request.ship_to_id or (buyer.ship_to_id if buyer else None),
        "service_id": service.id if service else None,
        "tender": request.tender,
        "ship_complete": int(request.ship_complete),
        "ship_by": request.ship_by,
        **{name: getattr(request, name) for name in _TEXTS},
    }


def _price(
    work: Work, request: OrderRequest, shop: Shop, buyer: Buyer | None, service: Service | None
) -> tuple[list[dict[str, Any]], Totals]:
    """The line rows of a request, priced by today's rates; items first, then charges, then postage."""
    found = items_by_sku(work.connection, [line.sku for line in request.lines])
    rows = [_item_row(place, line, found.get(line.sku), buyer) for place, line in enumerate(request.lines, start=1)]
    charges = list(request.charges)
    if service:
        price = service.price if request.service_price is None else request.service_price
        if price:
            postage = price_of_amount(price, shop.currency)
            charges.append(LineRequest(ONE, label=service.name, price=postage, tax_class=service.tax_class))
    rows += [_charge_row(place, line) for place, line in enumerate(charges, start=len(rows) + 1)]
    exempt = bool(buyer and buyer.tax_exemption)
    for row in rows:
        row["tax_rate"] = 0 if exempt else shop.tax_profile.rate_on(row["tax_class"], work.today).rate
    inputs = [
        LineInput(row["quantity"], row["price"], row["tax_rate"], row["discount"], row["item_id"] is None)
        for row in rows
    ]
    totals = price_order(inputs, rules_of(shop), request.discount)
    for row, total in zip(rows, totals.lines, strict=True):
        row |= {"gross": total.gross, "share": total.share, "net": total.net, "tax": total.tax}
    return rows, totals


def _item_row(place: int, line: LineRequest, item: OrderItem | None, buyer: Buyer | None) -> dict[str, Any]:
    if item is None:
        raise NotFound(f"Line {place}: there is no item {line.sku}.", field="sku", line=place)
    if not item.active:
        raise Refused(f"Line {place}: {item.sku} is no longer sold.", field="sku", line=place)
    return {
        "position": place,
        "item_id": item.id,
        "label": line.label or item.name,
        "quantity": line.quantity,
        "price": item.price if line.price is None else line.price,
        "discount": (buyer.discount if buyer else 0) if line.discount is None else line.discount,
        "tax_class": line.tax_class or item.tax_class,
    }


def _charge_row(place: int, line: LineRequest) -> dict[str, Any]:
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


def rules_of(shop: Shop) -> Rules:
    """The rules a new order is priced by."""
    profile = shop.tax_profile
    return Rules(shop.currency, profile.inclusive, profile.policy, profile.rounding)


def _sums(totals: Totals, rows: list[dict[str, Any]]) -> dict[str, int]:
    units = sum(row["quantity"] for row in rows if row["item_id"] is not None)
    return {"net": totals.net, "tax": totals.tax, "total": totals.total, "due": totals.total, "units": units}


def _words(number: str, request: OrderRequest, buyer: Buyer | None) -> str:
    named = (buyer.name, buyer.company, buyer.phone_digits) if buyer else ()
    return " ".join(each for each in (number, *named, request.reference, request.remote_id or "") if each)


def _cancel_shipments(work: Work, order: Order, reason: str) -> None:
    for shipment in shipments.shipments_of_order(work.connection, order.id):
        if shipment.state not in (*_WORK_BEGUN, ShipmentState.CANCELLED):
            untie(work, shipment, f"{order.number} was cancelled")
            shipments.change_shipments(work.connection, [shipment.id], {"state": str(ShipmentState.CANCELLED)})
            work.event("shipment", shipment.id, "cancelled", reason)
