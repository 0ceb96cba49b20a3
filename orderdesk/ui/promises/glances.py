"""The two looks at an order: line by line when it can go, and its parcels with their tracking and the mail to read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from orderdesk.domain.fulfilment.boxes import tracking_of
from orderdesk.domain.promises.told import Promise, day_words
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.orders.views import view_order
from orderdesk.services.promises.promise_views import PromisedLine, order_promises
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.promises.message_card import NOT_SENT, MessageCard
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import column, height_within, scrolled
from orderdesk.ui.widgets.forms.dialog import MARGIN, FormDialog
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.pill import PillLabel
from orderdesk.ui.words import day_word, shipment_pill

WIDTH, HIGHEST = 560, 420


def show_promises(bench: Bench, parent: QWidget, order_id: int) -> FormDialog:
    """When each line can go, with the arithmetic behind it."""
    view, today = view_order(bench.desk, order_id), bench.desk.today
    parts: list[QWidget] = []
    for each in order_promises(bench.desk, order_id):
        parts.append(Label(f"{shown_quantity(each.line.quantity)} × {each.line.label}", "strong", wrap=True))
        parts += [Label(words, "body", "text2", wrap=True) for words in _promise_words(each, bench)]
    nothing = [Label("No line of this order is goods.", "body", "text2")]
    return _look(parent, f"When can {view.order.number} go?", parts or nothing, f"Reckoned {day_words(today, today)}.")


def _promise_words(each: PromisedLine, bench: Bench) -> list[str]:
    told = each.line.told
    words = [f"Told the customer: {day_words(told, bench.desk.today)}."] if told else []
    if each.now is None:
        return [*words, "It waits for nothing."]
    return [*words, f"{_answer(each.now, bench)} {each.now.reason}"]


def _answer(found: Promise, bench: Bench) -> str:
    waits = shown_quantity(found.quantity)
    if found.day is None:
        return f"{waits} to come, on no day that is known."
    return f"{waits} can go {day_words(found.day, bench.desk.today)}."


def show_way(bench: Bench, parent: QWidget, order_id: int) -> FormDialog:
    """Where each parcel is, and what was written to the customer."""
    view = view_order(bench.desk, order_id)
    parts = [Label("Parcels", "label", "text2"), _parcels(view, bench), Label("Messages", "label", "text2")]
    if any(each.sent_at is None for each in view.messages):
        parts.append(Label(NOT_SENT, "small", "text2", wrap=True))
    parts += [MessageCard(each, bench) for each in view.messages]
    if not view.messages:
        parts.append(Label("Nothing was written yet.", "body", "text2"))
    return _look(parent, f"{view.order.number}: tracking and messages", parts, _whose(view))


def _whose(view: OrderView) -> str:
    if view.customer is None:
        return "Sold at the counter."
    reach = (view.customer.company or view.customer.name, view.customer.phone, view.customer.email)
    return " · ".join(filter(None, reach))


def _parcels(view: OrderView, bench: Bench) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(12))
    grid.setColumnStretch(2, 1)
    row = 0
    for each in view.shipments:
        gone = each.shipped_at
        when = f", left {day_word(bench.desk.day_of(gone), bench.desk.today)}" if gone else ""
        grid.addWidget(Label(each.number, "strong", figures=True), row, 0)
        grid.addWidget(PillLabel(shipment_pill(each.state, taken_along=not each.service)), row, 1)
        for number in tracking_of(each.packed) or ("",):
            grid.addWidget(Label(f"{number or 'no tracking number'}{when}", figures=True, wrap=True), row, 2)
            if number:
                copy = Button("Copy", partial(_copy, number, bench), icon="copy", role="ghost")
                copy.setAccessibleName(f"Copy tracking number {number}")
                grid.addWidget(copy, row, 3, Qt.AlignmentFlag.AlignRight)
            row, when = row + 1, ""
    if not view.shipments:
        grid.addWidget(Label("There is no parcel yet.", "body", "text2"), 0, 0, 1, 4)
    return table


def _copy(tracking: str, bench: Bench) -> None:
    QGuiApplication.clipboard().setText(tracking)
    bench.messages.done(f"{tracking} copied")


def _look(parent: QWidget, title: str, parts: Sequence[QWidget], intro: str) -> FormDialog:
    """A dialog that only shows; Enter and Esc close it."""
    body = QWidget()
    body.setLayout(column(*parts, None, spacing=6))
    area = scrolled(body)
    area.setMinimumHeight(min(height_within(body, px(WIDTH - 2 * MARGIN)) + px(8), px(HIGHEST)))
    look = FormDialog(parent, title, {}, extra=[area], intro=intro, width=WIDTH)
    look.open()
    return look
