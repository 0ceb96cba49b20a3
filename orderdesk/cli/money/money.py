"""`pay`, `refund` and `invoice`: money on orders."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from orderdesk.cli.billing.crediting import add_credit
from orderdesk.cli.money.tenders import other_tender_argument, tender_code
from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.money.refunding import Because, given_back
from orderdesk.domain.orders.records import Order
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.money import Amount, amount_text, money, parse_amount, shown
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.money.collecting import brought_by_carrier
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.money.prepaying import standing_of
from orderdesk.services.money.tenders import tenders_of
from orderdesk.services.money.undoing_payments import undo_payment
from orderdesk.services.orders.views import order_id_of, view_order


def arguments(parser: Parser, verb: str) -> None:
    """The options of the three verbs."""
    if verb == "invoice":
        steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
        issue = steps.add_parser("issue", help="bill what can be invoiced of an order now")
        issue.add_argument("number", metavar="N")
        issue.set_defaults(run=_issue)
        add_credit(steps.add_parser)
        return
    parser.add_argument("number", metavar="N")
    parser.add_argument("--tender", action="append", default=[], metavar="TENDER", help="see: orderdesk tender list")
    parser.add_argument("--amount", action="append", default=[], metavar="A", help="one for each tender")
    parser.add_argument("--till", default="", metavar="NAME")
    if verb == "pay":
        parser.add_argument("--tendered", metavar="A", help="the cash that was given, when change is due")
        parser.add_argument("--reference", default="", metavar="TEXT")
        parser.add_argument(
            "--undo", metavar="RECEIPT", help="take back what was booked by mistake today, with a --reason"
        )
        parser.add_argument("--reason", default="", metavar="TEXT", help="why it is undone")
        parser.add_argument("--deposit", action="store_true", help="pay what has to come before work begins")
        parser.set_defaults(run=_pay)
    else:
        parser.add_argument("--reason", default="", metavar="TEXT")
        other_tender_argument(parser)
        why = parser.add_mutually_exclusive_group()
        why.add_argument("--price-reduction", action="store_true", help="issue a credit note over it; the goods stay")
        why.add_argument("--owed-again", action="store_true", help="a payment did not hold; it is owed again")
        parser.add_argument("--of", default="", metavar="RECEIPT", help="give back what was paid under this receipt")
        parser.set_defaults(run=_refund)


def _pay(session: Session, options: Namespace) -> Answer:
    """Pay with one or several tenders; without an amount, all that is due."""
    if options.undo:
        return _undo(session, options)
    if not options.tender:
        able = (each.code for each in tenders_of(session.desk).takeable)
        raise BadInput(f"Say how it is paid: --tender {', '.join(able)}.", field="tender")
    desk = session.desk
    options.tender = [tender_code(session, each) for each in options.tender]
    order_id = order_id_of(desk, options.number)
    order = view_order(desk, order_id).order
    amounts = options.amount or [shown(_wanted(desk, order, options), order.currency)]
    if len(amounts) != len(options.tender):
        raise BadInput("Give one --amount for each --tender.", field="amount")
    given = [
        _tendered(tender, parse_amount(amount, order.currency), options, order.currency)
        for tender, amount in zip(options.tender, amounts, strict=True)
    ]
    paid = session.write(lambda desk: take_payment(desk, order_id, given, till=options.till))
    after = view_order(desk, order_id).order
    facts: dict[str, Any] = {
        "order": order.number,
        "receipt": paid.receipt,
        "paid": amount_text(paid.kept, order.currency),
        "change": amount_text(paid.change, order.currency),
        "balance": amount_text(after.due, order.currency),
        "payment": after.payment,
        "state": after.state,
    }
    change = f", change {shown(paid.change, order.currency)}" if paid.change else ""
    rounded = f", cash rounding {shown(paid.rounding, order.currency)}" if paid.rounding else ""
    text = f"{paid.receipt}: {shown(paid.kept, order.currency)} on {order.number}{rounded}{change}"
    return Answer(f"{text}; balance {shown(after.due, order.currency)}", facts)


def _undo(session: Session, options: Namespace) -> Answer:
    order = view_order(session.desk, order_id_of(session.desk, options.number)).order
    amount = session.write(lambda desk: undo_payment(desk, options.undo, options.reason))
    after = view_order(session.desk, order.id).order
    facts = {
        "order": order.number,
        "undone": options.undo.strip().upper(),
        "amount": amount_text(amount, order.currency),
        "balance": amount_text(after.due, order.currency),
    }
    undone, left = (shown(each, order.currency) for each in (amount, after.due))
    return Answer(f"{options.undo}: {undone} undone; balance {left}", facts)


def _wanted(desk: Desk, order: Order, options: Namespace) -> Amount:
    """All that is due, what the carrier brings for the parcels that left, or what has to come before work begins."""
    if not options.deposit:
        return (brought_by_carrier(desk, order.id) if options.tender == ["cod"] else 0) or order.due
    lack = standing_of(desk, order.id).lack
    if not lack:
        raise Refused(f"{order.number} asks for no money first, or it is here.", field="deposit")
    return lack


def _tendered(tender: str, amount: Amount, options: Namespace, currency: str) -> Tendered:
    """What was laid on the counter; of the cash that was given the shop keeps the amount."""
    if tender != "cash" or options.tendered is None:
        return Tendered(tender, amount, options.reference)
    given = parse_amount(options.tendered, currency, field="tendered")
    if given < amount:
        raise BadInput("Less was tendered than the amount; pay the rest by another tender.", field="tendered")
    return Tendered(tender, given, options.reference, keep=amount)


def _refund(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    order_id = order_id_of(desk, options.number)
    order = view_order(desk, order_id).order
    if len(options.tender) != 1 or len(options.amount) != 1:
        raise BadInput("A refund needs one --tender and one --amount.", field="amount")
    amount = parse_amount(options.amount[0], order.currency)
    if options.other_tender and not options.reason.strip():
        raise BadInput("Say with --reason why it goes back by another tender.", field="reason")
    tender, reason = tender_code(session, options.tender[0]), options.reason or "given back on the command line"
    handed = session.write(
        lambda desk: refund_money(
            desk,
            order_id,
            tender,
            amount,
            reason=reason,
            till=options.till,
            otherwise=options.other_tender,
            because=_because(options),
            receipt=options.of.strip().upper(),
        )
    )
    after = view_order(desk, order_id).order
    facts = {
        "order": order.number,
        "refunded": amount_text(amount, order.currency),
        "handed_out": amount_text(handed, order.currency),
        "balance": amount_text(after.due, order.currency),
        "payment": after.payment,
    }
    return Answer(given_back(amount, handed, order.currency, f" on {order.number}"), facts)


def _because(options: Namespace) -> Because:
    if options.price_reduction:
        return Because.REDUCED
    return Because.NOT_HELD if options.owed_again else Because.OWED


def _issue(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    order_id = order_id_of(desk, options.number)
    number = session.write(lambda desk: issue_invoice(desk, order_id))
    view = view_order(desk, order_id)
    paper = next(each for each in view.papers if each.number == number)
    currency = view.order.currency
    facts = {
        "invoice": number,
        "order": view.order.number,
        "date": paper.issue_date.isoformat(),
        "total": amount_text(paper.total, currency),
        "balance": amount_text(view.order.due, currency),
    }
    return Answer(f"{number} for {view.order.number}: {money(paper.total, currency)}", facts)
