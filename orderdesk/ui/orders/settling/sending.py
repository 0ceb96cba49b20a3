"""How the order shown is sent when not all of it is there, and the day that its customer was told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from orderdesk.domain.orders.moves import shipment_for
from orderdesk.domain.orders.to_bill import waiting_lines

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.bench.commands import Command
    from orderdesk.ui.bench.moves import Moves
    from orderdesk.ui.widgets.forms.dialog import FormDialog

MORE = ("order.part", "order.whole", "order.tell")
_DONE = {"part": "{} sends what is there", "complete": "{} waits until all is there"}


def question_of(view: OrderView) -> str:
    """What the customer is to be asked; nothing where nobody waits for an answer."""
    asks = view.order.ship_ask and shipment_for("allocate", view.shipments)
    return "Ask the customer: send what is there now, or wait for all?" if asks else ""


def sending_commands(bench: Bench, tab: QWidget, moves: Moves[OrderView]) -> list[Command]:
    """Ship what is there, wait for all, tell a day."""

    def choose(shipping: str) -> Callable[[OrderView], object]:
        def run(view: OrderView) -> None:
            from orderdesk.services.fulfilment.sending import choose_shipping

            order = view.order
            bench.attempt(lambda: choose_shipping(bench.desk, order.id, shipping), _DONE[shipping].format(order.number))

        return run

    return [
        moves.command("order.part", choose("part"), "ship-part", keys="Alt+S", icon="truck"),
        moves.command("order.whole", choose("complete"), "ship-whole", keys="Alt+W", icon="boxes"),
        moves.command("order.tell", lambda view: ask_day(bench, tab, view), "tell", keys="Alt+D", icon="clock"),
    ]


def ask_day(bench: Bench, tab: QWidget, view: OrderView) -> FormDialog:
    """Ask which day the customer was told for a line; one that breaks an older promise names it and wants a tick."""
    from orderdesk.domain.promises.told import day_words
    from orderdesk.services.promises.promising import tell
    from orderdesk.ui.widgets.forms import kinds
    from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form

    lines = waiting_lines(view.lines)
    spec = (
        Field("line", "Line", kinds.choice([(each.id, f"{each.label} ({each.sku})") for each in lines])),
        Field("day", "Day", kinds.day(lambda: bench.desk.today, lines[0].promised or bench.desk.today)),
        Field("anyway", "Even when it makes an older promise late", kinds.tick()),
    )

    def send(typed: Entered) -> None:
        late = tell(bench.desk, view.order.id, typed["line"], typed["day"], anyway=typed["anyway"])
        named = f"; late by it: {', '.join(each.order for each in late)}" if late else ""
        bench.messages.done(f"Told {day_words(typed['day'], bench.desk.today)}{named}")

    return ask_form(tab, f"Tell a day for {view.order.number}", spec, send, verb="Keep day")
