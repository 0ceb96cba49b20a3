"""`seed` and `simulate`: an invented shop of any size, and a scripted day."""

from __future__ import annotations

from argparse import Namespace

from orderdesk.app import open_desk
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_day
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, as_json, write_line
from orderdesk.domain.values.texts import count_word
from orderdesk.services.showroom.rehearsal import seed
from orderdesk.services.showroom.rehearsal.day import live_a_day


def arguments(parser: Parser, verb: str) -> None:
    """The options of the two verbs."""
    if verb == "seed":
        parser.add_argument("--orders", type=int, default=1_000, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same shop")
        parser.add_argument("--day", metavar="DATE", help="the last day of the shop; else today")
        parser.set_defaults(run=_seed)
        return
    parser.add_argument("--orders", type=int, default=40, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same day")
    parser.add_argument("--tills", type=int, default=1, metavar="T")
    parser.set_defaults(run=_simulate)


def _seed(session: Session, options: Namespace) -> Answer:
    day = read_day(options.day, "day") if options.day else None
    desk = session.use(open_desk(session.settings, create=True))
    made = seed(desk, options.orders, options.seed, today=day)
    facts = {
        "orders": made.orders,
        "open_orders": made.open_orders,
        "items": made.items,
        "customers": made.customers,
        "first_day": made.first_day.isoformat(),
        "last_day": made.last_day.isoformat(),
    }
    parts = (made.orders, "order"), (made.items, "item"), (made.customers, "customer")
    orders, items, customers = (count_word(count, thing) for count, thing in parts)
    return Answer(f"{orders}, {items} and {customers} are made.", facts)


def _simulate(session: Session, options: Namespace) -> None:
    """One JSON object a line, each written after its step was kept; whoever reads it may rely on it."""
    for step in live_a_day(session.desk, options.orders, options.seed, options.tills):
        write_line(as_json(step))
