"""Taking the label of a box out of use before its carrier has it, and noting what the carrier asked for each box."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.money import parse_amount, shown
from orderdesk.persistence.fulfilment.lists import ShipmentRow
from orderdesk.services.fulfilment.labelling import charge_boxes, void_label
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import ParsedInput


def ask_void(bench: Bench, parent: QWidget, row: ShipmentRow) -> FormDialog:
    """Ask once, and of several boxes which; what is printed already is to be torn up."""
    several = row.boxes > 1
    words = [f"Box {each.position} of {row.boxes} · {each.tracking or each.label}" for each in row.packed]
    box = Choice(list(enumerate(words, start=1)), name="Box")
    fields = {"box": FormField("Whose label", box)} if several else {}

    def send() -> None:
        void_label(bench.desk, row.number, box.value() if several else 1)
        bench.messages.done(f"The label of {row.number} is void")

    dialog = FormDialog(
        parent,
        f"Void the label of {row.number}?",
        fields,
        verb="Void label",
        keep="Keep the label",
        intro="Tear up what is printed. Another label prints as soon as a new tracking number is noted, or the "
        "shipment is packed anew. Until then it cannot leave.",
        send=send,
    )
    dialog.open()
    return dialog


def ask_charges(bench: Bench, parent: QWidget, row: ShipmentRow) -> FormDialog:
    """Ask what the carrier asked for each box, as it stands on its bill; empty where nothing is known."""
    currency = shop_now(bench.desk).currency
    inputs: dict[int, ParsedInput] = {}
    for box in row.packed:
        field = ParsedInput(lambda text: parse_amount(text, currency), lambda value: shown(value, currency))
        field.set_value(box.charged)
        inputs[box.position] = field
    fields = {
        "charged" if place == 1 else f"charged-{place}": FormField(f"Asked for box {place}, {currency}", each)
        for place, each in inputs.items()
    }

    def send() -> None:
        charge_boxes(bench.desk, row.id, {place: each.value() for place, each in inputs.items()})
        bench.messages.done(f"Carrier's charges of {row.number} noted")

    dialog = FormDialog(
        parent,
        f"What the carrier asked for {row.number}",
        fields,
        verb="Save",
        intro="As its bill says. Leave empty what is not known." if fields else "It left without being packed.",
        send=send,
    )
    dialog.open()
    return dialog
