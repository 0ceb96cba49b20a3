"""Returns by the command line: what came of one line becomes one thing or several."""

from __future__ import annotations

import json

from tests.cli.conftest import Call, an_order


def test_goods_are_inspected_part_by_part(shop: Call) -> None:
    number = shop("--json", "order", "add", given=an_order(lines=[{"sku": "MUG", "quantity": "3"}])).facts["order"]
    shop("pick", "done", shop("--json", "pick", "start", number).facts["picklist"])
    shop("pack", number)
    shop("ship", number)
    rma = shop("--json", "return", "open", number).facts["return"]
    shop("return", "receive", rma)
    refused = shop("--json", "return", "inspect", rma, "--line", "MUG=restock:2")
    assert (refused.code, refused.error["field"]) == (3, "outcome")
    inspected = shop("--json", "return", "inspect", rma, "--line", "MUG=restock:2,scrap:1").facts["lines"]
    assert [(each["outcome"], each["received"]) for each in inspected] == [("restock", "2"), ("scrap", "1")]
    assert shop("return", "settle", rma).code == 0
    assert json.loads(shop("--json", "check", "--deep").out)["findings"] == []
