"""`customer` and `user`: the people who buy, and those who work here."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from orderdesk.cli.order_json import moment
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import Fields, as_number, read_object, read_text
from orderdesk.cli.session import Session
from orderdesk.cli.taking import read_caller
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.errors import BadInput
from orderdesk.domain.money import amount_text, percent_text, shown
from orderdesk.persistence.queries.customers import CustomerCard
from orderdesk.services.customers import add_customer, card_of, customers_page, look_for_customers
from orderdesk.services.desk import Desk
from orderdesk.services.own_codes import drop_own_code, own_codes, save_own_code
from orderdesk.services.users import ROLES, save_user, users_of
from orderdesk.services.views import customer_id_of, view_shop

_TEXTS = ("name", "company", "phone", "email", "tax_id", "tax_exemption", "blocked", "instructions")
_PLACE = ("label", "name", "line1", "line2", "city", "region", "postcode", "country", "phone")


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the two verbs."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    if verb == "user":
        add = steps.add_parser("add", help="add a person, or give one another role")
        add.add_argument("name", metavar="NAME")
        add.add_argument("--role", default="counter", choices=ROLES)
        add.set_defaults(run=_add_user)
        steps.add_parser("list", help="everyone who works here").set_defaults(run=_users)
        return
    add = steps.add_parser("add", help="take down the customer of a JSON file")
    add.add_argument("file", nargs="?", default="-", metavar="FILE")
    add.set_defaults(run=_add)
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


def _add(session: Session, options: Namespace) -> Answer:
    caller = read_caller(Fields(read_object(read_text(options.file)), "customer"))
    form = caller.form
    if form is None:
        raise BadInput("A new customer has no id yet; leave it out.", field="id")
    saved = session.write(lambda desk: add_customer(desk, form, caller.address))
    answer = _card(session.desk, saved.id)
    warned = "".join(f"\n{each}" for each in saved.warnings)
    return Answer(answer.text + warned, {**answer.facts, "warnings": list(saved.warnings)})


def _show(session: Session, options: Namespace) -> Answer:
    return _card(session.desk, customer_id_of(session.desk, as_number(options.number, "C")))


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


def _card(desk: Desk, customer_id: int) -> Answer:
    card = card_of(desk, customer_id)
    currency = view_shop(desk).currency
    customer = card.customer
    text = f"{customer.number} {customer.company or customer.name}: {card.orders} orders"
    return Answer(f"{text}, owes {shown(card.balance, currency)} {currency}", _facts(card, currency, desk))


def _facts(card: CustomerCard, currency: str, desk: Desk) -> dict[str, Any]:
    customer = card.customer
    limit = customer.credit_limit
    return {
        "id": customer.number,
        **{name: getattr(customer, name) for name in _TEXTS},
        "terms_days": customer.terms_days,
        "discount_percent": percent_text(customer.discount),
        "credit_limit": None if limit is None else amount_text(limit, currency),
        "addresses": [{name: getattr(each, name) for name in _PLACE} for each in card.addresses],
        "contacts": [
            {name: getattr(each, name) for name in ("name", "job", "phone", "email")} for each in card.contacts
        ],
        "orders": card.orders,
        "ordered": amount_text(card.ordered, currency),
        "balance": amount_text(card.balance, currency),
        "last_orders": [
            {
                "order": each.number,
                "placed_at": moment(each.placed_at, desk.zone),
                "state": each.state,
                "total": amount_text(each.total, each.currency),
                "balance": amount_text(each.due, each.currency),
            }
            for each in card.last_orders
        ],
    }


def _add_user(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: save_user(desk, options.name, options.role))
    name = options.name.strip()
    return Answer(f"{name} works here as {options.role}.", {"user": name, "role": options.role})


def _users(session: Session, options: Namespace) -> Answer:
    found = users_of(session.desk)
    facts = [{"user": each.name, "role": each.role, "active": each.active} for each in found]
    return Answer(columns([(each.name, each.role) for each in found]) or "Nobody yet.", {"users": facts})
