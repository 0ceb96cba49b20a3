"""The day's money out of papers, payments and till movements: for one till session, or for a whole day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select, union

from orderdesk.domain.money.deposits import PROMISED, Deposits, Fact, deposits_of
from orderdesk.domain.money.tenders import NO_MONEY
from orderdesk.domain.prices.pricing import Rules, line_gross
from orderdesk.domain.reports.day_report import (
    CashFigures,
    OwedBothWays,
    SeriesOfDay,
    TaxFigures,
    TenderFigures,
)
from orderdesk.domain.values.money import RATE_SCALE, divide
from orderdesk.persistence.reports.day_scope import Scope
from orderdesk.persistence.schema import (
    invoice_lines,
    invoice_taxes,
    invoices,
    orders,
    payments,
    till_movements,
)
from orderdesk.persistence.schema import tenders as named
from orderdesk.persistence.shop.records import tax_home

_CREDIT = invoices.c.kind == "credit-note"
_PROMISED = and_(payments.c.kind == "payment", payments.c.tender.in_(NO_MONEY))
_REFUND = payments.c.kind == "refund"


def series(connection: Connection, scope: Scope, kind: str) -> SeriesOfDay:
    """First and last number, count and sums of the invoices or credit notes in scope."""
    found = select(
        func.min(invoices.c.id),
        func.max(invoices.c.id),
        func.count(),
        func.coalesce(func.sum(invoices.c.net), 0),
        func.coalesce(func.sum(invoices.c.tax), 0),
    ).where(scope.papers, invoices.c.kind == kind)
    first, last, count, net, tax = connection.execute(found).one()
    return SeriesOfDay(_number(connection, first), _number(connection, last), count, int(net), int(tax))


def _number(connection: Connection, key: int | None) -> str:
    if key is None:
        return ""
    number: str = connection.execute(select(invoices.c.number).where(invoices.c.id == key)).scalar_one()
    return number


def taxes(connection: Connection, scope: Scope) -> tuple[TaxFigures, ...]:
    """Base and tax per place and rate, sales and credits apart: the shop's own place first, its highest rate first."""
    home = tax_home(connection).place
    found = (
        select(
            invoice_taxes.c.rate,
            _sum(~_CREDIT, invoice_taxes.c.base),
            _sum(~_CREDIT, invoice_taxes.c.tax),
            _sum(_CREDIT, invoice_taxes.c.base),
            _sum(_CREDIT, invoice_taxes.c.tax),
            invoice_taxes.c.place,
        )
        .select_from(invoice_taxes.join(invoices, invoices.c.id == invoice_taxes.c.invoice_id))
        .where(scope.papers)
        .group_by(invoice_taxes.c.place, invoice_taxes.c.rate)
    )
    rows = [
        TaxFigures(rate, int(sold), int(sold_tax), int(back), int(back_tax), place)
        for rate, sold, sold_tax, back, back_tax, place in connection.execute(found)
    ]
    return tuple(sorted(rows, key=lambda each: (each.place != home, each.place, -each.rate)))


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
        select(
            payments.c.tender,
            _sum(~_REFUND, payments.c.amount),
            _sum(_REFUND, payments.c.amount),
            func.count(),
            named.c.name,
        )
        .select_from(payments.join(named, named.c.code == payments.c.tender))
        .where(scope.money)
        .group_by(payments.c.tender, named.c.id, named.c.name)
        .order_by(named.c.id)
    )
    return tuple(
        TenderFigures(code, int(taken), int(refunded), slips, name=name)
        for code, taken, refunded, slips, name in connection.execute(found)
    )


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
        payments.c.order_id,
        payments.c.at,
        case((_PROMISED, PROMISED), else_=payments.c.kind),
        payments.c.amount,
        case((scope.money, 1), else_=0),
    ).where(payments.c.order_id.in_(about), scope.money_known)
    found = [
        Fact(order_id, at, kind, int(amount), bool(counts))
        for asked in (papers, money)
        for order_id, at, kind, amount, counts in connection.execute(asked)
    ]
    return deposits_of(found, counted_last=scope.whole_day)


def standing(connection: Connection, day: date, moment: datetime) -> OwedBothWays:
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
    return OwedBothWays(int(receivables), int(deposits))


def store_credit(connection: Connection, scope: Scope) -> tuple[int, int]:
    """(issued, used) store credit."""
    on_credit = and_(scope.money, payments.c.tender == "store-credit")
    issued, used = connection.execute(
        select(_sum(_REFUND, payments.c.amount), _sum(~_REFUND, payments.c.amount)).where(on_credit)
    ).one()
    return int(issued), int(used)
