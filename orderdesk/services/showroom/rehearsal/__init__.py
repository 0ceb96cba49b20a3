"""A rehearsal: an invented shop of any size, with a past of closed orders and work in hand in every state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from orderdesk.domain.values.errors import Refused
from orderdesk.services.desk import Desk
from orderdesk.services.showroom.rehearsal.history import Past
from orderdesk.services.showroom.rehearsal.open_work import OpenWork
from orderdesk.services.showroom.rehearsal.stage import USER, set_stage

MOST = 5_000_000
_A_DAY = 300
_FEWEST_OPEN, _MOST_OPEN = 15, 450


@dataclass(frozen=True, slots=True)
class Seeded:
    """What was made."""

    orders: int
    open_orders: int
    items: int
    customers: int
    first_day: date
    last_day: date


def seed(desk: Desk, orders: int, seed: int = 1, *, today: date | None = None) -> Seeded:
    """Fill an empty database with `orders` invented orders up to `today`; the same seed and day give the same shop.

    One order in forty, but from 15 to 450, is work in hand; the others are past. The past is written in several
    transactions, each of which leaves books that tie.
    """
    if not 1 <= orders <= MOST:
        raise Refused(f"Choose from 1 to {MOST:,} orders.", field="orders")
    day = today or desk.today
    clock = datetime.combine(day, time(6, 0), UTC)
    staged = replace(desk, user=USER, clock=lambda: clock)
    random = Random(seed)  # noqa: S311  invents a shop, guards no secret
    in_hand = min(orders, _MOST_OPEN, max(_FEWEST_OPEN, orders // 40))
    days = max(30, (orders - in_hand) // _A_DAY)
    stage = set_stage(staged, orders, days, random)
    Past(stage, random).live(staged, orders - in_hand, days)
    OpenWork(staged, stage, random).make(in_hand)
    first = day - timedelta(days=days)
    return Seeded(orders, in_hand, len(stage.items) + len(stage.out), len(stage.people), first, day)
