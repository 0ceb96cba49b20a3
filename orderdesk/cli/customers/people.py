"""`customer` and `user`: the people who buy, and those who work here."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from orderdesk.cli.customers.card import customer_answer
from orderdesk.cli.customers.changing import changing_steps
from orderdesk.cli.customers.merging import merging_steps
from orderdesk.cli.customers.paying import paying_step
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import as_number
from orderdesk.cli.session import Session, ask_pin
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import parse_amount, parse_percent
from orderdesk.domain.values.rights import ROLES
from orderdesk.services.customers.customers import customers_page, look_for_customers
from orderdesk.services.customers.own_codes import drop_own_code, own_codes, save_own_code
from orderdesk.services.orders.views import customer_id_of, view_shop
from orderdesk.services.people.users import rename_user, retire_user, save_user, set_limit, set_pin, unlock, users_of

NEW_PIN = "ORDERDESK_NEW_PIN"
_LIMITED = {"discount": "give this discount", "cash-back": "give back this much cash"}


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the two verbs."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    if verb == "user":
        _user_steps(steps)
        return
    changing_steps(steps)
    show = steps.add_parser("show", help="one customer whole")
    show.add_argument("number", metavar="ID")
    show.set_defaults(run=_show)
    code = steps.add_parser("code", help="what a customer calls our items: list, add or remove codes")
    code.add_argument("number", metavar="ID")
    code.add_argument("code", nargs="?", default="", metavar="CODE", help="their code; alone, all are listed")
    code.add_argument("sku", nargs="?", default="", metavar="SKU", help="the item that it means")
    code.add_argument("--remove", action="store_true", help="forget the code")
    code.set_defaults(run=_code)
    listing = steps.add_parser("list", help="customers by name")
    listing.add_argument("--search", default="", metavar="TEXT")
    listing.set_defaults(run=_list)
    merging_steps(steps)
    paying_step(steps)


def _show(session: Session, options: Namespace) -> Answer:
    return customer_answer(session.desk, customer_id_of(session.desk, as_number(options.number, "C")))


def _code(session: Session, options: Namespace) -> Answer:
    customer_id = customer_id_of(session.desk, as_number(options.number, "C"))
    if options.remove:
        session.write(lambda desk: drop_own_code(desk, customer_id, options.code))
    elif options.code:
        session.write(lambda desk: save_own_code(desk, customer_id, options.code, options.sku))
    codes = own_codes(session.desk, customer_id)
    facts = [{"code": each.code, "sku": each.sku, "name": each.name} for each in codes]
    return Answer(columns([(each.code, each.sku, each.name) for each in codes]) or "No codes.", {"codes": facts})


def _list(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    if options.search:
        named = [
            (each.number, each.company or each.name, each.city) for each in look_for_customers(desk, options.search)
        ]
    else:
        named = [(each.number, each.company or each.name, each.city) for each in customers_page(desk)]
    facts = [{"id": number, "name": name, "city": city} for number, name, city in named]
    return Answer(columns(named) or "No customers.", {"customers": facts})


def _user_steps(steps: Any) -> None:
    for name, help_text, run in (
        ("add", "add a person, or give one another role", _add_user),
        ("role", "give a person another role", _add_user),
        ("rename", "call a person by another name; their history keeps the old one", _rename),
        ("pin", "set a person's PIN, or take it away", _pin),
        ("unlock", "hear their PIN again at once after too many wrong ones", _unlock),
        ("retire", "let a person go", _retire),
    ):
        step = steps.add_parser(name, help=help_text)
        step.add_argument("name", metavar="NAME")
        step.set_defaults(run=run)
        if name == "pin":
            step.add_argument("--remove", action="store_true", help="no PIN from now on")
        elif name == "add":
            step.add_argument("--role", default="counter", choices=ROLES)
        elif name == "rename":
            step.add_argument("new_name", metavar="NEW")
        elif name == "role":
            step.add_argument("role", choices=ROLES)
    limit = steps.add_parser("limit", help="how much discount, or cash back, a role may give")
    limit.add_argument("role", choices=ROLES)
    limit.add_argument("kind", choices=("discount", "cash-back"))
    limit.add_argument("most", metavar="MOST", help="percent, or an amount, or “any”")
    limit.set_defaults(run=_limit)
    steps.add_parser("list", help="everyone who works here").set_defaults(run=_users)


def _add_user(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: save_user(desk, options.name, options.role))
    name = options.name.strip()
    return Answer(f"{name} added as {options.role}.", {"user": name, "role": options.role})


def _pin(session: Session, options: Namespace) -> Answer:
    session.desk  # noqa: B018 - who works is asked for their own PIN first
    pin = "" if options.remove else ask_pin(NEW_PIN, options.name, new=True)
    if not pin and not options.remove:
        raise Refused("A PIN is 4 to 8 digits; to take it away, say --remove.", field="pin")
    session.write(lambda desk: set_pin(desk, options.name, pin))
    said = "has no PIN any more." if options.remove else "has a new PIN."
    return Answer(f"{options.name} {said}", {"user": options.name, "has_pin": bool(pin)})


def _rename(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: rename_user(desk, options.name, options.new_name))
    new = options.new_name.strip()
    return Answer(f"{options.name} is now called {new}.", {"user": new, "was": options.name})


def _unlock(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: unlock(desk, options.name))
    return Answer(f"{options.name} may sign in again.", {"user": options.name, "unlocked": True})


def _retire(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: retire_user(desk, options.name))
    return Answer(f"{options.name} no longer works here.", {"user": options.name, "active": False})


def _limit(session: Session, options: Namespace) -> Answer:
    most: int | None = None
    if options.most != "any" and options.kind == "discount":
        most = parse_percent(options.most)
    elif options.most != "any":
        most = parse_amount(options.most, view_shop(session.desk).currency)
    session.write(lambda desk: set_limit(desk, options.role, _LIMITED[options.kind], most))
    text = f"From now on the most for {options.role}, {options.kind}, is {options.most}."
    return Answer(text, {"role": options.role, "kind": options.kind, "most": options.most})


def _users(session: Session, options: Namespace) -> Answer:
    found = users_of(session.desk)
    facts = [{"user": each.name, "role": each.role, "active": each.active, "has_pin": each.has_pin} for each in found]
    rows = [(each.name, each.role, "PIN" if each.has_pin else "", "" if each.active else "gone") for each in found]
    return Answer(columns(rows) or "Nobody yet.", {"users": facts})
