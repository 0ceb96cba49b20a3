"""`purchase` by every step, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call


def test_a_purchase_order_from_the_draft_to_the_shelf(shop_at: Call, tmp_path: Path) -> None:
    order = {
        "vendor": "Kilnworks", "due": "2026-12-01", "reference": "K-1",
        "lines": [{"sku": "MUG", "quantity": "10", "cost": "4.55"}, {"sku": "TEE", "quantity": "4", "cost": "8"}],
    }  # fmt: skip
    refused = shop_at("--json", "purchase", "place", "--file", "-", given=json.dumps(order))
    assert (refused.code, refused.error["message"]) == (3, "There is no vendor Kilnworks.")
    (tmp_path / "p.csv").write_text("SKU,Name,Price,Vendor\nJUG,Jug,9.00,Kilnworks\n")
    assert shop_at("import", "products", str(tmp_path / "p.csv")).code == 0
    placed = shop_at("--json", "purchase", "place", "--file", "-", given=json.dumps(order)).facts
    assert (placed["purchase"], placed["state"], placed["total"]) == ("PO-1", "draft", "77.50")
    assert shop_at("--json", "stock", "show", "MUG").facts["incoming"] == "0"
    assert shop_at("--json", "purchase", "send", "1").facts["state"] == "sent"
    assert shop_at("--json", "stock", "show", "MUG").facts["incoming"] == "10"
    part = shop_at("--json", "purchase", "receive", "PO-1", "MUG=6", "--cost", "MUG=4.60").facts
    assert (part["state"], part["lines"][0]["open"], part["receipts"][0]["cost"]) == ("part-received", "4", "4.60")
    over = shop_at("--json", "purchase", "receive", "PO-1", "MUG=9")
    assert (over.code, over.error["field"]) == (3, "reason")
    moved = shop_at("--json", "purchase", "due", "1", "2026-12-24", "--sku", "TEE").facts
    assert [line["due"] for line in moved["lines"]] == ["2026-12-01", "2026-12-24"]
    assert shop_at("--json", "purchase", "receive", "1").facts["state"] == "received"
    assert shop_at("--json", "stock", "show", "TEE").facts["incoming"] == "0"
    paper = tmp_path / "po.pdf"
    assert shop_at("print", "purchase-order", "1", "-o", str(paper)).code == 0
    assert paper.read_bytes().startswith(b"%PDF")
    listed = shop_at("--json", "purchase", "list", "--view", "all", "--search", "kiln").facts["purchases"]
    assert [(row["purchase"], row["received"]) for row in listed] == [("PO-1", "14")]
    assert "14 of 14 received" in shop_at("purchase", "list", "--view", "received").out
    assert shop_at("check").code == 0


def test_what_is_suggested_is_placed_and_cancelled(shop: Call, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("SKU,Name,Price,Vendor,Reorder level\nJUG,Jug,9.00,Kilnworks,5\n")
    assert shop("import", "products", str(tmp_path / "p.csv")).code == 0
    found = shop("--json", "purchase", "suggest").facts["suggestions"]
    assert [(each["vendor"], each["sku"], each["quantity"]) for each in found] == [("Kilnworks", "JUG", "10")]
    placed = shop("--json", "purchase", "place", "--vendor", "Kilnworks", "--suggested", "--send").facts
    assert (placed["state"], placed["lines"][0]["quantity"]) == ("sent", "10")
    assert shop("--json", "purchase", "suggest").facts["suggestions"] == []
    assert shop("--json", "purchase", "cancel", "PO-1").error["message"] == "Enter the reason."
    assert shop("--json", "purchase", "cancel", "PO-1", "--reason", "closed").facts["state"] == "cancelled"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("show", "9"), 3, "There is no purchase order PO-9."),
        (("place", "MUG=2"), 3, "Enter the vendor."),
        (("place", "MUG"), 2, "Write --lines as NAME=VALUE, not 'MUG'."),
        (("place", "--due", "soon"), 2, "Enter due as year-month-day"),
    ],
)
def test_wrong_words_are_refused(shop: Call, words: tuple[str, ...], code: int, said: str) -> None:
    answer = shop("--json", "purchase", *words)
    assert answer.code == code
    assert said in answer.error["message"]


def test_promises_are_shown_told_and_listed_when_late(shop_at: Call, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("SKU,Name,Price,Vendor\nJUG,Jug,9.00,Kilnworks\n")
    assert shop_at("import", "products", str(tmp_path / "p.csv")).code == 0
    place = ("purchase", "place", "--vendor", "Kilnworks", "JUG=10", "--due", "2099-03-12", "--send")
    assert shop_at(*place).code == 0
    order = {"customer": {"name": "Lee"}, "lines": [{"sku": "JUG", "quantity": "4"}], "shipping": "ask"}
    (line,) = shop_at("--json", "order", "add", given=json.dumps(order)).facts["lines"]
    assert (line["promise"], line["told"]) == ("2099-03-12", "2099-03-12")
    shown = shop_at("--json", "order", "promise", "1001").facts["lines"][0]
    assert (shown["mark"], shown["words"], shown["all_on"]) == ("on-order", "Already on order", "2099-03-12")
    assert "so 10 are free from 12 March 2099" in shown["reason"]
    assert shop_at("--json", "order", "promise").facts == {"at_risk": []}
    early = shop_at("--json", "order", "promise", "1001", "--line", "1", "--tell", "2099-03-01")
    assert (early.code, early.error["field"]) == (3, "day")
    assert shop_at("purchase", "due", "1", "2099-03-20").code == 0
    (risk,) = shop_at("--json", "order", "promise").facts["at_risk"]
    assert (risk["order"], risk["told"], risk["promise"]) == ("SO-1001", "2099-03-12", "2099-03-20")
    told = shop_at("--json", "order", "promise", "1001", "--message").facts
    assert "20 March 2099" in told["message"]
    assert told["lines"][0]["told"] == "2099-03-20"
    assert "No promise is at risk." in shop_at("order", "promise").out
    assert shop_at("--json", "order", "shipping", "1001", "part").facts["shipping"] == "part"
    assert shop_at("--json", "order", "promise", "1001", "--tell", "2099-03-28").error["field"] == "line"


def test_an_item_on_two_lines_comes_line_by_line(shop_at: Call, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("SKU,Name,Price,Vendor\nJUG,Jug,9.00,Kilnworks\n")
    shop_at("import", "products", str(tmp_path / "p.csv"))
    lines = [{"sku": "MUG", "quantity": "3", "cost": "3.00"}, {"sku": "MUG", "quantity": "2", "cost": "2.50"}]
    given = json.dumps({"vendor": "Kilnworks", "lines": lines})
    number = shop_at("--json", "purchase", "place", "--file", "-", "--send", given=given).facts["purchase"]
    part = shop_at("--json", "purchase", "receive", number, "MUG=4").facts
    assert [(each["open"], each["cost"]) for each in part["lines"]] == [("0", "3.00"), ("1", "2.50")]
    assert shop_at("--json", "purchase", "receive", number).facts["state"] == "received"


def test_a_draft_is_changed_by_what_is_named(shop_at: Call) -> None:
    assert "There is no vendor Kilnworks." in shop_at("purchase", "place", "MUG=5", "--vendor", "Kilnworks").err
    placed = shop_at("--json", "purchase", "place", "MUG=5", "--vendor", "Kilnworks", "--new-vendor", "--note", "soon")
    number = placed.facts["purchase"]
    facts = shop_at("--json", "purchase", "change", number, "--reference", "K-7").facts
    assert (facts["reference"], facts["note"], [each["quantity"] for each in facts["lines"]]) == ("K-7", "soon", ["5"])
    facts = shop_at("--json", "purchase", "change", number, "MUG=2", "TEE=3", "--note", "").facts
    assert [(each["sku"], each["quantity"]) for each in facts["lines"]] == [("MUG", "2"), ("TEE", "3")]
    assert (facts["reference"], facts["note"]) == ("K-7", "")
    shop_at("purchase", "send", number)
    assert shop_at("purchase", "change", number, "MUG=9").code == 3
