"""Agreeing when the order shown is invoiced, on its deposit, and until when its stock is kept (Alt+B)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.lifecycles import ORDER

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.bench.commands import Command
    from orderdesk.ui.bench.moves import Moves

MORE = ("order.terms",)
TITLE, KEYS, ICON = ORDER.title("terms"), "Alt+B", "receipt-text"


def terms_commands(bench: Bench, tab: QWidget, moves: Moves[OrderView]) -> list[Command]:
    """Agree on billing and a deposit."""

    def run(view: OrderView) -> None:
        from orderdesk.ui.orders.changing.term_form import ask_terms

        ask_terms(bench, tab, view)

    return [moves.command(MORE[0], run, "terms", keys=KEYS, icon=ICON)]
