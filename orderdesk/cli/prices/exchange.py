"""`exchange-rate`: what the currencies of price lists are worth, by day."""

from __future__ import annotations

from argparse import Namespace

from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_day
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.prices.exchange import ExchangeRate, exchange_text, parse_exchange, shown_exchange
from orderdesk.domain.values.written.local import shown_day
from orderdesk.services.orders.views import view_shop
from orderdesk.services.prices.exchange import exchange_rates, remove_exchange_rate, set_exchange_rate


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("list", help="every rate, the newest first").set_defaults(run=_list)
    told = "set what one unit of a currency is in the shop's own"
    put = steps.add_parser("set", help=told, description=told)
    put.add_argument("currency", metavar="CURRENCY", help="its three letters, such as EUR")
    put.add_argument("rate", metavar="RATE", help="such as 0.8571")
    put.add_argument("--from", dest="day", metavar="YYYY-MM-DD", help="the first day it holds; else today")
    put.set_defaults(run=_set)
    told = "let a rate no longer count"
    drop = steps.add_parser("drop", help=told, description=told)
    drop.add_argument("currency", metavar="CURRENCY")
    drop.add_argument("day", metavar="YYYY-MM-DD", help="the day it holds from")
    drop.set_defaults(run=_drop)


def _list(session: Session, options: Namespace) -> Answer:
    own, found = view_shop(session.desk).currency, exchange_rates(session.desk)
    rows = [
        (f"1 {each.currency}", f"{shown_exchange(each.rate)} {own}", f"from {shown_day(each.valid_from)}")
        for each in found
    ]
    facts = [
        {"currency": each.currency, "rate": exchange_text(each.rate), "from": each.valid_from.isoformat()}
        for each in found
    ]
    return Answer(columns(rows) or f"Every price is in {own}.", {"currency": own, "rates": facts})


def _set(session: Session, options: Namespace) -> Answer:
    day = read_day(options.day, "--from") if options.day else session.desk.today
    rate = ExchangeRate(options.currency, day, parse_exchange(options.rate))
    session.write(lambda desk: set_exchange_rate(desk, rate))
    return _list(session, options)


def _drop(session: Session, options: Namespace) -> Answer:
    day = read_day(options.day, "the day")
    session.write(lambda desk: remove_exchange_rate(desk, options.currency, day))
    return _list(session, options)
