"""Commands for which the person at the desk lacks the right: shown faded, with whose PIN they ask for."""

from __future__ import annotations

from orderdesk.services.people.users import why_not
from orderdesk.ui.bench.bench import Bench

RIGHT_OF = {
    "customers.address": "keep customers",
    "customers.block": "keep customers",
    "customers.code": "keep customers",
    "customers.contact": "keep customers",
    "customers.edit": "keep customers",
    "customers.group": "change prices",
    "customers.merge": "merge customers",
    "customers.new": "keep customers",
    "customers.price": "change prices",
    "inventory.adjust": "adjust stock",
    "inventory.edit": "keep items",
    "inventory.expect": "buy goods",
    "inventory.move": "move stock",
    "inventory.new": "keep items",
    "inventory.receive": "receive goods",
    "inventory.scrap": "adjust stock",
    "order.allocate": "take orders",
    "order.cancel": "cancel orders",
    "order.cancel-open": "cancel orders",
    "order.copy": "take orders",
    "order.edit": "take orders",
    "order.hold": "hold orders",
    "order.invoice": "issue invoices",
    "order.pay": "take payment",
    "order.unpay": "undo payments",
    "order.quote": "take orders",
    "order.release": "release holds",
    "order.tell": "promise dates",
    "orders.picklists": "pick goods",
    "purchasing.new": "buy goods",
    "returns.decline": "take returns",
    "returns.new": "take returns",
    "shipping.pack": "pack goods",
    "shipping.picked": "pick goods",
    "shipping.ship": "ship goods",
    "shipping.start": "pick goods",
    "shipping.tracking": "ship goods",
    "shipping.charges": "ship goods",
    "shipping.wave": "pick goods",
    "till.close": "close till",
    "till.drawer": "move till cash",
    "till.in": "move till cash",
    "till.open": "open till",
    "till.out": "move till cash",
}
"""The right that the use case behind a command asks for first; the use case itself is what refuses."""


class Lacking:
    """Says of a command why it needs another person; asked anew when people, or who sits here, change."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._said: dict[tuple[str, str], str] = {}
        bench.changed.connect(self._heard)

    def _heard(self, topics: frozenset[str]) -> None:
        if not topics or "shop" in topics:
            self._said.clear()

    def __call__(self, command: str) -> str:
        """The sentence for a command that asks for another person's PIN; "" for one that does not."""
        right, user = RIGHT_OF.get(command, ""), self._bench.desk.user
        if not right:
            return ""
        if (user, right) not in self._said:
            no = why_not(self._bench.desk, right)
            self._said[user, right] = f"{no} When it is run, their PIN is asked for." if no else ""
        return self._said[user, right]
