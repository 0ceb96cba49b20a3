"""What people ask about promises: the lines of an order with their days and the arithmetic, and the time line of an
item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orderdesk.domain.lifecycles import OrderState
from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.promises.promising import Outlook, claim_day, supply_day
from orderdesk.domain.promises.told import Promise, day_words
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.persistence.orders import records as orders
from orderdesk.services.desk import Desk
from orderdesk.services.promises.promise_days import outlooks
from orderdesk.services.promises.promising import LinePromise, promises_of

UNBOUND = (OrderState.DRAFT, OrderState.QUOTE)


@dataclass(frozen=True, slots=True)
class PromisedLine:
    """A line of goods; `now` is what can be promised of what it still waits for, None when it waits for nothing."""

    line: OrderLine
    waits: Quantity
    now: Promise | None


@dataclass(frozen=True, slots=True)
class PromiseStep:
    """One line of the time line: `change` comes (or goes, negative), `left` is what is free after it on that day."""

    day: date
    what: str
    change: Quantity
    left: Quantity


def order_promises(desk: Desk, order_id: int) -> list[PromisedLine]:
    """The lines of goods of an order with what can be promised now; a draft is asked for whole."""
    with desk.reading() as connection:
        order = orders.read_order(connection, order_id)
        lines = [line for line in orders.read_lines(connection, order_id) if line.goods and line.item_id is not None]
        if order is None or order.state in (OrderState.CANCELLED, OrderState.CLOSED):
            return [PromisedLine(line, 0, None) for line in lines]
        wanted = [(line.item_id or 0, _waits(line, order.state)) for line in lines]
        asked = [(item_id, quantity) for item_id, quantity in wanted if quantity]
        seen = outlooks(connection, [item_id for item_id, _ in asked], skip_order=order_id)
    found = iter(promises_of(seen, asked, desk.today, order.ship_by))
    return [
        PromisedLine(line, quantity, next(found).promise if quantity else None)
        for line, (_, quantity) in zip(lines, wanted, strict=True)
    ]


def time_line(found: LinePromise) -> list[PromiseStep]:
    """The days on which something of an item comes or goes, from today's shelf on."""
    return steps_of(found.outlook, found.today)


def steps_of(outlook: Outlook, today: date) -> list[PromiseStep]:
    """What is free now, and each arrival and promise after it with what is left then; goods without a day last."""
    moves = [(day, 0, _supply_words(each.reference), each.quantity) for each in outlook.supplies
             if (day := supply_day(each, today)) is not None]  # fmt: skip
    moves += [
        (claim_day(each, today), 1, f"{'promised to' if each.day else 'waited for by'} {each.order}", -each.quantity)
        for each in outlook.claims
    ]
    left = outlook.available
    steps = [PromiseStep(today, "free on the shelf", left, left)]
    for day, _, what, change in sorted(moves):
        left += change
        steps.append(PromiseStep(day, what, change, left))
    return steps


def short_promise(found: Promise, today: date) -> str:
    """A promise in a few words beside a line: "2 now, all on 12 March"; what lies there goes without saying."""
    if found.now >= found.quantity:
        return ""
    when = f"all on {day_words(found.day, today)}" if found.day else "no day known"
    return f"{shown_quantity(found.now)} now, {when}" if found.now else when


def _supply_words(reference: str) -> str:
    return f"comes on {reference}" if reference else "comes"


def _waits(line: OrderLine, state: str) -> Quantity:
    return line.quantity if state in UNBOUND else line.progress.backordered
