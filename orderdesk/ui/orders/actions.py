"""What can be done with the chosen order, as commands: its next step, and everything else in its menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.lifecycles import NONE_TO_PICK, ORDER, no_paper, nothing_left
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.bench.moves import Moves
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
from orderdesk.ui.promises.glance import glance_commands

if TYPE_CHECKING:
    from orderdesk.domain.lifecycles import Move
    from orderdesk.persistence.orders.lists import OrderRow
    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.bench.list_tab import ListTab

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
ICONS = {
    "confirm": "check",
    "release": "play",
    "ship": "truck",
    "pack": "package",
    "pick": "check",
    "start": "clipboard-list",
    "invoice": "receipt-text",
    "pay": "banknote",
    "allocate": "boxes",
    "deliver": "circle-check",
}
"""The icon of each thing that can be done next."""


def order_commands(bench: Bench, tab: ListTab[OrderRow, OrderView]) -> list[Command]:
    """The commands of the orders tab; what they run is read when the first one runs."""
    moves = Moves(ORDER, lambda: tab.shown, _moves_of, CONTEXT, "order")
    mine = [*_OfList(bench, tab).commands(), *_OfOrder(bench, tab, moves).commands()]
    shown = glance_commands(bench, CONTEXT, tab, lambda: tab.shown.order.id if tab.shown else None)
    more = (sending_commands, quoting_commands, terms_commands, crediting_commands, refund_commands)
    last = (giving_up_commands, einvoice_commands)
    return [*mine, *shown, *(each for made in (*more, *last) for each in made(bench, tab, moves))]


def _moves_of(view: OrderView) -> tuple[Move, ...]:
    from orderdesk.services.orders.moves import moves_of

    return moves_of(view)


class _OfList:
    """What is done with the list, or with the orders marked in it."""

    def __init__(self, bench: Bench, tab: ListTab[OrderRow, OrderView]) -> None:
        self.bench, self.tab = bench, tab

    def commands(self) -> list[Command]:
        """A new order, and one picklist for many."""
        go = lambda: self.bench.go.emit("new-order", None)  # noqa: E731
        new = Command("orders.new", "New order", go, None, "Ctrl+N", "plus", CONTEXT, "Orders")
        title, icon = "Print picklist", "clipboard-list"
        wave = Command(
            "orders.picklists", title, self._start_wave, self._no_wave, "Ctrl+Shift+L", icon, CONTEXT, "Orders"
        )
        return [new, wave]

    def _start_wave(self) -> None:
        from orderdesk.services.fulfilment.board import to_pick_of
        from orderdesk.ui.orders.step_runs import pick

        wanted = self.tab.table.marked() or [row.id for row in self.tab.table.rows_model.rows]
        pick(self.bench, to_pick_of(self.bench.desk, wanted))

    def _no_wave(self) -> str | None:
        return None if self.tab.presenter.counts.get("to-pick") else NONE_TO_PICK


class _OfOrder:
    """What is done with the order shown."""

    def __init__(self, bench: Bench, tab: ListTab[OrderRow, OrderView], moves: Moves[OrderView]) -> None:
        self.bench, self.tab, self._moves = bench, tab, moves

    def commands(self) -> list[Command]:
        """Its steps, and what stops, prints or returns it."""
        make, step = self._moves.command, self._step
        one, any_of = "Print the next paper", "Choose a paper to print"
        return [
            make("order.next", self._next, title="Next step", keys="Ctrl+Right", icon="arrow-right", why=_no_next),
            make("order.edit", self._edit, "change", keys="Ctrl+E", icon="pencil"),
            make("order.copy", self._copy, "copy", keys="Ctrl+D", icon="copy"),
            step("release", "Shift+F5"),
            step("invoice", "Ctrl+I"),
            step("pay", "F9"),
            make("order.unpay", self._unpay, "undo-payment", keys="Ctrl+F9", icon="undo-2"),
            step("allocate", "Ctrl+L"),
            make("order.hold", self._hold, "hold", keys="F5", icon="pause"),
            make("order.return", self._return, "return", keys="F8", icon="undo-2"),
            make("order.cancel", self._cancel, "cancel", icon="x"),
            make("order.print", self._print, title=one, keys="Ctrl+P", icon="printer", why=_no_paper),
            make("order.papers", self._papers, title=any_of, keys="Ctrl+Shift+P", icon="printer", why=_no_paper),
        ]

    def _step(self, event: str, keys: str) -> Command:
        return self._moves.command(
            f"order.{event}", lambda view: self._take(event, view), event, keys=keys, icon=ICONS[event]
        )

    def _take(self, step: str, view: OrderView) -> None:
        from orderdesk.ui.orders.step_runs import RUNS

        RUNS[step](self.bench, self.tab, view)

    def _next(self, view: OrderView) -> None:
        from orderdesk.services.orders.moves import next_step

        step = next_step(view)
        if step is not None:
            self._take(step.event, view)

    def _edit(self, view: OrderView) -> None:
        if ORDER.allows(view.order.state, "edit"):
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


def _no_next(view: OrderView) -> str | None:
    from orderdesk.services.orders.moves import next_step

    return None if next_step(view) else nothing_left(view.order.number)


def _no_paper(view: OrderView) -> str | None:
    from orderdesk.ui.orders.papers import papers_of

    return None if papers_of(view) else no_paper(view.order.number)
