"""Invoices and credit notes as data for their papers; every sum comes from the rows that were stored at issue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from orderdesk.documents.credit_note import CreditLine, CreditNote
from orderdesk.documents.invoice import Invoice
from orderdesk.documents.parts.rows import ChargeRow, LineRow, Party, TenderShown
from orderdesk.domain.billing.carried import carriers
from orderdesk.domain.money.tenders import COD
from orderdesk.domain.prices.tax import untaxed_because
from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.errors import NotFound
from orderdesk.domain.values.money import PRICE_SCALE, Amount, divide, exponent
from orderdesk.domain.values.quantity import ONE
from orderdesk.persistence.billing import bills
from orderdesk.persistence.billing.bills import InvoiceLineRow, InvoiceRow, MoneyRow
from orderdesk.persistence.billing.records import invoiced_parts
from orderdesk.persistence.fulfilment.lists import shipment_row
from orderdesk.persistence.fulfilment.records import read_allocations, shipments_of_order
from orderdesk.persistence.orders.view import address_of
from orderdesk.persistence.papers import heads as queries
from orderdesk.persistence.prices.coupons import code_on
from orderdesk.services.desk import Desk
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.money import owed_before, payments_of, settlements_of
from orderdesk.services.papers.people import party_of, seller_of
from orderdesk.services.papers.taxes import printed_tax


def invoice_data(connection: Connection, desk: Desk, asked: PaperRequest) -> Invoice:
    """An invoice as it was issued, with what has been paid of it since."""
    head = head_of(connection, asked.number, "invoice")
    rows = bills.lines_of(connection, head.id)
    tenders = payments_of(*_money(connection, desk, head))
    shop = queries.shop_head(connection, head.shop_id)
    bill_to, deliver_to = _parties(connection, head, shop.country)
    return Invoice(
        **_billed(connection, desk, asked, head, rows, tenders),
        supply_date=head.supply_date,
        lines=tuple(_line(row, head) for row in rows if row.sku),
        tenders=tenders,
        due_date=head.due_date,
        on_delivery=head.tender == COD,
        terms=shop.payment_terms,
        payment_reference=head.number,
        deliver_to=deliver_to if deliver_to != bill_to else None,
        order_date=desk.day_of(head.placed_at),
        shipments=_shipments(connection, head),
        customer_reference=head.reference,
        coupon=code_on(connection, head.order_id),
        note=head.note_to_customer,
    )


def credit_note_data(connection: Connection, desk: Desk, asked: PaperRequest) -> CreditNote:
    """A credit note as it was issued, with the money given back for it."""
    head = head_of(connection, asked.number, "credit-note")
    rows = bills.lines_of(connection, head.id)
    outcomes = bills.outcomes_of(connection, head.return_id)
    money = _money(connection, desk, head)
    settled = settlements_of(*money)
    left = head.total - sum(each.amount for each in settled)
    return CreditNote(
        **_billed(connection, desk, asked, head, rows, settled),
        to_credit=left - min(left, owed_before(*money[:3])),
        invoice_number=head.amends_number,
        invoice_date=head.amends_date or head.issue_date,
        reason=head.reason,
        lines=tuple(_credit_line(row, head, outcomes) for row in rows if row.sku),
        settlements=settled,
        return_number=head.return_number,
    )


def _billed(
    connection: Connection,
    desk: Desk,
    asked: PaperRequest,
    head: InvoiceRow,
    rows: Sequence[InvoiceLineRow],
    paid: Sequence[TenderShown],
) -> dict[str, Any]:
    """The fields that both papers have."""
    shop = queries.shop_head(connection, head.shop_id)
    return {
        "number": head.number,
        "issue_date": head.issue_date,
        "currency": head.currency,
        "seller": seller_of(connection, shop, _goes_to(connection, head)),
        "buyer": _parties(connection, head, shop.country)[0],
        "taxes": tuple(
            printed_tax(row, head.exemption, shop.tax_home.place) for row in bills.taxes_of(connection, head.id)
        ),
        "net": head.net,
        "tax": head.tax,
        "total": head.total,
        "balance": head.total - sum(each.amount for each in paid),
        "charges": tuple(_charge(row, head) for row in rows if not row.sku),
        "inclusive": bool(head.inclusive),
        "order_number": head.order_number,
        "copy": asked.copy,
        "printed_at": desk.clock().astimezone(desk.zone),
        "printed_by": desk.user,
    }


def _money(
    connection: Connection, desk: Desk, head: InvoiceRow
) -> tuple[InvoiceRow, list[InvoiceRow], list[MoneyRow], Calendar]:
    """A paper, all papers of its order and all money of it: what tells which payment belongs to which paper."""
    issued = bills.invoices_of_order(connection, head.order_id)
    return head, issued, bills.money_of_order(connection, head.order_id), desk.calendar


def head_of(connection: Connection, number: str, kind: str) -> InvoiceRow:
    """The head of an invoice or credit note; refuse the other kind."""
    head = bills.invoice_row(connection, number)
    if head is None or head.kind != kind:
        raise NotFound(f"There is no {kind.replace('-', ' ')} {number[:40]}.", field="number")
    return head


def _goes_to(connection: Connection, head: InvoiceRow) -> str:
    """The country that the paper is sent to; empty for a walk-in."""
    where = address_of(connection, head.bill_to_id)
    return where.country if where else ""


def _parties(connection: Connection, head: InvoiceRow, home: str) -> tuple[Party | None, Party | None]:
    buyer = queries.buyer_row(connection, head.customer_id)
    bill_to = party_of(address_of(connection, head.bill_to_id), buyer, home, tax_id=True)
    ship_to = address_of(connection, head.ship_to_id)
    same = head.ship_to_id in (None, head.bill_to_id)
    return bill_to, bill_to if same else party_of(ship_to, None, home)


def _line(row: InvoiceLineRow, head: InvoiceRow) -> LineRow:
    """What came off a line is its full price less what is paid for it; nothing where nothing was taken off."""
    amount = row.net + (row.tax if head.inclusive else 0)
    discount = _full(row, head.currency) - amount if row.discount or row.share else 0
    return LineRow(
        description=row.description,
        sku=row.sku,
        quantity=row.quantity,
        price=row.price,
        net=row.net,
        rate=row.tax_rate,
        discount=discount,
        tax=row.tax,
        unit=row.unit,
        exemption=untaxed_because(row.tax_rate, head.exemption, row.exemption),
    )


def _full(row: InvoiceLineRow, currency: str) -> Amount:
    minor: int = 10 ** exponent(currency)
    return divide(row.quantity * row.price * minor, ONE * PRICE_SCALE)


def _charge(row: InvoiceLineRow, head: InvoiceRow) -> ChargeRow:
    exemption = untaxed_because(row.tax_rate, head.exemption, row.exemption)
    return ChargeRow(_called(row), row.net, row.tax_rate, row.tax, exemption)


def _called(row: InvoiceLineRow) -> str:
    """What a row is called; of nothing but its price less is credited."""
    return row.description if row.quantity else f"Price reduction: {row.description}"


def _credit_line(row: InvoiceLineRow, head: InvoiceRow, outcomes: dict[int, str]) -> CreditLine:
    outcome = outcomes.get(row.order_line_id, "") if row.order_line_id is not None else ""
    # A reduced price takes off no goods: it stands on paper as one reduction at what it comes to.
    quantity = row.quantity or ONE
    exemption = untaxed_because(row.tax_rate, head.exemption, row.exemption)
    return CreditLine(_called(row), row.sku, quantity, row.net, row.tax_rate, row.tax, row.unit, outcome, exemption)


def _shipments(connection: Connection, head: InvoiceRow) -> tuple[str, ...]:
    """The shipments that have left with what is billed here, each with its tracking number."""
    sent = [each for each in shipments_of_order(connection, head.order_id) if each.shipped_at]
    turn = {each.id: (each.shipped_at, each.id) for each in sent}
    tied = read_allocations(connection, list(turn))
    left = [(each.shipment_id, each.order_line_id, each.quantity) for each in tied if each.gone]
    billed = [
        (part.invoice_id, part.order_line_id, part.quantity) for part in invoiced_parts(connection, head.order_id)
    ]
    of_these = carriers(head.id, billed, sorted(left, key=lambda part: turn[part[0]]))
    found = [shipment_row(connection, each.id) for each in sent if each.id in of_these]
    return tuple(f"{row.number} {row.tracking}".strip() for row in found if row is not None)
