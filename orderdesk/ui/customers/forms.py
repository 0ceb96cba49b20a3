"""The forms of a customer, of an address and of a person who works there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from orderdesk.domain.values.addresses import headed, postcode_word, region_word
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.money import parse_amount, parse_percent, shown, shown_percent
from orderdesk.services.customers.customer_forms import AddressForm, ContactForm, CustomerForm
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import NoteInput, ParsedInput, TextInput

_SHIPPING = (
    ("", "The shop's way: send what is there"),
    ("part", "Send what is there"),
    ("complete", "Wait until all is there"),
    ("ask", "Ask them first"),
)
_INVOICING = (
    ("", "The shop's way"),
    ("shipment", "On each shipment"),
    ("order", "When they are confirmed"),
    ("payment", "Paid before they are picked"),
)


def days(text: str) -> int:
    """A number of days."""
    if not text.strip().isdecimal() or len(text.strip()) > 4:
        raise BadInput("Enter whole days, such as 30; 0 for on receipt.", field="terms_days")
    return int(text)


def _texts(form: object, names: dict[str, str], required: tuple[str, ...] = ()) -> dict[str, FormField]:
    fields = {}
    for name, label in names.items():
        editor = TextInput()
        editor.setText(getattr(form, name))
        fields[name] = FormField(label, editor, required=name in required)
    return fields


def ask_customer(
    parent: QWidget, title: str, form: CustomerForm, currency: str, send: Callable[[CustomerForm], object]
) -> FormDialog:
    """Ask for a customer; `send(form)` keeps it."""
    fields = _texts(
        form,
        {"name": "Name", "company": "Company", "phone": "Telephone", "email": "Email", "tax_id": "Tax number"},
        ("name",),
    )
    terms = ParsedInput(days, str)
    credit = ParsedInput(
        lambda text: parse_amount(text, currency, field="credit_limit"), lambda value: shown(value, currency)
    )
    discount = ParsedInput(lambda text: parse_percent(text, field="discount"), shown_percent)
    terms.set_value(form.terms_days or None)
    credit.set_value(form.credit_limit)
    discount.set_value(form.discount or None)
    notes = NoteInput(lines=2)
    notes.setPlainText(form.instructions)
    shipping = Choice(_SHIPPING, current=form.shipping)
    invoicing = Choice(_INVOICING, current=form.invoicing)
    exemption = TextInput()
    exemption.setText(form.tax_exemption)
    fields |= {
        "tax_exemption": FormField("Tax exemption reason", exemption, hint="Printed on invoices; empty: tax is paid"),
        "terms_days": FormField("Terms, days", terms, hint="Empty: due on receipt"),
        "credit_limit": FormField(f"Credit limit, {currency}", credit, hint="Empty: no limit"),
        "discount": FormField("Discount, %", discount),
        "shipping": FormField("When not all is there", shipping),
        "invoicing": FormField("Orders are invoiced", invoicing),
        "instructions": FormField("Standing instructions", notes, hint="Shown on every order of this customer"),
    }

    def submit() -> None:
        texts: dict[str, Any] = {
            name: fields[name].text for name in ("name", "company", "phone", "email", "tax_id", "tax_exemption")
        }
        send(
            replace(
                form,
                **texts,
                terms_days=terms.value() or 0,
                credit_limit=credit.value(),
                discount=discount.value() or 0,
                instructions=fields["instructions"].text,
                shipping=shipping.value(),
                invoicing=invoicing.value(),
            )
        )

    dialog = FormDialog(parent, title, fields, verb="Save customer", send=submit, width=620, columns=2)
    dialog.open()
    return dialog


def ask_address(parent: QWidget, title: str, form: AddressForm, send: Callable[[AddressForm], object]) -> FormDialog:
    """Ask for an address; `send(form)` keeps it."""
    names = {
        "label": "Label",
        "name": "Name on the label",
        "line1": "Street",
        "line2": "Second line",
        "postcode": headed(postcode_word()),
        "city": "City",
        "region": headed(region_word()),
        "country": "Country",
        "phone": "Telephone",
    }
    fields = _texts(form, names)
    bill, ship = QCheckBox("Bill to this address"), QCheckBox("Ship to this address")
    bill.setChecked(form.bill_to)
    ship.setChecked(form.ship_to)

    def submit() -> None:
        texts: dict[str, Any] = {name: fields[name].text for name in names}
        send(replace(form, **texts, bill_to=bill.isChecked(), ship_to=ship.isChecked()))

    dialog = FormDialog(
        parent, title, fields, verb="Save address", send=submit, extra=(bill, ship), width=620, columns=2
    )
    dialog.open()
    return dialog


def ask_contact(parent: QWidget, title: str, form: ContactForm, send: Callable[[ContactForm], object]) -> FormDialog:
    """Ask for a person at a customer; `send(form)` keeps them."""
    names = {"name": "Name", "job": "Job", "phone": "Telephone", "email": "Email"}
    fields = _texts(form, names, ("name",))
    dialog = FormDialog(
        parent,
        title,
        fields,
        verb="Save person",
        send=lambda: send(ContactForm(**{name: fields[name].text for name in names})),
    )
    dialog.open()
    return dialog


def ask_reason(parent: QWidget, title: str, intro: str, verb: str, send: Callable[[str], object]) -> FormDialog:
    """Ask why; a reason is needed."""
    field = FormField("Reason", TextInput(longest=500), required=True)
    dialog = FormDialog(parent, title, {"reason": field}, verb=verb, send=lambda: send(field.text), intro=intro)
    dialog.open()
    return dialog
