"""One purchase order beside the list: its vendor, its lines with what has come, its receipts and its history."""

from __future__ import annotations

from datetime import date

from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.money import shown, shown_price
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.services.buying.purchase_views import PurchaseView
from orderdesk.ui.buying.columns import LATE, PILLS
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel, GoodsRow, Section, SumRow
from orderdesk.ui.words import day_word, moment_word


def show_purchase(panel: DetailPanel, view: PurchaseView, today: date, calendar: Calendar) -> None:
    """Fill `panel` with a purchase order."""
    found = view.purchase
    late = view.open and any(line.left and line.due and line.due < today for line in view.lines)
    meta = " · ".join(part for part in (view.vendor.name, found.reference, view.vendor.phone) if part)
    panel.show_head(found.number, meta, [PILLS[found.state], *([LATE] if late else [])])
    panel.banner.say(f"Given up: {found.reason}" if found.reason else found.note, "info")
    sections = [_lines(view, today), _sums(view), _receipts(view, today, calendar), _history(view, today, calendar)]
    panel.show_sections([section for section in sections if section is not None])


def _lines(view: PurchaseView, today: date) -> Section:
    currency = view.purchase.currency
    return Section("Lines").items(
        [
            GoodsRow(
                shown_quantity(line.quantity),
                line.name,
                " · ".join(
                    part
                    for part in (
                        line.sku,
                        f"{shown_quantity(line.received)} received" if line.received else "",
                        f"due {day_word(line.due, today)}" if line.due and line.left and view.open else "",
                    )
                    if part
                ),
                figure=shown_price(line.cost, currency),
            )
            for line in view.lines
        ]
    )


def _sums(view: PurchaseView) -> Section:
    currency = view.purchase.currency
    return Section("").sums([SumRow(f"Total before tax, {currency}", shown(view.total, currency), strong=True)])


def _receipts(view: PurchaseView, today: date, calendar: Calendar) -> Section | None:
    if not view.receipts:
        return None
    currency = view.purchase.currency
    return Section("Received").items(
        [
            GoodsRow(
                shown_quantity(each.quantity),
                each.sku,
                " · ".join(part for part in (moment_word(each.at, today, calendar), each.user, each.reason) if part),
                figure=shown_price(each.cost, currency),
            )
            for each in view.receipts
        ]
    )


def _history(view: PurchaseView, today: date, calendar: Calendar) -> Section:
    return Section("History").history(
        [
            (
                moment_word(each.at, today, calendar),
                " ".join(part for part in (each.what, each.detail) if part).capitalize(),
            )
            for each in view.events
        ]
    )
