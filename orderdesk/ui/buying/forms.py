"""The forms of buying: a purchase order with its lines, what came in, another day, and giving up the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from orderdesk.domain.buying.purchasing import Arrived, PurchaseLine, PurchaseRequest, cost_of
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Price, money, parse_price, shown, shown_price
from orderdesk.domain.values.quantity import Quantity, parse_count, shown_quantity
from orderdesk.services.buying.purchase_views import PurchaseView
from orderdesk.services.items.catalog import look_for_items
from orderdesk.ui.buying.presenter import PurchaseEntry
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.day_input import DayInput
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Field, ask_form
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.forms.text_input import ParsedInput, TextInput
from orderdesk.ui.widgets.grid.line_grid import LineGrid
from orderdesk.ui.widgets.grid.line_grid_model import REMOVE, GridCell, GridColumn, GridLine
from orderdesk.ui.widgets.label import ElidedLabel, Label
from orderdesk.ui.widgets.lists.table_model import RIGHT

USUAL_DAYS = 7
COLUMNS = (
    GridColumn("item", "Product"),
    GridColumn("qty", "Qty", 80, RIGHT, editable=True, stop=True),
    GridColumn("cost", "Cost", 92, RIGHT, editable=True, stop=True),
    GridColumn("total", "Amount", 96, RIGHT),
    GridColumn(REMOVE, "", 46),
)


class EntryGrid(LineGrid):
    """The lines of the purchase order being written; `show_entry` draws them anew after each change."""

    def __init__(self, entry: PurchaseEntry, changed: Callable[[], object]) -> None:
        self._entry, self._told = entry, changed
        super().__init__(
            COLUMNS, lookup=self._offers, add=self._take, commit=self._cell, remove=self._drop,
            name="Purchase order lines",
        )  # fmt: skip
        self.setMinimumHeight(px(190))
        self.show_entry()

    def show_entry(self) -> None:
        """The lines as they are now."""
        currency = self._entry.currency
        self.show_lines(
            [
                GridLine(
                    line.key,
                    {
                        "item": GridCell(line.name, line.sku),
                        "qty": GridCell(shown_quantity(line.quantity), edit=shown_quantity(line.quantity)),
                        "cost": GridCell(shown_price(line.cost, currency), edit=shown_price(line.cost, currency)),
                        "total": GridCell(shown(cost_of(line.quantity, line.cost, currency), currency), strong=True),
                    },
                )
                for line in self._entry.lines
            ]
        )
        self._told()

    def _offers(self, words: str) -> list[Suggestion]:
        found = look_for_items(self._entry.desk, words)
        return [
            Suggestion(
                each.id,
                each.name,
                f"{each.sku} · {shown_quantity(each.stock.available)} available",
                "package",
                data=each,
            )
            for each in found
        ]

    def scanned(self, code: str) -> None:
        """Add one of the item that a reader has read."""
        found = self._offers(code)
        if len(found) == 1:
            self.setFocus()
            self.take(found[0], "1")
        else:
            self.say(self.nothing_for(code))

    def _take(self, offer: Suggestion, count: str) -> int:
        key = self._entry.add(offer.data.id, count)
        self.show_entry()
        return key

    def _cell(self, key: int, column: str, text: str) -> None:
        self._entry.commit(key, column, text)
        self.show_entry()

    def _drop(self, key: int) -> None:
        self._entry.remove(key)
        self.show_entry()


def ask_purchase(
    parent: QWidget, entry: PurchaseEntry, send: Callable[[PurchaseRequest], object], view: PurchaseView | None = None
) -> FormDialog:
    """Ask for a purchase order, a new one or the draft `view`; `send(request)` keeps it."""
    found = view.purchase if view else None
    vendor = Choice(entry.vendors(), current=view.vendor.name if view else None)
    newcomer = TextInput("Name of the new vendor")
    usual = entry.desk.today + timedelta(days=USUAL_DAYS)
    due = DayInput(lambda: entry.desk.today, (found.due if found else None) or usual)
    reference, note = TextInput(longest=100), TextInput()
    reference.setText(found.reference if found else "")
    note.setText(found.note if found else "")
    total = Label("", "heading", figures=True, right=True)
    grid = EntryGrid(entry, lambda: total.setText(f"{money(entry.total, entry.currency)}"))
    fields = {
        "vendor": FormField("Vendor", vendor, required=True),
        "new_vendor": FormField("New vendor", newcomer, hint="Only when the vendor is not in the list"),
        "due": FormField("Due", due),
        "reference": FormField("Their reference", reference),
        "note": FormField("Note to the vendor", note, hint="Printed on the order"),
    }

    def suggest() -> None:
        entry.suggest(vendor.value())
        grid.show_entry()

    def submit() -> None:
        name = newcomer.text().strip()
        if not entry.lines:
            raise Refused("Add at least one item.")
        send(entry.request("" if name else vendor.value(), name, due.day(), reference.text(), note.text()))

    dialog = FormDialog(
        parent,
        f"Edit {found.number}" if found else "New purchase order",
        {},
        verb="Save draft",
        send=submit,
        extra=[
            _beside(fields["vendor"], fields["new_vendor"]),
            _beside(fields["due"], fields["reference"], fields["note"]),
            grid,
            _beside(Button("Add what is suggested", suggest, icon="plus"), total),
        ],
        width=720,
    )
    # The fields stand side by side, so that the lines have room in a small window.
    dialog.fields.update(fields)
    vendor.setFocus()
    if view is None and vendor.value():
        suggest()
    dialog.open()
    return dialog


def _beside(*parts: QWidget) -> QWidget:
    """Parts of a form in one row."""
    line = QWidget()
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(px(12))
    for part in parts:
        box.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
    return line


class _Came(QWidget):
    """A row for each line that is open: how much came, and at which cost."""

    def __init__(self, lines: Sequence[PurchaseLine], currency: str) -> None:
        super().__init__()
        self._rows: list[tuple[PurchaseLine, ParsedInput, ParsedInput]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(10))
        grid.setColumnStretch(0, 1)
        for column, title in enumerate(("Item", "Open", "Came", f"Cost, {currency}")):
            grid.addWidget(Label(title, "label", "text2"), 0, column)
        for number, line in enumerate(lines, start=1):
            came = ParsedInput(_none_or_some, shown_quantity, name=f"{line.sku} came")
            came.set_value(line.left)
            cost = ParsedInput(_cost, lambda value: shown_price(value, currency), name=f"Cost of {line.sku}")
            cost.set_value(line.cost)
            grid.addWidget(ElidedLabel(f"{line.name} · {line.sku}"), number, 0)
            grid.addWidget(Label(shown_quantity(line.left), figures=True, right=True), number, 1)
            for column, part in enumerate((came, cost), start=2):
                part.setFixedWidth(px(96))
                grid.addWidget(part, number, column)
            self._rows.append((line, came, cost))

    def arrived(self) -> list[Arrived]:
        """What came of each line of which anything did."""
        return [
            Arrived(line.id, came.value(), line.cost if cost.value() is None else cost.value())
            for line, came, cost in self._rows
            if came.value()
        ]

    def begin(self) -> None:
        """Put the focus on the first line."""
        self._rows[0][1].setFocus()
        self._rows[0][1].selectAll()


def ask_arrival(parent: QWidget, view: PurchaseView, send: Callable[[list[Arrived], str, str], object]) -> FormDialog:
    """Ask what came in on a purchase order; `send(arrived, bin, reason)` books it."""
    rows = _Came([line for line in view.lines if line.left], view.purchase.currency)
    place, reason = TextInput(longest=40), TextInput()
    dialog = FormDialog(
        parent,
        f"Receive {view.purchase.number} of {view.vendor.name}",
        {},
        verb="Receive",
        send=lambda: send(rows.arrived(), place.text().strip(), reason.text().strip()),
        extra=[
            rows,
            FormField("Bin", place, hint="Empty: where each item lies now"),
            FormField("Reason", reason, hint="Only when more came than is open"),
        ],
        width=600,
    )
    rows.begin()
    dialog.open()
    return dialog


def ask_due(parent: QWidget, view: PurchaseView, today: date, send: Callable[[date], object]) -> FormDialog:
    """Ask for the day on which what is open is due now."""
    coming = [line.due for line in view.lines if line.left and line.due]
    spec = [Field("due", "Due", kinds.day(lambda: today, min(coming, default=today)))]
    intro = "Promises that rest on it are recalculated. What customers were told stays as it is."
    title = f"When does {view.purchase.number} come?"
    return ask_form(parent, title, spec, lambda typed: send(typed["due"]), verb="Move", intro=intro)


def ask_reason(parent: QWidget, view: PurchaseView, send: Callable[[str], object]) -> FormDialog:
    """Ask why what has not come is given up."""
    return ask_form(
        parent,
        f"Cancel {view.purchase.number}?",
        [Field("reason", "Reason", required=view.open)],
        lambda typed: send(typed["reason"]),
        verb="Cancel purchase order",
        keep="Keep it",
        intro="What has come stays; the rest is no longer expected.",
    )


def _none_or_some(text: str) -> Quantity:
    return parse_count(text)


def _cost(text: str) -> Price:
    return parse_price(text, field="cost")
