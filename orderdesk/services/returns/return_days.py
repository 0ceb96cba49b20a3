"""Until when goods may come back: a return after its last day needs a person who may, and a reason that is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from orderdesk.domain.lifecycles import RETURN, Facts, ReturnState
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.promises.told import day_words
from orderdesk.domain.returns.moves import is_over
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.rights import NO_RIGHT
from orderdesk.domain.values.texts import short_text
from orderdesk.persistence.returns import records as returns
from orderdesk.persistence.returns.records import Return
from orderdesk.services.desk import Desk, Work
from orderdesk.services.record.progress import order_of, refresh


def check_period(work: Work, order: Order, lines: Iterable[OrderLine], days: int, late: str) -> None:
    """Refuse goods whose last day to come back is over, unless it is said why they are taken all the same."""
    came = returns.arrived(work.connection, order.id)
    for line in lines:
        if line.id in came:
            last = work.day_of(came[line.id]) + timedelta(days=days)
            if last < work.today:
                said = f"{line.sku or line.label} could come back until {day_words(last, work.today)}"
                allow_late(work, order.id, said, late, line=line.position)


def late_receipt(work: Work, found: Return, late: str) -> bool:
    """Whether goods come after the last day of their return; refused without a reason."""
    over = is_over(found, work.today)
    if over:
        until = f" on {day_words(found.expires, work.today)}" if found.expires else ""
        allow_late(work, found.order_id, f"{found.number} expired{until}", late)
    return over


def allow_late(work: Work, order_id: int, said: str, late: str, line: int | None = None) -> None:
    """Let a return go on after its last day, for a reason, by a person who may."""
    why = short_text(late.strip(), "late")
    if not why:
        raise Refused(f"{said}; say why it is taken all the same.", field="late", line=line)
    work.need("take late returns")
    work.event("order", order_id, "late return", f"{said}: {why}")


def expire_overdue(desk: Desk) -> tuple[str, ...]:
    """End the returns whose last day is over and of which nothing came; returns their numbers.

    The day was agreed on when they were allowed, so that nobody needs a right for it.
    """
    with desk.reading() as connection:
        if not returns.overdue(connection, desk.today):
            return ()
    with desk.writing(right=NO_RIGHT) as work:
        return expire(work)


def expire(work: Work, order_id: int | None = None) -> tuple[str, ...]:
    """The same inside a transaction; those of one order, where it is named."""
    ended = []
    for key in returns.overdue(work.connection, work.today, order_id):
        found = returns.read_return(work.connection, key)
        if found is None or found.state not in (ReturnState.REQUESTED, ReturnState.AUTHORISED):
            continue
        state = RETURN.after(found.state, "expire", Facts(found.number))
        returns.change_return(work.connection, key, {"state": str(state)})
        work.event("return", key, str(state))
        refresh(work, order_of(work, found.order_id))
        ended.append(found.number)
    if ended:
        work.touch("returns")
    return tuple(ended)
