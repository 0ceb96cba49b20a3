"""Placing orders: drafts, quotes and confirm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from orderdesk.domain.lifecycles import ORDER, Facts, OrderState
from orderdesk.domain.money.prepaying import Terms, checked, policy_of, terms_of
from orderdesk.domain.orders.records import PAID_FIRST, Order, OrderLine, OrderRequest
from orderdesk.domain.prices.pricing import LineInput, Totals, price_order
from orderdesk.domain.promises.told import day_words
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Price, shown_price
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.messages import records as messages
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.orders.ordering import Buyer
from orderdesk.persistence.record import search
from orderdesk.persistence.record.numbers import take_number
from orderdesk.persistence.shop.records import Service, service_of, shop_of
from orderdesk.persistence.stock.reserving import usual_invoicing
from orderdesk.services.billing.invoicing import bill_confirmed
from orderdesk.services.checks.firing import fire, rule_doubts
from orderdesk.services.checks.verifying import doubts_of, hold_for
from orderdesk.services.desk import Desk, Work
from orderdesk.services.fulfilment.sending import shipping_flags
from orderdesk.services.prices.coupon_use import coupon_again, use_coupon
from orderdesk.services.prices.delivering import sent_to
from orderdesk.services.prices.discounting import need_discount
from orderdesk.services.prices.pricing import TEXTS, Priced, price_request
from orderdesk.services.prices.taxing import taxing_again
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
    orders.change_order(work.connection, order.id, {"state": str(state), "valid_until": until})
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
    priced = price_request(work.connection, work.today, request)
    need_discount(work, request, priced)
    shop, buyer = priced.shop, priced.buyer
    values = {
        **_head(request, priced, work.today),
        "number": take_number(work.connection, "SO", work.today.year),
        "state": str(OrderState.DRAFT),
        "currency": shop.currency,
        "tax_profile_id": shop.tax_profile.id,
        "inclusive": int(shop.tax_profile.inclusive),
        "policy": str(shop.tax_profile.policy),
        "rounding": str(shop.tax_profile.rounding),
        "exemption": priced.exemption,
        "terms_days": buyer.terms_days if buyer else 0,
        "placed_at": work.now,
        "user": work.user,
        **_sums(priced),
    }
    order_id = orders.add_order(work.connection, values)
    orders.add_lines(work.connection, [{"order_id": order_id, **row} for row in priced.rows])
    _adjust(work, order_id, request, priced)
    search.index(work.connection, "orders", order_id, _words(str(values["number"]), request, buyer))
    work.event("order", order_id, "placed", request.channel)
    if request.channel != "online":
        _note_overrides(work, order_id, request, priced)
    work.touch("orders")
    fire(work, order_id, "placed")
    return order_id


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
    service = service_of(work.connection, order.service_id)
    lines, totals, exemption = price_again(work, order, lines, {}, service)
    policy = _policy(work, order)
    leaves = work.calendar.leaves(work.now, service.cutoff if service else "")
    values: dict[str, Any] = {"state": str(state), "confirmed_at": work.now, "ship_by": order.ship_by or leaves}
    values["exemption"] = exemption
    values |= {"invoicing": policy, **_kept(work, order, policy)}
    if totals:
        values |= {"net": totals.net, "tax": totals.tax, "total": totals.total, "due": totals.total}
    by_hand = order.hold and not order.held_by
    doubts = () if by_hand else doubts_of(work, replace(order, **values), lines, at_once=at_once)
    if doubts:
        values |= hold_for(work, order, doubts, rule_doubts(work.connection, order))
    orders.change_order(work.connection, order.id, values)
    confirmed = replace(order, **values)
    lines = tie_and_promise(work, confirmed, lines)
    messages.add_message(
        work.connection,
        order.id,
        "acknowledgement",
        state="queued",
        title=f"Your order {order.number}",
        body=thanks(order, lines, work.today),
        made_at=work.now,
    )
    work.event("order", order.id, "confirmed")
    refresh(work, confirmed, lines)
    if not at_once:
        bill_confirmed(work, confirmed)


def _kept(work: Work, order: Order, policy: str) -> dict[str, Any]:
    """Until when its stock is kept: without an end where no money is awaited; refuse a day that is over."""
    until = order.reserved_until
    if until is None:
        return {}
    if not terms_of(order).asks and policy != PAID_FIRST:
        return {"reserved_until": None}
    if until < work.today:
        raise Refused(f"Its stock was to be kept until {shown_day(until)}; set a later day first.", field="order")
    return {}


def _policy(work: Work, order: Order) -> str:
    """When the order is invoiced, from now on whatever the shop changes; stock kept too long is free before it is
    wanted."""
    shops, customers, overdue = usual_invoicing(work.connection, order.customer_id, work.today)
    if overdue:
        let_go(work)
    return policy_of(terms_of(order), customers, shops, order.tender)


def _note_overrides(work: Work, order_id: int, request: OrderRequest, priced: Priced) -> None:
    """Remember each price a clerk set against the one that wins; the day report says who did it how often."""
    for place, line in enumerate(request.lines, start=1):
        won = priced.won[place].price
        if line.price is not None and line.price != won:
            said = f"{line.sku}: {shown_price(line.price)} instead of {shown_price(won)}"
            work.event("order", order_id, "price override", said)


def price_again(
    work: Work, order: Order, lines: tuple[OrderLine, ...], prices: Mapping[int, Price], service: Service | None
) -> tuple[tuple[OrderLine, ...], Totals | None, str]:
    """Write the lines of an order that `service` takes again with `prices` (by line id) and today's tax; where neither
    changed they are left (None).

    The last is the reason to be printed where no tax is taken.
    """
    ship_to = sent_to(order.channel, service, order.ship_to_id)
    taxing = taxing_again(work.connection, shop_of(work.connection), work.today, order, ship_to)
    rates = {line.id: taxing.rate_of(line.tax_class) for line in lines}
    if not prices and all(line.tax_rate == rates[line.id] for line in lines):
        return lines, None, taxing.exemption
    inputs = [
        LineInput(line.quantity, prices.get(line.id, line.price), rates[line.id], line.discount, line.item_id is None)
        for line in lines
    ]
    discount = sum(line.share for line in lines)
    if prices and order.coupon_id:
        discount = coupon_again(work, order, inputs)
    totals = price_order(inputs, order.rules, discount)
    rows = [
        {
            "key": line.id,
            "new_price": prices.get(line.id, line.price),
            "new_gross": total.gross,
            "new_share": total.share,
            "new_net": total.net,
            "new_tax_rate": rates[line.id],
            "new_tax": total.tax,
        }
        for line, total in zip(lines, totals.lines, strict=True)
    ]
    orders.price_lines(work.connection, rows)
    return orders.read_lines(work.connection, order.id), totals, taxing.exemption


def rewrite_order(work: Work, order_id: int, request: OrderRequest) -> None:
    """Write a draft or quote anew inside a transaction."""
    order = order_of(work, order_id)
    ORDER.check(order.state, "edit", Facts(order.number))
    priced = price_request(work.connection, work.today, request)
    need_discount(work, request, priced)
    buyer = priced.buyer
    exemption = {"exemption": priced.exemption, "terms_days": buyer.terms_days if buyer else 0}
    orders.change_order(work.connection, order.id, {**_head(request, priced, work.today), **exemption, **_sums(priced)})
    orders.replace_lines(work.connection, order.id, [{"order_id": order.id, **row} for row in priced.rows])
    _adjust(work, order.id, request, priced)
    search.index(work.connection, "orders", order.id, _words(order.number, request, buyer))
    work.event("order", order.id, "changed")
    work.touch("orders")
    fire(work, order.id, "placed")


def _adjust(work: Work, order_id: int, request: OrderRequest, priced: Priced) -> None:
    """Keep what is taken off the whole order under its labels."""
    if request.discount:
        orders.add_adjustment(work.connection, order_id, request.discount_label, request.discount)
    if priced.coupon and priced.given.off:
        orders.add_adjustment(work.connection, order_id, priced.coupon.label, priced.given.off)


def _terms(request: OrderRequest, today: date) -> dict[str, Any]:
    terms = Terms(request.invoicing, request.deposit, request.deposit_rate, request.reserved_until)
    return asdict(checked(terms, request.tender, today))


def _head(request: OrderRequest, priced: Priced, today: date) -> dict[str, Any]:
    buyer, service = priced.buyer, priced.service
    return {
        "channel": request.channel,
        "remote_id": request.remote_id,
        "customer_id": request.customer_id,
        "bill_to_id": request.bill_to_id or (buyer.bill_to_id if buyer else None),
        "ship_to_id": request.ship_to_id or (buyer.ship_to_id if buyer else None),
        "service_id": service.id if service else None,
        "tender": request.tender,
        **shipping_flags(request, buyer.shipping if buyer else ""),
        **_terms(request, today),
        "ship_by": request.ship_by,
        "coupon_id": priced.coupon.id if priced.coupon else None,
        **{name: getattr(request, name) for name in TEXTS},
    }


def _sums(priced: Priced) -> dict[str, int]:
    totals = priced.totals
    units = sum(row["quantity"] for row in priced.rows if row["item_id"] is not None)
    return {"net": totals.net, "tax": totals.tax, "total": totals.total, "due": totals.total, "units": units}


def _words(number: str, request: OrderRequest, buyer: Buyer | None) -> str:
    named = (buyer.name, buyer.company, buyer.phone_digits) if buyer else ()
    return " ".join(each for each in (number, *named, request.reference, request.remote_id or "") if each)
