"""How each use case is tried by eight hands, by its name in the services."""

from __future__ import annotations

from tests.hands.case import Case
from tests.hands.goods import GOODS
from tests.hands.money import MONEY
from tests.hands.orders import ORDERS
from tests.hands.shop import SHOP

CASES: dict[str, Case] = ORDERS | GOODS | MONEY | SHOP
UNTRIED = {
    "care.keeping.bring_back": "it puts another shop in the place of all; tried among the pairs",
    "showroom.rehearsal.stage.set_stage": "it fills a shop that nobody works in, for a rehearsal on a copy",
}
"""What no two people ever do at once, and why."""
