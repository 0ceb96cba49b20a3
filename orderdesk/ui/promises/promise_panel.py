"""When something can go: the mark, the sentence, and the arithmetic day by day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from orderdesk.domain.promises.told import MARK_WORDS, Mark, day_words
from orderdesk.domain.values.quantity import shown_change, shown_quantity
from orderdesk.services.promises.promise_views import PromiseStep, time_line
from orderdesk.services.promises.promising import LinePromise
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.pill import Pill, PillLabel

MOST_STEPS = 12
PILLS = {
    Mark.FREE: Pill(MARK_WORDS[Mark.FREE], "success", "check"),
    Mark.TAKES: Pill(MARK_WORDS[Mark.TAKES], "warning", "half"),
    Mark.ON_ORDER: Pill(MARK_WORDS[Mark.ON_ORDER], "info", "ring"),
    Mark.SHORT: Pill(MARK_WORDS[Mark.SHORT], "danger", "triangle"),
}


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


def _steps(steps: list[PromiseStep], today: date) -> QWidget:
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
        grid.addWidget(Label(day, figures=True), number, 0)
        grid.addWidget(Label(step.what), number, 1)
        for column, figure in ((2, shown_change(step.change)), (3, shown_quantity(step.left))):
            grid.addWidget(Label(figure, figures=True, right=True), number, column)
    if len(steps) > MOST_STEPS:
        grid.addWidget(Label(f"and {len(steps) - MOST_STEPS} more", "small", "text2"), MOST_STEPS + 1, 1)
    return table
