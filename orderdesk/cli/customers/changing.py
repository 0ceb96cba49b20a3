"""`customer add` and `change`: a customer, their addresses, the people who work there, and whether they are blocked."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from orderdesk.cli.customers.card import customer_answer
from orderdesk.cli.orders.taking import read_caller
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import Fields, as_number, read_object, read_text
from orderdesk.cli.session import Session
from orderdesk.cli.typed.options import Option, add_options, filled
from orderdesk.cli.writing import Answer
from orderdesk.domain.orders.records import SHIPPING
from orderdesk.domain.orders.terms import POLICIES
from orderdesk.domain.values.errors import BadInput, NotFound
from orderdesk.persistence.customers.lists import CustomerCard
from orderdesk.services.customers import customers
from orderdesk.services.customers.customer_forms import AddressForm, ContactForm, CustomerForm
from orderdesk.services.orders.views import customer_id_of, view_shop

OPTIONS = (
    Option("name"),
    Option("company"),
    Option("phone"),
    Option("email"),
    Option("tax-id"),
    Option("tax-exemption", "why they pay no tax, as printed on invoices"),
    Option("terms-days", "days to pay; else those of the shop"),
    Option("credit-limit", none="for no limit"),
    Option("discount", "percent of each order"),
    Option("shipping", f"when not all is there: {', '.join(SHIPPING)}"),
    Option("invoicing", f"when orders are invoiced: {', '.join(POLICIES)}"),
    Option("instructions", "shown on every order of theirs"),
)
PLACE = tuple(Option(name) for name in ("line1", "line2", "postcode", "city", "region", "country"))
ADDRESS = (
    Option("label"),
    Option("name", "the name on the label"),
    *PLACE,
    Option("phone"),
    Option("bill-to", "bill to this address"),
    Option("ship-to", "ship to this address"),
)
PERSON = tuple(Option(name) for name in ("name", "job", "phone", "email"))


def changing_steps(steps: Any) -> None:
    """The steps, among those of `customer`."""
    add = _step(steps, "add", "add the customer of a JSON file, or of options", _add)
    add.add_argument("file", nargs="?", metavar="FILE", help="a JSON file; - is stdin")
    add_options(add, CustomerForm, OPTIONS)
    add_options(add, AddressForm, PLACE)
    change = _step(steps, "change", "change what is named, and nothing else", _change, "number")
    add_options(change, CustomerForm, OPTIONS)
    block = _step(steps, "block", "hold every new order of a customer", _block, "number")
    block.add_argument("reason", metavar="WHY")
    _step(steps, "unblock", "hold no order of theirs any more", _block, "number").set_defaults(reason="")
    address = _step(steps, "address", "add an address, or change one by its place", _address, "number")
    _place(address, "which one, as customer show counts them; without it one is added")
    add_options(address, AddressForm, ADDRESS)
    address.add_argument("--retire", action="store_true", help="offer it no longer")
    person = _step(steps, "contact", "add a person who works there, or change one by their place", _contact, "number")
    _place(person, "who, as customer show counts them; without it somebody is added")
    add_options(person, ContactForm, PERSON)
    person.add_argument("--remove", action="store_true", help="forget them")


def _step(steps: Any, name: str, told: str, run: Callable[[Session, Namespace], Answer], *words: str) -> Parser:
    part: Parser = steps.add_parser(name, help=told, description=told)
    for word in words:
        part.add_argument(word, metavar="ID")
    part.set_defaults(run=run)
    return part


def _place(part: Parser, told: str) -> None:
    part.add_argument("place", nargs="?", type=int, metavar="N", help=told)


def _add(session: Session, options: Namespace) -> Answer:
    form, address = _new(session, options)
    saved = session.write(lambda desk: customers.add_customer(desk, form, address))
    answer = customer_answer(session.desk, saved.id)
    warned = "".join(f"\n{each}" for each in saved.warnings)
    return Answer(answer.text + warned, {**answer.facts, "warnings": list(saved.warnings)})


def _new(session: Session, options: Namespace) -> tuple[CustomerForm, AddressForm | None]:
    """The new customer of the options, else of the file, which is standard input where none is named."""
    currency = view_shop(session.desk).currency
    form = filled(CustomerForm(""), OPTIONS, options, currency)
    place = filled(AddressForm(name=form.name), PLACE, options, currency)
    told = form != CustomerForm("") or place != AddressForm()
    if told and options.file:
        raise BadInput("Say it with options or in a file, not both.", field="file")
    if told:
        return form, place if place != AddressForm(name=form.name) else None
    caller = read_caller(Fields(read_object(read_text(options.file or "-")), "customer"), currency)
    if caller.form is None:
        raise BadInput("A new customer has no id yet; leave it out.", field="id")
    return caller.form, caller.address


def _change(session: Session, options: Namespace) -> Answer:
    card = _card(session, options)
    form = filled(customers.form_of(card), OPTIONS, options, view_shop(session.desk).currency)
    key, version = card.customer.id, card.customer.version
    saved = session.write(lambda desk: customers.edit_customer(desk, key, form, version=version))
    answer = customer_answer(session.desk, key)
    return Answer("\n".join([answer.text, *saved.warnings]), {**answer.facts, "warnings": list(saved.warnings)})


def _block(session: Session, options: Namespace) -> Answer:
    key = _card(session, options).customer.id
    session.write(lambda desk: customers.block_customer(desk, key, options.reason))
    return customer_answer(session.desk, key)


def _address(session: Session, options: Namespace) -> Answer:
    card = _card(session, options)
    key = card.customer.id
    if options.place is None:
        if options.retire:
            raise BadInput("Say which address, by its place.", field="place")
        form = filled(AddressForm(name=card.customer.name), ADDRESS, options, "")
        session.write(lambda desk: customers.add_address(desk, key, form))
        return customer_answer(session.desk, key)
    chosen = _at(card.addresses, options.place, "address", "addresses")
    if options.retire:
        session.write(lambda desk: customers.retire_address(desk, chosen.id))
    else:
        known = {each.name: getattr(chosen, each.name) for each in fields(AddressForm)}
        now = AddressForm(**known | {"bill_to": bool(chosen.bill_to), "ship_to": bool(chosen.ship_to)})
        form = filled(now, ADDRESS, options, "")
        session.write(lambda desk: customers.edit_address(desk, chosen.id, form))
    return customer_answer(session.desk, key)


def _contact(session: Session, options: Namespace) -> Answer:
    card = _card(session, options)
    key = card.customer.id
    chosen = None if options.place is None else _at(card.contacts, options.place, "person", "people")
    if options.remove:
        if chosen is None:
            raise BadInput("Say who, by their place.", field="place")
        session.write(lambda desk: customers.remove_contact(desk, key, chosen.id))
        return customer_answer(session.desk, key)
    now = ContactForm(chosen.name, chosen.job, chosen.phone, chosen.email) if chosen else ContactForm("")
    form = filled(now, PERSON, options, "")
    session.write(lambda desk: customers.save_contact(desk, key, form, chosen.id if chosen else None))
    return customer_answer(session.desk, key)


def _card(session: Session, options: Namespace) -> CustomerCard:
    return customers.card_of(session.desk, customer_id_of(session.desk, as_number(options.number, "C")))


def _at(found: tuple[Any, ...], place: int, one: str, many: str) -> Any:
    if not 1 <= place <= len(found):
        raise NotFound(f"There is no {one} {place}; there are {len(found)} {many}.", field="place")
    return found[place - 1]
