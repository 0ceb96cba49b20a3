"""Taking an order one step on: what each step that an order can have next does in the shop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from orderdesk.domain.fulfilment.boxes import unprinted_words
from orderdesk.domain.orders.moves import shipment_for
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.billing.invoicing import AddressLacking, issue_invoice
from orderdesk.services.customers.customer_forms import AddressForm
from orderdesk.services.customers.customers import add_address
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import deliver_shipment, ship_shipment
from orderdesk.services.orders.placing import confirm_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.promises.allocating import allocate_order
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.customers.forms import ask_address
from orderdesk.ui.orders.changing.asking import release
from orderdesk.ui.orders.settling.packing import pack_in_one_box
from orderdesk.ui.orders.settling.payment_form import ask_payment
from orderdesk.ui.widgets.forms.box_numbers import number_fields, numbers_in
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import twice


def confirm(bench: Bench, _tab: QWidget, view: OrderView) -> None:
    """Confirm a draft or quote; a hold that a check puts on it is said."""
    number = view.order.number
    if not bench.attempt(lambda: confirm_order(bench.desk, view.order.id)):
        return
    order = view_order(bench.desk, view.order.id).order
    held = f", on hold: {order.hold_note or order.hold}" if order.hold else ""
    bench.messages.done(f"Order {number} confirmed{held}")


def allocate(bench: Bench, _tab: QWidget, view: OrderView) -> None:
    """Tie what stock there is, and say how much it was."""
    number, got = view.order.number, []
    if not bench.attempt(lambda: got.append(allocate_order(bench.desk, view.order.id))):
        return
    left = view.backordered - got[0]
    if not got[0]:
        bench.messages.refused(f"Nothing of what {number} waits for is there; nothing was allocated.")
    elif left:
        bench.messages.done(
            f"{shown_quantity(got[0])} allocated to {number}, {shown_quantity(left)} still back-ordered"
        )
    else:
        bench.messages.done(f"Stock allocated to {number}")


def start(bench: Bench, _tab: QWidget, view: OrderView) -> None:
    """Put the shipment on a picklist."""
    shipment = shipment_for("start", view.shipments)
    if shipment is not None:
        pick(bench, [shipment.id])


def pick(bench: Bench, shipment_ids: list[int]) -> None:
    """One picklist for these shipments, shown at once."""
    made: list[str] = []
    if bench.attempt(lambda: made.append(start_picking(bench.desk, shipment_ids))):
        bench.messages.done(f"Picklist {made[0]} made")
        bench.paper.emit("picklist", made[0])


def picked(bench: Bench, _tab: QWidget, view: OrderView) -> None:
    """Everything on the picklist was found."""
    shipment = shipment_for("pick", view.shipments)
    if shipment is not None:
        bench.attempt(lambda: confirm_picks(bench.desk, shipment.picklist), f"Picklist {shipment.picklist} picked")


def pack(bench: Bench, tab: QWidget, view: OrderView) -> None:
    """Pack in one box."""
    pack_in_one_box(bench, tab, view)


def ship(bench: Bench, tab: QWidget, view: OrderView) -> None:
    """Ask for the tracking number of each box, then let it go."""
    shipment = shipment_for("ship", view.shipments)
    if shipment is None:
        return
    numbers = number_fields(shipment.packed)

    def send(tracking: dict[int, str], sure: bool) -> None:
        ship_shipment(bench.desk, shipment.id, tracking=tracking, sure=sure)
        bench.messages.done(f"Shipment {shipment.number} has left")

    submit = twice(send, "ships it")

    FormDialog(
        tab,
        f"Ship {shipment.number}?",
        numbers,
        verb="Ship",
        intro=f"{view.order.number} leaves with {shipment.service_name or 'no service'}; stock falls now."
        + unprinted_words(shipment.packed),
        send=lambda: submit(numbers_in(numbers, shipment.packed)),
    ).open()


def deliver(bench: Bench, _tab: QWidget, view: OrderView) -> None:
    """The goods have arrived."""
    shipment = shipment_for("deliver", view.shipments)
    if shipment is not None:
        bench.attempt(lambda: deliver_shipment(bench.desk, shipment.id), f"Shipment {shipment.number} delivered")


def invoice(bench: Bench, tab: QWidget, view: OrderView) -> None:
    """Bill what is to be invoiced, and show the invoice; asks for the customer's address where it must bear one."""

    def run() -> None:
        try:
            number = issue_invoice(bench.desk, view.order.id)
        except AddressLacking as lacking:
            customer_id, name = lacking.customer_id, lacking.name

            def send(form: AddressForm) -> None:
                add_address(bench.desk, customer_id, form)
                bench.attempt(run)

            ask_address(tab, f"Where is {name} billed?", AddressForm(name=name), send, intro=str(lacking))
            return
        bench.messages.done(f"Invoice {number} issued")
        bench.paper.emit("invoice", number)

    bench.attempt(run)


RUNS: dict[str, Callable[[Bench, QWidget, OrderView], object]] = {
    "confirm": confirm,
    "release": release,
    "ship": ship,
    "pack": pack,
    "pick": picked,
    "start": start,
    "invoice": invoice,
    "pay": ask_payment,
    "allocate": allocate,
    "deliver": deliver,
}
"""What runs for each step, by its event."""
