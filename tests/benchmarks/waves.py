"""How soon a large wave is planned, made and on paper, and how soon the board stands, in a shop of many bins."""

from __future__ import annotations

from pathlib import Path
from random import Random

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.picking import start_picking
from orderdesk.services.fulfilment.waves.leaving import leaving_on
from orderdesk.services.fulfilment.waves.planning import suggest_wave
from orderdesk.services.orders.placing import place_order
from orderdesk.services.papers import render
from orderdesk.services.shop.shop import save_service
from orderdesk.services.shop.shop_forms import ServiceForm
from tests.benchmarks.measure import Found, clocked, typical
from tests.benchmarks.shops import with_goods

SKUS, BINS, WAITING, WAVE = 600, 300, 300, 100
BAR = 1_000


def waves(folder: Path) -> list[Found]:
    """A wave of 100 shipments out of 300 that wait: chosen, made, its list drawn; and the board."""
    desk = with_goods(folder, "waves", SKUS, shelves=BINS)
    _order(desk)
    made: list[str] = []

    def plan() -> None:
        wave = suggest_wave(desk, totes=WAVE)
        assert wave is not None
        made.append(start_picking(desk, wave.shipment_ids))

    board = typical(lambda: suggest_wave(desk, leaves=leaving_on(desk)), 10)
    planned = clocked(plan)
    printed = clocked(lambda: render(desk, "picklist", made[0]))
    note = f"{planned:.0f} ms planned and made, {printed:.0f} ms its list"
    return [
        Found(f"a wave of {WAVE} of {WAITING}, made and on paper", planned + printed, "ms", BAR, note),
        Found(f"the board of {WAITING} with its proposal", board, "ms"),
    ]


def _order(desk: Desk) -> None:
    random = Random(3)
    save_service(desk, ServiceForm("road", "Road", "Beacon", price=690, cutoff="23:59"))
    for _ in range(WAITING):
        skus = random.sample(range(SKUS), random.choice((1, 1, 2, 3, 5)))
        lines = tuple(LineRequest(pieces(random.randint(1, 4)), f"SKU-{each:05d}") for each in skus)
        place_order(desk, OrderRequest(lines=lines, customer_id=1, service="road"))
