"""The columns of the shipping board."""

from __future__ import annotations

from datetime import date

from orderdesk.domain.values.addresses import town_line
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.texts import count_word
from orderdesk.domain.values.weights import shown_weight
from orderdesk.persistence.fulfilment.lists import ShipmentRow
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column
from orderdesk.ui.widgets.pill import Pill
from orderdesk.ui.words import day_word, shipment_pill


def shipment_columns(today: date) -> tuple[Column[ShipmentRow], ...]:
    """Shipment, order, customer and town, units, state, service with tracking, weight with boxes, ship by."""

    def late(row: ShipmentRow) -> bool:
        return row.to_send and row.ship_by is not None and row.ship_by <= today

    def pill(row: ShipmentRow) -> Pill:
        return shipment_pill(row.state, row.hold, taken_along=not row.service)

    return (
        Column("Shipment", lambda row: row.number, 92, tone="accent_text", strong=True),
        Column("Order", lambda row: row.order_number, 88, tone="text2"),
        Column(
            "Customer",
            lambda row: row.customer,
            0,
            second=lambda row: town_line(row.city, row.postcode, row.country),
        ),
        Column("Units", lambda row: shown_quantity(row.units), 56, align=RIGHT, wide=3),
        Column(
            "State",
            lambda row: pill(row).word,
            108,
            pill=pill,
        ),
        Column(
            "Service",
            lambda row: row.service_name or "—",
            148,
            second=lambda row: row.tracking or (f"until {row.cutoff}" if row.cutoff else ""),
            wide=2,
        ),
        Column(
            "Weight",
            lambda row: shown_weight(row.weight_g) if row.weight_g else "—",
            84,
            align=RIGHT,
            second=lambda row: count_word(row.boxes, "box", "boxes") if row.boxes else "",
            wide=1,
        ),
        Column(
            "Ship by",
            lambda row: day_word(row.ship_by, today) if row.to_send else "Done",
            96,
            strong=late,
            tone=lambda row: "warning_fg" if late(row) else "text2",
        ),
    )
