"""An order as JSON, both ways: what `order add` reads, and what it and `order show` answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from orderdesk.cli.reading import Fields
from orderdesk.cli.typed.facts import facts_of, place_facts
from orderdesk.cli.writing import move_facts
from orderdesk.domain.fulfilment.boxes import Box
from orderdesk.domain.money.prepaying import read_deposit
from orderdesk.domain.orders.records import LineRequest, OrderLine, OrderRequest
from orderdesk.domain.prices.tax import untaxed_because
from orderdesk.domain.values.addresses import PostalAddress
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.money import (
    amount_text,
    parse_amount,
    parse_percent,
    parse_price,
    percent_text,
)
from orderdesk.domain.values.quantity import parse_quantity, quantity_text
from orderdesk.domain.values.written.local import FILES, using
from orderdesk.persistence.fulfilment.lists import ShipmentRow
from orderdesk.persistence.orders.view import OrderView, PaymentRow
from orderdesk.persistence.record.history import EventRow
from orderdesk.persistence.returns.lists import ReturnRow
from orderdesk.services.orders.moves import moves_of

MOST_LINES = 10_000
_QUANTITIES = "allocated shipped cancelled invoiced returned".split()
"""How much of a line is where."""
_MONEY = {"exemption": "exemption", "net": "net", "tax_total": "tax", "total": "total", "balance": "due"}


@using(FILES)
def read_request(given: Fields, currency: str) -> OrderRequest:
    """The request in a JSON order; its customer and ship_to are read by the caller before."""
    postage = given.figure("service_price")
    discount = given.figure("discount")
    asked = read_deposit(given.text("deposit"), currency)
    return OrderRequest(
        lines=read_lines(given.rows("lines")),
        charges=read_lines(given.rows("charges")),
        channel=given.text("channel", "phone"),
        remote_id=given.text("remote_id") or None,
        discount=parse_amount(discount, currency, field="discount") if discount else 0,
        discount_label=given.text("discount_label", "Discount") or "Discount",
        coupon=given.text("coupon"),
        service=given.text("service"),
        service_price=parse_amount(postage, currency, field="service_price") if postage else None,
        tender=given.text("tender", "account"),
        ship_complete=given.flag("ship_complete", False),
        shipping=given.text("shipping"),
        ship_by=given.day("required_by"),
        invoicing=given.text("invoicing"),
        deposit=asked[0],
        deposit_rate=asked[1],
        reserved_until=given.day("reserve_until"),
        reference=given.text("reference"),
        note_to_customer=given.text("note_to_customer"),
        instructions=_packer(given.text("instructions"), given.text("note_to_packer")),
        note_internal=given.text("note_internal"),
        gift_message=given.text("gift_message"),
    )


def read_lines(rows: list[Fields]) -> tuple[LineRequest, ...]:
    """Lines of items (sku) and of charges (label and price)."""
    if len(rows) > MOST_LINES:
        raise BadInput(f"An order has at most {MOST_LINES:,} lines.", field="lines")
    return tuple(_line(row) for row in rows)


def _line(row: Fields) -> LineRequest:
    price, percent = row.figure("price"), row.figure("discount_percent")
    line = LineRequest(
        quantity=parse_quantity(row.text("quantity", "1")),
        sku=row.text("sku").strip(),
        label=row.text("label").strip(),
        price=parse_price(price) if price else None,
        discount=parse_percent(percent, field="discount_percent") if percent else None,
        tax_class=row.text("tax_class"),
    )
    row.close()
    return line


def order_facts(view: OrderView, zone: ZoneInfo) -> dict[str, Any]:
    """What `order add` answers."""
    order = view.order
    held = {"hold": order.hold, "hold_note": order.hold_note} if order.hold else {}
    return {
        "order": order.number,
        "state": order.state,
        "fulfilment": order.fulfilment,
        "payment": order.payment,
        **held,
        "channel": order.channel,
        "remote_id": order.remote_id,
        "placed_at": moment(order.placed_at, zone),
        "required_by": day(order.ship_by),
        "currency": order.currency,
        "lines": [_line_facts(line, order.currency) for line in view.goods],
        "charges": [{"label": line.label, "net": amount_text(line.net, order.currency)} for line in view.charges],
        "discounts": [
            {"label": label, "amount": amount_text(amount, order.currency)} for label, amount in view.discounts
        ],
        "tax": [
            facts_of(row, ("rate", "base", "tax"), order.currency)
            | place_facts(row.place)
            | {"exemption": untaxed_because(row.rate, order.exemption, row.exemption) or None}
            for row in view.taxes
        ],
        **facts_of(order, _MONEY, order.currency),
    }


def whole_facts(view: OrderView, zone: ZoneInfo) -> dict[str, Any]:
    """What `order show` answers: the same, and everything that belongs to the order."""
    order = view.order
    papers = [each for each in view.papers if each.kind == "invoice"]
    return {
        **order_facts(view, zone),
        "customer": _customer_facts(view),
        "bill_to": address_facts(view.bill_to),
        "ship_to": address_facts(view.ship_to),
        "service": view.service,
        **{name: getattr(order, name) for name in ("reference", "note_to_customer", "instructions", "gift_message")},
        "note_to_packer": order.instructions,
        "note_internal": order.note_internal,
        "shipments": [shipment_facts(each, zone) for each in view.shipments],
        "invoices": [_paper_facts(each, order.currency) for each in papers],
        "credit_notes": [_paper_facts(each, order.currency) for each in view.credits],
        "payments": [_payment_facts(each, order.currency, zone) for each in view.payments],
        "returns": [return_facts(each, zone) for each in view.returns],
        "events": [_event_facts(each, zone) for each in view.events],
        "moves": move_facts(moves_of(view)),
    }


def _line_facts(line: OrderLine, currency: str) -> dict[str, Any]:
    promise = {"promise": line.promised.isoformat()} if line.promised else {}
    promise |= {"told": line.told.isoformat()} if line.told else {}
    return {
        **facts_of(line, ("sku", "label", "quantity", "price", "net"), currency),
        "discount_percent": percent_text(line.discount),
        "backordered": quantity_text(line.progress.backordered),
        **promise,
        **facts_of(line, _QUANTITIES),
    }


def _customer_facts(view: OrderView) -> dict[str, Any] | None:
    customer = view.customer
    if customer is None:
        return None
    return {
        "id": customer.number,
        **{name: getattr(customer, name) for name in ("name", "company", "phone", "email")},
    }


def address_facts(address: PostalAddress | None) -> dict[str, str] | None:
    """An address as JSON."""
    if address is None:
        return None
    names = ("name", "line1", "line2", "city", "region", "postcode", "country", "phone")
    return {name: getattr(address, name) for name in names}


def shipment_facts(row: ShipmentRow, zone: ZoneInfo) -> dict[str, Any]:
    """A shipment as JSON; its `tracking` is all the numbers of its boxes in one text."""
    return {
        "shipment": row.number,
        "state": row.state,
        "order": row.order_number,
        "picklist": row.picklist or None,
        "service": row.service or None,
        "tracking": row.tracking or None,
        "units": quantity_text(row.units),
        "boxes": [_box_facts(each) for each in row.packed],
        "weight_g": row.weight_g,
        "ship_by": day(row.ship_by),
        "shipped_at": moment(row.shipped_at, zone),
    }


def _box_facts(box: Box) -> dict[str, Any]:
    return {
        "number": box.position,
        "carton": box.carton or None,
        "weight_g": box.weight_g,
        "weighed_g": box.weighed_g or None,
        "tracking": box.tracking or None,
        "was": box.earlier.split(),
        "label": "void" if box.label_void else "printed" if box.label_copies else "none",
        "prints": box.label_copies,
    }


def _paper_facts(row: Any, currency: str) -> dict[str, Any]:
    reason = {"reason": row.reason} if row.reason else {}
    return {"number": row.number, "date": day(row.issue_date), "total": amount_text(row.total, currency), **reason}


def _payment_facts(row: PaymentRow, currency: str, zone: ZoneInfo) -> dict[str, Any]:
    given = {"tendered": amount_text(row.tendered, currency), "change": amount_text(row.change, currency)}
    return {
        "kind": row.kind,
        "at": moment(row.at, zone),
        "tender": row.tender,
        "tender_name": row.tender_name,
        **({"gives_back": row.gives_back} if row.gives_back else {}),
        "amount": amount_text(row.amount, currency),
        **(given if row.tendered else {}),
        "reference": row.reference,
        "receipt": row.receipt or None,
        "user": row.user,
    }


def return_facts(row: ReturnRow, zone: ZoneInfo) -> dict[str, Any]:
    """A return as JSON."""
    return {
        "return": row.number,
        "state": row.state,
        "order": row.order_number,
        "units": quantity_text(row.units),
        "reason": row.reason,
        "opened_at": moment(row.opened_at, zone),
        "expires": day(row.expires),
        "settlement": row.settlement or None,
    }


def _event_facts(row: EventRow, zone: ZoneInfo) -> dict[str, Any]:
    return {"at": moment(row.at, zone), "user": row.user, "what": row.what, "detail": row.detail}


def moment(at: datetime | None, zone: ZoneInfo) -> str | None:
    """A time with the offset of the shop's zone."""
    return None if at is None else at.astimezone(zone).isoformat(timespec="seconds")


def day(at: date | None) -> str | None:
    """A day as 2026-05-31."""
    return None if at is None else at.isoformat()


def _packer(*notes: str) -> str:
    """The note for the packer, under the two names that it has; said twice it stands once."""
    return "\n".join(dict.fromkeys(filter(None, notes)))
