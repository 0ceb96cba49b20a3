"""`till`: opened with a float, money in and out, counted, closed with a Z."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from orderdesk.cli.money.day_json import report_facts, report_text
from orderdesk.cli.orders.order_json import moment
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import pairs, read_amount
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns, move_facts
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.money import amount_text, money, parse_amount, shown
from orderdesk.persistence.money.tills import TillSession
from orderdesk.services.desk import Desk
from orderdesk.services.money import tills
from orderdesk.services.money.moves import moves_of
from orderdesk.services.money.till_views import session_of_z
from orderdesk.services.orders.views import view_shop

_MOVES = {"paid-in": tills.paid_in, "paid-out": tills.paid_out, "drop": tills.drop}
_LONGEST_COUNT = 6


def arguments(parser: Parser, verb: str) -> None:
    """The steps of a till's day."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)

    def step(name: str, run: Any, help_: str) -> Parser:
        part: Parser = steps.add_parser(name, help=help_)
        part.add_argument("--till", default="", metavar="NAME")
        part.set_defaults(run=run)
        return part

    step("add", _add, "set up another till")
    step("open", _open, "begin a session").add_argument("--float", metavar="A", help="else what was left in it")
    for name in _MOVES:
        part = step(name, _move, f"{name.replace('-', ' ')}: cash that is no sale")
        part.add_argument("amount", metavar="A")
        part.add_argument("--reason", default="", metavar="TEXT")
        part.set_defaults(move=name)
    step("no-sale", _no_sale, "open the drawer").add_argument("--reason", default="", metavar="TEXT")
    count = step("count", _count, "keep a count of the cash")
    count.add_argument("pieces", nargs="+", metavar="A[=N]", help="20.00=5 0.50=3, or one sum")
    step("resume", _resume, "sell on; the count is forgotten")
    close = step("close", _close, "close a counted till and make its Z")
    close.add_argument("--left", metavar="A", help="what stays as the next float")
    close.add_argument("--reason", default="", metavar="TEXT", help="why the count is off")
    close.add_argument("--counted", action="append", default=[], metavar="TENDER=A", help="slips of another tender")
    step("verify", _verify, "a second person has looked").add_argument("z", metavar="Z", type=int)
    step("x", _x, "the figures so far")
    step("list", _list, "the sessions going on")


def _add(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: tills.add_till(desk, options.till))
    return Answer(f"{options.till.strip()} is set up.", {"till": options.till.strip()})


def _open(session: Session, options: Namespace) -> Answer:
    currency = view_shop(session.desk).currency
    start = None if options.float is None else read_amount(options.float, currency, "float")
    opened = session.write(lambda desk: tills.open_till(desk, options.till, start))
    return Answer(_text(opened, currency), _facts(opened, session.desk, currency))


def _move(session: Session, options: Namespace) -> Answer:
    currency = view_shop(session.desk).currency
    amount = parse_amount(options.amount, currency)
    reason = options.reason or ("to the safe" if options.move == "drop" else "")
    session.write(lambda desk: _MOVES[options.move](desk, amount, reason, till=options.till))
    facts = {"kind": options.move, "amount": amount_text(amount, currency), "reason": reason}
    return Answer(f"{options.move}: {money(amount, currency)}", facts)


def _no_sale(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: tills.no_sale(desk, options.reason, till=options.till))
    return Answer("The drawer is open.", {"kind": "no-sale", "reason": options.reason})


def _count(session: Session, options: Namespace) -> Answer:
    currency = view_shop(session.desk).currency
    words = [word if "=" in word else f"{word}=1" for word in options.pieces]
    pieces = {
        amount_text(parse_amount(piece, currency, field="denominations"), currency): _pieces(number)
        for piece, number in pairs(words, "pieces").items()
    }
    counted = session.write(lambda desk: tills.count_till(desk, pieces, till=options.till))
    return Answer(f"Counted {money(counted, currency)}", {"counted": amount_text(counted, currency)})


def _pieces(number: str) -> int:
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_COUNT):
        raise BadInput(f"{number[:40]!r} is not a number of coins or notes.", field="pieces")
    return int(number)


def _resume(session: Session, options: Namespace) -> Answer:
    state = session.write(lambda desk: tills.resume_till(desk, till=options.till))
    return Answer("The till is open again.", {"state": state})


def _close(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    currency = view_shop(desk).currency
    left = None if options.left is None else read_amount(options.left, currency, "left")
    counted = pairs(options.counted, "counted")
    slips = {tender: read_amount(text, currency, "counted") for tender, text in counted.items()}
    report = session.write(
        lambda desk: tills.close_till(desk, till=options.till, left=left, reason=options.reason, counted=slips)
    )
    return Answer(report_text(report), report_facts(report, desk.zone))


def _verify(session: Session, options: Namespace) -> Answer:
    key = session_of_z(session.desk, options.z, till=options.till)
    session.write(lambda desk: tills.verify_till(desk, key))
    return Answer(f"Z {options.z} is verified.", {"z_number": options.z, "verified_by": session.desk.user})


def _x(session: Session, options: Namespace) -> Answer:
    report = tills.x_report(session.desk, till=options.till)
    return Answer(report_text(report), report_facts(report, session.desk.zone))


def _list(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    currency = view_shop(desk).currency
    found = tills.open_tills(desk)
    rows = [(each.till, each.state, each.opened_by, shown(each.float_amount, currency)) for each in found]
    return Answer(columns(rows) or "No till is open.", {"tills": [_facts(each, desk, currency) for each in found]})


def _facts(opened: TillSession, desk: Desk, currency: str) -> dict[str, Any]:
    return {
        "till": opened.till,
        "state": opened.state,
        "opened_at": moment(opened.opened_at, desk.zone),
        "opened_by": opened.opened_by,
        "float": amount_text(opened.float_amount, currency),
        "moves": move_facts(moves_of(opened.till, opened)),
    }


def _text(opened: TillSession, currency: str) -> str:
    return f"{opened.till} is open with a float of {money(opened.float_amount, currency)}"
