"""The stock card: figures, bins, what is on its way, who waits, and every movement with its reason."""

from __future__ import annotations

from datetime import date

from orderdesk.domain.items.lying import lying_words
from orderdesk.domain.stock.stock_state import state_of
from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.money import shown_price
from orderdesk.domain.values.quantity import shown_change, shown_quantity
from orderdesk.domain.values.sizes import shown_size
from orderdesk.domain.values.weights import shown_weight
from orderdesk.services.stock.stock_views import StockCard
from orderdesk.ui.stock.columns import PILLS
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel, GoodsRow, Section, SumRow
from orderdesk.ui.widgets.pill import Pill
from orderdesk.ui.words import day_word, moment_word

_BIN_PILLS = {
    "quarantine": Pill("Quarantine", "warning", "half"),
    "damaged": Pill("Damaged", "danger", "triangle"),
    "missing": Pill("Under count", "warning", "half"),
}


def show_card(panel: DetailPanel, card: StockCard, currency: str, today: date, calendar: Calendar) -> None:
    """Fill `panel` with one item's stock card."""
    item = card.item.item
    pills = [PILLS[state_of(card.figures.available, item.reorder_point) if item.stocked else None]]
    pills += [] if item.active else [Pill("Off sale", "neutral", "cross")]
    meta = " · ".join(part for part in (item.sku, shown_price(item.price, currency), card.item.vendor) if part)
    panel.show_head(item.name, meta, pills)
    panel.banner.say(item.warning, "warning")
    sections = [
        _to_count(card, today, calendar),
        _figures(card),
        _bins(card),
        _incoming(card, today),
        _promised(card, today),
        _waiting(card, today),
        _ledger(card, today, calendar),
    ]
    panel.show_sections([section for section in sections if section is not None])


def _to_count(card: StockCard, today: date, calendar: Calendar) -> Section | None:
    """The bins in which a picker found fewer, who asked for their count, and when."""
    if not card.counts:
        return None
    return Section("To count", "short there").items(
        [
            GoodsRow(
                "",
                each.bin,
                " · ".join(
                    filter(None, (each.note, each.order, each.made_by, moment_word(each.made_at, today, calendar)))
                ),
                figure=shown_quantity(each.quantity),
            )
            for each in card.counts
        ]
    )


def _figures(card: StockCard) -> Section:
    figures, item = card.figures, card.item.item
    if not item.stocked:
        return Section("Stock").text("It is sold without being counted, as a service is.", tone="text2")
    sums = [
        SumRow("On hand", shown_quantity(figures.on_hand)),
        SumRow("Reserved", shown_quantity(figures.reserved)),
        SumRow("Unavailable", shown_quantity(figures.unavailable)),
        SumRow("Available", shown_quantity(figures.available), strong=True, rule=True),
        SumRow("Incoming", shown_quantity(figures.incoming)),
    ]
    waiting = sum(line.quantity for line in card.waiting)
    if waiting:
        sums.append(SumRow("Back-ordered", shown_quantity(waiting)))
    if item.reorder_point:
        sums.append(SumRow("Reorder point", shown_quantity(item.reorder_point)))
    section = Section("Stock", f"per {item.unit}").sums(sums)
    weight = shown_weight(item.weight_g) if item.weight_g else ""
    size = shown_size((item.length_mm, item.width_mm, item.height_mm))
    lying = lying_words(upright=bool(item.upright), fragile=bool(item.fragile))
    return section.text(" · ".join(filter(None, (weight, size, lying))), tone="text2")


def _bins(card: StockCard) -> Section | None:
    rows = [row for row in card.bins if row.on_hand or row.reserved]
    if not rows:
        return None
    return Section("Bins").items(
        [
            GoodsRow(
                "",
                row.code,
                f"{shown_quantity(row.reserved)} reserved" if row.reserved else "",
                _BIN_PILLS.get(row.kind),
                shown_quantity(row.on_hand),
            )
            for row in rows
        ]
    )


def _incoming(card: StockCard, today: date) -> Section | None:
    rows = [row for row in card.incoming if row.quantity > row.received]
    if not rows:
        return None
    return Section("Incoming").items(
        [
            GoodsRow(
                "",
                " · ".join(part for part in (row.reference, row.vendor) if part),
                f"due {day_word(row.due, today)}" if row.due else "no date yet",
                figure=shown_quantity(row.quantity - row.received),
            )
            for row in rows
        ]
    )


def _promised(card: StockCard, today: date) -> Section | None:
    """What comes and what is promised, day by day, with what is free then."""
    if len(card.time_line) < 2:
        return None
    return Section("Coming and promised", "free then").items(
        [
            GoodsRow(
                "",
                f"{shown_change(step.change)} {step.what}",
                day_word(step.day, today),
                figure=shown_quantity(step.left),
            )
            for step in card.time_line
        ]
    )


def _waiting(card: StockCard, today: date) -> Section | None:
    if not card.waiting:
        return None
    return Section("Waiting orders").items(
        [
            GoodsRow(
                "",
                line.order_number,
                f"promised {day_word(line.promised, today)}" if line.promised else "no promise yet",
                figure=shown_quantity(line.quantity),
            )
            for line in card.waiting
        ]
    )


def _ledger(card: StockCard, today: date, calendar: Calendar) -> Section:
    section = Section("Movements", "on hand after")
    if not card.movements:
        return section.text("Nothing has moved yet.", tone="text2")
    return section.items(
        [
            GoodsRow(
                "",
                f"{shown_change(row.quantity)} {row.kind} · {row.bin}",
                " · ".join(
                    part for part in (moment_word(row.at, today, calendar), row.document, row.reason, row.user) if part
                ),
                figure=shown_quantity(row.balance),
            )
            for row in card.movements
        ]
    )
