"""No door of the command line writes over the shop, keeps a card number, trips over an address or leaks a password."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from orderdesk.cli import care as upkeep
from orderdesk.persistence.database.failures import Busy
from tests.cli.conftest import Call, an_order

CARD = "4111 1111 1111 1111"
WRITERS = (
    ("export", "customers", "TARGET"),
    ("report", "sales-by-day", "-o", "TARGET"),
    ("import", "products", "FILE", "--errors", "TARGET"),
    ("print", "invoice", "INV-1", "-o", "TARGET"),
    ("e-invoice", "INV-1", "-o", "TARGET"),
)


def filled(words: tuple[str, ...], target: Path, file: Path) -> list[str]:
    return [str(target) if word == "TARGET" else str(file) if word == "FILE" else word for word in words]


@pytest.mark.parametrize("words", WRITERS, ids=[words[0] for words in WRITERS])
@pytest.mark.parametrize("kind", ["by its name", "by a link", "by a hard link"])
def test_the_shop_is_no_target(shop: Call, tmp_path: Path, words: tuple[str, ...], kind: str) -> None:
    database, file = tmp_path / "shop" / "shop.db", tmp_path / "items.csv"
    file.write_text("sku,name,price\nA,Cup,1.00\n")
    target = database if kind == "by its name" else tmp_path / f"out{'.pdf' if words[0][0] in 'pe-' else '.csv'}"
    if words[0] in ("export", "report"):
        target = target if target == database else target.with_suffix(".csv")
    if kind == "by a link":
        target.symlink_to(database)
    elif kind == "by a hard link":
        os.link(database, target)
    before = database.read_bytes()
    refused = shop(*filled(words, target, file))
    assert refused.code in (2, 3)
    assert "file of the shop" in refused.err or "Name a file that ends in" in refused.err
    assert shop("--json", "check").facts["ok"]
    assert database.read_bytes()[:100] == before[:100]


def test_files_and_folder_are_their_owners_alone(shop: Call, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    (folder / "shop.db").chmod(0o644)
    folder.chmod(0o755)
    assert shop("backup").code == 0
    assert shop("export", "customers", str(tmp_path / "out.csv")).code == 0
    found = [folder, *folder.rglob("*"), tmp_path / "out.csv"]
    assert not [str(each) for each in found if stat.S_IMODE(each.stat().st_mode) & 0o077]


def test_what_a_killed_program_left_is_swept(shop: Call, tmp_path: Path) -> None:
    assert shop("backup").code == 0
    left = [
        tmp_path / "shop" / ".shop.db.0badcafe.part",
        tmp_path / "shop" / ".shop.db.0badcafe.part-journal",
        tmp_path / "shop" / "backups" / ".shop-20261130-120000.odbackup.0badcafe.part",
    ]
    for path in left:
        path.write_bytes(b"half a shop")
    assert shop("stock", "show", "MUG").code == 0
    assert not [path for path in left if path.exists()]


def test_a_foreign_file_in_the_place_of_the_shop_is_moved_aside(shop: Call, tmp_path: Path) -> None:
    archive, database = tmp_path / "kept.odbackup", tmp_path / "shop" / "shop.db"
    assert shop("backup", "--to", str(archive)).code == 0
    database.write_bytes(b"%PDF-1.7 a paper")
    assert shop("check").code == 3
    restored = shop("--json", "restore", str(archive))
    assert Path(restored.facts["kept"]).read_bytes() == b"%PDF-1.7 a paper"
    assert shop("--json", "check", "--deep").facts["ok"]


def test_a_busy_shop_stops_a_restore(shop: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "kept.odbackup"
    assert shop("backup", "--to", str(archive)).code == 0
    assert shop("stock", "receive", "MUG", "7").code == 0

    def busy(*_: object) -> None:
        raise Busy("The shop is busy.")

    monkeypatch.setattr(upkeep, "loss_of", busy)
    assert shop("restore", str(archive)).code == 4
    assert shop("--json", "stock", "show", "MUG").facts["on_hand"] == "27"


def test_a_backup_with_a_trigger_of_its_own_is_refused(shop: Call, tmp_path: Path) -> None:
    archive = tmp_path / "kept.odbackup"
    connection = sqlite.connect(str(tmp_path / "shop" / "shop.db"), isolation_level=None)
    connection.execute("CREATE TRIGGER helpful AFTER INSERT ON payments BEGIN UPDATE users SET role = 'owner'; END")
    connection.close()
    assert shop("backup", "--to", str(archive)).code == 0
    refused = shop("restore", str(archive))
    assert refused.code == 3
    assert "holds a foreign trigger helpful" in refused.err
    assert "seal.schema" in shop("check", "--deep").out


def test_pins_are_in_no_backup_and_stay_through_a_restore(
    shop: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "kept.odbackup"
    monkeypatch.setenv("ORDERDESK_NEW_PIN", "24680")
    assert shop("user", "pin", "owner").code == 0
    monkeypatch.setenv("ORDERDESK_PIN", "24680")
    assert shop("backup", "--to", str(archive)).code == 0
    assert shop("restore", str(archive)).code == 0
    monkeypatch.delenv("ORDERDESK_PIN")
    assert shop("check").code == 3
    other = ("--data-dir", str(tmp_path / "other"))
    assert shop(*other, "restore", str(archive)).code == 0
    assert [each["has_pin"] for each in shop(*other, "--json", "user", "list").facts["users"]] == [False]


@pytest.mark.parametrize(
    "order",
    [
        {"reference": CARD},
        {"note_internal": CARD},
        {"note_to_customer": f"card {CARD}"},
        {"gift_message": CARD.replace(" ", "-")},
        {"ship_to": {"name": CARD, "line1": "1 Road", "city": "Leeds", "postcode": "LS1 1AA", "country": "GB"}},
    ],
    ids=lambda order: next(iter(order)),
)
def test_no_card_number_is_kept_with_an_order(shop_at: Call, order: dict[str, object]) -> None:
    refused = shop_at("order", "add", "-", given=an_order(**order))
    assert refused.code in (2, 3), refused.out
    assert "1111" not in refused.err


@pytest.mark.parametrize(
    "words",
    [
        ("pay", "SO-1001", "--tender", "card", "--reference", CARD),
        ("order", "cancel", "SO-1001", "--reason", CARD),
        ("order", "hold", "SO-1001", "--note", CARD),
        ("stock", "adjust", "MUG", "1", "--reason", CARD),
        ("user", "add", CARD),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_no_card_number_is_kept_by_any_verb(shop_at: Call, words: tuple[str, ...]) -> None:
    assert shop_at("order", "add", "-", given=an_order()).code == 0
    refused = shop_at(*words)
    assert refused.code in (2, 3), refused.out
    assert "1111" not in refused.err


def test_a_file_with_a_card_number_is_told_row_by_row_or_refused(shop: Call, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(f"name,phone,notes,address1,city,postcode,country\n{CARD},,,1 Road,Leeds,LS1 1AA,GB\n")
    said = shop("import", "customers", str(file))
    assert said.code != 70
    assert "4111" not in shop("customer", "list").out


def test_a_file_of_customers_comes_in_whatever_their_telephones(shop_at: Call, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    rows = [f"Person {n},+49 4642 {1200 + n},{n} Road,Kappeln,24376,DE" for n in range(40)]
    file.write_text("name,phone,address1,city,postcode,country\n" + "\n".join(rows))
    said = shop_at("import", "customers", str(file))
    assert (said.code, said.err) == (0, "")
    assert "Person 12" in shop_at("customer", "list").out


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://u@h:abc/x",
        "postgresql+psycopg://u@h:99999/x",
        "postgresql+psycopg://[::1/x",
        "postgresql+psycopg://u@127.0.0.1:1/x?bogus=1",
        "postgresql+foo://h/x",
        "sqlite:////tmp/x.db?bogus=1",
        "sqlite://",
        "mysql://x/y",
        "nonsense",
        " ",
    ],
)
def test_an_address_that_is_none_is_refused_with_a_sentence(call: Call, address: str) -> None:
    refused = call("--json", "check", place=address)
    assert (refused.code, refused.error["kind"]) == (2, "bad-input")


@pytest.mark.parametrize("address", ["postgresql+psycopg://u:pw@h/x", "postgresql+psycopg://h/x?password=pw"])
def test_a_password_is_not_taken_from_the_words_of_a_call(call: Call, address: str) -> None:
    refused = call("--json", "check", place=address)
    assert (refused.code, refused.error["field"]) == (2, "db")
    assert "pgpass" in refused.error["message"]


@pytest.mark.parametrize("verb", [("purchase", "list"), ("order", "list"), ("customer", "list")])
def test_thousands_of_words_are_no_fault(shop_at: Call, verb: tuple[str, ...]) -> None:
    assert shop_at(*verb, "--search", "mug " * 3_000).code == 0


def test_locked_out_people_are_let_in_by_an_owner(shop: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shop("user", "add", "max", "--role", "manager").code == 0
    monkeypatch.setenv("ORDERDESK_NEW_PIN", "24680")
    assert shop("user", "pin", "max").code == 0
    monkeypatch.setenv("ORDERDESK_PIN", "13579")
    said = [shop("--user", "max", "order", "list").err for _ in range(4)]
    assert "Too many wrong PINs for max at this PC" in said[-1]
    assert shop("user", "unlock", "max").code == 0
    monkeypatch.setenv("ORDERDESK_PIN", "24680")
    assert shop("--user", "max", "order", "list").code == 0


def test_a_verb_in_a_process_of_its_own_leaves_private_files(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "orderdesk", "--json", "--data-dir", str(tmp_path / "own"), "init"]
    said = subprocess.run(command, capture_output=True, text=True, umask=0o022, check=True)
    assert json.loads(said.stdout)
    found = [tmp_path / "own", *(tmp_path / "own").rglob("*")]
    assert not [str(each) for each in found if stat.S_IMODE(each.stat().st_mode) & 0o077]
