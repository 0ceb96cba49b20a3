"""The verbs one by one: stock, tills, people, files in and out, upkeep, rehearsals."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from orderdesk.cli import main
from orderdesk.cli.parser import VERBS
from orderdesk.cli.shop.shop_file import read_shop
from orderdesk.persistence.care import schema_steps
from orderdesk.resources import resource
from orderdesk.services.showroom.sample_shop import read_sample_shop
from tests.cli.conftest import NORTHSIDE, Call, an_order

pytestmark = pytest.mark.long


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_every_verb_tells_about_itself(call: Call, verb: str) -> None:
    said = call(verb, "--help")
    assert said.code == 0
    assert f"usage: orderdesk {verb}" in said.out


def test_the_help_names_every_verb(call: Call) -> None:
    said = call("--help")
    assert said.code == 0
    assert all(f"    {verb.name} " in said.out for verb in VERBS)


def test_the_version(call: Call) -> None:
    assert call("--version").out.startswith("OrderDesk ")


def test_stock_by_every_step(shop_at: Call) -> None:
    assert shop_at("--json", "stock", "receive", "MUG", "5").facts["on_hand"] == "25"
    assert shop_at("--json", "stock", "take", "MUG", "1.5").facts["available"] == "23.5"
    assert shop_at("--json", "stock", "adjust", "MUG", "-3.5", "--reason", "broken").facts["on_hand"] == "20"
    assert shop_at("--json", "stock", "move", "MUG", "2", "--to", "QUARANTINE").facts["available"] == "18"
    assert shop_at("--json", "stock", "scrap", "MUG", "1", "--reason", "cracked").facts["on_hand"] == "19"
    assert shop_at("--json", "stock", "expect", "MUG", "12", "--due", "2026-12-01").facts["incoming"] == "12"
    counted = shop_at("--json", "stock", "count", "MUG=15", "TEE=10").facts["counts"]
    assert [(each["sku"], each["difference"]) for each in counted] == [("MUG", "-2"), ("TEE", "0")]
    assert shop_at("--json", "check", "--deep").facts["findings"] == []


def test_checks_are_set_and_a_held_order_goes_on_with_a_reason(shop_at: Call) -> None:
    found = {each["check"]: each for each in shop_at("--json", "verification", "list").facts["checks"]}
    assert (found["duplicate"]["on"], found["duplicate"]["level"], found["limit"]["level"]) == (True, 24, None)
    first, again = (shop_at("--json", "order", "add", given=an_order()).facts for _ in range(2))
    assert ("hold" in first, again["hold"]) == (False, "review")
    refused = shop_at("order", "release", again["order"])
    assert (refused.code, "Say why" in refused.err) == (3, True)
    said = shop_at("--json", "order", "release", again["order"], "--reason", "she wants both")
    assert (said.code, "hold" in said.facts) == (0, False)
    assert "off" in shop_at("verification", "set", "duplicate", "--off").out
    assert "hold" not in shop_at("--json", "order", "add", given=an_order()).facts
    assert shop_at("verification", "set", "limit", "--level", "3").code == 3


def test_a_rule_is_tried_added_acts_and_is_switched(shop_at: Call) -> None:
    assert shop_at("rule", "list").out.strip() == "No rules yet."
    shop_at("order", "add", given=an_order())
    dear = ("rule", "add", "Dear", "--on", "placed", "--if", "total at least 1", "--if", "item is MUG")
    tried = shop_at("--json", *dear, "--hold", "Call.", "--dry-run").facts
    assert (tried["looked_at"], tried["fires"], tried["differing"]) == (1, {"Dear": 1}, 1)
    assert tried["orders"][0]["differs"] == ["would be held: Call."]
    assert "Of 1 order in the last 90 days 1 would differ" in shop_at(*dear, "--hold", "Call.", "--dry-run").out
    made = shop_at("--json", *dear, "--hold", "Call.", "--packer", "Wrap.", "--priority", "3", "--stop").facts
    assert made["conditions"] == ["total at least 1.00", "item is MUG"]
    assert (made["actions"], made["priority"], made["stop"]) == ({"hold": "Call.", "packer": "Wrap."}, 3, True)
    assert shop_at("--json", "order", "add", given=an_order()).facts["hold"] == "review"
    assert "fired on 1" in shop_at("rule", "list").out
    assert shop_at("rule", "remove", "dear").code == 3
    assert "Priority 3, no other after it, off." in shop_at("rule", "off", "dear").out
    assert shop_at("--json", "rule", "dry-run", "dear").facts["fires"] == {"Dear": 2}
    assert "on." in shop_at("rule", "on", "dear").out
    shown = shop_at("rule", "show", "dear").out
    assert shown.startswith("Dear: an order is placed, total at least 1.00 and item is MUG: held: Call.")
    for words, code in (
        (("show", "Cheap"), 3),
        (("add", "Cheap", "--on", "placed", "--if", "colour is red", "--hold", "x"), 3),
        (("add", "Cheap", "--on", "placed", "--if", "total at least dear", "--hold", "x"), 3),
        (("add", "Cheap", "--on", "placed", "--if", "total at least 1"), 3),
        (("add", "Cheap", "--on", "shipped", "--if", "total at least 1", "--hold", "x"), 2),
        (("add", "Cheap", "--on", "paid", "--if", "total at least 1", "--service", "ufo"), 3),
    ):
        assert shop_at("rule", *words).code == code
    shop_at("rule", "add", "Cheap", "--on", "paid", "--if", "total at most 1", "--internal", "x")
    more = ("rule", "change", "cheap", "--on", "paid", "--if", "total at most 2", "--internal", "y")
    assert shop_at(*more).out.strip() == "Cheap changed."
    assert shop_at("--json", "rule", "show", "cheap").facts["conditions"] == ["total at most 2.00"]
    assert shop_at("rule", "remove", "Cheap").out.strip() == "Cheap removed."


def test_a_confirmed_order_is_amended_and_goods_go_back(shop_at: Call) -> None:
    placed = shop_at("--json", "order", "add", given=an_order(lines=[{"sku": "MUG", "quantity": "3"}])).facts["order"]
    shop_at("pick", "start", placed)
    shop_at("pick", "done", "PL-1001")
    said = shop_at("--json", "order", "amend", placed, "--set", "mug=1", "--add", "BOOK=1", "--reason", "she rang")
    assert said.facts["amended"] == {"before": "45.00", "after": "29.70", "due": "29.70"}
    assert shop_at("--json", "pick", "put-back").facts["put_back"] == [
        {"id": 1, "bin": "A-01-2", "sku": "MUG", "quantity": "2"}
    ]
    assert shop_at("--json", "pick", "put-back", "1").facts["put_back"] == []
    for words, code in (
        (("--set", "MUG=1", "--reason", "again"), 3),
        (("--set", "HAT=1", "--reason", "again"), 3),
        (("--set", "MUG", "--reason", "again"), 2),
        (("--set", "MUG=2"), 3),
    ):
        assert shop_at("order", "amend", placed, *words).code == code
    assert shop_at("--json", "check", "--deep").facts["findings"] == []


def test_a_confirmed_order_goes_another_way(shop_at: Call) -> None:
    placed = shop_at("--json", "order", "add", given=an_order(lines=[{"sku": "MUG", "quantity": "3"}])).facts["order"]
    said = shop_at("--json", "order", "amend", placed, "--service", "road", "--reason", "not today after all")
    assert said.facts["amended"] == {"before": "45.00", "after": "53.28", "due": "53.28"}
    assert shop_at("order", "amend", placed, "--service", "pigeon", "--reason", "for fun").code == 3
    said = shop_at("--json", "order", "amend", placed, "--service", "", "--reason", "he fetches it")
    assert said.facts["amended"]["after"] == "45.00"
    assert shop_at("--json", "check", "--deep").facts["findings"] == []


def test_goods_are_taxed_where_they_go(shop_at: Call) -> None:
    assert "Exports  all regions  all classes  0%  always" in shop_at("tax", "destinations").out
    said = shop_at("--json", "tax", "to", "France", "5.5", "--class", "reduced", "--from", "2026-01-01")
    france = {"country": "FR", "region": "", "class": "reduced", "percent": "5.5", "from": "2026-01-01", "exempt": ""}
    assert france in said.facts["destinations"]
    assert shop_at("tax", "to", "US", "0", "--exempt", "Export, no VAT").code == 0
    assert shop_at("tax", "to", "US", "7", "--exempt", "Export, no VAT").code == 3
    assert shop_at("tax", "to", "FR", "5.5", "--class", "reduced", "--from", "2026-01-01", "--remove").code == 0
    assert shop_at("tax", "to", "FR", "5.5", "--class", "reduced", "--from", "2026-01-01", "--remove").code == 3


def test_a_count_of_what_was_there_before(shop: Call) -> None:
    said = shop("--json", "stock", "count", "MUG=18", "--at", "2020-01-01T10:00")
    assert said.facts["counts"][0]["expected"] == "0"


def test_a_till_from_open_to_verified(shop_at: Call) -> None:
    assert shop_at("--json", "till", "open", "--float", "150").facts["float"] == "150.00"
    assert shop_at("till", "paid-in", "10", "--reason", "change").code == 0
    assert shop_at("till", "paid-out", "20", "--reason", "window cleaner").code == 0
    assert shop_at("till", "drop", "50").code == 0
    assert shop_at("till", "no-sale", "--reason", "change for a customer").code == 0
    assert shop_at("--json", "till", "x").facts["cash"]["expected"] == "90.00"
    assert [each["till"] for each in shop_at("--json", "till", "list").facts["tills"]] == ["Till 1"]
    assert shop_at("--json", "till", "count", "89.00").facts["counted"] == "89.00"
    assert shop_at("till", "resume").code == 0
    shop_at("till", "count", "89.00")
    z = shop_at("--json", "till", "close", "--reason", "a coin fell").facts
    assert (z["cash"]["difference"], z["cash"]["reason"]) == ("-1.00", "a coin fell")
    assert shop_at("--json", "till", "verify", "1").code == 3
    assert shop_at("--user", "ben", "till", "verify", "1").code == 3
    assert shop_at("user", "add", "ben", "--role", "counter").code == 0
    assert shop_at("--user", "ben", "till", "verify", "1").code == 0
    assert shop_at("--json", "report", "day", "--z", "1").facts["verified_by"] == "ben"


def test_customers_and_users(shop_at: Call) -> None:
    new = {"name": "Tom Hale", "company": "Hale & Co", "phone": "01632 960 118", "discount_percent": "5"}
    added = shop_at("--json", "customer", "add", given=json.dumps(new)).facts
    assert (added["id"], added["discount_percent"], added["warnings"]) == ("C-1002", "5", [])
    assert shop_at("--json", "customer", "show", "1002").facts["company"] == "Hale & Co"
    found = shop_at("--json", "customer", "list", "--search", "hale").facts["customers"]
    assert [each["id"] for each in found] == ["C-1002"]
    assert shop_at("--json", "customer", "add", given='{"id":"C-1"}').code == 2
    assert shop_at("user", "add", "ben", "--role", "packer").code == 0
    users = shop_at("--json", "user", "list").facts["users"]
    assert [(each["user"], each["role"]) for each in users] == [("ben", "packer"), ("owner", "owner")]


def test_products_in_by_file_twice_and_out_again(shop_at: Call, tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text("Item code,Title,Sells at\nA1,Anchor,12.50\nB2,Bell,bell\n", encoding="utf-8")
    mapping = ("--column", "Item code=sku", "--column", "Title=name", "--column", "Sells at=price")
    dry = shop_at("--json", "import", "products", str(path), *mapping, "--dry-run").facts
    assert (dry["dry_run"], dry["counts"]["new"], dry["batch"]) == (True, 1, None)
    assert shop_at("stock", "show", "A1").code == 3
    errors = tmp_path / "errors.csv"
    done = shop_at("--json", "import", "products", str(path), *mapping, "--errors", str(errors)).facts
    assert (done["counts"]["new"], done["counts"]["error"], done["errors"][0]["row"]) == (1, 1, 3)
    assert "bell" in errors.read_text(encoding="utf-8-sig")
    assert shop_at("--json", "import", "products", str(path), *mapping).facts["counts"]["same"] == 1
    assert shop_at("--json", "undo-import", str(done["batch"])).facts["removed"] >= 1
    assert shop_at("stock", "show", "A1").code == 3


def test_a_mapping_from_a_file(shop: Call, tmp_path: Path) -> None:
    path, mapping = tmp_path / "products.csv", tmp_path / "map.toml"
    path.write_text("x,y\nA1,Anchor\n", encoding="utf-8")
    mapping.write_text('x = "sku"\ny = "name"\n', encoding="utf-8")
    said = shop("--json", "import", "products", str(path), "--map", str(mapping))
    assert said.facts["counts"]["new"] == 1
    mapping.write_text("x = 1", encoding="utf-8")
    assert shop("import", "products", str(path), "--map", str(mapping)).code == 2


def test_exports_hold_what_is_there(shop_at: Call, tmp_path: Path) -> None:
    evil = {"name": "=HYPERLINK(1)", "address": {"line1": "+1", "city": "Whitby"}}
    shop_at("order", "add", given=an_order(customer=evil))
    for kind, wanted in (("orders", "SO-1001"), ("stock", "MUG"), ("customers", "C-1001"), ("journal", None)):
        text, book = tmp_path / f"{kind}.csv", tmp_path / f"{kind}.xlsx"
        assert shop_at("export", kind, str(text)).code == 0
        assert shop_at("export", kind, str(book)).code == 0
        with text.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        sheet = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()
        assert len(sheet) == len(rows)
        assert wanted is None or rows[1][0] == wanted or rows[1][0] in ("BOOK", "C-1001")
        assert not any(cell.startswith("=") for row in rows for cell in row)


def test_reports_by_name_and_to_a_file(shop_at: Call, tmp_path: Path) -> None:
    shop_at("order", "add", given=an_order())
    out = tmp_path / "late.csv"
    assert shop_at("report", "late-orders", "-o", str(out)).code == 0
    assert out.read_text(encoding="utf-8-sig").startswith("Order,")
    sales = shop_at("--json", "report", "sales-by-day", "--from", "2026-01-01", "--to", "2026-01-31").facts
    assert (sales["rows"], sales["totals"]["Total"]) == ([], "0.00")
    assert shop_at("report", "sales-by-day", "--from", "2026-02-01", "--to", "2026-01-31").code == 3


def test_a_backup_comes_back(shop_at: Call, tmp_path: Path) -> None:
    shop_at("order", "add", given=an_order())
    path = tmp_path / "one.odbackup"
    made = shop_at("--json", "backup", "--to", str(path)).facts
    assert (made["backup"], made["counts"]["orders"], made["findings"]) == (str(path), 1, [])
    assert shop_at("--json", "backup", "--to", str(path)).code == 3
    shop_at("order", "add", given=an_order())
    back = shop_at("--json", "restore", str(path)).facts
    assert back["counts"]["orders"] == 1
    assert back["kept"]
    assert len(shop_at("--json", "order", "list").facts["orders"]) == 1


def test_a_backup_into_the_data_folder(shop: Call, tmp_path: Path) -> None:
    made = Path(shop("--json", "backup").facts["backup"])
    assert made.parent == tmp_path / "shop" / "backups"
    broken = tmp_path / "broken.odbackup"
    broken.write_bytes(made.read_bytes()[:-200])
    assert shop("--json", "restore", str(broken)).code == 2
    assert shop("--json", "check", "--deep").facts["ok"]


def test_migrate_leaves_todays_database_alone(shop_at: Call) -> None:
    said = shop_at("--json", "migrate").facts
    assert (said["before"], said["backup"]) == (said["after"], None)


def test_check_finds_a_broken_book(shop: Call, tmp_path: Path) -> None:
    from pysqlite3 import dbapi2

    with dbapi2.connect(str(tmp_path / "shop" / "shop.db")) as connection:
        connection.execute("UPDATE stock SET on_hand = on_hand + 1000")
    said = shop("--json", "check")
    assert (said.code, said.facts["ok"]) == (4, False)
    assert shop("--json", "check", "--deep", "--repair-cache").facts["repaired"]["items"] == 4
    assert shop("check", "--deep").code == 0


def test_orders_by_view_and_state(shop: Call) -> None:
    shop("order", "add", given=an_order(confirm=False))
    shop("order", "add", given=an_order(reference="Spring fair"))
    listed = {
        state: [each["order"] for each in shop("--json", "order", "list", "--state", state).facts["orders"]]
        for state in ("all", "draft", "confirmed", "to-pick", "closed")
    }
    assert listed == {
        "all": ["SO-1002", "SO-1001"],
        "draft": ["SO-1001"],
        "confirmed": ["SO-1002"],
        "to-pick": ["SO-1002"],
        "closed": [],
    }
    assert len(shop("--json", "order", "list", "--limit", "1").facts["orders"]) == 1
    assert "SO-1002" in shop("order", "list", "--search", "spring").out


def test_the_sample_shop_is_an_example_for_init() -> None:
    assert read_shop(str(resource("sample_shop.toml"))) == read_sample_shop()


def test_the_demo_makes_every_paper_and_a_new_order_each_time(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orderdesk.ui.pictures.take_pictures", lambda _settings, _open, folder: [folder / "orders.png"])
    out = tmp_path / "papers"
    first = call("--json", "demo", "--headless", "--out", str(out)).facts
    again = call("--json", "demo", "--headless", "--out", str(out)).facts
    kinds = {Path(file).name.partition("-1")[0] for file in first["files"]}
    assert {"picklist-PL", "packing-slip-SH", "label-SH", "invoice-INV", "receipt-R", "credit-note-CN"} <= kinds
    assert all(Path(file).read_bytes().startswith(b"%PDF") for file in first["files"] + again["files"])
    assert first["pictures"] == [str(out / "orders.png")]
    assert not list(out.glob(".*"))
    assert all("day-report-2" in file for file in set(again["files"]) & set(first["files"]))
    assert len(again["steps"]) < len(first["steps"])
    for number in ("SO-1001", again["steps"][0].partition(": ")[2].split()[0]):
        assert call("--json", "order", "show", number).facts["state"] == "closed"
    assert call("--json", "check", "--deep").facts["findings"] == []


def test_without_a_window_there_are_papers_but_no_pictures(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "orderdesk.ui.pictures", None)
    said = call("--json", "demo", "--headless", "--out", str(tmp_path / "papers"))
    assert (said.code, said.facts["pictures"]) == (0, [])
    assert "No pictures were taken" in said.err


def test_the_demo_leaves_another_shop_alone(shop: Call) -> None:
    said = shop("--json", "demo", "--headless")
    assert (said.code, said.error["kind"]) == (3, "refused")
    assert "holds Northside" in said.error["message"]
    assert shop("--json", "order", "list").facts["orders"] == []


def test_a_rehearsal_ties_and_a_day_in_it_too(call: Call, database_url: str) -> None:
    made = call("--json", "seed", "--orders", "60", "--seed", "3", place=database_url).facts
    assert (made["orders"], made["open_orders"]) == (60, 15)
    assert call("--json", "check", "--deep", place=database_url).facts["findings"] == []
    states = {each["state"] for each in call("--json", "order", "list", place=database_url).facts["orders"]}
    assert states >= {"draft", "quote", "confirmed", "closed", "cancelled"}
    day = call("simulate", "--orders", "25", "--seed", "2", "--tills", "2", place=database_url)
    steps = [json.loads(line) for line in day.out.splitlines()]
    assert day.code == 0, day.err
    assert {"till opened", "sold", "placed", "picklist", "shipped", "invoiced", "paid", "till closed"} <= {
        each["step"] for each in steps
    }
    assert call("--json", "check", "--deep", place=database_url).facts["findings"] == []
    assert call("--json", "seed", place=database_url).code == 3


def test_the_same_seed_makes_the_same_shop(call: Call, tmp_path: Path) -> None:
    hashes = []
    for name in ("one", "two"):
        place = f"sqlite:///{tmp_path / name}.db"
        assert call("seed", "--orders", "40", "--seed", "9", "--day", "2026-05-29", place=place).code == 0
        hashes.append(call("--json", "check", "--deep", place=place).facts["hashes"])
    assert hashes[0] == hashes[1]


def test_a_day_needs_goods(call: Call) -> None:
    call("init", "--shop", str(NORTHSIDE))
    call("stock", "take", "MUG", "20")
    call("stock", "take", "TEE", "10")
    assert call("--json", "simulate").code == 3


def test_a_price_list_in_another_currency(shop_at: Call) -> None:
    assert shop_at("exchange-rate", "list").out == "Every price is in GBP.\n"
    said = shop_at("--json", "price", "keep", "Trade EUR", "--group", "Trade", "--currency", "EUR").error
    assert said["field"] == "currency"
    shop_at("exchange-rate", "set", "eur", "0.9", "--from", "2001-01-01")
    rates = shop_at("--json", "exchange-rate", "set", "EUR", "0.8571", "--from", "2002-01-01").facts
    assert rates["currency"] == "GBP"
    assert rates["rates"][0] == {"currency": "EUR", "rate": "0.8571", "from": "2002-01-01"}
    kept = shop_at("--json", "price", "keep", "Trade EUR", "--group", "Trade", "--currency", "EUR").facts["lists"]
    assert kept[0]["currency"] == "EUR"
    assert "EUR\N{NO-BREAK SPACE}11.00" in shop_at("price", "set", "Trade EUR", "MUG", "11").out
    shop_at("price", "group", "C-1001", "trade")
    why = shop_at("price", "why", "C-1001", "MUG").out.strip()
    assert why == "9.4281 from Trade EUR, from 1: EUR\N{NO-BREAK SPACE}11.00 at 0.8571 of 01/01/2002"
    assert len(shop_at("--json", "exchange-rate", "drop", "EUR", "2001-01-01").facts["rates"]) == 1
    assert "is in EUR" in shop_at("--json", "exchange-rate", "drop", "EUR", "2002-01-01").error["message"]


def test_price_lists_and_why_a_price_wins(shop_at: Call) -> None:
    assert "shop's prices" in shop_at("price", "list").out
    kept = shop_at("--json", "price", "keep", "Trade list", "--group", "Trade", "--to", "2999-12-31").facts["lists"]
    assert (kept[0]["group"], kept[0]["from"], kept[0]["to"], kept[0]["prices"]) == ("Trade", None, "2999-12-31", 0)
    said = shop_at("--json", "price", "set", "Trade list", "MUG", "11.20", "--from-quantity", "10")
    assert said.facts["prices"][0] == {
        "sku": "MUG", "from_quantity": "10", "price": "11.20", "from": None, "to": None
    }  # fmt: skip
    assert shop_at("price", "group", "C-1001", "trade").out.strip() == "In the group Trade."
    assert shop_at("price", "why", "C-1001", "MUG", "10").out.strip() == "11.20 from Trade list, from 10"
    assert shop_at("price", "why", "C-1001", "MUG", "9").out.strip() == "12.50 from the shop's list"
    assert shop_at("price", "customer", "C-1001", "MUG", "9.99", "--from", "2020-01-01").code == 0
    assert shop_at("--json", "price", "why", "C-1001", "MUG", "10").facts["price"] == "9.99"
    assert "No prices" in shop_at("price", "customer", "C-1001", "MUG", "--remove").out
    assert "no prices yet" in shop_at("price", "unset", "Trade list", "MUG", "--from-quantity", "10").out
    for words, code in (
        (("keep", "Euro", "--group", "Trade", "--currency", "EUR"), 3),
        (("set", "Spring", "MUG", "1"), 3),
        (("customer", "C-1001", "MUG", "dear"), 3),
        (("customer", "C-1001", "MUG", "1", "--from", "soon"), 2),
        (("group", "C-1001", "Press"), 3),
    ):
        assert shop_at("price", *words).code == code
    assert shop_at("price", "drop", "Trade list").code == 0
    assert "no group" in shop_at("price", "group", "C-1001").out


def test_the_demo_keeps_out_of_the_owners_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "orderdesk.ui.pictures", None)
    own = tmp_path / "own"
    monkeypatch.setenv("ORDERDESK_DATA_DIR", str(own))
    own.mkdir()
    monkeypatch.setenv("ORDERDESK_DB", f"sqlite:///{own / 'mine.db'}")
    assert main(["init", "--shop", str(NORTHSIDE)]) == 0
    before = (own / "mine.db").read_bytes()
    capsys.readouterr()
    # An older program has been here before.
    (own / "sample").mkdir()
    schema_steps.make_file(own / "sample" / "shop.db", 4)
    assert main(["--json", "demo", "--headless", "--out", str(tmp_path / "papers")]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["shop"], said["database"]) == ("Thistle & Tide", str(own / "sample" / "shop.db"))
    assert (own / "mine.db").read_bytes() == before
    assert main(["--json", "--data-dir", str(own / "sample"), "order", "show", "SO-1001"]) == 0
