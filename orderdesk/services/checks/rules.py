"""The shop's rules: listed, written, switched and removed, and tried on the orders of the last 90 days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from orderdesk.domain.checks.rules import EVENTS, FACTS, Action, Rule, action_words, checked, condition_words, decide
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.checks import records as kept
from orderdesk.persistence.checks.lists import SeenOrder, seen_since
from orderdesk.persistence.money.tenders import read_tenders
from orderdesk.persistence.shop.records import service_called, shop_of
from orderdesk.services.desk import Desk, Work

DAYS = 90
MOST_ROWS = 200

_Effect = tuple[Rule, Action]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule and on how many orders it has fired."""

    rule: Rule
    fired: int

    @property
    def name(self) -> str:
        return self.rule.name


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """An order that would differ, and how."""

    number: str
    placed_at: datetime
    customer: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """What rules would have done: orders looked at, how often each rule would have fired, and what would differ.

    `rows` are the newest of the `differing` orders.
    """

    looked_at: int
    fires: dict[str, int]
    differing: int
    rows: tuple[RuleEffect, ...]


def list_rules(desk: Desk) -> list[RuleRow]:
    """Every rule, in the order in which they are looked at."""
    with desk.reading() as connection:
        counts = kept.firing_counts(connection)
        return [RuleRow(rule, counts.get(rule.id, 0)) for rule in kept.read_rules(connection)]


def rule_named(desk: Desk, name: str) -> Rule:
    """The rule of this name, in capitals or not."""
    return _named([row.rule for row in list_rules(desk)], name)


def save_rule(desk: Desk, rule: Rule) -> Rule:
    """Write a new rule, or one that has a key anew; orders that are taken already stay as they are."""
    with desk.writing(right="change settings") as work:
        wanted = _fitting(work.connection, rule)
        _free_name(kept.read_rules(work.connection), wanted)
        written = replace(wanted, id=kept.write_rule(work.connection, wanted))
        _tell(work, "rule changed" if rule.id else "rule added", written)
        return written


def switch_rule(desk: Desk, name: str, *, on: bool) -> None:
    """Let a rule act from now on, or no longer."""
    with desk.writing(right="change settings") as work:
        rule = _named(kept.read_rules(work.connection), name)
        kept.write_rule(work.connection, replace(rule, active=on))
        work.event("shop", 1, "rule changed", f"{rule.name}: {'on' if on else 'off'}")
        work.touch("shop")


def remove_rule(desk: Desk, name: str) -> Rule:
    """Remove a rule that never fired, and give it back; the history of orders names one that did."""
    with desk.writing(right="change settings") as work:
        rule = _named(kept.read_rules(work.connection), name)
        fired = kept.firing_counts(work.connection).get(rule.id, 0)
        if fired:
            orders = count_word(fired, "order")
            raise Refused(f"{rule.name} has fired on {orders}; switch it off, their history names it.", field="name")
        kept.remove_rule(work.connection, rule.id)
        _tell(work, "rule removed", rule)
        return rule


def dry_run(desk: Desk, rule: Rule) -> DryRun:
    """What would differ in the orders of the last 90 days with this rule as it is given, beside the others as they are.

    Nothing is written.
    """
    with desk.reading() as connection:
        wanted = _fitting(connection, rule)
        before = kept.read_rules(connection)
        _free_name(before, wanted)
        newest = max((each.id for each in before), default=0) + 1
        after = [each for each in before if each.id != rule.id] + [replace(wanted, id=rule.id or newest)]
        return _compare(before, after, seen_since(connection, desk.clock() - timedelta(days=DAYS)))


def alone(desk: Desk, name: str) -> DryRun:
    """What a rule that is kept does to the orders of the last 90 days, against a shop without it."""
    with desk.reading() as connection:
        after = kept.read_rules(connection)
        rule = _named(after, name)
        before = [each for each in after if each.id != rule.id]
        after = [*before, replace(rule, active=True)]
        return _compare(before, after, seen_since(connection, desk.clock() - timedelta(days=DAYS)))


def summary(found: DryRun) -> str:
    """A dry run in one or two sentences."""
    fires = ", ".join(f"{name} on {count:,}" for name, count in found.fires.items())
    count = f"{found.differing:,}" if found.differing else "none"
    shown = f"; the newest {len(found.rows)} are shown" if len(found.rows) < found.differing else ""
    told = f"Rules that fire: {fires}." if fires else "No rule fires."
    orders = "order" if found.looked_at == 1 else "orders"
    return f"Of {found.looked_at:,} {orders} in the last {DAYS} days {count} would differ{shown}. {told}"


def _compare(before: Sequence[Rule], after: Sequence[Rule], orders: Iterable[SeenOrder]) -> DryRun:
    """Hold what the rules do now against what they would do, order by order."""
    looked_at = differing = 0
    fires: dict[str, int] = {}
    rows: list[RuleEffect] = []
    for seen in orders:
        looked_at += 1
        now, then = _effects(before, seen), _effects(after, seen)
        for name in dict.fromkeys(rule.name for rule, _action in then):
            fires[name] = fires.get(name, 0) + 1
        said = _told(now, then, seen)
        differing += bool(said)
        if said and len(rows) < MOST_ROWS:
            rows.append(RuleEffect(seen.number, seen.placed_at, seen.customer, said))
    return DryRun(looked_at, fires, differing, tuple(rows))


def _told(now: Sequence[_Effect], then: Sequence[_Effect], seen: SeenOrder) -> tuple[str, ...]:
    old, new = ({(rule.id, action) for rule, action in each} for each in (now, then))
    more = [_would(action, seen) for rule, action in then if (rule.id, action) not in old]
    less = [f"would have no more: {action_words(action)}" for rule, action in now if (rule.id, action) not in new]
    return tuple(each for each in (*more, *less) if each)


def _effects(rules: Sequence[Rule], seen: SeenOrder) -> list[_Effect]:
    """What each rule does to an order at each event that has happened to it."""
    decided = [each for event in EVENTS if seen.was(event) for each in decide(rules, event, seen.facts)]
    return [(each.rule, action) for each in decided for action in each.actions]


def _would(action: Action, seen: SeenOrder) -> str:
    """What an action would make different in an order; "" where it is so already."""
    if action.kind == "hold":
        return f"would be held: {action.text}"
    if action.kind == "service":
        same = action.text.casefold() == seen.service.casefold()
        return "" if same else f"would go by {action.text} instead of {seen.service or 'none'}"
    noted = seen.instructions if action.kind == "packer" else seen.note_internal
    words = "a note for the packer" if action.kind == "packer" else "an internal note"
    return "" if action.text in noted else f"would have {words}: {action.text}"


def _fitting(connection: Connection, rule: Rule) -> Rule:
    """The rule as this shop can keep it: a service it sends by must be there, and is named as the shop does."""
    wanted = checked(rule)
    for condition in wanted.conditions:
        if condition.fact == "tender" and isinstance(condition.value, tuple):
            _check_tenders(connection, condition.value)
    actions = [
        Action("service", service_called(connection, each.text).code) if each.kind == "service" else each
        for each in wanted.actions
    ]
    return replace(wanted, actions=tuple(actions))


def _check_tenders(connection: Connection, words: Sequence[str]) -> None:
    codes = read_tenders(connection).codes
    if not set(words) <= set(codes):
        raise Refused(f"{FACTS['tender']} is one of {', '.join(codes)}.", field="conditions")


def _free_name(others: Iterable[Rule], rule: Rule) -> None:
    if any(each.name.casefold() == rule.name.casefold() and each.id != rule.id for each in others):
        raise Refused(f"There is a rule {rule.name} already.", field="name")
    if rule.id and all(each.id != rule.id for each in others):
        raise NotFound(f"The rule {rule.name} was removed meanwhile.", field="name")


def _named(rules: Iterable[Rule], name: str) -> Rule:
    wanted = " ".join(name.split()).casefold()
    found = next((each for each in rules if each.name.casefold() == wanted), None)
    if found is None:
        raise NotFound(f"There is no rule {name.strip()[:60]}.", field="name")
    return found


def _tell(work: Work, what: str, rule: Rule) -> None:
    currency = shop_of(work.connection).currency
    wanted = " and ".join(condition_words(each, currency) for each in rule.conditions)
    work.event("shop", 1, what, f"{rule.name}: {rule.event}, {wanted}")
    work.touch("shop")
