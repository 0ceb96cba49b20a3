"""Some minutes of a clerk's hour: mixed calls one after the other, by keys alone, each order as it was meant."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from orderdesk.domain.values.quantity import pieces
from orderdesk.services.desk import Desk
from orderdesk.services.stock.stocking import receive
from tests.rehearsal.clerk import SHORT, work
from tests.rehearsal.fingers import opened
from tests.scenarios.story import prove

MOST_KEYS = {
    "known": 9, "newcomer": 18, "repeat": 4, "one_line": 6, "status": 3, "on_delivery": 6, "quote": 4, "counter": 5,
    "parked": 16, "split": 5, "hold": 12, "returned": 8, "amended": 12,
}  # fmt: skip


def test_a_call_of_each_kind_in_a_row(shop: Desk, tmp_path: Path, dressed: QApplication) -> None:
    for sku in ("MUG", "TEE", "BOOK"):
        receive(shop, sku, pieces(50))
    with opened(tmp_path, shop) as fingers:
        answered = work(fingers, SHORT)
    assert [each.name for each in answered if each.keys > MOST_KEYS[each.name]] == []
    prove(shop)
