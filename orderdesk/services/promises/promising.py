"""Promises: the day of each line while it is typed and when it is confirmed, and what becomes of it when supply moves.

What the customer was told stays as it is; what is expected now is worked out again whenever goods or their days change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from orderdesk.domain.lifecycles import ORDER, Facts
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.promises.promising import Claim, Outlook, broken_by, free_on
from orderdesk.domain.promises.told import Promise, day_words, promise
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.persistence.items import records as catalog
from orderdesk.persistence.messages import records as messages
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.promises import promising as queries
from orderdesk.persistence.promises.promising import WaitingLine
from orderdesk.services.desk import Desk, Work
from orderdesk.services.promises.allocating import tie
from orderdesk.services.promises.promise_days import outlooks, plans_of, recompute
from orderdesk.services.record.progress import order_of

ONLINE = "online"


@dataclass(frozen=True, slots=True)
class LinePromise:
    """What can be promised of one item now, and what it rests on."""

    promise: Promise
    outlook: Outlook
    today: date


@dataclass(frozen=True, slots=True)
class Risk:
    """A line that will come later than its customer was told; `day` is what is expected now (None: not known)."""

    line: WaitingLine
    day: date | None
    reason: str


def promises_of(
    seen: Mapping[int, Outlook], wanted: Iterable[tuple[int, Quantity]], today: date, not_before: date | None = None
) -> list[LinePromise]:
    """What can be promised of items, (key, quantity) each, one after the other: the second takes nothing of the
    first."""
    left, found = dict(seen), []
    for item_id, quantity in wanted:
        outlook = left[item_id]
        one = promise(outlook, quantity, today, not_before)
        found.append(LinePromise(one, outlook, today))
        left[item_id] = replace(outlook, available=outlook.available - one.now)
        if quantity > one.now:
            left[item_id] = left[item_id].with_claim(Claim(0, "this order", quantity - one.now, one.day))
    return found


def promise_item(desk: Desk, item_id: int, quantity: Quantity) -> LinePromise:
    """What can be promised of one item now."""
    with desk.reading() as connection:
        return promises_of(outlooks(connection, [item_id]), [(item_id, quantity)], desk.today)[0]


def tie_and_promise(
    work: Work, order: Order, lines: tuple[OrderLine, ...], *, anew: bool = False
) -> tuple[OrderLine, ...]:
    """Tie to an order what no older promise needs, and give each line its day; what it is told now it was told.

    With `anew`, as when it is wanted on another day, the customer is told the new days. What a customer takes along
    at the counter is not held back, but whose goods they were is remembered.
    Returns the lines as they are then.
    """
    tie(work, order, lines)
    lines = orders.read_lines(work.connection, order.id)
    days = _days(work, order, lines) if not order.let_go else {}
    told = {line.id: days[line.id] if anew else line.told or days[line.id] for line in lines if line.id in days}
    orders.give_days(work.connection, {key: (day, told[key]) for key, day in days.items()})
    lines = tuple(
        replace(line, promised=days[line.id], told=told[line.id]) if line.id in days else line for line in lines
    )
    refuse_oversold(work, order, lines)
    return lines


def refuse_oversold(work: Work, order: Order, lines: Iterable[OrderLine]) -> None:
    """Refuse a line for more than is there or comes of an item that may not be oversold. What another shop has sold
    already is not ours to refuse."""
    if order.channel == ONLINE:
        return
    short = [line for line in lines if line.goods and line.progress.backordered and line.promised is None]
    for line in short:
        item = catalog.read_item(work.connection, line.item_id) if line.item_id is not None else None
        if item is not None and not item.oversell:
            able = shown_quantity(line.quantity - line.progress.backordered)
            raise Refused(
                f"{item.sku} is not sold beyond what is there or comes: {able} can be promised, not "
                f"{shown_quantity(line.quantity)}.",
                field="quantity",
                line=line.position,
            )


def thanks(order: Order, lines: Iterable[OrderLine], today: date, asked: str = "") -> str:
    """The text of an order's acknowledgement; it says what is `asked` first, what comes later, and when."""
    in_time = max(today, order.ship_by or today)
    late = [line for line in lines if line.promised is None or line.promised > in_time]
    later = [line for line in late if line.goods and line.progress.backordered]
    said = [
        f" {shown_quantity(line.progress.backordered)} x {line.label} "
        + (f"will follow on {day_words(line.promised, today)}." if line.promised else "will follow as soon as we can.")
        for line in later
    ]
    start = f"Thank you. We have your order {order.number} and will tell you when it is on its way."
    return start + (f" {asked}" if asked else "") + "".join(said)


def at_risk(desk: Desk) -> list[Risk]:
    """The lines that will come later than their customer was told, the earliest told day first, worked out now."""
    with desk.reading() as connection:
        return _risks(connection, desk.today)


def draft_delay(desk: Desk, order_id: int) -> str:
    """Draft the message that tells a customer the new days of an order's late lines; from then on these are the days
    they were told. Returns the text."""
    with desk.writing(right="promise dates") as work:
        order = order_of(work, order_id)
        late = [risk for risk in _risks(work.connection, work.today) if risk.line.order_id == order_id]
        if not late:
            raise Refused(f"{order.number} is not late; there is nothing to tell.", field="order")
        body = _delay(order, late, work.today)
        title = f"Your order {order.number}: a new date"
        messages.add_message(
            work.connection, order_id, "promise", state="draft", title=title, body=body, made_at=work.now
        )
        days = {risk.line.line_id: risk.day for risk in late}
        orders.promise_lines(work.connection, days)
        orders.tell_lines(work.connection, days)
        work.event("order", order_id, "told", "; ".join(_moved(risk, work.today) for risk in late))
        work.touch("orders")
        return body


def tell(desk: Desk, order_id: int, line_id: int, day: date, *, anyway: bool = False) -> tuple[Claim, ...]:
    """Note the day a customer was told for a line. One that cannot be kept, or makes an older promise late, is
    refused; `anyway` keeps it all the same and returns the promises that are late by it."""
    with desk.writing(right="promise dates") as work:
        order = order_of(work, order_id)
        ORDER.check(order.state, "tell", Facts(order.number))
        line = next((each for each in orders.read_lines(work.connection, order_id) if each.id == line_id), None)
        if line is None or not line.goods:
            raise NotFound(f"{order.number} has no such line of goods.", field="line")
        if day < work.today:
            raise Refused("That day has passed; tell a day from today on.", field="day")
        if order.ship_by and day < order.ship_by:
            wanted = day_words(order.ship_by, work.today)
            raise Refused(f"{order.number} is wanted on {wanted}; change that day first.", field="day")
        broken = _broken(work, order, line, day, anyway)
        orders.tell_lines(work.connection, {line.id: day})
        work.event("order", order.id, "told", f"{line.sku}: {day_words(day, work.today)}")
        for claim in broken:
            work.event("order", _order_of(work, claim), "promise broken", f"{line.sku} went to {order.number}")
        recompute(work, [line.item_id] if line.item_id is not None else [])
        work.touch("orders")
        return broken


def _days(work: Work, order: Order, lines: Iterable[OrderLine]) -> dict[int, date | None]:
    """The day of each line of goods: when the order is to leave if its goods are tied, else when the rest can come."""
    leaves = max(work.today, order.ship_by or work.today)
    goods = [line for line in lines if line.progress.to_ship]
    days: dict[int, date | None] = {line.id: leaves for line in goods}
    waiting = [line for line in goods if line.progress.backordered and line.item_id is not None]
    if waiting:
        wanted = [(line.item_id or 0, line.progress.backordered) for line in waiting]
        seen = outlooks(work.connection, [key for key, _ in wanted], skip_order=order.id)
        found = promises_of(seen, wanted, work.today, order.ship_by)
        days |= {line.id: one.promise.day for line, one in zip(waiting, found, strict=True)}
    return days


def _risks(connection: Connection, today: date) -> list[Risk]:
    waiting = queries.all_waiting(connection)
    told_items = {line.item_id for line in waiting if line.told is not None}
    concerned = [line for line in waiting if line.item_id in told_items]
    days = plans_of(connection, sorted(told_items), concerned, today)
    late = [line for line in concerned if line.told is not None and _is_late(line, days[line.line_id])]
    seen = outlooks(connection, sorted({line.item_id for line in late}))
    found = [Risk(line, days[line.line_id], _why(seen[line.item_id], line, today)) for line in late]
    return sorted(found, key=lambda risk: (risk.line.told or today, risk.line.order_id, risk.line.line_id))


def _is_late(line: WaitingLine, day: date | None) -> bool:
    return line.told is not None and (day is None or day > line.told)


def _why(outlook: Outlook, line: WaitingLine, today: date) -> str:
    others = replace(outlook, claims=tuple(each for each in outlook.claims if each.line_id != line.line_id))
    return promise(others, line.quantity, today, line.wanted).reason


def _broken(work: Work, order: Order, line: OrderLine, day: date, anyway: bool) -> tuple[Claim, ...]:
    """The promises that are late by a day told all the same; refuse without `anyway`."""
    rest = line.progress.backordered
    if not rest or line.item_id is None:
        return ()
    outlook = outlooks(work.connection, [line.item_id], skip_order=order.id)[line.item_id]
    if free_on(outlook, work.today, day) >= rest:
        return ()
    named = broken_by(outlook, rest, day, work.today)
    if not anyway:
        reason = promise(outlook, rest, work.today).reason
        late = f" It would make {_names(named)} late." if named else ""
        raise Refused(f"{line.sku} cannot be promised for {day_words(day, work.today)}: {reason}{late}", field="day")
    return named


def _names(claims: Sequence[Claim]) -> str:
    return " and ".join(f"{each.order} ({shown_quantity(each.quantity)})" for each in claims)


def _order_of(work: Work, claim: Claim) -> int:
    found = orders.order_id_by_number(work.connection, claim.order)
    assert found is not None
    return found


def _moved(risk: Risk, today: date) -> str:
    day = day_words(risk.day, today) if risk.day else "no day yet"
    told = day_words(risk.line.told, today) if risk.line.told else "no day"
    return f"{risk.line.sku}: {day}, was {told}"


def _delay(order: Order, late: Sequence[Risk], today: date) -> str:
    said = [
        f"{shown_quantity(risk.line.quantity)} x {risk.line.label}: "
        + (f"we now expect to send it on {day_words(risk.day, today)}." if risk.day else "we do not know the day yet.")
        for risk in late
    ]
    return f"Part of your order {order.number} comes later than we told you. " + " ".join(said) + " We are sorry."
