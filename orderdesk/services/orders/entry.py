"""Taking an order at the desk: who calls, what they usually have, and the form forgotten once it is an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from orderdesk.domain.money.tenders import Tenders
from orderdesk.domain.orders.records import OrderRequest
from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.shop.records import Shop
from orderdesk.domain.values.addresses import town_line
from orderdesk.domain.values.errors import NotFound
from orderdesk.domain.values.money import Amount
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.customers.lists import customer_card
from orderdesk.persistence.money.tenders import read_tenders
from orderdesk.persistence.record import drafts
from orderdesk.persistence.shop.records import read_services, shop_of
from orderdesk.persistence.stock.lists import incoming_list
from orderdesk.services.desk import Desk
from orderdesk.services.money.paying import Tendered
from orderdesk.services.orders.counter import CounterSale, write_sale
from orderdesk.services.orders.placing import confirm_written, quote_written, rewrite_order, write_order
from orderdesk.services.orders.reading_back import write_read_back
from orderdesk.services.record.progress import order_of

Outcome = Literal["draft", "quote", "confirm"]


@dataclass(frozen=True, slots=True)
class Form:
    """The unfinished form of an order: where it is kept, and the saved draft that it edits, if any."""

    place: str
    kind: str
    order_id: int | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """A customer as the order page shows them; `balance` is what is owed, `on_order` what open orders come to
    beside that, `limit` None for no credit limit."""

    id: int
    number: str
    name: str
    company: str
    phone: str
    email: str
    place: str
    blocked: str
    exempt: str
    terms_days: int
    discount: int
    limit: Amount | None
    balance: Amount
    on_order: Amount
    orders: int
    instructions: str

    @property
    def title(self) -> str:
        """The company where there is one, else the person."""
        return self.company or self.name


@dataclass(frozen=True, slots=True)
class Arrival:
    """The next goods on their way of one item."""

    quantity: Quantity
    due: date | None
    reference: str


@dataclass(frozen=True, slots=True)
class Offers:
    """What an order may choose from: the shop's ways of sending, and how it can be paid."""

    shop: Shop
    services: tuple[Service, ...]
    tenders: Tenders


def offers_of(desk: Desk) -> Offers:
    """The shop, its services and its tenders for a new order."""
    with desk.reading() as connection:
        return Offers(shop_of(connection), tuple(read_services(connection)), read_tenders(connection))


def caller_of(desk: Desk, customer_id: int) -> Caller:
    """The customer of an order being taken."""
    with desk.reading() as connection:
        card = customer_card(connection, customer_id)
        if card is None:
            raise NotFound("There is no such customer.", field="customer")
    one = card.customer
    home = card.addresses[0] if card.addresses else None
    return Caller(
        one.id, one.number, one.name, one.company, one.phone, one.email,
        town_line(home.city, home.postcode, home.country, home.region) if home else "",
        one.blocked, one.tax_exemption, one.terms_days, one.discount, one.credit_limit, card.balance,
        card.on_order, card.orders, one.instructions,
    )  # fmt: skip


def arrivals_of(desk: Desk, item_id: int) -> Arrival | None:
    """What of an item comes next."""
    with desk.reading() as connection:
        rows = [row for _, row in incoming_list(connection, item_id)]
    return Arrival(rows[0].quantity - rows[0].received, rows[0].due, rows[0].reference) if rows else None


def finish_order(
    desk: Desk, form: Form, request: OrderRequest, outcome: Outcome, *, was_read_back: bool = False
) -> int:
    """Write the order of a form, make it a quote or binding, and forget the form, all in one commit; its history says
    that it `was_read_back` to the caller.

    Returns the key of the order. A crash therefore leaves either the form or the order, never both and never none.
    """
    with desk.writing(right="take orders") as work:
        if form.order_id is None:
            order_id = write_order(work, request)
        else:
            order_id = form.order_id
            rewrite_order(work, order_id, request)
        order = order_of(work, order_id)
        if was_read_back:
            write_read_back(work, order)
        if outcome == "confirm":
            confirm_written(work, order)
        elif outcome == "quote" and order.state != "quote":
            quote_written(work, order)
        drafts.drop_draft(work.connection, form.place, form.kind)
        return order_id


def finish_sale(desk: Desk, form: Form, request: OrderRequest, tendered: Sequence[Tendered]) -> CounterSale:
    """Make the counter sale of a form and forget the form, in one commit."""
    with desk.writing(right="take payment") as work:
        sold = write_sale(work, request, tendered)
        drafts.drop_draft(work.connection, form.place, form.kind)
        return sold
