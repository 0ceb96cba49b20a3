"""Which money belongs to which paper: an order's payments fill its invoices in turn, refunds its credit notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from orderdesk.documents.parts.rows import TenderShown
from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.money import Amount
from orderdesk.persistence.billing.bills import InvoiceRow, MoneyRow

_LAST_DIGITS = 4


def payments_of(
    paper: InvoiceRow, all_papers: Sequence[InvoiceRow], money: Sequence[MoneyRow], calendar: Calendar
) -> tuple[TenderShown, ...]:
    """What was paid of one invoice: the oldest invoice is paid first, and money given back without a credit note was
    the money taken last. What came before the invoice was a deposit until then, and is named so."""
    left = _taken(money)
    for each in (each for each in all_papers if each.kind == "invoice"):
        parts, left = _fill(each.total, left)
        if each.id == paper.id:
            ahead = [part for part in parts if part[0].at < paper.issued_at]
            since = [part for part in parts if part[0].at >= paper.issued_at]
            return (*_deposits(ahead, calendar), *_tenders(since, calendar))
    return ()


def received(money: Sequence[MoneyRow], calendar: Calendar) -> tuple[TenderShown, ...]:
    """What was paid on an order and not given back, before it is invoiced."""
    return _deposits(_taken(money), calendar)


def settlements_of(
    paper: InvoiceRow, all_papers: Sequence[InvoiceRow], money: Sequence[MoneyRow], calendar: Calendar
) -> tuple[TenderShown, ...]:
    """What was given back for one credit note; one refund may settle all the credit notes of a return."""
    same = [each for each in all_papers if each.kind == "credit-note" and _together(each, paper)]
    keys = {each.id for each in same}
    left = [(row, row.amount) for row in money if row.kind == "refund" and row.credit_note_id in keys]
    for each in same:
        parts, left = _fill(each.total, left)
        if each.id == paper.id:
            return _tenders(parts, calendar)
    return ()


def owed_before(paper: InvoiceRow, all_papers: Sequence[InvoiceRow], money: Sequence[MoneyRow]) -> Amount:
    """What was owed on the order when a credit note was issued: its papers before, less what was paid until then and
    not given back; nothing where as much was paid."""
    earlier = [each for each in all_papers if each.id < paper.id]
    billed = sum(each.total if each.kind == "invoice" else -each.total for each in earlier)
    keys = {each.id for each in earlier}
    known = [row for row in money if row.at <= paper.issued_at and row.credit_note_id in (None, *keys)]
    # What is given back in the same moment was given back because of it.
    until = [row for row in known if row.kind == "payment" or row.at < paper.issued_at]
    return max(0, billed - sum(row.amount if row.kind == "payment" else -row.amount for row in until))


def tender_label(row: MoneyRow) -> str:
    """A tender as printed; of a card only the last four digits are known."""
    digits = row.reference if row.tender == "card" and row.reference.isdigit() else ""
    ending = f" •••• {digits}" if len(digits) == _LAST_DIGITS else ""
    return row.tender_name + ending


def _together(one: InvoiceRow, other: InvoiceRow) -> bool:
    return one.id == other.id or (one.return_id is not None and one.return_id == other.return_id)


def _taken(money: Sequence[MoneyRow]) -> list[tuple[MoneyRow, Amount]]:
    taken = [(row, row.amount) for row in money if row.kind == "payment"]
    back = sum(row.amount for row in money if row.kind == "refund" and row.credit_note_id is None)
    while back and taken:
        row, amount = taken.pop()
        if amount > back:
            taken.append((row, amount - back))
        back = max(0, back - amount)
    return taken


def _fill(
    total: Amount, money: Iterable[tuple[MoneyRow, Amount]]
) -> tuple[list[tuple[MoneyRow, Amount]], list[tuple[MoneyRow, Amount]]]:
    """Split money into what fills `total` and what is left of it."""
    used, rest = [], []
    for row, amount in money:
        part = max(0, min(amount, total))
        total -= part
        if part:
            used.append((row, part))
        if amount > part:
            rest.append((row, amount - part))
    return used, rest


def _tenders(parts: Iterable[tuple[MoneyRow, Amount]], calendar: Calendar) -> tuple[TenderShown, ...]:
    return tuple(TenderShown(tender_label(row), amount, _day(row, calendar)) for row, amount in parts)


def _deposits(parts: Iterable[tuple[MoneyRow, Amount]], calendar: Calendar) -> tuple[TenderShown, ...]:
    return tuple(
        TenderShown(f"Deposit received, {tender_label(row)}", amount, _day(row, calendar))
        for row, amount in parts
        if amount
    )


def _day(row: MoneyRow, calendar: Calendar) -> date:
    return calendar.day_of(row.at)
