"""The small forms about an order: a hold and its release, a cancellation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.money.refunding import money_held, ways_back
from orderdesk.domain.values.money import money
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.checks.holding import hold_order, release_order
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import TextInput
from orderdesk.ui.words import HOLD_WORDS, TENDER_WORDS

if TYPE_CHECKING:
    from orderdesk.ui.orders.tab import OrdersTab


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
    held = money_held(view.payments)
    back = Choice([(each, TENDER_WORDS[each]) for each in ways_back(view.payments, customer=view.customer is not None)])
    fields = {"reason": FormField("Reason", reason, required=True)}
    if held > 0:
        fields["tender"] = FormField(f"{money(held, order.currency)} goes back by", back)

    def send() -> None:
        cancel_order(bench.desk, order.id, reason.text(), give_back=back.value() if held > 0 else "")
        bench.messages.done(f"Order {number} cancelled")

    FormDialog(
        tab,
        f"Cancel order {number}?",
        fields,
        verb="Cancel order",
        keep="Keep the order",
        intro="What is reserved for it goes back to stock. A cancelled order cannot be opened again." + _credited(view),
        send=send,
    ).open()


def _credited(view: OrderView) -> str:
    billed = any(each.kind == "invoice" for each in view.papers)
    return " What is invoiced of it is credited in full." if billed else ""
