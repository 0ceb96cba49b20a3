"""Money on an order: the amount first, then how it is paid; cash by one press, its change at once; and undone again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from orderdesk.domain.lifecycles import ORDER, Facts
from orderdesk.domain.money.cash import likely_cash
from orderdesk.domain.money.tenders import spoken
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.money import Amount, cash_rounded, money, parse_amount, shown
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.money.prepaying import asked_now
from orderdesk.services.money.tenders import tenders_of
from orderdesk.services.money.undoing_payments import Undoable, undo_payment, undoable
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import column, row
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import ParsedInput, TextInput
from orderdesk.ui.widgets.label import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_CHOOSE = ("", "Choose how it is paid")


def ask_payment(bench: Bench, tab: QWidget, view: OrderView) -> None:
    """Ask how much is given and how, take it, and say the change; nothing is taken before a tender was chosen."""
    PaymentForm(bench, tab, view).open()


class PaymentForm:
    """The form of one payment; `open` shows it."""

    def __init__(self, bench: Bench, tab: QWidget, view: OrderView) -> None:
        self._bench, self._tab, self._view = bench, tab, view
        self.currency = view.order.currency
        self._tenders = tenders_of(bench.desk)
        self._step = shop_now(bench.desk).cash_step
        self.wanted = asked_now(bench.desk, view.order)
        self.amount = ParsedInput(lambda text: parse_amount(text, self.currency), self._text)
        self.amount.set_value(self.wanted)
        self.tender = Choice([_CHOOSE, *((each.code, each.name) for each in self._tenders.takeable)])
        self.reference = TextInput()
        self.fields = {
            "amount": FormField("Amount given", self.amount, required=True),
            "tender": FormField("Paid by", self.tender),
            "reference": FormField(
                "Reference", self.reference, hint="Authorisation or bank reference; never a card number"
            ),
        }
        self.change = Label("", "strong", figures=True)
        self.cash = [self._cash_button(laid) for laid in likely_cash(self.payable, self.currency)]
        self.amount.changed.connect(self._tell)
        self.tender.picked.connect(lambda _tender: self._tell())

    @property
    def payable(self) -> Amount:
        """What is asked for, as it is paid in coins."""
        return cash_rounded(self.wanted, self._step)

    def _text(self, value: Amount) -> str:
        return shown(value, self.currency)

    def _cash_button(self, laid: Amount) -> Button:
        exact = "Exact " if laid == self.payable else ""
        return Button(f"{exact}{shown(laid, self.currency)}", partial(self._lay, laid), small=True)

    def _lay(self, laid: Amount) -> None:
        """So much cash lies on the counter."""
        self.amount.set_value(laid)
        self.tender.choose("cash")
        self._tell()
        self.dialog.verb.setFocus()

    def open(self) -> None:
        """Show the form, the cursor in the amount."""
        title = f"Take {money(self.wanted, self.currency)} on {self._view.order.number}"
        cash = QWidget()
        cash.setLayout(column(Label("Cash given", "label", "text2"), row(*self.cash, None), self.change, spacing=6))
        self.dialog = FormDialog(
            self._tab, title, self.fields, verb="Take payment", send=self.send, extra=[cash], width=480
        )
        self._tell()
        self.dialog.open()
        self.amount.setFocus()
        self.amount.selectAll()

    def _tell(self) -> None:
        """Say on the button what it does, and what comes back, as soon as it is known."""
        try:
            given = self.amount.value() or 0
        except (Refused, BadInput):
            given = 0
        tender = self.tender.value()
        way = f"by {spoken(self._tenders.name(tender))}" if tender else ""
        self.dialog.verb.set_text(f"Take {shown(given, self.currency)} {way}" if way and given else "Take payment")
        self.change.setText(self._change_words(given) if tender == "cash" and given else "")

    def _change_words(self, given: Amount) -> str:
        due = cash_rounded(self._view.order.due, self._step)
        if given >= due:
            return f"Change {money(given - due, self.currency)}"
        return f"No change; {money(due - given, self.currency)} stays due"

    def send(self) -> None:
        """Take what was given."""
        tender, number = self.tender.value(), self._view.order.number
        if not tender:
            raise Refused("Choose how it is paid.", field="tender")
        given = Tendered(tender, self.amount.value(), self.reference.text().strip())
        paid = take_payment(self._bench.desk, self._view.order.id, [given])
        change = f", change {shown(paid.change, self.currency)}" if paid.change else ""
        self._bench.messages.done(
            f"{shown(paid.kept, self.currency)} taken on {number}{change}",
            lambda: ask_undo(self._bench, self._tab, self._view, paid.receipt),
        )


def ask_undo(bench: Bench, tab: QWidget, view: OrderView, receipt: str = "") -> None:
    """Ask why a payment of today is taken back, and which where there are several."""
    found = undoable(bench.desk, view.order.id)
    said = ORDER.refusal(view.order.state, "undo-payment", Facts(view.order.number, undoable=found))
    if said:
        bench.messages.refused(said)
        return
    which = kinds.choice([(each.receipt, _words(each, view.order.currency)) for each in found])
    spec = (
        Field("receipt", "Payment", which),
        Field("reason", "Why it is undone", hint="It is kept, and stands on the Z", required=True),
    )

    def send(typed: Entered) -> None:
        amount = undo_payment(bench.desk, **typed)
        bench.messages.done(f"{shown(amount, view.order.currency)} undone on {view.order.number}")

    title, known = f"Undo a payment on {view.order.number}?", {"receipt": receipt or None}
    ask_form(tab, title, spec, send, verb="Undo payment", values=known, begin="reason")


def _words(each: Undoable, currency: str) -> str:
    ways = " and ".join(spoken(one) for one in each.tenders)
    return f"{each.receipt}: {shown(each.amount, currency)}, {ways}"
