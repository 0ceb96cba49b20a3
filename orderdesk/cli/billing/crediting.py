"""`invoice credit`: a credit note for lines and charges of an invoice."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence

from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import as_number, pairs
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.values.errors import BadInput, NotFound, Refused
from orderdesk.domain.values.money import amount_text, parse_amount, shown
from orderdesk.domain.values.quantity import Quantity, parse_quantity
from orderdesk.services.billing.crediting import Creditable, credit_invoice, creditable, reduce_price
from orderdesk.services.orders.views import view_order, view_shop


def add_credit(step: Callable[..., Parser]) -> None:
    """The step of `invoice`."""
    part = step("credit", help="credit an invoice, or lines and charges of it, at the price paid")
    part.add_argument("number", metavar="INV")
    part.add_argument(
        "--line", action="append", default=[], metavar="SKU=QTY", help="or a charge by its name; else all"
    )
    part.add_argument("--reduce", default="", metavar="A", help="credit this amount, tax with it; the goods stay")
    part.add_argument("--reason", default="", metavar="TEXT")
    part.set_defaults(run=_credit)


def _credit(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    number = as_number(options.number, "INV")
    if options.reduce and options.line:
        raise BadInput("Name lines, or an amount to reduce the price by.", field="reduce")
    if options.reduce:
        amount = parse_amount(options.reduce, view_shop(desk).currency, field="reduce")
        order_id, credited = session.write(lambda desk: reduce_price(desk, number, amount, options.reason))
    else:
        wanted = _wanted(number, creditable(desk, number), options.line) if options.line else None
        order_id, credited = session.write(lambda desk: credit_invoice(desk, number, wanted, options.reason))
    view = view_order(desk, order_id)
    notes = [each.number for each in view.papers if each.id in credited.notes]
    currency = view.order.currency
    facts = {
        "invoice": number,
        "order": view.order.number,
        "credit_notes": notes,
        "credited": amount_text(credited.total, currency),
        "balance": amount_text(view.order.due, currency),
        "state": view.order.state,
    }
    said = f"{', '.join(notes)} on {number}: {shown(credited.total, currency)} credited"
    return Answer(f"{said}; balance {shown(view.order.due, currency)}", facts)


def _wanted(number: str, able: Sequence[Creditable], words: Sequence[str]) -> dict[int, Quantity]:
    """Quantities by line: each named by its SKU, by what a charge is called, or by its number on the order."""
    wanted = {}
    for word, count in pairs(words, "line").items():
        names = [(each, (each.line.sku or each.line.label).casefold()) for each in able]
        found = [each for each, name in names if name == word.casefold()]
        found = found or [each for each in able if str(each.line.position) == word]
        if not found:
            raise NotFound(f"Nothing called {word[:40]} is left to credit on {number}.", field="line")
        if len(found) > 1:
            raise Refused(f"{word} is on {len(found)} lines of {number}; name the line by its number.", field="line")
        wanted[found[0].line.id] = parse_quantity(count)
    return wanted
