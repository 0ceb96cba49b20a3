"""What can be done with the chosen order, as commands: its next step, and everything else in its menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from orderdesk.domain.state_words import said_of
from orderdesk.domain.values.errors import Refused
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.orders.changing.giving_up import MORE as GIVING_UP
from orderdesk.ui.orders.changing.giving_up import giving_up_commands
from orderdesk.ui.orders.changing.quoting import MORE as QUOTING
from orderdesk.ui.orders.changing.quoting import quoting_commands
from orderdesk.ui.orders.changing.terms import MORE as TERMS
from orderdesk.ui.orders.changing.terms import terms_commands
from orderdesk.ui.orders.settling.crediting import MORE as CREDITING
from orderdesk.ui.orders.settling.crediting import crediting_commands
from orderdesk.ui.orders.settling.einvoice import MORE as EINVOICE
from orderdesk.ui.orders.settling.einvoice import einvoice_commands
from orderdesk.ui.orders.settling.money_back import MORE as MONEY_BACK
from orderdesk.ui.orders.settling.money_back import refund_commands
from orderdesk.ui.orders.settling.sending import MORE as SENDING
from orderdesk.ui.orders.settling.sending import sending_commands
from orderdesk.ui.orders.steps import next_step, refusal_of
from orderdesk.ui.promises.glance import glance_commands

if TYPE_CHECKING:
    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.orders.tab import OrdersTab

    Why = Callable[[OrderView], str | None]

CONTEXT = "orders"
MORE = (
    "order.next",
    "order.edit",
    "order.copy",
    "",
    "order.hold",
    "order.release",
    "order.allocate",
    "order.invoice",
    *CREDITING,
    *EINVOICE,
    "order.pay",
    "order.unpay",
    *MONEY_BACK,
    "order.return",
    "",
    "orders.promise",
    "orders.way",
    *SENDING,
    *QUOTING,
    *TERMS,
    "",
    *GIVING_UP,
    "order.cancel",
)
_UNBOUND = ("draft", "quote")


def order_commands(bench: Bench, tab: OrdersTab) -> list[Command]:
    """The commands of the orders tab; what they run is read when the first one runs."""
    mine = [*_OfList(bench, tab).commands(), *_OfOrder(bench, tab).commands()]
    shown = glance_commands(bench, CONTEXT, tab, lambda: tab.shown.order.id if tab.shown else None)
    agreed = [*sending_commands(bench, tab), *quoting_commands(bench, tab), *terms_commands(bench, tab)]
    money = [*crediting_commands(bench, tab, CONTEXT), *refund_commands(bench, tab, CONTEXT)]
    return [*mine, *shown, *agreed, *money, *giving_up_commands(bench, tab), *einvoice_commands(bench, tab, CONTEXT)]


class _OfList:
    """What is done with the list, or with the orders marked in it."""

    def __init__(self, bench: Bench, tab: OrdersTab) -> None:
        self.bench, self.tab = bench, tab

    def commands(self) -> list[Command]:
        """A new order, and one picklist for many."""
        new = Command("orders.new", "New order", self.tab.new_order, None, "Ctrl+N", "plus", CONTEXT, "Orders")
        title, icon = "Print picklist", "clipboard-list"
        wave = Command(
            "orders.picklists", title, self._start_wave, self._no_wave, "Ctrl+Shift+L", icon, CONTEXT, "Orders"
        )
        return [new, wave]

    def _start_wave(self) -> None:
        from orderdesk.ui.orders.step_runs import pick

        wanted = self.tab.table.marked() or [row.id for row in self.tab.table.rows_model.rows]
        pick(self.bench, self.tab.presenter.to_pick(wanted))

    def _no_wave(self) -> str | None:
        return None if self.tab.presenter.counts.get("to-pick") else "Nothing is allocated and waiting to be picked."


class _OfOrder:
    """What is done with the order shown."""

    def __init__(self, bench: Bench, tab: OrdersTab) -> None:
        self.bench, self.tab = bench, tab

    def commands(self) -> list[Command]:
        """Its steps, and what stops, prints or returns it."""
        step, make = self._step, self._command
        return [
            make("order.next", "Next step", self._next, _no_next, "Ctrl+Right", "arrow-right"),
            make("order.edit", "Change order", self._edit, _no_edit, "Ctrl+E", "pencil"),
            make("order.copy", "Copy order", self._copy, _no_copy, "Ctrl+D", "copy"),
            step("order.release", "Release hold", "play", "Shift+F5"),
            step("order.invoice", "Issue invoice", "receipt-text", "Ctrl+I"),
            step("order.pay", "Take payment", "banknote", "F9"),
            make("order.unpay", "Undo a payment", self._unpay, _no_unpay, "Ctrl+F9", "undo-2"),
            step("order.allocate", "Allocate stock", "boxes", "Ctrl+L"),
            make("order.hold", "Put on hold", self._hold, _no_hold, "F5", "pause"),
            make("order.return", "Start a return", self._return, _no_return, "F8", "undo-2"),
            make("order.cancel", "Cancel order", self._cancel, _no_cancel, "", "x"),
            make("order.print", "Print the next paper", self._print, _no_paper, "Ctrl+P", "printer"),
            make("order.papers", "Choose a paper to print", self._papers, _no_paper, "Ctrl+Shift+P", "printer"),
        ]

    def _command(
        self, name: str, title: str, run: Callable[[OrderView], object], why: Why, keys: str, icon: str
    ) -> Command:
        def refusal() -> str | None:
            return why(self.tab.shown) if self.tab.shown else "Choose an order first."

        return Command(name, title, lambda: run(self._shown()), refusal, keys, icon, CONTEXT, "Order")

    def _step(self, name: str, title: str, icon: str, keys: str) -> Command:
        return self._command(
            name, title, lambda view: self._take(name, view), lambda view: refusal_of(name, view), keys, icon
        )

    def _shown(self) -> OrderView:
        if self.tab.shown is None:
            raise Refused("Choose an order first.")
        return self.tab.shown

    def _take(self, step: str, view: OrderView) -> None:
        from orderdesk.ui.orders.step_runs import RUNS

        RUNS[step](self.bench, self.tab, view)

    def _next(self, view: OrderView) -> None:
        step = next_step(view)
        if step is not None:
            self._take(step.id, view)

    def _edit(self, view: OrderView) -> None:
        if view.order.state in _UNBOUND:
            self.bench.go.emit("new-order", view.order.id)
            return
        from orderdesk.ui.orders.changing.amending import ask_amendment

        ask_amendment(self.bench, self.tab, view)

    def _copy(self, view: OrderView) -> None:
        self.bench.go.emit("new-order", ("copy", view.order.id))

    def _unpay(self, view: OrderView) -> None:
        from orderdesk.ui.orders.settling.payment_form import ask_undo

        ask_undo(self.bench, self.tab, view)

    def _hold(self, view: OrderView) -> None:
        from orderdesk.ui.orders.changing.asking import ask_hold

        ask_hold(self.bench, self.tab, view)

    def _cancel(self, view: OrderView) -> None:
        from orderdesk.ui.orders.changing.asking import ask_cancel

        ask_cancel(self.bench, self.tab, view)

    def _return(self, view: OrderView) -> None:
        self.bench.go.emit("returns", view.order.number)

    def _print(self, view: OrderView) -> None:
        from orderdesk.ui.orders.papers import papers_of

        paper, number, _ = papers_of(view)[0]
        self.bench.paper.emit(paper, number)

    def _papers(self, view: OrderView) -> None:
        self.tab.choose_paper()


# Why something can not be done with an order now


def _no_next(view: OrderView) -> str | None:
    return None if next_step(view) else f"Nothing is left to do on {view.order.number}."


def _no_edit(view: OrderView) -> str | None:
    able = view.order.state in (*_UNBOUND, "confirmed")
    return None if able else f"{view.order.number} is {said_of(view.order.state)}; copy it instead."


def _no_copy(view: OrderView) -> str | None:
    return None if view.goods else f"{view.order.number} has no goods to order again."


def _no_unpay(view: OrderView) -> str | None:
    paid = any(each.kind == "payment" for each in view.payments)
    return None if paid else f"Nothing is paid on {view.order.number} that could be undone."


def _no_hold(view: OrderView) -> str | None:
    if view.order.hold:
        return f"{view.order.number} is on hold already ({view.order.hold})."
    return _over(view)


def _no_cancel(view: OrderView) -> str | None:
    if any(line.shipped for line in view.lines):
        return f"{view.order.number} has goods shipped; open a return instead."
    return _over(view)


def _over(view: OrderView) -> str | None:
    return (
        f"{view.order.number} is {said_of(view.order.state)}." if view.order.state in ("closed", "cancelled") else None
    )


def _no_return(view: OrderView) -> str | None:
    able = any(line.shipped > line.returned for line in view.lines)
    return None if able else f"Nothing of {view.order.number} has shipped that could come back."


def _no_paper(view: OrderView) -> str | None:
    from orderdesk.ui.orders.papers import papers_of

    return None if papers_of(view) else f"There is no paper for {view.order.number} yet."
