"""The card of the caller: last orders, what they wait for, what they owe, what went wrong, and the same again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from orderdesk.domain.values.money import shown
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.texts import count_word
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.customers.lists import CardOrder
from orderdesk.services.customers.callers import CallerCard, caller_card
from orderdesk.ui.bench.commands import Commands
from orderdesk.ui.orders.new_order.presenter import NewOrderPresenter
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card, column, row
from orderdesk.ui.widgets.key_cap import KeyHints
from orderdesk.ui.widgets.label import ElidedLabel, Label
from orderdesk.ui.widgets.pill import PillRow
from orderdesk.ui.words import day_word, status_pill

ROWS = 4


class CallerPanel(Card):
    """Stands between the customer and the lines until the first line is written; read once for each customer."""

    def __init__(self, presenter: NewOrderPresenter, commands: Commands) -> None:
        super().__init__(padding=12)
        self._presenter = presenter
        self._shown: int | None = None
        self.card: CallerCard | None = None
        self.orders = [_OrderRow() for _ in range(ROWS)]
        self.promises = [ElidedLabel("", "small", figures=True) for _ in range(ROWS)]
        self.facts = [ElidedLabel("", "small", figures=True) for _ in range(ROWS)]
        self.again = Button("Same again", commands.action("new-order.again").trigger, role="link", small=True)
        self.again.setProperty("flush", True)
        # It has a key of its own; Tab goes straight from the customer to the lines.
        self.again.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(20))
        grid.setVerticalSpacing(px(4))
        parts: tuple[tuple[str, Sequence[QWidget], int], ...] = (
            ("Last orders", self.orders, 5),
            ("Still to come", self.promises, 4),
            ("Owed and past", self.facts, 4),
        )
        for place, (title, rows, stretch) in enumerate(parts):
            grid.addLayout(row(Label(title, "label", "text2"), None), 0, place)
            for number, each in enumerate(rows, start=1):
                grid.addWidget(each, number, place)
            grid.setColumnStretch(place, stretch)
        for number in range(1, ROWS + 1):
            grid.setRowMinimumHeight(number, px(24))
        self.body.addLayout(grid)
        self.keys = KeyHints([("Ctrl+D", ""), ("F4", "twice: an earlier order")])
        self.body.addLayout(row(self.again, self.keys, None))
        self.hide()

    def refresh(self) -> None:
        """Show the customer of the sheet, as long as nothing is on it yet."""
        sheet = self._presenter.sheet
        wanted = sheet.customer_id if not sheet.lines and sheet.newcomer is None else None
        if wanted != self._shown:
            self._shown = wanted
            self.card = caller_card(self._presenter.desk, wanted) if wanted else None
            if self.card is not None:
                self._fill(self.card)
            self.setVisible(self.card is not None)

    def set_narrow(self, narrow: bool) -> None:
        """Leave the amounts of the orders out, or bring them back."""
        for line in self.orders:
            line.total.setVisible(not narrow)

    def forget(self) -> None:
        """Read the customer anew the next time."""
        self._shown = None

    def _fill(self, card: CallerCard) -> None:
        currency, today = self._presenter.currency, self._presenter.desk.today
        for number, line in enumerate(self.orders):
            line.show_order(card.last_orders[number] if number < len(card.last_orders) else None, self._presenter)
        if not card.last_orders:
            self.orders[0].number.setText("No order yet")
        promises = [
            f"{shown_quantity(each.quantity)} {each.name} · "
            + (day_word(each.promised, today) if each.promised else "no day known")
            for each in card.promises
        ]
        if len(promises) > ROWS:
            promises[ROWS - 1 :] = [f"and {count_word(len(promises) - ROWS + 1, 'line')} more"]
        _say(self.promises, promises or ["Nothing"])
        _say(self.facts, facts(card, currency))
        for part in (self.again, self.keys):
            part.setVisible(bool(card.last_orders))


def facts(card: CallerCard, currency: str) -> list[str]:
    """What is owed, what went wrong in the last year, and what stands with the customer."""
    found = [f"Owes {shown(card.balance, currency)}" if card.balance > 0 else "Owes nothing"]
    if card.credit > 0:
        found[0] += f", has {shown(card.credit, currency)} store credit"
    if card.overdue is not None:
        due = card.overdue.due_date
        found.append(f"Overdue since {shown_day(due)}: {card.overdue.number}")
    past = (
        count_word(card.faults.late, "late shipment") if card.faults.late else "",
        count_word(card.faults.returns, "return") if card.faults.returns else "",
        f"{count_word(card.faults.held, 'order')} on hold" if card.faults.held else "",
    )
    found.append(", ".join(filter(None, past)) or "No faults in the last year")
    if card.note:
        found.append(f"Note: {' '.join(card.note.split())}")
    return found


def _say(labels: list[ElidedLabel], texts: list[str]) -> None:
    for number, label in enumerate(labels):
        label.setText(texts[number] if number < len(texts) else "")


class _OrderRow(QWidget):
    """One of the last orders: number, day, total, state."""

    def __init__(self) -> None:
        super().__init__()
        self.number = ElidedLabel("", "small", figures=True)
        self.total = Label("", "small", figures=True, right=True)
        self.pills = PillRow()
        line = row(self.number, self.total, self.pills, spacing=8)
        line.setStretch(0, 1)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column(line))

    def show_order(self, order: CardOrder | None, presenter: NewOrderPresenter) -> None:
        """Show an order; None empties the row."""
        if order is None:
            self.number.setText("")
            self.total.setText("")
            self.pills.show_pills()
            return
        day = day_word(presenter.desk.day_of(order.placed_at), presenter.desk.today)
        self.number.setText(f"{order.number} · {day}")
        self.total.setText(shown(order.total, order.currency))
        self.pills.show_pills(status_pill(order.state, "", order.fulfilment))
