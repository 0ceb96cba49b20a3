"""`split`: boxes of a packed shipment leave first, and go back."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Call
from tests.cli.fulfilment.test_labels import ORDER


def packed(shop_at: Call, **more: object) -> str:
    """The number of an order that is packed in three boxes of a mug each."""
    order = {**ORDER, "lines": [{"sku": "MUG", "quantity": "3"}], **more}
    number = shop_at("--json", "order", "add", given=json.dumps(order)).facts["order"]
    shop_at("pick", "done", shop_at("--json", "pick", "start", number).facts["picklist"])
    assert shop_at("pack", number, "--box", ":MUG=1", "--box", ":MUG=1", "--box", "", "--weight-checked").code == 0
    return str(number)


def test_boxes_leave_first_and_the_rest_follows(shop_at: Call, tmp_path: Path) -> None:
    number = packed(shop_at)
    paper = ("-o", str(tmp_path / "paper.pdf"))
    facts = shop_at("--json", "split", number, "2").facts
    assert (facts["shipment"], facts["state"], facts["units"]) == ("SH-1002", "packed", "1")
    assert facts["boxes"][0]["was"] == ["SH-1001-2"]
    assert [box["number"] for box in facts["rest"]["boxes"]] == [1, 3]
    assert "name one of them: SH-1001 (packed), SH-1002 (packed)." in shop_at("split", number, "1").err
    assert "Shipping label SH-1001, boxes 1 and 3, is in" in shop_at("print", "label", "SH-1001", *paper).out
    assert "say which: --box 1 or 3." in shop_at("label", "void", "SH-1001").err
    assert shop_at("ship", "SH-1001", "--tracking", "NC1", "--tracking", "NC3").code == 0
    shown = shop_at("--json", "order", "show", number).facts
    assert {each["shipment"]: each["tracking"] for each in shown["shipments"]} == {
        "SH-1001": "NC1, NC3",
        "SH-1002": None,
    }
    assert shop_at("print", "packing-slip", "SH-1001-2", *paper).out.startswith("Packing slip SH-1002, box 1, is in")
    assert shop_at("ship", "SH-1002", "--tracking", "NC2").code == 0
    assert shop_at("check", "--deep").code == 0


def test_they_go_back_while_both_are_here(shop_at: Call) -> None:
    packed(shop_at)
    said = shop_at("split", "SH-1001-2")
    assert said.out.splitlines()[1].startswith("SH-1001 keeps 2 of its boxes. Print labels and slips of both anew")
    assert shop_at("split", "SH-1002", "1", "--back").code == 2
    facts = shop_at("--json", "split", "SH-1002", "--back").facts
    assert (facts["shipment"], [box["number"] for box in facts["boxes"]]) == ("SH-1001", [1, 2, 3])
    assert "SH-1001 was not split off another shipment." in shop_at("split", "SH-1001", "--back").err


def test_an_order_that_ships_complete_says_which_option_parts_it(shop_at: Call) -> None:
    packed(shop_at, ship_complete=True)
    refused = shop_at("split", "SH-1001", "3")
    assert (refused.code, refused.err.strip()) == (
        3,
        "SO-1001 is to be sent complete. To send it in parts all the same, add --in-parts.",
    )
    assert shop_at("split", "SH-1001", "3", "--in-parts").code == 0


def test_no_box_and_all_boxes_are_refused(shop_at: Call) -> None:
    packed(shop_at)
    assert shop_at("split", "SH-1001").err.strip() == "Choose which boxes of SH-1001 leave apart."
    assert "At least one box stays with SH-1001." in shop_at("split", "SH-1001", "1", "2", "3").err
    assert "SH-1001 has 3 boxes, not 4." in shop_at("split", "SH-1001", "4").err


def test_each_step_is_taken_back_where_it_was_said(shop_at: Call) -> None:
    number = packed(shop_at)
    assert shop_at("ship", number).code == 0
    assert shop_at("deliver", number).code == 0
    assert "SH-1001" in (early := shop_at("ship", number, "--undo")).err
    assert early.code != 0
    for step, state in (("deliver", "shipped"), ("ship", "packed"), ("pack", "picked")):
        assert shop_at("--json", step, number, "--undo").facts["state"] == state
    assert shop_at("--json", "pick", "undo", number).facts["state"] == "allocated"
    assert shop_at("check", "--deep").code == 0
