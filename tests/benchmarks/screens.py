"""What a screen costs to paint: the list of orders, whole and after one key, beside a plain table of the same words."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from tests.benchmarks.measure import Found, in_turns

ROWS, WIDTH, HEIGHT = 200, 1060, 760
BAR = 0.25
"""Of what a plain table of Qt takes: rows that were drawn before are pictures."""
STATES = (("confirmed", "", "unallocated"), ("confirmed", "credit", "unallocated"), ("closed", "", "shipped"))


def screens(folder: Path) -> list[Found]:
    """Repaint all rows in sight, and those that a key, a scroll and newly read rows touch."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from orderdesk.ui.theme.apply import apply_theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app)
    return _painted(folder)


def _painted(_folder: Path) -> list[Found]:
    from PySide6.QtWidgets import QApplication

    from orderdesk.ui.widgets.lists.table import Table

    ours, plain = _ours(), _plain()
    assert isinstance(ours, Table)
    for _ in range(3):
        QApplication.processEvents()

    def step() -> None:
        ours.select_key(ours.current_number() % 12 + 1)
        ours.viewport().repaint()

    def scroll() -> None:
        bar = ours.verticalScrollBar()
        bar.setValue((bar.value() + 36) % (bar.maximum() - 36))
        ours.viewport().repaint()

    def read() -> None:
        ours.show_rows(_rows())
        ours.viewport().repaint()

    works: tuple[tuple[str, Callable[[], object], float | None], ...] = (
        ("painting the order list whole, to a plain table", ours.viewport().repaint, BAR),
        ("painting it after Down", step, None),
        ("painting it one row further", scroll, None),
        ("reading 200 rows anew and painting them", read, None),
    )
    found = []
    for name, work, bar in works:
        took, ratio = in_turns(work, plain.viewport().repaint)
        found.append(Found(name, ratio, "x", bar, f"{took:.2f} ms"))
    return found


def _desk() -> Any:
    """A desk that knows nothing but the day."""
    from orderdesk.services.desk import Desk

    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    return Desk(cast(Any, None), clock=lambda: noon, zone=ZoneInfo("Europe/London"))


def _ours() -> object:
    from orderdesk.ui.orders.columns import order_columns
    from orderdesk.ui.widgets.lists.table import Table

    table = Table(order_columns(_desk()), lambda row: row.id, "Orders")
    table.resize(WIDTH, HEIGHT)
    table.show_rows(_rows())
    table.show()
    table.select_first()
    return table


def _plain() -> object:
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    from orderdesk.ui.orders.columns import order_columns

    columns = order_columns(_desk())
    model = QStandardItemModel(ROWS, len(columns))
    for number, row in enumerate(_rows()):
        for place, column in enumerate(columns):
            model.setItem(number, place, QStandardItem(column.text(row)))
    view = QTableView()
    view.setModel(model)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(36)
    view.resize(WIDTH, HEIGHT)
    for place, column in enumerate(columns):
        view.setColumnWidth(place, column.width or 360)
    view.show()
    return view


def _rows() -> list[object]:
    """Rows of an order list, no two alike."""
    from orderdesk.persistence.orders.lists import OrderRow

    begun = datetime(2026, 3, 2, 9, tzinfo=UTC)
    made: list[object] = []
    for number in range(1, ROWS + 1):
        state, hold, sent = STATES[number % len(STATES)]
        placed = begun - timedelta(minutes=7 * number)
        made.append(
            OrderRow(
                number, f"SO-{1000 + number}", placed, f"Customer number {number} of Harbour Lane", "phone",
                1_000 * (number % 7 + 1), state, hold, sent, "unpaid", "account", placed.date() + timedelta(days=2),
                1_999 * number, 0, "GBP", None,
            )
        )  # fmt: skip
    return made
