"""`order history`: what happened to an order, told as a story, and what changed in it since a moment."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from orderdesk.cli.orders.order_json import moment
from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.orders.story import MARKS, Told, by_day
from orderdesk.services.orders.telling import changes_since, story_of
from orderdesk.services.orders.views import order_asked, view_order


def history_step(step: Callable[..., Parser]) -> None:
    """The step of `order`."""
    part = step("history", help="what happened to an order, day by day, or what changed in it since a moment")
    part.add_argument("number", metavar="N")
    part.add_argument("--since", default="", metavar="WHEN", help=f"{', '.join(MARKS)}, today, yesterday or a day")
    part.set_defaults(run=_history)


def _history(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    order_id, number = order_asked(desk, options.number)
    if not options.since:
        told = story_of(view_order(desk, order_id))
        return Answer(_text(told, session), {"order": number, "told": _facts(told, desk.zone)})
    found = changes_since(desk, order_id, options.since)
    said = _text(found.changes, session) if found.changes else "Nothing has changed."
    facts = {"order": number, "since": moment(found.at, desk.zone), "changes": _facts(found.changes, desk.zone)}
    return Answer(f"{number} {found.words}:\n{said}", facts)


def _text(told: Sequence[Told], session: Session) -> str:
    parts = []
    for day in by_day(told, session.desk.today, session.desk.calendar):
        parts += [day.words, *(f"  {at}  {sentence}" for at, sentence in day.told)]
    return "\n".join(parts)


def _facts(told: Sequence[Told], zone: ZoneInfo) -> list[dict[str, Any]]:
    return [{"at": moment(each.at, zone), "what": each.what, "sentence": each.sentence} for each in told]
