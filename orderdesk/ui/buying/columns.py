"""The columns of the list of purchase orders, and the pill of each state."""

from __future__ import annotations

from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.services.buying.purchase_views import PurchaseRow
from orderdesk.services.desk import Desk
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column
from orderdesk.ui.widgets.pill import Pill
from orderdesk.ui.words import day_word

PILLS = {
    "draft": Pill("To send", "info", "ring"),
    "sent": Pill("Sent", "purple", "ring"),
    "part-received": Pill("Part received", "warning", "half"),
    "received": Pill("Received", "neutral", "check"),
    "cancelled": Pill("Cancelled", "neutral", "cross"),
}
LATE = Pill("Late", "danger", "triangle")


def purchase_columns(desk: Desk) -> tuple[Column[PurchaseRow], ...]:
    """Number, vendor, when it was written, what has come, when the next is due, and the state."""

    def pill(row: PurchaseRow) -> Pill:
        return LATE if row.due is not None and row.due < desk.today else PILLS[row.state]

    return (
        Column("Order", lambda row: row.number, 92, tone="accent_text", strong=True),
        Column("Vendor", lambda row: row.vendor, 0),
        Column("Written", lambda row: day_word(desk.day_of(row.made_at), desk.today), 104, wide=1),
        Column("Reference", lambda row: row.reference or "—", 120, tone="text2", wide=1),
        Column(
            "Received",
            lambda row: f"{shown_quantity(row.received)} of {shown_quantity(row.quantity)}",
            116,
            align=RIGHT,
        ),
        Column("Due", lambda row: day_word(row.due, desk.today) if row.due else "—", 104),
        Column("State", lambda row: pill(row).word, 128, pill=pill),
    )
