"""Which price wins: the customer's own, the group's list, the shop's; by break, by day, and always the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.prices.price_lists import Offer, winner
from orderdesk.domain.values.quantity import pieces

DAY = date(2026, 3, 2)
LISTED = 125_000
days = st.none() | st.integers(-3, 3).map(lambda shift: DAY + timedelta(days=shift))
offers = st.lists(
    st.builds(
        Offer,
        st.just(1),
        st.integers(0, 5),
        st.integers(1, 5).map(pieces),
        st.sampled_from(["", "Trade", "Spring"]),
        days,
        days,
    ),
    max_size=8,
)


def test_a_break_is_reached_at_its_quantity_and_on_both_its_days() -> None:
    offer = Offer(1, 112_000, pieces(10), "Trade list", DAY, DAY)
    assert winner(LISTED, [offer], pieces(10), DAY).why("GBP") == "11.20 from Trade list, from 10"
    assert winner(LISTED, [offer], pieces(10) - 1, DAY).why("GBP") == "12.50 from the shop's list"
    for shift in (-1, 1):
        assert winner(LISTED, [offer], pieces(10), DAY + timedelta(days=shift)).price == LISTED


def test_the_customers_own_price_goes_before_a_cheaper_list() -> None:
    listed, own = Offer(1, 90_000, pieces(10), "Trade list"), Offer(1, 110_000)
    assert winner(LISTED, [listed, own], pieces(20), DAY).why("GBP") == "11.00 from the customer's own price, from 1"


def test_equal_breaks_go_by_the_later_beginning_then_the_lower_price() -> None:
    old, new = Offer(1, 90_000, list_name="Always"), Offer(1, 95_000, list_name="Spring", valid_from=DAY)
    assert winner(LISTED, [old, new], pieces(1), DAY).price == 95_000
    assert winner(LISTED, [replace(new, price=93_000, list_name="X"), new], pieces(1), DAY).price == 93_000


@given(offers, st.integers(1, 6).map(pieces), st.randoms(use_true_random=False))
def test_the_winner_is_valid_ranked_and_the_same_in_any_order(found: list[Offer], quantity: int, any_order) -> None:  # type: ignore[no-untyped-def]
    won = winner(LISTED, found, quantity, DAY)
    held = [offer for offer in found if offer.holds(quantity, DAY)]
    if not held:
        assert (won.price, won.offer) == (LISTED, None)
        return
    best = won.offer
    assert best in held
    assert best is not None
    assert not best.list_name or all(offer.list_name for offer in held)
    rivals = [offer for offer in held if bool(offer.list_name) == bool(best.list_name)]
    assert best.from_quantity == max(offer.from_quantity for offer in rivals)
    shuffled = list(found)
    any_order.shuffle(shuffled)
    assert winner(LISTED, shuffled, quantity, DAY).price == won.price


@given(offers, st.integers(1, 6).map(pieces))
def test_an_offer_that_does_not_hold_changes_nothing(found: list[Offer], quantity: int) -> None:
    late = Offer(1, 1, pieces(1), "", DAY + timedelta(days=1))
    assert winner(LISTED, [*found, late], quantity, DAY) == winner(LISTED, found, quantity, DAY)
