"""One payment of a customer for several invoices: the oldest first as the amount is typed, and each part editable."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.money import money, shown
from orderdesk.domain.values.texts import count_word
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.customers.lists import CustomerCard
from orderdesk.services.money.paying import Tendered
from orderdesk.services.money.paying_bills import open_bills, pay_bills, proposed
from orderdesk.services.money.tenders import tenders_of
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form

MOST = 12
"""So many invoices stand in the form; the oldest are asked first."""


def ask_bills(bench: Bench, tab: QWidget, card: CustomerCard, currency: str) -> FormDialog | None:
    """Ask what was paid, by what, and of which invoices; nothing is asked of who owes nothing."""
    bills = open_bills(bench.desk, card.customer.id)
    if not bills:
        bench.messages.refused(f"{card.customer.name} owes nothing that is invoiced.")
        return None
    shown_bills = bills[:MOST]
    together = sum(each.owed for each in bills)
    tenders = tenders_of(bench.desk)
    spec = [
        Field("amount", "Amount", kinds.money(currency), required=True),
        Field("tender", "Paid by", kinds.choice([(each.code, each.name) for each in tenders.takeable])),
        Field("reference", "Reference", hint="The bank's, for example; it stands with each part"),
        *(
            Field(
                f"part-{each.order_id}",
                f"{each.invoices} ({each.order})",
                kinds.money(currency),
                hint=f"{shown(each.owed, currency)} owed, due {shown_day(each.due_date)}",
                empty=0,
            )
            for each in shown_bills
        ),
    ]

    def share_out() -> None:
        try:
            amount = dialog.fields["amount"].value or 0
        except (Refused, BadInput):
            return
        parts = proposed(amount, shown_bills)
        for each in shown_bills:
            dialog.fields[f"part-{each.order_id}"].set_value(parts.get(each.order_id, 0))

    def send(typed: Entered) -> None:
        parts = {each.order_id: typed[f"part-{each.order_id}"] or 0 for each in shown_bills}
        given = Tendered(typed["tender"], typed["amount"], typed["reference"])
        done = pay_bills(bench.desk, card.customer.id, given, parts)
        bench.messages.done(f"{money(typed['amount'], currency)} taken for {count_word(len(done), 'order')}")

    more = f" The {MOST} oldest of {len(bills)} are asked for." if len(bills) > MOST else ""
    dialog = ask_form(
        tab,
        f"Take a payment of {card.customer.name}",
        spec,
        send,
        verb="Take payment",
        values={"amount": sum(each.owed for each in shown_bills), "tender": "transfer"},
        intro=f"{money(together, currency)} is invoiced and unpaid.{more} The oldest are paid first; change any part.",
        width=620,
        columns=2,
        begin="amount",
    )
    share_out()
    dialog.fields["amount"].editor.changed.connect(share_out)  # type: ignore[attr-defined]
    return dialog
