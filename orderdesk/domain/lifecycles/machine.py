"""A state machine as a table: what may happen to a thing and when, and the sentence that says why not now.

A guard is a pure function of the facts; it returns None or its sentence. The same table moves the records, refuses in
the use cases, greys the buttons, fills the tooltips, answers the command line and is walked whole by a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from orderdesk.domain.lifecycles.words import not_yet, said_of
from orderdesk.domain.values.errors import Refused

S = TypeVar("S", bound=StrEnum)


class Facts:
    """What guards look at: a thing by its name, why its work is held, and what else is known of it.

    `Facts("SO-1", lines=2, shipped=False)`: it has lines and has not shipped; what is not told stops nothing.
    """

    def __init__(self, name: str, *, hold: str = "", **known: object) -> None:
        self.name, self.hold, self._known = name, hold, known

    def has(self, what: str) -> bool:
        """Whether it is known to have `what`."""
        return bool(self._known.get(what))

    def lacks(self, what: str) -> bool:
        """Whether it is known not to have `what`."""
        return what in self._known and not self._known[what]


Guard = Callable[[Facts], str | None]


def needs(what: str, said: str) -> Guard:
    """A guard against a thing that lacks `what`; its name goes into the sentence at {}."""
    return lambda facts: said.format(facts.name) if facts.lacks(what) else None


def bars(what: str, said: str) -> Guard:
    """A guard against a thing that has `what`."""
    return lambda facts: said.format(facts.name) if facts.has(what) else None


@dataclass(frozen=True, slots=True)
class Transition(Generic[S]):
    """`event` moves a record from any of `sources` to `target` when every guard is silent.

    A person does what has a `title`, verb and noun; the rest happens by itself or as a part of something else.
    Elsewhere `otherwise` ends the sentence.
    """

    event: str
    sources: tuple[S, ...]
    target: S
    guards: tuple[Guard, ...] = ()
    title: str = ""
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Deed(Generic[S]):
    """`event` is done to a record in any of `sources` and leaves its state; elsewhere `otherwise` ends the sentence."""

    event: str
    title: str
    sources: tuple[S, ...]
    otherwise: str = ""
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """What may happen to a thing, as a person reads it; `refusal` says why not now, None when it may."""

    event: str
    title: str
    refusal: str | None


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[S]):
    """One state machine."""

    thing: str
    transitions: tuple[Transition[S], ...]
    deeds: tuple[Deed[S], ...] = ()

    def refusal(self, state: str, event: str, facts: Facts) -> str | None:
        """None when `event` may happen now, else the sentence that says why not."""
        rows = [row for row in self._rows() if row.event == event]
        if not rows:
            raise KeyError(f"{self.thing} knows no event {event}")
        row = next((row for row in rows if state in row.sources), None)
        if row is None:
            # What takes a step back waits for none.
            wanted = () if event.startswith("un") else [source for each in rows for source in each.sources]
            return not_yet(facts.name, state, wanted) or f"{facts.name} is {said_of(state)}; {_otherwise(rows[0])}."
        return next((said for guard in row.guards if (said := guard(facts))), None)

    def check(self, state: str, event: str, facts: Facts, *, field: str | None = None) -> None:
        """Refuse what may not happen now; `field` names the input to mend."""
        said = self.refusal(state, event, facts)
        if said:
            raise Refused(said, field=field)

    def after(self, state: str, event: str, facts: Facts, *, field: str | None = None) -> S:
        """The state after `event`; refuse what may not happen now."""
        self.check(state, event, facts, field=field)
        return next(row.target for row in self.transitions if row.event == event and state in row.sources)

    def events(self, state: str) -> tuple[str, ...]:
        """The events that move a record on from `state`, guards aside."""
        return tuple(row.event for row in self.transitions if state in row.sources)

    def allows(self, state: str, event: str) -> bool:
        """Whether the table has `event` for `state`, guards aside."""
        return any(row.event == event and state in row.sources for row in self._rows())

    def title(self, event: str) -> str:
        """What a person calls `event`, verb and noun."""
        return next(row.title for row in self._rows() if row.event == event)

    def moves(self, state: str, facts: Facts) -> tuple[Move, ...]:
        """All that a person may do, in the order of the table, each with why not now."""
        rows = [row for row in self._rows() if row.title]
        return tuple(Move(row.event, row.title, self.refusal(state, row.event, facts)) for row in rows)

    def _rows(self) -> Iterator[Transition[S] | Deed[S]]:
        yield from self.transitions
        yield from self.deeds


def _otherwise(row: Transition[S] | Deed[S]) -> str:
    return row.otherwise or f"it cannot be {_DONE.get(row.event, row.event)}"


_DONE = {
    "confirm": "confirmed",
    "quote": "quoted",
    "close": "closed",
    "reopen": "opened again",
    "cancel": "cancelled",
    "start": "picked",
    "pick": "picked",
    "unpick": "taken off its picklist",
    "pack": "packed",
    "unpack": "unpacked",
    "ship": "shipped",
    "unship": "taken back",
    "undeliver": "marked as still on its way",
    "rejoin": "put back with the other boxes",
    "edit": "changed",
    "send": "sent",
    "receive-part": "received",
    "receive-rest": "received",
    "hand-over": "handed over",
    "deliver": "marked as delivered",
    "fail": "marked as an exception",
    "come-back": "returned to sender",
    "authorise": "authorised",
    "send-back": "marked as in transit",
    "receive": "received",
    "receive-late": "received",
    "inspect": "inspected",
    "settle": "settled",
    "decline": "declined",
    "expire": "expired",
    "count": "counted",
    "resume": "opened again",
    "verify": "verified",
}
