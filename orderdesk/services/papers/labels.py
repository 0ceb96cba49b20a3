"""The label of a box as data for its paper, and taking a label out of use."""

from __future__ import annotations

from sqlalchemy import Connection

from orderdesk.documents.label import LONGEST_REFERENCE, Label
from orderdesk.documents.parts import Party
from orderdesk.domain.countries import country_name
from orderdesk.domain.orders import Order
from orderdesk.domain.shipments import Shipment
from orderdesk.persistence.queries import papers as queries
from orderdesk.persistence.queries import parcels
from orderdesk.persistence.queries.order_view import Address, address_of
from orderdesk.persistence.queries.papers import ShopHead
from orderdesk.persistence.queries.shipments import shipment_row
from orderdesk.services.collecting import due_on_delivery
from orderdesk.services.desk import Desk
from orderdesk.services.papers.asked import Asked
from orderdesk.services.papers.fulfilment import box_at, shipment_and_order


def label_data(connection: Connection, desk: Desk, asked: Asked) -> Label:
    """The label of one box of a shipment; its code is the carrier's number, or the shipment's own until the
    carrier gives one."""
    shipment, order = shipment_and_order(connection, asked.number)
    box = asked.box
    boxes = parcels.boxes_of(connection, shipment.id)
    chosen = box_at(shipment, boxes, box)
    shop = queries.shop_head(connection)
    address = address_of(connection, shipment.ship_to_id)
    row = shipment_row(connection, shipment.id)
    assert row is not None
    own = f"{shipment.number}-{box}" if len(boxes) > 1 else shipment.number
    return Label(
        sender=_sender(shop),
        ship_to=_receiver(connection, order, address),
        postcode=address.postcode if address else "",
        country=country_name(address.country) if address and address.country not in ("", shop.country) else "",
        service=row.service_name,
        tracking_number=chosen.tracking or shipment.tracking or own,
        order_number=order.number,
        ship_date=desk.day_of(shipment.shipped_at) if shipment.shipped_at else desk.today,
        weight=chosen.weight_g,
        box=box,
        boxes=len(boxes),
        references=_references(shipment, order),
        instruction=order.instructions[:120],
        cod=_collected(connection, order, shipment, box),
        currency=order.currency,
        voided=bool(chosen.label_void),
    )


def void_label(desk: Desk, number: str, box: int = 1) -> None:
    """Take the label of a box out of use; it can not be printed again."""
    with desk.writing(right="print papers") as work:
        shipment, _ = shipment_and_order(work.connection, number)
        chosen = box_at(shipment, parcels.boxes_of(work.connection, shipment.id), box)
        parcels.void_label(work.connection, chosen.id)
        work.event("shipment", shipment.id, "label void", f"box {box}")
        work.touch("shipments")


def _sender(shop: ShopHead) -> Party:
    town = " ".join(part for part in (shop.city, shop.region, shop.postcode) if part)
    return Party(shop.name, tuple(line for line in (shop.line1, shop.line2, town) if line), phone=shop.phone)


def _receiver(connection: Connection, order: Order, address: Address | None) -> Party:
    buyer = queries.buyer_row(connection, order.customer_id)
    names = [address.name if address else "", *((buyer.company, buyer.name) if buyer else ())]
    known = list(dict.fromkeys(name for name in names if name))
    if address is None:
        return Party(known[0] if known else "")
    town = " ".join(part for part in (address.city, address.region) if part)
    lines = (*known[1:2], *(line for line in (address.line1, address.line2, town) if line))
    return Party(known[0] if known else "", lines, phone=address.phone or (buyer.phone if buyer else ""))


def _references(shipment: Shipment, order: Order) -> tuple[str, ...]:
    return tuple(text[:LONGEST_REFERENCE] for text in (shipment.number, order.reference) if text)


def _collected(connection: Connection, order: Order, shipment: Shipment, box: int) -> int | None:
    """What the driver collects for a shipment, once: it stands on the first box."""
    return due_on_delivery(connection, order, shipment.id) or None if box == 1 else None
