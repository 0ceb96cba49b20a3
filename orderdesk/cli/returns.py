"""`return`: goods allowed back, received, inspected and settled."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from orderdesk.cli.money.tenders import other_tender_argument, tender_code
from orderdesk.cli.orders.order_json import return_facts
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import as_number, pairs, read_amount
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, move_facts
from orderdesk.domain.money.refunding import given_back
from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import amount_text, shown
from orderdesk.domain.values.quantity import Quantity, parse_quantity, quantity_text, shown_quantity
from orderdesk.persistence.returns.lists import ReturnLineRow
from orderdesk.services.desk import Desk
from orderdesk.services.orders.views import order_id_of, return_id_of, view_order, view_return
from orderdesk.services.returns.moves import moves_of
from orderdesk.services.returns.returning import (
    OUTCOMES,
    REASONS,
    ComingBack,
    Inspected,
    inspect_return,
    open_return,
    receive_return,
    settle_return,
)


def arguments(parser: Parser, verb: str) -> None:
    """The steps of a return."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    allow = steps.add_parser("open", help="allow goods of an order back")
    allow.add_argument("number", metavar="N")
    allow.add_argument("--line", action="append", default=[], metavar="SKU=QTY", help="else all that has shipped")
    allow.add_argument("--reason", default=REASONS[0], metavar="TEXT")
    allow.add_argument("--note", default="", metavar="TEXT")
    allow.add_argument("--late", default="", metavar="TEXT", help="why it is taken after the return period")
    allow.set_defaults(run=_open)
    receive = steps.add_parser("receive", help="the goods are here")
    receive.add_argument("number", metavar="RMA")
    receive.add_argument("--line", action="append", default=[], metavar="SKU=QTY", help="else all that was allowed")
    receive.add_argument("--late", default="", metavar="TEXT", help="why it is taken after its last day")
    receive.set_defaults(run=_receive)
    inspect = steps.add_parser("inspect", help="say what becomes of the goods")
    inspect.add_argument("number", metavar="RMA")
    inspect.add_argument("--outcome", default="restock", choices=OUTCOMES, help="of every line not named")
    inspect.add_argument(
        "--line",
        action="append",
        default=[],
        metavar="SKU=OUTCOME",
        help="of one line; of its parts as SKU=restock:2,scrap:1",
    )
    inspect.add_argument("--condition", default="", metavar="TEXT")
    inspect.add_argument("--bin", default="", metavar="B", help="where restocked goods go")
    inspect.set_defaults(run=_inspect)
    settle = steps.add_parser("settle", help="credit what came back and give the money back")
    settle.add_argument("number", metavar="RMA")
    settle.add_argument("--tender", default="account", metavar="TENDER", help="account: only what is owed goes down")
    settle.add_argument("--fee", default="0", metavar="A", help="a restocking fee, before tax")
    settle.add_argument("--till", default="", metavar="NAME")
    other_tender_argument(settle)
    settle.set_defaults(run=_settle)
    show = steps.add_parser("show", help="one return whole")
    show.add_argument("number", metavar="RMA")
    show.set_defaults(run=lambda session, options: _return(session.desk, _key(session.desk, options.number)))


def _open(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    order_id = order_id_of(desk, options.number)
    lines = view_order(desk, order_id).lines
    wanted = {sku: parse_quantity(text) for sku, text in pairs(options.line, "line").items()}
    parts = _named(lines, wanted, options.reason) if wanted else _all_shipped(lines, options.reason)
    number = session.write(lambda desk: open_return(desk, order_id, parts, note=options.note, late=options.late))
    return _return(desk, return_id_of(desk, number))


def _all_shipped(lines: tuple[OrderLine, ...], reason: str) -> list[ComingBack]:
    left = [(line.id, line.shipped - line.returned) for line in lines if line.goods]
    return [ComingBack(key, quantity, reason) for key, quantity in left if quantity > 0]


def _named(lines: tuple[OrderLine, ...], wanted: dict[str, Quantity], reason: str) -> list[ComingBack]:
    """The lines of an item in their order, each with what it can give; the last one takes what is too much."""
    parts = []
    for sku, quantity in wanted.items():
        same = [line for line in lines if line.sku == sku]
        if not same:
            raise NotFound(f"{sku} is not in this order.", field="line")
        for line in same:
            part = quantity if line is same[-1] else min(quantity, line.shipped - line.returned)
            quantity -= part
            if part:
                parts.append(ComingBack(line.id, part, reason))
    return parts


def _receive(session: Session, options: Namespace) -> Answer:
    key = _key(session.desk, options.number)
    wanted = {sku: parse_quantity(text) for sku, text in pairs(options.line, "line").items()}
    quantities: dict[int, Quantity] | None = None
    if wanted:
        rows = view_return(session.desk, key)[1]
        quantities = {_row(rows, sku).id: quantity for sku, quantity in wanted.items()}
    session.write(lambda desk: receive_return(desk, key, quantities, late=options.late))
    return _return(session.desk, key)


def _inspect(session: Session, options: Namespace) -> Answer:
    key = _key(session.desk, options.number)
    rows = view_return(session.desk, key)[1]
    named = {_row(rows, sku).id: said for sku, said in pairs(options.line, "line").items()}
    inspected = [
        Inspected(row.id, outcome.strip(), options.condition, options.bin, parse_quantity(count) if count else None)
        for row in rows
        if row.received
        for outcome, _, count in (part.partition(":") for part in named.get(row.id, options.outcome).split(","))
    ]
    session.write(lambda desk: inspect_return(desk, key, inspected))
    return _return(session.desk, key)


def _settle(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    key = _key(desk, options.number)
    order_id = view_return(desk, key)[0].order_id
    currency = view_order(desk, order_id).order.currency
    fee = read_amount(options.fee, currency, "fee")
    tender = tender_code(session, options.tender)
    settled = session.write(
        lambda desk: settle_return(desk, key, tender, fee=fee, till=options.till, otherwise=options.other_tender)
    )
    view = view_order(desk, order_id)
    notes = [each.number for each in view.papers if each.id in settled.credit_notes]
    answer = _return(desk, key)
    facts = {
        **answer.facts,
        "credit_notes": notes,
        "credited": amount_text(settled.credited, currency),
        "refunded": amount_text(settled.refunded, currency),
        "handed_out": amount_text(settled.handed, currency),
        "balance": amount_text(view.order.due, currency),
    }
    credited = f"{', '.join(notes)}: {shown(settled.credited, currency)} credited"
    back = given_back(settled.refunded, settled.handed, currency, f" by {options.tender}")
    return Answer(f"{credited}, {back}", facts)


def _key(desk: Desk, word: str) -> int:
    return return_id_of(desk, as_number(word, "RMA"))


def _row(rows: list[ReturnLineRow], sku: str) -> ReturnLineRow:
    found = [row for row in rows if row.sku == sku]
    if not found:
        raise NotFound(f"{sku} is not in this return.", field="line")
    if len(found) > 1:
        raise Refused(f"{sku} is in this return twice; receive and inspect it in the window.", field="line")
    return found[0]


def _return(desk: Desk, key: int) -> Answer:
    row, lines = view_return(desk, key)
    papers = view_order(desk, row.order_id).papers
    facts: dict[str, Any] = {
        **return_facts(row, desk.zone),
        "lines": [_line_facts(each) for each in lines],
        "moves": move_facts(moves_of(row, papers, desk.today)),
    }
    text = ", ".join(f"{shown_quantity(each.quantity)} {each.sku}" for each in lines)
    return Answer(f"{row.number} of {row.order_number}: {row.state}; {text}", facts)


def _line_facts(row: ReturnLineRow) -> dict[str, Any]:
    return {
        "sku": row.sku,
        "quantity": quantity_text(row.quantity),
        "received": quantity_text(row.received),
        "reason": row.reason,
        "condition": row.condition or None,
        "outcome": row.outcome or None,
    }
