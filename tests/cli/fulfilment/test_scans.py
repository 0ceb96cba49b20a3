"""`pack --scans`: the station by codes from standard input, and the report on who scanned what."""

from __future__ import annotations

import json

from tests.cli.conftest import Call
from tests.cli.fulfilment.test_labels import ORDER


def picked(shop_at: Call, count: int) -> str:
    order = {**ORDER, "lines": [{"sku": "MUG", "quantity": str(count)}]}
    number = shop_at("--json", "order", "add", given=json.dumps(order)).facts["order"]
    picklist = shop_at("--json", "pick", "start", number).facts["picklist"]
    assert shop_at("pick", "done", picklist).code == 0
    return str(number)


def test_a_parcel_is_packed_by_codes_and_taken_up_again(shop_at: Call) -> None:
    number = picked(shop_at, 2)
    first = shop_at("--json", "pack", number, "--scans", given="MUG\nTEE\nMUG\n")
    assert first.code == 3
    assert [each["word"] for each in first.facts["scans"]] == ["READY", "RIGHT", "WRONG ITEM", "STILL HELD"]
    assert first.facts["left"] == "Not yet: 1 unit to scan and the last scan to answer."
    second = shop_at("pack", number, "--scans", given="*BCK\r\n\r\nMUG\n*DON\nSH-1001\n")
    assert second.code == 0
    assert second.out.splitlines()[-2:] == [
        "PACKED: SH-1001: 2 units in 1 box. Scan the label on the box.",
        "DONE: SH-1001 is done. Scan the next one.",
    ]
    report = shop_at("--json", "report", "packing")
    assert list(report.facts["rows"][0].values())[1:] == ["1", "2", "0", "1", "0", "0", "0", "500"]


def test_what_is_not_there_is_refused_and_boxes_come_by_codes(shop_at: Call) -> None:
    assert shop_at("pack", "SH-9", "--scans", given="").code == 3
    number = picked(shop_at, 1)
    refused = shop_at("pack", number, "--scans", "--box", "A", given="")
    assert (refused.code, "*NXT begins the next one" in refused.err) == (2, True)
