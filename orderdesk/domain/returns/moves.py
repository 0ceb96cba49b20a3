"""What may happen to a return now, and what takes it on."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from orderdesk.domain.lifecycles import RETURN, Facts, Move, ReturnState

NEXT = ("receive", "receive-late", "inspect", "settle")
"""What takes a return on, in the order of its way."""


class Returned(Protocol):
    """A return, as far as its guards look at it."""

    @property
    def number(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def expires(self) -> date | None: ...


def is_over(found: Returned, today: date) -> bool:
    """Whether its last day to come is over."""
    return found.state == ReturnState.EXPIRED or (found.expires is not None and found.expires < today)


def moves_of(found: Returned, today: date, *, credit_note: bool) -> tuple[Move, ...]:
    """All that may be done with a return, each with why not now; `credit_note` whether there is one to print."""
    facts = Facts(found.number, over=is_over(found, today), credit_note=credit_note)
    return RETURN.moves(found.state, facts)


def next_event(found: Returned, today: date) -> str:
    """What takes a return on, "" at its end."""
    facts = Facts(found.number, over=is_over(found, today))
    return next((event for event in NEXT if RETURN.refusal(found.state, event, facts) is None), "")
