"""Giving up what is still open of a line of the order shown, with the reason; the rest of the order stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.state_words import said_of
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import Quantity, parse_quantity, shown_quantity
from orderdesk.ui.bench.commands import Command

if TYPE_CHECKING:
    from orderdesk.domain.orders.records import OrderLine
    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.orders.tab import OrdersTab
    from orderdesk.ui.widgets.forms.dialog import FormDialog

CONTEXT = "orders"
MORE = ("order.cancel-open",)
TITLE, KEYS, ICON = "Cancel what is open", "Alt+X", "x"


def open_of(line: OrderLine) -> Quantity:
    """What can be given up of a line: goods that nothing is tied to yet, or what is not billed of a charge."""
    return line.progress.backordered if line.goods else line.progress.to_invoice


def giving_up_commands(bench: Bench, tab: OrdersTab) -> list[Command]:
    """Cancel what is open of a line."""

    def run() -> None:
        if tab.shown is None:
            raise Refused("Choose an order first.")
        ask_giving_up(bench, tab, tab.shown)

    def refusal() -> str | None:
        return _refusal(tab.shown) if tab.shown else "Choose an order first."

    return [Command("order.cancel-open", TITLE, run, refusal, KEYS, ICON, CONTEXT, "Order")]


def _refusal(view: OrderView) -> str | None:
    number = view.order.number
    if not view.order.is_open:
        return f"{number} is {said_of(view.order.state)}; only a confirmed order has open quantities."
    if any(open_of(line) for line in view.lines):
        return None
    return f"Nothing of {number} is back-ordered; what is reserved for it is given up with Change order (Ctrl+E)."


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
    dialog = FormDialog(tab, title, fields, verb=TITLE, keep="Keep it", intro=intro, send=send)
    dialog.open()
    return dialog


def _named(line: OrderLine) -> str:
    code = f" ({line.sku})" if line.sku else ""
    return f"{line.label}{code}: {shown_quantity(open_of(line))} of {shown_quantity(line.quantity)} open"
