"""`order amend` changes a confirmed order and says what it did to the money, `order cancel-open` gives up a part of it;
`pick put-back` carries goods home."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import partial

from orderdesk.cli.orders.order_json import order_facts
from orderdesk.cli.orders.order_texts import order_text
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import pairs, read_day
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.orders.records import LineRequest, OrderLine
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import amount_text, parse_price, shown
from orderdesk.domain.values.quantity import parse_count, parse_quantity, quantity_text, shown_quantity
from orderdesk.services.customers.customers import card_of
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.tasks import PUT_BACK, finish_task, open_tasks
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.cancelling import cancel_open
from orderdesk.services.orders.views import order_id_of, view_order


def add_amend(step: Callable[..., Parser]) -> None:
    """The steps of `order`."""
    part = step("amend", help="change a confirmed order")
    part.add_argument("number", metavar="N")
    part.add_argument("--set", nargs="+", default=[], metavar="LINE=QTY", help="by SKU or line number; 0 takes it off")
    part.add_argument("--add", nargs="+", default=[], metavar="SKU=QTY")
    part.add_argument("--price", nargs="+", default=[], metavar="LINE=PRICE")
    part.add_argument("--service", metavar="CODE", help="send it by this service; '' for goods that are collected")
    part.add_argument("--bill-to", metavar="TEXT", help="the address of the customer that is billed, by a part of it")
    part.add_argument("--ship-by", metavar="DAY")
    part.add_argument("--instructions", metavar="TEXT", help="for the packer")
    part.add_argument("--note", metavar="TEXT", help="for the customer")
    part.add_argument("--reference", metavar="TEXT")
    part.add_argument("--reason", default="", metavar="TEXT")
    part.set_defaults(run=_amend)
    less = step("cancel-open", help="give up what is back-ordered of lines; the rest of the order stands")
    less.add_argument("number", metavar="N")
    less.add_argument("lines", nargs="+", metavar="LINE=QTY", help="by SKU or line number")
    less.add_argument("--reason", default="", metavar="TEXT")
    less.set_defaults(run=_cancel_open)


def add_put_back(step: Callable[..., Parser]) -> None:
    """The step of `pick`."""
    part = step("put-back", help="goods that were picked and are no longer wanted: list them, or say that one is done")
    part.add_argument("done", nargs="*", type=int, metavar="ID")
    part.set_defaults(run=_put_back)


def _amend(session: Session, options: Namespace) -> Answer:
    order_id = order_id_of(session.desk, options.number)
    lines = view_order(session.desk, order_id).lines
    amendment = Amendment(
        lines=_changes(lines, options.set, options.price),
        added=tuple(LineRequest(parse_quantity(count), sku=sku) for sku, count in pairs(options.add, "add").items()),
        service=options.service,
        bill_to_id=_address(session.desk, order_id, options.bill_to) if options.bill_to else None,
        ship_by=read_day(options.ship_by, "ship-by") if options.ship_by else None,
        instructions=options.instructions,
        note_to_customer=options.note,
        reference=options.reference,
    )
    money = session.write(lambda desk: amend_order(desk, order_id, amendment, options.reason))
    view = view_order(session.desk, order_id)
    currency = view.order.currency
    said = f"The total was {shown(money.before, currency)} and is {shown(money.after, currency)}; "
    said += (
        f"{shown(money.due, currency)} to pay." if money.due >= 0 else f"{shown(-money.due, currency)} to give back."
    )
    figures = {name: amount_text(getattr(money, name), currency) for name in ("before", "after", "due")}
    text = f"{order_text(view, session.desk.zone)}\n{said}"
    return Answer(text, {**order_facts(view, session.desk.zone), "amended": figures})


def _address(desk: Desk, order_id: int, typed: str) -> int:
    """The key of the one address of an order's customer that has what is typed in its name or lines."""
    customer_id = view_order(desk, order_id).order.customer_id
    known = card_of(desk, customer_id).addresses if customer_id else ()
    found = [
        each.id
        for each in known
        if typed.casefold() in " ".join((each.label, each.name, each.line1, each.postcode, each.city)).casefold()
    ]
    if len(found) != 1:
        raise Refused(f"{len(found)} addresses of the customer fit {typed[:40]}; name one.", field="bill_to")
    return found[0]


def _cancel_open(session: Session, options: Namespace) -> Answer:
    order_id = order_id_of(session.desk, options.number)
    lines = view_order(session.desk, order_id).lines
    given_up = {_line(lines, word): parse_quantity(count) for word, count in pairs(options.lines, "lines").items()}
    session.write(lambda desk: cancel_open(desk, order_id, given_up, options.reason))
    view = view_order(session.desk, order_id)
    return Answer(order_text(view, session.desk.zone), order_facts(view, session.desk.zone))


def _changes(lines: Sequence[OrderLine], counts: Sequence[str], prices: Sequence[str]) -> dict[int, LineChange]:
    quantities = {_line(lines, word): count for word, count in pairs(counts, "set").items()}
    asked = {_line(lines, word): price for word, price in pairs(prices, "price").items()}
    return {
        key: LineChange(
            quantity=_quantity(quantities[key]) if key in quantities else None,
            price=parse_price(asked[key]) if key in asked else None,
        )
        for key in (*quantities, *(key for key in asked if key not in quantities))
    }


def _quantity(text: str) -> int:
    return parse_count(text)


def _line(lines: Sequence[OrderLine], word: str) -> int:
    """The key of a line named by its SKU or by its number."""
    found = [line.id for line in lines if (line.sku or "").casefold() == word.casefold()]
    found = found or [line.id for line in lines if str(line.position) == word]
    if len(found) > 1:
        raise Refused(f"{word} is on {len(found)} lines; name the line by its number.", field="set")
    if not found:
        raise NotFound(f"The order has no line {word[:40]}.", field="set")
    return found[0]


def _put_back(session: Session, options: Namespace) -> Answer:
    for key in options.done:
        session.write(partial(finish_task, key=key))
    waiting = [each for each in open_tasks(session.desk) if each.kind == PUT_BACK]
    rows = [(str(each.id), each.bin, shown_quantity(each.quantity), each.sku, each.shipment) for each in waiting]
    facts = [
        {"id": each.id, "bin": each.bin, "sku": each.sku, "quantity": quantity_text(each.quantity)} for each in waiting
    ]
    return Answer(columns(rows, right=(0, 2)) or "Nothing is to be put back.", {"put_back": facts})
