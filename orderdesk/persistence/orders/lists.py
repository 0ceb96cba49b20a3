"""The order list: the views of the desk with their counts, search, and pages by key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TextClause,
    and_,
    case,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    text,
)

from orderdesk.domain.lifecycles import OrderState
from orderdesk.domain.orders.progress import Fulfilment
from orderdesk.persistence.record import search
from orderdesk.persistence.schema import customers, order_lines, orders, shipments
from orderdesk.persistence.schema.fulfilment import UNDER_WAY
from orderdesk.persistence.schema.orders import OPEN_STATES, WAITING

PAGE = 60


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order as the list shows it."""

    id: int
    number: str
    placed_at: datetime
    customer: str
    channel: str
    units: int
    state: str
    hold: str
    fulfilment: str
    payment: str
    tender: str
    ship_by: date | None
    total: int
    due: int
    currency: str
    valid_until: date | None
    timely: bool = False
    """Whether all that waits for stock is promised for the day it was asked for."""

    @property
    def stands_until(self) -> date | None:
        """The last day of a quote; None of what is no quote, or stands for ever."""
        return self.valid_until if self.state == OrderState.QUOTE else None

    @property
    def is_sent(self) -> bool:
        """Whether nothing of it is left to send."""
        gone = self.fulfilment in (Fulfilment.SHIPPED, Fulfilment.DELIVERED)
        return gone or self.state in (OrderState.CLOSED, OrderState.CANCELLED)


_WAITS = and_(orders.c.fulfilment.in_(["unallocated", "part-allocated"]), orders.c.ship_by.is_not(None))
_OTHER_DAY = and_(
    order_lines.c.order_id == orders.c.id,
    text(WAITING),
    or_(order_lines.c.promised.is_(None), order_lines.c.promised != orders.c.ship_by),
)
_WHO = case((customers.c.company != "", customers.c.company), else_=func.coalesce(customers.c.name, "Walk-in"))
_ROWS: Select[Any] = select(
    orders.c.id,
    orders.c.number,
    orders.c.placed_at,
    _WHO.label("customer"),
    orders.c.channel,
    orders.c.units,
    orders.c.state,
    orders.c.hold,
    orders.c.fulfilment,
    orders.c.payment,
    orders.c.tender,
    orders.c.ship_by,
    orders.c.total,
    orders.c.due,
    orders.c.currency,
    orders.c.valid_until,
    # Looked up for the few that wait: a page of others costs nothing more.
    case((_WAITS, ~exists().where(_OTHER_DAY)), else_=false()).label("timely"),
).select_from(orders.outerjoin(customers, customers.c.id == orders.c.customer_id))

# Written out, not bound: only so does the database see that the index on open orders serves.
_OPEN = text(f"orders.{OPEN_STATES}")
_confirmed = and_(orders.c.state == literal_column("'confirmed'"), orders.c.hold == literal_column("''"))
_HELD = and_(orders.c.state == literal_column("'confirmed'"), orders.c.hold != literal_column("''"))
_TO_CONFIRM = orders.c.state.in_([literal_column("'draft'"), literal_column("'quote'")])
# What of an order lies there, though the rest has left already or waits; both databases see the index by the condition.
_TO_PICK = and_(
    _confirmed,
    orders.c.id.in_(
        select(shipments.c.order_id).where(
            shipments.c.state == literal_column("'allocated'"), text(f"shipments.{UNDER_WAY}")
        )
    ),
)
_UNSENT = orders.c.fulfilment.not_in(["shipped", "delivered"])
_UNPAID = and_(orders.c.state == literal_column("'confirmed'"), orders.c.due > 0)


_OPEN_WORDS = ("draft", "quote", "confirmed")


def _ship_today(today: date) -> ColumnElement[bool]:
    return and_(_confirmed, _UNSENT, orders.c.ship_by <= today)


VIEWS = ("open", "to-confirm", "to-pick", "ship-today", "unpaid", "on-hold", "all")
SORTS = {"newest": orders.c.id, "ship-by": orders.c.ship_by, "total": orders.c.total, "customer": _WHO}
_BY_VALUE = ("ship-by", "total")


def _condition(view: str, today: date) -> ColumnElement[bool] | None:
    return {
        "to-confirm": _TO_CONFIRM,
        "to-pick": _TO_PICK,
        "ship-today": _ship_today(today),
        "unpaid": _UNPAID,
        "on-hold": _HELD,
    }.get(view)


def order_rows(
    connection: Connection,
    view: str,
    today: date,
    *,
    typed: str = "",
    channel: str = "",
    state: str = "",
    sort: str = "newest",
    descending: bool = True,
    after: OrderRow | None = None,
    limit: int = PAGE,
) -> list[OrderRow]:
    """One page of a view, in the order of `sort`; `after` is the last row of the page before."""
    conditions = _conditions(view, today, channel, state)
    newest = search.newest(connection, "orders", typed)
    if newest is not None:
        conditions.append(orders.c.id.in_(newest))
    elif typed.strip():
        return []
    if sort in _BY_VALUE:
        # The page is found by its keys first: to sort whole rows with their customers takes ten times as long.
        keys = _paged(select(orders.c.id).where(*conditions), sort, descending, after).limit(limit)
        page = _ROWS.where(orders.c.id.in_(keys)).order_by(*_order(sort, descending))
    else:
        page = _paged(_ROWS.where(*conditions), sort, descending, after).limit(limit)
    return [OrderRow(*row) for row in connection.execute(page)]


def _conditions(view: str, today: date, channel: str, state: str) -> list[ColumnElement[bool] | TextClause]:
    """Which orders a view shows, in one channel or state when that is chosen."""
    found: list[ColumnElement[bool] | TextClause] = []
    if view != "all" or state in _OPEN_WORDS:
        found.append(_OPEN)
    condition = _condition(view, today)
    if condition is not None:
        found.append(condition)
    if channel:
        # As an expression, so that no index on the channel is taken for the order of the list.
        found.append(func.lower(orders.c.channel) == channel)
    if state:
        found.append(orders.c.state == state)
    return found


def order_counts(connection: Connection, today: date) -> dict[str, int]:
    """How many orders each view but "all" holds, in one look at the index of open orders."""
    views = [view for view in VIEWS if _condition(view, today) is not None]
    sums = [func.coalesce(func.sum(case((_condition(view, today), 1), else_=0)), 0) for view in views]  # type: ignore[arg-type]
    row = connection.execute(select(func.count(), *sums).select_from(orders).where(_OPEN)).one()
    return dict(zip(("open", *views), (int(each) for each in row), strict=True))


def late_orders(connection: Connection, today: date) -> int:
    """How many confirmed orders should have left before today."""
    late = and_(_confirmed, _UNSENT, orders.c.ship_by < today)
    count: int = connection.execute(select(func.count()).select_from(orders).where(_OPEN, late)).scalar_one()
    return count


def _paged(wanted: Select[Any], sort: str, descending: bool, after: OrderRow | None) -> Select[Any]:
    order = _order(sort, descending)
    if after is None:
        return wanted.order_by(*order)
    past = orders.c.id < after.id if descending else orders.c.id > after.id
    if sort != "newest":
        value = {"ship-by": after.ship_by, "total": after.total, "customer": after.customer}[sort]
        past = _past(SORTS[sort], value, descending, past)
    return wanted.where(past).order_by(*order)


def _order(sort: str, descending: bool) -> list[ColumnElement[Any]]:
    newest: list[ColumnElement[Any]] = [orders.c.id.desc() if descending else orders.c.id.asc()]
    if sort == "newest":
        return newest
    column = SORTS[sort]
    return [column.desc().nulls_last() if descending else column.asc().nulls_last(), *newest]


def _past(column: Any, value: Any, descending: bool, tie: ColumnElement[bool]) -> ColumnElement[bool]:
    """The rows after one whose sort value is `value`; rows without a value come last."""
    if value is None:
        return and_(column.is_(None), tie)
    beyond = column < value if descending else column > value
    return or_(beyond, column.is_(None), and_(column == value, tie))
