"""The forms of a customer, of an address and of a person who works there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.addresses import headed, postcode_word, region_word
from orderdesk.services.customers.customer_forms import AddressForm, ContactForm, CustomerForm
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Field, ask_form, ask_request

_DAYS = "Enter whole days, such as 30; 0 for on receipt."
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


def ask_customer(
    parent: QWidget, title: str, form: CustomerForm, currency: str, send: Callable[[CustomerForm], object]
) -> FormDialog:
    """Ask for a customer; `send(form)` keeps it."""
    spec = (
        Field("name", "Name", required=True),
        Field("company", "Company"),
        Field("phone", "Telephone"),
        Field("email", "Email"),
        Field("tax_id", "Tax number"),
        Field("tax_exemption", "Tax exemption reason", hint="Printed on invoices; empty: tax is paid"),
        Field("terms_days", "Terms, days", kinds.whole(_DAYS, most=4), "Empty: due on receipt", empty=0),
        Field("credit_limit", f"Credit limit, {currency}", hint="Empty: no limit"),
        Field("discount", "Discount, %"),
        Field("shipping", "When not all is there", kinds.choice(_SHIPPING)),
        Field("invoicing", "Orders are invoiced", kinds.choice(_INVOICING)),
        Field("instructions", "Standing instructions", kinds.note(), "Shown on every order of this customer"),
    )
    return ask_request(parent, title, spec, form, send, verb="Save customer", currency=currency)


def ask_address(
    parent: QWidget, title: str, form: AddressForm, send: Callable[[AddressForm], object], *, intro: str = ""
) -> FormDialog:
    """Ask for an address; `send(form)` keeps it. `intro` says why one is needed."""
    spec = (
        Field("label", "Label"),
        Field("name", "Name on the label"),
        Field("line1", "Street"),
        Field("line2", "Second line"),
        Field("postcode", headed(postcode_word())),
        Field("city", "City"),
        Field("region", headed(region_word())),
        Field("country", "Country"),
        Field("phone", "Telephone"),
        Field("bill_to", "Bill to this address"),
        Field("ship_to", "Ship to this address"),
    )
    return ask_request(parent, title, spec, form, send, verb="Save address", intro=intro)


def ask_contact(parent: QWidget, title: str, form: ContactForm, send: Callable[[ContactForm], object]) -> FormDialog:
    """Ask for a person at a customer; `send(form)` keeps them."""
    spec = (
        Field("name", "Name", required=True),
        Field("job", "Job"),
        Field("phone", "Telephone"),
        Field("email", "Email"),
    )
    return ask_request(parent, title, spec, form, send, verb="Save person", width=440, columns=1)


def ask_reason(parent: QWidget, title: str, intro: str, verb: str, send: Callable[[str], object]) -> FormDialog:
    """Ask why; a reason is needed."""
    spec = [Field("reason", "Reason", kinds.text(500), required=True)]
    return ask_form(parent, title, spec, lambda typed: send(typed["reason"]), verb=verb, intro=intro)
