"""`wave`: the board, the wave that is proposed, made, taken, left and moved, from the command line."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Call
from tests.cli.fulfilment.test_labels import ORDER


def placed(shop_at: Call, *skus: str) -> str:
    lines = [{"sku": sku, "quantity": "1"} for sku in skus]
    order = {**ORDER, "service": "road", "lines": lines}
    return str(shop_at("--json", "order", "add", given=json.dumps(order)).facts["order"])


@pytest.fixture
def morning(shop_at: Call) -> Call:
    """A shop whose van leaves at the end of the day, so that nothing is late whenever the test runs."""
    assert shop_at("service", "change", "road", "--cutoff", "23:59").code == 0
    return shop_at


def test_the_wave_is_proposed_with_its_reason_and_made(morning: Call) -> None:
    assert morning("wave", "propose").out == "Nothing waits to be picked for today.\n"
    assert morning("wave", "build").code == 3
    orders = [placed(morning, "MUG"), placed(morning, "MUG", "TEE"), placed(morning, "TEE")]
    board = morning("--json", "wave", "board").facts
    (road,) = board["departures"]
    assert (road["service"], road["packed"], road["total"], road["missed"]) == ("road", 0, 3, [])
    assert [each["state"] for each in road["shipments"]] == ["allocated"] * 3
    found = morning("--json", "wave", "propose", "--totes", "2").facts
    assert [(each["tote"], each["order"]) for each in found["shipments"]] == [("T1", orders[0]), ("T2", orders[2])]
    assert found["reason"].startswith(
        "3 shipments leave by Road at 23:59, and nobody has them yet. These are 2 of them."
    )
    assert "These are 2 of them." in morning("wave", "propose", "--totes", "2").out
    made = morning("--json", "wave", "build", "--totes", "2").facts
    assert (made["orders"], made["reason"]) == ([orders[0], orders[2]], found["reason"])
    assert [(row["tote"], row["order"]) for row in made["rows"]] == [("T1", orders[0]), ("T2", orders[2])]
    assert morning("wave", "propose", "--totes", "0").code == 3
    assert morning("check", "--deep").code == 0


def test_a_wave_by_hand_is_for_whom_it_is_made(morning: Call) -> None:
    first, second = placed(morning, "MUG"), placed(morning, "TEE")
    assert "does not work here" in morning("wave", "build", first, "--for", "ghost").err
    made = morning("--json", "wave", "build", second, first, "--for", "nobody").facts
    assert [(each["tote"], each["shipment"]) for each in made["shipments"]] == [("T1", "SH-1002"), ("T2", "SH-1001")]
    (wave,) = morning("--json", "wave", "list").facts["waves"]
    assert (wave["owner"], wave["shipments"], wave["units"], wave["packed"]) == (None, 2, "2", "0")
    assert "nobody" in morning("wave", "list").out
    (wave,) = morning("--json", "wave", "take", made["picklist"]).facts["waves"]
    assert wave["owner"]
    assert morning("wave", "release", made["picklist"]).code == 0
    assert morning("wave", "release", made["picklist"]).code == 3
    assert morning("wave", "take", "PL-7").code == 3
    morning("pick", "done", made["picklist"])
    assert "2 to pack" in morning("wave", "list").out


def test_a_wave_of_somebody_else_is_taken_over_when_that_is_said(morning: Call) -> None:
    made = morning("--json", "wave", "build", placed(morning, "MUG")).facts["picklist"]
    owner = morning("--json", "wave", "list").facts["waves"][0]["owner"]
    assert morning("user", "add", "kofi", "--role", "packer").code == 0
    refused = morning("--user", "kofi", "pick", "done", made)
    assert (refused.code, f"{owner} is picking {made}" in refused.err) == (3, True)
    asked = morning("--user", "kofi", "wave", "take", made)
    assert (asked.code, "To take it over, add --over." in asked.err) == (3, True)
    assert morning("--json", "--user", "kofi", "wave", "take", made, "--over").facts["waves"][0]["owner"] == "kofi"
    assert morning("--user", "kofi", "pick", "done", made).code == 0
    assert morning("check", "--deep").code == 0


def test_what_missed_its_van_is_moved(shop_at: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shop_at("service", "change", "road", "--cutoff", "23:59").code == 0
    number = placed(shop_at, "MUG")
    assert shop_at("wave", "move", "road").code == 3
    assert shop_at("wave", "move", "sea").code == 3
    before = shop_at("--json", "wave", "board").facts["day"]
    # The van of that day has left when the next has begun; its board is looked at as it was then.
    shop_at("service", "change", "road", "--cutoff", "00:00")
    board = shop_at("--json", "wave", "board").facts
    assert board["departures"][0]["verdict"] == "missed"
    moved = shop_at("--json", "wave", "move", "road").facts
    assert (moved["orders"], moved["day"] > before) == ([number], True)
    assert shop_at("--json", "wave", "board").facts["departures"] == []
    assert [
        each["shipment"]
        for each in shop_at("--json", "wave", "board", "--day", moved["day"]).facts["departures"][0]["shipments"]
    ] == ["SH-1001"]
    assert "a new date" in shop_at("outbox", "show", number).out
    assert shop_at("check", "--deep").code == 0
