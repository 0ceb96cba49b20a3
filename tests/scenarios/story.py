"""What the stories share: the shop, orders in short form, and the proof at the end of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.stock.allocation import StockFigures
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.stock.stock_views import figures_of

PATEL = 1
ORDER_1 = {"MUG": 3, "TEE": 2, "BOOK": 1}


def request(lines: Mapping[str, int] | Sequence[tuple[str, int]], **more: object) -> OrderRequest:
    """An order for Patel: {"MUG": 3, …} or pairs where a SKU stands twice."""
    pairs = list(lines.items()) if isinstance(lines, Mapping) else list(lines)
    asked = tuple(LineRequest(pieces(count), sku) for sku, count in pairs)
    return OrderRequest(**{"customer_id": PATEL, "lines": asked, **more})  # type: ignore[arg-type]


def order(desk: Desk, lines: Mapping[str, int] | Sequence[tuple[str, int]], **more: object) -> OrderView:
    """Place and confirm an order; show it."""
    return view_order(desk, place_order(desk, request(lines, **more)))


def again(desk: Desk, view: OrderView) -> OrderView:
    """The order as it stands now."""
    return view_order(desk, view.order.id)


def stock(desk: Desk, sku: str) -> StockFigures:
    """The figures of an item of the scenarios, which are items 1 to 4."""
    key = ("MUG", "TEE", "BOOK", "LAMP").index(sku) + 1
    return figures_of(desk, [key])[key]


def send(desk: Desk, view: OrderView, *, tracking: str = "") -> None:
    """Pick, pack and ship what is allocated to an order."""
    (shipment,) = [each for each in again(desk, view).shipments if each.state == "allocated"]
    confirm_picks(desk, start_picking(desk, [shipment.id]))
    pack_shipment(desk, shipment.id)
    ship_shipment(desk, shipment.id, tracking=tracking)


def prove(desk: Desk) -> None:
    """Everything in the database follows the rules."""
    findings = check(desk).findings
    assert not findings, [each.sentence for each in findings]
