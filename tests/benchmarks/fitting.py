"""How soon the fitter says which cartons hold a shipment, and where each piece lies."""

from __future__ import annotations

import random
import statistics
from pathlib import Path

from orderdesk.domain.fulfilment.cartons.fitting import propose
from orderdesk.domain.fulfilment.cartons.placing import Piece
from orderdesk.domain.fulfilment.cartons.types import Carton
from tests.benchmarks.measure import Found, clocked

BAR = 100
INSIDE = (
    *((300, 220, 50), (200, 150, 120), (250, 180, 140), (300, 250, 200)),
    *((400, 300, 150), (400, 300, 300), (450, 350, 300), (600, 460, 400)),
)


def fitting(_: Path) -> list[Found]:
    """Twelve items of sizes by chance in eight kinds of cartons, small ones to such that need several boxes."""
    cartons = tuple(
        Carton(at, f"C{at}", "Carton", *sides, 0, 0, 0, 100, 0, 1_000, 0, active=True)
        for at, sides in enumerate(INSIDE)
    )
    times = []
    for seed in range(120):
        chance = random.Random(seed)
        low, high = chance.choice(((30, 120), (40, 200), (60, 300), (100, 400)))
        goods = tuple(
            (Piece(f"S{at}", *(chance.randint(low, high) for _ in range(3)), chance.randint(50, 900)), 1)
            for at in range(12)
        )
        times.append(clocked(lambda goods=goods: propose(goods, cartons)))
    times.sort()
    worst = times[len(times) * 95 // 100]
    note = f"{len(times)} shipments, slowest {times[-1]:.0f} ms"
    return [
        Found("12 items in 8 cartons, typical", statistics.median(times), "ms", BAR, note),
        Found("12 items in 8 cartons, worst 5 %", worst, "ms", BAR),
    ]
