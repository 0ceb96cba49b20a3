"""Agreeing when the order shown is billed, on its deposit, and until when its stock is kept (Alt+B)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.state_words import said_of
from orderdesk.domain.values.errors import Refused
from orderdesk.ui.bench.commands import Command

if TYPE_CHECKING:
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.orders.tab import OrdersTab

CONTEXT = "orders"
MORE = ("order.terms",)
TITLE, KEYS, ICON = "Billing and deposit", "Alt+B", "receipt-text"


def terms_commands(bench: Bench, tab: OrdersTab) -> list[Command]:
    """Agree on billing and a deposit."""

    def run() -> None:
        from orderdesk.ui.orders.changing.term_form import ask_terms

        if tab.shown is None:
            raise Refused("Choose an order first.")
        ask_terms(bench, tab, tab.shown)

    def refusal() -> str | None:
        if tab.shown is None:
            return "Choose an order first."
        order = tab.shown.order
        if order.state not in ("draft", "quote", "confirmed"):
            return f"{order.number} is {said_of(order.state)}; there is nothing to agree on."
        invoiced = any(each.kind == "invoice" for each in tab.shown.papers)
        return f"{order.number} is invoiced; how it is billed can not change." if invoiced else None

    return [Command("order.terms", TITLE, run, refusal, KEYS, ICON, CONTEXT, "Order")]
