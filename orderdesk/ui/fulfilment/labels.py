"""Taking the label of a box out of use before its carrier has it, and noting what the carrier asked for each box."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from orderdesk.domain.fulfilment.boxes import field_of, place_words
from orderdesk.persistence.fulfilment.lists import ShipmentRow
from orderdesk.services.fulfilment.labelling import charge_boxes, void_label
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form


def ask_void(bench: Bench, parent: QWidget, row: ShipmentRow) -> FormDialog:
    """Ask once, and of several boxes which; what is printed already is to be torn up."""
    which = [(box.position, f"Box {place_words(box, row.packed)} · {box.tracking or box.label}") for box in row.packed]
    spec = [Field("box", "Whose label", kinds.choice(which))] if row.boxes > 1 else []

    def send(typed: Entered) -> None:
        void_label(bench.desk, row.number, typed.get("box"))
        bench.messages.done(f"The label of {row.number} is void")

    return ask_form(
        parent,
        f"Void the label of {row.number}?",
        spec,
        send,
        verb="Void label",
        keep="Keep the label",
        intro="Tear up what is printed. Another label prints as soon as a new tracking number is noted, or the "
        "shipment is packed anew. Until then it cannot leave.",
    )


def ask_charges(bench: Bench, parent: QWidget, row: ShipmentRow) -> FormDialog:
    """Ask what the carrier asked for each box, as it stands on its bill; empty where nothing is known."""
    currency = shop_now(bench.desk).currency
    names = {box.position: field_of(box.position, "charged") for box in row.packed}
    money = kinds.money(currency)
    spec = [Field(name, f"Asked for box {place}, {currency}", money) for place, name in names.items()]

    def send(typed: Entered) -> None:
        charge_boxes(bench.desk, row.id, {place: typed[name] for place, name in names.items()})
        bench.messages.done(f"Carrier's charges of {row.number} noted")

    return ask_form(
        parent,
        f"What the carrier asked for {row.number}",
        spec,
        send,
        verb="Save",
        values={names[box.position]: box.charged for box in row.packed},
        intro="As its bill says. Leave empty what is not known." if spec else "It left without being packed.",
    )
