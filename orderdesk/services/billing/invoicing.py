"""Invoices and credit notes: numbered without gaps in the transaction that makes them, never changed after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from orderdesk.domain.billing.addressed import wants_address
from orderdesk.domain.billing.billing import Billed, CreditedPart, bill
from orderdesk.domain.lifecycles import ORDER, Facts, OrderState
from orderdesk.domain.orders.records import ON_ORDER, Order, OrderLine
from orderdesk.domain.orders.to_bill import billable
from orderdesk.domain.prices.tax import LineTax, Taxed, TaxRow, tax_rows
from orderdesk.domain.returns.fees import Fee
from orderdesk.domain.shop.records import Shop
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount
from orderdesk.domain.values.quantity import ONE
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.billing import records as invoices
from orderdesk.persistence.customers.records import Customer, addresses_of, read_customer
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.record.numbers import take_number
from orderdesk.persistence.record.paper_hashes import ISSUED, invoice_said
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.desk import Desk, Work
from orderdesk.services.record.posting import post_paper
from orderdesk.services.record.progress import order_of, refresh


class AddressLacking(Refused):
    """The invoice of an order must bear the address of its customer, a business, and there is none."""

    def __init__(self, number: str, customer: Customer) -> None:
        self.customer_id, self.name = customer.id, customer.company or customer.name
        super().__init__(
            f"The invoice of {number} goes to a business and must bear its address; "
            f"give {self.name} ({customer.number}) one first.",
            field="bill_to",
        )


def issue_invoice(desk: Desk, order_id: int) -> str:
    """Bill what is to be invoiced of an order now (see `billable`); return the invoice's number."""
    with desk.writing(right="issue invoices") as work:
        order = order_of(work, order_id)
        ORDER.check(order.state, "invoice", Facts(order.number))
        number = invoice(work, order)
        desk.fail_at("after_number")
        ORDER.check(order.state, "invoice", Facts(order.number, to_bill=number))
        return number or ""


def invoice(work: Work, order: Order, *, everything: bool = False) -> str | None:
    """Issue the invoice for what is billable, or for all that is open; None when there is nothing.

    Refuses one without the address that it must bear.
    """
    shop = shop_of(work.connection)
    lines = orders.read_lines(work.connection, order.id)
    on_order = everything or (order.invoicing or shop.invoicing) == ON_ORDER
    quantities = {line.id: billable(line, lines, on_order=on_order) for line in lines}
    if not any(quantities.values()):
        return None
    billed = bill(lines, quantities, order.rules, invoices.taxed_so_far(work.connection, order.id, lines))
    billed_to = _with_bill_to(work, order)
    _check_address(work, billed_to, shop, billed.totals.total)
    number = _write_invoice(work, billed_to, shop, billed)
    refresh(work, order)
    return number


def _with_bill_to(work: Work, order: Order) -> Order:
    """The order with an address to bill: its own, else the one that its customer is billed at, else their only one,
    else where it goes. It stays with the order, for the credit notes that follow."""
    if order.bill_to_id is not None or order.customer_id is None:
        return order
    known = addresses_of(work.connection, order.customer_id)
    theirs = known[0].id if known and (known[0].bill_to or len(known) == 1) else order.ship_to_id
    if theirs is None:
        return order
    orders.change_order(work.connection, order.id, {"bill_to_id": theirs})
    return replace(order, bill_to_id=theirs)


def _check_address(work: Work, order: Order, shop: Shop, total: Amount) -> None:
    if order.bill_to_id is not None or order.customer_id is None:
        return
    buyer = read_customer(work.connection, order.customer_id)
    business = buyer is not None and bool(buyer.company or buyer.tax_id)
    if buyer and wants_address(shop.country, total, order.currency, business=business, exemption=order.exemption):
        raise AddressLacking(order.number, buyer)


def bill_confirmed(work: Work, order: Order) -> None:
    """Bill an order that is invoiced when it is confirmed, at once and by itself unless a hold stops it."""
    if order.invoicing == ON_ORDER and order.state == OrderState.CONFIRMED and not order.hold:
        _bill_by_itself(work, order)


def bill_shipped(work: Work, order_id: int) -> None:
    """Bill what has just left, where the shop wants that done by itself."""
    if shop_of(work.connection).bills_itself:
        order = order_of(work, order_id)
        if order.state == OrderState.CONFIRMED:
            _bill_by_itself(work, order)


def _bill_by_itself(work: Work, order: Order) -> None:
    """Goods do not wait for an address: the invoice does, and the order says so."""
    try:
        invoice(work, order)
    except AddressLacking as lacking:
        work.event("order", order.id, "not invoiced", str(lacking))


def write_credit_note(
    work: Work,
    order: Order,
    amends_id: int,
    parts: Sequence[CreditedPart],
    lines: Sequence[OrderLine],
    *,
    reason: str,
    return_id: int | None,
    fees: Sequence[Fee] = (),
) -> tuple[int, Amount]:
    """Issue the credit note for parts of one invoice, less a restocking fee by its tax rates.

    Returns its key and total. The parts' own net and tax are kept: they are what was paid.
    """
    by_id = {line.id: line for line in lines}
    rows = [_credit_row(place, part, by_id[part.order_line_id]) for place, part in enumerate(parts, start=1)]
    rows += [_fee_row(place, fee) for place, fee in enumerate(fees, start=len(rows) + 1)]
    taxed = [Taxed(row["net"], row["tax"]) for row in rows]
    taxes = tax_rows(taxed, [LineTax(row["tax_rate"], row["tax_place"], row["exemption"]) for row in rows])
    net, tax = sum(row["net"] for row in rows), sum(row["tax"] for row in rows)
    values = _paper(work, order, shop_of(work.connection), "credit-note") | {
        "amends_id": amends_id,
        "return_id": return_id,
        "reason": reason,
        "net": net,
        "tax": tax,
        "total": net + tax,
        "due_date": work.today,
    }
    key = invoices.add_invoice(work.connection, values, rows, [_tax_row(each) for each in taxes])
    post_paper(work, key)
    work.event("invoice", key, ISSUED, invoice_said(work.connection, key))
    work.event("order", order.id, "credited", str(values["number"]))
    work.touch("invoices")
    return key, net + tax


def _write_invoice(work: Work, order: Order, shop: Shop, billed: Billed) -> str:
    rows = [_invoice_row(place, billed, place - 1) for place in range(1, len(billed.lines) + 1)]
    totals = billed.totals
    taxes = [_tax_row(each) for each in totals.taxes]
    values = _paper(work, order, shop, "invoice") | {
        "net": totals.net,
        "tax": totals.tax,
        "total": totals.total,
        "due_date": work.today + timedelta(days=order.terms_days),
    }
    key = invoices.add_invoice(work.connection, values, rows, taxes)
    post_paper(work, key)
    pairs = zip(billed.lines, billed.quantities, strict=True)
    orders.advance_lines(work.connection, {line.id: {"invoiced": quantity} for line, quantity in pairs})
    work.event("invoice", key, ISSUED, invoice_said(work.connection, key))
    work.event("order", order.id, "invoiced", str(values["number"]))
    work.touch("orders", "invoices")
    return str(values["number"])


def _paper(work: Work, order: Order, shop: Shop, kind: str) -> dict[str, Any]:
    """What every paper of the series holds; refuses to date it before the one issued last."""
    last: date | None = invoices.latest_issue_date(work.connection, kind)
    if last is not None and last > work.today:
        raise Refused(
            f"The clock says {shown_day(work.today)}, but the last {kind} is of {shown_day(last)}. "
            "Set the clock right first."
        )
    return {
        "kind": kind,
        "number": take_number(work.connection, "INV" if kind == "invoice" else "CN", work.today.year),
        "order_id": order.id,
        "customer_id": order.customer_id,
        "shop_id": shop.id,
        "bill_to_id": order.bill_to_id,
        "ship_to_id": order.ship_to_id,
        "issued_at": work.now,
        "issue_date": work.today,
        "supply_date": work.today,
        "currency": order.currency,
        "inclusive": order.inclusive,
        "policy": order.policy,
        "rounding": order.rounding,
        "exemption": order.exemption,
        "user": work.user,
    }


def _invoice_row(place: int, billed: Billed, index: int) -> dict[str, Any]:
    line, total = billed.lines[index], billed.totals.lines[index]
    return {
        "order_line_id": line.id,
        "position": place,
        "sku": line.sku or "",
        "description": line.label,
        "quantity": billed.quantities[index],
        "unit": line.unit or "each",
        "price": line.price,
        "discount": line.discount,
        "share": billed.shares[index],
        "net": total.net,
        "tax_class": line.tax_class,
        "tax": total.tax,
        **_bears(line.line_tax),
    }


def _credit_row(place: int, part: CreditedPart, line: OrderLine) -> dict[str, Any]:
    return {
        "order_line_id": line.id,
        "position": place,
        "sku": line.sku or "",
        "description": line.label,
        "quantity": part.quantity,
        "unit": line.unit or "each",
        "price": line.price,
        "discount": line.discount,
        "share": 0,
        "net": part.net,
        "tax_class": line.tax_class,
        "tax": part.tax,
        **_bears(line.line_tax),
    }


def _fee_row(place: int, fee: Fee) -> dict[str, Any]:
    return {
        "order_line_id": None,
        "position": place,
        "sku": "",
        "description": "Restocking fee",
        "quantity": ONE,
        "unit": "each",
        "price": 0,
        "discount": 0,
        "share": 0,
        "net": -fee.net,
        "tax_class": "standard",
        "tax": -fee.tax,
        **_bears(fee.bears),
    }


def _bears(tax: LineTax) -> dict[str, Any]:
    return {"tax_rate": tax.rate, "tax_place": tax.place, "exemption": tax.exemption}


def _tax_row(row: TaxRow) -> dict[str, Any]:
    return {"label": row.label} | {name: getattr(row, name) for name in ("rate", "base", "tax", "place", "exemption")}
