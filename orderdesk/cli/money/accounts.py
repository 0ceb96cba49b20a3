"""`account`: the accounts that documents are posted to, and what the accountant calls them."""

from __future__ import annotations

from argparse import Namespace

from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.money.accounts import Named
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.services.reports.books import chart_of_accounts, name_account


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("list", help="every account with its code and name").set_defaults(run=_list)
    told = "call an account as the accountant does"
    put = steps.add_parser("name", help=told, description=told)
    put.add_argument("account", metavar="ACCOUNT", help='its name or code, such as "Bank" or "Sales at 20%%"')
    put.add_argument("--code", metavar="CODE", help="such as 8400; an empty one takes it away")
    put.add_argument("--name", metavar="NAME", help="an empty one is what it is usually called")
    put.set_defaults(run=_name)


def _list(session: Session, options: Namespace) -> Answer:
    found = chart_of_accounts(session.desk)
    rows = [(each.code, each.name, each.usual_name if each.own_name else "") for each in found]
    facts = [{"code": each.code, "name": each.name, "usual_name": each.usual_name} for each in found]
    return Answer(columns(rows), {"accounts": facts})


def _name(session: Session, options: Namespace) -> Answer:
    if options.code is None and options.name is None:
        raise Refused("Say its code, its name, or both.", field="code")
    chosen = _account(chart_of_accounts(session.desk), options.account)
    code = chosen.code if options.code is None else options.code
    name = chosen.own_name if options.name is None else options.name
    session.write(lambda desk: name_account(desk, chosen.account, code=code, name=name))
    return _list(session, options)


def _account(chart: tuple[Named, ...], typed: str) -> Named:
    """The account called so, by its name, its usual name or its code."""
    wanted = "".join(typed.casefold().split())
    found = [
        each
        for each in chart
        if wanted in {"".join(text.casefold().split()) for text in (each.name, each.usual_name, each.code) if text}
    ]
    if len(found) > 1:
        raise Refused(f"{len(found)} accounts are called {typed[:40]}; give the name of one.", field="account")
    if not found:
        raise NotFound(f"There is no account {typed[:40]}; see: orderdesk account list.", field="account")
    return found[0]
