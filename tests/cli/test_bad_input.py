"""What is wrong is said in one sentence with the right exit code, and nothing is changed by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import NORTHSIDE, Call, an_order

LINE = {"sku": "MUG", "quantity": "1"}
UNREADABLE = {
    "nothing": "",
    "no JSON": "{",
    "a list": "[1]",
    "a text": '"MUG"',
    "not a number": '{"lines":[{"sku":"MUG","quantity":NaN}]}',
    "twice the same field": '{"lines":[],"lines":[]}',
    "lines as a text": an_order(lines="MUG"),
    "a line as a text": an_order(lines=["MUG"]),
    "a quantity as a list": an_order(lines=[{"sku": "MUG", "quantity": [1]}]),
    "a quantity that is true": an_order(lines=[{"sku": "MUG", "quantity": True}]),
    "a misspelt field": an_order(linez=[LINE]),
    "a misspelt field in a line": an_order(lines=[LINE | {"qty": 2}]),
    "confirm as a text": an_order(confirm="yes"),
    "a day that is none": an_order(required_by="2026-02-30"),
    "a customer as a number": an_order(customer=7),
    "half a letter": '{"customer":{"id":"C-1001"},"lines":[{"sku":"MUG"}],"reference":"\\ud800"}',
    "a NUL": an_order(reference="a\0b"),
    "nested too deeply": "[" * 100_000,
}
REFUSED = {
    "an unknown SKU": (an_order(lines=[{"sku": "NOPE", "quantity": 1}]), "sku", 1),
    "a negative quantity": (an_order(lines=[LINE, {"sku": "MUG", "quantity": -2}]), "quantity", None),
    "a quantity of nothing": (an_order(lines=[{"sku": "MUG", "quantity": "0"}]), "quantity", None),
    "a quantity too fine": (an_order(lines=[{"sku": "MUG", "quantity": "0.0001"}]), "quantity", None),
    "a huge quantity": ('{"customer":{"id":"C-1001"},"lines":[{"sku":"MUG","quantity":1E999999}]}', "quantity", None),
    "a price with letters": (an_order(lines=[LINE | {"price": "12,5x"}]), "price", None),
    "a negative price": (an_order(lines=[LINE | {"price": "-1"}]), "price", None),
    "a discount above all": (an_order(discount="1000"), "discount", None),
    "a percentage above 100": (an_order(lines=[LINE | {"discount_percent": 101}]), "discount_percent", None),
    "no lines": (an_order(lines=[]), None, None),
    "an unknown customer": (an_order(customer={"id": "C-9"}), "customer", None),
    "no customer": (json.dumps({"lines": [LINE]}), "customer", None),
    "an unknown channel": (an_order(channel="pigeon"), "channel", None),
    "an unknown service": (an_order(service="rocket"), "service", None),
    "a note that is too long": (an_order(instructions="x" * 2_001), "instructions", None),
    "a name of 50,000 letters": (an_order(customer={"name": "x" * 50_000}), "name", None),
    "a customer without a name": (an_order(customer={"phone": "020 7946 0018"}), "name", None),
    "an address in no country": (
        an_order(customer={"name": "A", "address": {"line1": "1", "country": "Atlantis"}}),
        "country",
        None,
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_can_not_be_read_is_wrong_usage(shop: Call, name: str) -> None:
    said = shop("--json", "order", "add", given=UNREADABLE[name])
    assert (said.code, said.error["kind"]) == (2, "bad-input")
    assert said.error["message"].endswith(".")
    assert shop("--json", "order", "list").facts == {"orders": []}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_rule_refuses_changes_nothing(shop: Call, name: str) -> None:
    given, field, line = REFUSED[name]
    said = shop("--json", "order", "add", given=given)
    assert said.code == 3, said.err
    assert said.error["kind"] in ("refused", "not-found")
    assert said.error.get("field") == field
    assert line is None or said.error["line"] == line
    assert shop("--json", "order", "list").facts == {"orders": []}
    assert len(shop("--json", "customer", "list").facts["customers"]) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("bogus",),
        ("order",),
        ("order", "show"),
        ("order", "list", "--limit", "many"),
        ("order", "list", "--state", "sleeping"),
        ("stock", "take", "MUG"),
        ("stock", "take", "MUG", "1", "--colour", "red"),
        ("pick", "done", "PL-1001", "--short", "MUG"),
        ("report", "day", "yesterday"),
        ("report", "moon"),
        ("report", "day", "-o", "day.csv"),
        ("report", "day", "--from", "2026-01-01"),
        ("report", "day", "--till", "Till 1"),
        ("report", "day", "2026-01-01", "--z", "1"),
        ("report", "sales-by-day", "2026-01-01"),
        ("report", "sales-by-day", "--z", "1"),
        ("report", "sales-by-day", "--day", "2026-01-01"),
        ("report", "accounts", "--day", "2026-01-01", "--from", "2026-01-01"),
        ("report", "day", "--csv"),
        ("account", "rename", "Bank"),
        ("export", "orders", "orders.pdf"),
        ("print", "poem", "INV-1001"),
        ("till", "count", "5.00=many"),
        ("stock", "count", "MUG=1", "--at", "noon"),
        ("import", "products", "p.csv", "--channel", "pigeon"),
        ("order", "add", "missing.json"),
        ("import", "products", "missing.csv"),
        ("restore", "missing.odbackup"),
        ("--db", "mysql://shop", "order", "list"),
        ("--db", "sqlite://", "order", "list"),
        ("order", "show", "\udcff"),
    ],
)
def test_wrong_usage(shop: Call, words: tuple[str, ...]) -> None:
    said = shop("--json", *words)
    assert (said.code, said.error["kind"]) == (2, "bad-input")


@pytest.mark.parametrize(
    "words",
    [
        ("order", "show", "SO-9"),
        ("order", "confirm", "9"),
        ("stock", "show", "NOPE"),
        ("stock", "take", "NOPE", "1"),
        ("stock", "take", "MUG", "21"),
        ("stock", "take", "MUG", "-1"),
        ("stock", "adjust", "MUG", "-5"),
        ("stock", "adjust", "MUG", "-25", "--reason", "lost"),
        ("stock", "move", "MUG", "99", "--to", "Z-9"),
        ("pick", "start", "SH-9"),
        ("pick", "done", "PL-9"),
        ("pack", "SH-9"),
        ("ship", "SO-9"),
        ("invoice", "issue", "9"),
        ("return", "receive", "RMA-9"),
        ("customer", "show", "C-9"),
        ("print", "invoice", "INV-9", "-o", "x.pdf"),
        ("print", "day-report", "Z-9", "-o", "x.pdf"),
        ("report", "day", "2999-01-01"),
        ("undo-import", "9"),
        ("till", "paid-out", "5", "--reason", "tea"),
        ("till", "open", "--float", "-1"),
        ("user", "add", " "),
    ],
)
def test_refusals(shop: Call, words: tuple[str, ...]) -> None:
    said = shop("--json", *words)
    assert said.code == 3, said.err
    assert said.error["kind"] in ("refused", "not-found")


def test_without_json_the_sentence_stands_alone(shop: Call) -> None:
    said = shop("stock", "take", "LAMP", "9")
    assert (said.code, said.out) == (3, "")
    assert said.err == "There is not enough of LAMP: 4 available, 9 wanted.\n"


def test_a_folder_is_no_order(shop: Call, tmp_path: Path) -> None:
    said = shop("--json", "order", "add", str(tmp_path))
    assert (said.code, said.error["field"]) == (2, "file")


def test_another_encoding_is_no_order(shop: Call) -> None:
    said = shop("--json", "order", "add", given='{"reference":"Grüße"}'.encode("cp1252"))
    assert (said.code, said.error["message"]) == (2, "- is not text in UTF-8.")


def test_an_order_of_another_channel_comes_once(shop: Call) -> None:
    given = an_order(channel="online", remote_id="W-17")
    assert shop("order", "add", given=given).code == 0
    said = shop("--json", "order", "add", given=given)
    assert (said.code, said.error["field"]) == (3, "remote_id")


def test_numbers_are_read_as_they_are_written(shop: Call) -> None:
    given = '{"customer":{"id":1001},"lines":[{"sku":"MUG","quantity":16,"price":348.35,"discount_percent":4.0}]}'
    assert shop("--json", "order", "add", given=given).facts["net"] == "5350.66"


def test_no_database_yet(call: Call) -> None:
    said = call("--json", "order", "list")
    assert (said.code, said.error["kind"]) == (4, "storage")
    assert "orderdesk init" in said.error["message"]


def test_a_database_without_a_shop(call: Call) -> None:
    assert call("--json", "init").facts["shop"] is None
    said = call("--json", "order", "add", given=an_order())
    assert (said.code, said.error["kind"]) == (3, "refused")


def test_init_twice_changes_nothing(shop: Call) -> None:
    assert shop("--json", "init").facts["shop"] == "Northside"
    assert len(shop("--json", "customer", "list").facts["customers"]) == 1


def test_a_shop_file_is_not_passed_over_where_a_shop_is_already(shop_at: Call, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text("[shop]\nname = 'Harbour Books'\n", encoding="utf-8")
    for file in (mine, NORTHSIDE):
        said = shop_at("--json", "init", "--shop", str(file))
        assert (said.code, said.error["kind"], said.error["field"]) == (3, "refused", "shop")
        assert "holds the shop Northside already" in said.error["message"]
    assert shop_at("--json", "init").facts["shop"] == "Northside"
    assert len(shop_at("--json", "customer", "list").facts["customers"]) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("shop = [", "is no TOML"),
        ("[tax]\nname='x'", "has no [shop]"),
        ("[shop]\nname='N'\ncolour='red'", "'colour' is not a field of this. There are name, "),
        ("[shop]\nname='N'\n[tax]\npolicy='per-moon'", "per-moon"),
    ],
)
def test_a_shop_file_that_can_not_be_read(call: Call, tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "shop.toml"
    path.write_text(text, encoding="utf-8")
    said = call("--json", "init", "--shop", str(path))
    assert (said.code, said.error["kind"]) == (2, "bad-input")
    assert words in said.error["message"]
    assert not (tmp_path / "shop").exists()


def test_a_foreign_file_is_not_touched(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir", encoding="utf-8")
    said = call("--json", "order", "list", place=f"sqlite:///{path}")
    assert said.code in (3, 4)
    assert path.read_text(encoding="utf-8") == "Dear Sir"


def test_a_paper_into_a_folder_that_is_not_there(shop: Call, tmp_path: Path) -> None:
    shop("order", "add", given=an_order())
    shop("pick", "start", "SO-1001")
    (tmp_path / "folder.pdf").mkdir()
    for out in (tmp_path / "none" / "p.pdf", tmp_path / "folder.pdf"):
        said = shop("--json", "print", "picklist", "PL-1001", "-o", str(out))
        assert (said.code, said.error["kind"]) == (4, "storage")
    assert not (tmp_path / "none").exists()


def test_no_printer_is_the_outside_world(shop: Call) -> None:
    shop("order", "add", given=an_order())
    shop("pick", "start", "SO-1001")
    said = shop("--json", "print", "picklist", "PL-1001")
    assert (said.code, said.error["kind"]) == (5, "unavailable")


def test_a_broken_settings_file(shop: Call, tmp_path: Path) -> None:
    (tmp_path / "shop" / "config.toml").write_text("theme = ", encoding="utf-8")
    said = shop("--json", "order", "list")
    assert (said.code, said.error["kind"]) == (2, "bad-input")
    assert "config.toml" in said.error["message"]


def test_a_bug_is_written_down_and_not_shown(shop: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = "Asha Patel, 12 Quay Street"

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError(told)

    monkeypatch.setattr("orderdesk.cli.orders.orders.order_rows", broken)
    said = shop("--json", "order", "list")
    log = tmp_path / "shop" / "orderdesk.log"
    assert (said.code, said.error["kind"]) == (70, "bug")
    assert str(log) in said.error["message"]
    written = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in written
    assert told not in written


def test_a_fault_after_the_number_leaves_no_gap(shop: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    shop("order", "add", given=an_order())
    shop("pick", "start", "SO-1001")
    shop("pick", "done", "PL-1001")
    shop("pack", "SO-1001")
    shop("ship", "SO-1001")
    monkeypatch.setenv("ORDERDESK_FAULT", "after_number")
    assert shop("--json", "invoice", "issue", "SO-1001").code == 4
    monkeypatch.delenv("ORDERDESK_FAULT")
    assert shop("--json", "invoice", "issue", "SO-1001").facts["invoice"] == "INV-1001"


def test_a_field_that_is_misspelt_is_answered_with_those_there_are(shop: Call) -> None:
    said = shop("customer", "add", "-", given='{"name": "Bo", "adress": []}')
    assert said.code == 2
    assert "'adress' is not a field of this. Did you mean address? There are " in said.err
