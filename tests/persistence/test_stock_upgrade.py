"""The step to the fifth layout: what movements were, and what is allocated when the ledger of reservations begins."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as driver

from orderdesk.persistence.care import schema_steps

pytestmark = pytest.mark.long

AT, COUNTED = 1_772_442_000_000, 1_772_438_400_000
SHOP = f"""
INSERT INTO items (id, sku, name, price, cost) VALUES (1, 'MUG', 'Mug', 120000, 45000);
INSERT INTO bins (id, code) VALUES (1, 'A-1');
INSERT INTO tax_profiles (id, name) VALUES (1, 'Taxes');
INSERT INTO orders (id, number, state, currency, tax_profile_id, placed_at)
    VALUES (1, 'SO-1', 'confirmed', 'GBP', 1, {AT});
INSERT INTO order_lines (id, order_id, position, item_id, label, quantity, price, tax_class)
    VALUES (1, 1, 1, 1, 'Mug', 5000, 120000, 's');
INSERT INTO shipments (id, number, order_id, state, made_at) VALUES (1, 'SH-1', 1, 'allocated', {AT});
INSERT INTO allocations (shipment_id, order_line_id, item_id, bin_id, quantity) VALUES (1, 1, 1, 1, 2000);
INSERT INTO allocations (shipment_id, order_line_id, item_id, bin_id, quantity, gone) VALUES (1, 1, 1, 1, 3000, 1);
INSERT INTO movements (id, at, item_id, bin_id, quantity, kind, document_id)
    VALUES (1, {AT}, 1, 1, 9000, 'opening', NULL), (2, {AT}, 1, 1, -3000, 'sale', 1),
    (3, {AT}, 1, 1, 1000, 'count', {COUNTED}), (4, {AT}, 1, 1, 2000, 'receipt', 7), (5, {AT}, 1, 1, 1000, 'return', 8);
"""


def test_movements_learn_what_they_are_and_reservations_begin(tmp_path: Path) -> None:
    old, grown = tmp_path / "old.db", tmp_path / "shop.db"
    schema_steps.make_file(old, 4)
    with driver.connect(str(old)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executescript(SHOP)
    shutil.copy(old, grown)
    schema_steps.upgrade_file(grown, 5)
    with driver.connect(str(grown)) as connection:
        rows = connection.execute(
            "SELECT kind, effective_at, document_kind, document_id, unit_cost FROM movements ORDER BY id"
        ).fetchall()
        tied = connection.execute(
            "SELECT item_id, bin_id, order_id, order_line_id, quantity, why FROM reservations"
        ).fetchall()
        for change in ("UPDATE movements SET unit_cost = 1", "UPDATE reservations SET quantity = 1",
                       "DELETE FROM reservations"):  # fmt: skip
            with pytest.raises(driver.Error, match="append-only"):
                connection.execute(change)
    assert rows == [
        ("opening", AT, "", None, 45_000),
        ("sale", AT, "s", 1, 45_000),
        ("count", COUNTED, "", None, 45_000),
        ("receipt", AT, "i", 7, 45_000),
        ("return", AT, "r", 8, 45_000),
    ]
    assert tied == [(1, 1, 1, 1, 2_000, "b")]
