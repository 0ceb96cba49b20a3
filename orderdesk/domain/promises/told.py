"""A promise as people hear it: a day, how much can go now, a mark in words, and the arithmetic in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from orderdesk.domain.promises.promising import (
    Claim,
    Outlook,
    Supply,
    balances,
    claim_day,
    earliest,
    free_on,
    supply_day,
)
from orderdesk.domain.values.quantity import ONE, Quantity, shown_quantity
from orderdesk.domain.values.written.local import current

MOST_NAMED = 3
"""More orders or deliveries than this are added up in the sentence."""


class Mark(StrEnum):
    """How an item stands for the quantity asked; each has its words and its colour."""

    FREE = "free"
    TAKES = "takes"
    ON_ORDER = "on-order"
    SHORT = "short"


MARK_WORDS = {
    Mark.FREE: "Fills this order",
    Mark.TAKES: "Fills this order, but then not all open orders",
    Mark.ON_ORDER: "Already on order",
    Mark.SHORT: "Cannot be filled",
}


@dataclass(frozen=True, slots=True)
class Promise:
    """The earliest day for a whole quantity (None: no day is known), how much of it can go now, and why."""

    quantity: Quantity
    day: date | None
    now: Quantity
    mark: Mark
    reason: str


def promise(outlook: Outlook, quantity: Quantity, today: date, not_before: date | None = None) -> Promise:
    """What can be promised of one item; `not_before` is the day before which the customer does not want it."""
    day = earliest(outlook, quantity, today, not_before)
    now = free_now(outlook, quantity, today)
    return Promise(quantity, day, now, _mark(outlook, quantity, day, now), sentence(outlook, quantity, today, day))


def free_now(outlook: Outlook, quantity: Quantity, today: date) -> Quantity:
    """How much of a quantity lies there and is needed by no older promise."""
    return max(0, min(quantity, outlook.available, free_on(outlook, today, today)))


def _mark(outlook: Outlook, quantity: Quantity, day: date | None, now: Quantity) -> Mark:
    if now >= quantity:
        return Mark.FREE
    if outlook.available >= quantity:
        return Mark.TAKES
    coming = sum(supply.quantity for supply in outlook.supplies)
    return Mark.ON_ORDER if day is not None or outlook.available + coming >= quantity else Mark.SHORT


def sentence(outlook: Outlook, quantity: Quantity, today: date, day: date | None) -> str:
    """The arithmetic: "10 come on 12 March, 5 are promised to SO-1042 on 20 March, so 5 are free from 12 March." """
    known = balances(outlook, today)
    at = day or known[-1][0]
    # What counts lies before the day on which least is left; later coming and going changes nothing.
    later = [(left, when) for when, left in known if when >= at]
    until = max(at, min(later)[1]) if later else at
    parts = [*_shelf(outlook), *_coming(outlook, today, until), *_promised(outlook, today, until)]
    free = max(0, free_on(outlook, today, at))
    return f"{_listed(parts)}, {_so(free, quantity, today, day)}."


def day_words(day: date, today: date) -> str:
    """A day in a sentence: "12 March", with the year when it is another."""
    return current().days.spoken(day, today)


def _shelf(outlook: Outlook) -> list[str]:
    if outlook.available > 0:
        return [f"{shown_quantity(outlook.available)} {_is(outlook.available)} free on the shelf"]
    return [] if outlook.supplies else ["none are on the shelf"]


def _coming(outlook: Outlook, today: date, until: date) -> list[str]:
    dated = sorted(
        ((day, each) for each in outlook.supplies if (day := supply_day(each, today)) is not None and day <= until),
        key=lambda pair: pair[0],
    )
    said = [_arrival(day, each, today) for day, each in dated[:MOST_NAMED]]
    rest = sum(each.quantity for _, each in dated[MOST_NAMED:])
    said += [f"{shown_quantity(rest)} more come by {day_words(dated[-1][0], today)}"] if rest else []
    undated = sum(each.quantity for each in outlook.supplies if each.due is None)
    return [*said, *([f"{shown_quantity(undated)} {_come(undated)} on a day nobody knows"] if undated else [])]


def _arrival(day: date, supply: Supply, today: date) -> str:
    late = f" (late since {day_words(supply.due, today)})" if supply.due and supply.due < today else ""
    when = "today" if day == today else f"on {day_words(day, today)}" if not late else "at the earliest tomorrow"
    return f"{shown_quantity(supply.quantity)} {_come(supply.quantity)} {when}{late}"


def _promised(outlook: Outlook, today: date, until: date) -> list[str]:
    counted = [each for each in outlook.claims if claim_day(each, today) <= until]
    order = sorted(counted, key=lambda each: (claim_day(each, today), each.line_id))
    said = [_claim(each, today) for each in order[:MOST_NAMED]]
    rest = order[MOST_NAMED:]
    if rest:
        total = sum(each.quantity for each in rest)
        orders = len({each.order for each in rest})
        said.append(f"{shown_quantity(total)} more to {orders} other {'order' if orders == 1 else 'orders'}")
    return said


def _claim(claim: Claim, today: date) -> str:
    many = f"{shown_quantity(claim.quantity)} {_is(claim.quantity)}"
    if claim.day is None:
        return f"{many} waited for by {claim.order}"
    return f"{many} promised to {claim.order} on {day_words(claim.day, today)}"


def _so(free: Quantity, quantity: Quantity, today: date, day: date | None) -> str:
    if day is None:
        return f"so no day can be given for {shown_quantity(quantity)}"
    when = "now" if day == today else f"from {day_words(day, today)}"
    return f"so {shown_quantity(free)} {_is(free)} free {when}"


def _listed(parts: list[str]) -> str:
    joined = ", ".join(parts)
    return joined[:1].upper() + joined[1:]


def _is(quantity: Quantity) -> str:
    return "is" if quantity == ONE else "are"


def _come(quantity: Quantity) -> str:
    return "comes" if quantity == ONE else "come"
