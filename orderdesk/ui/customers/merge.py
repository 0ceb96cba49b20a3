"""Making two customers one: both side by side, who of them stays, what moves, and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from orderdesk.domain.values.addresses import town_line
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import money
from orderdesk.persistence.customers.mergers import Side
from orderdesk.services.customers.customers import look_for_customers
from orderdesk.services.customers.merge_preview import matches_of, preview_merge, side_of
from orderdesk.services.customers.merging import merge_customers
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.forms.text_input import TextInput
from orderdesk.ui.widgets.forms.type_ahead import TypeAhead
from orderdesk.ui.widgets.label import ElidedLabel, Label
from orderdesk.ui.widgets.lists.detail_panel import clear_layout
from orderdesk.ui.widgets.pill import Pill, PillRow

STAYS, GOES = Pill("Stays", "success", "check"), Pill("Goes", "neutral", "ring")
NOBODY = "Nobody is likely the same; type a name, a number or a telephone."
_ROWS: tuple[tuple[str, Callable[[Side, str], str]], ...] = (
    ("Name", lambda side, _: side.name),
    ("Company", lambda side, _: side.company),
    ("Telephone", lambda side, _: side.phone),
    ("Place", lambda side, _: town_line(side.city, side.postcode, side.country)),
    ("Email", lambda side, _: side.email),
    ("Orders", lambda side, _: f"{side.orders:,}"),
    ("Balance", lambda side, currency: f"{money(side.balance, currency)}"),
)


class Merger(QWidget):
    """The comparison below the fields: two customers, what they have in common set off, and what would move."""

    def __init__(self, bench: Bench, customer_id: int, currency: str) -> None:
        super().__init__()
        self.bench, self.currency = bench, currency
        self.mine, self.matches = matches_of(bench.desk, customer_id)
        self.other: Side | None = None
        found = f"{len(self.matches)} likely" if self.matches else NOBODY
        self.field = TextInput("Name, number or telephone", icon="user")
        self.keep = Choice()
        self.reason = TextInput(longest=500)
        self.fields = {
            "customer": FormField("The same as", self.field, required=True, hint=found),
            "keep": FormField("Who stays", self.keep),
            "reason": FormField("Reason", self.reason, required=True, hint="Kept in the history of both"),
        }
        TypeAhead(self.field, self._offers, lambda offer: self.choose(offer.data), name="Customers")
        self.field.textEdited.connect(lambda _text: self.choose(None))
        self.keep.currentIndexChanged.connect(lambda _number: self._show())
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(4))
        self._moves = QVBoxLayout()
        self._moves.setSpacing(px(2))
        self._build()
        self.choose(self.matches[0].side.id if self.matches else None)

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("kind", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(px(14), px(10), px(14), px(12))
        inner.addLayout(self._grid)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(10))
        body.addWidget(card)
        body.addLayout(self._moves)

    def _offers(self, typed: str) -> list[Suggestion]:
        """Those who are likely the same while nothing else is looked for, then whoever fits what is typed."""
        if not typed.strip() or (self.other is not None and typed == _words(self.other)):
            return [_offer(each.side, each.why) for each in self.matches]
        found = [each for each in look_for_customers(self.bench.desk, typed) if each.id != self.mine.id]
        return [
            Suggestion(each.id, each.name, " · ".join(filter(None, (each.number, each.phone, each.postcode))), "user",
                       data=each.id)
            for each in found
        ]  # fmt: skip

    def choose(self, customer_id: int | None) -> None:
        """Put a customer beside this one; None while nobody is chosen."""
        if customer_id is None:
            self.other = None
        else:
            self.other = side_of(self.bench.desk, customer_id)
            self.field.setText(_words(self.other))
            self._give_reason()
        sides = [self.mine, self.other] if self.other else [self.mine]
        # Who has more orders is more likely the one that all know.
        first = max(sides, key=lambda side: (side.orders, -side.id))
        self.keep.blockSignals(True)
        self.keep.set_options([(side.id, _words(side)) for side in sides], current=first.id)
        self.keep.blockSignals(False)
        self._show()

    def _give_reason(self) -> None:
        """Why they are likely the same is the reason, until another one is typed."""
        known = {each.side.id: each.why for each in self.matches}
        if not self.reason.text().strip() or self.reason.text() in known.values():
            self.reason.setText(known.get(self.other.id, "") if self.other else "")

    @property
    def stays_id(self) -> int:
        """The key of who stays."""
        key: int = self.keep.value()
        return key

    def _show(self) -> None:
        clear_layout(self._grid)
        clear_layout(self._moves)
        sides = [self.mine, self.other] if self.other else [self.mine]
        for column, side in enumerate(sides, start=1):
            self._grid.setColumnStretch(column, 1)
            head = PillRow(STAYS if side.id == self.stays_id else GOES) if self.other else QWidget()
            self._grid.addWidget(Label(side.number, "strong", "accent", figures=True), 0, column)
            self._grid.addWidget(head, 1, column, Qt.AlignmentFlag.AlignLeft)
        for number, (title, of) in enumerate(_ROWS, start=2):
            texts = [of(side, self.currency) for side in sides]
            same = len(texts) == 2 and texts[0].casefold() == texts[1].casefold() and title not in ("Orders", "Balance")
            self._grid.addWidget(Label(title, "body", "text2"), number, 0)
            for column, text in enumerate(texts, start=1):
                kind = "strong" if same and text else "body"
                self._grid.addWidget(ElidedLabel(text or "—", kind, figures=True), number, column)
        if self.other is not None:
            self._show_moves(self.other)

    def _show_moves(self, other: Side) -> None:
        gone = other.id if self.stays_id == self.mine.id else self.mine.id
        self._moves.addWidget(Label("What moves", "label", "text2"))
        for said in preview_merge(self.bench.desk, gone, self.stays_id).moves:
            self._moves.addWidget(Label(said, wrap=True))

    def merge(self) -> tuple[Side, Side]:
        """Make them one; returns who went and who stayed."""
        if self.other is None:
            raise Refused("Choose the customer who is the same.", field="customer")
        both = {side.id: side for side in (self.mine, self.other)}
        stays = both.pop(self.stays_id)
        (gone,) = both.values()
        merge_customers(self.bench.desk, gone.id, stays.id, self.reason.text())
        return gone, stays


def ask_merge(
    bench: Bench, parent: QWidget, customer_id: int, currency: str, merged: Callable[[Side, Side], object]
) -> FormDialog:
    """Ask which customer is the same as this one, and who stays; `merged(gone, stays)` follows."""
    form = Merger(bench, customer_id, currency)
    dialog = FormDialog(
        parent, f"Merge {form.mine.name} with which customer?", form.fields, verb="Merge customers",
        send=lambda: merged(*form.merge()), extra=(form,), width=820, columns=3,
        intro="All orders, papers and credit are kept. This cannot be undone.",
    )  # fmt: skip
    dialog.open()
    return dialog


def _words(side: Side) -> str:
    return f"{side.number} {side.name}"


def _offer(side: Side, why: str) -> Suggestion:
    return Suggestion(side.id, side.name, f"{side.number} · {why}", "user", group="Likely the same", data=side.id)
