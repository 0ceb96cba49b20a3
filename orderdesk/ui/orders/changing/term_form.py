"""When an order is invoiced, its deposit, and until when its stock is kept: in words, and as the form that asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from orderdesk.domain.money.prepaying import asked_of, deposit_words, read_deposit
from orderdesk.domain.money.refunding import money_held
from orderdesk.domain.orders.records import ON_SHIPMENT
from orderdesk.domain.orders.terms import Terms, terms_of
from orderdesk.domain.promises.told import day_words
from orderdesk.domain.values.money import Amount, shown
from orderdesk.services.money.prepaying import agree
from orderdesk.services.orders.views import view_order
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from orderdesk.domain.orders.records import Order
    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.widgets.forms.dialog import FormDialog

INVOICING = (
    ("", "As usual"),
    ("shipment", "On each shipment"),
    ("order", "When it is confirmed"),
    ("payment", "Paid before it is picked"),
)
_SAID = {"order": "Invoiced when it is confirmed", "payment": "Paid in full before it is picked, invoiced as it ships"}


def terms_told(view: OrderView, today: date) -> list[str]:
    """What was agreed on and how far it is, a sentence each; nothing for an order that is invoiced as it ships."""
    order = view.order
    told = [_SAID[order.invoicing]] if order.invoicing in _SAID else []
    asked = asked_of(order)
    if asked:
        paid = money_held(view.payments)
        here = "it is here" if paid >= asked else _here(paid, order.currency)
        told.append(f"Deposit of {_part(order)}{shown(asked, order.currency)} asked, {here}")
    if order.let_go and order.is_open:
        told.append("Its reservations were released; stock is allocated again when payment arrives")
    elif order.reserved_until and not order.is_over:
        told.append(f"Stock kept for it until {day_words(order.reserved_until, today)}")
    return [*told, "It goes on unpaid; a person allowed it"] if order.unpaid_allowed else told


def _here(paid: Amount, currency: str) -> str:
    return f"{shown(paid, currency)} is here" if paid > 0 else "nothing is here yet"


def _part(order: Order) -> str:
    return f"{deposit_words(terms_of(order), order.currency)}, " if order.deposit_rate else ""


def typed_words(terms: Terms, currency: str, today: date) -> str:
    """Terms of an order that is being taken, in a line; nothing where all is as usual."""
    words = [dict(INVOICING)[terms.invoicing]] if terms.invoicing not in ("", ON_SHIPMENT) else []
    words += ["Billed on each shipment"] if terms.invoicing == ON_SHIPMENT else []
    words += [f"Deposit of {deposit_words(terms, currency)} asked"] if terms.asks else []
    words += [f"stock kept until {day_words(terms.reserved_until, today)}"] if terms.reserved_until else []
    return " · ".join(words)


def ask_terms(bench: Bench, tab: QWidget, view: OrderView) -> FormDialog:
    """Ask when the order is invoiced and what it asks first; a confirmed one is held until that is here."""
    order, today, terms = view.order, bench.desk.today, terms_of(view.order)

    def send(typed: Entered) -> None:
        agree(bench.desk, order.id, read_terms(typed))
        after = view_order(bench.desk, order.id).order
        held = f"; {after.hold_note[:1].lower()}{after.hold_note[1:].rstrip('.')}" if after.hold else ""
        bench.messages.done(f"Billing of {order.number} agreed{held}")

    # Who has their way agreed is not offered the usual one.
    options = INVOICING[1:] if order.is_open and terms.invoicing else INVOICING
    spec, title = terms_spec(order.currency, today, options), f"Billing and deposit of {order.number}"
    return ask_form(tab, title, spec, send, verb="Agree", values=asked_terms(terms))


def terms_spec(currency: str, today: date, options: Sequence[tuple[str, str]] = INVOICING) -> list[Field]:
    """The fields of terms."""

    def asked(text: str) -> Terms:
        amount, rate = read_deposit(text, currency)
        return Terms(deposit=amount, deposit_rate=rate)

    deposit = kinds.figure(asked, lambda each: deposit_words(each, currency))
    until = "friday, 6 mar; released after it unless paid. Empty: no end"
    return [
        Field("invoicing", "Billed", kinds.choice(options)),
        Field("deposit", "Deposit", deposit, "An amount, or a part such as 30%; empty for none", empty=Terms()),
        Field("reserved_until", "Stock kept until", kinds.day(lambda: today), until),
    ]


def asked_terms(terms: Terms) -> Entered:
    """Terms as the fields show them."""
    known = {"invoicing": terms.invoicing, "reserved_until": terms.reserved_until}
    return {**known, "deposit": terms if terms.asks else None}


def read_terms(typed: Entered) -> Terms:
    """The terms as they were filled in."""
    asked: Terms = typed["deposit"]
    return replace(asked, invoicing=typed["invoicing"], reserved_until=typed["reserved_until"])
