"""Papers: each is made from stored rows by its number, counted when it is printed, and refused when void."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from orderdesk.documents import (
    credit_note,
    day_report,
    invoice,
    label,
    offer,
    packing_slip,
    picklist,
    purchase_order,
    receipt,
    registry,
)
from orderdesk.documents.kit.press import joined
from orderdesk.domain.reports.day_report import DayReport
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.persistence.billing import bills
from orderdesk.persistence.billing import records as invoices
from orderdesk.persistence.fulfilment import parcels
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.papers import heads as queries
from orderdesk.persistence.record.history import history_of
from orderdesk.services.desk import Desk, Work
from orderdesk.services.fulfilment.labelling import count_label
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.billing import credit_note_data, head_of, invoice_data
from orderdesk.services.papers.days import day_report_data, session_of_paper
from orderdesk.services.papers.fulfilment import each_box, of_box, packing_slip_data, picklist_data
from orderdesk.services.papers.labels import label_data
from orderdesk.services.papers.offers import acknowledgement_data, pro_forma_data, quote_data
from orderdesk.services.papers.purchases import purchase_order_data
from orderdesk.services.papers.receipts import receipt_data

__all__ = ["PAPERS", "Paper", "notices", "paper_of", "paper_title", "preview", "render"]

SHEETS = ("a4", "letter")
ROLL = "80mm"
ASKING = ("invoice", "pro-forma")
"""Papers that ask for a payment."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How a paper of the registry is made: the series of its numbers, how its data is read and checked, and how a print
    of it is counted (None: it is not). `also` are sizes beside its sheets; a `boxed` one is made for each box."""

    id: str
    series: str
    data: Callable[[Connection, Desk, PaperRequest], Any]
    check: Callable[[Any], None]
    count: Callable[[Work, PaperRequest], int] | None = None
    also: tuple[str, ...] = ()
    boxed: bool = False

    @property
    def title(self) -> str:
        return registry.paper_of(self.id).title

    @property
    def sizes(self) -> tuple[str, ...]:
        """The sizes it prints on, the usual one first."""
        usual = registry.paper_of(self.id).default_paper_size
        return (*SHEETS, *self.also) if usual in SHEETS else (usual,)


def preview(desk: Desk, paper_id: str, number: str, size: str | None = None, *, box: int | None = None) -> bytes:
    """The PDF as the first print of it; nothing is counted."""
    paper = paper_of(paper_id)
    with desk.reading() as connection:
        asked = _asked(connection, paper, number, box)
        made = [paper.data(connection, desk, each) for each in asked]
        sheet = _size(connection, paper, number, size)
    return _drawn(paper, made, sheet)


def render(
    desk: Desk, paper_id: str, number: str, size: str | None = None, *, box: int | None = None, key: str = ""
) -> bytes:
    """The PDF to print, counted: a second print of an invoice, a credit note, a picklist or a label says that it is a
    copy. A label that is asked for again with the same `key` is counted once.

    `number` is the invoice's, credit note's, picklist's, shipment's (slip and label) or receipt's; a day, "X" or "Z-3"
    for a day report. A slip or label of several boxes is made for all of them, unless a `box` is named.

    `size` is the sheet; without it the shop's own, or the paper's only one. Raises `NotFound` for an
    unknown number and `Refused` for a void paper or one that does not add up; then nothing is counted.
    """
    paper = paper_of(paper_id)
    if paper.count is None:
        return preview(desk, paper_id, number, size, box=box)
    with desk.writing(right="print papers") as work:
        made = []
        for asked in _asked(work.connection, paper, number, box, key):
            made.append(paper.data(work.connection, desk, replace(asked, copy=paper.count(work, asked))))
            paper.check(made[-1])
        sheet = _size(work.connection, paper, number, size)
    # Drawn after the commit: nobody waits for a lock while a paper is drawn.
    return _drawn(paper, made, sheet)


def _asked(connection: Connection, paper: Paper, number: str, box: int | None, key: str = "") -> list[PaperRequest]:
    return each_box(connection, number, box, key) if paper.boxed else [PaperRequest(number, key=key)]


def _drawn(paper: Paper, made: Sequence[Any], sheet: str) -> bytes:
    build = registry.paper_of(paper.id).build
    return joined([build(data, sheet) for data in made])


def notices(desk: Desk, paper_id: str, number: str) -> tuple[str, ...]:
    """What a paper lacks that its reader would look for, a sentence each; it is printed all the same."""
    paper = paper_of(paper_id)
    if paper.id not in ASKING:
        return ()
    with desk.reading() as connection:
        data = paper.data(connection, desk, PaperRequest(number))
    if data.balance <= 0 or data.seller.bank_lines:
        return ()
    return ("It asks for money and names no account: enter the bank details in Settings, Business.",)


def paper_of(paper_id: str) -> Paper:
    """A paper by its id."""
    found = next((each for each in PAPERS if each.id == paper_id), None)
    if found is None:
        known = ", ".join(each.id for each in PAPERS)
        raise NotFound(f"There is no paper {paper_id[:40]}; there is {known}.", field="paper")
    return found


def paper_title(paper_id: str, number: str) -> str:
    """A paper as a person calls it: "Tax invoice INV-1001"."""
    return f"{paper_of(paper_id).title} {number}"


def _size(connection: Connection, paper: Paper, number: str, size: str | None) -> str:
    """The sheet asked for; without one the shop's own, and the roll for the credit note of a sale at the counter."""
    if size is None:
        if paper.id == "credit-note" and bills.at_counter(connection, number):
            return ROLL
        return queries.shop_head(connection).paper if paper.sizes[0] in SHEETS else paper.sizes[0]
    if size not in paper.sizes:
        raise Refused(f"A {paper.title.lower()} prints on {' or '.join(paper.sizes)}, not on {size}.", field="size")
    return size


def _day_report(connection: Connection, desk: Desk, asked: PaperRequest) -> DayReport:
    """A report reads its figures in a snapshot of its own."""
    del connection
    return replace(day_report_data(desk, asked.number), copy=asked.copy)


def _count_z(work: Work, asked: PaperRequest) -> int:
    """A Z that was printed before is a copy; a day and an X are made anew each time."""
    session_id = session_of_paper(work.connection, asked.number)
    if session_id is None:
        return 1
    printed = sum(each.what == "printed" for each in history_of(work.connection, "till-session", session_id))
    work.event("till-session", session_id, "printed", f"copy {printed + 1}")
    return printed + 1


def _count_invoice(work: Work, asked: PaperRequest) -> int:
    return invoices.count_copy(work.connection, head_of(work.connection, asked.number, "invoice").id)


def _count_credit_note(work: Work, asked: PaperRequest) -> int:
    return invoices.count_copy(work.connection, head_of(work.connection, asked.number, "credit-note").id)


def _count_picklist(work: Work, asked: PaperRequest) -> int:
    head = parcels.picklist_row(work.connection, asked.number)
    if head is None:
        raise NotFound(f"There is no picklist {asked.number[:40]}.", field="number")
    work.event("picklist", head.id, "printed", f"copy {head.copies + 1}")
    return shipments.count_picklist_copy(work.connection, head.id)


def _count_label(work: Work, asked: PaperRequest) -> int:
    boxed = of_box(work.connection, asked)
    return count_label(work, boxed.number, boxed.box, boxed.key)


PAPERS = (
    Paper("quote", "SO", quote_data, offer.check),
    Paper("pro-forma", "SO", pro_forma_data, offer.check),
    Paper("acknowledgement", "SO", acknowledgement_data, offer.check),
    Paper("picklist", "PL", picklist_data, picklist.check, _count_picklist),
    Paper("packing-slip", "SH", packing_slip_data, packing_slip.check, boxed=True),
    Paper("label", "SH", label_data, label.check, _count_label, boxed=True),
    Paper("invoice", "INV", invoice_data, invoice.check, _count_invoice),
    Paper("credit-note", "CN", credit_note_data, credit_note.check, _count_credit_note, (ROLL,)),
    Paper("receipt", "R", receipt_data, receipt.check),
    Paper("purchase-order", "PO", purchase_order_data, purchase_order.check),
    Paper("day-report", "", _day_report, day_report.check, _count_z),
)
