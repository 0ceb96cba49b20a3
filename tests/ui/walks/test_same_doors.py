"""What the window's forms ask for can be said to the command line: the same fields, defaults and refusals.

The forms are found by opening them all, so that a new one, or a new field of one, fails here until it has its other
door.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Table, select

from orderdesk.cli import main
from orderdesk.cli.parser import VERBS
from orderdesk.cli.parser import _whole as whole_parser
from orderdesk.integrations.imports.fields import FIELDS
from orderdesk.persistence.schema import coupons, customers, items, locations, services, users
from orderdesk.ui.widgets.forms.dialog import FormDialog
from tests.ui.settings.conftest import push, turn_to
from tests.ui.tabs.conftest import Clerk
from tests.ui.walks.stations import Walk, fill_shop, no_file_chooser

LOOKED_AT = ("customers > ", "settings: ", "purchasing > ", "inventory > inventory.new", "inventory > inventory.edit",
             "shipping > shipping.task", "reports > till.add")  # fmt: skip
"""The forms by which something is added or changed that stays; what is done with orders, stock and money has verbs of
its own, which the moves of each thing lead to."""
DAYS = {"valid_from": "first", "valid_to": "last"}
ITEM = {"barcodes": "barcode", "opening": "stock"}
# form: (the verb's step, the fields that are called otherwise there)
DOORS: dict[str, tuple[str, dict[str, str]]] = {
    "customers > customers.new": ("customer add", {}),
    "customers > customers.edit": ("customer change", {}),
    "customers > customers.address": ("customer address", {}),
    "customers > customers.contact": ("customer contact", {}),
    "customers > customers.code": ("customer code", {}),
    "customers > customers.price": ("price customer", DAYS),
    "customers > customers.group": ("price group", {"group": "name"}),
    "customers > customers.merge": ("customer merge", {"customer": "gone"}),
    "customers > customers.block": ("customer block", {}),
    "inventory > inventory.new": ("item add", ITEM),
    "inventory > inventory.edit": ("item change", {**ITEM, "sku": "new_sku"}),
    "shipping > shipping.task": ("task add", {}),
    "reports > till.add": ("till add", {}),
    "purchasing > purchasing.new": ("purchase place", {}),
    "purchasing > purchasing.edit": ("purchase change", {}),
    "purchasing > purchasing.due": ("purchase due", {"due": "day"}),
    "purchasing > purchasing.cancel": ("purchase cancel", {}),
    "purchasing > purchasing.vendor": ("vendor change", {"name": "new_name"}),
    "settings: Business > Edit": ("shop change", {}),
    "settings: People > Add person": ("user add", {}),
    "settings: People > Change role": ("user role", {}),
    "settings: People > Rename": ("user rename", {"name": "new_name"}),
    "settings: People > Set PIN": ("user pin", {"pin": "remove"}),
    "settings: People > Change limits": ("user limit", {
        f"{role} {right}": "most"
        for role in ("manager", "counter") for right in ("give this discount", "give back this much cash")
    }),
    "settings: Taxes > Add rate": ("tax rate", {"rate": "percent", "exemption": "exempt", "new": "new_class"}),
    "settings: Taxes > Change rules": ("tax rules", {}),
    "settings: Tax abroad > Add rate": ("tax to", {"rate": "percent", "exemption": "exempt"}),
    "settings: Price lists > Add list": ("price keep", {"name": "list"}),
    "settings: Exchange rates > Set rate": ("exchange-rate set", {}),
    "settings: Coupons > Add coupon": ("coupon add", {"worth": "percent"}),
    "settings: Numbers > Set next number": ("numbers set", {}),
    "settings: Tenders > Add tender": ("tender add", {}),
    "settings: Tenders > Change": ("tender change", {}),
    "settings: Accounts > Set code and name": ("account name", {}),
    "settings: Cartons > Add carton": ("carton add", {}),
    "settings: Places > Add location": ("location add", {}),
    "settings: Places > Change location": ("location change", {"name": "new_name"}),
    "settings: Places > Place in the walk": ("location walk", {}),
    "settings: Picking > Edit": ("shop change", {}),
    "settings: Delivery > Add service": ("service add", {"zones": "to"}),
    "settings: Delivery > Change": ("service change", {"zones": "to"}),
    "settings: Rules > Add rule": ("rule add", {"more": "conditions", "after": "stop"}),
}  # fmt: skip


def doors_of(step: str) -> set[str]:
    """What can be said to a step of the command line, by the names it is kept under."""
    verb, name = step.split(" ")
    assert verb in {each.name for each in VERBS}
    found = _below(_below(whole_parser(verb), verb), name)
    return {action.dest for action in found._actions} - {"help"}


def _below(parser: argparse.ArgumentParser, name: str) -> argparse.ArgumentParser:
    parts = next(each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    return parts.choices[name]  # type: ignore[no-any-return]


def forms_of(clerk: Clerk) -> Iterator[tuple[str, FormDialog]]:
    for station in Walk(clerk).all():
        if isinstance(station.root, FormDialog) and station.root.fields and station.name.startswith(LOOKED_AT):
            yield station.name, station.root


def test_whatever_a_form_asks_for_can_be_said_on_the_command_line(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_file_chooser(monkeypatch)
    fill_shop(clerk)
    problems, seen = [], set()
    for name, form in forms_of(clerk):
        seen.add(name)
        if name not in DOORS:
            problems.append(f"{name}: say in DOORS by which verb")
            continue
        step, called = DOORS[name]
        lacking = {called.get(each, each) for each in form.fields} - doors_of(step)
        problems += [f"{name}: {step} does not take {each}" for each in sorted(lacking)]
    assert seen == set(DOORS)
    assert not problems, "\n".join(problems)


# form: (what is imported, {a field that a column of the file is called otherwise: the column}, {a field that no column
# brings: why})
BROUGHT: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "inventory > inventory.new": ("products", {"barcodes": "barcode", "opening": "stock", "size": "dimensions"}, {}),
    "inventory > inventory.edit": ("products", {"barcodes": "barcode", "size": "dimensions"}, {}),
    "customers > customers.new": ("customers", {}, {}),
    "customers > customers.edit": ("customers", {}, {}),
    "customers > customers.address": ("customers", {}, {
        "label": "no table of other programs names addresses", "phone": "a table has the customer's alone",
        "bill_to": "the first address is both", "ship_to": "the first address is both",
    }),
    "customers > customers.contact": ("customers", {"name": "contact", "job": "contact_job"}, {
        "phone": "is the customer's", "email": "is the customer's",
    }),
    "customers > customers.price": ("prices", {"item": "sku"}, {}),
}  # fmt: skip


def test_whatever_an_item_or_a_customer_is_asked_for_can_be_imported(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_file_chooser(monkeypatch)
    fill_shop(clerk)
    problems, seen = [], set()
    for name, form in forms_of(clerk):
        if name in BROUGHT:
            seen.add(name)
            kind, called, left = BROUGHT[name]
            columns = {each.name for each in FIELDS[kind]}
            problems += [
                f"{name}: no column of {kind} brings {each}"
                for each in form.fields
                if called.get(each, each) not in columns and each not in left
            ]
            problems += [f"{name}: the form asks for no {each}" for each in sorted(left.keys() - form.fields.keys())]
    assert seen == set(BROUGHT)
    assert not problems, "\n".join(problems)


OWN = frozenset({"id", "number", "name", "code", "sku", "created_at", "made_at", "version"})
"""What no two have in common."""
# (what opens the form, what is typed, what is said, the table)
ALIKE: dict[str, tuple[tuple[str, str], dict[str, Any], tuple[str, ...], Table]] = {
    "customer": (("Alt+5", "customers.new"), {"name": "One"}, ("customer", "add", "--name", "Two"), customers),
    "item": (
        ("Alt+2", "inventory.new"), {"sku": "ONE", "name": "One", "price": 5_0000},
        ("item", "add", "TWO", "--name", "Two", "--price", "5"), items,
    ),
    "service": (
        ("Delivery", "Add service"), {"code": "one", "name": "One"},
        ("service", "add", "two", "--name", "Two"), services,
    ),
    "coupon": (
        ("Coupons", "Add coupon"), {"code": "ONE", "worth": (100_000, 0, 0)},
        ("coupon", "add", "TWO", "--percent", "10"), coupons,
    ),
    "location": (("Places", "Add location"), {"name": "One"}, ("location", "add", "Two"), locations),
    "person": (("People", "Add person"), {"name": "One"}, ("user", "add", "Two"), users),
}  # fmt: skip


def opened(clerk: Clerk, place: str, deed: str) -> FormDialog:
    """The form that a command of a tab, or a button of the settings, opens."""
    if place.startswith("Alt+"):
        clerk.press(place)
        assert clerk.program.bench is not None
        clerk.program.bench.commands.run(deed)
    else:
        turn_to(clerk, place)
        push(clerk, deed)
    return clerk.dialog


def say(clerk: Clerk, *words: str) -> int:
    return main(["--db", clerk.desk.database.url.render_as_string(hide_password=False), "--user", "anna", *words])


def newest(clerk: Clerk, table: Table) -> dict[str, Any]:
    with clerk.desk.reading() as connection:
        row = connection.execute(select(table).order_by(table.c.id.desc()).limit(1)).first()
    if row is None:
        return {}
    return {name: value for name, value in row._mapping.items() if name not in OWN}


@pytest.mark.parametrize("kind", ALIKE)
def test_what_is_not_said_is_the_same_at_both_doors(clerk: Clerk, kind: str) -> None:
    (place, deed), typed, words, table = ALIKE[kind]
    form = opened(clerk, place, deed)
    for name, value in typed.items():
        form.fields[name].set_value(value)
    clerk.send()
    in_window = newest(clerk, table)
    assert say(clerk, *words) == 0
    assert newest(clerk, table) == in_window


# (door, field, what is typed, the option that says it)
WRONG = [
    ("customer", "terms_days", "4000", "--terms-days"),
    ("customer", "credit_limit", "-1", "--credit-limit"),
    ("customer", "discount", "120", "--discount"),
    ("customer", "email", "nobody", "--email"),
    ("item", "weight_g", "heavy", "--weight"),
    ("item", "size", "30 x 20", "--size"),
    ("item", "reorder_point", "some", "--reorder-point"),
    ("service", "cutoff", "25:00", "--cutoff"),
    ("service", "divisor", "0", "--divisor"),
    ("service", "bands", "5 stone", "--bands"),
    ("service", "price", "cheap", "--price"),
    ("coupon", "minimum", "much", "--minimum"),
]


@pytest.mark.parametrize(("kind", "field", "text", "option"), WRONG, ids=lambda value: str(value))
def test_what_is_wrong_is_refused_in_the_same_words(
    clerk: Clerk, capsys: pytest.CaptureFixture[str], kind: str, field: str, text: str, option: str
) -> None:
    (place, deed), typed, words, table = ALIKE[kind]
    form = opened(clerk, place, deed)
    for name, value in typed.items():
        form.fields[name].set_value(value)
    before = newest(clerk, table)
    editor = form.fields[field].editor
    editor.setFocus()
    clerk.write(text)
    clerk.send()
    told = form.fields[field].error
    form.reject()
    assert say(clerk, *words, f"{option}={text}") in (2, 3)
    assert capsys.readouterr().err.strip() == told
    assert newest(clerk, table) == before
