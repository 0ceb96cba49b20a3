"""Every lifecycle is walked whole: each state with each event either moves or says why not."""

from __future__ import annotations

from typing import Any

import pytest

from orderdesk.domain.lifecycles import (
    LIFECYCLES,
    ORDER,
    RETURN,
    SHIPMENT,
    TILL,
    Facts,
    OrderState,
    PurchaseState,
    ReturnState,
    ShipmentState,
    TillState,
)
from orderdesk.domain.lifecycles.words import said_of
from orderdesk.domain.values.errors import Refused

STATES = {
    "order": OrderState,
    "shipment": ShipmentState,
    "return": ReturnState,
    "purchase order": PurchaseState,
    "till": TillState,
}
EASY, HELD = Facts("SO-1001"), Facts("SO-1001", hold="credit")
CASES = [
    (machine, state, event)
    for machine in LIFECYCLES
    for state in STATES[machine.thing]
    for event in dict.fromkeys(row.event for row in (*machine.transitions, *machine.deeds))
]


@pytest.mark.parametrize(("machine", "state", "event"), CASES, ids=lambda value: getattr(value, "thing", str(value)))
def test_each_state_answers_each_event(machine: Any, state: Any, event: str) -> None:
    targets = [move.target for move in machine.transitions if move.event == event and state in move.sources]
    stays = any(deed.event == event and state in deed.sources for deed in machine.deeds)
    assert len(targets) + stays <= 1, "two moves for one event of one state"
    assert (event in machine.events(state)) == bool(targets)
    assert machine.allows(state, event) == bool(targets or stays)
    if targets:
        assert machine.after(state, event, EASY) is targets[0]
    if targets or stays:
        assert machine.refusal(state, event, HELD if event == "release" else EASY) is None
        return
    said = machine.refusal(state, event, EASY)
    assert said.startswith(f"SO-1001 is {said_of(state)}")
    assert said.endswith(".")
    assert event not in ("hand-over", "come-back", "send-back") or event not in said
    with pytest.raises(Refused, match="SO-1001"):
        machine.check(state, event, EASY)


@pytest.mark.parametrize("machine", LIFECYCLES, ids=lambda machine: machine.thing)
def test_every_state_can_be_reached(machine: Any) -> None:
    first = next(iter(STATES[machine.thing]))
    reached, frontier = {first}, [first]
    while frontier:
        state = frontier.pop()
        for move in machine.transitions:
            if state in move.sources and move.target not in reached:
                reached.add(move.target)
                frontier.append(move.target)
    assert reached == set(STATES[machine.thing])


@pytest.mark.parametrize(
    ("machine", "ends"),
    [
        (ORDER, {OrderState.CANCELLED}),
        (SHIPMENT, {ShipmentState.CANCELLED, ShipmentState.RETURNED}),
        (RETURN, {ReturnState.CLOSED, ReturnState.DECLINED}),
        (TILL, {TillState.VERIFIED}),
    ],
)
def test_terminal_states_stay_terminal(machine: Any, ends: set[Any]) -> None:
    assert {state for state in STATES[machine.thing] if not machine.events(state)} == ends


@pytest.mark.parametrize(
    ("machine", "state", "event", "facts", "word"),
    [
        (ORDER, OrderState.DRAFT, "confirm", Facts("SO-1", lines=0), "no lines"),
        (ORDER, OrderState.DRAFT, "quote", Facts("SO-1", lines=0), "no lines"),
        (ORDER, OrderState.CONFIRMED, "close", Facts("SO-1", open_work=True), "still has something"),
        (ORDER, OrderState.CONFIRMED, "cancel", Facts("SO-1", shipped=True), "open a return"),
        (ORDER, OrderState.CONFIRMED, "cancel", Facts("SO-1", invoiced=True), "credit the invoice"),
        (ORDER, OrderState.CONFIRMED, "cancel", Facts("SO-1", paid=True), "refund that first"),
        (SHIPMENT, ShipmentState.ALLOCATED, "start", Facts("SH-1", hold="credit"), "on hold (credit)"),
        (SHIPMENT, ShipmentState.PICKING, "pick", Facts("SH-1", hold="stock"), "on hold (stock)"),
        (SHIPMENT, ShipmentState.PICKED, "pack", Facts("SH-1", hold="stock"), "on hold (stock)"),
        (SHIPMENT, ShipmentState.PACKED, "ship", Facts("SH-1", hold="review"), "on hold (review)"),
        (SHIPMENT, ShipmentState.PACKED, "ship", Facts("SH-1", boxes=0), "no box"),
        (SHIPMENT, ShipmentState.PICKED, "hand-over", Facts("SH-1", reason=""), "Say why"),
    ],
)
def test_guards_say_why_not(machine: Any, state: Any, event: str, facts: Facts, word: str) -> None:
    assert word in machine.refusal(state, event, facts)
    with pytest.raises(Refused, match=facts.name):
        machine.after(state, event, facts)


@pytest.mark.parametrize("machine", LIFECYCLES, ids=lambda machine: machine.thing)
def test_a_person_reads_each_move_by_its_title_with_why_not_now(machine: Any) -> None:
    for state in STATES[machine.thing]:
        for move in machine.moves(state, EASY):
            assert move.title == machine.title(move.event)
            assert move.title[0].isupper()
            assert move.refusal == machine.refusal(state, move.event, EASY)


def test_an_event_nobody_knows_is_a_bug() -> None:
    with pytest.raises(KeyError):
        ORDER.refusal(OrderState.DRAFT, "fly", EASY)


@pytest.mark.parametrize(
    ("state", "event", "said"),
    [
        (ShipmentState.ALLOCATED, "pack", "SH-1 is not picked yet; print its picklist first."),
        (ShipmentState.PICKING, "ship", "SH-1 is being picked; confirm its picks first."),
        (ShipmentState.PICKED, "ship", "SH-1 is picked but not packed; pack it first."),
        (ShipmentState.PACKED, "deliver", "SH-1 is packed but not sent; ship it first."),
        (ShipmentState.SHIPPED, "pack", "SH-1 is on its way; it cannot be packed."),
        (ShipmentState.PICKED, "start", "SH-1 is picked but not packed; it cannot be picked."),
    ],
)
def test_a_refusal_says_where_a_shipment_stands_and_what_is_done_first(
    state: ShipmentState, event: str, said: str
) -> None:
    assert SHIPMENT.refusal(state, event, Facts("SH-1")) == said
