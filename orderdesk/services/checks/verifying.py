"""Verifying an order on confirm: what does not pass holds it, and is lifted when it passes or a person says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from orderdesk.domain.checks.verifying import CHECKS, PAID, Case, Check, Doubt, GoodsLine, Setting, verify
from orderdesk.domain.lifecycles import Hold, OrderState
from orderdesk.domain.money.prepaying import lacking, waiting_words
from orderdesk.domain.orders.progress import Fulfilment
from orderdesk.domain.orders.records import PAID_FIRST, Order, OrderLine
from orderdesk.domain.prices.pricing import line_gross
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.persistence.checks import verifying as facts
from orderdesk.persistence.orders import records as orders
from orderdesk.services.billing.invoicing import bill_confirmed
from orderdesk.services.checks.firing import rule_doubts
from orderdesk.services.desk import Desk, Work
from orderdesk.services.promises.promising import tie_and_promise
from orderdesk.services.record.progress import order_of, refresh

LARGEST_LEVEL = 10_000
_SENT = (Fulfilment.SHIPPED, Fulfilment.DELIVERED)


def check_settings(desk: Desk) -> list[tuple[Check, Setting]]:
    """Every check and how this shop sets it."""
    with desk.reading() as connection:
        own = facts.read_settings(connection)
    return [(check, own.get(check.code) or Setting(True, check.level)) for check in CHECKS]


def set_check(desk: Desk, code: str, *, on: bool, level: int | None = None) -> None:
    """Switch a check on or off, or set its level; orders that are held already stay as they are."""
    check = next((each for each in CHECKS if each.code == code), None)
    if check is None:
        raise NotFound(f"There is no check {code[:40]}.", field="check")
    if level is not None and not check.unit:
        raise Refused(f"{check.name} has no level to set.", field="level")
    if level is not None and not 0 < level <= LARGEST_LEVEL:
        raise Refused(f"Enter a whole number from 1 to {LARGEST_LEVEL:,}.", field="level")
    with desk.writing(right="change settings") as work:
        before = facts.read_settings(work.connection).get(code) or Setting(True, check.level)
        wanted = Setting(on, before.level if level is None else level)
        facts.write_setting(work.connection, code, wanted)
        said = f"{wanted.level} {check.unit}" if check.unit else "on"
        work.event("shop", 1, "check set", f"{check.name}: {said if on else 'off'}")
        work.touch("shop")


def doubts_of(work: Work, order: Order, lines: Sequence[OrderLine], *, at_once: bool = False) -> tuple[Doubt, ...]:
    """What does not pass in an order as it is written; one that is paid and taken along `at_once` awaits no money."""
    return verify(_case(work, order, lines)) + (() if at_once else awaited(work, order))


def awaited(work: Work, order: Order) -> tuple[Doubt, ...]:
    """The money that has to come before work on an order begins; nothing where nobody asked, or it went on unpaid."""
    asked = order.invoicing == PAID_FIRST or order.deposit or order.deposit_rate
    if not asked or order.unpaid_allowed or order.fulfilment in _SENT:
        return ()
    lack = lacking(order, orders.paid_on(work.connection, order.id))
    return (Doubt(PAID.code, PAID.hold, waiting_words(order, lack)),) if lack else ()


def held_for(work: Work, order: Order, doubts: Sequence[Doubt], told: Sequence[Doubt] = ()) -> Order:
    """An order held for its doubts, the first naming the hold; each is told in its history, but for those that are
    `told` there already."""
    for doubt in doubts:
        work.event("order", order.id, "held", f"{doubt.hold}: {doubt.reason}")
    return _still(order, (*doubts, *told))


def verify_again(work: Work, customer_id: int | None) -> None:
    """Look again at the orders of a customer that checks hold: what passes now goes on, what else holds is told.

    Called when money came in or the customer was changed. What a person held stays held.
    """
    for order_id in facts.held_by_checks(work.connection, customer_id) if customer_id else ():
        verify_held(work, order_id)


def verify_held(work: Work, order_id: int) -> None:
    """Look again at one order that checks hold."""
    order = orders.read_order(work.connection, order_id, lock=True)
    assert order is not None
    codes = order.held_by.split(",")
    found = doubts_of(work, order, orders.read_lines(work.connection, order_id))
    left = [each for each in (*found, *rule_doubts(work.connection, order)) if each.code in codes]
    said = " ".join(each.reason for each in left)
    if said == order.hold_note and _codes(left) == codes:
        return
    orders.save_order(work.connection, order, _still(order, left))
    gone = [check.name.lower() for check in (*CHECKS, PAID) if check.code in codes and check.code not in _codes(left)]
    if gone:
        work.event("order", order_id, "check passed" if left else "released", f"passed now: {', '.join(gone)}")
    if PAID.code in codes and PAID.code not in _codes(left):
        take_stock_again(work, order_id)
    if not left:
        bill_confirmed(work, order_of(work, order_id))
    work.touch("orders", "shipments")


def hold_unpaid(work: Work, order_id: int) -> None:
    """Hold an order that nothing holds yet when money that it asks first is not here, or no longer."""
    order = orders.read_order(work.connection, order_id, lock=True)
    doubts = awaited(work, order) if order and not order.hold and order.state == OrderState.CONFIRMED else ()
    if order and doubts:
        orders.save_order(work.connection, order, held_for(work, order, doubts))
        work.touch("orders", "shipments")


def take_stock_again(work: Work, order_id: int, until: date | None = None) -> None:
    """The money came, or is no longer awaited: the stock is kept without a last day, and what was let go is tied anew
    as far as it is there. While it is awaited longer the stock is kept `until` a later day."""
    order = orders.read_order(work.connection, order_id, lock=True)
    if order is None or order.state != OrderState.CONFIRMED or not (order.let_go or order.reserved_until):
        return
    again = replace(order, let_go=0, reserved_until=until)
    orders.save_order(work.connection, order, again)
    if order.let_go:
        lines = tie_and_promise(work, again, orders.read_lines(work.connection, order_id))
        work.event("order", order_id, "stock tied again")
        refresh(work, again, lines)


def _still(order: Order, left: Sequence[Doubt]) -> Order:
    """An order as what is left holds it."""
    if not left:
        return replace(order, hold=str(Hold.NONE), hold_note="", held_by="")
    note = " ".join(each.reason for each in left)
    return replace(order, hold=str(left[0].hold), hold_note=note, held_by=",".join(_codes(left)))


def _codes(doubts: Sequence[Doubt]) -> list[str]:
    return [each.code for each in doubts]


def _case(work: Work, order: Order, lines: Sequence[OrderLine]) -> Case:
    connection = work.connection
    settings = facts.read_settings(connection)
    goods = Counter[int]()
    for line in lines:
        if line.item_id is not None:
            goods[line.item_id] += line.quantity - line.cancelled
    known = facts.goods_facts(connection, list(goods))
    hours = (settings.get("duplicate") or Setting(True, _level("duplicate"))).level
    since = work.now - timedelta(hours=hours)
    customer, on_account = order.customer_id, order.tender == "account"
    return Case(
        today=work.today,
        currency=order.currency,
        due=order.due,
        lines=tuple(_goods_line(order, line, known[line.item_id]) for line in lines if line.item_id is not None),
        at_counter=order.channel == "counter",
        on_account=on_account,
        delivered=order.service_id is not None,
        account=facts.account_of(connection, customer, order.id, on_account=on_account) if customer else None,
        ship_to=facts.place_of(connection, order.ship_to_id),
        same=facts.same_goods(connection, customer, order.id, goods, since) if customer else "",
        settings=settings,
    )


def _goods_line(order: Order, line: OrderLine, item: facts.ItemFacts) -> GoodsLine:
    cost = line_gross(line.quantity, item.cost, 0, order.rules) if item.cost else None
    return GoodsLine(line.sku or "", line.quantity, line.net, cost, item.most, item.blocked)


def _level(code: str) -> int:
    return next(each.level for each in CHECKS if each.code == code)
