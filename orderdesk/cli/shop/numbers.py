"""`numbers`: the next number of each series."""

from __future__ import annotations

from argparse import Namespace

from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.services.record.numbering import series_of, set_next_number, set_yearly


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("list", help="every series, with its next number").set_defaults(run=_list)
    setting = steps.add_parser("set", help="continue a series from a higher number")
    setting.add_argument("series", metavar="SERIES", help="such as SO, INV or Z-1, as the list says")
    setting.add_argument("number", metavar="N", type=int)
    setting.set_defaults(run=_set)
    yearly = steps.add_parser("yearly", help="let a series begin anew each year, as INV-2026-0001")
    yearly.add_argument("series", metavar="SERIES", help="SO, INV, CN, R, SH, PL, RMA or PO")
    yearly.add_argument("--off", action="store_true", help="let it run on from year to year")
    yearly.set_defaults(run=_yearly)


def _list(session: Session, options: Namespace) -> Answer:
    found = series_of(session.desk)
    facts = [
        {
            "series": each.code,
            "title": each.title,
            "next": each.next,
            "text": each.text,
            "yearly": each.yearly,
            "gapless": each.gapless,
            "refusal": each.refusal,
        }
        for each in found
    ]
    rows = [(each.code, each.text, each.title, "without holes" if each.gapless else "") for each in found]
    return Answer(columns(rows), {"series": facts})


def _yearly(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: set_yearly(desk, options.series.upper(), not options.off))
    return _list(session, options)


def _set(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: set_next_number(desk, options.series, options.number))
    return _list(session, options)
