"""Splitting off boxes of the shipment shown, so that they leave first, and putting them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.services.fulfilment.board import ShipmentView
from orderdesk.services.fulfilment.parcel_words import boxes_told
from orderdesk.services.fulfilment.splitting import rejoin_boxes, split_boxes
from orderdesk.services.orders.views import shipments_to_do
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form, twice

if TYPE_CHECKING:
    from orderdesk.ui.bench.list_tab import ListTab
    from orderdesk.ui.fulfilment.board.rows import BoardRow

ANEW = "Print labels and slips of both anew: those from before are void."


def ask_split(bench: Bench, tab: ListTab[BoardRow, ShipmentView], view: ShipmentView) -> FormDialog:
    """Ask which boxes leave apart, each with what lies in it; what is made of them is shown next."""
    number, told = view.row.number, boxes_told(bench.desk, view.row.id)
    names = {f"box-{position}": position for position, _ in told}

    def split(typed: Entered, sure: bool) -> None:
        chosen = [position for name, position in names.items() if typed[name]]
        part = split_boxes(bench.desk, view.row.id, chosen, sure=sure)
        (key,) = shipments_to_do(bench.desk, part)
        bench.messages.done(f"{part} split off {number}. {ANEW}", lambda: put_back(bench, tab, key, part))
        tab.open(key)

    return ask_form(
        tab,
        f"Which boxes of {number} leave apart?",
        [Field(f"box-{position}", words, kinds.tick()) for position, words in told],
        twice(split, "splits them off"),
        verb="Split off",
        intro="They become a shipment of their own, with their goods and tracking numbers, and can leave first; the "
        "others stay. What is paid on delivery is asked of each by its goods, postage and fees with what leaves first. "
        f"{ANEW}",
        width=520,
    )


def put_back(bench: Bench, tab: ListTab[BoardRow, ShipmentView], shipment_id: int, number: str) -> None:
    """Put the boxes of shipment `number` back into the one they came from, and show that."""
    home: list[str] = []
    if bench.attempt(lambda: home.append(rejoin_boxes(bench.desk, shipment_id))):
        bench.messages.done(f"The boxes of {number} are back in {home[0]}. Print its labels and slips anew.")
        tab.open(shipments_to_do(bench.desk, home[0])[0])
