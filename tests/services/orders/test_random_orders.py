"""What holds for every order a shop can take, tried on orders nobody thought of."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from orderdesk.domain.prices.tax import TaxPolicy
from orderdesk.domain.values.money import Rounding
from orderdesk.persistence.database.engine import Database
from tests.factories import northside
from tests.patience import UNHURRIED
from tests.rehearsal.orders import STOCK, set_rules, take_one
from tests.scenarios.story import prove


def test_every_order_adds_up(database: Database) -> None:
    desk = northside(database, stock=STOCK)

    @settings(max_examples=40, deadline=None, suppress_health_check=UNHURRIED)
    @given(st.randoms(use_true_random=False), st.booleans(), st.sampled_from(TaxPolicy), st.sampled_from(Rounding))
    def tried(random: Random, inclusive: bool, policy: TaxPolicy, rounding: Rounding) -> None:
        set_rules(desk, inclusive, policy, rounding)
        take_one(desk, random)

    tried()
    prove(desk)
