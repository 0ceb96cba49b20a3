"""The detail of a return: what comes back, in what state, and how it was settled."""

from __future__ import annotations

from datetime import date

from orderdesk.domain.lifecycles import RETURN
from orderdesk.domain.money.tenders import spoken
from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.money import shown
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.texts import count_word
from orderdesk.domain.values.written.number_form import MINUS
from orderdesk.services.returns.views import ReturnView
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel, GoodsRow, Section
from orderdesk.ui.widgets.pill import Pill
from orderdesk.ui.words import day_within, return_pill

_OUTCOME_PILLS = {
    "restock": Pill("Restocked", "success", "check"),
    "quarantine": Pill("Quarantined", "warning", "half"),
    "scrap": Pill("Scrapped", "danger", "cross"),
}


def show_return(panel: DetailPanel, view: ReturnView, today: date, calendar: Calendar) -> None:
    """Fill `panel` with one return."""
    row = view.row
    meta = f"Order {row.order_number} · opened {day_within(calendar.day_of(row.opened_at), today)}"
    panel.show_head(row.number, meta, [return_pill(row.state)])
    panel.banner.clear()
    panel.show_sections([_customer(view, today), _lines(view), _money(view)])


def _customer(view: ReturnView, today: date) -> Section:
    who = view.order.customer
    section = Section("Customer").text(view.row.customer, "strong")
    if who is not None:
        section.text(" · ".join(part for part in (who.phone, who.email) if part), tone="text2")
    if view.row.expires and RETURN.allows(view.row.state, "receive"):
        section.text(f"May come back until {day_within(view.row.expires, today)}", tone="text2")
    return section


def _lines(view: ReturnView) -> Section:
    return Section("Coming back", count_word(len(view.lines), "line")).items(
        [
            GoodsRow(
                f"{shown_quantity(line.received or line.quantity)}×",
                line.name,
                " · ".join(part for part in (line.sku, line.reason, line.condition) if part),
                _OUTCOME_PILLS.get(line.outcome),
            )
            for line in view.lines
        ]
    )


def _money(view: ReturnView) -> Section:
    currency = view.order.order.currency
    section = Section("Settlement")
    notes = [paper for paper in view.order.papers if paper.return_id == view.row.id]
    if not view.row.settlement:
        return section.text("Not settled yet. Each unit is credited at the price paid.", tone="text2")
    section.text(f"Settled by {spoken(view.row.settled_by)}", "strong")
    return section.items(
        [GoodsRow("", paper.number, "Credit note", figure=MINUS + shown(paper.total, currency)) for paper in notes]
    )
