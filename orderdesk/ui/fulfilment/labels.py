"""Taking the label of a box out of use before its carrier has it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from orderdesk.services.fulfilment.labelling import void_label
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField


def ask_void(bench: Bench, parent: QWidget, number: str, boxes: int) -> FormDialog:
    """Ask once, and of several `boxes` which; what is printed already is to be torn up."""
    box = Choice([(each, f"Box {each} of {boxes}") for each in range(1, boxes + 1)], name="Box")
    fields = {"box": FormField("Whose label", box)} if boxes > 1 else {}

    def send() -> None:
        void_label(bench.desk, number, box.value() if boxes > 1 else 1)
        bench.messages.done(f"The label of {number} is void")

    dialog = FormDialog(
        parent,
        f"Void the label of {number}?",
        fields,
        verb="Void label",
        keep="Keep the label",
        intro="Tear up what is printed. Another label prints as soon as a new tracking number is noted, or the "
        "shipment is packed anew.",
        send=send,
    )
    dialog.open()
    return dialog
