"""The credit note of a counter return on the 80 mm roll: what came back, what was given back, and for which invoice."""

from __future__ import annotations

from datetime import datetime, time

from orderdesk.documents.credit_note import CreditLine, CreditNote, paid_each
from orderdesk.documents.kit.wording import day_text
from orderdesk.documents.parts.rows import LineRow
from orderdesk.documents.receipt import ReceiptPaper, ReceiptTender
from orderdesk.documents.receipt import build as build_receipt


def build_roll(data: CreditNote) -> bytes:
    """The credit note as a receipt, its figures as what the customer gets back. Refuses one that does not add up."""
    *credited, (balance_word, balance) = data.rest
    amends = f"Amends invoice {data.invoice_number} of {day_text(data.invoice_date)}."
    return build_receipt(
        ReceiptPaper(
            number=data.number,
            at=data.printed_at or datetime.combine(data.issue_date, time()),
            currency=data.currency,
            seller=data.seller,
            lines=tuple(_line(line, data) for line in data.lines),
            charges=data.charges,
            taxes=data.taxes,
            net=data.net,
            tax=data.tax,
            total=data.total,
            tenders=(
                *(ReceiptTender(each.label, each.amount) for each in data.settlements),
                *(ReceiptTender(words, amount) for words, amount in credited),
            ),
            balance=balance,
            inclusive=data.inclusive,
            title="Credit note",
            cashier=data.printed_by,
            customer=data.buyer.name if data.buyer else "",
            reference=data.order_number,
            return_policy=" ".join(filter(None, (amends, f"Reason: {data.reason}." if data.reason else ""))),
            copy=data.copy,
            total_word="CREDIT",
            balance_word=balance_word,
        )
    )


def _line(line: CreditLine, data: CreditNote) -> LineRow:
    price = paid_each(line, data)
    return LineRow(line.description, line.sku, line.quantity, price, line.net, line.rate, tax=line.tax, unit=line.unit)
