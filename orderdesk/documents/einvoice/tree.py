"""The bill as XML in the syntax of UN/CEFACT (CII), profile EN 16931, proved against its schema before it is given out.

Names in brackets are the business terms of EN 16931-1. Tax, discounts and charges stand as on the paper: a discount
is an allowance of its line, a charge (or what is kept back of a credit) one of the document, and the tax of a rate is
what the paper's table says. Where prices contain tax, the price of a unit is what is left without it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from orderdesk.documents.credit_note import CreditLine, CreditNote
from orderdesk.documents.einvoice.bill import Bill, TaxPart, Trader, check
from orderdesk.documents.invoice import Invoice
from orderdesk.documents.parts.rows import ChargeRow, LineRow
from orderdesk.domain.values.errors import Refused, Unavailable
from orderdesk.domain.values.money import PRICE_SCALE, Amount, divide, exponent, percent_text
from orderdesk.domain.values.quantity import ONE

PROFILE = "urn:cen.eu:en16931:2017"
SCHEMA = "FACTUR-X_EN16931"
MISSING = "E-invoices need a part that is not here yet. Add it by: python3 start.py add einvoice"
_INVOICE, _CREDIT_NOTE = "380", "381"
_TRANSFER, _ADJUSTED, _EMAIL = "30", "95", "EM"
_PIECE = "C62"
# UN/ECE Recommendation 20, for what shops write.
_UNITS = {
    "kg": "KGM", "g": "GRM", "t": "TNE", "lb": "LBR", "oz": "ONZ", "l": "LTR", "litre": "LTR", "ml": "MLT", "m": "MTR",
    "metre": "MTR", "cm": "CMT", "mm": "MMT", "m2": "MTK", "m²": "MTK", "m3": "MTQ", "m³": "MTQ", "ft": "FOT",
    "hour": "HUR", "h": "HUR", "day": "DAY", "pair": "PR", "set": "SET", "dozen": "DZN", "box": "XBX", "pack": "XPK",
    "piece": "H87", "pcs": "H87", "pc": "H87",
}  # fmt: skip


def xml_of(bill: Bill) -> bytes:
    """The bill as XML (UTF-8). Raises `Refused` where something is missing, `Unavailable` without the extra."""
    try:
        from drafthorse.models.document import Document
        from lxml.etree import XMLSyntaxError
    except ImportError:
        raise Unavailable(MISSING) from None
    check(bill)
    document = Document()
    document.context.guideline_parameter.id = PROFILE
    document.header.id = bill.paper.number
    document.header.type_code = _CREDIT_NOTE if isinstance(bill.paper, CreditNote) else _INVOICE
    document.header.issue_date_time = bill.paper.issue_date
    _notes(document.header.notes, bill)
    lines: tuple[LineRow | CreditLine, ...] = bill.paper.lines
    for number, line in enumerate(lines, start=1):
        document.trade.items.add(_line(bill, line, number))
    _agreement(document.trade.agreement, bill)
    _delivery(document.trade.delivery, bill)
    _settlement(document.trade.settlement, bill)
    try:
        made: bytes = document.serialize(schema=SCHEMA)
    except XMLSyntaxError as error:
        raise Refused(f"{bill.paper.number} makes no valid e-invoice: {error.msg}") from None
    return made


def _notes(notes: Any, bill: Bill) -> None:
    """What is printed for the customer (BT-22)."""
    from drafthorse.models.note import IncludedNote

    reason = bill.paper.reason if isinstance(bill.paper, CreditNote) else ""
    for text in (reason, bill.paper.note):
        if text:
            note = IncludedNote()
            note.content = text
            notes.add(note)


def _line(bill: Bill, line: LineRow | CreditLine, number: int) -> Any:
    """One line (BG-25): what, how many, at which price, less its discount, and its net."""
    from drafthorse.models.tradelines import LineItem

    item = LineItem()
    item.document.line_id = str(number)
    item.product.name = line.description
    if line.sku:
        item.product.seller_assigned_id = line.sku
    quantity = line.quantity or ONE
    unit = _UNITS.get(line.unit.casefold(), _PIECE)
    item.delivery.billed_quantity = (_scaled(quantity, ONE), unit)
    discount = line.discount if isinstance(line, LineRow) and not bill.paper.inclusive else 0
    price, per = _price(line, quantity, bill, discount)
    item.agreement.net.amount = price
    if per:
        item.agreement.net.basis_quantity = (per, unit)
    item.settlement.trade_tax.type_code = "VAT"
    item.settlement.trade_tax.category_code = bill.category(line).code
    item.settlement.trade_tax.rate_applicable_percent = _percent(line.rate)
    if discount:
        item.settlement.allowance_charge.add(_allowance(-discount, "Discount", bill.paper.currency))
    item.settlement.monetary_summation.total_amount = _money(line.net, bill.paper.currency)
    return item


def _price(line: LineRow | CreditLine, quantity: int, bill: Bill, discount: Amount) -> tuple[Decimal, Decimal | None]:
    """The net price of a unit (BT-146) to four decimals; where no such price comes to the net, that of all of them."""
    if isinstance(line, LineRow) and not bill.paper.inclusive:
        return _scaled(line.price, PRICE_SCALE), None
    minor = 10 ** exponent(bill.paper.currency)
    whole = line.net + discount
    each = divide(whole * PRICE_SCALE * ONE, quantity * minor)
    if divide(each * quantity * minor, PRICE_SCALE * ONE) == whole:
        return _scaled(each, PRICE_SCALE), None
    return _money(whole, bill.paper.currency), _scaled(quantity, ONE)


def _agreement(agreement: Any, bill: Bill) -> None:
    """Who sells to whom (BG-4, BG-7), and by which orders (BT-13, BT-14)."""
    paper = bill.paper
    _party(agreement.seller, bill.seller, contact=True)
    _party(agreement.buyer, bill.buyer)
    if isinstance(paper, Invoice) and paper.customer_reference:
        agreement.buyer_reference = paper.customer_reference
        agreement.buyer_order.issuer_assigned_id = paper.customer_reference
    if paper.order_number:
        agreement.seller_order.issuer_assigned_id = paper.order_number


def _party(party: Any, trader: Trader, *, contact: bool = False) -> None:
    party.name = trader.name
    vat_id = trader.vat_id
    if trader.tax_id:
        party.tax_registrations.add(_registration(("VA", vat_id) if vat_id else ("FC", trader.tax_id)))
    if contact and not vat_id:
        party.id = trader.tax_id  # a seller is told by some number (BR-CO-26)
    if contact and (trader.phone or trader.email):
        party.contact.person_name = trader.name
        if trader.phone:
            party.contact.telephone.number = trader.phone
        if trader.email:
            party.contact.email.address = trader.email
    _address(party.address, trader)
    if trader.email:
        party.electronic_address.uri_ID = (_EMAIL, trader.email)


def _registration(scheme_and_id: tuple[str, str]) -> Any:
    from drafthorse.models.party import TaxRegistration

    registration = TaxRegistration()
    registration.id = scheme_and_id
    return registration


def _address(address: Any, trader: Trader) -> None:
    parts = {
        "postcode": trader.postcode, "line_one": trader.line1, "line_two": trader.line2, "city_name": trader.city,
        "country_id": trader.country, "country_subdivision": trader.region,
    }  # fmt: skip
    for name, value in parts.items():
        if value:
            setattr(address, name, value)


def _delivery(delivery: Any, bill: Bill) -> None:
    """Where the goods go (BG-13) and when they were supplied (BT-72)."""
    place = bill.deliver_to or bill.buyer
    delivery.ship_to.name = place.name
    _address(delivery.ship_to.address, place)
    paper = bill.paper
    delivery.event.occurrence = paper.supply_date if isinstance(paper, Invoice) else paper.issue_date


def _settlement(settlement: Any, bill: Bill) -> None:
    """Tax, charges, what was paid and what is left (BG-16 to BG-23), and for a credit what it amends (BG-3)."""
    paper = bill.paper
    settlement.currency_code = paper.currency
    if isinstance(paper, Invoice):
        settlement.payment_reference = paper.payment_reference or paper.number
        if bill.iban:
            settlement.payment_means.add(_transfer(bill))
    for part in bill.breakdown:
        settlement.trade_tax.add(_tax(part, paper.currency))
    for charge in paper.charges:
        allowance = _allowance(charge.net, charge.label, paper.currency)
        allowance.trade_tax.add(_charge_tax(bill, charge))
        settlement.allowance_charge.add(allowance)
    _terms(settlement, paper)
    _sums(settlement.monetary_summation, paper)
    if isinstance(paper, CreditNote):
        settlement.invoice_referenced_document.issuer_assigned_id = paper.invoice_number
        settlement.invoice_referenced_document.issue_date_time = paper.invoice_date


def _transfer(bill: Bill) -> Any:
    from drafthorse.models.payment import PaymentMeans

    means = PaymentMeans()
    means.type_code = _TRANSFER
    means.payee_account.iban = bill.iban
    means.payee_account.account_name = bill.seller.name
    return means


def _tax(part: TaxPart, currency: str) -> Any:
    from drafthorse.models.accounting import ApplicableTradeTax

    row = ApplicableTradeTax()
    row.type_code = "VAT"
    row.basis_amount = _money(part.base, currency)
    row.calculated_amount = _money(part.tax, currency)
    row.category_code = part.category.code
    row.rate_applicable_percent = _percent(part.rate)
    if part.reason:
        row.exemption_reason = part.reason
    if part.category.law:
        row.exemption_reason_code = part.category.law
    return row


def _charge_tax(bill: Bill, charge: ChargeRow) -> Any:
    from drafthorse.models.accounting import CategoryTradeTax

    tax = CategoryTradeTax()
    tax.type_code = "VAT"
    tax.category_code = bill.category(charge).code
    tax.rate_applicable_percent = _percent(charge.rate)
    return tax


def _allowance(amount: Amount, words: str, currency: str) -> Any:
    """A charge of that amount; what is below zero is an allowance."""
    from drafthorse.models.accounting import TradeAllowanceCharge

    part = TradeAllowanceCharge()
    part.indicator = amount >= 0
    part.actual_amount = _money(abs(amount), currency)
    if amount < 0:
        part.reason_code = _ADJUSTED
    part.reason = words
    return part


def _terms(settlement: Any, paper: Invoice | CreditNote) -> None:
    """By when to pay what is left (BT-9, BT-20); without a day the terms say it."""
    if not isinstance(paper, Invoice) or paper.balance <= 0:
        return
    from drafthorse.models.payment import PaymentTerms

    terms = PaymentTerms()
    terms.description = paper.terms or "Payable at once"
    due: date | None = paper.due_date
    if due:
        terms.due = due
    settlement.terms.add(terms)


def _sums(sums: Any, paper: Invoice | CreditNote) -> None:
    """The totals (BG-22): lines + charges − allowances = net; net + tax = total; total − paid = due."""
    currency = paper.currency
    charged = sum(each.net for each in paper.charges if each.net >= 0)
    allowed = -sum(each.net for each in paper.charges if each.net < 0)
    sums.line_total = _money(sum(line.net for line in paper.lines), currency)
    sums.charge_total = _money(charged, currency)
    sums.allowance_total = _money(allowed, currency)
    sums.tax_basis_total = _money(paper.net, currency)
    sums.tax_total = (_money(paper.tax, currency), currency)
    sums.grand_total = _money(paper.total, currency)
    sums.prepaid_total = _money(paper.total - paper.balance, currency)
    sums.due_amount = _money(paper.balance, currency)


def _money(amount: Amount, currency: str) -> Decimal:
    return Decimal(amount).scaleb(-exponent(currency))


def _scaled(number: int, scale: int) -> Decimal:
    """A number of fixed steps without the zeros at its end."""
    return Decimal(f"{(Decimal(number) / scale).normalize():f}")


def _percent(rate: int) -> Decimal:
    return Decimal(percent_text(rate))
