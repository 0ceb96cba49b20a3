"""The books as an accountant reads them: what was posted in some days, and what each account comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, case, func, insert, select, update

from orderdesk.domain.money.accounts import BY_RATE, BY_TILL, OWN, LedgerAccount, Named
from orderdesk.domain.values.money import Amount
from orderdesk.persistence.schema import (
    accounts,
    customers,
    invoices,
    orders,
    payments,
    postings,
    tax_rates,
    tenders,
    till_movements,
    till_sessions,
    tills,
)
from orderdesk.persistence.shop.records import tax_home


@dataclass(frozen=True, slots=True)
class Posted:
    """One side of a document: its day, what it is, its number (of a till its name) and what it is about."""

    day: date
    document: str
    number: str
    text: str
    account: Named
    debit: Amount
    credit: Amount


@dataclass(frozen=True, slots=True)
class Balance:
    """An account over some days: what it stood at before them, and what was posted in them; debits above nothing."""

    account: Named
    before: Amount
    debit: Amount
    credit: Amount

    @property
    def after(self) -> Amount:
        return self.before + self.debit - self.credit


_till_of_account = tills.alias("till_of_account")
_of = func.coalesce(_till_of_account.c.name, tenders.c.name, "")
_NAMED = (accounts.c.kind, accounts.c.about, accounts.c.place, accounts.c.code, accounts.c.name, _of, accounts.c.id)
_ITS_TILL = and_(accounts.c.kind == BY_TILL, _till_of_account.c.id == accounts.c.about)
_ITS_TENDER = and_(accounts.c.kind == OWN, tenders.c.id == accounts.c.about)
_is = postings.c.document.in_
_session = case((_is(("till opened", "till closed")), postings.c.document_id), else_=till_movements.c.till_session_id)
_order = case(
    (_is(("brought along",)), postings.c.document_id), else_=func.coalesce(invoices.c.order_id, payments.c.order_id)
)
_JOURNAL = (
    select(
        postings.c.day,
        postings.c.document,
        func.coalesce(invoices.c.number, payments.c.receipt, tills.c.name, orders.c.number, ""),
        func.coalesce(
            till_movements.c.reason, case((customers.c.company != "", customers.c.company), else_=customers.c.name), ""
        ),
        postings.c.debit,
        postings.c.credit,
        *_NAMED,
    )
    .select_from(
        postings.join(accounts, accounts.c.id == postings.c.account_id)
        .outerjoin(_till_of_account, _ITS_TILL)
        .outerjoin(tenders, _ITS_TENDER)
        .outerjoin(invoices, and_(_is(("invoice", "credit note")), invoices.c.id == postings.c.document_id))
        .outerjoin(
            payments, and_(_is(("payment", "refund", "payment undone")), payments.c.id == postings.c.document_id)
        )
        .outerjoin(till_movements, and_(_is(("till movement",)), till_movements.c.id == postings.c.document_id))
        .outerjoin(till_sessions, till_sessions.c.id == _session)
        .outerjoin(tills, tills.c.id == till_sessions.c.till_id)
        .outerjoin(orders, orders.c.id == _order)
        .outerjoin(customers, customers.c.id == orders.c.customer_id)
    )
    .order_by(postings.c.day, postings.c.id)
)
_CHART = select(*_NAMED).select_from(accounts.outerjoin(_till_of_account, _ITS_TILL).outerjoin(tenders, _ITS_TENDER))


def journal(connection: Connection, first: date, last: date) -> list[Posted]:
    """What was posted from `first` to `last`, day by day in the order in which documents were made."""
    found, home = connection.execute(_JOURNAL.where(postings.c.day.between(first, last))), tax_home(connection).place
    return [
        Posted(day, document, number, about, _named(named, home), debit, credit)
        for day, document, number, about, debit, credit, *named in found
    ]


def balances(connection: Connection, first: date, last: date) -> list[Balance]:
    """Each account that anything was posted to until `last`, in the order of the chart."""
    before, within = postings.c.day < first, postings.c.day >= first
    sums = (
        select(
            postings.c.account_id,
            func.sum(case((before, postings.c.debit - postings.c.credit), else_=0)),
            func.sum(case((within, postings.c.debit), else_=0)),
            func.sum(case((within, postings.c.credit), else_=0)),
        )
        .where(postings.c.day <= last)
        .group_by(postings.c.account_id)
    )
    chart = {each.id: each for each in known_accounts(connection)}
    found = [Balance(chart[key], *map(int, figures)) for key, *figures in connection.execute(sums)]
    return sorted(found, key=lambda each: each.account.stands)


def known_accounts(connection: Connection) -> list[Named]:
    """The accounts that were posted to or named so far."""
    home = tax_home(connection).place
    return [_named(row, home) for row in connection.execute(_CHART)]


def accounts_apart(connection: Connection) -> dict[str, dict[int, str]]:
    """For what there is an account of its own, by kind of account: the tills, the tenders that have one, and the shop's
    own tax rates, by key and with their names."""
    named = {row.id: row.name for row in connection.execute(select(tills))}
    own = {row.id: row.name for row in connection.execute(select(tenders).where(tenders.c.account == OWN))}
    rates = dict.fromkeys(connection.scalars(select(tax_rates.c.rate)), "")
    return {BY_TILL: named, OWN: own, **dict.fromkeys(BY_RATE, rates)}


def set_account(connection: Connection, account: LedgerAccount, values: Mapping[str, Any]) -> int:
    """Write the code and name of an account, which is made if it is not there yet; return its key."""
    own = and_(accounts.c.kind == account.kind, accounts.c.about == account.about, accounts.c.place == account.place)
    key = connection.execute(update(accounts).where(own).values(**values).returning(accounts.c.id)).scalar()
    if key is None:
        made = insert(accounts).values(**asdict(account), **values).returning(accounts.c.id)
        key = connection.execute(made).scalar_one()
    return int(key)


def _named(row: Any, home: str) -> Named:
    kind, about, place, code, name, of, key = row
    return Named(LedgerAccount(kind, about, place), code, name, of, key, home)
