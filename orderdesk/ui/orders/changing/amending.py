"""The form that changes a confirmed order: each line as it was and as it is to be, and what that would do, live."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer

from orderdesk.domain.orders.amending import Amendment, Difference
from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.values.addresses import one_line
from orderdesk.domain.values.errors import BadInput, OrderDeskError, Refused
from orderdesk.persistence.customers.records import Address
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.customers.customers import card_of
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.foreseeing import foresee, money_said
from orderdesk.services.shop.shop import services_of, shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.orders.changing.amend_entry import AmendEntry
from orderdesk.ui.orders.changing.amend_grid import AmendGrid
from orderdesk.ui.orders.settling.money_back import ask_refund
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.day_input import DayInput
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import NoteInput, TextInput
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.words import COLLECT, COLLECT_WORDS, NO_ADDRESS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_REST_MS = 200
"""How long nothing must be typed before it is tried what it would do."""
_Value = TypeVar("_Value", str, int, int | None)


def ask_amendment(bench: Bench, tab: QWidget, view: OrderView) -> FormDialog:
    """Ask what is to be otherwise; the change is foreseen as it is typed, and its money asked about when it is done."""
    form = _Form(bench, view)

    def send() -> None:
        if wrong := form.grid.finish():
            raise Refused(wrong)
        try:
            done = amend_order(bench.desk, view.order.id, form.amendment(), form.reason.text())
        except (Refused, BadInput) as said:
            if said.line is not None:
                form.grid.point_at(said.line, str(said))
            raise
        bench.messages.done(f"{view.order.number} changed. {money_said(done, view.order.currency)}")
        QTimer.singleShot(0, tab, lambda: _ask_money(bench, tab, view, done))

    dialog = FormDialog(
        tab,
        f"Change {view.order.number}",
        form.fields,
        verb="Change order",
        send=send,
        before=[form.grid],
        extra=[form.foreseen],
        width=880,
        columns=3,
    )
    form.start()
    dialog.open()
    return dialog


class _Form:
    """The fields, and the amendment that stands in them."""

    def __init__(self, bench: Bench, view: OrderView) -> None:
        self._bench, self._view = bench, view
        self.entry = AmendEntry(bench.desk, view)
        order, self.reason = view.order, TextInput()
        self.day = DayInput(lambda: bench.desk.today, order.ship_by or bench.desk.today, name="Ship by")
        self.place = Choice(_places(bench, view), current=order.ship_to_id)
        self.bill_to = Choice(_billed(bench, view), current=order.bill_to_id)
        known = services_of(bench.desk, all_of_them=True)
        self._goes_by = next((each.code for each in known if each.id == order.service_id), COLLECT)
        self.service = Choice(_services(known, self._goes_by), current=self._goes_by)
        self.reference, self.packer, self.note = TextInput(), NoteInput(lines=2), NoteInput(lines=2)
        self.reference.setText(order.reference)
        self.packer.setPlainText(order.instructions)
        self.note.setPlainText(order.note_to_customer)
        self.reference.textEdited.connect(self._changed)
        for note in (self.packer, self.note):
            note.textChanged.connect(self._changed)
        self.day.changed.connect(self._changed)
        for chosen in (self.place, self.bill_to, self.service):
            chosen.picked.connect(self._changed)
        self.foreseen = Label("Nothing is changed yet.", "body", "text2", wrap=True)
        self.foreseen.setAccessibleName("What the change does")
        # It goes with the form: what is no longer there is not read.
        self._rest = QTimer(self.foreseen, interval=_REST_MS, singleShot=True)
        self._rest.setObjectName("rest")
        self._rest.timeout.connect(self.foresee)
        self.grid = AmendGrid(self.entry, self._changed)
        self.fields = {
            "service": FormField("Delivery", self.service),
            "ship_by": FormField("Ship by", self.day),
            "ship_to": FormField("Ship to", self.place),
            "bill_to": FormField("Bill to", self.bill_to),
            "reference": FormField("Their reference", self.reference),
            "instructions": FormField("For the packer", self.packer),
            "note_to_customer": FormField("For the customer", self.note),
            "reason": FormField("Why", self.reason, required=True),
        }

    def start(self) -> None:
        """Put the focus on the first quantity."""
        self.grid.start()

    def amendment(self) -> Amendment:
        """What is typed; raises the sentence for what cannot be read."""
        order = self._view.order
        place, day = self.place.value(), self.day.day()
        return Amendment(
            lines=self.entry.changes(),
            added=self.entry.added(),
            service=_new(self.service.value(), self._goes_by),
            ship_to_id=_new(place, order.ship_to_id),
            bill_to_id=_new(self.bill_to.value(), order.bill_to_id),
            ship_by=day if day != (order.ship_by or self._bench.desk.today) else None,
            reference=_new(self.reference.text().strip(), order.reference),
            instructions=_new(self.packer.toPlainText().strip(), order.instructions),
            note_to_customer=_new(self.note.toPlainText().strip(), order.note_to_customer),
        )

    def _changed(self, *_: object) -> None:
        self._rest.start()

    def foresee(self) -> None:
        """Tell what the change would do."""
        try:
            amendment = self.amendment()
            if amendment.is_empty:
                self._say("Nothing is changed yet.")
                return
            told = foresee(self._bench.desk, self._view.order.id, amendment)
        except OrderDeskError as no:
            self._say(str(no), "danger")
            return
        self._say("\n".join(filter(None, (told.said, "; ".join(told.effects)))))

    def _say(self, words: str, tone: str = "text2") -> None:
        self.foreseen.setText(words)
        self.foreseen.set_tone(tone)


def _new(value: _Value, before: _Value) -> _Value | None:
    """The value where it is another one than before."""
    return None if value == before else value


def _places(bench: Bench, view: OrderView) -> list[tuple[int | None, str]]:
    """The customer's addresses, and the order's own where it is none of these any more."""
    customer, now = view.order.customer_id, view.order.ship_to_id
    known, home = card_of(bench.desk, customer).addresses if customer else (), shop_now(bench.desk).country
    found: list[tuple[int | None, str]] = [(each.id, _place(each, home)) for each in known if not each.retired]
    if now not in [key for key, _ in found]:
        nowhere = NO_ADDRESS if view.order.service_id else COLLECT_WORDS
        found.insert(0, (now, ", ".join(view.ship_to.lines) if view.ship_to else nowhere))
    return found


def _billed(bench: Bench, view: OrderView) -> list[tuple[int | None, str]]:
    """The same for the address that is billed; an order may have none of its own."""
    customer, now = view.order.customer_id, view.order.bill_to_id
    known, home = card_of(bench.desk, customer).addresses if customer else (), shop_now(bench.desk).country
    found: list[tuple[int | None, str]] = [(each.id, _place(each, home)) for each in known if not each.retired]
    if now not in [key for key, _ in found]:
        found.insert(0, (now, ", ".join(view.bill_to.lines) if view.bill_to else "As the customer is billed"))
    return found


def _services(known: Sequence[Service], now: str) -> list[tuple[str, str]]:
    """To collect the goods, the services in use, and the one it goes by `now` where it is laid aside."""
    offered = [(each.code, each.name) for each in known if each.active or each.code == now]
    return [(COLLECT, COLLECT_WORDS), *offered]


def _place(one: Address, home: str) -> str:
    return ", ".join(part for part in (one.label, one.name, one_line(one, home)) if part)


def _ask_money(bench: Bench, tab: QWidget, view: OrderView, money: Difference) -> None:
    """What the change has made owing is asked for, or given back; on account it waits for the bill."""
    if money.due < 0:
        ask_refund(bench, tab, view, -money.due, "the order was changed")
    elif money.after > money.before and view.order.tender != "account":
        bench.commands.run("order.pay")
