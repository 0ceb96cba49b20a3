"""A shop moves in with seven months behind it: 245,903 real invoice lines, recounted to the cent."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from orderdesk.persistence.database.engine import open_database
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.imports.importing import import_file
from tests.scenarios import uci
from tests.scenarios.books import rows

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
LINES = 245_903


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    found = shared_data / "uci-online-retail"
    if not found.is_dir():
        pytest.skip("the Online Retail files are not here")
    return found


@pytest.fixture(scope="module")
def moved_in(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, Any]]]:
    """The shop with its history, brought in by a process of its own so that its memory is its own."""
    url = f"sqlite:///{tmp_path_factory.mktemp('shop') / 'shop.db'}"
    command = [sys.executable, "-m", "tests.scenarios.move_in", url, *map(str, uci.files(folder))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    desk = Desk(open_database(url))
    yield desk, json.loads(done.stdout)
    desk.database.close()


def test_no_line_is_dropped_without_a_reason(moved_in: tuple[Desk, dict[str, Any]]) -> None:
    desk, facts = moved_in
    assert facts["format"] == "uci-online-retail"
    assert facts["errors"] == 0
    assert facts["lines"] == LINES == facts["booked"] + sum(facts["unbooked"].values())
    sold = rows(desk, "SELECT COUNT(*) FROM order_lines")[0][0]
    parts = rows(
        desk, "SELECT COUNT(*) FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id WHERE kind = 'credit-note'"
    )[0][0]
    corrected = rows(desk, "SELECT COUNT(*) FROM movements WHERE kind = 'adjustment' AND reason NOT LIKE '%older%'")[0][
        0
    ]
    # A credited line may be for several sales, so there are a few more parts than lines.
    assert LINES <= sold + parts + corrected + sum(facts["unbooked"].values()) < LINES + 100


def test_revenue_by_month_and_product_is_that_of_the_files(moved_in: tuple[Desk, dict[str, Any]], folder: Path) -> None:
    desk, _ = moved_in
    found = rows(
        desk,
        "SELECT SUBSTR(CAST(i.issue_date AS TEXT), 1, 7), l.sku, "
        "SUM(CASE WHEN i.kind = 'invoice' THEN l.net ELSE -l.net END) "
        "FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id GROUP BY 1, 2",
    )
    kept = {(month, code): Decimal(net) / 100 for month, code, net in found if net}
    assert kept == uci.revenue(uci.lines(folder))
    assert sum(kept.values()) == sum(map(uci.worth, uci.lines(folder)))


def test_the_books_prove_themselves(moved_in: tuple[Desk, dict[str, Any]]) -> None:
    desk, _ = moved_in
    certificate = check(desk)
    assert certificate.findings == ()
    assert certificate.counts["order lines"] > 240_000


def test_everything_is_settled_and_found_by_its_old_number(moved_in: tuple[Desk, dict[str, Any]]) -> None:
    desk, _ = moved_in
    assert rows(desk, "SELECT COUNT(*) FROM orders WHERE due <> 0 OR state <> 'closed'") == [(0,)]
    assert rows(desk, "SELECT COUNT(*) FROM stock WHERE on_hand < 0") == [(0,)]
    first = rows(
        desk,
        "SELECT i.total, o.number FROM invoices i JOIN orders o ON o.id = i.order_id WHERE i.number = 'UCI-536365'",
    )
    assert first == [(13912, "UCI-536365")]
    # The order of 74,215 pieces that was taken back after 16 minutes names the invoice it amends.
    amended = rows(
        desk, "SELECT a.number FROM invoices c JOIN invoices a ON a.id = c.amends_id WHERE c.number = 'UCI-C541433'"
    )
    assert amended == [("UCI-541431",)]


def test_most_credits_are_laid_to_a_sale(moved_in: tuple[Desk, dict[str, Any]]) -> None:
    desk, _ = moved_in
    laid, older = rows(
        desk,
        "SELECT SUM(CASE WHEN amends_id IS NULL THEN 0 ELSE 1 END), SUM(CASE WHEN amends_id IS NULL THEN 1 ELSE 0 END) "
        "FROM invoices WHERE kind = 'credit-note'",
    )[0]
    assert laid > 2 * older > 0


def test_one_month_again_changes_nothing(moved_in: tuple[Desk, dict[str, Any]], folder: Path) -> None:
    desk, _ = moved_in
    result = import_file(desk, "orders", uci.files(folder)[2])
    assert result.batch_id is None
    assert result.counts == {"new": 0, "changed": 0, "same": result.counts["same"], "error": 0}
    assert result.same + sum(result.unbooked.values()) == result.lines == 27_707
