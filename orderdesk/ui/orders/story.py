"""The story of the order shown: what changed since its customer was told, and all that happened, day by day."""

from __future__ import annotations

from datetime import date

from orderdesk.domain.orders.story import by_day
from orderdesk.domain.values.business_day import Calendar
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.orders.telling import changed_since, story_of
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.lists.detail_panel import Section

MOST_TOLD = 40


def changed_section(view: OrderView, today: date, calendar: Calendar) -> Section | None:
    """What changed since somebody relied on the order as it was; nothing where nothing did, or the order is over."""
    found = changed_since(view, today, calendar) if view.order.is_open else ()
    if not found:
        return None
    section = Section("What changed")
    for each in found:
        section.text(each.words[:1].upper() + each.words[1:], "small", "text2")
        for change in each.changes:
            section.text(change.sentence)
    return section


def story_section(view: OrderView, today: date, calendar: Calendar) -> Section | None:
    """All that happened, the latest on top."""
    latest = tuple(reversed(story_of(view)))[:MOST_TOLD]
    if not latest:
        return None
    section = Section("History")
    for place, day in enumerate(by_day(latest, today, calendar)):
        section.body.addSpacing(px(8) if place else 0)
        section.text(day.words, "small", "text2").history(day.told)
    return section
