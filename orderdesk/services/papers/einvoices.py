"""E-invoices: an issued invoice or credit note as XML, or as PDF with the XML inside, from the rows of its issue."""

from __future__ import annotations

import re

from sqlalchemy import Connection

from orderdesk.documents import credit_note, invoice
from orderdesk.documents.credit_note import CreditNote
from orderdesk.documents.einvoice import Bill, Trader, factur_x, xml_of
from orderdesk.documents.invoice import Invoice
from orderdesk.domain.values.addresses import PostalAddress
from orderdesk.domain.values.errors import BadInput, NotFound, Refused
from orderdesk.persistence.billing import bills
from orderdesk.persistence.billing.bills import InvoiceRow
from orderdesk.persistence.orders.view import address_of
from orderdesk.persistence.papers import heads as queries
from orderdesk.persistence.papers.heads import BuyerRow, ShopHead
from orderdesk.services.desk import Desk
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.billing import credit_note_data, invoice_data

FORMATS = ("pdf", "xml")
"""Factur-X, the printed invoice with its XML inside; and the XML alone."""
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b")


def make_einvoice(desk: Desk, number: str, kind: str = "pdf") -> bytes:
    """The e-invoice of an invoice or credit note; the order's history says that it was made.

    `kind` is "pdf" or "xml". It is the same paper each time, so it is not counted as a copy. Raises `NotFound` for an
    unknown number, `Refused` for one that lacks what EN 16931 asks, `Unavailable` without the extra `einvoice`.
    """
    if kind not in FORMATS:
        raise BadInput(f"An e-invoice is made as {' or '.join(FORMATS)}, not as {kind[:20]}.", field="format")
    with desk.writing(right="print papers") as work:
        head = _head(work.connection, number)
        bill = _bill(work.connection, desk, head)
        size = queries.shop_head(work.connection, head.shop_id).paper
        xml = xml_of(bill)
        work.event("order", head.order_id, "e-invoice", f"{head.number}, {kind.upper()}")
        work.touch("orders")
    if kind == "xml":
        return xml
    paper = bill.paper
    drawn = invoice.build(paper, size) if isinstance(paper, Invoice) else credit_note.build(paper, size)
    title = f"{'Invoice' if isinstance(paper, Invoice) else 'Credit note'} {paper.number}"
    return factur_x(drawn, xml, title, bill.seller.name)


def _head(connection: Connection, number: str) -> InvoiceRow:
    head = bills.invoice_row(connection, number)
    if head is None:
        raise NotFound(f"There is no invoice or credit note {number[:40]}.", field="number")
    return head


def _bill(connection: Connection, desk: Desk, head: InvoiceRow) -> Bill:
    asked = PaperRequest(head.number)
    paper: Invoice | CreditNote
    if head.kind == "invoice":
        paper = invoice_data(connection, desk, asked)
        invoice.check(paper)
    else:
        paper = credit_note_data(connection, desk, asked)
        credit_note.check(paper)
    buyer = queries.buyer_row(connection, head.customer_id)
    if buyer is None:
        raise Refused(f"{head.number} is of a walk-in; an e-invoice needs to know who bought.", field="buyer")
    shop = queries.shop_head(connection, head.shop_id)
    bill_to = address_of(connection, head.bill_to_id)
    ship_to = None if head.ship_to_id == head.bill_to_id else address_of(connection, head.ship_to_id)
    return Bill(
        paper=paper,
        seller=_seller(shop),
        buyer=_buyer(buyer, bill_to or ship_to),
        deliver_to=_place(ship_to) if ship_to and ship_to.country else None,
        iban=iban_in(shop.bank_details),
    )


def iban_in(text: str) -> str:
    """The first IBAN in the bank details of the shop, without blanks; empty where there is none that is right."""
    from stdnum import iban  # here, as only an e-invoice needs it

    for found in _IBAN.finditer(text.upper()):
        words = found.group().split(" ")
        # What follows on the same line may look like one more group of it.
        for end in range(len(words), 0, -1):
            joined = "".join(words[:end])
            if iban.is_valid(joined):
                return joined
    return ""


def _seller(shop: ShopHead) -> Trader:
    return Trader(
        shop.name, shop.line1, shop.line2, shop.city, shop.region, shop.postcode, shop.country,
        phone=shop.phone, email=shop.email, tax_id=shop.tax_id,
    )  # fmt: skip


def _buyer(buyer: BuyerRow, address: PostalAddress | None) -> Trader:
    place = _place(address) if address else Trader("")
    return Trader(
        buyer.company or place.name or buyer.name, place.line1, place.line2, place.city, place.region, place.postcode,
        place.country, phone=buyer.phone, email=buyer.email, tax_id=buyer.tax_id,
    )  # fmt: skip


def _place(address: PostalAddress) -> Trader:
    return Trader(
        address.name, address.line1, address.line2, address.city, address.region, address.postcode, address.country
    )
