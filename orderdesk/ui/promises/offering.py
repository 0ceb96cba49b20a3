"""The question after goods came in: do they go to the orders that wait for them?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.texts import count_word
from orderdesk.services.promises.allocating import accept, proposals
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.forms.dialog import ask


def offer_goods(parent: QWidget, bench: Bench, item_ids: Sequence[int]) -> None:
    """Ask whether what arrived goes to the orders that wait for it, in the order of who should get it first."""
    waiting = proposals(bench.desk, item_ids)
    if not waiting:
        return
    goods = ", ".join(dict.fromkeys(each.waiting.sku for each in waiting))
    shares = [f"{each.waiting.order_number}: {shown_quantity(each.quantity)}" for each in waiting]
    ask(
        parent,
        f"Allocate {goods} to {count_word(len(waiting), 'waiting order')}?",
        "First the earliest promise, then paid orders, then the oldest. " + ", ".join(shares),
        verb="Allocate",
        keep="Not now",
        danger=False,
        confirmed=lambda: bench.attempt(
            lambda: accept(bench.desk, waiting),
            "Allocated; a message to each customer is written, for you to send (F11)",
        ),
    )
