"""`tender`: the ways in which money comes, the owner's own among them."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import Any

from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.money.tenders import ACCOUNTS, ADDABLE, KINDS, Tender
from orderdesk.domain.values.errors import Refused
from orderdesk.services.money.tenders import add_tender, change_tender, tenders_of

_YES_NO = {"yes": True, "no": False}
_FLAGS = {
    "drawer": "the drawer opens for it",
    "may-exceed": "it may bring more than is due",
    "asks-reference": "it is taken only with a reference",
}


def other_tender_argument(parser: Parser) -> None:
    """`--other-tender`, wherever money goes back."""
    parser.add_argument(
        "--other-tender", action="store_true", help="more by this tender than came in by it, by a person who may"
    )


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("list", help="every tender with its kind and its account").set_defaults(run=_list)
    kinds = "; ".join(f"{each}: {KINDS[each].lower()}" for each in ADDABLE)
    told = "add a tender of your own"
    add = steps.add_parser("add", help=told, description=told)
    add.add_argument("name", metavar="NAME", help='such as "Gift voucher"')
    add.add_argument("--kind", required=True, choices=ADDABLE, help=kinds)
    _account(add)
    add.set_defaults(run=_add)
    told = "change what is named, and nothing else"
    change = steps.add_parser("change", help=told, description=told)
    change.add_argument("tender", metavar="TENDER", help="its name or code")
    change.add_argument("--name", metavar="NAME")
    change.add_argument("--kind", choices=ADDABLE, help="as long as no money came by it")
    _account(change)
    for flag, meaning in _FLAGS.items():
        change.add_argument(f"--{flag}", choices=tuple(_YES_NO), help=meaning)
    change.set_defaults(run=_change)
    for name, active, told in (("retire", False, "take no more money by it"), ("use", True, "take it into use again")):
        step = steps.add_parser(name, help=told, description=told)
        step.add_argument("tender", metavar="TENDER")
        step.set_defaults(run=_switch, active=active)


def tender_code(session: Session, typed: str) -> str:
    """The tender of a call by its name or code; refuse one that there is not."""
    return tenders_of(session.desk).called(typed).code


def _account(step: Parser) -> None:
    told = "tender: one of its own; card, bank: the one of card payments or of the bank"
    step.add_argument("--account", choices=ACCOUNTS, help=told)


def _list(session: Session, options: Namespace) -> Answer:
    found = tenders_of(session.desk)
    rows = [(each.code, each.name, KINDS[each.kind], f"account: {each.account}", _words(each)) for each in found]
    return Answer(columns(rows), {"tenders": [_facts(each) for each in found]})


def _words(tender: Tender) -> str:
    said = [meaning for flag, meaning in _FLAGS.items() if getattr(tender, flag.replace("-", "_"))]
    return ", ".join([*said, *([] if tender.active else ["retired"])])


def _facts(tender: Tender) -> dict[str, Any]:
    return {
        "code": tender.code,
        "name": tender.name,
        "kind": tender.kind,
        "drawer": tender.drawer,
        "may_exceed": tender.may_exceed,
        "asks_reference": tender.asks_reference,
        "account": tender.account,
        "in_use": tender.active,
    }


def _add(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: add_tender(desk, options.name, options.kind, account=options.account or ""))
    return _list(session, options)


def _change(session: Session, options: Namespace) -> Answer:
    before = tenders_of(session.desk).called(options.tender)
    values: dict[str, Any] = {
        name: value for name in ("name", "kind", "account") if (value := getattr(options, name)) is not None
    }
    flags = {name.replace("-", "_") for name in _FLAGS}
    values |= {name: _YES_NO[given] for name in sorted(flags) if (given := getattr(options, name)) is not None}
    if not values:
        raise Refused("Say what is to change, such as --name or --account.", field="name")
    session.write(lambda desk: change_tender(desk, replace(before, **values)))
    return _list(session, options)


def _switch(session: Session, options: Namespace) -> Answer:
    before = tenders_of(session.desk).called(options.tender)
    session.write(lambda desk: change_tender(desk, replace(before, active=options.active)))
    return _list(session, options)
