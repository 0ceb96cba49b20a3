"""Reads the customer and the places of a JSON order and takes the whole order down."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from orderdesk.cli.orders.order_json import read_request
from orderdesk.cli.reading import Fields, as_number
from orderdesk.domain.values.money import parse_amount, parse_percent, scaled
from orderdesk.domain.values.written.local import FILES, using
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.desk import Desk
from orderdesk.services.orders.taking import CallerForm, take_order
from orderdesk.services.orders.views import view_shop


def take(desk: Desk, found: dict[str, Any], coupon: str = "") -> int:
    """Take the order of one JSON object, with a `coupon` beside what it says; returns its key."""
    given = Fields(found, "order")
    who, where = given.part("customer"), given.part("ship_to")
    currency = view_shop(desk).currency
    caller = read_caller(who, currency) if who else CallerForm()
    ship_to = read_address(where) if where else None
    confirm = given.flag("confirm", True)
    request = read_request(given, currency)
    given.close()
    if coupon:
        request = replace(request, coupon=coupon)
    return take_order(desk, request, caller, ship_to=ship_to, confirm=confirm)


@using(FILES)
def read_caller(who: Fields, currency: str) -> CallerForm:
    """A customer by id, or a new one; an amount is in the shop's `currency`."""
    number = who.text("id")
    if number:
        who.close()
        return CallerForm(number=as_number(number, "C"))
    place = who.part("address")
    percent, limit, days = (who.figure(name) for name in ("discount_percent", "credit_limit", "terms_days"))
    form = CustomerForm(
        name=who.text("name"),
        company=who.text("company"),
        phone=who.text("phone"),
        email=who.text("email"),
        tax_id=who.text("tax_id"),
        tax_exemption=who.text("tax_exemption"),
        shipping=who.text("shipping"),
        invoicing=who.text("invoicing"),
        instructions=who.text("instructions"),
        terms_days=scaled(days, 0, "terms_days", "days are whole") if days else None,
        credit_limit=parse_amount(limit, currency, field="credit_limit") if limit else None,
        discount=parse_percent(percent, field="discount_percent") if percent else 0,
    )
    who.close()
    return CallerForm(form=form, address=read_address(place) if place else None)


def read_address(place: Fields) -> AddressForm:
    """An address."""
    form = AddressForm(
        name=place.text("name"),
        line1=place.text("line1"),
        line2=place.text("line2"),
        city=place.text("city"),
        region=place.text("region"),
        postcode=place.text("postcode"),
        country=place.text("country"),
        phone=place.text("phone"),
        label=place.text("label"),
    )
    place.close()
    return form
