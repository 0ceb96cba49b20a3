"""The small forms about an order: a payment, a hold and its release, a cancellation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.money import Amount, amount_text, parse_amount, shown
from orderdesk.persistence.queries.order_view import OrderView
from orderdesk.services.cancelling import cancel_order
from orderdesk.services.holding import hold_order, release_order
from orderdesk.services.paying import Tendered, take_payment
from orderdesk.ui.bench import Bench
from orderdesk.ui.widgets.choice import Choice
from orderdesk.ui.widgets.dialog import FormDialog
from orderdesk.ui.widgets.form_field import FormField
from orderdesk.ui.widgets.text_input import ParsedInput, TextInput
from orderdesk.ui.words import HOLD_WORDS, TENDER_WORDS

if TYPE_CHECKING:
    from orderdesk.ui.orders.tab import OrdersTab

_TAKEN = ("card", "cash", "transfer", "store-credit", "cod")


def ask_payment(bench: Bench, tab: OrdersTab, view: OrderView) -> None:
    """Ask what is given, take it, and say the change."""
    currency = view.order.currency
    wanted = _wanted_first(bench, view) or view.order.due
    tender = Choice([(each, TENDER_WORDS[each]) for each in _TAKEN])
    amount = ParsedInput(lambda text: parse_amount(text, currency), lambda value: amount_text(value, currency))
    amount.set_value(wanted)
    reference = TextInput()
    fields = {
        "tender": FormField("Tender", tender),
        "amount": FormField("Amount given", amount, required=True),
        "reference": FormField("Reference", reference, hint="Authorisation or bank reference; never a card number"),
    }

    def send() -> None:
        given = Tendered(tender.value(), amount.value(), reference.text().strip())
        paid = take_payment(bench.desk, view.order.id, [given])
        change = f", change {shown(paid.change, currency)}" if paid.change else ""
        bench.messages.done(f"{shown(paid.kept, currency)} taken on {view.order.number}{change}")

    title = f"Take {shown(wanted, currency)} {currency} on {view.order.number}"
    FormDialog(tab, title, fields, verb="Take payment", send=send).open()


def _wanted_first(bench: Bench, view: OrderView) -> Amount:
    """What has to come before work begins; nothing where nobody asks."""
    order = view.order
    if not (order.deposit or order.deposit_rate):
        return 0
    from orderdesk.services.prepaying import standing_of

    return standing_of(bench.desk, order.id).lack


def ask_hold(bench: Bench, tab: OrdersTab, view: OrderView) -> None:
    """Ask why the order stops."""
    reason = Choice([(hold, word.capitalize()) for hold, word in HOLD_WORDS.items()])
    note = TextInput()
    fields = {"hold": FormField("Reason", reason), "note": FormField("Note", note)}

    def send() -> None:
        hold_order(bench.desk, view.order.id, Hold(reason.value()), note.text().strip())
        held = tab.presenter.open(view.order.id)
        bench.messages.done(f"Order {view.order.number} put on hold", lambda: release(bench, tab, held))

    FormDialog(tab, f"Put {view.order.number} on hold", fields, verb="Put on hold", send=send).open()


def release(bench: Bench, tab: OrdersTab, view: OrderView) -> None:
    """Let the order go on; one that a check holds only with a reason."""
    if view.order.held_by:
        ask_release(bench, tab, view)
        return
    hold = Hold(view.order.hold)
    bench.attempt(
        lambda: release_order(bench.desk, view.order.id),
        f"Order {view.order.number} released",
        undo=lambda: hold_order(bench.desk, view.order.id, hold, view.order.hold_note),
    )


def ask_release(bench: Bench, tab: OrdersTab, view: OrderView) -> None:
    """Show what the check found, and ask why the order may go on all the same."""
    reason = TextInput()
    fields = {"reason": FormField("Why it may go on", reason, required=True, hint="It is kept in the history")}

    def send() -> None:
        release_order(bench.desk, view.order.id, reason.text().strip())
        bench.messages.done(f"Order {view.order.number} released")

    title = f"Release {view.order.number}?"
    FormDialog(tab, title, fields, verb="Release hold", intro=view.order.hold_note, send=send).open()


def ask_cancel(bench: Bench, tab: OrdersTab, view: OrderView) -> None:
    """Ask for the reason and, of money that was taken on it, how it goes back; and cancel."""
    order, number, reason = view.order, view.order.number, TextInput()
    held = sum(-each.amount if each.kind == "refund" else each.amount for each in view.payments)
    back = Choice([(each, TENDER_WORDS[each]) for each in _back(view)])
    fields = {"reason": FormField("Reason", reason, required=True)}
    if held > 0:
        fields["tender"] = FormField(f"{shown(held, order.currency)} {order.currency} goes back by", back)

    def send() -> None:
        cancel_order(bench.desk, order.id, reason.text(), give_back=back.value() if held > 0 else "")
        bench.messages.done(f"Order {number} cancelled")

    FormDialog(
        tab,
        f"Cancel order {number}?",
        fields,
        verb="Cancel order",
        intro="What is reserved for it goes back to stock. A cancelled order can not be opened again."
        + _credited(view),
        send=send,
    ).open()


def _credited(view: OrderView) -> str:
    billed = any(each.kind == "invoice" for each in view.papers)
    return " What is billed of it is credited in full." if billed else ""


def _back(view: OrderView) -> tuple[str, ...]:
    """How money goes back, first the way most of it came; only a known customer is given credit for it."""
    came = [each.tender for each in view.payments if each.kind == "payment" and each.tender in ("cash", "card")]
    known = ("store-credit",) if view.customer else ()
    return tuple(dict.fromkeys((*came, "transfer", *known, "cash")))
