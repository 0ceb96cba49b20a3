"""Rules are read as they are written, decide alike in whatever order they come, and refuse what none can have."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.checks.rules import (
    ACTIONS,
    EVENTS,
    FACTS,
    Action,
    Condition,
    Decision,
    OrderFacts,
    Rule,
    action_words,
    checked,
    comparisons_of,
    condition_words,
    decide,
    holds,
    read_condition,
)
from orderdesk.domain.values.errors import Refused

DEAR = Rule("Dear", "placed", (read_condition("total at least 500", "GBP"),), (Action("hold", "Call first."),))
SEEN = OrderFacts(
    50_000, 2_400, 3_000, "phone", "card", "ie", "trade", "c-1001", frozenset({"mug", "tee"}), "road", first=True
)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("total at least 500", True),
        ("total at least 500.01", False),
        ("total at most 500", True),
        ("weight at least 2.4", True),
        ("weight at most 2.399", False),
        ("units at least 3", True),
        ("channel is phone, email", True),
        ("tender is not card", False),
        ("country is not GB", True),
        ("country is gb, IE", True),
        ("group is Trade", True),
        ("customer is C-1001", True),
        ("item is TEE", True),
        ("item is not LAMP", True),
        ("item is not LAMP, MUG", False),
        ("service is road", True),
        ("first is yes", True),
        ("first is no", False),
    ],
)
def test_a_condition_is_read_and_held_against_the_order(text: str, met: bool) -> None:
    condition = read_condition(text, "GBP")
    assert holds(condition, SEEN) is met
    assert read_condition(condition_words(condition, "GBP"), "GBP") == condition


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour is red", "Choose what is looked at"),
        ("total is 5", "compared with at least or at most"),
        ("country at least 5", "compared with is or is not"),
        ("total", "Write a condition such as"),
        ("total at least", "Write a condition such as"),
        ("total at least many", "many"),
        ("total at least 1.234", "2 decimals"),
        ("units at most 0", "0"),
        ("channel is counter", "one of phone, email, online"),
        ("first is maybe", "one of yes, no"),
        ("item is ,", "parted by commas"),
    ],
)
def test_a_condition_that_none_can_be_is_refused(text: str, said: str) -> None:
    with pytest.raises(Exception, match=said):
        read_condition(text, "GBP")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(DEAR, name=" "), "name"),
        (replace(DEAR, name="x" * 61), "name"),
        (replace(DEAR, event="shipped"), "event"),
        (replace(DEAR, conditions=()), "conditions"),
        (replace(DEAR, priority=0), "priority"),
        (replace(DEAR, priority=1_000), "priority"),
        (replace(DEAR, actions=()), "hold"),
        (replace(DEAR, actions=(Action("sell", "it"),)), "hold"),
        (replace(DEAR, actions=(Action("packer", " "),)), "packer"),
        (replace(DEAR, actions=(Action("internal", "x" * 301),)), "internal"),
        (replace(DEAR, actions=(Action("hold", "a"), Action("hold", "b"))), "hold"),
    ],
)
def test_a_rule_that_no_shop_can_have_is_refused(wrong: Rule, field: str) -> None:
    with pytest.raises(Refused) as said:
        checked(wrong)
    assert said.value.field == field


def test_a_rule_is_kept_trimmed() -> None:
    kept = checked(replace(DEAR, name="  High   value ", actions=(Action("hold", " Call. "),)))
    assert (kept.name, kept.actions) == ("High value", (Action("hold", "Call."),))
    assert [action_words(Action(kind, "x")) for kind in ACTIONS] == [
        "held: x", "sent by x", "note for the packer: x", "internal note: x",
    ]  # fmt: skip


def test_the_first_service_wins_and_a_rule_without_anything_left_says_nothing() -> None:
    always = (read_condition("units at least 1", "GBP"),)
    rules = [
        Rule("Late", "placed", always, (Action("service", "slow"), Action("packer", "Wrap")), 20, id=1),
        Rule("Early", "placed", always, (Action("service", "fast"),), 5, id=2),
        Rule("Last", "placed", always, (Action("service", "slow"),), 30, id=3),
    ]
    assert decide(rules, "placed", SEEN) == (
        Decision(rules[1], (Action("service", "fast"),)),
        Decision(rules[0], (Action("packer", "Wrap"),)),
    )


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    fact = draw(st.sampled_from(sorted(FACTS)))
    comparison = draw(st.sampled_from(comparisons_of(fact)))
    if comparison.startswith("at"):
        return Condition(fact, comparison, draw(st.integers(0, 100_000)))
    words = st.sampled_from(["phone", "card", "ie", "trade", "mug", "road", "yes", "no"])
    return Condition(fact, comparison, tuple(draw(st.lists(words, min_size=1, max_size=3, unique=True))))


@st.composite
def rule_sets(draw: st.DrawFn) -> list[Rule]:
    made = []
    for key in range(1, draw(st.integers(1, 7)) + 1):
        kinds = draw(st.lists(st.sampled_from(sorted(ACTIONS)), min_size=1, max_size=4, unique=True))
        made.append(
            Rule(
                f"r{key}",
                draw(st.sampled_from(sorted(EVENTS))),
                tuple(draw(st.lists(conditions(), min_size=1, max_size=2))),
                tuple(Action(kind, f"{kind} {key}") for kind in kinds),
                draw(st.integers(1, 3)),
                draw(st.booleans()),
                draw(st.booleans()),
                key,
            )
        )
    return made


@given(rule_sets(), st.sampled_from(sorted(EVENTS)), st.randoms(use_true_random=False))
def test_the_order_in_which_rules_are_given_changes_nothing_and_a_stop_ends_it(
    rules: list[Rule], event: str, chance: object
) -> None:
    decided = decide(rules, event, SEEN)
    mixed = list(rules)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert decide(mixed, event, SEEN) == decided
    places = [(each.rule.priority, each.rule.id) for each in decided]
    assert places == sorted(places)
    assert sum(action.kind == "service" for each in decided for action in each.actions) <= 1
    meant = [each for each in rules if each.active and each.event == event]
    meant = [each for each in meant if all(holds(one, SEEN) for one in each.conditions)]
    stops = [(each.priority, each.id) for each in meant if each.stop]
    assert all(place <= min(stops) for place in places if stops)
    reached = [each for each in meant if not stops or (each.priority, each.id) <= min(stops)]
    assert {each.rule for each in decided} >= {
        each for each in reached if any(action.kind != "service" for action in each.actions)
    }
    assert {each.rule for each in decided} <= set(reached)
