"""A customer whose name is typed over is left, and is there again, with all that was theirs, once it stands again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from orderdesk.ui.orders.new_order.sheet import OrderSheet

_THEIRS = ("bill_to_id", "ship_to_id", "service", "service_price", "service_by_hand", "instructions")


@dataclass(frozen=True, slots=True)
class LeftCustomer:
    """The form as it was `before` the customer was left, and right `after`."""

    before: OrderSheet
    after: OrderSheet

    def back(self, now: OrderSheet) -> OrderSheet:
        """The form of `now` with the customer; what was changed since then stays as it was changed."""
        kept = {name: getattr(self.before, name) for name in _THEIRS if getattr(now, name) == getattr(self.after, name)}
        return replace(now, customer_id=self.before.customer_id, customer_text=self.before.customer_text, **kept)
