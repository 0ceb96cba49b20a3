"""The order on the screen read back to the caller, what is easily misheard on top; one key says so and confirms it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from orderdesk.domain.values.errors import Refused
from orderdesk.services.orders.reading_back import ReadBack, read_back_form
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.card import height_within, scrolled
from orderdesk.ui.widgets.forms.dialog import MARGIN, FormDialog
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.pill import Pill, PillLabel

if TYPE_CHECKING:
    from orderdesk.ui.orders.new_order.page import NewOrderPage

TITLE = "Read the order back"
WIDTH, TALLEST = 640, 420
"""Logical pixels of the dialog and of the parts, so that the foot stays on a screen of 700."""
EASILY_MISHEARD = Pill("Say it twice", "warning", "half")


def ask_read_back(page: NewOrderPage, confirm: Callable[[], object]) -> FormDialog:
    """Show what to read out; `confirm` follows on Ctrl+Enter, Esc leads back to the order."""
    presenter = page.presenter
    if presenter.is_sale:
        raise Refused("A sale is not read back: the customer sees the goods.")
    if not presenter.has_anything:
        raise Refused("Add an item first; then the order can be read back.", field="lines")
    presenter.refuse_loose_ends()
    found = read_back_form(page.desk, presenter.sheet.request(), choose=presenter.chooses)
    panel = FormDialog(
        page,
        TITLE,
        {},
        verb="It was read back: confirm",
        keep="Back to the order",
        extra=[parts_of(found)],
        width=WIDTH,
    )
    panel.setAccessibleDescription(found.sentence)
    panel.accepted.connect(confirm)
    panel.verb.setFocus()
    panel.open()
    return panel


def parts_of(found: ReadBack) -> QWidget:
    """All parts one under another; a long order scrolls."""
    whole = QWidget()
    down = QVBoxLayout(whole)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(px(8))
    for number, part in enumerate(found.parts):
        down.addWidget(_row(part, doubtful=number < found.doubtful))
    area = scrolled(whole)
    # By Tab, so that the arrows scroll a long order.
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    area.setAccessibleName("What to read back")
    area.setFixedHeight(min(height_within(whole, px(WIDTH - 2 * MARGIN)), px(TALLEST)))
    return area


def _row(part: str, *, doubtful: bool) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, px(2), 0, px(2))
    across.setSpacing(px(12))
    across.addWidget(Label(part, "heading", wrap=True), 1)
    if doubtful:
        across.addWidget(PillLabel(EASILY_MISHEARD))
    return row
