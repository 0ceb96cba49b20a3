"""What is shown while an order is typed is what is written when it is placed."""

from __future__ import annotations

from dataclasses import fields, replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.prices.coupons import Coupon
from orderdesk.domain.prices.tax import TaxPolicy
from orderdesk.domain.values.money import Rounding, parse_percent
from orderdesk.persistence.database.engine import Database
from orderdesk.services.orders.placing import change_draft, place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.prices.coupons import save_coupon
from orderdesk.services.prices.pricing import preview_order
from tests.factories import northside
from tests.patience import UNHURRIED
from tests.rehearsal.orders import STOCK, invent, set_rules

GIVEN_ON_WRITING = ("id", "order_id", "number", "version", "placed_at")


def test_a_preview_is_what_is_written(database: Database) -> None:
    desk = northside(database, stock=STOCK)
    save_coupon(desk, Coupon(0, "SPRING10", rate=parse_percent("10")), new=True)

    @settings(max_examples=30, deadline=None, suppress_health_check=UNHURRIED)
    @given(st.randoms(use_true_random=False), st.booleans(), st.sampled_from(TaxPolicy), st.sampled_from(Rounding))
    def tried(random: Random, inclusive: bool, policy: TaxPolicy, rounding: Rounding) -> None:
        set_rules(desk, inclusive, policy, rounding)
        request = replace(invent(random), coupon=random.choice(("", "spring10")))
        shown = preview_order(desk, request).priced
        if shown.given.refused:
            return
        first = place_order(desk, request, confirm=False)
        again = place_order(desk, invent(random), confirm=False)
        change_draft(desk, again, request)
        for key in (first, again):
            view = view_order(desk, key)
            assert told(view.order) == told(shown.order)
            assert [told(line) for line in view.lines] == [told(line) for line in shown.lines]
            assert list(view.discounts) == shown.adjustments

    tried()


def told(row: Order | OrderLine) -> dict[str, object]:
    """A row without what only the writing gives it."""
    return {each.name: getattr(row, each.name) for each in fields(row) if each.name not in GIVEN_ON_WRITING}
