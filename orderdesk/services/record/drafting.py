"""Unfinished forms: kept with every change, so that a clerk finds the same words after a crash."""

from __future__ import annotations

from itertools import chain, count
from typing import Any

from orderdesk.domain.values.rights import NO_RIGHT
from orderdesk.persistence.record import drafts
from orderdesk.persistence.record.drafts import Draft
from orderdesk.persistence.record.seats import Seat, take_seat
from orderdesk.services.desk import Desk

NEW_ORDER = "new-order"
OPEN = "open"
"""In a kept form: whether it was on the screen."""


def sit_down(desk: Desk, pc: str) -> Seat:
    """Give a window at `pc` the seat its forms are kept at: "till", or "till 2" while another window has that.

    A seat at which something was left comes before its turn, so that what a second window left is found again by the
    only one; what stood on its screen comes first.
    """
    with desk.reading() as connection:
        kept = drafts.kept_at(connection)
    numbered = ((pc if number == 1 else f"{pc} {number}") for number in count(1))
    own = [place for place in kept if place == pc or (place.startswith(f"{pc} ") and place[len(pc) + 1 :].isdigit())]
    left = sorted(own, key=lambda place: (not any(body.get(OPEN) for body in kept[place]), len(place), place))
    return take_seat(desk.database, chain(left, numbered))


def keep_draft(desk: Desk, place: str, kind: str, body: dict[str, Any], *, order_id: int | None = None) -> None:
    """Keep what is typed so far in a form at `place` (the name of the seat); plain JSON values only."""
    with desk.writing(right=NO_RIGHT) as work:
        values = {"body": body, "changed_at": work.now, "order_id": order_id, "user": work.user}
        drafts.write_draft(work.connection, place, kind, values)


def kept_draft(desk: Desk, place: str, kind: str) -> Draft | None:
    """What was being typed at `place`, if anything."""
    with desk.reading() as connection:
        return drafts.read_draft(connection, place, kind)


def kept_drafts(desk: Desk, place: str) -> list[tuple[str, Draft]]:
    """Every form left at `place` with its kind, the one touched last first."""
    with desk.reading() as connection:
        return drafts.drafts_of(connection, place)


def drop_draft(desk: Desk, place: str, kind: str) -> None:
    """Forget the form: it was finished or thrown away."""
    with desk.writing(right=NO_RIGHT) as work:
        drafts.drop_draft(work.connection, place, kind)


def left_open(desk: Desk, place: str) -> tuple[bool, int | None]:
    """Whether the order page was on screen when the program ended, and on which saved order (None: a new one)."""
    for kind, kept in kept_drafts(desk, place):
        if kept.body.get(OPEN) and (kind == NEW_ORDER or kept.order_id):
            return True, kept.order_id
    return False, None
