"""The history of an order as a story: a sentence for each thing that happened, by day, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.written.day_form import WEEKDAYS
from orderdesk.domain.values.written.local import current

CHANNEL = {
    "phone": " by telephone",
    "counter": " at the counter",
    "email": " by e-mail",
    "online": " from the web shop",
}
MESSAGE = "message"
"""The subject of a message to the customer; its `detail` is the title."""

# What is told of each kind of event: {who} is the person at the desk, {detail} what was noted with it. A kind with
# "|" says the second part only where something was noted.
_ORDER = {
    "placed": "{who} took the order{detail}",
    "imported": "The order was brought in|: {detail}",
    "undone": "The import was taken back|: {detail}",
    "changed": "{who} wrote the order anew",
    "copied": "{who} copied it| from {detail}",
    "quoted": "{who} made it a quote| that stands {detail}",
    "quoted anew": "{who} took the prices of the quote anew|, {detail}",
    "read back": "{who} read the order back to the customer|: {detail}",
    "confirmed": "{who} confirmed the order",
    "price override": "{who} set a price by hand|: {detail}",
    "override": "{who} was lent a right|: {detail}",
    "terms agreed": "{who} agreed on billing|: {detail}",
    "coupon used": "A coupon was used|: {detail}",
    "coupon fell away": "The coupon fell away|: {detail}",
    "rule": "A rule of the shop was applied|: {detail}",
    "service": "It goes another way|: {detail}",
    "not invoiced": "It was not invoiced by itself|: {detail}",
    "shipping": "{who} chose how it ships|: {detail}",
    "told": "{who} told the customer a day|: {detail}",
    "promise moved": "The promised day moved|: {detail}",
    "promise broken": "What it was promised went elsewhere|: {detail}",
    "taken": "It took what others wait for|: {detail}",
    "taken along": "It took along what others wait for|: {detail}",
    "stock tied": "Stock was allocated to it|: {detail}",
    "stock tied again": "Its stock was allocated again",
    "gave way": "Goods were too few, and it gave back|: {detail}",
    "stock let go": "Its reservations were released|: {detail}",
    "amended": "{who} changed the order|: {detail}",
    "held": "The order went on hold ({who})|: {detail}",
    "check passed": "A reason of the hold is gone, and the order stays on hold ({who})|: {detail}",
    "released": "The hold was lifted ({who})|: {detail}",
    "check overridden": "{who} let it go on in spite of a check|: {detail}",
    "cancelled in part": "{who} cancelled a part of what was open|: {detail}",
    "cancelled": "{who} cancelled the order|: {detail}",
    "shipped": "{who} sent off {detail}",
    "paid": "{who} took {detail}",
    "refunded": "{who} gave back {detail}",
    "refunded otherwise": "{who} allowed another tender than it was paid by|: {detail}",
    "owed again": "{who} said that a payment did not hold, and it is owed again|: {detail}",
    "late return": "{who} took a return after its last day|: {detail}",
    "payment undone": "{who} undid a payment booked by mistake|: {detail}",
    "invoiced": "{who} issued invoice {detail}",
    "credited": "{who} issued credit note {detail}",
    "e-invoice": "{who} made the e-invoice of {detail}",
    "return allowed": "{who} allowed the return {detail}",
    "return settled": "{who} settled the return {detail}",
    "message sent": "{who} sent the customer a message|: {detail}",
    "closed": "All was done, and the order was closed",
    "opened again": "Something was open again, and so was the order",
    "recounted": "Its figures were counted anew|: {detail}",
}
_SHIPMENT = {
    "picking": "{who} put {name} on picklist {detail}",
    "unpicked": "{who} took {name} off its picklist|: {detail}",
    "picked": "{who} picked {name}",
    "cancelled: nothing found": "{who} found nothing of {name} on the shelf",
    "short at packing": "{who} found too little of {name} at the packing station|: {detail}",
    "note done": "{who} did what the packer of {name} was told|: {detail}",
    "packed": "{who} packed {name}| in {detail}",
    "unpacked": "{who} unpacked {name}",
    "split off": "{who} split {name} off|: {detail}",
    "rejoined": "{who} put the boxes of {name} back| into {detail}",
    "label printed": "{who} printed the label of {name}|, {detail}",
    "label void": "{who} took the label of {name} out of use|, {detail}",
    "tracking": "{who} noted the tracking number of {name}|, {detail}",
    "charged": "{who} noted what the carrier asked for {name}|: {detail}",
    "delivered": "{name} arrived",
    "not left": "{who} took it back that {name} had left: it is here, packed",
    "not arrived": "{who} took it back that {name} had arrived",
    "exception": "The carrier reported trouble with {name}|: {detail}",
    "returned to sender": "{name} comes back to us|: {detail}",
    "put back": "{detail} of {name} had to be put back",
    "cancelled": "{name} was cancelled|: {detail}",
}
_WRITTEN = "A message to the customer was written for you to send|: {detail}"
SENTENCES = {"order": _ORDER, "shipment": _SHIPMENT, MESSAGE: {MESSAGE: _WRITTEN}}
"""What is told, by what it happened to and the kind of event."""
CHANGES = frozenset(
    (
        "changed", "copied", "quoted anew", "price override", "terms agreed", "coupon used", "coupon fell away",
        "rule", "service", "shipping", "promise moved", "promise broken", "stock tied", "stock tied again",
        "stock let go",
        "amended", "held", "check passed", "released", "check overridden", "cancelled in part", "cancelled", "refunded",
        "payment undone",
        "credited", "return allowed", "return settled", "cancelled: nothing found", "short at packing", "exception",
        "put back", "returned to sender", "refunded otherwise", "owed again", "late return",
        "label void", "split off", "rejoined", "not left", "not arrived",
    )
)  # fmt: skip
"""The kinds of events after which something is otherwise than it was; the others are steps on the way."""
MARKS = {
    "told": ("told", "quoted", "quoted anew", "message sent", MESSAGE),
    "confirm": ("confirmed",),
    "paper": ("picking", "label printed", "invoiced", "credited"),
}
"""The moments since which a change can be asked for, and the kinds of events that are such a moment."""
SINCE = {
    "told": "since the customer was told or written to",
    "confirm": "since it was confirmed",
    "paper": "since the last paper was made",
}


class Event(Protocol):
    """What is kept of something that happened."""

    @property
    def at(self) -> datetime: ...
    @property
    def user(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def detail(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened, as a sentence; `change` when something was otherwise after it."""

    at: datetime
    what: str
    sentence: str

    @property
    def change(self) -> bool:
        return self.what in CHANGES


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day: (time, sentence), in the order of the story it is part of."""

    words: str
    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a moment, the earliest first; `words` say since when."""

    words: str
    at: datetime
    changes: tuple[Told, ...]


def tell(events: Iterable[tuple[Event, str]]) -> tuple[Told, ...]:
    """The story, the earliest first: of each event and the name of what it happened to ("SH-1001")."""
    told = [Told(event.at, event.what, sentence_of(event, name)) for event, name in events]
    return tuple(sorted(told, key=lambda each: each.at))


def sentence_of(event: Event, name: str = "") -> str:
    """One event as a sentence; a kind that nobody has words for is told as it was noted."""
    words = SENTENCES.get(event.subject, {}).get(event.what)
    who = (event.user[:1].upper() + event.user[1:]) or "The program"
    detail = _detail(event)
    if words is None:
        words = "{who} noted: " + event.what + ("|: {detail}" if detail else "")
    first, _, second = words.partition("|")
    said = first + (second if detail else "")
    return said.format(who=who, detail=detail, name=name).rstrip(" .:") + "."


def _detail(event: Event) -> str:
    """What was noted with an event, in the words of its sentence."""
    detail = event.detail.strip()
    if event.what == "placed":
        return CHANNEL.get(detail, "")
    if event.what in ("paid", "refunded"):
        amount, _, rest = detail.partition(" ")
        tender, found, why = rest.partition(": ")
        said = f"{amount} ({tender})" if tender else amount
        return f"{said}. Reason: {why}" if found else said
    if event.what == "amended":
        lines, found, why = detail.partition(": ")
        return f"{lines}. Reason: {why}" if found else detail
    return detail


def day_named(day: date, today: date) -> str:
    """ "Today", "Yesterday", "Monday 23 November", with the year when it is another."""
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    return f"{WEEKDAYS[day.weekday()]} {current().days.spoken(day, today)}"


def by_day(told: Sequence[Told], today: date, calendar: Calendar) -> tuple[Day, ...]:
    """The story in days, each in the order given."""
    days: dict[date, list[tuple[str, str]]] = {}
    for each in told:
        local = each.at.astimezone(calendar.zone)
        days.setdefault(calendar.day_of(each.at), []).append((f"{local:%H:%M}", each.sentence))
    return tuple(Day(day_named(day, today), tuple(rows)) for day, rows in days.items())


def since(told: Sequence[Told], mark: str, today: date, calendar: Calendar) -> Since | None:
    """What changed since the last moment of a kind of `MARKS`; None when there was none."""
    moments = [each.at for each in told if each.what in MARKS[mark]]
    return changed_after(told, max(moments), SINCE[mark], today, calendar) if moments else None


def changed_after(told: Sequence[Told], at: datetime, words: str, today: date, calendar: Calendar) -> Since:
    """What changed after a moment; what was done together with it is told by it."""
    local = at.astimezone(calendar.zone)
    day = day_named(calendar.day_of(at), today)
    named = day if day[0].isupper() and day not in ("Today", "Yesterday") else day.lower()
    changes = tuple(each for each in told if each.at > at and each.change)
    return Since(f"{words}, {named} at {local:%H:%M}", at, changes)
