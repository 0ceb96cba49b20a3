"""`numbers`: the next number of each series."""

from __future__ import annotations

from argparse import Namespace

from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.services.numbering import series_of, set_next_number


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("list", help="every series, with its next number").set_defaults(run=_list)
    setting = steps.add_parser("set", help="let a series go on with a higher number")
    setting.add_argument("series", metavar="SERIES", help="such as SO, INV or Z-1, as the list says")
    setting.add_argument("number", metavar="N", type=int)
    setting.set_defaults(run=_set)


def _list(session: Session, options: Namespace) -> Answer:
    found = series_of(session.desk)
    facts = [
        {"series": each.code, "title": each.title, "next": each.next, "gapless": each.gapless, "refusal": each.refusal}
        for each in found
    ]
    rows = [(each.code, str(each.next), each.title, "without holes" if each.gapless else "") for each in found]
    return Answer(columns(rows), {"series": facts})


def _set(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: set_next_number(desk, options.series, options.number))
    return _list(session, options)
