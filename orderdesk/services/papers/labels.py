"""The label of a box as data for its paper."""

from __future__ import annotations

from sqlalchemy import Connection

from orderdesk.documents.label import LONGEST_REFERENCE, LabelPaper
from orderdesk.documents.parts.rows import Party
from orderdesk.domain.fulfilment.boxes import Box, box_at, place_words
from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.fulfilment.station.labels import code_of
from orderdesk.domain.orders.records import Order
from orderdesk.domain.values.addresses import written_postcode
from orderdesk.persistence.fulfilment import labels
from orderdesk.persistence.fulfilment.lists import shipment_row
from orderdesk.persistence.orders.view import address_of
from orderdesk.persistence.papers import heads as queries
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.dues import due_on_delivery
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.fulfilment import of_box, shipment_and_order
from orderdesk.services.papers.people import form_of, home_lines, party_of


def label_data(connection: Connection, desk: Desk, asked: PaperRequest) -> LabelPaper:
    """The label of one box of a shipment; its code is the carrier's number, or the shipment's own until the
    carrier gives one."""
    asked = of_box(connection, asked)
    shipment, order = shipment_and_order(connection, asked.number)
    boxes = labels.boxes_of(connection, shipment.id)
    chosen = box_at(shipment, boxes, asked.box)
    shop = queries.shop_head(connection)
    address, buyer = address_of(connection, shipment.ship_to_id), queries.buyer_row(connection, order.customer_id)
    row = shipment_row(connection, shipment.id)
    assert row is not None
    return LabelPaper(
        form=form_of(shop),
        sender=Party(shop.name, home_lines(shop, address.country if address else ""), phone=shop.phone),
        ship_to=party_of(address, buyer, shop.country) or Party(""),
        postcode=written_postcode(address.country or shop.country, address.postcode) if address else "",
        service=row.service_name,
        tracking_number=code_of(shipment.number, chosen, len(boxes)),
        order_number=order.number,
        ship_date=desk.day_of(shipment.shipped_at) if shipment.shipped_at else desk.today,
        weight=chosen.weight_g,
        box=place_words(chosen, boxes),
        references=_references(shipment, order, chosen),
        # What the driver collects for a shipment is asked once: it stands on the first box.
        cod=due_on_delivery(connection, order, shipment.id) or None if chosen.id == boxes[0].id else None,
        currency=order.currency,
        voided=bool(chosen.label_void),
        copy=asked.copy,
    )


def _references(shipment: Shipment, order: Order, box: Box) -> tuple[str, ...]:
    """The last tells which box it was before it was split off, as its older label still says."""
    was = f"was {box.earlier.partition(' ')[0]}" if box.earlier else ""
    return tuple(text[:LONGEST_REFERENCE] for text in (shipment.number, order.reference, was) if text)
