"""What is filled in about a customer, an address or a contact, and what of it can stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from orderdesk.domain.orders.records import SHIPPING
from orderdesk.domain.orders.terms import POLICIES
from orderdesk.domain.values.addresses import settled
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import LARGEST, RATE_SCALE, Amount, Rate
from orderdesk.domain.values.texts import clean, clean_email, one_of
from orderdesk.services.customers.reaching import phone_of
from orderdesk.services.shop.tax_ids import tax_id_of

LONGEST_LINE = 200
LONGEST_TERMS = 3_650
_ADDRESS_TEXTS = ("label", "name", "line1", "line2", "city", "region", "postcode", "phone")


@dataclass(frozen=True, slots=True)
class AddressForm:
    """An address as filled in; `country` by name or letters, empty for the shop's own.

    `bill_to` and `ship_to` make it the one used when an order names none; a customer's first address is both.
    """

    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    name: str = ""
    label: str = ""
    phone: str = ""
    bill_to: bool = False
    ship_to: bool = False


@dataclass(frozen=True, slots=True)
class ContactForm:
    """A person at a customer as filled in."""

    name: str
    job: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class CustomerForm:
    """A customer as filled in. `discount` in millionths, `credit_limit` in minor units (None is no limit). Without
    `terms_days` a new one has the shop's, and a known one keeps theirs.

    `shipping` is one of domain.orders.records.SHIPPING and `invoicing` of domain.orders.terms.POLICIES, empty is the
    shop's way; `blocked` is the reason why nothing is sold to them; `tax_exemption` the reason printed when they pay no
    tax.
    """

    name: str
    company: str = ""
    phone: str = ""
    email: str = ""
    tax_id: str = ""
    tax_exemption: str = ""
    terms_days: int | None = None
    credit_limit: Amount | None = None
    discount: Rate = 0
    blocked: str = ""
    instructions: str = ""
    shipping: str = ""
    invoicing: str = ""
    remote_id: str = ""
    active: bool = True
    country: str = ""


def check_customer(form: CustomerForm, country: str, usual_days: int) -> dict[str, Any]:
    """The columns of a customer as kept, to pay within `usual_days` unless the form says otherwise; raises `Refused`
    for the first field that cannot stand."""
    terms_days = usual_days if form.terms_days is None else form.terms_days
    if not 0 <= terms_days <= LONGEST_TERMS:
        raise Refused(f"Terms run from 0 to {LONGEST_TERMS:,} days.", field="terms_days")
    if form.credit_limit is not None and not 0 <= form.credit_limit <= LARGEST:
        raise Refused("A credit limit is zero or more.", field="credit_limit")
    if not 0 <= form.discount <= RATE_SCALE:
        raise Refused("A discount is from 0 to 100 percent.", field="discount")
    phone, digits = phone_of(form.phone, country)
    return {
        "name": clean(form.name, "name", required=True, longest=LONGEST_LINE),
        "company": clean(form.company, "company", longest=LONGEST_LINE),
        "phone": phone,
        "phone_digits": digits,
        "email": clean_email(form.email),
        "tax_id": tax_id_of(form.tax_id, country),
        "tax_exemption": clean(form.tax_exemption, "tax_exemption", longest=500),
        "terms_days": terms_days,
        "credit_limit": form.credit_limit,
        "discount": form.discount,
        "blocked": clean(form.blocked, "blocked", longest=500),
        "instructions": clean(form.instructions, "instructions", lines=True),
        "shipping": one_of(form.shipping, "shipping", SHIPPING) if form.shipping else "",
        "invoicing": one_of(form.invoicing, "invoicing", POLICIES) if form.invoicing else "",
        "remote_id": clean(form.remote_id, "remote_id", longest=LONGEST_LINE),
        "active": int(form.active),
    }


def check_address(form: AddressForm, country: str) -> dict[str, Any]:
    """The columns of an address as kept; at least a street or a place must be named."""
    values: dict[str, Any] = {
        name: clean(getattr(form, name), name, longest=LONGEST_LINE) for name in _ADDRESS_TEXTS if name != "phone"
    }
    if not values["line1"] and not values["city"]:
        raise Refused("Enter the street or the city of the address.", field="line1")
    values["region"], values["postcode"] = settled(country, values["region"], values["postcode"])
    phone, _ = phone_of(form.phone, country)
    return values | {"phone": phone, "country": country, "bill_to": int(form.bill_to), "ship_to": int(form.ship_to)}


def check_contact(form: ContactForm, country: str) -> dict[str, Any]:
    """The columns of a contact as kept."""
    phone, _ = phone_of(form.phone, country)
    return {
        "name": clean(form.name, "name", required=True, longest=LONGEST_LINE),
        "job": clean(form.job, "job", longest=LONGEST_LINE),
        "phone": phone,
        "email": clean_email(form.email),
    }
