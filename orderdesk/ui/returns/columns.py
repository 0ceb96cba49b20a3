"""The columns of the list of returns."""

from __future__ import annotations

from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.persistence.returns.lists import ReturnRow
from orderdesk.services.desk import Desk
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column
from orderdesk.ui.words import day_word, moment_word, return_pill


def return_columns(desk: Desk) -> tuple[Column[ReturnRow], ...]:
    """Return, opened, order, customer, units, reason, state, how it was settled, and until when it may come."""
    return (
        Column("Return", lambda row: row.number, 100, tone="accent_text", strong=True),
        Column("Opened", lambda row: moment_word(row.opened_at, desk.today, desk.calendar), 76),
        Column("Order", lambda row: row.order_number, 88, tone="text2"),
        Column("Customer", lambda row: row.customer, 0),
        Column("Units", lambda row: shown_quantity(row.units), 56, align=RIGHT),
        Column("Reason", lambda row: row.reason.capitalize(), 120, wide=1),
        Column("State", lambda row: return_pill(row.state).word, 112, pill=lambda row: return_pill(row.state)),
        Column("Settled by", lambda row: row.settled_by or "—", 96, tone="text2", wide=1),
        Column("Expires", lambda row: day_word(row.expires, desk.today), 96, tone="text2", wide=1),
    )
