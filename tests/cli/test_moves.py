"""What may happen next is told with each thing that is shown, and the verb refuses in the same words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.cli.conftest import Call

ORDER = {
    "channel": "phone",
    "customer": {
        "name": "Asha Patel",
        "phone": "020 7946 0018",
        "address": {"line1": "12 Quay Street", "city": "Whitby", "postcode": "YO21 3PU", "country": "GB"},
    },
    "lines": [{"sku": "MUG", "quantity": "1"}],
    "service": "road",
    "confirm": True,
}


def moves(facts: Mapping[str, Any]) -> dict[str, Any]:
    assert all(set(each) == {"event", "title", "refusal"} for each in facts["moves"])
    return {each["event"]: each["refusal"] for each in facts["moves"]}


def test_an_order_and_its_shipment_say_what_may_happen(shop_at: Call) -> None:
    number = shop_at("--json", "order", "add", given=json.dumps(ORDER)).facts["order"]
    told = moves(shop_at("--json", "order", "show", number).facts)
    assert told["cancel"] is None
    assert told["invoice"].endswith("it is invoiced when it ships.")
    assert told["invoice"] in shop_at("invoice", "issue", number).err
    shop_at("pick", "done", shop_at("--json", "pick", "start", number).facts["picklist"])
    packed = moves(shop_at("--json", "pack", number).facts)
    assert packed["ship"] is None
    assert packed["void-label"] is None
    shipped = shop_at("--json", "ship", number).facts
    assert moves(shipped)["void-label"].endswith("only a label that is still here can be voided.")
    assert moves(shipped)["void-label"] in shop_at("label", "void", shipped["shipment"]).err


def test_returns_purchase_orders_and_tills_say_it_too(shop_at: Call, tmp_path: Path) -> None:
    number = shop_at("--json", "order", "add", given=json.dumps(ORDER)).facts["order"]
    shop_at("pick", "done", shop_at("--json", "pick", "start", number).facts["picklist"])
    shop_at("pack", number)
    shop_at("ship", number)
    opened = shop_at("--json", "return", "open", number).facts
    assert moves(opened)["receive"] is None
    back = shop_at("--json", "return", "show", opened["return"]).facts
    assert moves(back)["inspect"].endswith("it cannot be inspected.")
    (tmp_path / "p.csv").write_text("SKU,Name,Price,Vendor\nJUG,Jug,9.00,Kilnworks\n")
    shop_at("import", "products", str(tmp_path / "p.csv"))
    placed = shop_at("--json", "purchase", "place", "--vendor", "Kilnworks", "MUG=6").facts
    assert moves(placed)["receive-part"].endswith("no goods of it are on their way.")
    assert moves(placed)["receive-part"] in shop_at("purchase", "receive", placed["purchase"]).err
    assert shop_at("till", "open").code == 0
    (till,) = shop_at("--json", "till", "list").facts["tills"]
    assert moves(till)["close"] == "Count Till 1 before closing it."
    assert moves(till)["close"] in shop_at("till", "close").err
