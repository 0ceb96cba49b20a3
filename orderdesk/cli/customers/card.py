"""A customer as the command line tells them."""

from __future__ import annotations

from typing import Any

from orderdesk.cli.orders.order_json import moment
from orderdesk.cli.typed.facts import facts_of
from orderdesk.cli.writing import Answer
from orderdesk.domain.values.addresses import one_line
from orderdesk.domain.values.money import amount_text, money, percent_text, shown
from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.customers.lists import CustomerCard
from orderdesk.services.customers.customers import card_of
from orderdesk.services.desk import Desk
from orderdesk.services.orders.views import view_shop

_TEXTS = (
    "name",
    "company",
    "phone",
    "email",
    "tax_id",
    "tax_exemption",
    "blocked",
    "instructions",
    "shipping",
    "invoicing",
)
_PLACE = ("label", "name", "line1", "line2", "city", "region", "postcode", "country", "phone")


def customer_answer(desk: Desk, customer_id: int) -> Answer:
    """One customer whole, with the places by which addresses and people are changed."""
    card, shop = card_of(desk, customer_id), view_shop(desk)
    customer, currency = card.customer, shop.currency
    text = f"{customer.number} {customer.company or customer.name}: {count_word(card.orders, 'order')}"
    beside = f", open orders {shown(card.on_order, currency)}" if card.on_order else ""
    credit = f", store credit {shown(card.credit, currency)}" if card.credit else ""
    terms = f", pays within {count_word(customer.terms_days, 'day')}" if customer.terms_days else ", pays on receipt"
    blocked = f", blocked: {customer.blocked}" if customer.blocked else ""
    rows = [
        f"Address {place}: {one_line(each, shop.country)}" for place, each in enumerate(card.addresses, start=1)
    ] + [
        f"Person {place}: {', '.join(filter(None, (each.name, each.job, each.phone, each.email)))}"
        for place, each in enumerate(card.contacts, start=1)
    ]
    head = f"{text}, owes {money(card.balance, currency)}{beside}{credit}{terms}{blocked}"
    return Answer("\n".join([head, *rows]), _facts(card, currency, desk))


def _facts(card: CustomerCard, currency: str, desk: Desk) -> dict[str, Any]:
    customer = card.customer
    return {
        "id": customer.number,
        **facts_of(customer, (*_TEXTS, "terms_days", "credit_limit"), currency),
        "discount_percent": percent_text(customer.discount),
        "addresses": [facts_of(each, _PLACE) for each in card.addresses],
        "contacts": [facts_of(each, ("name", "job", "phone", "email")) for each in card.contacts],
        **facts_of(card, ("orders", "ordered", "balance", "on_order"), currency),
        "store_credit": amount_text(card.credit, currency),
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
