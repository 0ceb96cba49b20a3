"""The columns of the list of customers."""

from __future__ import annotations

from orderdesk.domain.values.addresses import town_line
from orderdesk.domain.values.money import shown
from orderdesk.persistence.customers.lists import CustomerRow
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column
from orderdesk.ui.widgets.pill import Pill

BLOCKED = Pill("Blocked", "danger", "triangle")
OWES = Pill("Owes", "warning", "ring")
SETTLED = Pill("Settled", "neutral", "check")


def customer_pill(blocked: str, balance: int) -> Pill:
    """Whether something must be done about a customer: a block goes before a debt."""
    if blocked:
        return BLOCKED
    return OWES if balance > 0 else SETTLED


def customer_columns(currency: str) -> tuple[Column[CustomerRow], ...]:
    """Number, name, how they are reached, place, orders, what is owed, and state."""

    def pill(row: CustomerRow) -> Pill:
        return customer_pill(row.blocked, row.balance)

    return (
        Column("Number", lambda row: row.number, 92, tone="accent_text", strong=True),
        Column("Customer", lambda row: row.name, 0, second=lambda row: row.company),
        Column("Telephone", lambda row: row.phone or "—", 152, tone="text2", wide=1),
        Column("Place", lambda row: town_line(row.city, row.postcode, row.country) or "—", 140, tone="text2"),
        Column("Orders", lambda row: f"{row.orders:,}", 70, align=RIGHT, wide=1),
        Column("Owes", lambda row: shown(row.balance, currency), 92, align=RIGHT, strong=True),
        Column("Open orders", lambda row: shown(row.on_order, currency), 104, align=RIGHT, tone="text2", wide=1),
        Column("State", lambda row: pill(row).word, 96, pill=pill),
    )
