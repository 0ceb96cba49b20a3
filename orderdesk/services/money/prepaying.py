"""Agreeing on when an order is invoiced and what it asks first, and what it then waits for."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy import Connection

from orderdesk.domain.checks.verifying import PAID
from orderdesk.domain.lifecycles import ORDER, Facts, OrderState
from orderdesk.domain.money.prepaying import asked_of, deposit_words, lacking, policy_of
from orderdesk.domain.orders.records import ON_ORDER, PAID_FIRST, Order
from orderdesk.domain.orders.terms import Terms, checked, terms_of
from orderdesk.domain.promises.told import day_words
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import Amount, shown
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.stock.reserving import usual_invoicing
from orderdesk.services.billing.invoicing import bill_confirmed
from orderdesk.services.checks.verifying import hold_unpaid, take_stock_again, verify_held
from orderdesk.services.desk import Desk, Work
from orderdesk.services.money.collecting import brought_by_carrier
from orderdesk.services.record.progress import order_of

_WORDS = {
    "order": "billed when it is confirmed",
    "shipment": "billed on each shipment",
    "payment": "paid in full before it is picked, invoiced as it ships",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What an order has agreed on and how far its money is; amounts in minor units.

    `policy` is what holds for it; `asked` the deposit, `paid` what is here of any money, `lack` what has to come before
    work begins, `held` what the shop owes the customer until it is invoiced.
    """

    terms: Terms
    policy: str
    asked: Amount
    paid: Amount
    lack: Amount
    held: Amount


def standing_of(desk: Desk, order_id: int) -> Standing:
    """What an order has agreed on, and how far its money is."""
    with desk.reading() as connection:
        order = orders.read_order(connection, order_id)
        if order is None:
            raise NotFound("There is no such order.", field="order")
        return standing(connection, order, desk.today)


def asked_now(desk: Desk, order: Order) -> Amount:
    """What is asked of an order when somebody pays: its deposit until that is here, what its carrier brings for the
    parcels that left, else all that is due."""
    first = standing_of(desk, order.id).lack if terms_of(order).asks else 0
    return first or brought_by_carrier(desk, order.id) or order.due


def standing(connection: Connection, order: Order, today: date) -> Standing:
    """The same of an order that was read."""
    terms = terms_of(order)
    policy = order.invoicing
    if not policy:
        shops, customers, _ = usual_invoicing(connection, order.customer_id, today)
        policy = policy_of(terms, customers, shops, order.tender)
    money = orders.money_of(connection, order.id)
    paid = money.paid - money.refunded
    lack = 0 if order.unpaid_allowed else lacking(replace(order, invoicing=policy), paid)
    held = max(0, paid - money.invoiced + money.credited)
    return Standing(terms, policy, asked_of(order), paid, lack, held)


def agree(desk: Desk, order_id: int, terms: Terms) -> None:
    """Set when an order is invoiced, its deposit and how long its stock is kept, on a draft, a quote or a confirmed
    order. Refused once it is invoiced; a confirmed order is held until what it asks first is here."""
    with desk.writing(right="take orders") as work:
        order = order_of(work, order_id)
        _changeable(work, order)
        wanted = _checked(order, terms, work.today)
        if wanted == terms_of(order):
            raise Refused(f"{order.number} is like that already; nothing was changed.")
        orders.change_order(work.connection, order_id, {**asdict(wanted), "unpaid_allowed": 0})
        work.event("order", order_id, "terms agreed", said_of(wanted, order.currency, work.today))
        work.touch("orders")
        if order.state == OrderState.CONFIRMED:
            _look_again(work, order)


def said_of(terms: Terms, currency: str, today: date) -> str:
    """Terms in words."""
    words = [_WORDS.get(terms.invoicing, "billed as usual")]
    if terms.asks:
        words.append(f"deposit of {deposit_words(terms, currency)} asked")
    if terms.reserved_until:
        words.append(f"stock kept until {day_words(terms.reserved_until, today)}")
    return ", ".join(words)


def policy_words(policy: str) -> str:
    """A policy in words."""
    return _WORDS[policy]


def _changeable(work: Work, order: Order) -> None:
    billed = orders.money_of(work.connection, order.id).invoiced
    ORDER.check(order.state, "terms", Facts(order.number, billed=billed), field="order")


def _checked(order: Order, terms: Terms, today: date) -> Terms:
    """The terms as they can stand for this order; a confirmed order says itself when it is invoiced."""
    confirmed = order.state == OrderState.CONFIRMED
    if confirmed and not terms.invoicing:
        terms = replace(terms, invoicing=order.invoicing if not terms.asks else "shipment")
    wanted = checked(terms, order.tender, today)
    if wanted.deposit > order.total:
        raise Refused(
            f"{order.number} comes to {shown(order.total, order.currency)}; the deposit cannot be more.",
            field="deposit",
        )
    if confirmed and wanted.reserved_until and not (wanted.asks or wanted.invoicing == PAID_FIRST):
        raise Refused("Stock is kept until a day only while money is asked for first.", field="reserved_until")
    return wanted


def _look_again(work: Work, before: Order) -> None:
    """Hold a confirmed order for its money or let it go on, free its stock from a day that no longer counts, and bill
    it where that is due now."""
    if PAID.code in before.held_by.split(","):
        verify_held(work, before.id)
    else:
        hold_unpaid(work, before.id)
    after = order_of(work, before.id)
    awaits = PAID.code in after.held_by.split(",")
    if not awaits and not after.hold:
        take_stock_again(work, after.id)
    elif awaits and after.let_go and after.reserved_until:
        take_stock_again(work, after.id, after.reserved_until)
    if after.invoicing == ON_ORDER:
        bill_confirmed(work, after)
