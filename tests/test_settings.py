"""The settings of one PC: where they come from, which wins, and what can not be read."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from orderdesk import app
from orderdesk.domain.errors import BadInput, StorageFailed
from orderdesk.services.desk import UTC_ZONE
from orderdesk.settings import Settings, load, save


def test_without_anything_said_the_file_lies_in_the_users_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    found = load(environ={})
    assert (found.user, found.database) == ("owner", "")
    assert found.data_dir.name == "OrderDesk"
    assert app.address_of(found).database == str(found.data_dir / "shop.db")


def test_what_is_given_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('database = "sqlite:///file.db"\nuser = "ann"\n', encoding="utf-8")
    around = {"ORDERDESK_DATA_DIR": str(tmp_path), "ORDERDESK_FAULT": "import"}
    assert load(environ=around).database == "sqlite:///file.db"
    assert load(environ=around | {"ORDERDESK_DB": "sqlite:///env.db"}).database == "sqlite:///env.db"
    found = load(database="sqlite:///flag.db", user="ben", environ=around | {"ORDERDESK_DB": "sqlite:///env.db"})
    assert (found.database, found.user, found.fault) == ("sqlite:///flag.db", "ben", "import")


def test_a_folder_that_is_named_means_the_shop_in_it(tmp_path: Path) -> None:
    found = load(data_dir=str(tmp_path), environ={"ORDERDESK_DB": "sqlite:///env.db"})
    assert found.database == ""
    assert app.address_of(found).database == str(tmp_path / "shop.db")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("user = 7", "user"),
        ("printers = 'Office'", "printers"),
        ("[printers]\ninvoice = 7", "printers"),
        ("allow_network = 1", "allow_network"),
        ("user = ", None),
    ],
)
def test_what_can_not_be_read_is_named(tmp_path: Path, text: str, field: str | None) -> None:
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        load(data_dir=str(tmp_path), environ={})
    assert refused.value.field == field
    assert "config.toml" in str(refused.value)


def test_what_was_chosen_is_found_again(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('database = "sqlite:///file.db"\n', encoding="utf-8")
    chosen = replace(
        load(data_dir=str(tmp_path), environ={}),
        printers={"invoice": 'The "big" one \\ upstairs', "label": "Zebra\t2"},
        sizes={"invoice": "letter"},
    )
    save(chosen)
    assert load(data_dir=str(tmp_path), environ={}) == chosen


def test_settings_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "shop").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(StorageFailed, match=r"can not be (read|written)"):
        save(Settings(tmp_path / "shop"))
    assert [path.name for path in tmp_path.iterdir()] == ["shop"]


def test_a_desk_in_the_zone_of_its_shop(tmp_path: Path) -> None:
    desk = app.open_desk(Settings(tmp_path / "new", user="ann", fault="here"), create=True)
    try:
        assert (desk.user, desk.zone, desk.fault) == ("ann", UTC_ZONE, "here")
    finally:
        desk.database.close()
    assert stat.S_ISREG((tmp_path / "new" / "shop.db").stat().st_mode)


def test_the_window_opens_a_new_shop_and_one_it_knows(tmp_path: Path) -> None:
    for _ in range(2):
        app.open_for_window(Settings(tmp_path)).database.close()
    assert (tmp_path / "shop.db").exists()


def test_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "shop").write_text("", encoding="utf-8")
    with pytest.raises(StorageFailed, match="can not be made"):
        app.open_desk(Settings(tmp_path / "shop"), create=True)
