"""The settings of one PC: where they come from, which wins, and what cannot be read."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from orderdesk import app
from orderdesk.domain.values.errors import BadInput, StorageFailed
from orderdesk.persistence.database.engine import NoShop
from orderdesk.services.desk import UTC_ZONE
from orderdesk.settings import Settings, load, sample_of, save


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
    with pytest.raises(StorageFailed, match=r"cannot be (read|written)"):
        save(Settings(tmp_path / "shop"))
    assert [path.name for path in tmp_path.iterdir()] == ["shop"]


def test_a_desk_in_the_zone_of_its_shop(tmp_path: Path) -> None:
    desk = app.open_desk(Settings(tmp_path / "new", user="ann", fault="here"), create=True)
    try:
        assert (desk.user, desk.zone, desk.fault) == ("ann", UTC_ZONE, "here")
    finally:
        desk.database.close()
    assert stat.S_ISREG((tmp_path / "new" / "shop.db").stat().st_mode)


def test_the_window_makes_nothing_before_it_was_chosen_and_opens_what_it_knows(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "own")
    with pytest.raises(NoShop):
        app.open_for_window(settings)
    assert not settings.data_dir.exists()
    app.open_desk(settings, create=True).database.close()
    app.open_for_window(settings).database.close()


def test_the_sample_has_settings_and_a_folder_of_its_own(tmp_path: Path) -> None:
    own = Settings(
        tmp_path, database="postgresql+psycopg://od@desk/orders", user="anna", printers={"invoice": "Office"}
    )
    sample = sample_of(own)
    assert (sample.data_dir, sample.database, sample.sample) == (tmp_path / "sample", "", True)
    assert (sample.user, dict(sample.printers)) == ("owner", {})
    assert app.file_of_shop(sample) == tmp_path / "sample" / "shop.db"


def test_another_address_is_kept_beside_what_was_set(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('user = "anna"\n[printers]\ninvoice = "Office"\n', encoding="utf-8")
    before = load(data_dir=str(tmp_path), environ={})
    save(before, database="postgresql+psycopg://od@desk/orders")
    after = load(data_dir=str(tmp_path), environ={})
    assert after == replace(before, database="postgresql+psycopg://od@desk/orders")
    save(after)
    assert load(data_dir=str(tmp_path), environ={}) == after


def test_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "shop").write_text("", encoding="utf-8")
    with pytest.raises(StorageFailed, match="cannot be made"):
        app.open_desk(Settings(tmp_path / "shop"), create=True)
