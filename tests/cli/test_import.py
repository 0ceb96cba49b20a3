"""Imports by command line: what was found out and what was not taken, row by row and by its column."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call


def test_what_is_not_taken_is_told_with_its_row_and_column(shop: Call, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        "Order no;Date;Customer;Item;Menge;Einzelpreis;Colour\n1;2026-02-01;Ann;MUG;1;12,50;red\n"
        "2;2026-02-01;Bo;NONE;1;1,00;red\n3;2026-02-01;Cy;MUG;some;1,00;red\n",
        encoding="utf-8",
    )
    dry = shop("import", "orders", str(path), "--dry-run")
    assert dry.out.splitlines() == [
        "It would be 1 new, 0 changed, 0 same, 2 errors (Orders, a row per line, 3 lines)",
        "The fields of orders.csv are parted by a semicolon.",
        "Not used: Colour.",
        "row 4, Menge: Enter a number such as 12,50, not “some”.",
        "row 3, Item: Row 3: there is no item NONE.",
    ]
    facts = shop("--json", "import", "orders", str(path), "--dry-run").facts
    assert [(each["row"], each["column"]) for each in facts["errors"]] == [(4, "Menge"), (3, "Item")]


def test_shop_encoding_and_sheet_can_be_named(shop_at: Call, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(
        "Order number,Date,Customer name,SKU,Quantity,Price\n7,2026-02-01,绿茶,MUG,1,10\n".encode("gb18030")
    )
    refused = shop_at("--json", "import", "orders", str(path))
    assert refused.code == 2
    assert refused.error["field"] == "encoding"
    done = shop_at("--json", "import", "orders", str(path), "--encoding", "gb18030", "--source", "Etsy").facts
    assert done["counts"]["new"] == 1
    again = shop_at("--json", "import", "orders", str(path), "--encoding", "gb18030", "--source", "etsy").facts
    assert again["counts"]["same"] == 1
    said = shop_at("--json", "import", "orders", str(path), "--encoding", "klingon")
    assert (said.code, "is not a known encoding" in said.error["message"]) == (2, True)


def test_an_order_of_a_web_shop_is_worked_on_by_the_number_it_has_there(shop: Call, tmp_path: Path) -> None:
    """Digits alone are our own number where there is such an order."""
    path = tmp_path / "orders.csv"
    head, line = "Order number,Date,Customer name,SKU,Quantity,Price", "2026-10-31,Ann,MUG,1,12.50"
    path.write_text(f"{head}\n2001,{line}\n1001,{line}\n", encoding="utf-8")
    assert shop("import", "orders", str(path)).code == 0
    own = shop("--json", "order", "take", "--confirm", "patel: 1 MUG").facts["order"]
    assert own == "SO-1001"
    for word in ("2001", "#2001", "ONLINE-2001", "online-2001"):
        assert shop("--json", "order", "show", word).facts["order"] == "ONLINE-2001"
        assert shop("--json", "order", "history", word).facts["order"] == "ONLINE-2001"
    assert shop("--json", "order", "show", "1001").facts["order"] == "SO-1001"
    assert shop("--json", "order", "show", "#1001").facts["order"] == "ONLINE-1001"
    paper = tmp_path / "paper.pdf"
    assert shop("--json", "print", "acknowledgement", "2001", "-o", str(paper)).facts["number"] == "ONLINE-2001"
    assert shop("pick", "start", "2001").code == 0
    assert shop("pick", "done", "1001").code == 0
    assert shop("pack", "2001").code == 0
    assert shop("ship", "2001", "--tracking", "T1").code == 0
    assert shop("invoice", "issue", "2001").code == 0
    assert shop("pay", "2001", "--tender", "card").code == 0
    assert shop("order", "show", "3001").err.startswith("There is no order 3001.")


def test_the_rejected_rows_go_to_no_file_that_is_read_and_to_a_place_that_can_be_written(
    shop: Call, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / "people.csv"
    path.write_text("name,email\nAnn,ann@example.org\n", encoding="utf-8")
    before = path.read_bytes()
    for source in (path, folder):
        refused = shop("--json", "import", "customers", str(source), "--errors", str(path))
        assert (refused.code, refused.error["field"]) == (3, "file")
        assert path.read_bytes() == before
    nowhere = shop("import", "customers", str(path), "--errors", str(tmp_path / "none" / "rejected.csv"))
    assert nowhere.code == 4
    facts = shop("--json", "import", "customers", str(path), "--errors", str(tmp_path / "rejected.csv")).facts
    assert facts["counts"]["new"] == 1
