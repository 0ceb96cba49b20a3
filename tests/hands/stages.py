"""What the use cases begin with: orders, shipments and papers half way through their life, in shop "Northside"."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from orderdesk.domain.buying.purchasing import PurchaseLineRequest, PurchaseRequest
from orderdesk.domain.fulfilment.shipments import BoxRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.orders.view import OrderView
from orderdesk.persistence.stock import tasks
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.buying.purchasing import place_purchase
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import deliver_shipment, ship_shipment
from orderdesk.services.fulfilment.splitting import split_boxes
from orderdesk.services.money import tills
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import shipments_to_do, view_order, view_packing
from orderdesk.services.returns.returning import ComingBack, Inspected, inspect_return, open_return, receive_return
from orderdesk.services.shop.shop import save_service
from orderdesk.services.shop.shop_forms import ServiceForm
from tests.factories import Clock

PATEL = 1
MUG, TEE, BOOK, LAMP = 1, 2, 3, 4
SOON = date(2026, 3, 12)


def asked(sku: str = "MUG", count: int = 3, **more: Any) -> OrderRequest:
    """What an order for Patel asks for."""
    return OrderRequest(**{"lines": (LineRequest(pieces(count), sku),), "customer_id": PATEL, **more})


def confirmed(desk: Desk, sku: str = "MUG", count: int = 3, **more: Any) -> OrderView:
    """An order with its stock reserved."""
    return view_order(desk, place_order(desk, asked(sku, count, **more)))


def draft(desk: Desk) -> int:
    """An order that is not binding yet."""
    return place_order(desk, asked(), confirm=False)


def shipment_of(desk: Desk, view: OrderView) -> int:
    """The one shipment of an order."""
    (found,) = view_order(desk, view.order.id).shipments
    return found.id


def allocated(desk: Desk) -> int:
    """A shipment that can be picked."""
    return shipment_of(desk, confirmed(desk))


def picking(desk: Desk) -> str:
    """The number of a picklist of one shipment."""
    return start_picking(desk, [allocated(desk)])


def missed_its_van(desk: Desk) -> int:
    """A shipment that was to leave an hour ago."""
    assert isinstance(desk.clock, Clock)
    save_service(desk, ServiceForm("road", "Road", "Northern Carriers", price=690, cutoff="10:00"))
    key = shipment_of(desk, confirmed(desk, service="road"))
    desk.clock.advance(hours=2)
    return key


def picked(desk: Desk, view: OrderView | None = None) -> int:
    """A shipment that can be packed."""
    key = shipment_of(desk, view or confirmed(desk))
    confirm_picks(desk, start_picking(desk, [key]))
    return key


def packed(desk: Desk, view: OrderView | None = None) -> int:
    """A shipment that can be shipped."""
    key = picked(desk, view)
    pack_shipment(desk, key)
    return key


def in_two_boxes(desk: Desk) -> int:
    """A shipment of three mugs packed in two boxes, two of them in the first."""
    key = picked(desk)
    (row,) = view_packing(desk, key)
    pack_shipment(desk, key, [BoxRequest(contents=((row.allocation_id, pieces(2)),)), BoxRequest()])
    return key


def split_off(desk: Desk) -> int:
    """The shipment of a box that was split off."""
    number = split_boxes(desk, in_two_boxes(desk), [2])
    return shipments_to_do(desk, number)[0]


def shipped(desk: Desk) -> OrderView:
    """An order of three mugs that have left."""
    view = confirmed(desk)
    ship_shipment(desk, packed(desk, view), tracking=f"NC{view.order.id:09d}GB")
    return view_order(desk, view.order.id)


def delivered(desk: Desk) -> int:
    """A shipment that has arrived."""
    key = shipped(desk).shipments[0].id
    deliver_shipment(desk, key)
    return key


def billed(desk: Desk) -> str:
    """The number of an invoice over what has left."""
    return issue_invoice(desk, shipped(desk).order.id)


def sold(desk: Desk) -> OrderView:
    """A counter sale of three mugs, paid by card."""
    made = sell(desk, asked(), [Tendered("card", 4500)])
    return view_order(desk, made.order_id)


def paid(desk: Desk) -> OrderView:
    """An order paid by card before anything has left."""
    view = confirmed(desk)
    take_payment(desk, view.order.id, [Tendered("card", view.order.total)])
    return view_order(desk, view.order.id)


def to_put_back(desk: Desk) -> int:
    """Picked goods of an order that was cancelled then."""
    view = confirmed(desk)
    picked(desk, view)
    cancel_order(desk, view.order.id, "changed their mind")
    with desk.reading() as connection:
        (found,) = tasks.open_put_backs(connection)
    return found.id


def returning(desk: Desk) -> int:
    """A return that was allowed; its key."""
    view = sold(desk)
    open_return(desk, view.order.id, [ComingBack(view.lines[0].id, pieces(3))])
    return 1


def returned(desk: Desk) -> int:
    """A return that has arrived."""
    receive_return(desk, returning(desk))
    return 1


def inspected(desk: Desk) -> int:
    """A return that can be settled."""
    inspect_return(desk, returned(desk), [Inspected(1, "restock")])
    return 1


def bought(desk: Desk, *, send: bool = True) -> int:
    """Ten mugs ordered of a vendor."""
    line = PurchaseLineRequest("MUG", pieces(10), 45_000)
    return place_purchase(desk, PurchaseRequest("Kilnworks", (line,), SOON, new_vendor=True), send=send)


def open_till(desk: Desk) -> int:
    """A till with ten pounds in it; its session."""
    return tills.open_till(desk, float_amount=1000).id


def counted_till(desk: Desk) -> int:
    """A till that can be closed."""
    session = open_till(desk)
    tills.count_till(desk, {"10.00": 1})
    return session


def closed_till(desk: Desk) -> int:
    """A till session whose Z is made."""
    session = counted_till(desk)
    tills.close_till(desk)
    return session


def how_many(desk: Desk, table: Any, *where: Any) -> int:
    """The rows of a table."""
    return int(one(desk, select(func.count()).select_from(table).where(*where)))


def one(desk: Desk, wanted: Select[Any]) -> Any:
    """The one value that a statement asks for."""
    with desk.reading() as connection:
        return connection.execute(wanted).scalar_one()
