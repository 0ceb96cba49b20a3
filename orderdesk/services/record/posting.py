"""Posting: each document that moves money posts it to the accounts, in the transaction that makes the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from orderdesk.domain.money.posting import (
    Sides,
    brought_sides,
    money_sides,
    paper_sides,
    till_closed_sides,
    till_move_sides,
    till_opened_sides,
)
from orderdesk.domain.values.money import Amount
from orderdesk.persistence.money import postings
from orderdesk.persistence.money.postings import BookedMoney, IssuedPaper
from orderdesk.services.desk import Work


def post_paper(work: Work, invoice_id: int) -> None:
    """Post an invoice or credit note that was just written."""
    issued = postings.issued_paper(work.connection, invoice_id)
    before = postings.stands_at(work.connection, issued.order_id) - issued.paper.asks
    _post(work, issued.document, invoice_id, paper_sides(issued.paper, before))


def post_money(work: Work, order_id: int, receipts: Collection[str]) -> None:
    """Post the money of receipts that was just written for an order, each row for itself."""
    booked = postings.money_of_receipts(work.connection, receipts)
    stands = postings.stands_at(work.connection, order_id) - sum(each.money.asks for each in booked)
    documents = []
    for each in booked:
        documents.append((work.today, each.document, each.id, money_sides(each.money, stands)))
        stands += each.money.asks
    postings.add_postings(work.connection, documents)


def post_till_move(work: Work, key: int, kind: str, amount: Amount, till_id: int) -> None:
    """Post money put into a drawer or taken out of it."""
    _post(work, "till movement", key, till_move_sides(kind, amount, till_id))


def post_till_opened(work: Work, session_id: int, brought: Amount, till_id: int) -> None:
    """Post what a drawer begins with beyond what was left in it."""
    _post(work, "till opened", session_id, till_opened_sides(brought, till_id))


def post_till_closed(
    work: Work, session_id: int, till_id: int, *, expected: Amount, counted: Amount, left: Amount
) -> None:
    """Post what a drawer was over or short by, and what left it at the close."""
    _post(work, "till closed", session_id, till_closed_sides(expected, counted, left, till_id))


def post_brought(work: Work, order_id: int) -> None:
    """Post what an imported order stands at: its papers and money themselves are in the books they come from."""
    _post(work, "brought along", order_id, brought_sides(postings.stands_at(work.connection, order_id)))


def post_past(work: Work, before: tuple[int, int]) -> None:
    """Post papers and money that were written in bulk, as they happened: all since the newest keys were `before`, of
    orders that had neither."""
    papers = postings.issued_papers(work.connection, before[0])
    money = postings.booked_money(work.connection, before[1])
    happened: list[IssuedPaper | BookedMoney] = [*papers, *money]
    stands: dict[int, Amount] = defaultdict(int)
    documents = []
    for each in sorted(happened, key=lambda each: each.at):
        stood = stands[each.order_id]
        if isinstance(each, IssuedPaper):
            documents.append((each.day, each.document, each.id, paper_sides(each.paper, stood)))
            stands[each.order_id] += each.paper.asks
        else:
            documents.append((work.day_of(each.at), each.document, each.id, money_sides(each.money, stood)))
            stands[each.order_id] += each.money.asks
    postings.add_postings(work.connection, documents)


def _post(work: Work, document: str, key: int, sides: Sides) -> None:
    postings.add_postings(work.connection, [(work.today, document, key, sides)])
