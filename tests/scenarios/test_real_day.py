"""A real trading day, lived through the services after its shop has moved in: all that is booked ties to the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.scenarios import real_day

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def day(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    if not (shared_data / "uci-online-retail").is_dir():
        pytest.skip("the Online Retail files are not here")
    return real_day.live(shared_data, real_day.DAY, tmp_path_factory.mktemp("day") / "shop.db")


def test_each_order_and_the_day_come_to_what_the_file_says(day: dict[str, Any]) -> None:
    assert day["orders_as_in_file"]
    assert day["orders"] == 45
    assert day["ordered"] == day["sold_in_file"] == "17015.76"
    assert pence(day["billed"]) + pence(day["still_to_bill"]) == pence(day["sold_in_file"])
    assert day["invoices_of_the_day"] == day["billed"]


def test_only_the_late_items_wait(day: dict[str, Any]) -> None:
    assert len(day["late_items"]) == real_day.SHORT_ITEMS
    assert 0 < day["orders_waiting"] < day["orders"] / 2
    assert 0 < pence(day["still_to_bill"]) < pence(day["ordered"]) / 10
    assert day["waves"] == 4
    assert day["shipments"] == 45


def test_credits_come_back_as_returns_at_the_price_paid(day: dict[str, Any]) -> None:
    assert day["credited"] == day["credits_in_file"] == day["credit_notes_of_the_day"] == "191.90"
    assert day["not_lived"] == []


def test_the_till_and_the_books_tie(day: dict[str, Any]) -> None:
    assert day["z_number"] == 1
    assert day["z_cash_difference"] == "0.00"
    assert day["problems"] == []
    assert day["findings"] == []


def pence(text: str) -> int:
    return int(text.replace(".", ""))
