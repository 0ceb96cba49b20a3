"""How long the quote shown stands, and taking its prices anew once it does not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from orderdesk.domain.orders.records import Order
    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.bench.commands import Command
    from orderdesk.ui.bench.moves import Moves
    from orderdesk.ui.widgets.forms.dialog import FormDialog

MORE = ("order.quote",)


def quote_words(order: Order, today: date) -> str:
    """ "quote until 12 March", or that it has expired; nothing for what is no quote or stands for ever."""
    if not order.stands_until:
        return ""
    from orderdesk.domain.promises.told import day_words

    day = day_words(order.stands_until, today)
    return f"quote expired {day}" if order.expired(today) else f"quote until {day}"


def quoting_commands(bench: Bench, tab: QWidget, moves: Moves[OrderView]) -> list[Command]:
    """Quote a draft, move the last day of a quote, or take the prices of an expired one anew."""
    return [
        moves.command(MORE[0], lambda view: ask_quote(bench, tab, view), "quote-until", keys="Alt+Q", icon="file-text")
    ]


def ask_quote(bench: Bench, tab: QWidget, view: OrderView) -> FormDialog:
    """Ask for the last day; of an expired quote what changed is shown line by line before it is quoted anew."""

    from orderdesk.domain.promises.told import day_words
    from orderdesk.services.orders.placing import QUOTE_STANDS
    from orderdesk.services.orders.quoting import price_changes, quote_order, requote
    from orderdesk.ui.widgets.forms import kinds
    from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
    from orderdesk.ui.widgets.label import Label

    order, today = view.order, bench.desk.today
    expired = order.expired(today)
    usual = today + timedelta(days=QUOTE_STANDS.days)
    day = kinds.day(lambda: bench.desk.today, (not expired and order.stands_until) or usual)
    changes = price_changes(bench.desk, order.id) if expired else ()
    told = Label("\n".join(map(str, changes)) or "No price changed since it was quoted.", wrap=True)
    told.setAccessibleName("Changed prices")

    def send(typed: Entered) -> None:
        last = typed["valid_until"]
        (requote if expired else quote_order)(bench.desk, order.id, last)
        bench.messages.done(f"{order.number} quoted until {day_words(last, today)}")

    return ask_form(
        tab,
        f"Quote {order.number} anew" if expired else f"Quote {order.number}",
        [Field("valid_until", "Quote until", day)],
        send,
        verb="Quote anew" if expired else "Quote",
        extra=[told] if expired else [],
    )
