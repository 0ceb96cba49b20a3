"""Parked sales: what a customer at the counter comes back for, put aside so that the next one is served.

A parked sale is a form, not an order: it has no number and reserves nothing, and it is priced as of the day on which
it is taken up. Every till of the shop sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from orderdesk.domain.values.errors import NotFound
from orderdesk.persistence.record import drafts
from orderdesk.services.desk import Desk
from orderdesk.services.orders.entry import Form

_PARKED = "*parked*"
"""Where they are kept among the forms of the tills; no computer can be called so."""
_NAME = "parked as"


@dataclass(frozen=True, slots=True)
class ParkedSale:
    """One parked sale: its `key`, what it was parked as, and who put it aside when."""

    key: str
    name: str
    user: str
    at: datetime


def parked_sales(desk: Desk) -> list[ParkedSale]:
    """What is parked, the one put aside first at the top."""
    with desk.reading() as connection:
        kept = drafts.drafts_of(connection, _PARKED)
    found = [ParkedSale(key, str(each.body.get(_NAME, "")), each.user, each.changed_at) for key, each in kept]
    return sorted(found, key=lambda one: one.at)


def park_sale(desk: Desk, form: Form, body: dict[str, Any], name: str) -> str:
    """Put the form aside under a name and leave its place blank, in one commit; returns the key it is taken up by."""
    with desk.writing(right="take orders") as work:
        taken = {key for key, _ in drafts.drafts_of(work.connection, _PARKED)}
        # Counted for each till by itself, so that two that park at once are not in each other's way.
        key = next(key for number in count(1) if (key := f"{form.place} {number}") not in taken)
        values = {"body": {**body, _NAME: name}, "changed_at": work.now, "order_id": None, "user": work.user}
        drafts.write_draft(work.connection, _PARKED, key, values)
        drafts.drop_draft(work.connection, form.place, form.kind)
        return key


def take_up_sale(desk: Desk, form: Form, key: str) -> dict[str, Any]:
    """Move a parked sale to the form of a till, in one commit; `NotFound` when another till was quicker."""
    with desk.writing(right="take orders") as work:
        kept = drafts.read_draft(work.connection, _PARKED, key)
        if kept is None or not drafts.drop_draft(work.connection, _PARKED, key):
            raise NotFound("That sale is not parked any more; another till has taken it up.", field="parked")
        body = {name: value for name, value in kept.body.items() if name != _NAME}
        values = {"body": body, "changed_at": work.now, "order_id": None, "user": work.user}
        drafts.write_draft(work.connection, form.place, form.kind, values)
        return body
