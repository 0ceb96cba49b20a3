"""`carton`: cartons added, changed, counted and told, and packed in by their code."""

from __future__ import annotations

import json

from tests.cli.conftest import Call
from tests.cli.fulfilment.test_labels import ORDER

M = ("carton", "add", "m", "--name", "Medium", "--inside", "30x20x15cm", "--tare", "120 g")


def test_a_carton_is_added_changed_and_told(shop: Call) -> None:
    assert shop("carton", "list").out == "There is no carton yet.\n"
    facts = shop("--json", *M, "--outer", "31x21x16.5cm", "--most", "10 kg", "--cost", "0.61").facts
    assert facts == {
        "code": "M", "name": "Medium", "inside_mm": [300, 200, 150], "outside_mm": [310, 210, 165], "tare_g": 120,
        "most_g": 10_000, "cost": "0.61", "reorder_point": 0, "left": None, "low": False, "offered": True,
    }  # fmt: skip
    assert shop(*M).code == 3
    facts = shop("--json", "carton", "change", "M", "--outer", "none", "--most", "none", "--reorder-point", "40").facts
    assert (facts["outside_mm"], facts["most_g"], facts["reorder_point"]) == ([300, 200, 150], 0, 40)
    assert facts["name"] == "Medium"
    assert "30 x 20 x 15 cm inside" in shop("carton", "change", "M", "--name", "Middling").out


def test_cartons_come_and_are_counted(shop: Call) -> None:
    shop(*M, "--reorder-point", "40")
    assert shop("--json", "carton", "receive", "m", "50", "--note", "Box & Co").facts["left"] == 50
    facts = shop("--json", "carton", "count", "M", "38").facts
    assert (facts["left"], facts["low"]) == (38, True)
    moves = shop("--json", "carton", "history", "M").facts["moves"]
    assert [(each["kind"], each["quantity"], each["note"]) for each in moves] == [
        ("counted", -12, ""),
        ("received", 50, "Box & Co"),
    ]
    assert "counted, 12 fewer than in the books" in shop("carton", "history", "M").out
    assert "reorder" in shop("carton", "list").out


def test_what_is_wrong_is_said_and_changes_nothing(shop: Call) -> None:
    shop(*M)
    for words in (
        ("carton", "receive", "M", "0"),
        ("carton", "receive", "Q", "5"),
        ("carton", "count", "M", "-1"),
        ("carton", "add", "N", "--name", "None", "--inside", "30x20"),
        ("carton", "add", "N", "--name", "None", "--inside", "30x20x15cm", "--outer", "1x1x1cm"),
        ("carton", "add", "N", "--name", "None"),
    ):
        assert shop(*words).code in (2, 3), words
    (only,) = shop("--json", "carton", "list").facts["cartons"]
    assert (only["code"], only["left"]) == ("M", None)


def test_one_is_retired_and_used_again(shop: Call) -> None:
    shop(*M)
    assert shop("--json", "carton", "retire", "M").facts["offered"] is False
    assert "retired" in shop("carton", "list").out
    assert shop("--json", "carton", "offer", "M").facts["offered"] is True


def test_a_box_is_packed_in_it(shop: Call) -> None:
    shop(*M, "--outer", "31x21x16.5cm")
    shop("carton", "count", "M", "10")
    number = shop("--json", "order", "add", given=json.dumps(ORDER)).facts["order"]
    shop("pick", "done", shop("--json", "pick", "start", number).facts["picklist"])
    assert shop("pack", number, "--box", "m").code == 0
    (box,) = shop("--json", "order", "show", number).facts["shipments"][0]["boxes"]
    assert box["carton"] == "M"
    assert shop("--json", "carton", "list").facts["cartons"][0]["left"] == 9
    assert shop("check", "--deep").code == 0


def to_pack(shop: Call) -> str:
    """The number of an order of two mugs that is picked."""
    shop("item", "change", "MUG", "--size", "11x9x9.5cm")
    order = {**ORDER, "lines": [{"sku": "MUG", "quantity": "2"}]}
    number = shop("--json", "order", "add", given=json.dumps(order)).facts["order"]
    shop("pick", "done", shop("--json", "pick", "start", number).facts["picklist"])
    return str(number)


def test_the_plan_is_told_and_packed(shop: Call) -> None:
    shop(*M)
    shop("carton", "add", "L", "--name", "Large", "--inside", "60x40x40cm")
    number = to_pack(shop)
    told = shop("--json", "pack", number, "--plan").facts
    (box,) = told["boxes"]
    assert (box["carton"], box["contents"], box["weight_g"], len(box["placed"])) == ("M", {"MUG": 2}, 820, 2)
    assert box["placed"][0] == {"sku": "MUG", "layer": 1, "at_mm": [0, 0, 0], "sides_mm": [110, 95, 90]}
    out = shop("pack", number, "--plan").out
    assert out.startswith("1 box: M\n")
    assert "layer 1  2 × MUG" in out
    assert shop("pack", number, "--as-planned", "--box", "L").code == 2
    assert shop("pack", number, "--as-planned", "--weight", "1 kg", "--weight", "1 kg").code == 2
    facts = shop("--json", "pack", number, "--as-planned", "--weight", "850 g").facts
    assert (facts["state"], facts["boxes"][0]["carton"], facts["boxes"][0]["weight_g"]) == ("packed", "M", 850)


def test_what_has_no_size_is_named_and_not_packed_as_planned(shop: Call) -> None:
    shop(*M)
    number = to_pack(shop)
    shop("item", "change", "MUG", "--size", "none")
    told = shop("--json", "pack", number, "--plan").facts
    assert (told["unmeasured"], told["boxes"][0]["carton"]) == (["MUG"], None)
    said = shop("pack", number, "--as-planned")
    assert (said.code, "MUG has no size" in said.err) == (3, True)
    assert shop("pack", number, "--box", "M").code == 0


def test_without_cartons_nothing_is_proposed(shop: Call) -> None:
    number = to_pack(shop)
    assert shop("pack", number, "--plan").out == "No boxes are proposed.\n"
    assert "no carton to propose" in shop("pack", number, "--as-planned").err
