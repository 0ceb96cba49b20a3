"""Papers: each is made from stored rows by its number, counted when it is printed, and refused when void."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from orderdesk.documents import credit_note, invoice, label, packing_slip, picklist, receipt
from orderdesk.domain.errors import NotFound, Refused
from orderdesk.persistence import invoices, shipments
from orderdesk.persistence.queries import papers as queries
from orderdesk.services.desk import Desk, Work
from orderdesk.services.papers.asked import Asked
from orderdesk.services.papers.billing import credit_note_data, head_of, invoice_data
from orderdesk.services.papers.fulfilment import box_at, packing_slip_data, picklist_data, shipment_and_order
from orderdesk.services.papers.labels import label_data, void_label
from orderdesk.services.papers.receipts import receipt_data

__all__ = ["PAPERS", "Paper", "papers_of", "preview", "render", "void_label"]

SHEETS = ("a4", "letter")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its id, its title, the series of its numbers, the sizes it prints on (the usual one first), how its data
    is read, checked and drawn, and how a print of it is counted (None: it is not)."""

    id: str
    title: str
    series: str
    sizes: tuple[str, ...]
    data: Callable[[Connection, Desk, Asked], Any]
    check: Callable[[Any], None]
    build: Callable[[Any, str], bytes]
    count: Callable[[Work, Asked], int] | None = None


def preview(desk: Desk, paper_id: str, number: str, size: str | None = None, *, box: int = 1) -> bytes:
    """The PDF as the first print of it; nothing is counted."""
    paper = paper_of(paper_id)
    with desk.reading() as connection:
        data = paper.data(connection, desk, Asked(number, box))
        sheet = _size(connection, paper, size)
    return paper.build(data, sheet)


def render(desk: Desk, paper_id: str, number: str, size: str | None = None, *, box: int = 1) -> bytes:
    """The PDF to print, counted: a second print of an invoice, a credit note or a picklist says that it is a copy.

    `size` is the sheet; without it the shop's own, or the paper's only one. Raises `NotFound` for an unknown number and
    `Refused` for a void paper or one that does not add up; then nothing is counted.
    """
    paper = paper_of(paper_id)
    if paper.count is None:
        return preview(desk, paper_id, number, size, box=box)
    with desk.writing() as work:
        asked = Asked(number, box)
        asked = replace(asked, copy=paper.count(work, asked))
        data = paper.data(work.connection, desk, asked)
        sheet = _size(work.connection, paper, size)
        paper.check(data)
    # Drawn after the commit: nobody waits for a lock while a paper is drawn.
    return paper.build(data, sheet)


def paper_of(paper_id: str) -> Paper:
    """A paper by its id."""
    found = next((each for each in PAPERS if each.id == paper_id), None)
    if found is None:
        known = ", ".join(each.id for each in PAPERS)
        raise NotFound(f"There is no paper {paper_id[:40]}; there is {known}.", field="paper")
    return found


def papers_of(number: str) -> tuple[Paper, ...]:
    """The papers that a number may be printed as: SH-1001 is a packing slip and a label."""
    series = number.partition("-")[0]
    return tuple(each for each in PAPERS if each.series == series)


def _size(connection: Connection, paper: Paper, size: str | None) -> str:
    if size is None:
        return queries.shop_head(connection).paper if paper.sizes == SHEETS else paper.sizes[0]
    if size not in paper.sizes:
        raise Refused(f"A {paper.title.lower()} prints on {' or '.join(paper.sizes)}, not on {size}.", field="size")
    return size


def _count_invoice(work: Work, asked: Asked) -> int:
    return invoices.count_copy(work.connection, head_of(work.connection, asked.number, "invoice").id)


def _count_credit_note(work: Work, asked: Asked) -> int:
    return invoices.count_copy(work.connection, head_of(work.connection, asked.number, "credit-note").id)


def _count_picklist(work: Work, asked: Asked) -> int:
    head = queries.picklist_row(work.connection, asked.number)
    if head is None:
        raise NotFound(f"There is no picklist {asked.number[:40]}.", field="number")
    work.event("picklist", head.id, "printed", f"copy {head.copies + 1}")
    return shipments.count_picklist_copy(work.connection, head.id)


def _count_label(work: Work, asked: Asked) -> int:
    shipment, _ = shipment_and_order(work.connection, asked.number)
    chosen = box_at(shipment, queries.boxes_of(work.connection, shipment.id), asked.box)
    work.event("shipment", shipment.id, "label printed", f"box {asked.box}")
    return queries.count_label(work.connection, chosen.id)


PAPERS = (
    Paper(
        "picklist", "Picklist", "PL", SHEETS,
        picklist_data, picklist.check, picklist.build, _count_picklist,
    ),
    Paper(
        "packing-slip", "Packing slip", "SH", SHEETS,
        packing_slip_data, packing_slip.check, packing_slip.build,
    ),
    Paper(
        "label", "Label", "SH", ("4x6",),
        label_data, label.check, label.build, _count_label,
    ),
    Paper(
        "invoice", "Tax invoice", "INV", SHEETS,
        invoice_data, invoice.check, invoice.build, _count_invoice,
    ),
    Paper(
        "credit-note", "Credit note", "CN", SHEETS,
        credit_note_data, credit_note.check, credit_note.build, _count_credit_note,
    ),
    Paper(
        "receipt", "Receipt", "R", ("80mm",),
        receipt_data, receipt.check, receipt.build,
    ),
)  # fmt: skip
