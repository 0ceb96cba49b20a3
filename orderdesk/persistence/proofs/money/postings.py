"""Postings: each document posted what it says, debits are credits, and each account ties with what it is of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import Connection, select, text

from orderdesk.domain.care.checking import Finding
from orderdesk.domain.money.accounts import LedgerAccount
from orderdesk.domain.money.posting import (
    PostingSide,
    Sides,
    brought_sides,
    money_sides,
    paper_sides,
    till_closed_sides,
    till_move_sides,
    till_opened_sides,
)
from orderdesk.domain.values.money import Amount
from orderdesk.persistence.money.postings import booked_money, issued_papers
from orderdesk.persistence.proofs.base import MOST, Context, Proof, in_sql
from orderdesk.persistence.schema import accounts, postings, till_movements, till_sessions

Key = tuple[str, int]
"""What a document is, and its key."""
_DAY = timedelta(days=1)

BALANCE = """
    SELECT p.document_id AS number, p.document AS document, SUM(p.debit) AS m_debit,
        SUM(p.credit) AS m_credit
    FROM postings p GROUP BY p.document, p.document_id HAVING SUM(p.debit) <> SUM(p.credit)
"""
_BALANCES = """
    SELECT a.kind AS kind, a.about AS about, a.place AS place, SUM(p.debit - p.credit) AS posted FROM postings p
    JOIN accounts a ON a.id = p.account_id GROUP BY a.kind, a.about, a.place
"""
# A drawer holds what was left in it, and since it was opened what its session began with and took.
CASH = f"""
    SELECT d.name AS number, d.holds AS m_holds, COALESCE(b.posted, 0) AS m_posted FROM (
        SELECT t.id AS id, t.name AS name, CASE WHEN s.z_number IS NOT NULL THEN s.left_in_till ELSE s.float_amount
            + COALESCE((SELECT SUM(p.rounding + CASE WHEN p.kind = 'payment' THEN p.amount ELSE -p.amount END)
                FROM payments p WHERE p.till_session_id = s.id AND p.tender = 'cash'), 0)
            + COALESCE((SELECT SUM(CASE m.kind WHEN 'paid-in' THEN m.amount ELSE -m.amount END)
                FROM till_movements m WHERE m.till_session_id = s.id), 0) END AS holds
        FROM tills t JOIN till_sessions s ON s.id = (SELECT MAX(x.id) FROM till_sessions x WHERE x.till_id = t.id)
    ) AS d LEFT JOIN ({_BALANCES}) AS b ON b.kind = 'cash' AND b.about = d.id WHERE d.holds <> COALESCE(b.posted, 0)
"""
# What is invoiced and unpaid is owed, what is paid and not invoiced is held, order by order.
CUSTOMERS = f"""
    SELECT w.kind AS number, w.stands AS m_orders, COALESCE(b.posted, 0) AS m_posted FROM (
        SELECT k.kind AS kind, COALESCE(SUM(CASE k.kind WHEN 'customers' THEN CASE WHEN o.asks > 0 THEN o.asks ELSE 0
            END WHEN 'deposits' THEN CASE WHEN o.asks < 0 THEN o.asks ELSE 0 END END), 0) AS stands
        FROM (SELECT 'customers' AS kind UNION ALL SELECT 'deposits') AS k LEFT JOIN (
            SELECT d.order_id, SUM(d.asks) AS asks FROM (
                SELECT order_id, CASE kind WHEN 'invoice' THEN total ELSE -total END AS asks FROM invoices
                UNION ALL SELECT order_id, CASE kind WHEN 'payment' THEN -amount ELSE amount END FROM payments
            ) AS d GROUP BY d.order_id
        ) AS o ON 1 = 1 GROUP BY k.kind
    ) AS w LEFT JOIN ({_BALANCES}) AS b ON b.kind = w.kind WHERE w.stands <> COALESCE(b.posted, 0)
"""
# The tax tables of all papers by place and rate, and what the accounts of each say: the tax, and what was sold.
_BY_PLACE = """
    SELECT TRIM(d.place || ' ' || CAST(d.rate AS TEXT)) AS number, SUM(d.papers) AS m_papers,
        SUM(d.posted) AS m_posted FROM (
        SELECT x.place AS place, x.rate AS rate, CASE i.kind WHEN 'invoice' THEN x.{column} ELSE -x.{column} END
            AS papers, 0 AS posted
        FROM invoice_taxes x JOIN invoices i ON i.id = x.invoice_id WHERE i.batch_id IS NULL
        UNION ALL
        SELECT a.place, a.about, 0, p.credit - p.debit FROM postings p JOIN accounts a ON a.id = p.account_id
        WHERE a.kind IN ({kinds})
    ) AS d GROUP BY d.place, d.rate HAVING SUM(d.papers) <> SUM(d.posted)
"""
TAX = _BY_PLACE.format(column="tax", kinds="'tax'")
BASES = _BY_PLACE.format(column="base", kinds="'sales', 'charges', 'fees'")
STORE_CREDIT = f"""
    SELECT 'store credit' AS number, c.given AS m_given, COALESCE(-b.posted, 0) AS m_posted FROM (
        SELECT COALESCE(SUM(CASE kind WHEN 'refund' THEN amount ELSE -amount END), 0) AS given FROM payments
        WHERE tender = 'store-credit' AND batch_id IS NULL
    ) AS c LEFT JOIN ({_BALANCES}) AS b ON b.kind = 'store credit' WHERE c.given <> COALESCE(-b.posted, 0)
"""
_IN_SQL = in_sql(
    Proof(
        "posting.balance",
        "posting",
        BALANCE,
        "The {document} with the key {number} is posted with {m_debit} on one side and {m_credit} on the other.",
    ),
    Proof("posting.cash", "till", CASH, "{number} holds {m_holds} by its session, and {m_posted} by its account."),
    Proof(
        "posting.customers",
        "account",
        CUSTOMERS,
        "The account of {number} stands at {m_posted}, and the orders of all customers come to {m_orders}.",
    ),
    Proof(
        "posting.tax",
        "account",
        TAX,
        "The account of tax {number} (place, rate in millionths) stands at {m_posted}, the papers come to {m_papers}.",
    ),
    Proof(
        "posting.bases",
        "account",
        BASES,
        "What is sold at {number} (place, rate in millionths) is {m_posted} by account, and {m_papers} by paper.",
    ),
    Proof(
        "posting.store-credit",
        "account",
        STORE_CREDIT,
        "The account of {number} stands at {m_posted}, and what was given less what was used is {m_given}.",
    ),
)


@dataclass(frozen=True, slots=True)
class _Document:
    """A document as its rows tell it: what it posts, given what its order stood at; `day` where its paper bears one,
    else `at`."""

    sides: Callable[[Amount], Sides]
    order_id: int = 0
    asks: Amount = 0
    day: date | None = None
    at: datetime | None = None


@dataclass(slots=True)
class _Kept:
    """What was posted for a document."""

    sides: list[PostingSide] = field(default_factory=list)
    days: set[date] = field(default_factory=set)


def prove(connection: Connection, context: Context) -> Iterator[Finding]:
    """The sums of the accounts, then each document reckoned anew by what made its postings."""
    yield from _IN_SQL(connection, context)
    for _, finding in zip(range(MOST), _reckoned(connection, context), strict=False):
        yield finding


def _reckoned(connection: Connection, context: Context) -> Iterator[Finding]:
    kept, due = _kept(connection), dict(_documents(connection))
    context.tick()
    stands: dict[int, Amount] = {}
    for key, posted in kept.items():
        document = due.pop(key, None)
        if document is None:
            yield Finding(
                "posting.lost", "posting", str(key[1]), f"{_called(connection, key)} is posted and is not here."
            )
            continue
        before = stands.get(document.order_id, 0)
        stands[document.order_id] = before + document.asks
        if _sorted(posted.sides) != _sorted(_said(document, before)):
            said = f"{_called(connection, key)} is not posted as what it says."
            yield Finding("posting.sides", "posting", str(key[1]), said)
        if not _fits(document, posted.days):
            said = f"{_called(connection, key)} is posted to another day than its own."
            yield Finding("posting.day", "posting", str(key[1]), said)
    for key, document in due.items():
        if _said(document, 0):
            yield Finding("posting.missing", "posting", str(key[1]), f"{_called(connection, key)} is not posted.")


def _kept(connection: Connection) -> dict[Key, _Kept]:
    """What was posted by document, in the order in which documents were made."""
    found: dict[Key, _Kept] = {}
    asked = select(
        postings.c.document,
        postings.c.document_id,
        postings.c.day,
        accounts.c.kind,
        accounts.c.about,
        accounts.c.place,
        postings.c.debit,
        postings.c.credit,
    ).select_from(postings.join(accounts, accounts.c.id == postings.c.account_id))
    for document, key, day, kind, about, place, debit, credit in connection.execute(asked.order_by(postings.c.id)):
        own = found.setdefault((document, key), _Kept())
        own.sides.append(PostingSide(LedgerAccount(kind, about, place), debit, credit))
        own.days.add(day)
    return found


def _documents(connection: Connection) -> Iterator[tuple[Key, _Document]]:
    for issued in issued_papers(connection):
        paper = issued.paper
        yield (
            (issued.document, issued.id),
            _Document(partial(paper_sides, paper), issued.order_id, paper.asks, day=issued.day),
        )
    for booked in booked_money(connection):
        money = booked.money
        yield (
            (booked.document, booked.id),
            _Document(partial(money_sides, money), booked.order_id, money.asks, at=booked.at),
        )
    for order_id, stands in _brought(connection):
        yield ("brought along", order_id), _Document(_always(brought_sides(stands)), order_id, stands)
    yield from _tills(connection)


_SESSION = ("id", "till_id", "opened_at", "closed_at", "float_amount", "expected", "counted", "left_in_till")


def _tills(connection: Connection) -> Iterator[tuple[Key, _Document]]:
    left: dict[int, Amount] = {}
    columns = (till_sessions.c[name] for name in _SESSION)
    for row in connection.execute(select(*columns).order_by(till_sessions.c.id)):
        opened = till_opened_sides(row.float_amount - left.get(row.till_id, 0), row.till_id)
        yield ("till opened", row.id), _Document(_always(opened), at=row.opened_at)
        left[row.till_id] = row.left_in_till
        if row.closed_at is not None:
            closed = till_closed_sides(row.expected, row.counted, row.left_in_till, row.till_id)
            yield ("till closed", row.id), _Document(_always(closed), at=row.closed_at)
    moved = select(till_movements, till_sessions.c.till_id).join(
        till_sessions, till_sessions.c.id == till_movements.c.till_session_id
    )
    for row in connection.execute(moved):
        sides = till_move_sides(row.kind, row.amount, row.till_id)
        yield ("till movement", row.id), _Document(_always(sides), at=row.at)


_BROUGHT = text(
    "SELECT d.order_id, SUM(d.asks) FROM ("
    "SELECT order_id, CASE kind WHEN 'invoice' THEN total ELSE -total END AS asks FROM invoices "
    "WHERE batch_id IS NOT NULL UNION ALL "
    "SELECT order_id, CASE kind WHEN 'payment' THEN -amount ELSE amount END FROM payments WHERE batch_id IS NOT NULL"
    ") AS d GROUP BY d.order_id"
)


def _brought(connection: Connection) -> Iterator[tuple[int, Amount]]:
    """What the imported papers and money of each order come to."""
    for order_id, stands in connection.execute(_BROUGHT):
        yield order_id, int(stands)


def _always(sides: Sides) -> Callable[[Amount], Sides]:
    return lambda _before: sides


def _said(document: _Document, before: Amount) -> Sides:
    """What a document posts; nothing of what does not add up, or is of a kind that there is not."""
    try:
        return document.sides(before)
    except (KeyError, ValueError):
        return ()


def _sorted(sides: Iterable[PostingSide]) -> list[tuple[str, int, str, Amount, Amount]]:
    accounts_of = ((each.account, each.debit, each.credit) for each in sides)
    return sorted((own.kind, own.about, own.place, debit, credit) for own, debit, credit in accounts_of)


def _fits(document: _Document, days: set[date]) -> bool:
    """The day of a moment depends on the shop's time zone, which may have been changed since: at most a day apart."""
    if document.day is not None:
        return days == {document.day}
    if document.at is None:
        return len(days) == 1
    (day, *others), own = days, document.at.date()
    return not others and own - _DAY <= day <= own + _DAY


_NUMBERS = {
    "invoice": "SELECT number FROM invoices WHERE id = :key",
    "credit note": "SELECT number FROM invoices WHERE id = :key",
    "payment": "SELECT receipt FROM payments WHERE id = :key",
    "refund": "SELECT receipt FROM payments WHERE id = :key",
    "payment undone": "SELECT receipt FROM payments WHERE id = :key",
    "brought along": "SELECT number FROM orders WHERE id = :key",
}


def _called(connection: Connection, key: Key) -> str:
    """A document as people call it, or its kind and key."""
    document, number = key
    asked = _NUMBERS.get(document)
    found = connection.execute(text(asked), {"key": number}).scalar() if asked else None
    return f"The {document} {found or f'with the key {number}'}"
