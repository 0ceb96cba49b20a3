"""What can be promised while an order is typed, beside each line; on F6 the arithmetic, and why it has its price."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from orderdesk.domain.promises.told import MARK_WORDS, Mark, day_words
from orderdesk.domain.values.money import shown_price
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.services.promises.promise_views import Step, short_promise, time_line
from orderdesk.services.promises.promising import LinePromise
from orderdesk.ui.orders.new_order.presenter import NewOrderPresenter
from orderdesk.ui.orders.new_order.sheet import SheetLine
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.pill import Pill, PillLabel

if TYPE_CHECKING:
    from orderdesk.ui.orders.new_order.page import NewOrderPage

MOST_STEPS = 12
OTHERS_WAIT = Pill("Others wait for it", "warning", "half")
ON_ORDER = Pill("Already on order", "info", "ring")
PILLS = {
    Mark.FREE: Pill(MARK_WORDS[Mark.FREE], "success", "check"),
    Mark.TAKES: Pill(MARK_WORDS[Mark.TAKES], "warning", "half"),
    Mark.ON_ORDER: Pill(MARK_WORDS[Mark.ON_ORDER], "info", "ring"),
    Mark.SHORT: Pill(MARK_WORDS[Mark.SHORT], "danger", "triangle"),
}


def promise_of(presenter: NewOrderPresenter, key: int) -> LinePromise | None:
    """What can be promised of a line of the sheet; None while it is not priced."""
    return presenter.preview.promises.get(_position(presenter, key)) if presenter.preview is not None else None


def _position(presenter: NewOrderPresenter, key: int) -> int:
    """Where a line stands on the sheet, from 1; 0 for one that is not there."""
    keys = [line.key for line in presenter.sheet.lines]
    return keys.index(key) + 1 if key in keys else 0


def promise_hint(presenter: NewOrderPresenter, line: SheetLine) -> str:
    """The promise in a few words for the grid; nothing for what can go at once."""
    found = promise_of(presenter, line.key)
    return short_promise(found.promise, found.today) if found is not None and line.stocked else ""


def promise_pill(presenter: NewOrderPresenter, line: SheetLine) -> Pill | None:
    """The badge where the stock alone would mislead: older orders wait for what lies there, or all of it is coming."""
    found = promise_of(presenter, line.key)
    if found is None or not line.stocked:
        return None
    if found.promise.mark is Mark.TAKES:
        return OTHERS_WAIT
    return ON_ORDER if found.promise.mark is Mark.ON_ORDER and not found.promise.now else None


def show_promise(page: NewOrderPage) -> None:
    """Open the panel of the line that the clerk is at, else of the last one."""
    presenter = page.presenter
    lines = [line for line in presenter.sheet.lines if line.stocked]
    current = page.lines.grid.current_key()
    line = next((one for one in lines if one.key == current), lines[-1] if lines else None)
    found = promise_of(presenter, line.key) if line is not None else None
    if line is None or found is None:
        page.bench.messages.refused("Add an item first; then F6 tells when it can go.")
        return
    promise_panel(page, line.name, line.sku, found, price_words(presenter, line))


def price_words(presenter: NewOrderPresenter, line: SheetLine) -> str:
    """Why the line has its price; "" while it is not priced."""
    won = presenter.preview.priced.won.get(_position(presenter, line.key)) if presenter.preview is not None else None
    row = presenter.rows.get(line.key)
    if won is None or row is None:
        return ""
    why = won.why(presenter.currency)
    if row["price"] != won.price:
        return f"Price {shown_price(row['price'], presenter.currency)}, as typed; else {why}."
    return f"Price {why}."


def promise_panel(parent: QWidget, name: str, sku: str, found: LinePromise, price: str = "") -> FormDialog:
    """The mark, the sentence, and day by day what comes, what is promised and what is left; then why the `price`."""
    promise = found.promise
    title = f"{shown_quantity(promise.quantity)} × {name}"
    panel = FormDialog(
        parent,
        title,
        {},
        extra=[PillLabel(PILLS[promise.mark]), Label(_answer(found), "strong", wrap=True),
               Label(promise.reason, "body", "text2", wrap=True), _steps(time_line(found), found.today),
               *([Label(price, "body", "text2", wrap=True)] if price else [])],
        width=520,
    )  # fmt: skip
    panel.setAccessibleDescription(f"{sku}: {promise.reason} {price}".strip())
    panel.open()
    return panel


def _answer(found: LinePromise) -> str:
    promise = found.promise
    if promise.day is None:
        whole = "No day can be given for all of it."
    elif promise.day == found.today:
        whole = "All of it can go today."
    else:
        whole = f"All of it can go on {day_words(promise.day, found.today)}."
    return f"{shown_quantity(promise.now)} can go now. {whole}" if 0 < promise.now < promise.quantity else whole


def _steps(steps: list[Step], today: date) -> QWidget:
    """The time line as a small table."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, px(4), 0, 0)
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(4))
    grid.setColumnStretch(1, 1)
    for column, title in enumerate(("Day", "What", "Change", "Free then")):
        side = Qt.AlignmentFlag.AlignRight if column > 1 else Qt.AlignmentFlag.AlignLeft
        grid.addWidget(Label(title, "label", "text2"), 0, column, side)
    for number, step in enumerate(steps[:MOST_STEPS], start=1):
        day = "Today" if step.day == today else day_words(step.day, today)
        sign = "+" if step.change > 0 else ""
        grid.addWidget(Label(day, figures=True), number, 0)
        grid.addWidget(Label(step.what), number, 1)
        for column, figure in ((2, f"{sign}{shown_quantity(step.change)}"), (3, shown_quantity(step.left))):
            grid.addWidget(Label(figure, figures=True, right=True), number, column)
    if len(steps) > MOST_STEPS:
        grid.addWidget(Label(f"and {len(steps) - MOST_STEPS} more", "small", "text2"), MOST_STEPS + 1, 1)
    return table
