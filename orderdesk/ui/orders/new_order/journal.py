"""Keeps what is typed on the order page as it is typed, and finds it again after a crash."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from orderdesk.services.desk import Desk
from orderdesk.services.orders.entry import Form
from orderdesk.services.orders.parking import park_sale, take_up_sale
from orderdesk.services.record.drafting import NEW_ORDER, OPEN, drop_draft, keep_draft, kept_draft
from orderdesk.ui.orders.new_order.sheet import OrderSheet, from_body, to_body


class Journal:
    """The unfinished forms of this place: one for a new order, and one for each saved draft being edited."""

    def __init__(self, desk: Desk, place: str) -> None:
        # What is half typed concerns no other screen, so nobody is told of it.
        self._desk = replace(desk, told=frozenset)
        self._place = place
        self._last: dict[str, object] | None = None
        self.saved_at: datetime | None = None

    def form(self, order_id: int | None) -> Form:
        """Where the form of an order (None: a new one) is kept."""
        return Form(self._place, NEW_ORDER if order_id is None else f"order-{order_id}", order_id)

    def read(self, order_id: int | None) -> OrderSheet | None:
        """The form as it was left, if it was."""
        kept = kept_draft(self._desk, self._place, self.form(order_id).kind)
        self._last = None
        self.saved_at = kept.changed_at if kept else None
        return from_body(kept.body) if kept else None

    def write(self, sheet: OrderSheet, *, on_screen: bool = True) -> datetime | None:
        """Keep the form; the moment it was kept, None when there is nothing worth it. Writes only what is new."""
        body = to_body(sheet) | {OPEN: on_screen}
        if body == self._last or (sheet.is_blank and self.saved_at is None):
            return self.saved_at
        form = self.form(sheet.order_id)
        keep_draft(self._desk, form.place, form.kind, body, order_id=form.order_id)
        self._last, self.saved_at = body, self._desk.clock()
        return self.saved_at

    def park(self, sheet: OrderSheet, name: str) -> None:
        """Put the form aside for later."""
        park_sale(self._desk, self.form(None), to_body(sheet), name)
        self.forgotten()

    def take_up(self, key: str) -> OrderSheet:
        """The form that was put aside, kept here from now on."""
        body = take_up_sale(self._desk, self.form(None), key)
        self._last, self.saved_at = None, self._desk.clock()
        return from_body(body)

    def forget(self, order_id: int | None) -> None:
        """Throw the form away."""
        drop_draft(self._desk, self._place, self.form(order_id).kind)
        self.forgotten()

    def forgotten(self) -> None:
        """The form has gone with the order that it became."""
        self._last = self.saved_at = None
