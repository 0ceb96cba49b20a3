"""The day's figures out of papers, payments and till movements: for one till session, or for a whole day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, or_, select, text, union

from orderdesk.domain.day_report import TENDERS, CashFigures, Series, Standing, TaxFigures, TenderFigures, Watched, Work
from orderdesk.domain.deposits import Deposits, Fact, deposits_of
from orderdesk.domain.errors import NotFound
from orderdesk.domain.money import RATE_SCALE, divide
from orderdesk.domain.pricing import Rules, line_gross
from orderdesk.persistence.schema import (
    events,
    invoice_lines,
    invoice_taxes,
    invoices,
    items,
    order_lines,
    orders,
    payments,
    shipments,
    shops,
    till_movements,
    till_sessions,
)
from orderdesk.persistence.schema.orders import OPEN_STATES
from orderdesk.persistence.tills import TillSession

_CREDIT = invoices.c.kind == "credit-note"
_REFUND = payments.c.kind == "refund"
# Written out as in the index of the work in hand, so that it alone can serve.
_OPEN = and_(text(f"orders.{OPEN_STATES}"), orders.c.state == "confirmed")
_NOT_YET_SENT = ("unallocated", "part-allocated", "allocated", "picking", "packed", "part-shipped")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which papers, payments and till movements a report is about, and between which moments."""

    papers: ColumnElement[bool]
    money: ColumnElement[bool]
    moved: ColumnElement[bool]
    start: datetime
    end: datetime
    # What was known by then: papers and money not after the end; of a whole day all that is not of it came before.
    papers_known: ColumnElement[bool]
    money_known: ColumnElement[bool]
    whole_day: bool = False


def day_scope(day: date, start: datetime, end: datetime) -> Scope:
    """A whole day of the shop: papers by issue date, money between two moments, all tills and none."""
    return Scope(
        invoices.c.issue_date == day,
        and_(payments.c.at >= start, payments.c.at < end),
        and_(till_movements.c.at >= start, till_movements.c.at < end),
        start,
        end,
        invoices.c.issue_date <= day,
        payments.c.at < end,
        whole_day=True,
    )


def session_scope(session: TillSession, end: datetime) -> Scope:
    """One till session: its payments, and the papers issued in its time to the orders paid through it.

    An order that is paid through two tills at once belongs to the one that took its first money.
    """
    here = payments.c.till_session_id == session.id
    mine = select(payments.c.order_id).where(here)
    first = (
        select(func.min(payments.c.id))
        .where(here, payments.c.order_id == invoices.c.order_id)
        .correlate(invoices)
        .scalar_subquery()
    )
    other, shift = payments.alias("other"), till_sessions.alias("shift")
    earlier = exists(
        select(other.c.id)
        .correlate(invoices)
        .select_from(other.join(shift, shift.c.id == other.c.till_session_id))
        .where(
            other.c.order_id == invoices.c.order_id,
            other.c.till_session_id != session.id,
            other.c.id < first,
            shift.c.opened_at <= invoices.c.issued_at,
            or_(shift.c.closed_at.is_(None), shift.c.closed_at >= invoices.c.issued_at),
        )
    )
    papers = and_(
        invoices.c.order_id.in_(mine),
        invoices.c.issued_at >= session.opened_at,
        invoices.c.issued_at <= end,
        ~earlier,
    )
    moved = till_movements.c.till_session_id == session.id
    known = (invoices.c.issued_at <= end, payments.c.at <= end)
    return Scope(papers, here, moved, session.opened_at, end, *known)


def shop_head(connection: Connection) -> tuple[str, str]:
    """The shop's name and currency as they are now; refuse while there is none."""
    head = select(shops.c.name, shops.c.currency).order_by(shops.c.id.desc()).limit(1)
    row = connection.execute(head).first()
    if row is None:
        raise NotFound("The shop is not set up yet; give its name and address first.")
    return row.name, row.currency


def series(connection: Connection, scope: Scope, kind: str) -> Series:
    """First and last number, count and sums of the invoices or credit notes in scope."""
    found = select(
        func.min(invoices.c.id),
        func.max(invoices.c.id),
        func.count(),
        func.coalesce(func.sum(invoices.c.net), 0),
        func.coalesce(func.sum(invoices.c.tax), 0),
    ).where(scope.papers, invoices.c.kind == kind)
    first, last, count, net, tax = connection.execute(found).one()
    return Series(_number(connection, first), _number(connection, last), count, int(net), int(tax))


def _number(connection: Connection, key: int | None) -> str:
    if key is None:
        return ""
    number: str = connection.execute(select(invoices.c.number).where(invoices.c.id == key)).scalar_one()
    return number


def taxes(connection: Connection, scope: Scope) -> tuple[TaxFigures, ...]:
    """Base and tax per rate, sales and credits apart, highest rate first."""
    found = (
        select(
            invoice_taxes.c.rate,
            _sum(~_CREDIT, invoice_taxes.c.base),
            _sum(~_CREDIT, invoice_taxes.c.tax),
            _sum(_CREDIT, invoice_taxes.c.base),
            _sum(_CREDIT, invoice_taxes.c.tax),
        )
        .select_from(invoice_taxes.join(invoices, invoices.c.id == invoice_taxes.c.invoice_id))
        .where(scope.papers)
        .group_by(invoice_taxes.c.rate)
        .order_by(invoice_taxes.c.rate.desc())
    )
    return tuple(TaxFigures(*map(int, row)) for row in connection.execute(found))


def _sum(condition: ColumnElement[bool], column: Any) -> Any:
    return func.coalesce(func.sum(case((condition, column), else_=0)), 0)


def discounts(connection: Connection, scope: Scope) -> int:
    """What discounts took off the sales, without tax: the orders' shares and the lines' own."""
    sold = and_(scope.papers, ~_CREDIT)
    joined = invoice_lines.join(invoices, invoices.c.id == invoice_lines.c.invoice_id)
    shares = (
        select(invoices.c.inclusive, invoice_lines.c.tax_rate, func.sum(invoice_lines.c.share))
        .select_from(joined)
        .where(sold, invoice_lines.c.share != 0)
        .group_by(invoices.c.inclusive, invoice_lines.c.tax_rate)
    )
    total = sum(_without_tax(int(off), rate, inclusive) for inclusive, rate, off in connection.execute(shares))
    reduced = (
        select(
            invoices.c.currency,
            invoices.c.inclusive,
            invoice_lines.c.tax_rate,
            invoice_lines.c.quantity,
            invoice_lines.c.price,
            invoice_lines.c.net
            + case((invoices.c.inclusive == 1, invoice_lines.c.tax), else_=0)
            + invoice_lines.c.share,
        )
        .select_from(joined)
        .where(sold, invoice_lines.c.discount != 0)
    )
    for currency, inclusive, rate, quantity, price, charged in connection.execute(reduced):
        full = line_gross(quantity, price, 0, Rules(currency))
        total += _without_tax(full - charged, rate, inclusive)
    return total


def _without_tax(amount: int, rate: int, inclusive: int) -> int:
    return divide(amount * RATE_SCALE, RATE_SCALE + rate) if inclusive else amount


def tenders(connection: Connection, scope: Scope) -> tuple[TenderFigures, ...]:
    """What each tender took and gave back, in the order the tenders are always shown."""
    found = (
        select(payments.c.tender, _sum(~_REFUND, payments.c.amount), _sum(_REFUND, payments.c.amount), func.count())
        .where(scope.money)
        .group_by(payments.c.tender)
    )
    rows = {row[0]: TenderFigures(row[0], int(row[1]), int(row[2]), row[3]) for row in connection.execute(found)}
    return tuple(rows[tender] for tender in TENDERS if tender in rows)


def cash(connection: Connection, scope: Scope, float_amount: int) -> CashFigures:
    """The drawer's figures before a count."""
    is_cash = payments.c.tender == "cash"
    sales, refunds, rounding = connection.execute(
        select(
            _sum(and_(is_cash, ~_REFUND), payments.c.amount),
            _sum(and_(is_cash, _REFUND), payments.c.amount),
            _sum(is_cash, payments.c.rounding),
        ).where(scope.money)
    ).one()
    moved = select(till_movements.c.kind, func.sum(till_movements.c.amount)).where(scope.moved)
    by_kind = {kind: int(total) for kind, total in connection.execute(moved.group_by(till_movements.c.kind))}
    paid_in, paid_out, drops = (by_kind.get(kind, 0) for kind in ("paid-in", "paid-out", "drop"))
    return CashFigures(float_amount, int(sales), int(refunds), paid_in, paid_out, drops, int(rounding))


def accounts(connection: Connection, scope: Scope) -> tuple[int, int]:
    """(owed, settled): billed in scope and not paid in it; paid in it for papers of another time, or ahead."""
    billed = select(
        invoices.c.order_id, case((_CREDIT, -invoices.c.total), else_=invoices.c.total).label("amount")
    ).where(scope.papers)
    paid = select(payments.c.order_id, case((_REFUND, payments.c.amount), else_=-payments.c.amount)).where(scope.money)
    both = billed.union_all(paid).subquery()
    each = select(func.sum(both.c.amount).label("open")).group_by(both.c.order_id).subquery()
    owed, settled = connection.execute(
        select(_sum(each.c.open > 0, each.c.open), _sum(each.c.open < 0, -each.c.open))
    ).one()
    return int(owed), int(settled)


def deposits(connection: Connection, scope: Scope) -> Deposits:
    """What moved the deposits in scope, by all the money of the orders it is about."""
    concerned = union(
        select(invoices.c.order_id).where(scope.papers), select(payments.c.order_id).where(scope.money)
    ).subquery()
    about = select(concerned.c.order_id)
    papers = select(
        invoices.c.order_id, invoices.c.issued_at, invoices.c.kind, invoices.c.total, case((scope.papers, 1), else_=0)
    ).where(invoices.c.order_id.in_(about), scope.papers_known)
    money = select(
        payments.c.order_id, payments.c.at, payments.c.kind, payments.c.amount, case((scope.money, 1), else_=0)
    ).where(payments.c.order_id.in_(about), scope.money_known)
    found = [
        Fact(order_id, at, kind, int(amount), bool(counts))
        for asked in (papers, money)
        for order_id, at, kind, amount, counts in connection.execute(asked)
    ]
    return deposits_of(found, counted_last=scope.whole_day)


def standing(connection: Connection, day: date, moment: datetime) -> Standing:
    """Receivables and deposits as they stood when `day` began at `moment`.

    Orders closed before then have nothing open, so only the others are added up.
    """
    alive = or_(orders.c.closed_at.is_(None), orders.c.closed_at >= moment)
    billed = (
        select(invoices.c.order_id, case((_CREDIT, -invoices.c.total), else_=invoices.c.total).label("amount"))
        .select_from(invoices.join(orders, orders.c.id == invoices.c.order_id))
        .where(alive, invoices.c.issue_date < day)
    )
    paid = (
        select(payments.c.order_id, case((_REFUND, payments.c.amount), else_=-payments.c.amount))
        .select_from(payments.join(orders, orders.c.id == payments.c.order_id))
        .where(alive, payments.c.at < moment)
    )
    both = billed.union_all(paid).subquery()
    each = select(func.sum(both.c.amount).label("open")).group_by(both.c.order_id).subquery()
    receivables, deposits = connection.execute(
        select(_sum(each.c.open > 0, each.c.open), _sum(each.c.open < 0, -each.c.open))
    ).one()
    return Standing(int(receivables), int(deposits))


def store_credit(connection: Connection, scope: Scope) -> tuple[int, int]:
    """(issued, used) store credit."""
    on_credit = and_(scope.money, payments.c.tender == "store-credit")
    issued, used = connection.execute(
        select(_sum(_REFUND, payments.c.amount), _sum(~_REFUND, payments.c.amount)).where(on_credit)
    ).one()
    return int(issued), int(used)


def cod_in_transit(connection: Connection) -> int:
    """What carriers still have to collect for shipped cash-on-delivery orders."""
    found = select(func.coalesce(func.sum(orders.c.due), 0)).where(
        orders.c.due > 0,
        orders.c.tender == "cod",
        _OPEN,
        orders.c.fulfilment.in_(("shipped", "delivered", "part-shipped")),
    )
    return int(connection.execute(found).scalar_one())


def work(connection: Connection, start: datetime, end: datetime, day: date) -> Work:
    """Orders taken and parcels shipped between two moments; what is late on `day` or waits for goods now."""
    taken, total = connection.execute(
        select(func.count(), func.coalesce(func.sum(orders.c.total), 0)).where(
            orders.c.placed_at >= start, orders.c.placed_at <= end, orders.c.state.in_(("confirmed", "closed"))
        )
    ).one()
    shipped = select(func.count()).where(shipments.c.shipped_at >= start, shipments.c.shipped_at <= end)
    late = select(func.count()).where(_OPEN, orders.c.ship_by < day, orders.c.fulfilment.in_(_NOT_YET_SENT))
    left = order_lines.c.quantity - order_lines.c.cancelled - order_lines.c.allocated - order_lines.c.shipped
    waiting = (
        select(func.count(order_lines.c.order_id.distinct()), func.coalesce(func.sum(left), 0))
        .select_from(
            orders.join(order_lines, order_lines.c.order_id == orders.c.id).join(
                items, items.c.id == order_lines.c.item_id
            )
        )
        .where(_OPEN, items.c.stocked == 1, left > 0)
    )
    backordered, units = connection.execute(waiting).one()
    sent: int = connection.execute(shipped).scalar_one()
    overdue: int = connection.execute(late).scalar_one()
    return Work(taken, int(total), sent, overdue, backordered, int(units))


def watched(connection: Connection, scope: Scope, whats: Iterable[str]) -> tuple[Watched, ...]:
    """How often each person did what an owner looks at twice: events named in `whats`, and drawers opened unsold.

    What was done by another person's right is told with the right, who allowed it and why.
    """
    kinds = tuple(whats)
    lent = case((events.c.what == "override", events.c.detail), else_="")
    first, after = first_event(connection, scope.start), first_event(connection, scope.end, after=True)
    found = (
        select(events.c.what, lent, events.c.user, func.count())
        .where(events.c.id >= first, events.c.id < after, events.c.what.in_(kinds))
        .where((events.c.subject == "order") | (events.c.what == "override"))
        .group_by(events.c.what, lent, events.c.user)
    )
    unsold = (
        select(till_movements.c.user, func.count())
        .where(scope.moved, till_movements.c.kind == "no-sale")
        .group_by(till_movements.c.user)
        .order_by(till_movements.c.user)
    )
    no_sales = [Watched("no-sale", user, count) for user, count in connection.execute(unsold)]
    rows = connection.execute(found)
    told = [Watched(f"{what}: {why}" if why else what, user, count) for what, why, user, count in rows]
    done = sorted(told, key=lambda each: (each.what, each.user))
    return (*done, *no_sales)


def first_event(connection: Connection, moment: datetime, *, after: bool = False) -> int:
    """The key of the first event at (or `after`) a moment; events are written in the order of time, so halve."""
    low, high = 1, 1 + (connection.execute(select(func.max(events.c.id))).scalar() or 0)
    while low < high:
        middle = (low + high) // 2
        at = connection.execute(
            select(events.c.at).where(events.c.id >= middle).order_by(events.c.id).limit(1)
        ).scalar_one()
        if at > moment or (at == moment and not after):
            high = middle
        else:
            low = middle + 1
    return low
