"""What can be promised, and for which day: goods free now and goods on their way, less what older orders wait for.

Available to promise on a day is the smallest figure over that day and every later one, so that a new promise never
takes what an older one needs further on. Pure; quantities are thousandths.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from orderdesk.domain.values.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Supply:
    """Goods on their way; without a day nothing is promised on them."""

    quantity: Quantity
    due: date | None
    reference: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What an order still waits for: `day` is what it is promised for (None when no day could be given), `told` what
    the customer was told, and `wanted` the day before which the customer does not want it."""

    line_id: int
    order: str
    quantity: Quantity
    day: date | None
    told: date | None = None
    wanted: date | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """One item: what is free now (on the shelf, unreserved, less the safety stock), what comes and who waits."""

    available: Quantity
    supplies: tuple[Supply, ...] = ()
    claims: tuple[Claim, ...] = ()

    def with_claim(self, claim: Claim) -> Outlook:
        """The same once this is promised too."""
        return replace(self, claims=(*self.claims, claim))


def supply_day(supply: Supply, today: date) -> date | None:
    """The day from which goods count: when they are due, and tomorrow when they are late."""
    if supply.due is None or supply.due >= today:
        return supply.due
    return today + timedelta(days=1)


def claim_day(claim: Claim, today: date) -> date:
    """The day on which an order takes its goods: as promised; at once when it is late or has no day, but never before
    it is wanted."""
    return max(today, claim.day or today, claim.wanted or today)


def balances(outlook: Outlook, today: date) -> list[tuple[date, Quantity]]:
    """What is left on each day on which something comes or goes, today first; it may be less than nothing."""
    steps: dict[date, Quantity] = {today: outlook.available}
    for supply in outlook.supplies:
        day = supply_day(supply, today)
        if day is not None:
            steps[day] = steps.get(day, 0) + supply.quantity
    for claim in outlook.claims:
        day = claim_day(claim, today)
        steps[day] = steps.get(day, 0) - claim.quantity
    left, found = 0, []
    for day in sorted(steps):
        left += steps[day]
        found.append((day, left))
    return found


def free_on(outlook: Outlook, today: date, day: date) -> Quantity:
    """What can be promised for a day without touching an older promise: the smallest balance then and later."""
    known = balances(outlook, today)
    start = [left for at, left in known if at <= day][-1:]
    return min([*start, *(left for at, left in known if at > day)])


def earliest(outlook: Outlook, quantity: Quantity, today: date, not_before: date | None = None) -> date | None:
    """The first day for which a quantity can be promised; None when there is none."""
    first = max(today, not_before or today)
    known = balances(outlook, today)
    lowest: Quantity | None = None
    found: date | None = None
    for at, left in reversed(known):
        lowest = left if lowest is None else min(lowest, left)
        if lowest < quantity:
            break
        found = max(at, first)
        if at <= first:
            break
    return found


def coming_for(outlook: Outlook, quantity: Quantity, today: date, day: date) -> Quantity:
    """How much of a quantity wanted on a day can be left to what is on its way, so that the shelf keeps it for others
    until then."""
    return max(0, min(quantity, free_on(replace(outlook, available=min(0, outlook.available)), today, day)))


def broken_by(outlook: Outlook, quantity: Quantity, day: date, today: date) -> tuple[Claim, ...]:
    """The promises that would be late if `quantity` were promised for `day` all the same, the earliest first.

    A promise that is late already is not counted against the new one.
    """
    before = _late(outlook.claims, replace(outlook, claims=()), today)
    taken = replace(outlook, claims=(Claim(0, "", quantity, day),))
    return tuple(claim for claim in _late(outlook.claims, taken, today) if claim not in before)


def _late(claims: Iterable[Claim], served: Outlook, today: date) -> list[Claim]:
    """The claims that get nothing when each takes its goods on its day, the earliest first, after those in `served`."""
    late = []
    for claim in sorted(claims, key=lambda each: (claim_day(each, today), each.line_id)):
        grown = served.with_claim(claim)
        if all(left >= 0 for at, left in balances(grown, today) if at >= claim_day(claim, today)):
            served = grown
        else:
            late.append(claim)
    return late


def plan(outlook: Outlook, claims: Iterable[Claim], today: date) -> dict[int, date | None]:
    """The day of each claim when they are served in this order, by line; none takes from one before it, and none is
    served before it is wanted."""
    served = replace(outlook, claims=())
    days: dict[int, date | None] = {}
    for claim in claims:
        day = earliest(served, claim.quantity, today, claim.wanted)
        days[claim.line_id] = day
        served = served.with_claim(replace(claim, day=day))
    return days


def in_turn(claims: Sequence[Claim]) -> list[Claim]:
    """Who is served first: those who were told a day, by that day; then the others; the older line first."""
    return sorted(claims, key=lambda each: (each.told is None, each.told or date.max, each.line_id))
