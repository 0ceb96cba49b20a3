"""`customer pay`: one payment for several invoices, and what is open."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from orderdesk.cli.money.tenders import tender_code
from orderdesk.cli.reading import as_number
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.money import Amount, amount_text, parse_amount, shown
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.billing.owed import OpenBill
from orderdesk.services.money.paying import Tendered
from orderdesk.services.money.paying_bills import open_bills, pay_bills
from orderdesk.services.orders.views import customer_id_of, order_id_of, view_shop


def paying_step(steps: Any) -> None:
    """The step, among those of `customer`."""
    told = "one payment for several invoices, the oldest first; without an amount, what is open"
    pay = steps.add_parser("pay", help=told, description=told)
    pay.add_argument("number", metavar="ID")
    pay.add_argument("--amount", metavar="A")
    pay.add_argument("--tender", default="transfer", metavar="TENDER", help="see: orderdesk tender list")
    pay.add_argument("--reference", default="", metavar="TEXT")
    pay.add_argument("--on", action="append", default=[], metavar="N=A", help="so much of this order or its invoice")
    pay.add_argument("--till", default="", metavar="NAME")
    pay.set_defaults(run=_pay)


def _pay(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    customer_id, currency = customer_id_of(desk, as_number(options.number, "C")), view_shop(desk).currency
    bills = open_bills(desk, customer_id)
    if options.amount is None:
        rows = [(each.order, each.invoices, shown_day(each.due_date), shown(each.owed, currency)) for each in bills]
        text = columns(rows, right=(3,)) or "Nothing is open."
        return Answer(text, {"bills": [_facts(each, currency) for each in bills]})
    amount = parse_amount(options.amount, currency)
    parts = {_order(session, bills, each): _part(each, currency) for each in options.on} or None
    given = Tendered(tender_code(session, options.tender), amount, options.reference)
    done = session.write(lambda desk: pay_bills(desk, customer_id, given, parts, till=options.till))
    rows = [(each.paid.receipt, each.bill.order, each.bill.invoices, shown(each.paid.kept, currency)) for each in done]
    facts = [
        {
            "receipt": each.paid.receipt,
            "order": each.bill.order,
            "paid": amount_text(each.paid.kept, currency),
            "balance": amount_text(each.paid.due, currency),
        }
        for each in done
    ]
    return Answer(columns(rows, right=(3,)), {"paid": facts})


def _facts(bill: OpenBill, currency: str) -> dict[str, Any]:
    return {
        "order": bill.order,
        "invoices": bill.invoices.split(", "),
        "due": bill.due_date.isoformat(),
        "owed": amount_text(bill.owed, currency),
    }


def _order(session: Session, bills: list[OpenBill], typed: str) -> int:
    """The order of `SO-1001=100` or `INV-1001=100`."""
    number = typed.partition("=")[0].strip().upper()
    named = next((each for each in bills if number in each.invoices.split(", ")), None)
    return named.order_id if named else order_id_of(session.desk, number)


def _part(typed: str, currency: str) -> Amount:
    _, found, amount = typed.partition("=")
    if not found:
        raise BadInput("Write a part as SO-1001=100.00.", field="on")
    return parse_amount(amount, currency, field="on")
