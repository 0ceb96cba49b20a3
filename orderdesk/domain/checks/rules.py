"""The shop's own rules: when something happens to an order and its facts are such, this is done with it.

    Rule("High value", "placed", (condition("total", "at least", "500", "GBP"),), (Action("hold", "Call first."),))

A rule is data; deciding is pure. Rules never touch a sale at the counter, whose goods are taken along at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orderdesk.domain.orders.records import CHANNELS
from orderdesk.domain.values.countries import country_of
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, amount_text, parse_amount
from orderdesk.domain.values.quantity import Quantity, parse_quantity, quantity_text

EVENTS = {"placed": "An order is placed", "confirmed": "An order is confirmed", "paid": "Money is received"}
ACTIONS = {
    "hold": "Hold with this reason",
    "service": "Send by this service",
    "packer": "Note for the packer",
    "internal": "Internal note",
}
NUMBERS = ("total", "weight", "units")
FACTS = {
    "total": "Total",
    "weight": "Weight in kg",
    "units": "Units",
    "channel": "Channel",
    "tender": "Tender",
    "country": "Country",
    "group": "Customer group",
    "customer": "Customer number",
    "item": "Item",
    "service": "Service",
    "first": "First order",
}
AT_LEAST, AT_MOST, IS, IS_NOT = "at least", "at most", "is", "is not"
COMPARISONS = (AT_LEAST, AT_MOST, IS, IS_NOT)
MOST_CONDITIONS = 4
LONGEST_NAME = 60
LONGEST_TEXT = 300
LARGEST_PRIORITY = 999
_CHOICES = {
    "channel": tuple(each for each in CHANNELS if each != "counter"),
    "first": ("yes", "no"),
}

Value = int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact held against a value: a number, or words in small letters of which one is enough."""

    fact: str
    comparison: str
    value: Value


@dataclass(frozen=True, slots=True)
class Action:
    """What is done, of `ACTIONS`, and its text: a reason, the code of a service, or a note."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is kept; the lowest `priority` comes first, and after one that stops no other is looked at."""

    name: str
    event: str
    conditions: tuple[Condition, ...]
    actions: tuple[Action, ...]
    priority: int = 10
    stop: bool = False
    active: bool = True
    id: int = 0


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What rules look at; words in small letters, `weight` in grams."""

    total: Amount = 0
    weight: int = 0
    units: Quantity = 0
    channel: str = ""
    tender: str = ""
    country: str = ""
    group: str = ""
    customer: str = ""
    items: frozenset[str] = frozenset()
    service: str = ""
    first: bool = False

    def words(self, fact: str) -> frozenset[str]:
        """The words that a fact is: the items of an order are many, all others one."""
        if fact == "item":
            return self.items
        if fact == "first":
            return frozenset({"yes" if self.first else "no"})
        return frozenset({str(getattr(self, fact))})


@dataclass(frozen=True, slots=True)
class Decision:
    """A rule whose conditions all hold, and what is left for it to do."""

    rule: Rule
    actions: tuple[Action, ...]


def decide(rules: Iterable[Rule], event: str, facts: OrderFacts) -> tuple[Decision, ...]:
    """What the rules want done, the first priority first; of several services the first wins."""
    decided: list[Decision] = []
    chosen = False
    for rule in sorted(rules, key=lambda each: (each.priority, each.id, each.name)):
        if not rule.active or rule.event != event or not all(holds(each, facts) for each in rule.conditions):
            continue
        actions = tuple(each for each in rule.actions if not (chosen and each.kind == "service"))
        chosen = chosen or any(each.kind == "service" for each in actions)
        if actions:
            decided.append(Decision(rule, actions))
        if rule.stop:
            break
    return tuple(decided)


def holds(condition: Condition, facts: OrderFacts) -> bool:
    """Whether a condition is met."""
    if isinstance(condition.value, int):
        found: int = getattr(facts, condition.fact)
        return found >= condition.value if condition.comparison == AT_LEAST else found <= condition.value
    met = not facts.words(condition.fact).isdisjoint(condition.value)
    return met if condition.comparison == IS else not met


def condition(fact: str, comparison: str, text: str, currency: str) -> Condition:
    """A condition as a person writes it; several words are parted by commas."""
    if fact not in FACTS:
        raise Refused(f"Choose what is looked at: {', '.join(FACTS)}.", field="conditions")
    fitting = comparisons_of(fact)
    if comparison not in fitting:
        raise Refused(f"{FACTS[fact]} is compared with {' or '.join(fitting)}.", field="conditions")
    if not text.strip():
        raise Refused(f"{FACTS[fact]} {comparison} what?", field="conditions")
    if fact == "total":
        return Condition(fact, comparison, parse_amount(text, currency, field="conditions"))
    if fact in NUMBERS:
        return Condition(fact, comparison, parse_quantity(text, field="conditions"))
    read = (lambda word: country_of(word, "conditions")) if fact == "country" else str
    words = tuple(dict.fromkeys(read(word.strip()).casefold() for word in text.split(",") if word.strip()))
    allowed = _CHOICES.get(fact)
    if not words or (allowed and not set(words) <= set(allowed)):
        wanted = ", ".join(allowed or ())
        raise Refused(f"{FACTS[fact]} is one of {wanted or 'the words parted by commas'}.", field="conditions")
    return Condition(fact, comparison, words)


def comparisons_of(fact: str) -> tuple[str, str]:
    """The two ways to compare a fact."""
    return (AT_LEAST, AT_MOST) if fact in NUMBERS else (IS, IS_NOT)


def read_condition(text: str, currency: str) -> Condition:
    """Read "total at least 500" or "country is not GB, IE"."""
    fact, _, rest = " ".join(text.split()).partition(" ")
    for comparison in (AT_LEAST, AT_MOST, IS_NOT, IS):
        if rest.casefold().startswith(f"{comparison} "):
            return condition(fact.casefold(), comparison, rest[len(comparison) + 1 :], currency)
    raise Refused(f"Write a condition such as total at least 500, not {text.strip()[:60]}.", field="conditions")


def value_text(condition: Condition, currency: str) -> str:
    """The value of a condition as it is typed."""
    if isinstance(condition.value, int):
        return amount_text(condition.value, currency) if condition.fact == "total" else quantity_text(condition.value)
    in_capitals = condition.fact in ("country", "item", "customer")
    return ", ".join(each.upper() if in_capitals else each for each in condition.value)


def condition_words(condition: Condition, currency: str) -> str:
    """A condition as `read_condition` reads it."""
    return f"{condition.fact} {condition.comparison} {value_text(condition, currency)}"


def action_words(action: Action) -> str:
    """What is done, in the words of the history."""
    starts = {"hold": "held", "service": "sent by", "packer": "note for the packer", "internal": "internal note"}
    return f"{starts[action.kind]}{' ' if action.kind == 'service' else ': '}{action.text}"


def checked(rule: Rule) -> Rule:
    """The rule with its texts trimmed; refuse one that no shop can have."""
    name = " ".join(rule.name.split())
    actions = tuple(Action(each.kind, each.text.strip()) for each in rule.actions)
    if not name or len(name) > LONGEST_NAME:
        raise Refused(f"Give the rule a name of at most {LONGEST_NAME} letters.", field="name")
    if rule.event not in EVENTS:
        raise Refused(f"Choose when it is looked at: {', '.join(EVENTS)}.", field="event")
    if not rule.conditions or len(rule.conditions) > MOST_CONDITIONS:
        raise Refused(f"Give from one to {MOST_CONDITIONS} conditions.", field="conditions")
    if not 1 <= rule.priority <= LARGEST_PRIORITY:
        raise Refused(f"The priority is a whole number from 1 to {LARGEST_PRIORITY}.", field="priority")
    _check_actions(actions)
    return Rule(name, rule.event, rule.conditions, actions, rule.priority, rule.stop, rule.active, rule.id)


def _check_actions(actions: Sequence[Action]) -> None:
    if not actions:
        raise Refused("Say what is to be done: hold, service, packer or internal.", field="hold")
    for each in actions:
        if each.kind not in ACTIONS:
            raise Refused(f"A rule can do this: {', '.join(ACTIONS)}.", field="hold")
        if not each.text or len(each.text) > LONGEST_TEXT:
            raise Refused(f"{ACTIONS[each.kind]}: write from 1 to {LONGEST_TEXT} characters.", field=each.kind)
    if len({each.kind for each in actions}) < len(actions):
        raise Refused("A rule does each thing once.", field=actions[0].kind)
