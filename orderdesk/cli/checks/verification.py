"""`verification`: what is looked at when an order is confirmed, and how this shop sets it."""

from __future__ import annotations

from argparse import Namespace

from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.services.checks.verifying import check_settings, set_check


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("list", help="every check, with its level").set_defaults(run=_list)
    setting = steps.add_parser("set", help="switch a check on or off, or set its level")
    setting.add_argument("check", metavar="CHECK", help="such as limit, late, address, duplicate")
    turn = setting.add_mutually_exclusive_group()
    turn.add_argument("--on", dest="on", action="store_true", default=True)
    turn.add_argument("--off", dest="on", action="store_false")
    setting.add_argument("--level", type=int, metavar="N", help="days, hours or times, as the list says")
    setting.set_defaults(run=_set)


def _list(session: Session, options: Namespace) -> Answer:
    found = check_settings(session.desk)
    rows = [
        (check.code, check.name, "on" if now.on else "off", f"{now.level} {check.unit}" if check.unit else "")
        for check, now in found
    ]
    facts = [
        {"check": check.code, "name": check.name, "on": now.on, "hold": str(check.hold), "level": now.level or None}
        for check, now in found
    ]
    return Answer(columns(rows), {"checks": facts})


def _set(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: set_check(desk, options.check, on=options.on, level=options.level))
    return _list(session, options)
