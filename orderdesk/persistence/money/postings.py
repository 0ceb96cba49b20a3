"""What documents post: the rows they are reckoned from, the accounts, and the postings as they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, func, insert, select

from orderdesk.domain.money.accounts import LedgerAccount
from orderdesk.domain.money.posting import Income, MoneyFigures, PaperFigures, Sides
from orderdesk.domain.money.tenders import account_of
from orderdesk.domain.values.money import Amount, Rate
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import (
    accounts,
    invoice_lines,
    invoice_taxes,
    invoices,
    order_lines,
    payments,
    postings,
    tenders,
    till_sessions,
)


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper of this shop with what it does to its order."""

    id: int
    order_id: int
    at: datetime
    day: date
    paper: PaperFigures

    @property
    def document(self) -> str:
        return "invoice" if self.paper.kind == "invoice" else "credit note"


@dataclass(frozen=True, slots=True)
class BookedMoney:
    """Money that was taken or given back here."""

    id: int
    order_id: int
    at: datetime
    document: str
    money: MoneyFigures


Posting = tuple[date, str, int, Sides]
"""What a document posts: its day, what it is, its key, its sides."""
# A line without an order line is a fee; an order line without an item is a charge.
_income = case(
    (invoice_lines.c.order_line_id.is_(None), "fees"), (order_lines.c.item_id.is_(None), "charges"), else_="sales"
).label("income")
# What an import brought is in the books of where it comes from.
_OWN = invoices.c.batch_id.is_(None)
_HEADS = select(*(invoices.c[name] for name in ("id", "order_id", "issued_at", "issue_date", "kind", "total"))).where(
    _OWN
)
_INCOMES = (
    select(invoices.c.id, _income, invoice_lines.c.tax_rate, func.sum(invoice_lines.c.net), invoice_lines.c.tax_place)
    .select_from(
        invoices.join(invoice_lines, invoice_lines.c.invoice_id == invoices.c.id).outerjoin(
            order_lines, order_lines.c.id == invoice_lines.c.order_line_id
        )
    )
    .where(_OWN)
    .group_by(invoices.c.id, "income", invoice_lines.c.tax_rate, invoice_lines.c.tax_place)
    .order_by(invoices.c.id, invoice_lines.c.tax_rate.desc(), invoice_lines.c.tax_place, "income")
)
_TAXES = (
    select(invoices.c.id, invoice_taxes.c.rate, invoice_taxes.c.place, invoice_taxes.c.tax)
    .select_from(invoices.join(invoice_taxes, invoice_taxes.c.invoice_id == invoices.c.id))
    .where(_OWN)
    .order_by(invoices.c.id, invoice_taxes.c.rate.desc(), invoice_taxes.c.place)
)
_MONEY = (
    select(
        payments.c.id,
        payments.c.order_id,
        payments.c.at,
        payments.c.kind,
        payments.c.undoes_id,
        payments.c.amount,
        payments.c.rounding,
        tenders.c.account,
        tenders.c.id,
        func.coalesce(till_sessions.c.till_id, 0),
    )
    .select_from(
        payments.join(tenders, tenders.c.code == payments.c.tender).outerjoin(
            till_sessions, till_sessions.c.id == payments.c.till_session_id
        )
    )
    .where(payments.c.batch_id.is_(None))
    .order_by(payments.c.id)
)
_ONE_HEAD, _ONE_INCOMES, _ONE_TAXES = (
    Ready(each.where(invoices.c.id == bindparam("key"))) for each in (_HEADS, _INCOMES, _TAXES)
)
_MONEY_OF = Ready(_MONEY.where(payments.c.receipt.in_(bindparam("receipts", expanding=True))))
_asked = func.sum(case((invoices.c.kind == "invoice", invoices.c.total), else_=-invoices.c.total))
_paid = func.sum(case((payments.c.kind == "payment", payments.c.amount), else_=-payments.c.amount))
_STANDS = Ready(
    select(
        select(func.coalesce(_asked, 0)).where(invoices.c.order_id == bindparam("key")).scalar_subquery(),
        select(func.coalesce(_paid, 0)).where(payments.c.order_id == bindparam("key")).scalar_subquery(),
    )
)
_ACCOUNTS = Ready(select(accounts.c.kind, accounts.c.about, accounts.c.place, accounts.c.id))
_ADD_ACCOUNT = Ready(insert(accounts).returning(accounts.c.id))
_ADD = Ready(insert(postings))


def stands_at(connection: Connection, order_id: int) -> Amount:
    """What the customer owes on an order now, for all its papers and money; below nothing it is held for them."""
    asked, paid = _STANDS.one(connection, {"key": order_id})
    return int(asked) - int(paid)


def issued_paper(connection: Connection, invoice_id: int) -> IssuedPaper:
    """An invoice or credit note of this shop as it stands in its rows."""
    key = {"key": invoice_id}
    (found,) = _papers(*(ready.rows(connection, key) for ready in (_ONE_HEAD, _ONE_INCOMES, _ONE_TAXES)))
    return found


def issued_papers(connection: Connection, since: int = 0) -> list[IssuedPaper]:
    """Every invoice and credit note of this shop, those with keys above `since`."""
    return _papers(*(_rows(connection, each.where(invoices.c.id > since)) for each in (_HEADS, _INCOMES, _TAXES)))


def money_of_receipts(connection: Connection, receipts: Collection[str]) -> list[BookedMoney]:
    """The money of some receipts, in its order."""
    return [_booked(*row) for row in _MONEY_OF.rows(connection, {"receipts": list(receipts)})]


def booked_money(connection: Connection, since: int = 0) -> list[BookedMoney]:
    """All that was ever booked here, in its order; with keys above `since`."""
    return [_booked(*row) for row in _rows(connection, _MONEY.where(payments.c.id > since))]


def newest_keys(connection: Connection) -> tuple[int, int]:
    """The keys of the newest paper and of the newest payment; 0 where there is none."""
    newest = (select(func.coalesce(func.max(each.c.id), 0)).scalar_subquery() for each in (invoices, payments))
    paper, money = connection.execute(select(*newest)).one()
    return paper, money


def account_ids(connection: Connection, wanted: Iterable[LedgerAccount]) -> dict[LedgerAccount, int]:
    """The keys of accounts; those that nothing was posted to before are made."""
    known = {LedgerAccount(*account): key for *account, key in _ACCOUNTS.rows(connection)}
    for account in dict.fromkeys(wanted):
        if account not in known:
            known[account] = int(_ADD_ACCOUNT.scalar(connection, asdict(account)))
    return known


def add_postings(connection: Connection, documents: Sequence[Posting]) -> None:
    """Write what documents post, in one statement."""
    if not any(sides for *_, sides in documents):
        return
    ids = account_ids(connection, (side.account for *_, sides in documents for side in sides))
    _ADD.run(
        connection,
        [
            {
                "day": day,
                "document": document,
                "document_id": key,
                "account_id": ids[side.account],
                "debit": side.debit,
                "credit": side.credit,
            }
            for day, document, key, sides in documents
            for side in sides
        ],
    )


def _rows(connection: Connection, asked: Select[Any]) -> list[Any]:
    return [tuple(row) for row in connection.execute(asked)]


def _papers(heads: Sequence[Any], incomes: Sequence[Any], taxes: Sequence[Any]) -> list[IssuedPaper]:
    earned: dict[int, list[Income]] = defaultdict(list)
    for key, kind, rate, net, place in incomes:
        earned[key].append(Income(kind, rate, int(net), place))
    taxed: dict[int, list[tuple[Rate, str, Amount]]] = defaultdict(list)
    for key, rate, place, tax in taxes:
        taxed[key].append((rate, place, tax))
    return [
        IssuedPaper(key, order_id, at, day, PaperFigures(kind, total, tuple(earned[key]), tuple(taxed[key])))
        for key, order_id, at, day, kind, total in heads
    ]


def _booked(
    key: int, order_id: int, at: datetime, kind: str, undoes_id: int | None, amount: int, rounding: int, *account: Any
) -> BookedMoney:
    money = MoneyFigures(kind, account_of(*account), amount, rounding)
    return BookedMoney(key, order_id, at, kind if undoes_id is None else "payment undone", money)
