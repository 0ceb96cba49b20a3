"""The small forms about an order: a hold and its release, a cancellation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.money.refunding import money_held, ways_back
from orderdesk.domain.values.money import money
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.checks.holding import hold_order, release_order
from orderdesk.services.money.tenders import tenders_of
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.views import view_order
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.words import HOLD_WORDS, OTHERWISE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def ask_hold(bench: Bench, tab: QWidget, view: OrderView) -> None:
    """Ask why the order stops."""
    reasons = kinds.choice([(hold, word.capitalize()) for hold, word in HOLD_WORDS.items()])

    def send(typed: Entered) -> None:
        hold_order(bench.desk, view.order.id, Hold(typed["hold"]), typed["note"])
        held = view_order(bench.desk, view.order.id)
        bench.messages.done(f"Order {view.order.number} put on hold", lambda: release(bench, tab, held))

    spec = (Field("hold", "Reason", reasons), Field("note", "Note"))
    ask_form(tab, f"Put {view.order.number} on hold", spec, send, verb="Put on hold")


def release(bench: Bench, tab: QWidget, view: OrderView) -> None:
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


def ask_release(bench: Bench, tab: QWidget, view: OrderView) -> None:
    """Show what the check found, and ask why the order may go on all the same."""

    def send(typed: Entered) -> None:
        release_order(bench.desk, view.order.id, typed["reason"])
        bench.messages.done(f"Order {view.order.number} released")

    spec = [Field("reason", "Why it may go on", hint="It is kept in the history", required=True)]
    ask_form(tab, f"Release {view.order.number}?", spec, send, verb="Release hold", intro=view.order.hold_note)


def ask_cancel(bench: Bench, tab: QWidget, view: OrderView) -> None:
    """Ask for the reason and, of money that was taken on it, how it goes back; and cancel."""
    order, number, held = view.order, view.order.number, money_held(view.payments)
    tenders = tenders_of(bench.desk)
    ways = ways_back(view.payments, tenders, customer=view.customer is not None)
    back = kinds.choice([(each, tenders.name(each)) for each in ways])
    spec = [Field("reason", "Reason", required=True)]
    if held > 0:
        spec.append(Field("tender", f"{money(held, order.currency)} goes back by", back))
        spec.append(Field("otherwise", OTHERWISE, kinds.tick()))

    def send(typed: Entered) -> None:
        way, otherwise = typed.get("tender", ""), typed.get("otherwise", False)
        cancel_order(bench.desk, order.id, typed["reason"], give_back=way, otherwise=otherwise)
        bench.messages.done(f"Order {number} cancelled")

    ask_form(
        tab,
        f"Cancel order {number}?",
        spec,
        send,
        verb="Cancel order",
        keep="Keep the order",
        intro="What is reserved for it goes back to stock. A cancelled order cannot be opened again." + _credited(view),
    )


def _credited(view: OrderView) -> str:
    billed = any(each.kind == "invoice" for each in view.papers)
    return " What is invoiced of it is credited in full." if billed else ""
