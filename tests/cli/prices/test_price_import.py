"""Prices by command line: brought in from a file, told row by row, and taken back."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call


def test_prices_in_by_file_twice_and_out_again(shop_at: Call, tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("Customer;List;Group;Item;From;Net price\nC-1001;;;MUG;10;9,99\n;T;Trade;TEE;1;15\n;T;;X;1;1\n")
    mapping = ("--column", "From=from_quantity", "--column", "Customer=customer", "--column", "List=list",
               "--column", "Group=group", "--column", "Item=sku", "--column", "Net price=price")  # fmt: skip
    dry = shop_at("--json", "import", "prices", str(path), *mapping, "--dry-run").facts
    assert (dry["counts"]["new"], dry["batch"], dry["errors"][0]["row"]) == (2, None, 4)
    assert shop_at("--json", "price", "list").facts["lists"] == []
    done = shop_at("--json", "import", "prices", str(path), *mapping).facts
    assert done["errors"][0]["reason"] == "There is no item X."
    assert shop_at("--json", "price", "show", "T").facts["prices"][0]["price"] == "15.00"
    assert shop_at("price", "why", "C-1001", "MUG", "12").out == "9.99 from the customer's own price, from 10\n"
    assert shop_at("--json", "import", "prices", str(path), *mapping).facts["counts"]["same"] == 2
    assert shop_at("--json", "undo-import", str(done["batch"])).facts["removed"] == 2
    assert shop_at("--json", "price", "list").facts["lists"] == []
    assert shop_at("price", "customer", "C-1001").out == "No prices are agreed with this customer.\n"


def test_a_file_that_says_whose_prices_they_are_nowhere_is_refused(shop: Call, tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("sku,price\nMUG,9\n")
    said = shop("--json", "import", "prices", str(path))
    assert said.error["message"] == "No column is mapped to Price list or Customer; choose which one it is."
