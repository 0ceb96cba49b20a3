"""The two small forms of the station: what cannot be scanned, and what the scales show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.values.quantity import parse_quantity, shown_quantity
from orderdesk.domain.values.weights import parse_weight, typed_weight, weight_unit
from orderdesk.services.fulfilment.station.scanning import count_by_hand, weigh_box
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import ParsedInput, TextInput

if TYPE_CHECKING:
    from orderdesk.ui.fulfilment.station.page import StationPage


def ask_by_hand(page: StationPage) -> FormDialog:
    """Ask which units cannot be scanned, and why."""
    task = page.task
    assert task is not None
    item = Choice([(goods.sku, f"{goods.name} · {goods.sku}") for goods, _ in task.missing])
    quantity = ParsedInput(parse_quantity, shown_quantity, name="Quantity")
    quantity.set_value(1_000)
    fields = {
        "sku": FormField("Item", item, required=True),
        "quantity": FormField("How many", quantity, required=True),
        "why": FormField("Why it cannot be scanned", TextInput(), required=True),
    }

    def send() -> None:
        count, why = quantity.value() or 0, fields["why"].text
        page.answered(
            count_by_hand(page.bench.desk, page.station.name, task.shipment_id, item.value() or "", count, why)
        )

    dialog = FormDialog(
        page.window(), "Count by hand", fields, verb="Count", send=send,
        intro="It counts, and stands in the report as counted by hand.",
    )  # fmt: skip
    dialog.open()
    return dialog


def ask_weight(page: StationPage) -> FormDialog:
    """Ask what the scales show for the box that is being filled; one far off needs a reason."""
    task = page.task
    assert task is not None
    weight = ParsedInput(parse_weight, typed_weight, name=f"Weight in {weight_unit()}")
    fields = {
        "weight": FormField(f"Weight, {weight_unit()}", weight, required=True),
        "why": FormField("Why it is another", TextInput(), hint="Only where it is more than 5 % off."),
    }

    def send() -> None:
        grams, why = weight.value() or 0, fields["why"].text
        page.answered(weigh_box(page.bench.desk, page.station.name, task.shipment_id, grams, why))

    dialog = FormDialog(page.window(), f"Weight of box {task.count.box}", fields, verb="Save weight", send=send)
    dialog.open()
    return dialog
