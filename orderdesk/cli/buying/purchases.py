"""`purchase`: place, send, receive, cancel, list and show purchase orders."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import Any

from orderdesk.cli.orders.order_json import day, moment
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import Fields, as_number, pairs, read_day, read_object, read_text
from orderdesk.cli.session import Session
from orderdesk.cli.typed.facts import facts_of
from orderdesk.cli.typed.options import Option, add_options, filled
from orderdesk.cli.writing import Answer, columns, move_facts
from orderdesk.domain.buying.purchasing import (
    Arrived,
    PurchaseLine,
    PurchaseLineRequest,
    PurchaseRequest,
    cost_of,
    share_arrival,
)
from orderdesk.domain.values.errors import NotFound
from orderdesk.domain.values.money import amount_text, money, parse_price, shown_price
from orderdesk.domain.values.quantity import parse_quantity, quantity_text, shown_quantity
from orderdesk.domain.values.written.local import FILES, shown_day, using
from orderdesk.services.buying import purchase_views, purchasing
from orderdesk.services.buying.moves import moves_of
from orderdesk.services.buying.purchase_views import VIEWS, BuyingSuggestion, PurchaseRow, PurchaseView, view_purchase

_MOST = 10_000


def arguments(parser: Parser, verb: str) -> None:
    """The steps of `purchase`."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    place = steps.add_parser("place", help="make a purchase order, of SKU=QTY or of the JSON in a file")
    place.add_argument("lines", nargs="*", metavar="SKU=QTY")
    _head(place)
    place.add_argument("--file", metavar="FILE", help="the order as JSON; - is stdin")
    place.add_argument("--suggested", action="store_true", help="what is suggested for that vendor")
    place.add_argument("--send", action="store_true", help="and send it at once")
    place.set_defaults(run=_place)
    change = steps.add_parser("change", help="change what is named of a draft; lines replace all of them")
    change.add_argument("number", metavar="N")
    change.add_argument("lines", nargs="*", metavar="SKU=QTY")
    _head(change)
    change.set_defaults(run=_change)
    for name, help_ in (("send", "its goods are on their way from now on"), ("show", "one purchase order whole")):
        part = steps.add_parser(name, help=help_)
        part.add_argument("number", metavar="N")
        part.set_defaults(run=_send if name == "send" else _show)
    receive = steps.add_parser("receive", help="goods came in; all that is open when no SKU is named")
    receive.add_argument("number", metavar="N")
    receive.add_argument("came", nargs="*", metavar="SKU=QTY")
    receive.add_argument("--cost", action="append", default=[], metavar="SKU=COST", help="where another cost was paid")
    receive.add_argument("--bin", default="", metavar="B")
    receive.add_argument("--reason", default="", metavar="TEXT", help="why more came than was open")
    receive.set_defaults(run=_receive)
    due = steps.add_parser("due", help="note that it comes on another day")
    due.add_argument("number", metavar="N")
    due.add_argument("day", metavar="DAY", help="such as 2026-05-31, or unknown")
    due.add_argument("--sku", default="", metavar="SKU", help="only this line")
    due.set_defaults(run=_due)
    cancel = steps.add_parser("cancel", help="give up what has not come")
    cancel.add_argument("number", metavar="N")
    cancel.add_argument("--reason", default="", metavar="TEXT")
    cancel.set_defaults(run=_cancel)
    listing = steps.add_parser("list", help="purchase orders, newest first")
    listing.add_argument("--view", default="open", choices=VIEWS)
    listing.add_argument("--search", default="", metavar="TEXT", help="number, vendor or reference")
    listing.add_argument("--limit", type=int, default=50, metavar="K")
    listing.set_defaults(run=_list)
    suggest = steps.add_parser("suggest", help="what is suggested, by vendor")
    suggest.add_argument("--vendor", metavar="NAME")
    suggest.set_defaults(run=_suggest)


HEAD = (
    Option("vendor", metavar="NAME"),
    Option("due", "when the goods should come", metavar="DAY", none="for not known"),
    Option("reference", "what the vendor calls it"),
    Option("note", "printed on the order"),
)


def _head(step: Parser) -> None:
    add_options(step, PurchaseRequest, HEAD)
    step.add_argument("--new-vendor", action="store_true", help="the vendor is not known yet")


def _place(session: Session, options: Namespace) -> Answer:
    request = _from_file(options.file) if options.file else _from_words(session, options)
    request = replace(request, new_vendor=options.new_vendor)
    key = session.write(lambda desk: purchasing.place_purchase(desk, request, send=options.send))
    return _answer(session, view_purchase(session.desk, key))


def _change(session: Session, options: Namespace) -> Answer:
    view = view_purchase(session.desk, _key(session, options))
    now = view.purchase
    lines = _named(options) or tuple(
        PurchaseLineRequest(each.sku, each.quantity, each.cost, each.due) for each in view.lines
    )
    known = PurchaseRequest(view.vendor.name, lines, now.due, now.reference, now.note, options.new_vendor)
    request = filled(known, HEAD, options, now.currency)
    session.write(lambda desk: purchasing.change_purchase(desk, now.id, request))
    return _answer(session, view_purchase(session.desk, now.id))


def _named(options: Namespace) -> tuple[PurchaseLineRequest, ...]:
    return tuple(PurchaseLineRequest(sku, parse_quantity(text)) for sku, text in pairs(options.lines, "lines").items())


def _from_words(session: Session, options: Namespace) -> PurchaseRequest:
    request = filled(PurchaseRequest("", _named(options)), HEAD, options, "")
    if not options.suggested:
        return request
    suggested = purchase_views.suggestions(session.desk, request.vendor)
    lines = (PurchaseLineRequest(each.need.sku, each.quantity) for each in suggested)
    return replace(request, lines=(*request.lines, *lines))


@using(FILES)
def _from_file(name: str) -> PurchaseRequest:
    """{"vendor", "due"?, "reference"?, "note"?, "lines": [{"sku", "quantity", "cost"?, "due"?}]}"""
    given = Fields(read_object(read_text(name)), "order")
    lines = tuple(_line(row) for row in given.rows("lines"))
    request = PurchaseRequest(
        given.text("vendor"), lines, given.day("due"), given.text("reference"), given.text("note")
    )
    given.close()
    return request


def _line(row: Fields) -> PurchaseLineRequest:
    cost = row.figure("cost")
    line = PurchaseLineRequest(
        row.text("sku"),
        parse_quantity(row.text("quantity")),
        parse_price(cost, field="cost") if cost else None,
        row.day("due"),
    )
    row.close()
    return line


def _send(session: Session, options: Namespace) -> Answer:
    key = _key(session, options)
    session.write(lambda desk: purchasing.send_purchase(desk, key))
    return _answer(session, view_purchase(session.desk, key))


def _show(session: Session, options: Namespace) -> Answer:
    return _answer(session, view_purchase(session.desk, _key(session, options)))


def _receive(session: Session, options: Namespace) -> Answer:
    view = view_purchase(session.desk, _key(session, options))
    came = {sku: parse_quantity(text) for sku, text in pairs(options.came, "came").items()}
    costs = {sku: parse_price(text, field="cost") for sku, text in pairs(options.cost, "cost").items()}
    asked = came or {line.sku: 0 for line in view.lines if line.left}
    for sku in costs.keys() - asked.keys():
        raise NotFound(f"A cost is given for {sku}, of which nothing came.", field="cost")
    arrived = [
        part for sku, quantity in came.items() for part in share_arrival(_lines_of(view, sku), quantity, costs.get(sku))
    ] or [Arrived(line.id, line.left, costs.get(line.sku)) for line in view.lines if line.left]
    session.write(
        lambda desk: purchasing.receive_purchase(
            desk, view.purchase.id, arrived, bin=options.bin, reason=options.reason
        )
    )
    return _answer(session, view_purchase(session.desk, view.purchase.id))


def _due(session: Session, options: Namespace) -> Answer:
    view = view_purchase(session.desk, _key(session, options))
    due = None if options.day == "unknown" else read_day(options.day, "day")
    named = _lines_of(view, options.sku) if options.sku else []
    line = next((each.id for each in named if each.left), named[0].id) if named else None
    session.write(lambda desk: purchasing.move_due(desk, view.purchase.id, due, line_id=line))
    return _answer(session, view_purchase(session.desk, view.purchase.id))


def _cancel(session: Session, options: Namespace) -> Answer:
    key = _key(session, options)
    session.write(lambda desk: purchasing.cancel_purchase(desk, key, options.reason))
    return _answer(session, view_purchase(session.desk, key))


def _list(session: Session, options: Namespace) -> Answer:
    limit = max(1, min(options.limit, _MOST))
    rows = purchase_views.purchase_page(session.desk, options.view, typed=options.search, limit=limit)
    table = [
        (row.number, row.vendor, row.state, _come(row), f"due {shown_day(row.due)}" if row.due else "") for row in rows
    ]  # fmt: skip
    return Answer(columns(table) or "No purchase orders.", {"purchases": [_row_facts(row) for row in rows]})


def _suggest(session: Session, options: Namespace) -> Answer:
    found = purchase_views.suggestions(session.desk, options.vendor)
    rows = [(each.need.vendor or "no vendor", each.need.sku, shown_quantity(each.quantity)) for each in found]
    facts = {"suggestions": [_suggested(each) for each in found]}
    return Answer(columns(rows, right=(2,)) or "Nothing is suggested now.", facts)


def _key(session: Session, options: Namespace) -> int:
    return purchase_views.purchase_id_of(session.desk, as_number(options.number, "PO"))


def _lines_of(view: PurchaseView, sku: str) -> list[PurchaseLine]:
    """The lines of an item, as they stand on the order."""
    found = [line for line in view.lines if line.sku.lower() == sku.strip().lower()]
    if not found:
        raise NotFound(f"{view.purchase.number} has no line of {sku.strip()[:60]}.", field="sku")
    return found


def _come(row: PurchaseRow) -> str:
    return f"{shown_quantity(row.received)} of {shown_quantity(row.quantity)} received"


def _answer(session: Session, view: PurchaseView) -> Answer:
    found, currency = view.purchase, view.purchase.currency
    head = f"{found.number} to {view.vendor.name}: {found.state}, {money(view.total, currency)}"
    rows = [
        (line.sku, f"{shown_quantity(line.received)} of {shown_quantity(line.quantity)}", line.name[:60],
         shown_price(line.cost, currency), f"due {shown_day(line.due)}" if line.due else "")
        for line in view.lines
    ]  # fmt: skip
    return Answer("\n".join(filter(None, (head, columns(rows, right=(3,))))), _facts(session, view))


def _facts(session: Session, view: PurchaseView) -> dict[str, Any]:
    found, currency, zone = view.purchase, view.purchase.currency, session.desk.zone
    return {
        "purchase": found.number,
        "state": found.state,
        "vendor": view.vendor.name,
        "reference": found.reference,
        "note": found.note,
        "reason": found.reason or None,
        "due": day(found.due),
        "made_at": moment(found.made_at, zone),
        "sent_at": moment(found.sent_at, zone),
        "currency": currency,
        "lines": [
            {
                **facts_of(line, ("sku", "quantity", "received", "cost", "due"), currency),
                "open": quantity_text(line.left if view.open else 0),
                "net": amount_text(cost_of(line.quantity, line.cost, currency), currency),
            }
            for line in view.lines
        ],
        "total": amount_text(view.total, currency),
        "receipts": [
            {
                "at": moment(each.at, zone),
                **facts_of(each, ("sku", "quantity", "cost", "user"), currency),
                "reason": each.reason or None,
            }
            for each in view.receipts
        ],
        "moves": move_facts(moves_of(view)),
    }


def _row_facts(row: PurchaseRow) -> dict[str, Any]:
    names = ("vendor", "state", "quantity", "received", "due", "reference")
    return {"purchase": row.number, **facts_of(row, names)}


def _suggested(each: BuyingSuggestion) -> dict[str, Any]:
    need = each.need
    figures = facts_of(need, ("sku", "available", "coming", "waiting", "reorder_point"))
    return {"vendor": need.vendor or None, "quantity": quantity_text(each.quantity), **figures}
