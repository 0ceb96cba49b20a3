"""How the order shown is sent when not all of it is there, and the day that its customer was told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from orderdesk.domain.values.errors import Refused
from orderdesk.ui.bench.commands import Command

if TYPE_CHECKING:
    from orderdesk.domain.orders.records import OrderLine
    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.orders.tab import OrdersTab
    from orderdesk.ui.widgets.forms.dialog import FormDialog

CONTEXT = "orders"
MORE = ("order.part", "order.whole", "order.tell")
_DONE = {"part": "{} sends what is there", "complete": "{} waits until all is there"}


def waiting_lines(view: OrderView | None) -> list[OrderLine]:
    """The lines of a confirmed order that still wait for goods."""
    if view is None or not view.order.is_open:
        return []
    return [line for line in view.goods if line.goods and line.progress.backordered]


def question_of(view: OrderView) -> str:
    """What the customer is to be asked; nothing where nobody waits for an answer."""
    asks = view.order.ship_ask and any(each.state == "waiting" for each in view.shipments)
    return "Ask the customer: send what is there now, or wait for all?" if asks else ""


def sending_commands(bench: Bench, tab: OrdersTab) -> list[Command]:
    """Ship what is there, wait for all, tell a day."""

    def shown() -> OrderView:
        if tab.shown is None:
            raise Refused("Choose an order first.")
        return tab.shown

    def refusal() -> str | None:
        if tab.shown is None:
            return "Choose an order first."
        return None if waiting_lines(tab.shown) else f"No line of {tab.shown.order.number} waits for goods."

    def choose(shipping: str) -> Callable[[], object]:
        def run() -> None:
            from orderdesk.services.fulfilment.sending import choose_shipping

            order = shown().order
            bench.attempt(lambda: choose_shipping(bench.desk, order.id, shipping), _DONE[shipping].format(order.number))

        return run

    def make(name: str, title: str, run: Callable[[], object], keys: str, icon: str) -> Command:
        return Command(name, title, run, refusal, keys, icon, CONTEXT, "Order")

    return [
        make("order.part", "Ship what is there", choose("part"), "Alt+S", "truck"),
        make("order.whole", "Wait for all", choose("complete"), "Alt+W", "boxes"),
        make("order.tell", "Tell the customer a day", lambda: ask_day(bench, tab, shown()), "Alt+D", "clock"),
    ]


def ask_day(bench: Bench, tab: OrdersTab, view: OrderView) -> FormDialog:
    """Ask which day the customer was told for a line; one that breaks an older promise names it and wants a tick."""
    from PySide6.QtWidgets import QCheckBox

    from orderdesk.domain.promises.told import day_words
    from orderdesk.services.promises.promising import tell
    from orderdesk.ui.widgets.forms.choice import Choice, DateInput
    from orderdesk.ui.widgets.forms.dialog import FormDialog
    from orderdesk.ui.widgets.forms.form_field import FormField

    lines = waiting_lines(view)
    line = Choice([(each.id, f"{each.label} ({each.sku})") for each in lines], name="Line")
    day = DateInput(lines[0].promised or bench.desk.today, name="Day")
    anyway = QCheckBox("Even when it makes an older promise late")

    def send() -> None:
        late = tell(bench.desk, view.order.id, line.value(), day.value(), anyway=anyway.isChecked())
        named = f"; late by it: {', '.join(each.order for each in late)}" if late else ""
        bench.messages.done(f"Told {day_words(day.value(), bench.desk.today)}{named}")

    dialog = FormDialog(
        tab,
        f"Tell a day for {view.order.number}",
        {"line": FormField("Line", line), "day": FormField("Day", day)},
        verb="Keep day",
        send=send,
        extra=[anyway],
    )
    dialog.open()
    return dialog
