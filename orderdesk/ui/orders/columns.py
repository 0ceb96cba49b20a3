"""The columns of the order list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.values.money import shown
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.services.desk import Desk
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column
from orderdesk.ui.widgets.pill import Pill
from orderdesk.ui.words import CHANNEL_ICONS, day_word, moment_word, payment_pill, status_pill

if TYPE_CHECKING:
    from orderdesk.persistence.orders.lists import OrderRow


def order_columns(desk: Desk) -> tuple[Column[OrderRow], ...]:
    """Order, placed, customer, items, status, payment, ship by, total; days as of when they are painted."""

    def ship_by(row: OrderRow) -> str:
        if row.stands_until:
            return "Expired" if row.stands_until < desk.today else f"Until {day_word(row.stands_until, desk.today)}"
        return "Done" if row.is_sent else day_word(row.ship_by, desk.today)

    def urgent(row: OrderRow) -> bool:
        return not row.is_sent and row.ship_by is not None and row.ship_by <= desk.today

    def status(row: OrderRow) -> Pill:
        later = row.timely and row.ship_by is not None and row.ship_by > desk.day_of(row.placed_at)
        return status_pill(row.state, row.hold, row.fulfilment, channel=row.channel, later=later)

    return (
        Column("Order", lambda row: row.number, 96, "newest", tone="accent_text", strong=True),
        Column("Placed", lambda row: moment_word(row.placed_at, desk.today, desk.calendar), 76, wide=2),
        Column("Customer", lambda row: row.customer, 0, "customer", icon=lambda row: CHANNEL_ICONS[row.channel]),
        Column("Items", lambda row: shown_quantity(row.units), 60, align=RIGHT, wide=1),
        Column(
            "Status",
            lambda row: status(row).word,
            122,
            pill=status,
        ),
        Column(
            "Payment",
            lambda row: pill.word if (pill := payment_pill(row.payment, row.tender, row.state)) else "",
            108,
            pill=lambda row: payment_pill(row.payment, row.tender, row.state),
            wide=3,
        ),
        Column(
            "Ship by",
            ship_by,
            112,
            "ship-by",
            strong=urgent,
            tone=lambda row: "warning_fg" if urgent(row) else "text2",
            wide=4,
        ),
        Column("Total", lambda row: shown(row.total, row.currency), 96, "total", align=RIGHT, strong=True),
    )
