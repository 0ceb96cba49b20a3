"""Money given back on the order shown, by the tender it came by or by another that a person allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.money.refunding import TENDERS_BACK, given_back, money_held, ways_back
from orderdesk.domain.values.money import Amount, money, parse_amount, shown
from orderdesk.services.money.paying import refund_money
from orderdesk.ui.words import TENDER_WORDS

if TYPE_CHECKING:
    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.bench.commands import Command
    from orderdesk.ui.bench.moves import Moves
    from orderdesk.ui.orders.tab import OrdersTab
    from orderdesk.ui.widgets.forms.dialog import FormDialog

MORE = ("order.refund",)


def refund_commands(bench: Bench, tab: OrdersTab, moves: Moves[OrderView]) -> list[Command]:
    """Give money back on the order shown."""

    def run(view: OrderView) -> None:
        ask_refund(bench, tab, view, max(0, -view.order.due) or money_held(view.payments))

    return [moves.command(MORE[0], run, "refund", keys="Shift+F9", icon="undo-2")]


def ask_refund(bench: Bench, tab: OrdersTab, view: OrderView, amount: Amount, why: str = "") -> FormDialog:
    """Ask how much goes back, how and why; `amount` is proposed, and `why` where the reason is known."""
    from PySide6.QtWidgets import QCheckBox

    from orderdesk.ui.widgets.forms.choice import Choice
    from orderdesk.ui.widgets.forms.dialog import FormDialog
    from orderdesk.ui.widgets.forms.form_field import FormField
    from orderdesk.ui.widgets.forms.text_input import ParsedInput, TextInput

    currency = view.order.currency
    usual = ways_back(view.payments, customer=view.customer is not None)[0]
    tender = Choice([(each, TENDER_WORDS[each]) for each in TENDERS_BACK], current=usual)
    given = ParsedInput(lambda text: parse_amount(text, currency), lambda value: shown(value, currency))
    given.set_value(amount)
    reason = TextInput()
    reason.setText(why)
    otherwise = QCheckBox("More by this tender than came in by it")
    fields = {
        "tender": FormField("By", tender),
        "amount": FormField("Amount", given, required=True),
        "reason": FormField("Why", reason, required=True, hint="It is kept in the history"),
    }

    def send() -> None:
        handed = refund_money(
            bench.desk,
            view.order.id,
            tender.value(),
            given.value(),
            reason=reason.text().strip(),
            otherwise=otherwise.isChecked(),
        )
        bench.messages.done(given_back(given.value(), handed, currency, f" on {view.order.number}"))

    title = f"Give {money(amount, currency)} back on {view.order.number}"
    intro = "Esc leaves it on the order, where it is shown as paid too much." if view.order.due < 0 else ""
    dialog = FormDialog(tab, title, fields, verb="Give back", send=send, intro=intro, extra=[otherwise])
    dialog.open()
    return dialog
