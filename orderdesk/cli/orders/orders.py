"""`order`: place, show and list orders, and move them through their life."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime

from orderdesk.cli.money.tenders import other_tender_argument
from orderdesk.cli.orders.amending import add_amend
from orderdesk.cli.orders.history import history_step
from orderdesk.cli.orders.order_json import day, moment, order_facts, whole_facts
from orderdesk.cli.orders.order_texts import order_text, rows_text
from orderdesk.cli.orders.promises import promise_steps
from orderdesk.cli.orders.quoting import quote_steps
from orderdesk.cli.orders.shorthand import add_step
from orderdesk.cli.orders.taking import take
from orderdesk.cli.orders.terms import terms_facts, terms_steps
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_object, read_text
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.lifecycles import Hold, OrderState
from orderdesk.domain.values.money import amount_text
from orderdesk.domain.values.quantity import quantity_text
from orderdesk.domain.values.written.local import current
from orderdesk.persistence.orders.lists import VIEWS, OrderRow, order_rows
from orderdesk.services.checks.holding import hold_order, release_order
from orderdesk.services.desk import Desk
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.parking import parked_sales
from orderdesk.services.orders.placing import confirm_order
from orderdesk.services.orders.reading_back import note_read_back, read_back_order
from orderdesk.services.orders.repeating import copy_order
from orderdesk.services.orders.views import order_asked, order_id_of, view_order
from orderdesk.services.promises.allocating import allocate_order

_HOLDS = tuple(str(each) for each in Hold if each)
_STATES = (*VIEWS, *(str(each) for each in OrderState))
_MOST = 10_000


def arguments(parser: Parser, verb: str) -> None:
    """The steps of `order`."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    add = steps.add_parser("add", help="place the order in a JSON file")
    add.add_argument("file", nargs="?", default="-", metavar="FILE", help="the file, or - for stdin (the default)")
    add.add_argument("--coupon", default="", metavar="CODE", help="the coupon the customer names")
    add.set_defaults(run=_add)
    show = steps.add_parser("show", help="one order whole")
    show.add_argument("number", metavar="N")
    show.set_defaults(run=_show)
    listing = steps.add_parser("list", help="orders, newest first")
    listing.add_argument("--state", default="all", choices=_STATES, help="a view of the window, or a state")
    listing.add_argument("--search", default="", metavar="TEXT", help="number, customer, phone, reference or tracking")
    listing.add_argument("--limit", type=int, default=50, metavar="K")
    listing.set_defaults(run=_list)
    steps.add_parser("parked", help="sales put aside at the counter").set_defaults(run=_parked)
    add_step(steps.add_parser)
    said = steps.add_parser("read-back", help="the order in one sentence to read to the caller, misheard things first")
    said.add_argument("number", metavar="N")
    said.add_argument("--done", action="store_true", help="note in its history that it was read back")
    said.set_defaults(run=_read_back)
    promise_steps(steps.add_parser)
    add_amend(steps.add_parser)
    quote_steps(steps.add_parser)
    terms_steps(steps.add_parser)
    history_step(steps.add_parser)
    _moves(steps.add_parser)


def _moves(step: Callable[..., Parser]) -> None:
    for name, move, help_ in (
        ("confirm", confirm_order, "make a draft or quote binding"),
        ("allocate", allocate_order, "tie what stock there is to the order"),
    ):
        part = step(name, help=help_)
        part.add_argument("number", metavar="N")
        part.set_defaults(run=_move, move=move)
    copy = step("copy", help="make a draft with the same goods at today's prices")
    copy.add_argument("number", metavar="N")
    copy.set_defaults(run=_copy)
    hold = step("hold", help="stop all work on an order")
    hold.add_argument("number", metavar="N")
    hold.add_argument("--reason", default=str(Hold.REVIEW), choices=_HOLDS)
    hold.add_argument("--note", default="", metavar="TEXT")
    hold.set_defaults(run=_move, move=None)
    release = step("release", help="let work on a held order go on")
    release.add_argument("number", metavar="N")
    release.add_argument("--reason", default="", metavar="TEXT", help="why, where a check holds the order")
    release.set_defaults(run=_release)
    cancel = step("cancel", help="cancel an order of which nothing has left")
    cancel.add_argument("number", metavar="N")
    cancel.add_argument("--reason", default="asked for on the command line", metavar="TEXT")
    cancel.add_argument("--give-back", default="", metavar="TENDER", help="how money on it goes back")
    cancel.add_argument("--till", default="", metavar="NAME")
    other_tender_argument(cancel)
    cancel.set_defaults(run=_cancel)


def _add(session: Session, options: Namespace) -> Answer:
    given = read_object(read_text(options.file))
    order_id = session.write(lambda desk: take(desk, given, options.coupon))
    return _placed(session.desk, order_id)


def _show(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    view = view_order(desk, order_id_of(desk, options.number))
    facts = whole_facts(view, desk.zone) | {"terms": terms_facts(desk, view.order.id, view.order.currency)}
    return Answer(order_text(view, desk.zone, whole=True), facts)


def _list(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    limit = max(1, min(options.limit, _MOST))
    view, state = (options.state, "") if options.state in VIEWS else ("all", options.state)
    with desk.reading() as connection:
        rows = order_rows(connection, view, desk.today, typed=options.search, state=state, limit=limit)
    return Answer(rows_text(rows), {"orders": [_row_facts(row, desk) for row in rows]})


def _parked(session: Session, options: Namespace) -> Answer:
    zone, found = session.desk.zone, parked_sales(session.desk)
    said = [f"{_at(each.at.astimezone(zone))}  {each.user}  {each.name}" for each in found]
    facts = [{"name": each.name, "user": each.user, "at": moment(each.at, zone)} for each in found]
    return Answer("\n".join(said) or "No sale is parked.", {"parked": facts})


def _at(at: datetime) -> str:
    return f"{current().days.short(at)} {at:%H:%M}"


def _move(session: Session, options: Namespace) -> Answer:
    order_id = order_id_of(session.desk, options.number)
    if options.move is None:
        session.write(lambda desk: hold_order(desk, order_id, Hold(options.reason), options.note))
    else:
        done = session.write(lambda desk: options.move(desk, order_id))
        if options.move is allocate_order and not done:
            placed = _placed(session.desk, order_id)
            said = "Nothing of what it waits for is there; nothing was allocated."
            return Answer(f"{placed.text}\n{said}", {**placed.facts, "allocated_now": "0"})
    return _placed(session.desk, order_id)


def _read_back(session: Session, options: Namespace) -> Answer:
    order_id, number = order_asked(session.desk, options.number)
    found = read_back_order(session.desk, order_id)
    if options.done:
        session.write(lambda desk: note_read_back(desk, order_id))
    facts = {"order": number, "parts": list(found.parts), "easily_misheard": found.doubtful, "noted": options.done}
    return Answer(found.sentence, facts)


def _copy(session: Session, options: Namespace) -> Answer:
    order_id = order_id_of(session.desk, options.number)
    copied = session.write(lambda desk: copy_order(desk, order_id))
    view = view_order(session.desk, copied.order_id)
    said = [order_text(view, session.desk.zone), *(f"Changed since: {each}" for each in copied.changes)]
    return Answer("\n".join(said), {**order_facts(view, session.desk.zone), "changes": list(copied.changes)})


def _release(session: Session, options: Namespace) -> Answer:
    order_id = order_id_of(session.desk, options.number)
    session.write(lambda desk: release_order(desk, order_id, options.reason))
    return _placed(session.desk, order_id)


def _cancel(session: Session, options: Namespace) -> Answer:
    order_id = order_id_of(session.desk, options.number)
    session.write(
        lambda desk: cancel_order(
            desk,
            order_id,
            options.reason,
            give_back=options.give_back,
            till=options.till,
            otherwise=options.other_tender,
        )
    )
    return _placed(session.desk, order_id)


def _placed(desk: Desk, order_id: int) -> Answer:
    view = view_order(desk, order_id)
    return Answer(order_text(view, desk.zone), order_facts(view, desk.zone))


def _row_facts(row: OrderRow, desk: Desk) -> dict[str, object]:
    return {
        "order": row.number,
        "placed_at": moment(row.placed_at, desk.zone),
        "customer": row.customer,
        "channel": row.channel,
        "units": quantity_text(row.units),
        "state": row.state,
        "hold": row.hold or None,
        "fulfilment": row.fulfilment,
        "payment": row.payment,
        "required_by": day(row.ship_by),
        "currency": row.currency,
        "total": amount_text(row.total, row.currency),
        "balance": amount_text(row.due, row.currency),
    }
