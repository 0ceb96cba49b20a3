"""`vendor`: whom the shop buys from: list, add, change."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.typed.facts import facts_of
from orderdesk.cli.typed.options import Option, add_options, filled
from orderdesk.cli.writing import Answer, columns
from orderdesk.persistence.items.records import Vendor
from orderdesk.services.items.catalog import save_vendor, vendor_form, vendor_named, vendors_of
from orderdesk.services.items.item_forms import VendorForm

OPTIONS = (
    Option("contact", "whom to ask for"),
    Option("phone"),
    Option("email"),
    Option("address", "printed on purchase orders"),
)
_FACTS = ("name", "contact", "phone", "email", "address")


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("list", help="every vendor by name").set_defaults(run=_list)
    add = steps.add_parser("add", help="add a vendor")
    change = steps.add_parser("change", help="change what is named, and nothing else")
    change.add_argument("--name", dest="new_name", metavar="NAME", help="called so from now on")
    for step, run in ((add, _add), (change, _change)):
        step.add_argument("name", metavar="VENDOR")
        add_options(step, VendorForm, OPTIONS)
        step.set_defaults(run=run)


def _list(session: Session, options: Namespace) -> Answer:
    found = vendors_of(session.desk)
    rows = [_row(each) for each in found]
    return Answer(columns(rows) or "No vendors yet.", {"vendors": [facts_of(each, _FACTS) for each in found]})


def _row(vendor: Vendor) -> tuple[str, ...]:
    return vendor.name, vendor.contact, vendor.phone, vendor.email, ", ".join(vendor.address.splitlines())


def _add(session: Session, options: Namespace) -> Answer:
    form = filled(VendorForm(options.name), OPTIONS, options, "")
    session.write(lambda desk: save_vendor(desk, form))
    return _answer(session, form.name)


def _change(session: Session, options: Namespace) -> Answer:
    now = vendor_form(vendor_named(session.desk, options.name))
    form = filled(replace(now, name=options.new_name or now.name), OPTIONS, options, "")
    session.write(lambda desk: save_vendor(desk, form, now.name))
    return _answer(session, form.name)


def _answer(session: Session, name: str) -> Answer:
    vendor = vendor_named(session.desk, name)
    return Answer(", ".join(filter(None, _row(vendor))), facts_of(vendor, _FACTS))
