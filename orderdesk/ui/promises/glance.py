"""Two looks at an order from wherever it is shown: when its goods can go (F6), where parcels and mail are (F11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from orderdesk.ui.bench.commands import Command

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from orderdesk.ui.bench.bench import Bench

NONE = "Choose an order first."


def glance_commands(bench: Bench, context: str, parent: QWidget, order_id: Callable[[], int | None]) -> list[Command]:
    """F6 and F11 of one screen; `order_id()` is the order of what is chosen there, None for nothing."""

    def refusal() -> str | None:
        return None if order_id() else NONE

    def promises() -> None:
        from orderdesk.ui.promises.glances import show_promises

        if (key := order_id()) is not None:
            show_promises(bench, parent, key)

    def way() -> None:
        from orderdesk.ui.promises.glances import show_way

        if (key := order_id()) is not None:
            show_way(bench, parent, key)

    return [
        Command(f"{context}.promise", "When can it go?", promises, refusal, "F6", "clock", context, "Order"),
        Command(f"{context}.way", "Tracking and messages", way, refusal, "F11", "truck", context, "Order"),
    ]


def to_customer_of(bench: Bench, order_id: int | None) -> bool:
    """Go to who placed an order; False when there is no order, or nobody placed it."""
    from orderdesk.services.orders.views import view_order

    customer = view_order(bench.desk, order_id).customer if order_id else None
    if customer is None:
        return False
    bench.go.emit("customers", customer.id)
    return True
