"""Money given back on the order shown, by the tender it came by or by another that a person allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.money.refunding import Because, given_back, money_held, ways_back
from orderdesk.domain.values.money import Amount, money
from orderdesk.services.money.paying import refund_money
from orderdesk.services.money.tenders import tenders_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.bench.commands import Command
    from orderdesk.ui.bench.moves import Moves
    from orderdesk.ui.widgets.forms.dialog import FormDialog

MORE = ("order.refund",)
BECAUSE = {
    Because.OWED: "It is owed to the customer",
    Because.REDUCED: "The price is reduced: a credit note is issued",
    Because.NOT_HELD: "A payment did not hold: it is owed again",
}


def refund_commands(bench: Bench, tab: QWidget, moves: Moves[OrderView]) -> list[Command]:
    """Give money back on the order shown."""

    def run(view: OrderView) -> None:
        ask_refund(bench, tab, view, max(0, -view.order.due) or money_held(view.payments))

    return [moves.command(MORE[0], run, "refund", keys="Shift+F9", icon="undo-2")]


def _payments(view: OrderView) -> list[tuple[str, str]]:
    """The receipts of the order to choose from; usually the newest by the tender is given back."""
    taken = {
        each.receipt: f"{each.receipt}, {each.tender_name}"
        for each in view.payments
        if each.kind == "payment" and each.receipt
    }
    return [("", "The newest by this tender"), *taken.items()]


def ask_refund(bench: Bench, tab: QWidget, view: OrderView, amount: Amount, why: str = "") -> FormDialog:
    """Ask how much goes back, how and why; `amount` is proposed, and `why` where the reason is known."""
    from orderdesk.ui.widgets.forms import kinds
    from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
    from orderdesk.ui.words import OTHERWISE

    currency = view.order.currency
    tenders = tenders_of(bench.desk)
    usual = ways_back(view.payments, tenders, customer=view.customer is not None)[0]
    spec = (
        Field("tender", "By", kinds.choice([(each.code, each.name) for each in tenders.returnable])),
        Field("amount", "Amount", kinds.money(currency), required=True),
        Field("receipt", "Of the payment", kinds.choice(_payments(view))),
        Field("because", "Because", kinds.choice(list(BECAUSE.items()))),
        Field("reason", "Why", hint="It is kept in the history", required=True),
        Field("otherwise", OTHERWISE, kinds.tick()),
    )

    def send(typed: Entered) -> None:
        handed = refund_money(bench.desk, view.order.id, **typed)
        bench.messages.done(given_back(typed["amount"], handed, currency, f" on {view.order.number}"))

    title = f"Give {money(amount, currency)} back on {view.order.number}"
    intro = "Esc leaves it on the order, where it is shown as paid too much." if view.order.due < 0 else ""
    known = {"tender": usual, "amount": amount, "reason": why}
    return ask_form(tab, title, spec, send, verb="Give back", values=known, intro=intro)
