"""The form of the returns desk: which lines of an order come back, why, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from orderdesk.domain.money.tenders import ACCOUNT, Tenders
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, money, parse_amount, shown
from orderdesk.domain.values.quantity import Quantity, parse_count, shown_quantity
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.returns.returning import OUTCOMES, REASONS, ComingBack
from orderdesk.services.returns.views import Returnable
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import ParsedInput, TextInput
from orderdesk.ui.widgets.label import ElidedLabel, Label
from orderdesk.ui.words import OTHERWISE

OUTCOME_WORDS = {"restock": "Restock", "quarantine": "Quarantine", "scrap": "Scrap"}
LATER = "later"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person at the returns desk decided."""

    parts: tuple[ComingBack, ...]
    outcomes: tuple[str, ...]
    tender: str
    fee: Amount
    late: str = ""
    otherwise: bool = False

    @property
    def is_here(self) -> bool:
        """Whether the goods are on the counter; otherwise the return waits for them."""
        return self.tender != LATER


def _none_or_some(text: str) -> Quantity:
    return parse_count(text)


class _Lines(QWidget):
    """A row for each line that can come back: how many, why, and what becomes of it."""

    def __init__(self, lines: Sequence[Returnable], changed: Callable[[], object]) -> None:
        super().__init__()
        self._lines = tuple(lines)
        self.quantities: list[ParsedInput] = []
        self._reasons: list[Choice] = []
        self._outcomes: list[Choice] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(10))
        grid.setColumnStretch(0, 1)
        for column, title in enumerate(("Item", "Can return", "Comes back", "Reason", "Then")):
            grid.addWidget(Label(title, "label", "text2"), 0, column)
        for number, one in enumerate(self._lines, start=1):
            name = one.line.sku or one.line.label
            quantity = ParsedInput(_none_or_some, shown_quantity, name=f"{name} comes back")
            quantity.set_value(0)
            quantity.setFixedWidth(px(80))
            quantity.changed.connect(changed)
            reason = Choice([(each, each.capitalize()) for each in REASONS], name=f"Reason for {name}")
            outcome = Choice([(each, OUTCOME_WORDS[each]) for each in OUTCOMES], name=f"What becomes of {name}")
            grid.addWidget(ElidedLabel(one.line.label), number, 0)
            grid.addWidget(Label(shown_quantity(one.able), figures=True, right=True), number, 1)
            for column, part in enumerate((quantity, reason, outcome), start=2):
                grid.addWidget(part, number, column)
            self.quantities.append(quantity)
            self._reasons.append(reason)
            self._outcomes.append(outcome)

    def chosen(self) -> tuple[list[ComingBack], list[str]]:
        """The parts that come back and the outcome of each."""
        parts, outcomes = [], []
        for place, one in enumerate(self._lines):
            quantity = self.quantities[place].value() or 0
            if quantity > one.able:
                raise Refused(f"{one.line.label}: only {shown_quantity(one.able)} can still come back.")
            if quantity:
                parts.append(ComingBack(one.line.id, quantity, self._reasons[place].value()))
                outcomes.append(self._outcomes[place].value())
        return parts, outcomes


def ask_return(
    parent: QWidget,
    order: OrderView,
    lines: Sequence[Returnable],
    tenders: Tenders,
    worth: Callable[[dict[int, Quantity]], Amount],
    send: Callable[[Asked], object],
) -> FormDialog:
    """Ask for a return of `order`; the money is shown before it is confirmed. `send(asked)` does it."""
    currency = order.order.currency
    told = Label("", "heading", figures=True)
    rows = _Lines(lines, lambda: _tell())
    ways = ways_to_settle(tenders)
    tender = Choice([*ways, (LATER, "Later: the goods are not here yet")], current=usual_way(order, dict(ways)))
    fee = ParsedInput(lambda text: parse_amount(text, currency), lambda value: shown(value, currency))
    fee.changed.connect(lambda: _tell())
    late = TextInput()
    otherwise = QCheckBox(OTHERWISE)

    def asked() -> Asked:
        parts, outcomes = rows.chosen()
        if not parts:
            raise Refused("Enter how many come back on at least one line.")
        return Asked(
            tuple(parts), tuple(outcomes), tender.value(), fee.value() or 0, late.text().strip(), otherwise.isChecked()
        )

    def _tell() -> None:
        try:
            parts, _ = rows.chosen()
            back = worth({part.order_line_id: part.quantity for part in parts})
        except Refused as no:
            told.setText(str(no))
            return
        told.setText(f"{money(back, currency)} to give back" if back else "Nothing comes back yet")

    _tell()
    dialog = FormDialog(
        parent,
        f"Return on {order.order.number}",
        {},
        verb="Take back",
        send=lambda: send(asked()),
        extra=[
            rows,
            FormField("Settle by", tender, hint="Account lowers what the customer owes and gives no money"),
            FormField("Restocking fee, before tax", fee),
            FormField("Why it is taken late", late, hint="Only after the return period"),
            otherwise,
            told,
        ],
        intro="Each unit is credited at the price paid for it.",
        width=760,
    )
    if rows.quantities:
        rows.quantities[0].setFocus()
        rows.quantities[0].selectAll()
    dialog.open()
    return dialog


def ways_to_settle(tenders: Tenders) -> list[tuple[str, str]]:
    """By what a return can be settled: money, or the account of the customer."""
    return [*((each.code, each.name) for each in tenders.returnable), (ACCOUNT, tenders.name(ACCOUNT))]


def usual_way(order: OrderView, ways: Container[str]) -> str:
    """The tender most of the money came by; account when none came."""
    paid = [payment.tender for payment in order.payments if payment.kind == "payment"]
    return paid[0] if paid and paid[0] in ways else ACCOUNT
