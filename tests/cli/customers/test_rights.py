"""The command line obeys the rights of who works, asks for their PIN, and takes what another person allows."""

from __future__ import annotations

from pathlib import Path

import pytest

from orderdesk.persistence.database.engine import open_database
from orderdesk.persistence.record.history import history_of
from tests.cli.conftest import Call
from tests.stamps import stamp

PIN, APPROVER = "ORDERDESK_PIN", "ORDERDESK_APPROVER_PIN"


@pytest.fixture
def staffed(shop_at: Call, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Call:
    """A shop with a packer who has no PIN, and a manager who has one."""
    nowhere = shop_at("user", "pin", "max")
    assert (nowhere.code, nowhere.err) == (3, "Give the new PIN of max in ORDERDESK_NEW_PIN.\n")
    monkeypatch.setenv("ORDERDESK_NEW_PIN", "24680")

    def hire() -> None:
        assert shop_at("user", "add", "paul", "--role", "packer").code == 0
        assert shop_at("user", "add", "max", "--role", "manager").code == 0
        assert shop_at("user", "pin", "max").code == 0

    stamp(database_url, "northside.toml staffed", hire)
    return shop_at


def test_a_right_that_lacks_is_refused_with_three(staffed: Call) -> None:
    answer = staffed("--json", "--user", "paul", "stock", "adjust", "MUG", "1", "--reason", "found")
    assert answer.code == 3
    assert answer.error["kind"] == "not-allowed"
    assert answer.error["message"] == "paul (packer) may not adjust stock; ask an owner or a manager."


def test_a_pin_is_asked_for_and_never_an_argument(staffed: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("--user", "max", "stock", "adjust", "MUG", "1", "--reason", "found")
    answer = staffed(*words)
    assert (answer.code, answer.err) == (3, f"max has a PIN; give it in {PIN}.\n")
    monkeypatch.setenv(PIN, "11112")
    assert staffed(*words).err == "That is not the PIN of max.\n"
    monkeypatch.setenv(PIN, "24680")
    assert staffed(*words).code == 0


def test_a_living_shop_is_replaced_only_by_who_may(staffed: Call, tmp_path: Path) -> None:
    archive = str(tmp_path / "kept.odbackup")
    assert staffed("backup", "--to", archive).code == 0
    assert staffed("stock", "receive", "MUG", "7").code == 0
    refused = staffed("--json", "--user", "paul", "restore", archive)
    assert (refused.code, refused.error["kind"]) == (3, "not-allowed")
    assert staffed("--json", "stock", "show", "MUG").facts["on_hand"] == "27"
    assert staffed("restore", archive).code == 0
    assert staffed("--json", "stock", "show", "MUG").facts["on_hand"] == "20"


def test_another_person_allows_it_once(staffed: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("--user", "paul", "--approved-by", "max", "stock", "adjust", "MUG", "1", "--reason", "found")
    monkeypatch.setenv(APPROVER, "24680")
    assert staffed(*words).err == "Enter the reason.\n"
    assert staffed("--because", "counted twice", *words).code == 0


def test_people_are_kept_from_the_command_line(staffed: Call) -> None:
    assert staffed("user", "role", "paul", "counter").code == 0
    assert staffed("user", "limit", "counter", "discount", "15").code == 0
    assert staffed("user", "limit", "counter", "cash-back", "any").code == 0
    assert staffed("user", "pin", "max", "--remove").code == 0
    assert staffed("user", "retire", "max").code == 0
    listed = {each["user"]: each for each in staffed("--json", "user", "list").facts["users"]}
    assert listed["paul"]["role"] == "counter"
    assert listed["max"] == {"user": "max", "role": "manager", "active": False, "has_pin": False}
    assert staffed("user", "limit", "counter", "discount", "101").code in (2, 3)


READS = (
    ("export", "customers", "OUT.csv"),
    ("backup", "--to", "OUT.odbackup"),
    ("report", "day"),
    ("report", "sales-by-day"),
    ("check", "--deep"),
    ("check",),
    ("order", "list"),
    ("stock", "show", "MUG"),
    ("customer", "list"),
    ("user", "list"),
    ("price", "list"),
    ("till", "x"),
)


@pytest.mark.parametrize("words", READS, ids=[" ".join(words[:2]) for words in READS])
@pytest.mark.parametrize("name", ["ghost", "gone", "Owner", " "])
def test_a_name_that_does_not_work_here_reads_nothing(
    staffed: Call, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    assert staffed("user", "add", "gone", "--role", "owner").code == 0
    assert staffed("user", "retire", "gone").code == 0
    refused = staffed("--user", name, *(word.replace("OUT", str(tmp_path / "out")) for word in words))
    assert (refused.code, refused.out) == (3, "")
    assert "does not work here" in refused.err or "say who you are" in refused.err
    assert not list(tmp_path.glob("out*"))


@pytest.mark.parametrize(
    ("words", "right"),
    [
        (("export", "customers", "OUT.csv"), "export data"),
        (("backup", "--to", "OUT.odbackup"), "back up"),
        (("report", "day"), "see figures"),
        (("report", "sales-by-day"), "see figures"),
        (("check", "--deep"), "see figures"),
    ],
)
def test_data_and_figures_leave_the_shop_with_a_right(
    staffed: Call, tmp_path: Path, words: tuple[str, ...], right: str
) -> None:
    asked = [word.replace("OUT", str(tmp_path / "out")) for word in words]
    refused = staffed("--json", "--user", "paul", *asked)
    assert (refused.code, refused.error["kind"]) == (3, "not-allowed")
    assert f"may not {right}; ask an owner or a manager." in refused.error["message"]
    assert not list(tmp_path.glob("out*"))
    assert staffed(*asked).code == 0


def test_what_left_the_shop_is_in_its_history(staffed: Call, tmp_path: Path, database_url: str) -> None:
    assert staffed("export", "customers", str(tmp_path / "out.csv")).code == 0
    assert staffed("backup", "--to", str(tmp_path / "out.odbackup")).code == 0
    database = open_database(database_url)
    try:
        with database.reading() as connection:
            newest = [each.what for each in history_of(connection, "books", 0)][:2]
    finally:
        database.close()
    assert newest == ["backed up", "exported"]
