"""The story of an order: what happened to it and its shipments, what its customer was written, what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from orderdesk.domain.orders.story import MARKS, MESSAGE, Event, Since, Told, changed_after, since, tell
from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.written.short_days import day_of_figures
from orderdesk.persistence.orders.view import MessageRow, OrderView
from orderdesk.services.desk import Desk
from orderdesk.services.orders.views import view_order


@dataclass(frozen=True, slots=True)
class _Written:
    """A message as something that happened."""

    at: datetime
    detail: str
    user: str = ""
    subject: str = MESSAGE
    what: str = MESSAGE


def story_of(view: OrderView) -> tuple[Told, ...]:
    """The whole story of an order, the earliest first."""
    names = {each.id: each.number for each in view.shipments}
    # What is kept comes newest first; of what was done at one moment the earlier stays before the later.
    parts: list[tuple[Event, str]] = [(event, "") for event in reversed(view.events)]
    parts += [(event, names.get(event.subject_id, "")) for event in reversed(view.parcel_events)]
    return tell([*parts, *((_written(each), "") for each in view.messages)])


def changed_since(view: OrderView, today: date, calendar: Calendar) -> tuple[Since, ...]:
    """What changed since the customer was told and since the last paper was made, where anything did."""
    told = story_of(view)
    found = [since(told, mark, today, calendar) for mark in ("told", "paper")]
    return tuple(each for each in found if each is not None and each.changes)


def changes_since(desk: Desk, order_id: int, moment: str) -> Since:
    """What changed in an order since "told", "confirm" or "paper", or since a day; refuse what never was."""
    view = view_order(desk, order_id)
    told = story_of(view)
    if moment in MARKS:
        found = since(told, moment, desk.today, desk.calendar)
        if found is None:
            raise BadInput(f"{view.order.number} has no such moment yet.", field="since")
        return found
    began = desk.calendar.start_of(_day(moment, desk.today))
    return changed_after(told, began, "since", desk.today, desk.calendar)


def _day(text: str, today: date) -> date:
    known = {"today": today, "yesterday": today - timedelta(days=1)}
    found = known.get(text.casefold()) or day_of_figures(text, field="since")
    if found is None:
        asked = f"Say since when: {', '.join(MARKS)}, today, yesterday, or a day such as 2026-05-31."
        raise BadInput(asked, field="since")
    return found


def _written(message: MessageRow) -> _Written:
    return _Written(message.made_at, message.title)
