"""The figures of a till session (X, Z) or of a whole day, gathered in one snapshot and tied before they are shown."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from orderdesk.domain.reports.day_report import DayReport, OwedBothWays
from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.money.tills import TillSession
from orderdesk.persistence.reports import day_report as figures
from orderdesk.persistence.reports import day_work
from orderdesk.persistence.reports.day_scope import Scope, day_scope, session_scope
from orderdesk.persistence.shop.records import shop_head, tax_home
from orderdesk.services.desk import Desk
from orderdesk.services.money.collecting import cod_in_transit

WATCHED = ("cancelled", "override", "price override")
_MOMENT = timedelta(milliseconds=1)


def day_report(desk: Desk, day: date | None = None) -> DayReport:
    """The whole day, all tills and none; today when no day is named. Refuses a day that has not begun."""
    chosen = day or desk.today
    if chosen > desk.today:
        raise Refused(f"{chosen} has not begun yet.", field="day")
    start, end = desk.calendar.bounds(chosen)
    scope = day_scope(chosen, start, end)
    with desk.reading(right="see figures") as connection:
        return _report(
            connection,
            scope,
            kind="day",
            day=chosen,
            made_at=desk.clock(),
            made_by=desk.user,
            work=day_work.work(connection, start, end - _MOMENT, chosen),
            opening=figures.standing(connection, chosen, start),
            closing=figures.standing(connection, chosen + timedelta(days=1), end),
        )


def session_report(connection: Connection, desk: Desk, session: TillSession, kind: str, now: datetime) -> DayReport:
    """One till session up to `now`; `kind` is "X" or "Z". The drawer has no count yet.

    It is of the day on which the till was opened, also when it is closed on the next morning.
    """
    scope = session_scope(session, session.closed_at or now)
    day = desk.day_of(session.opened_at)
    return _report(
        connection,
        scope,
        kind=kind,
        day=day,
        made_at=now,
        made_by=desk.user,
        work=day_work.work(connection, scope.start, scope.end, day),
        opening=OwedBothWays(),
        closing=figures.standing(connection, desk.day_of(now) + timedelta(days=1), now + _MOMENT),
        till=session.till,
        opened_at=session.opened_at,
        opened_by=session.opened_by,
        cash=figures.cash(connection, scope, session.float_amount),
    )


def _report(connection: Connection, scope: Scope, **given: Any) -> DayReport:
    shop, currency = shop_head(connection)
    owed, settled = figures.accounts(connection, scope)
    issued, used = figures.store_credit(connection, scope)
    return DayReport(
        shop=shop,
        currency=currency,
        invoices=figures.series(connection, scope, "invoice"),
        credit_notes=figures.series(connection, scope, "credit-note"),
        discounts=figures.discounts(connection, scope),
        taxes=figures.taxes(connection, scope),
        tenders=figures.tenders(connection, scope),
        owed=owed,
        settled=settled,
        watched=day_work.watched(connection, scope, WATCHED),
        cod_in_transit=cod_in_transit(connection),
        credit_issued=issued,
        credit_used=used,
        deposits=figures.deposits(connection, scope),
        home=tax_home(connection).place,
        **given,
    )
