"""Giving up what is still open of a line of the order shown, with the reason; the rest of the order stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.orders.to_bill import open_of
from orderdesk.domain.values.quantity import shown_quantity

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from orderdesk.domain.orders.records import OrderLine
    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.bench.commands import Command
    from orderdesk.ui.bench.moves import Moves
    from orderdesk.ui.widgets.forms.dialog import FormDialog

MORE = ("order.cancel-open",)


def giving_up_commands(bench: Bench, tab: QWidget, moves: Moves[OrderView]) -> list[Command]:
    """Cancel what is open of a line."""
    return [moves.command(MORE[0], lambda view: ask_giving_up(bench, tab, view), "cancel-open", keys="Alt+X", icon="x")]


def ask_giving_up(bench: Bench, tab: QWidget, view: OrderView) -> FormDialog:
    """Ask which line, how much of it and why; all that is open of the line unless less is typed."""
    from orderdesk.services.orders.cancelling import cancel_open
    from orderdesk.ui.widgets.forms import kinds
    from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form

    lines = {line.id: line for line in view.lines if open_of(line)}
    spec = (
        Field("line", "Line", kinds.choice([(key, _named(each)) for key, each in lines.items()])),
        Field("quantity", "Quantity", kinds.quantity(), required=True),
        Field("reason", "Reason", hint="It is kept in the history", required=True),
    )

    def send(typed: Entered) -> None:
        chosen, given_up = lines[typed["line"]], typed["quantity"]
        cancel_open(bench.desk, view.order.id, {chosen.id: given_up}, typed["reason"])
        name = chosen.sku or chosen.label
        bench.messages.done(f"{shown_quantity(given_up)} {name} of {view.order.number} cancelled")

    intro = "The rest of the order stands. What is reserved or picked is given up with Change order (Ctrl+E)."
    title = f"Cancel what is open of {view.order.number}"
    known = {"quantity": open_of(next(iter(lines.values())))}
    dialog = ask_form(tab, title, spec, send, verb="Cancel what is open", values=known, keep="Keep it", intro=intro)
    dialog.fields["line"].when_picked(lambda key: dialog.fields["quantity"].set_value(open_of(lines[key])))
    return dialog


def _named(line: OrderLine) -> str:
    code = f" ({line.sku})" if line.sku else ""
    return f"{line.label}{code}: {shown_quantity(open_of(line))} of {shown_quantity(line.quantity)} open"
