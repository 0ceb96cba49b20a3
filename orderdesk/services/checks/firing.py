"""Letting the shop's rules act on an order when something happened to it; each firing is told in its history."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from orderdesk.domain.checks.rules import Action, Decision, action_words, decide
from orderdesk.domain.checks.verifying import Doubt
from orderdesk.domain.lifecycles import Hold, OrderState
from orderdesk.domain.orders.records import LONGEST_TEXT, Order
from orderdesk.domain.prices.delivering import rates_to, sent_to
from orderdesk.persistence.checks import records as kept
from orderdesk.persistence.checks.lists import seen_order
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.shop.records import service_by_code, service_of
from orderdesk.services.desk import Work
from orderdesk.services.prices.delivering import destination
from orderdesk.services.record.progress import order_of

CODE = "rule-"
"""Before the key of a rule, among the codes of the checks that hold an order."""
_NOTES = {"packer": "instructions", "internal": "note_internal"}


def fire(work: Work, order_id: int, event: str) -> bool:
    """Do what the rules want done on an order; False when none of them meant it.

    What is given to a picker already, and an order that is over, is left as it is; its history says so.
    """
    rules = kept.rules_on(work.connection, event)
    seen = seen_order(work.connection, order_id) if rules else None
    if seen is None or seen.facts.channel == "counter":
        return False
    decided = decide(rules, event, seen.facts)
    if not decided:
        return False
    order = order_of(work, order_id)
    fired = kept.fired_on(work.connection, order_id)
    for decision in decided:
        order = _act(work, order, decision, first=decision.rule.id not in fired)
    work.touch("orders", "shipments")
    return True


def rule_doubts(connection: Connection, order: Order) -> tuple[Doubt, ...]:
    """The rules that hold an order, each with the reason it gave."""
    keys = [int(code.removeprefix(CODE)) for code in order.held_by.split(",") if code.startswith(CODE)]
    told = kept.fired_on(connection, order.id) if keys else {}
    return tuple(Doubt(f"{CODE}{key}", Hold.REVIEW, told.get(key, "")) for key in keys)


def _act(work: Work, order: Order, decision: Decision, *, first: bool) -> Order:
    """Do what one rule wants; a hold that a person released is not set again."""
    rule = decision.rule
    released = kept.released_work(work.connection, order.id)
    over = order.state in (OrderState.CLOSED, OrderState.CANCELLED)
    if released or over:
        if first:
            kept.add_firing(work.connection, order.id, rule.id, work.now, "")
            why = released or f"{order.number} is {order.state}"
            wanted = ", ".join(action_words(each) for each in decision.actions)
            work.event("order", order.id, "rule", f"{rule.name} changed nothing, {why}: {wanted}")
        return order
    after, told, held = order, [], ""
    for action in decision.actions:
        if action.kind == "hold":
            held = f"{rule.name}: {action.text}" if first else ""
            done = _held(after, f"{CODE}{rule.id}", held) if first else after
        elif action.kind == "service":
            done = _sent_by(work, after, action)
        else:
            done = _noted(after, action)
        told += [action_words(action)] if done != after else []
        after = done
    orders.save_order(work.connection, order, after)
    if first:
        kept.add_firing(work.connection, order.id, rule.id, work.now, held)
    if told or first:
        work.event("order", order.id, "rule", f"{rule.name}: {', '.join(told) or 'nothing was left to do'}")
    return after


def _held(order: Order, code: str, reason: str) -> Order:
    """An order held for a rule as well; what a person or a check holds stays held for that."""
    if not order.hold:
        return replace(order, hold=str(Hold.REVIEW), hold_note=reason, held_by=code)
    both = f"{order.hold_note} {reason}".strip()
    return replace(order, hold_note=both, held_by=f"{order.held_by},{code}" if order.held_by else "")


def _noted(order: Order, action: Action) -> Order:
    column = _NOTES[action.kind]
    before: str = getattr(order, column)
    after = f"{before}\n{action.text}".strip()
    told = action.text in before or len(after) > LONGEST_TEXT
    return order if told else replace(order, **{column: after})  # type: ignore[arg-type]


def _sent_by(work: Work, order: Order, action: Action) -> Order:
    """Another service for what is not on its way; what the customer pays for it stays as agreed."""
    service = service_by_code(work.connection, action.text)
    if service is None or service.id == order.service_id:
        return order
    ship_to = sent_to(order.channel, service, order.ship_to_id)
    if rates_to(service, destination(work.connection, ship_to)) is None:
        work.event("order", order.id, "service", f"{service.code} does not go there; left as it was")
        return order
    before = service_of(work.connection, order.service_id)
    kept.send_by(work.connection, order.id, service.id)
    work.event("order", order.id, "service", f"{service.code} instead of {before.code if before else 'none'}")
    return replace(order, service_id=service.id)
