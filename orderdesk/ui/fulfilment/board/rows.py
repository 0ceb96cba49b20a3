"""The rows of the board: a head for each van, and below it what is to leave with it and is not packed yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from orderdesk.domain.fulfilment.waves.cutoffs import Departure, Timeliness, is_packed
from orderdesk.domain.values.addresses import town_line
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.persistence.fulfilment.lists import ShipmentRow
from orderdesk.services.fulfilment.waves.leaving import Leaves
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column, GroupHead
from orderdesk.ui.widgets.pill import Pill
from orderdesk.ui.words import COLLECT_WORDS, HOLD_WORDS, day_word, shipment_pill

_HEADS_FROM = -2
"""Keys of heads go down from here, below every key of a shipment and the one that means none."""
_PILLS = {
    Timeliness.IN_TIME: Pill("In time", "success", "check"),
    Timeliness.TIGHT: Pill("Tight", "warning", "half"),
    Timeliness.TOO_LATE: Pill("Too late", "danger", "triangle"),
    Timeliness.MISSED: Pill("Missed", "neutral", "triangle"),
    Timeliness.DONE: Pill("Done", "neutral", "check"),
    Timeliness.UNTIMED: Pill("No cutoff", "neutral", "ring"),
}
_TONES = {Timeliness.TIGHT: "warning_fg", Timeliness.TOO_LATE: "danger_fg", Timeliness.MISSED: "danger_fg"}


@dataclass(frozen=True, slots=True)
class DepartureRow:
    """The row over all that leaves with one service."""

    id: int
    departure: Departure[ShipmentRow]
    head: GroupHead


BoardRow = ShipmentRow | DepartureRow


def board_rows(leaves: Leaves, today: date, zone: ZoneInfo) -> list[BoardRow]:
    """The rows of a day, the first van on top; what is packed only counts in its head."""
    found: list[BoardRow] = []
    for each in leaves.departures:
        key = _HEADS_FROM - (each.service.id if each.service else 0)
        found.append(DepartureRow(key, each, _head(each, leaves, today, zone)))
        found += [row for row in each.rows if not is_packed(row)]
    return found


def head_of(row: BoardRow) -> GroupHead | None:
    """What a row says as the head of others, None for a shipment."""
    return row.head if isinstance(row, DepartureRow) else None


def board_columns(who: Callable[[ShipmentRow], tuple[str, str]]) -> tuple[Column[ShipmentRow], ...]:
    """Shipment, customer, town, units, state, and `who(row)`: who has it by which list, with the colour of that."""

    def pill(row: ShipmentRow) -> Pill:
        return shipment_pill(row.state, row.hold, taken_along=not row.service)

    return (
        Column("Shipment", lambda row: row.number, 92, tone="accent_text"),
        Column("Customer", lambda row: row.customer, 0),
        Column("To", lambda row: town_line(row.city, row.postcode, row.country) or "—", 150, tone="text2", wide=1),
        Column("Units", lambda row: shown_quantity(row.units), 56, align=RIGHT),
        Column("State", lambda row: pill(row).word, 108, pill=pill),
        Column("Who, picklist", lambda row: who(row)[0], 150, tone=lambda row: who(row)[1]),
    )


def who_has(row: ShipmentRow, leaves: Leaves) -> tuple[str, str]:
    """Who picks or packs a shipment and by which list, or what holds it; and the colour of that."""
    if row.hold:
        return f"Hold: {HOLD_WORDS.get(row.hold, row.hold)}", "danger_fg"
    packer = leaves.packers.get(row.id)
    name = packer.name if packer else row.owner
    return " · ".join(filter(None, (name, row.picklist))) or "—", "text2"


def time_words(left: timedelta) -> str:
    """How long it is still: "38 min", "1 h 05"."""
    minutes = max(left // timedelta(minutes=1), 0)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02}"


def work_words(seconds: int) -> str:
    """How long work takes, in minutes begun."""
    return f"{-(-seconds // 60)} min"


def clock_words(at: datetime, zone: ZoneInfo) -> str:
    """A moment by the clock on the wall."""
    return f"{at.astimezone(zone):%H:%M}"


def _head(each: Departure[ShipmentRow], leaves: Leaves, today: date, zone: ZoneInfo) -> GroupHead:
    verdict, late = each.verdict(leaves.now), len(each.missed(leaves.now))
    at = clock_words(each.at, zone) if each.at else ""
    if late:
        lead = f"{late} missed"
    elif leaves.day != today or each.at is None or each.at < leaves.now:
        lead = at or day_word(leaves.day, today)
    else:
        lead = time_words(each.at - leaves.now)
    leaving = f"{'left' if late else 'leaves'} {at}" if at else ""
    # When it leaves is read whole where room is short.
    return GroupHead(
        lead,
        each.service.name if each.service else COLLECT_WORDS,
        " · ".join(filter(None, (leaving, each.service.carrier if each.service else ""))),
        each.packed,
        each.total,
        f"{each.packed} of {each.total} packed",
        f"{work_words(each.work)} of work" if each.work else "",
        _PILLS[verdict],
        _TONES.get(verdict, "text"),
        "danger_bg" if late else "surface2",
    )
