"""A credit note for lines and charges of an invoice of the order shown, at the price paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.lifecycles import ORDER, Facts
from orderdesk.domain.values.money import shown
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.services.billing.crediting import Creditable, credit_invoice, creditable, reduce_price

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.bench.commands import Command
    from orderdesk.ui.bench.moves import Moves
    from orderdesk.ui.widgets.forms.dialog import FormDialog

MORE = ("order.credit",)
REDUCTION = "Tax included, on the whole invoice; the goods stay"
_Parts = dict[tuple[str, int], Creditable]


def crediting_commands(bench: Bench, tab: QWidget, moves: Moves[OrderView]) -> list[Command]:
    """Credit what was invoiced of the order shown."""

    def run(view: OrderView) -> None:
        ask_credit(bench, tab, view)

    return [moves.command(MORE[0], run, "credit", keys="Ctrl+Shift+I", icon="receipt-text")]


def ask_credit(bench: Bench, tab: QWidget, view: OrderView) -> FormDialog:
    """Ask which line of which invoice is credited, how much of it and why; all that is left unless less is typed."""
    from orderdesk.services.orders.views import view_order
    from orderdesk.ui.widgets.forms import kinds
    from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form

    able = _able(bench, view)
    ORDER.check(view.order.state, "credit", Facts(view.order.number, credit_left=able))
    currency = view.order.currency
    spec = (
        Field("line", "Line", kinds.choice([(key, _named(key[0], each)) for key, each in able.items()])),
        Field("quantity", "Quantity", kinds.quantity(), required=True),
        Field("amount", "Or a price reduction of", kinds.money(currency), hint=REDUCTION),
        Field("reason", "Reason", hint="It stands on the credit note", required=True),
    )

    def send(typed: Entered) -> None:
        invoice, key = typed["line"]
        if typed["amount"]:
            _, credited = reduce_price(bench.desk, invoice, typed["amount"], typed["reason"])
        else:
            _, credited = credit_invoice(bench.desk, invoice, {key: typed["quantity"]}, typed["reason"])
        after = view_order(bench.desk, view.order.id)
        note = next(each for each in after.papers if each.id == credited.notes[-1])
        bench.messages.done(f"{note.number}: {shown(credited.total, currency)} credited on {invoice}")
        bench.paper.emit("credit-note", note.number)

    intro = "A credit note is issued at the price paid. Goods that come back are taken in with a return (F8)."
    title = f"Credit an invoice of {view.order.number}"
    known = {"quantity": next(iter(able.values())).part.left}
    dialog = ask_form(tab, title, spec, send, verb="Issue credit note", values=known, intro=intro)
    dialog.fields["line"].when_picked(lambda key: dialog.fields["quantity"].set_value(able[key].part.left))
    return dialog


def _invoices(view: OrderView) -> list[str]:
    return [each.number for each in view.papers if each.kind == "invoice"]


def _able(bench: Bench, view: OrderView) -> _Parts:
    """What can be credited, by invoice and order line."""
    return {(number, each.line.id): each for number in _invoices(view) for each in creditable(bench.desk, number)}


def _named(invoice: str, one: Creditable) -> str:
    left: Quantity = one.part.left
    code = f" ({one.line.sku})" if one.line.sku else ""
    return f"{invoice}: {shown_quantity(left)} of {one.line.label}{code}"
