"""`label`: a label of a packed box is voided, and another made under another number."""

from __future__ import annotations

import json
from pathlib import Path

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


def test_a_label_is_voided_and_made_anew_until_it_has_left(shop_at: Call, tmp_path: Path) -> None:
    paper = ("-o", str(tmp_path / "label.pdf"))
    number = shop_at("--json", "order", "add", given=json.dumps(ORDER)).facts["order"]
    picklist = shop_at("--json", "pick", "start", number).facts["picklist"]
    assert shop_at("label", "void", number).code == 3, "it is not packed yet"
    assert shop_at("pick", "done", picklist).code == 0
    assert shop_at("pack", number).code == 0
    said = shop_at("--json", "label", "void", number)
    shipment = said.facts["shipment"]
    assert said.facts == {"shipment": shipment, "void": 1}
    assert "is void; note a new tracking number" in shop_at("print", "label", shipment, *paper).err
    assert shop_at("label", "void", shipment).code == 3
    assert "tracking 1Z999" in shop_at("label", "tracking", shipment, "1Z999").out
    assert shop_at("print", "label", shipment, *paper).code == 0
    assert shop_at("ship", number).code == 0
    assert "only a label that is still here can be voided" in shop_at("label", "void", shipment).err


def test_of_several_boxes_one_is_named_and_all_are_printed(shop_at: Call, tmp_path: Path) -> None:
    order = {**ORDER, "lines": [{"sku": "MUG", "quantity": "3"}]}
    number = shop_at("--json", "order", "add", given=json.dumps(order)).facts["order"]
    paper = ("-o", str(tmp_path / "label.pdf"))
    assert f"There is no shipment {number}-7" in shop_at("print", "label", f"{number}-7", *paper).err
    picklist = shop_at("--json", "pick", "start", number).facts["picklist"]
    shop_at("pick", "done", picklist)
    assert shop_at("pack", number, "--box", ":MUG=1", "--box", ":MUG=1", "--box", "", "--weight-checked").code == 0
    asked = "SH-1001 has 3 boxes; say which: --box 1 to 3."
    assert asked in shop_at("label", "void", number).err
    assert "SH-1001 has 3 boxes; say which: 1=NC1" in shop_at("label", "tracking", number, "NC1").err
    said = shop_at("print", "label", number, *paper)
    assert "Shipping label SH-1001, boxes 1 to 3, is in" in said.out
    assert shop_at("--json", "print", "packing-slip", "SH-1001-2", *paper).facts["boxes"] == [2]
    assert shop_at("label", "tracking", number, "2=NC1").code == 0
    assert shop_at("label", "tracking", number, "2=NC2").code == 0
    assert (
        "was not printed since it changed. If it bears the right one, add --label-checked."
        in shop_at("ship", number).err
    )
    assert shop_at("ship", number, "--label-checked").code == 0
    assert asked in shop_at("label", "charged", number, "5.00").err
    assert shop_at("label", "charged", f"{'SH-1001'}-2", "4.10").code == 0
    again = shop_at("--json", "label", "charged", number, "5.00", "--box", "2").facts
    assert (again["box"], again["charged"], again["before"]) == (2, "5.00", "4.10")
    story = shop_at("order", "history", number).out
    assert "NC2 in place of NC1" in story
    assert "4.10" in story
