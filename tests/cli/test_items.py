"""`item`, and what the command line mends of stock."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Call, an_order


def test_an_item_with_its_opening_stock(shop: Call) -> None:
    words = ("--name", "Milk jug", "--price", "14.50", "--cost", "6.25", "--bin", "A-09-1", "--stock", "12")
    facts = shop("--json", "item", "add", "JUG", *words).facts
    assert (facts["price"], facts["cost"], facts["on_hand"], facts["on_sale"]) == ("14.50", "6.25", "12", True)
    moves = shop("--json", "stock", "movements", "JUG").facts["movements"]
    assert [(row["kind"], row["quantity"], row["bin"]) for row in moves] == [("opening", "12", "A-09-1")]
    said = shop("stock", "correct", str(moves[0]["movement"]), "--reason", "typed wrong")
    assert said.out == f"Movement {moves[0]['movement']} is taken back.\n"
    assert shop("--json", "item", "show", "JUG").facts["on_hand"] == "0"
    assert shop("stock", "correct", str(moves[0]["movement"]), "--reason", "again").code == 3


def test_an_item_that_is_easily_taken_for_another(shop: Call) -> None:
    for sku, name in (("CUP-B", "Tall cup blue"), ("CUP-R", "Tall cup red")):
        shop("item", "add", sku, "--name", name, "--price", "4")
    assert "easily taken for another: blue, not red" in shop("item", "show", "CUP-B").out
    assert shop("--json", "item", "show", "CUP-R").facts["told_apart"] == "red, not blue"
    assert shop("--json", "item", "show", "MUG").facts["told_apart"] == ""


def test_an_item_is_changed_by_what_is_named(shop: Call) -> None:
    before = shop("--json", "item", "show", "MUG").facts
    after = shop("--json", "item", "change", "MUG", "--price", "13", "--oversell", "no").facts
    assert after == before | {"price": "13.00", "oversell": False}
    many = str(int(before["on_hand"]) + 1)
    said = shop("--json", "order", "add", given=an_order(lines=[{"sku": "MUG", "quantity": many}]))
    assert (said.code, "not sold beyond what is there or comes" in said.error["message"]) == (3, True)


def test_off_sale_and_on_again(shop: Call) -> None:
    assert shop("--json", "item", "retire", "MUG").facts["on_sale"] is False
    assert shop("order", "add", given=an_order()).code == 3
    assert shop("item", "sell-again", "MUG").code == 0
    assert shop("order", "add", given=an_order()).code == 0


def test_a_picture(shop: Call, tmp_path: Path) -> None:
    path = tmp_path / "mug.png"
    Image.new("RGB", (4, 4)).save(path)
    assert shop("--json", "item", "picture", "MUG", str(path)).facts["picture"] is True
    path.write_text("no picture")
    assert shop("item", "picture", "MUG", str(path)).code == 2
    assert shop("--json", "item", "picture", "MUG", "none").facts["picture"] is False


def test_goods_that_will_not_come(shop: Call) -> None:
    assert shop("stock", "expect", "MUG", "5", "--reference", "Fax of Monday").code == 0
    assert shop("--json", "stock", "stop-expecting", "MUG", "Fax of Monday").facts["incoming"] == "0"
    assert shop("stock", "stop-expecting", "MUG", "Fax of Monday").code == 3


@pytest.mark.parametrize(
    "words",
    [
        ("add", "JUG"),
        ("add", "JUG", "--name", "Jug", "--weight", "heavy"),
        ("add", "JUG", "--name", "Jug", "--stock", "-1"),
        ("add", "MUG", "--name", "Another mug"),
        ("show", "NONE"),
        ("change", "NONE", "--price", "1"),
        ("picture", "MUG", "/nowhere/mug.png"),
    ],
)
def test_what_can_not_be_is_refused(shop: Call, words: tuple[str, ...]) -> None:
    said = shop("item", *words)
    assert said.code in (2, 3)
    assert said.err.rstrip().endswith(".")


@pytest.mark.parametrize(
    ("country", "typed", "grams", "said"),
    [
        ("GB", "350", 350, "350 g"),
        ("GB", "1.5 kg", 1_500, "1.5 kg"),
        ("GB", "2 lb 3 oz", 992, "992 g"),
        ("US", "12", 340, "12 oz"),
        ("US", "350 g", 350, "12.3 oz"),
        ("US", "2 lb 3 oz", 992, "2 lb 3 oz"),
        ("DE", "1,5 kg", 1_500, "1,5 kg"),
    ],
)
def test_a_weight_is_taken_as_a_person_writes_it(
    call: Call, tmp_path: Path, country: str, typed: str, grams: int, said: str
) -> None:
    path = tmp_path / "shop.toml"
    path.write_text(f'[shop]\nname = "Corner"\ncountry = "{country}"\n')
    call("init", "--shop", str(path))
    words = ("item", "add", "JUG", "--name", "Jug", "--price", "5")
    assert call("--json", *words, "--weight", typed).facts["weight_g"] == grams
    assert f", {said}" in call("item", "show", "JUG").out
    assert call("--json", "item", "change", "JUG", "--weight", "none").facts["weight_g"] == 0


def test_a_size_is_in_the_units_of_the_shop(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_text('[shop]\nname = "Corner"\ncountry = "US"\n')
    call("init", "--shop", str(path))
    call("item", "add", "JUG", "--name", "Jug", "--size", "10x8x4")
    assert call("--json", "item", "show", "JUG").facts["size_mm"] == [254, 203, 102]
    assert "10 x 8 x 4 in" in call("item", "show", "JUG").out
    assert call("--json", "item", "change", "JUG", "--size", "30x25x20cm").facts["size_mm"] == [300, 250, 200]
    assert call("--json", "item", "change", "JUG", "--size", "none").facts["size_mm"] == [0, 0, 0]


def test_how_an_item_lies_in_a_box_is_said(shop: Call) -> None:
    facts = shop("--json", "item", "change", "MUG", "--upright", "yes", "--fragile", "yes").facts
    assert (facts["upright"], facts["fragile"]) == (True, True)
    assert "this side up, fragile" in shop("item", "show", "MUG").out
    facts = shop("--json", "item", "change", "MUG", "--upright", "no").facts
    assert (facts["upright"], facts["fragile"]) == (False, True)
    assert "side up" not in shop("item", "show", "MUG").out


def test_an_item_is_called_otherwise(shop: Call) -> None:
    assert shop("--json", "item", "change", "MUG", "--sku", "CUP", "--unit", "box").facts["sku"] == "CUP"
    assert shop("item", "show", "MUG").code == 3
