"""Giving up what is still open of a line of the order shown, with the reason; the rest of the order stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.orders.to_bill import open_of
from orderdesk.domain.values.quantity import parse_quantity, shown_quantity

if TYPE_CHECKING:
    from orderdesk.domain.orders.records import OrderLine
    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.bench.commands import Command
    from orderdesk.ui.bench.moves import Moves
    from orderdesk.ui.orders.tab import OrdersTab
    from orderdesk.ui.widgets.forms.dialog import FormDialog

MORE = ("order.cancel-open",)


def giving_up_commands(bench: Bench, tab: OrdersTab, moves: Moves[OrderView]) -> list[Command]:
    """Cancel what is open of a line."""
    return [moves.command(MORE[0], lambda view: ask_giving_up(bench, tab, view), "cancel-open", keys="Alt+X", icon="x")]


def ask_giving_up(bench: Bench, tab: OrdersTab, view: OrderView) -> FormDialog:
    """Ask which line, how much of it and why; all that is open of the line unless less is typed."""
    from orderdesk.services.orders.cancelling import cancel_open
    from orderdesk.ui.widgets.forms.choice import Choice
    from orderdesk.ui.widgets.forms.dialog import FormDialog
    from orderdesk.ui.widgets.forms.form_field import FormField
    from orderdesk.ui.widgets.forms.text_input import ParsedInput, TextInput

    lines = {line.id: line for line in view.lines if open_of(line)}
    line = Choice([(key, _named(each)) for key, each in lines.items()], name="Line")
    quantity = ParsedInput(parse_quantity, shown_quantity, name="Quantity")
    reason = TextInput()

    def follow(*_: object) -> None:
        quantity.set_value(open_of(lines[line.value()]))

    def send() -> None:
        chosen, given_up = lines[line.value()], quantity.value()
        cancel_open(bench.desk, view.order.id, {chosen.id: given_up}, reason.text().strip())
        name = chosen.sku or chosen.label
        bench.messages.done(f"{shown_quantity(given_up)} {name} of {view.order.number} cancelled")

    follow()
    line.picked.connect(follow)
    fields = {
        "line": FormField("Line", line),
        "quantity": FormField("Quantity", quantity, required=True),
        "reason": FormField("Reason", reason, required=True, hint="It is kept in the history"),
    }
    intro = "The rest of the order stands. What is reserved or picked is given up with Change order (Ctrl+E)."
    title = f"Cancel what is open of {view.order.number}"
    dialog = FormDialog(tab, title, fields, verb="Cancel what is open", keep="Keep it", intro=intro, send=send)
    dialog.open()
    return dialog


def _named(line: OrderLine) -> str:
    code = f" ({line.sku})" if line.sku else ""
    return f"{line.label}{code}: {shown_quantity(open_of(line))} of {shown_quantity(line.quantity)} open"
