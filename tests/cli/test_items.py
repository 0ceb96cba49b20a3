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
        ("add", "JUG", "--name", "Jug", "--weight-g", "heavy"),
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
