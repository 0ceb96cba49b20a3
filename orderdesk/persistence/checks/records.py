"""The shop's rules: read, written, and where each has fired."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from orderdesk.domain.checks.rules import Action, Condition, Rule
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import rule_firings, rules, shipments

_COLUMNS = ("name", "event", "conditions", "actions", "priority", "stop", "active", "id")
_ALL = select(*(rules.c[name] for name in _COLUMNS)).order_by(rules.c.priority, rules.c.id)
_ACTIVE = Ready(_ALL.where(rules.c.active == 1, rules.c.event == bindparam("event")))
_FIRED = Ready(select(rule_firings.c.rule_id, rule_firings.c.held).where(rule_firings.c.order_id == bindparam("order")))
_FIRE = Ready(insert(rule_firings))
_COUNTS = select(rule_firings.c.rule_id, func.count()).group_by(rule_firings.c.rule_id)
_UNDER_WAY = (
    select(shipments.c.number, shipments.c.state)
    .where(shipments.c.order_id == bindparam("order"), shipments.c.state.not_in(("waiting", "allocated", "cancelled")))
    .order_by(shipments.c.id)
    .limit(1)
)
_SEND_BY = (
    update(shipments)
    .where(shipments.c.order_id == bindparam("order"), shipments.c.state.in_(("waiting", "allocated")))
    .values(service_id=bindparam("service"))
)


def read_rules(connection: Connection) -> list[Rule]:
    """Every rule, in the order in which they are looked at."""
    return [_rule(row) for row in connection.execute(_ALL)]


def rules_on(connection: Connection, event: str) -> list[Rule]:
    """The rules that are switched on for an event."""
    return [_rule(row) for row in _ACTIVE.rows(connection, {"event": event})]


def write_rule(connection: Connection, rule: Rule) -> int:
    """Write a rule, anew where it has a key; return its key."""
    values: dict[str, Any] = {
        "name": rule.name,
        "event": rule.event,
        "conditions": [
            [each.fact, each.comparison, each.value if isinstance(each.value, int) else list(each.value)]
            for each in rule.conditions
        ],
        "actions": [[each.kind, each.text] for each in rule.actions],
        "priority": rule.priority,
        "stop": int(rule.stop),
        "active": int(rule.active),
    }
    if rule.id:
        connection.execute(update(rules).where(rules.c.id == rule.id).values(**values))
        return rule.id
    key: int = connection.execute(insert(rules).values(**values).returning(rules.c.id)).scalar_one()
    return key


def remove_rule(connection: Connection, rule_id: int) -> None:
    """Remove a rule that never fired."""
    connection.execute(delete(rules).where(rules.c.id == rule_id))


def fired_on(connection: Connection, order_id: int) -> dict[int, str]:
    """The rules that fired on an order, each with the reason for which it held it."""
    return dict(_FIRED.rows(connection, {"order": order_id}))


def firing_counts(connection: Connection) -> dict[int, int]:
    """On how many orders each rule has fired."""
    return {row[0]: row[1] for row in connection.execute(_COUNTS)}


def add_firing(connection: Connection, order_id: int, rule_id: int, at: datetime, held: str) -> None:
    """Remember that a rule fired on an order."""
    _FIRE.run(connection, {"order_id": order_id, "rule_id": rule_id, "at": at, "held": held})


def released_work(connection: Connection, order_id: int) -> str:
    """The first shipment of an order that is picked already or further, such as "SH-7 is picking"; "" for none."""
    row = connection.execute(_UNDER_WAY, {"order": order_id}).first()
    return f"{row.number} is {row.state}" if row else ""


def send_by(connection: Connection, order_id: int, service_id: int) -> None:
    """Send what has not been given to a picker by another service."""
    connection.execute(_SEND_BY, {"order": order_id, "service": service_id})


def _rule(row: Sequence[Any]) -> Rule:
    name, event, conditions, actions, priority, stop, active, key = row
    asked = tuple(Condition(fact, how, _value(value)) for fact, how, value in conditions)
    done = tuple(Action(kind, text) for kind, text in actions)
    return Rule(name, event, asked, done, priority, bool(stop), bool(active), key)


def _value(value: int | Sequence[str]) -> int | tuple[str, ...]:
    return value if isinstance(value, int) else tuple(value)
