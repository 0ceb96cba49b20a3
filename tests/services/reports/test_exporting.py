"""What is exported of orders, line by line."""

from __future__ import annotations

from orderdesk.domain.fulfilment.shipments import BoxRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.fulfilment.lists import pack_rows
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.reports.exporting import export_table
from orderdesk.services.stock.stocking import receive
from tests.factories import northside


def test_a_line_bears_the_numbers_of_what_it_travelled_in(database: Database) -> None:
    desk = northside(database)
    lines = (LineRequest(pieces(1), "MUG"), LineRequest(pieces(6), "LAMP"), LineRequest(pieces(1), "TEE"))
    order_id = place_order(desk, OrderRequest(lines, customer_id=1, service="road"))
    (first,) = view_order(desk, order_id).shipments
    confirm_picks(desk, start_picking(desk, [first.id]))
    with desk.reading() as connection:
        held = {row.sku: (row.allocation_id, row.quantity) for row in pack_rows(connection, [first.id])}
    pack_shipment(desk, first.id, [BoxRequest(contents=(held["MUG"],)), BoxRequest()])
    ship_shipment(desk, first.id, tracking={1: "1Z1", 2: "1Z2"})
    receive(desk, "LAMP", pieces(2))
    table = export_table(desk, "orders")
    heads = [each.title for each in table.heads]
    told = {row[heads.index("SKU")]: row[heads.index("Tracking")] for row in table.rows}
    assert told == {"MUG": "1Z1", "LAMP": "1Z2", "TEE": "1Z2", "": ""}
