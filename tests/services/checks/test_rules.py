"""The shop's rules act on orders, are told in their history, leave released work alone, and are tried beforehand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.domain.checks.rules import Action, Rule, read_condition
from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import parse_price
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.care.checking import check
from orderdesk.services.checks import rules
from orderdesk.services.checks.holding import hold_order, release_order
from orderdesk.services.customers.customers import card_of, edit_customer, form_of
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.picking import start_picking
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.money.tills import open_till
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import change_draft, confirm_order, place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.shop.shop import save_service
from orderdesk.services.shop.shop_forms import ServiceForm
from tests.factories import Clock, northside

MUGS = (LineRequest(pieces(3), "MUG"),)


@pytest.fixture
def desk(database: Database) -> Desk:
    """Northside with a second service."""
    desk = northside(database, stock={"MUG": 1_000, "TEE": 100})
    save_service(desk, ServiceForm("fast", "Fast", "Northern Carriers", price=1_290), new=True)
    return desk


def made(
    desk: Desk, name: str, event: str, when: str, *actions: tuple[str, str], priority: int = 10, stop: bool = False
) -> Rule:
    conditions = tuple(read_condition(each, "GBP") for each in when.split(" and "))
    done = tuple(Action(*each) for each in actions)
    return rules.save_rule(desk, Rule(name, event, conditions, done, priority, stop))


def taken(desk: Desk, *, confirm: bool = True, **more: object) -> OrderView:
    request = OrderRequest(**{"lines": MUGS, "customer_id": 1} | more)  # type: ignore[arg-type]
    return view_order(desk, place_order(desk, request, confirm=confirm))


def told(view: OrderView) -> list[str]:
    return [event.detail for event in reversed(view.events) if event.what == "rule"]


def test_a_rule_holds_notes_and_sends_and_each_is_told(desk: Desk) -> None:
    made(desk, "Dear", "placed", "total at least 40", ("hold", "Call."), ("packer", "Wrap."), ("internal", "VIP"))
    made(desk, "Quick", "confirmed", "item is MUG and country is gb", ("service", "FAST"))
    order = taken(desk, service="road").order
    assert (order.hold, order.hold_note) == (Hold.REVIEW, "Dear: Call.")
    assert (order.instructions, order.note_internal) == ("Wrap.", "VIP")
    view = view_order(desk, order.id)
    assert told(view) == ["Dear: held: Call., note for the packer: Wrap., internal note: VIP", "Quick: sent by fast"]
    assert ("service", "fast instead of road") in [(event.what, event.detail) for event in view.events]
    assert view.shipments[0].service == "fast"
    assert [line.label for line in view.lines][-1] == "Road"  # what the customer pays stays
    assert taken(desk, lines=(LineRequest(pieces(1), "MUG"),)).order.hold == ""
    assert [(row.name, row.fired) for row in rules.list_rules(desk)] == [("Dear", 1), ("Quick", 2)]
    assert check(desk, deep=True).findings == ()


def test_the_checks_are_made_beside_a_rule_and_both_reasons_are_told(desk: Desk) -> None:
    edit_customer(desk, 1, replace(form_of(card_of(desk, 1)), credit_limit=1_000))
    made(desk, "Dear", "placed", "total at least 40", ("hold", "Call."))
    order = taken(desk).order
    assert order.hold == Hold.CREDIT
    assert order.hold_note == "Asha Patel would owe 45.00; the limit is 10.00. Dear: Call."
    edit_customer(desk, 1, replace(form_of(card_of(desk, 1)), credit_limit=100_000))
    view = view_order(desk, order.id)
    assert (view.order.hold, view.order.hold_note) == (Hold.REVIEW, "Dear: Call.")
    with pytest.raises(Refused, match=r"Say why SO-.* may go on: Dear: Call\."):
        release_order(desk, order.id)
    release_order(desk, order.id, "called")
    assert view_order(desk, order.id).order.hold == ""


def test_a_draft_that_is_written_anew_meets_the_rules_again_but_a_release_stands(desk: Desk) -> None:
    made(desk, "Dear", "placed", "total at least 40", ("hold", "Call."), ("packer", "Wrap."))
    draft = taken(desk, confirm=False, lines=(LineRequest(pieces(1), "MUG"),)).order
    assert (draft.hold, draft.instructions) == ("", "")
    request = OrderRequest(MUGS, customer_id=1)
    change_draft(desk, draft.id, request)
    assert view_order(desk, draft.id).order.hold_note == "Dear: Call."
    release_order(desk, draft.id, "called")
    change_draft(desk, draft.id, request)
    again = view_order(desk, draft.id)
    assert (again.order.hold, again.order.instructions) == ("", "Wrap.")
    change_draft(desk, draft.id, replace(request, instructions="Wrap."))
    assert view_order(desk, draft.id).order.instructions == "Wrap."
    confirm_order(desk, draft.id)
    assert view_order(desk, draft.id).order.hold == ""
    assert told(again) == ["Dear: held: Call., note for the packer: Wrap.", "Dear: note for the packer: Wrap."]


def test_what_a_person_holds_stays_theirs(desk: Desk) -> None:
    made(desk, "Paid", "paid", "total at least 1", ("hold", "Look."))
    order = taken(desk).order
    hold_order(desk, order.id, Hold.CUSTOMER, "waits for a friend")
    take_payment(desk, order.id, [Tendered("transfer", 4_500)])
    held = view_order(desk, order.id).order
    assert (held.hold, held.hold_note, held.held_by) == ("customer", "waits for a friend Paid: Look.", "")


def test_money_fires_a_rule_once_and_changes_what_waits(desk: Desk) -> None:
    made(desk, "Paid", "paid", "tender is card", ("service", "fast"), ("hold", "Look."))
    order = taken(desk, service="road", tender="card").order
    take_payment(desk, order.id, [Tendered("card", 1_000)])
    view = view_order(desk, order.id)
    assert (view.order.hold_note, view.shipments[0].service) == ("Paid: Look.", "fast")
    release_order(desk, order.id, "fine")
    take_payment(desk, order.id, [Tendered("card", 1_000)])
    after = view_order(desk, order.id)
    assert (after.order.hold, len(told(after))) == ("", 1)


def test_released_work_is_left_alone_and_the_history_says_so(desk: Desk) -> None:
    made(desk, "Paid", "paid", "total at least 1", ("hold", "Look."), ("service", "fast"), ("packer", "Wrap."))
    view = taken(desk, service="road")
    start_picking(desk, [view.shipments[0].id])
    for _ in range(2):
        take_payment(desk, view.order.id, [Tendered("transfer", 1_000)])
    after = view_order(desk, view.order.id)
    assert (after.order.hold, after.order.instructions, after.shipments[0].service) == ("", "", "road")
    (said,) = told(after)
    assert said.startswith(f"Paid changed nothing, {view.shipments[0].number} is picking: held: Look.")


def test_a_sale_at_the_counter_is_never_touched(desk: Desk) -> None:
    for event in ("placed", "confirmed", "paid"):
        made(desk, event, event, "total at least 0.01", ("hold", "Look."))
    open_till(desk)
    sold = sell(desk, OrderRequest(MUGS), [Tendered("card", 4_500)])
    view = view_order(desk, sold.order_id)
    assert (view.order.hold, told(view)) == ("", [])


def test_stop_priority_and_off(desk: Desk) -> None:
    made(desk, "Second", "placed", "units at least 1", ("packer", "two"), priority=20)
    made(desk, "First", "placed", "units at least 1", ("packer", "one"), priority=1, stop=True)
    assert taken(desk).order.instructions == "one"
    rules.switch_rule(desk, "first", on=False)
    assert taken(desk).order.instructions == "two"
    assert [row.rule.active for row in rules.list_rules(desk)] == [False, True]


def test_a_dry_run_tells_what_would_differ_and_writes_nothing(desk: Desk) -> None:
    assert isinstance(desk.clock, Clock)
    old = taken(desk)
    desk.clock.advance(days=91)
    small = taken(desk, lines=(LineRequest(pieces(1), "TEE"),))
    big = taken(desk, service="road")
    before = desk.clock()
    dear = Rule(
        "Dear", "placed", (read_condition("total at least 40", "GBP"),),
        (Action("hold", "Call."), Action("service", "Fast"), Action("packer", "Wrap.")),
    )  # fmt: skip
    found = rules.dry_run(desk, dear)
    assert (found.looked_at, found.fires, found.differing) == (2, {"Dear": 1}, 1)
    (row,) = found.rows
    assert (row.number, row.customer, row.placed_at) == (big.order.number, "Asha Patel", before)
    assert row.sentences == (
        "would be held: Call.", "would go by fast instead of road", "would have a note for the packer: Wrap.",
    )  # fmt: skip
    assert (rules.list_rules(desk), view_order(desk, small.order.id).order.hold, told(old)) == ([], "", [])
    kept = rules.save_rule(desk, dear)
    assert rules.dry_run(desk, kept).rows == ()
    off = rules.dry_run(desk, replace(kept, active=False))
    assert off.rows[0].sentences[0] == "would have no more: held: Call."
    for event, fires in (("confirmed", 1), ("paid", 0)):
        assert rules.dry_run(desk, replace(dear, name=event, event=event)).fires.get(event, 0) == fires


def test_what_no_shop_can_have_is_refused_and_nothing_written(desk: Desk) -> None:
    dear = made(desk, "Dear", "placed", "total at least 40", ("hold", "Call."))
    with pytest.raises(NotFound, match="no shipping service ufo"):
        made(desk, "Ufo", "placed", "total at least 1", ("service", "ufo"))
    with pytest.raises(Refused, match="There is a rule dear already"):
        made(desk, "dear", "placed", "total at least 1", ("hold", "x"))
    with pytest.raises(NotFound, match="no rule Cheap"):
        rules.switch_rule(desk, "Cheap", on=True)
    taken(desk)
    with pytest.raises(Refused, match="Dear has fired on 1 order; switch it off"):
        rules.remove_rule(desk, "Dear")
    assert rules.rule_named(desk, "DEAR") == dear
    spare = made(desk, "Spare", "placed", "total at least 40", ("hold", "x"))
    rules.remove_rule(desk, "spare")
    with pytest.raises(NotFound, match="removed meanwhile"):
        rules.save_rule(desk, spare)
    assert [row.name for row in rules.list_rules(desk)] == ["Dear"]


def test_first_orders_and_groups_are_known(desk: Desk) -> None:
    made(desk, "New", "confirmed", "first is yes and weight at least 1.05 and customer is C-1001", ("packer", "Hello"))
    lines = (LineRequest(pieces(3), "MUG", price=parse_price("1")),)
    assert taken(desk, lines=lines).order.instructions == "Hello"
    assert taken(desk, lines=lines).order.instructions == ""
