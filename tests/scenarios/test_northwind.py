"""Northwind moves in: customers, products with their suppliers, and 830 orders that come to what the file says."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.imports.importing import import_file, plan_import, run_import, undo_import
from tests.factories import northside
from tests.scenarios.books import dump, rows, without_lasting

CENT = Decimal("0.01")


@pytest.fixture
def files(shared_data: Path) -> Path:
    folder = shared_data / "northwind" / "csv"
    if not folder.is_dir():
        pytest.skip("the Northwind files are not here")
    return folder


@pytest.fixture
def desk(shop_url: str) -> Iterator[Desk]:
    desk = northside(shop_url)
    yield desk
    desk.database.close()


def column(path: Path, name: str) -> dict[str, str]:
    """One column by order; it must stand left of the address, whose commas are not quoted."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index(name)
    assert place < rows[0].index("shipAddress")
    return {row[0]: row[place] for row in rows[1:]}


def recount(files: Path) -> dict[str, Decimal]:
    """What each order comes to: Σ round(price × quantity × (1 − discount)) + freight; open ones bear 20 % tax at
    home, and none where they are exported."""
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    with (files / "order-details.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            exact = Decimal(line["unitPrice"]) * Decimal(line["quantity"]) * (1 - Decimal(line["discount"]))
            totals[line["orderID"]] += exact.quantize(CENT, ROUND_HALF_UP)
    for order, freight in column(files / "orders.csv", "freight").items():
        totals[order] += Decimal(freight)
    with (files / "orders.csv").open(encoding="utf-8", newline="") as file:
        country = {row[0]: row[-1] for row in csv.reader(file)}
    for order, day in column(files / "orders.csv", "shippedDate").items():
        if day == "NULL" and country[order] == "UK":
            totals[order] += (totals[order] / 5).quantize(CENT, ROUND_HALF_UP)
    return dict(totals)


def bring_in(desk: Desk, files: Path) -> list[int]:
    batches = []
    for kind in ("customers", "products", "orders"):
        result = import_file(desk, kind, files / f"{kind}.csv")
        assert not result.errors
        assert result.batch_id is not None
        batches.append(result.batch_id)
    return batches


def test_all_of_northwind_comes_in_and_goes_again(desk: Desk, files: Path) -> None:
    before = dump(desk)
    batches = bring_in(desk, files)

    kept = {remote: Decimal(total) / 100 for remote, total in rows(desk, "SELECT remote_id, total FROM orders")}
    assert kept == recount(files)
    assert len(kept) == 830

    shipped = {order for order, day in column(files / "orders.csv", "shippedDate").items() if day != "NULL"}
    closed = {row[0] for row in rows(desk, "SELECT remote_id FROM orders WHERE state = 'closed'")}
    assert closed == shipped
    assert rows(desk, "SELECT COUNT(*) FROM orders WHERE state = 'confirmed'") == [(21,)]
    assert rows(desk, "SELECT COUNT(*) FROM invoices WHERE kind = 'invoice'") == [(809,)]
    assert rows(desk, "SELECT COUNT(*) FROM vendors") == [(29,)]
    assert rows(desk, "SELECT COUNT(*) FROM customers WHERE batch_id IS NOT NULL") == [(91,)]
    assert rows(desk, "SELECT COUNT(*) FROM items WHERE batch_id IS NOT NULL AND active = 0") == [(8,)]
    assert check(desk).findings == ()

    for batch in reversed(batches):
        assert undo_import(desk, batch) > 0
    assert check(desk).findings == ()
    assert without_lasting(dump(desk)) == without_lasting(before)


def test_the_stock_is_what_the_file_says_and_open_orders_hold_what_there_is(desk: Desk, files: Path) -> None:
    bring_in(desk, files)
    with (files / "products.csv").open(encoding="utf-8", newline="") as file:
        products = {row["productID"]: row for row in csv.DictReader(file)}
    on_hand = rows(
        desk,
        "SELECT i.sku, SUM(s.on_hand), SUM(s.reserved) FROM stock s JOIN items i ON i.id = s.item_id "
        "WHERE i.batch_id IS NOT NULL GROUP BY i.sku",
    )
    assert {sku: Decimal(int(held)) / 1000 for sku, held, _ in on_hand} == {
        sku: Decimal(row["unitsInStock"]) for sku, row in products.items() if sku in {each[0] for each in on_hand}
    }
    coming = rows(desk, "SELECT i.sku, n.quantity FROM incoming n JOIN items i ON i.id = n.item_id")
    assert {sku: Decimal(quantity) / 1000 for sku, quantity in coming} == {
        sku: Decimal(row["unitsOnOrder"]) for sku, row in products.items() if row["unitsOnOrder"] != "0"
    }
    open_lines = rows(
        desk,
        "SELECT SUM(l.quantity), SUM(l.allocated), SUM(l.shipped) FROM order_lines l "
        "JOIN orders o ON o.id = l.order_id WHERE o.state = 'confirmed' AND l.item_id IS NOT NULL",
    )
    ordered, allocated, gone = (int(each) for each in open_lines[0])
    assert 0 < allocated < ordered
    assert gone == 0
    assert allocated == sum(int(tied) for _, _, tied in on_hand)


def test_what_the_files_do_not_quote_is_mended_and_told(desk: Desk, files: Path) -> None:
    plan = plan_import(desk, "customers", files / "customers.csv")
    assert plan.format == "northwind-customers"
    assert sum("mended" in note for note in plan.notes) == 24
    run_import(desk, plan)
    assert rows(desk, "SELECT line1, city, country FROM addresses WHERE name = 'Bon app'''") == [
        ("12, rue des Bouchers", "Marseille", "FR")
    ]


def test_a_second_run_changes_nothing(desk: Desk, files: Path) -> None:
    bring_in(desk, files)
    before = dump(desk)
    for kind in ("customers", "products", "orders"):
        result = import_file(desk, kind, files / f"{kind}.csv")
        assert (result.batch_id, result.counts["new"], result.counts["changed"]) == (None, 0, 0)
    assert dump(desk) == before
