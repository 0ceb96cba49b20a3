"""Packing a picked order in one box from the list of orders; a note for the packer is ticked first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from orderdesk.domain.orders.moves import shipment_for
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.fulfilment.cartons.planning import in_one_box
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.note_tick import NoteTick


def pack_in_one_box(bench: Bench, parent: QWidget, view: OrderView) -> None:
    """Pack what was picked of an order, and show its label."""
    shipment = shipment_for("pack", view.shipments)
    if shipment is None:
        return
    key, number, note = shipment.id, shipment.number, view.order.instructions.strip()

    def pack(*, note_done: bool = False) -> None:
        pack_shipment(bench.desk, key, in_one_box(bench.desk, key), note_done=note_done)
        bench.messages.done(f"Shipment {number} packed in one box")
        bench.paper.emit("label", number)

    if not note:
        bench.attempt(pack)
        return
    tick = NoteTick(note)
    dialog = FormDialog(
        parent, f"Pack {number}", {}, verb="Pack", send=lambda: pack(note_done=tick.ticked), extra=[tick]
    )
    tick.tick.setFocus()
    dialog.open()
