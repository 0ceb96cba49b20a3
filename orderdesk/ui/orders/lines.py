"""The lines of an order beside the list: what was ordered, and how far each line is."""

from __future__ import annotations

from datetime import date

from orderdesk.domain.orders.line_states import LineState, Stage, line_states
from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.money import shown
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.orders.view import OrderView
from orderdesk.ui.widgets.lists.detail_panel import GoodsRow, Section
from orderdesk.ui.widgets.pill import Pill
from orderdesk.ui.words import day_within

_STAGES = {
    Stage.CANCELLED: ("neutral", "cross"),
    Stage.RETURNED: ("neutral", "arrow"),
    Stage.SHIPPED: ("success", "check"),
    Stage.PART_SHIPPED: ("warning", "four-fifths"),
    Stage.BACKORDERED: ("danger", "triangle"),
    Stage.LATER: ("info", "ring"),
    Stage.PACKED: ("teal", "four-fifths"),
    Stage.PICKED: ("info", "half"),
    Stage.PICKING: ("warning", "half"),
    Stage.ALLOCATED: ("purple", "ring"),
}


def _promise(line: OrderLine, today: date, is_open: bool) -> str:
    """When what is still to come is promised, and what the customer was told where that is another day.

    Nothing is promised of a draft or quote yet.
    """
    if not is_open or not line.goods or not line.progress.backordered:
        return ""
    promised = f"promised {day_within(line.promised, today)}" if line.promised else "no day known"
    told = f"told {day_within(line.told, today)}" if line.told and line.told != line.promised else ""
    return ", ".join(filter(None, (promised, told)))


def lines_section(view: OrderView, today: date, calendar: Calendar) -> Section:
    """The goods of an order, each with how far it is and when the rest is promised."""
    placed = calendar.day_of(view.order.placed_at)
    goods, currency = view.goods, view.order.currency
    note = " · ".join(filter(None, (count_word(len(goods), "line") if goods else "", _units_shipped(view))))
    items = []
    for line in goods:
        first, *more = _states(view, line, placed) or [None]
        words = [line.sku or "", *(each.words for each in more if each), _promise(line, today, view.order.is_open)]
        pill = Pill(first.words, *_STAGES[first.stage]) if first else None
        said = " · ".join(filter(None, words))
        items.append(GoodsRow(f"{shown_quantity(line.quantity)}×", line.label, said, pill, shown(line.gross, currency)))
    return Section("Lines", note).items(items)


def _units_shipped(view: OrderView) -> str:
    """How much of the goods has left: "7 of 10 shipped"; nothing of an order that is not binding or wants none."""
    wanted = sum(line.wanted for line in view.goods if line.goods)
    gone = sum(line.shipped for line in view.goods)
    if not wanted or not view.order.is_binding:
        return ""
    return f"{shown_quantity(gone)} of {shown_quantity(wanted)} shipped"


def _states(view: OrderView, line: OrderLine, placed: date) -> list[LineState | None]:
    """How far a line is, what matters most on top."""
    if not view.order.is_binding:
        return []
    return list(line_states(line, view.tied.get(line.id, {}), view.order.ship_by, placed))
