"""One order of the sample shop through its whole life, from the phone call to the closed day, with every paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orderdesk.domain.fulfilment.shipments import BoxRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.money import money, shown
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.checks.holding import release_order
from orderdesk.services.customers.customers import look_for_customers
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import deliver_shipment, ship_shipment
from orderdesk.services.items.catalog import item_of_code
from orderdesk.services.money import tills
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import return_id_of, view_order, view_return
from orderdesk.services.returns.returning import (
    ComingBack,
    Inspected,
    inspect_return,
    open_return,
    receive_return,
    settle_return,
)
from orderdesk.services.stock.stocking import receive

CUSTOMER = "Asha Patel"
BASKET = (("MUG-SEA", 3), ("TOWEL-BD", 2), ("BOOK-WLK", 1))
SERVICE = "road"
FLOAT = 150_00
_NOTE = 50_00


@dataclass(frozen=True, slots=True)
class DemoStep:
    """What has just happened, and the paper it makes, if any: (paper, number)."""

    text: str
    paper: tuple[str, str] | None = None


def one_life(desk: Desk) -> Iterator[DemoStep]:
    """Live it, step by step; each step is committed before it is told. The shop must be the sample shop."""
    yield from _morning(desk)
    order_id = place_order(desk, _request(desk))
    view = view_order(desk, order_id)
    number, total = view.order.number, _money(view, view.order.total)
    yield DemoStep(f"{CUSTOMER} rings up: {number} over {total} is confirmed and its stock is tied.")
    if view.order.held_by:
        # Shown twice in a day it is the same order again, which a clerk would ask about.
        release_order(desk, order_id, "she wants the same again")
        yield DemoStep(f"{number} was on hold: {view.order.hold_note} She was asked, and wants it.")
    yield from _send(desk, view)
    yield from _settle(desk, order_id)
    yield from _bring_back(desk, order_id)
    yield from _evening(desk)


def _morning(desk: Desk) -> Iterator[DemoStep]:
    for sku, count in BASKET:
        item = item_of_code(desk, sku)
        if item.stock.available < pieces(count):
            receive(desk, sku, pieces(10 * count))
            yield DemoStep(f"{10 * count} {item.name} come in.")
    if not tills.open_tills(desk):
        opened = tills.open_till(desk)
        yield DemoStep(f"{opened.till} opens with {shown(opened.float_amount, 'GBP')} in it.")
        if opened.float_amount < FLOAT:
            tills.paid_in(desk, FLOAT - opened.float_amount, "change from the bank")
            yield DemoStep(f"{shown(FLOAT - opened.float_amount, 'GBP')} of change are put in.")


def _request(desk: Desk) -> OrderRequest:
    lines = tuple(LineRequest(pieces(count), sku) for sku, count in BASKET)
    customer_id = look_for_customers(desk, CUSTOMER)[0].id
    return OrderRequest(lines=lines, customer_id=customer_id, service=SERVICE, instructions="Ring twice, please.")


def _send(desk: Desk, view: OrderView) -> Iterator[DemoStep]:
    shipment = view.shipments[0]
    picklist = start_picking(desk, [shipment.id])
    yield DemoStep(f"Picklist {picklist} goes to the shelves.", ("picklist", picklist))
    confirm_picks(desk, picklist)
    pack_shipment(desk, shipment.id, [BoxRequest(carton="M")], note_done=True)
    yield DemoStep(
        f"Everything is picked, and {shipment.number} is packed in one box.", ("packing-slip", shipment.number)
    )
    tracking = f"BP{shipment.id:09d}GB"
    ship_shipment(desk, shipment.id, tracking=tracking)
    yield DemoStep(f"The carrier takes it, tracking {tracking}.", ("label", shipment.number))


def _settle(desk: Desk, order_id: int) -> Iterator[DemoStep]:
    invoice = issue_invoice(desk, order_id)
    view = view_order(desk, order_id)
    given = -(-view.order.due // _NOTE) * _NOTE
    paid = take_payment(desk, order_id, [Tendered("cash", given)])
    yield DemoStep(f"Invoice {invoice} over {_money(view, view.order.due)} is issued.", ("invoice", invoice))
    change = f"{_money(view, given)} in cash, {_money(view, paid.change)} change"
    yield DemoStep(f"{CUSTOMER} pays at the counter: {change}.", ("receipt", paid.receipt))
    deliver_shipment(desk, view.shipments[0].id)
    yield DemoStep("The parcel is delivered, and the order is closed.")


def _bring_back(desk: Desk, order_id: int) -> Iterator[DemoStep]:
    first = view_order(desk, order_id).lines[0]
    number = open_return(desk, order_id, [ComingBack(first.id, ONE, "changed mind")])
    return_id = return_id_of(desk, number)
    receive_return(desk, return_id)
    line = view_return(desk, return_id)[1][0]
    inspect_return(desk, return_id, [Inspected(line.id, "restock", "as new")])
    yield DemoStep(f"One {first.label} comes back as {number}; it is as new and goes on the shelf again.")
    settled = settle_return(desk, return_id, "cash")
    view = view_order(desk, order_id)
    note = next(each.number for each in view.papers if each.id in settled.credit_notes)
    yield DemoStep(f"{_money(view, settled.refunded)} is given back by credit note {note}.", ("credit-note", note))


def _evening(desk: Desk) -> Iterator[DemoStep]:
    """Every till that is open is counted to the penny, closed and reported."""
    for opened in tills.open_tills(desk):
        expected = tills.x_report(desk, till=opened.till).cash
        assert expected is not None
        tills.count_till(desk, {"0.01": expected.expected}, till=opened.till)
        left = min(FLOAT, expected.expected)
        report = tills.close_till(desk, till=opened.till, left=left)
        text = f"{opened.till} is counted and closed with Z {report.z_number}: everything ties."
        yield DemoStep(text, ("day-report", f"Z-{report.z_number} {opened.till}"))
    yield DemoStep("The day as a whole.", ("day-report", desk.today.isoformat()))


def _money(view: OrderView, amount: int) -> str:
    return f"{money(amount, view.order.currency)}"
