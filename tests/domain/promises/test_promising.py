"""Available to promise: no more than there is on any later day, and no older promise broken unless it is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from orderdesk.domain.promises.promising import (
    Claim,
    Outlook,
    Supply,
    balances,
    broken_by,
    claim_day,
    coming_for,
    earliest,
    free_on,
    in_turn,
    plan,
)
from orderdesk.domain.promises.told import Mark, promise
from orderdesk.domain.values.quantity import pieces

TODAY = date(2026, 3, 2)
days = st.integers(-3, 30).map(lambda count: TODAY + timedelta(days=count))
amounts = st.integers(1, 12).map(pieces)
supplies = st.lists(st.builds(Supply, amounts, st.none() | days, st.just("PO-1")), max_size=5).map(tuple)
claims = st.lists(st.tuples(amounts, st.none() | days, st.none() | days), max_size=6).map(
    lambda rows: tuple(
        Claim(place, f"SO-{place}", many, day, wanted=wanted) for place, (many, day, wanted) in enumerate(rows, start=1)
    )
)
outlooks = st.builds(Outlook, st.integers(-3, 20).map(pieces), supplies, claims)


def on(day: int) -> date:
    return date(2026, 3, day)


def test_the_example_of_the_desk() -> None:
    item = Outlook(0, (Supply(pieces(10), on(12), "PO-1"),), (Claim(1, "SO-1042", pieces(5), on(20)),))
    found = promise(item, pieces(5), TODAY)
    assert (found.day, found.now, found.mark) == (on(12), 0, Mark.ON_ORDER)
    assert found.reason == ("10 come on 12 March, 5 are promised to SO-1042 on 20 March, so 5 are free from 12 March.")
    assert promise(item, pieces(6), TODAY).day is None


def test_the_smallest_figure_over_later_days_counts() -> None:
    """Eight lie there, but all of them are promised for the 20th: only what comes on the 25th is free."""
    item = Outlook(pieces(8), (Supply(pieces(4), on(25), "PO-1"),), (Claim(1, "SO-1", pieces(8), on(20)),))
    assert [free_on(item, TODAY, on(day)) for day in (2, 19, 20, 25)] == [0, 0, 0, pieces(4)]
    found = promise(item, pieces(3), TODAY)
    assert (found.day, found.mark) == (on(25), Mark.TAKES)
    assert [each.order for each in broken_by(item, pieces(3), TODAY, TODAY)] == ["SO-1"]


@pytest.mark.parametrize(
    ("item", "quantity", "mark", "reason"),
    [
        (Outlook(pieces(20)), 2, Mark.FREE, "20 are free on the shelf, so 20 are free now."),
        (Outlook(0), 2, Mark.SHORT, "None are on the shelf, so no day can be given for 2."),
        (
            Outlook(pieces(1), (Supply(pieces(1), None, "x"),)),
            2,
            Mark.ON_ORDER,
            "1 is free on the shelf, 1 comes on a day nobody knows, so no day can be given for 2.",
        ),
        (
            Outlook(0, (Supply(pieces(4), date(2026, 2, 20), "x"),)),
            2,
            Mark.ON_ORDER,
            "4 come at the earliest tomorrow (late since 20 February), so 4 are free from 3 March.",
        ),
        (
            Outlook(pieces(5), (), (Claim(1, "SO-7", pieces(5), None),)),
            2,
            Mark.TAKES,
            "5 are free on the shelf, 5 are waited for by SO-7, so no day can be given for 2.",
        ),
    ],
)
def test_marks_and_their_sentences(item: Outlook, quantity: int, mark: Mark, reason: str) -> None:
    found = promise(item, pieces(quantity), TODAY)
    assert (found.mark, found.reason) == (mark, reason)


def test_many_orders_are_added_up() -> None:
    waiting = tuple(Claim(place, f"SO-{place}", pieces(1), on(10)) for place in range(1, 7))
    said = promise(Outlook(pieces(9), (), waiting), pieces(1), TODAY).reason
    assert "1 is promised to SO-3 on 10 March, 3 more to 3 other orders, so 3 are free now" in said


def test_a_later_wish_is_kept() -> None:
    item = Outlook(pieces(2), (Supply(pieces(10), on(12), "PO-1"),))
    assert earliest(item, pieces(2), TODAY, on(9)) == on(9)
    assert earliest(item, pieces(5), TODAY, on(9)) == on(12)
    assert earliest(item, pieces(5), TODAY, on(15)) == on(15)


def test_who_was_told_a_day_is_served_first() -> None:
    told, older = Claim(9, "SO-9", pieces(4), None, on(12)), Claim(1, "SO-1", pieces(4), None)
    item = Outlook(0, (Supply(pieces(4), on(10), "a"), Supply(pieces(4), on(20), "b")))
    assert plan(item, in_turn([older, told]), TODAY) == {9: on(10), 1: on(20)}


@given(outlooks, amounts, st.none() | days)
def test_never_more_than_there_is_on_any_later_day(item: Outlook, quantity: int, wish: date | None) -> None:
    day = earliest(item, quantity, TODAY, wish)
    if day is None:
        assert free_on(item, TODAY, TODAY + timedelta(days=99)) < quantity
        return
    assert day >= max(TODAY, wish or TODAY)
    assert free_on(item, TODAY, day) >= quantity
    grown = item.with_claim(Claim(99, "SO-99", quantity, day))
    assert all(left >= 0 for at, left in balances(grown, TODAY) if at >= day)


@given(outlooks, amounts, st.none() | days)
def test_it_is_the_earliest_day(item: Outlook, quantity: int, wish: date | None) -> None:
    day, first = earliest(item, quantity, TODAY, wish), max(TODAY, wish or TODAY)
    last = day or TODAY + timedelta(days=40)
    sooner = [first + timedelta(days=count) for count in range(max(0, (last - first).days))]
    assert all(free_on(item, TODAY, each) < quantity for each in sooner)


@given(outlooks, days, days)
def test_a_later_day_never_has_less(item: Outlook, one: date, other: date) -> None:
    first, second = sorted((max(TODAY, one), max(TODAY, other)))
    later = min(left for at, left in [*balances(item, TODAY)] if at >= second or at == balances(item, TODAY)[-1][0])
    assert free_on(item, TODAY, first) <= free_on(item, TODAY, second) <= later


@given(outlooks, amounts)
def test_a_promise_made_breaks_no_older_one(item: Outlook, quantity: int) -> None:
    day = earliest(item, quantity, TODAY)
    if day is not None:
        assert broken_by(item, quantity, day, TODAY) == ()


def all_served(item: Outlook) -> bool:
    """Whether every claim finds its goods on its day, whoever else is served."""
    first = min((claim_day(each, TODAY) for each in item.claims), default=TODAY)
    return all(left >= 0 for at, left in balances(item, TODAY) if at >= first)


@given(outlooks, amounts, days)
def test_one_made_all_the_same_names_everybody_it_makes_late(item: Outlook, quantity: int, wish: date) -> None:
    """Those not named are still served on their day beside the new one, as far as its own day has goods at all."""
    assume(all_served(item))
    day = max(TODAY, wish)
    named = broken_by(item, quantity, day, TODAY)
    kept = tuple(each for each in item.claims if each not in named)
    new = Claim(99, "SO-99", quantity, day)
    left = balances(replace(item, claims=(*kept, new)), TODAY)
    assert all(least >= 0 for claim in kept for at, least in left if at >= claim_day(claim, TODAY))


@given(outlooks)
def test_a_plan_never_gives_the_same_goods_twice(item: Outlook) -> None:
    found = plan(item, in_turn(item.claims), TODAY)
    kept = tuple(replace(each, day=found[each.line_id]) for each in item.claims if found[each.line_id] is not None)
    first = min((each.day for each in kept if each.day), default=TODAY)
    assert all(left >= 0 for at, left in balances(replace(item, claims=kept), TODAY) if at >= first and kept)


@given(outlooks)
def test_a_plan_serves_nobody_before_the_wanted_day(item: Outlook) -> None:
    found = plan(item, in_turn(item.claims), TODAY)
    for claim in item.claims:
        day = found[claim.line_id]
        assert day is None or day >= max(TODAY, claim.wanted or TODAY)


@given(outlooks)
def test_what_is_wanted_later_blocks_nothing_before(item: Outlook) -> None:
    """Until the first wanted day there is what there would be without the claims at all."""
    first = min((claim_day(each, TODAY) for each in item.claims), default=TODAY)
    bare = replace(item, claims=())
    known = dict(balances(bare, TODAY))
    assert all(left == known[at] for at, left in balances(item, TODAY) if at < first)


@given(outlooks, amounts, days)
def test_what_is_left_to_come_is_there_on_its_day(item: Outlook, quantity: int, wish: date) -> None:
    """An order that leaves the shelf to others is promised its day all the same, and takes it from nobody."""
    day = max(TODAY, wish)
    left = coming_for(item, quantity, TODAY, day)
    assert 0 <= left <= quantity
    if left:
        assert earliest(item, left, TODAY, day) == day
        grown = item.with_claim(Claim(99, "SO-99", left, day, wanted=day))
        assert all(least >= 0 for at, least in balances(grown, TODAY) if at >= day)
