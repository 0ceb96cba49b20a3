"""The two small forms of the station: what cannot be scanned, and what the scales show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.values.quantity import ONE
from orderdesk.domain.values.sizes import shown_size
from orderdesk.domain.values.weights import parse_weight, typed_weight, weight_unit
from orderdesk.services.fulfilment.station.scanning import choose_carton, count_by_hand, weigh_box
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form

if TYPE_CHECKING:
    from orderdesk.ui.fulfilment.station.page import StationPage


def ask_by_hand(page: StationPage) -> FormDialog:
    """Ask which units cannot be scanned, and why."""
    task = page.task
    assert task is not None
    missing = [(goods.sku, f"{goods.name} · {goods.sku}") for goods, _ in task.missing]
    spec = [
        Field("sku", "Item", kinds.choice(missing), required=True),
        Field("quantity", "How many", kinds.quantity(), required=True),
        Field("why", "Why it cannot be scanned", required=True),
    ]

    def send(typed: Entered) -> None:
        sku, quantity, why = typed["sku"] or "", typed["quantity"], typed["why"]
        page.answered(count_by_hand(page.bench.desk, page.station.name, task.shipment_id, sku, quantity, why))

    return ask_form(
        page.window(), "Count by hand", spec, send, verb="Count", values={"quantity": ONE},
        intro="It counts, and stands in the report as counted by hand.",
    )  # fmt: skip


def ask_carton(page: StationPage) -> FormDialog:
    """Ask what the box that is being filled is packed in."""
    task = page.task
    assert task is not None
    offered = [(each.code, f"{each.code} · {each.name} · {shown_size(each.inside)}") for each in task.plan.offered]
    now = task.carton_of(task.count.box)

    def send(typed: Entered) -> None:
        page.answered(choose_carton(page.bench.desk, page.station.name, task.shipment_id, typed["carton"]))

    spec = [Field("carton", "Carton", kinds.choice(offered), required=True)]
    return ask_form(
        page.window(), f"Carton of box {task.count.box}", spec, send, verb="Take it",
        values={"carton": now.code if now else None}, intro="Its bars do the same at the reader.",
    )  # fmt: skip


def ask_weight(page: StationPage) -> FormDialog:
    """Ask what the scales show for the box that is being filled; one far off needs a reason."""
    task = page.task
    assert task is not None
    spec = [
        Field("weight", f"Weight, {weight_unit()}", kinds.figure(parse_weight, typed_weight), required=True),
        Field("why", "Why it is another", hint="Only where it is more than 5 % off."),
    ]

    def send(typed: Entered) -> None:
        page.answered(weigh_box(page.bench.desk, page.station.name, task.shipment_id, typed["weight"], typed["why"]))

    return ask_form(page.window(), f"Weight of box {task.count.box}", spec, send, verb="Save weight")
