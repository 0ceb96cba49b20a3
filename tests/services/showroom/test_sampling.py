"""The sample shop at work, and what may be thrown away or moved: the sample alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from orderdesk.domain.values.errors import Refused, StorageFailed
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.services.desk import Desk
from orderdesk.services.shop.shop import edit_shop, form_of, open_shop, shop_now
from orderdesk.services.shop.shop_forms import ShopForm
from orderdesk.services.showroom.sample_shop import open_sample_shop, read_sample_shop
from orderdesk.services.showroom.sample_sign import NAME, is_sample, lacks_orders
from orderdesk.services.showroom.sampling import make_sample, move_aside, throw_away
from tests.countries import Country


def desk_at(url: str) -> Desk:
    return Desk(open_or_create(url))


def count_orders(desk: Desk) -> int:
    with desk.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM orders").scalar_one())


def test_the_sample_is_made_once_with_orders_in_every_state(database_url: str) -> None:
    desk = desk_at(database_url)
    open_sample_shop(desk)
    assert lacks_orders(desk)
    make_sample(desk)
    made = count_orders(desk)
    assert made > 15
    make_sample(desk)
    assert (count_orders(desk), lacks_orders(desk)) == (made, False)
    desk.database.close()


def test_the_sample_is_known_by_what_it_began_as(database_url: str) -> None:
    assert read_sample_shop().form.name == NAME
    desk = desk_at(database_url)
    open_sample_shop(desk)
    assert is_sample(desk)
    edit_shop(desk, replace(form_of(shop_now(desk)), name="Harbour Books"))
    assert is_sample(desk)
    desk.database.close()


def test_a_shop_of_any_country_is_no_sample_whatever_it_is_called_later(database_url: str, anywhere: Country) -> None:
    desk = desk_at(database_url)
    open_shop(desk, ShopForm("Harbour Books", country=anywhere.code))
    edit_shop(desk, replace(form_of(shop_now(desk)), name=NAME))
    assert not is_sample(desk)
    assert not lacks_orders(desk)
    desk.database.close()


def file_with(folder: Path, *, sample: bool) -> Path:
    folder.mkdir()
    desk = desk_at(f"sqlite:///{folder / 'shop.db'}")
    if sample:
        open_sample_shop(desk)
    else:
        open_shop(desk, ShopForm("Harbour Books"))
    desk.database.close()
    return folder / "shop.db"


def test_the_sample_goes_with_its_backups_and_leaves_all_else(tmp_path: Path) -> None:
    file = file_with(tmp_path / "sample", sample=True)
    backups = tmp_path / "sample" / "backups"
    backups.mkdir()
    (backups / "shop.odbackup").write_text("x", encoding="utf-8")
    (backups / "letter.txt").write_text("x", encoding="utf-8")
    throw_away(file, backups)
    locks = {"shop.db-lock", "shop.db-turn", "shop.db-next"}
    assert {each.name for each in file.parent.glob("shop.db*")} <= locks
    assert [each.name for each in backups.iterdir()] == ["letter.txt"]
    throw_away(file, backups)


def test_no_other_shop_is_thrown_away_or_moved(tmp_path: Path) -> None:
    file = file_with(tmp_path / "own", sample=False)
    before = file.read_bytes()
    for do in (lambda: throw_away(file, tmp_path), lambda: move_aside(file, tmp_path / "sample")):
        with pytest.raises(Refused, match="is not the sample shop"):
            do()
    assert file.read_bytes() == before


def test_a_sample_in_use_stays(tmp_path: Path) -> None:
    file = file_with(tmp_path / "sample", sample=True)
    desk = desk_at(f"sqlite:///{file}")
    with pytest.raises(StorageFailed, match="open in another program"):
        throw_away(file, tmp_path)
    assert is_sample(desk)
    desk.database.close()


def test_a_sample_moves_whole_and_takes_the_name_of_no_other(tmp_path: Path) -> None:
    file = file_with(tmp_path / "own", sample=True)
    there = file_with(tmp_path / "sample", sample=True)
    before = there.read_bytes()
    moved = move_aside(file, there.parent)
    assert (moved.name, file.exists(), there.read_bytes()) == ("shop-2.db", False, before)
    desk = desk_at(f"sqlite:///{moved}")
    assert is_sample(desk)
    desk.database.close()
