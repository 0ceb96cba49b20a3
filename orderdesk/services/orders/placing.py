"""Placing orders: drafts, quotes and confirm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from orderdesk.domain.lifecycles import ORDER, Facts
from orderdesk.domain.money.prepaying import asking_words, policy_of
from orderdesk.domain.orders.deciding import Decided, decide
from orderdesk.domain.orders.grounds import Grounds
from orderdesk.domain.orders.records import PAID_FIRST, Order, OrderLine, OrderRequest
from orderdesk.domain.orders.repricing import price_again, taxing_again
from orderdesk.domain.orders.terms import terms_of
from orderdesk.domain.prices.delivering import leaves
from orderdesk.domain.promises.told import day_words
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Price, shown_price
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.messages import records as messages
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.orders import writing
from orderdesk.persistence.orders.gathering import gather, gather_again
from orderdesk.persistence.record.numbers import take_number
from orderdesk.persistence.stock.reserving import usual_invoicing
from orderdesk.services.billing.invoicing import bill_confirmed
from orderdesk.services.checks.firing import fire, rule_doubts
from orderdesk.services.checks.verifying import doubts_of, held_for
from orderdesk.services.desk import Desk, Work
from orderdesk.services.prices.coupon_use import tell_coupon, use_coupon
from orderdesk.services.promises.promising import thanks, tie_and_promise
from orderdesk.services.promises.reserving import let_go
from orderdesk.services.record.progress import order_of, refresh

QUOTE_STANDS = timedelta(days=30)
LONGEST_QUOTE = timedelta(days=366)


def place_order(desk: Desk, request: OrderRequest, *, confirm: bool = True) -> int:
    """Take an order; with `confirm` it becomes binding and stock is tied in the same transaction. Returns its key."""
    with desk.writing(right="take orders") as work:
        order_id = write_order(work, request)
        if confirm:
            confirm_written(work, order_of(work, order_id))
        return order_id


def change_draft(desk: Desk, order_id: int, request: OrderRequest) -> None:
    """Write a draft or quote anew; a confirmed order is not changed this way."""
    with desk.writing(right="take orders") as work:
        rewrite_order(work, order_id, request)


def confirm_order(desk: Desk, order_id: int) -> None:
    """Make a draft or quote binding: prices and tax are fixed, stock is tied, an acknowledgement is written."""
    with desk.writing(right="take orders") as work:
        confirm_written(work, order_of(work, order_id))


def quote_written(work: Work, order: Order, valid_until: date | None = None) -> None:
    """Turn a draft that is in the database into a quote that stands until a day, by default for 30 days."""
    lines = orders.read_lines(work.connection, order.id)
    state = ORDER.after(order.state, "quote", Facts(order.number, lines=len(lines)))
    until = last_day(work.today, valid_until)
    orders.save_order(work.connection, order, replace(order, state=str(state), valid_until=until))
    work.event("order", order.id, "quoted", f"until {day_words(until, work.today)}")
    work.touch("orders")


def last_day(today: date, wished: date | None) -> date:
    """The last day of a quote made today: the wished one, else 30 days on; refuse one that no quote can have."""
    if wished is None:
        return today + QUOTE_STANDS
    if wished < today:
        raise Refused(f"A quote cannot end on {wished}; that day is over.", field="valid_until")
    if wished > today + LONGEST_QUOTE:
        raise Refused(f"A quote stands for a year at most, not until {wished}.", field="valid_until")
    return wished


def write_order(work: Work, request: OrderRequest) -> int:
    """Write a new draft with its lines priced as of today; return its key."""
    if request.remote_id is not None:
        known = orders.order_id_by_remote(work.connection, request.channel, request.remote_id)
        if known is not None:
            raise Refused(f"The {request.channel} order {request.remote_id} is here already.", field="remote_id")
    decided = decided_now(work, request)
    order_id = writing.write(work.connection, decided, take_number(work.connection, "SO", work.today.year))
    work.event("order", order_id, "placed", request.channel)
    if request.channel != "online":
        _note_overrides(work, order_id, decided)
    work.touch("orders")
    fire(work, order_id, "placed")
    return order_id


def decided_now(work: Work, request: OrderRequest) -> Decided:
    """What a request is to be by the facts of this moment; refuse what is sold for less than the person may give away.
    What a file brings was sold elsewhere."""
    decided = decide(request, gather(work.connection, work.moment, request))
    if decided.given_away > 0 and work.right != "import files":
        work.need("give this discount", decided.given_away)
    return decided


def confirm_written(work: Work, order: Order, *, at_once: bool = False) -> None:
    """Confirm an order that is in the database: fix its tax, tie stock, queue the acknowledgement.

    What is paid, billed and taken along `at_once`, as at the counter, waits for no money.
    """
    if order.expired(work.today):
        ended = day_words(order.valid_until or work.today, work.today)
        raise Refused(f"The quote {order.number} expired on {ended}; reprice it first.", field="valid_until")
    lines = orders.read_lines(work.connection, order.id)
    state = ORDER.after(order.state, "confirm", Facts(order.number, lines=len(lines)))
    use_coupon(work, order)
    if not at_once and fire(work, order.id, "confirmed"):
        order = order_of(work, order.id)
    grounds = gather_again(work.connection, work.moment, order)
    confirmed, lines = write_again(work, order, lines, grounds, {})
    service, policy = grounds.service_of(order), _policy(work, order)
    confirmed = replace(
        confirmed,
        state=str(state),
        confirmed_at=work.now,
        ship_by=order.ship_by or leaves(work.calendar, work.now, service),
        invoicing=policy,
        reserved_until=_kept_until(work, order, policy),
    )
    by_hand = order.hold and not order.held_by
    doubts = () if by_hand else doubts_of(work, confirmed, lines, at_once=at_once)
    if doubts:
        confirmed = held_for(work, confirmed, doubts, rule_doubts(work.connection, order))
    orders.save_order(work.connection, order, confirmed)
    lines = tie_and_promise(work, confirmed, lines)
    # Who carries the goods home has nothing left to be told.
    if not at_once:
        messages.add_message(
            work.connection,
            order.id,
            "acknowledgement",
            state="queued",
            title=f"Your order {order.number}",
            body=thanks(order, lines, work.today, asking_words(confirmed, orders.paid_on(work.connection, order.id))),
            made_at=work.now,
        )
    work.event("order", order.id, "confirmed")
    refresh(work, confirmed, lines)
    if not at_once:
        bill_confirmed(work, confirmed)


def _kept_until(work: Work, order: Order, policy: str) -> date | None:
    """Until when its stock is kept: without an end where no money is awaited; refuse a day that is over."""
    until = order.reserved_until
    if until is None or (not terms_of(order).asks and policy != PAID_FIRST):
        return None
    if until < work.today:
        raise Refused(f"Its stock was to be kept until {shown_day(until)}; set a later day first.", field="order")
    return until


def _policy(work: Work, order: Order) -> str:
    """When the order is invoiced, from now on whatever the shop changes; stock kept too long is free before it is
    wanted."""
    shops, customers, overdue = usual_invoicing(work.connection, order.customer_id, work.today)
    if overdue:
        let_go(work)
    return policy_of(terms_of(order), customers, shops, order.tender)


def _note_overrides(work: Work, order_id: int, decided: Decided) -> None:
    """Remember each price a clerk set against the one that wins; the day report says who did it how often."""
    for place, line in enumerate(decided.request.lines, start=1):
        won = decided.won[place].price
        if line.price is not None and line.price != won:
            said = f"{line.sku}: {shown_price(line.price)} instead of {shown_price(won)}"
            work.event("order", order_id, "price override", said)


def write_again(
    work: Work, order: Order, lines: tuple[OrderLine, ...], grounds: Grounds, prices: Mapping[int, Price]
) -> tuple[Order, tuple[OrderLine, ...]]:
    """Write the lines of an order again with `prices` (by line id) and today's tax, where either changed.

    Returns the order as it is to be saved then, all of it still to pay, and its lines.
    """
    taxing = taxing_again(order, grounds)
    again = price_again(order, lines, grounds, taxing, prices)
    if again is None:
        return replace(order, exemption=taxing.exemption), lines
    writing.write_repriced(work.connection, order.id, again)
    tell_coupon(work, order, again.discount)
    return replace(again.of(order), due=again.totals.total), again.lines


def rewrite_order(work: Work, order_id: int, request: OrderRequest) -> None:
    """Write a draft or quote anew inside a transaction."""
    order = order_of(work, order_id)
    ORDER.check(order.state, "edit", Facts(order.number))
    writing.rewrite(work.connection, decided_now(work, request), order.id, order.number)
    work.event("order", order.id, "changed")
    work.touch("orders")
    fire(work, order.id, "placed")
