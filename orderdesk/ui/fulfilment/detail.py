"""The detail of a shipment: where it goes, what it takes from which bin, and how it travels."""

from __future__ import annotations

from datetime import date

from orderdesk.domain.fulfilment.boxes import Box
from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.quantity import ONE, Quantity, shown_quantity
from orderdesk.domain.values.texts import count_word
from orderdesk.domain.values.weights import shown_weight
from orderdesk.services.fulfilment.board import ShipmentView
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel, GoodsRow, Section
from orderdesk.ui.widgets.pill import Pill
from orderdesk.ui.words import day_within, shipment_pill


def show_shipment(panel: DetailPanel, view: ShipmentView, today: date, calendar: Calendar) -> None:
    """Fill `panel` with one shipment."""
    row = view.row
    meta = [f"Order {row.order_number}"]
    if row.ship_by and row.to_send:
        meta.append(f"ship by {day_within(row.ship_by, today)}")
    panel.show_head(row.number, " · ".join(meta), [shipment_pill(row.state, row.hold, taken_along=not row.service)])
    if row.hold:
        panel.banner.say(f"The order is on hold: {row.hold}.", "danger")
    else:
        panel.banner.say(row.instructions, "warning")
    panel.show_sections([_address(view), _goods(view), _travel(view, today, calendar)])


def _address(view: ShipmentView) -> Section:
    section = Section("Ship to").text(view.row.customer, "strong")
    if view.address is None:
        return section.text("Taken along at the counter", tone="text2")
    section.text(view.address.name if view.address.name != view.row.customer else "", tone="text2")
    for line in view.address.lines:
        section.text(line, tone="text2")
    return section.text(view.address.phone, tone="text2")


def _goods(view: ShipmentView) -> Section:
    note = f"{count_word(len(view.rows), 'row')} · {_units(sum(row.quantity for row in view.rows))}"
    return Section("Goods", note).items(
        [
            GoodsRow(
                f"{shown_quantity(row.quantity)}×",
                row.name,
                row.sku,
                Pill(f"Bin {row.bin}", "neutral", "check" if row.picked == row.quantity else "ring"),
            )
            for row in view.rows
        ]
    )


def _units(quantity: Quantity) -> str:
    return f"{shown_quantity(quantity)} {'unit' if quantity == ONE else 'units'}"


def _box(box: Box, *, alone: bool) -> str:
    """The number and the label of a box, where there is more to tell of it than that it is there."""
    label = f"label {box.label}" if box.label_void or box.label_copies else ""
    told = [part for part in (f"tracking {box.tracking}" if box.tracking else "", label) if part]
    words = " · ".join(told if alone else [f"box {box.position}, {shown_weight(box.weight_g)}", *told])
    return words[:1].upper() + words[1:]


def _travel(view: ShipmentView, today: date, calendar: Calendar) -> Section:
    row = view.row
    section = Section("Shipping", row.carrier)
    section.text(row.service_name or "No service chosen", "strong")
    if row.boxes:
        section.text(f"{count_word(row.boxes, 'box', 'boxes')} · {shown_weight(row.weight_g)}", tone="text2")
    for box in row.packed:
        section.text(_box(box, alone=row.boxes == 1), tone="text2")
    section.text(f"Split off {row.home}" if row.home else "", tone="text2")
    picked_by = f", picked by {row.owner}" if row.owner else ""
    section.text(f"Picklist {row.picklist}{picked_by}" if row.picklist else "", tone="text2")
    if row.shipped_at:
        section.text(f"Left {day_within(calendar.day_of(row.shipped_at), today)}", tone="text2")
    return section
