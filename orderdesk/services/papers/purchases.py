"""Purchase orders as data for their paper."""

from __future__ import annotations

from sqlalchemy import Connection

from orderdesk.documents.parts.rows import Party
from orderdesk.documents.purchase_order import PurchaseOrder, PurchasePaperRow
from orderdesk.domain.buying.purchasing import cost_of
from orderdesk.domain.lifecycles import PURCHASE, Facts, PurchaseState
from orderdesk.domain.values.errors import NotFound
from orderdesk.persistence.buying import records as purchasing
from orderdesk.persistence.items import records as catalog
from orderdesk.persistence.papers.heads import shop_head
from orderdesk.services.desk import Desk
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.people import seller_of


def purchase_order_data(connection: Connection, desk: Desk, asked: PaperRequest) -> PurchaseOrder:
    """A purchase order; a cancelled one is not printed."""
    key = purchasing.purchase_id_by_number(connection, asked.number)
    found = purchasing.read_purchase(connection, key) if key is not None else None
    if found is None:
        raise NotFound(f"There is no purchase order {asked.number[:40]}.", field="number")
    PURCHASE.check(found.state, "print", Facts(found.number), field="number")
    rows = tuple(
        PurchasePaperRow(
            line.sku, line.name, line.quantity, line.cost,
            cost_of(line.quantity, line.cost, found.currency), line.due, line.unit,
        )
        for line in purchasing.read_purchase_lines(connection, found.id)
    )  # fmt: skip
    return PurchaseOrder(
        number=found.number,
        day=desk.day_of(found.sent_at or found.made_at),
        currency=found.currency,
        buyer=seller_of(connection, shop_head(connection)),
        vendor=_vendor(catalog.read_vendor(connection, found.vendor_id)),
        rows=rows,
        total=sum(row.amount for row in rows),
        due=found.due,
        reference=found.reference,
        note=found.note,
        draft=found.state == PurchaseState.DRAFT,
        printed_at=desk.clock().astimezone(desk.zone),
        printed_by=desk.user,
    )


def _vendor(vendor: catalog.Vendor | None) -> Party:
    assert vendor is not None
    lines = (f"Attn. {vendor.contact}" if vendor.contact else "", *vendor.address.splitlines())
    return Party(vendor.name, tuple(line for line in lines if line), vendor.phone, vendor.email)
