"""The sample shop has a folder of its own: from it to one's own shop and back, thrown away and made anew."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from orderdesk import app as door
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import place_order
from orderdesk.services.shop.shop import open_shop, shop_now
from orderdesk.services.shop.shop_forms import ShopForm
from orderdesk.services.showroom.sample_shop import open_sample_shop
from orderdesk.services.showroom.sample_sign import NAME
from orderdesk.settings import Settings
from orderdesk.ui.shell.starting.other_shops import KEY
from orderdesk.ui.shell.window import Program
from orderdesk.ui.welcome.page import WelcomePage
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.forms.dialog import Question
from tests.countries import Country
from tests.ui.accessible import assert_accessible
from tests.ui.welcome.conftest import Begin, leave


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "own")


def desk_of(program: Program) -> Desk:
    assert program.bench is not None
    return program.bench.desk


def own_shop(settings: Settings, country: str = "GB") -> Path:
    desk = door.open_desk(settings, create=True)
    open_shop(desk, ShopForm("Harbour Books", country=country))
    desk.database.close()
    return settings.data_dir / "shop.db"


def in_sample(begin: Begin, settings: Settings, qtbot: QtBot) -> Program:
    """The window in the sample shop, chosen by one key where nothing was chosen yet."""
    program = begin(settings)
    if program.window.page is None:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert program.settings.sample
    return program


def bars(program: Program) -> list[Banner]:
    return [each for each in program.window.findChildren(Banner) if each.isVisible() and "sample shop" in each.text]


def go(program: Program, command: str, qtbot: QtBot) -> None:
    """Run a command of the palette and wait for what it opens."""
    before = program.shop
    assert program.window.commands.run(command)
    for question in program.window.findChildren(Question):
        question.verb.setFocus()
        QTest.keyClick(question.verb, Qt.Key.Key_Return)
    welcome = program.window.findChildren
    qtbot.waitUntil(
        lambda: (
            (program.shop is not before and program.window.page is not None)
            or any(each.isVisible() for each in welcome(WelcomePage))
        )
    )


def orders_in(program: Program) -> int:
    with desk_of(program).reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM orders").scalar_one())


def test_the_sample_opens_with_orders_in_a_folder_of_its_own(settings: Settings, begin: Begin, qtbot: QtBot) -> None:
    program = in_sample(begin, settings, qtbot)
    assert orders_in(program) > 15
    assert (settings.data_dir / "sample" / "shop.db").exists()
    assert not (settings.data_dir / "shop.db").exists()
    (bar,) = bars(program)
    assert_accessible(bar)
    for tab in program.window.tabs:
        program.window.go_to(tab.id)
        assert bar.isVisible()
    assert program.bench is not None
    assert program.bench.restore_shop is None


def test_one_key_leads_from_the_sample_to_ones_own_shop(
    settings: Settings, begin: Begin, qtbot: QtBot, anywhere: Country
) -> None:
    program = in_sample(begin, settings, qtbot)
    QTest.keyClick(
        program.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    (page,) = [each for each in program.window.findChildren(WelcomePage) if each.isVisible()]
    assert QApplication.focusWidget() is page.own
    page._ways.own(ShopForm("Harbour Books", country=anywhere.code))
    qtbot.waitUntil(lambda: program.window.page is not None)
    shop = shop_now(desk_of(program))
    assert (shop.name, shop.country, shop.currency) == ("Harbour Books", anywhere.code, anywhere.currency)
    assert not bars(program)
    assert orders_in(program) == 0
    go(program, "shop.sample", qtbot)
    assert shop_now(desk_of(program)).name == NAME
    assert orders_in(program) > 15
    (bar,) = bars(program)
    (link,) = [each for each in bar.findChildren(QPushButton) if each.text() == f"Open my shop ({KEY})"]
    QTest.keyClick(link, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.page is not None and not program.settings.sample)
    assert shop_now(desk_of(program)).name == "Harbour Books"


def test_the_next_start_opens_ones_own_shop_else_the_sample(settings: Settings, begin: Begin, qtbot: QtBot) -> None:
    first = in_sample(begin, settings, qtbot)
    leave(first)
    second = begin(settings)
    assert second.settings.sample
    assert bars(second)
    leave(second)
    own_shop(settings)
    third = begin(settings)
    assert shop_now(desk_of(third)).name == "Harbour Books"
    assert not bars(third)


def test_the_sample_is_made_anew_and_thrown_away_beside_ones_own_shop(
    settings: Settings, begin: Begin, qtbot: QtBot
) -> None:
    own = own_shop(settings)
    before = sha256(own.read_bytes()).hexdigest()
    program = begin(settings)
    go(program, "shop.sample", qtbot)
    fresh = orders_in(program)
    place_order(desk_of(program), OrderRequest(lines=(LineRequest(pieces(1), "MUG-SEA"),), customer_id=1))
    assert orders_in(program) == fresh + 1
    go(program, "shop.anew", qtbot)
    assert (program.settings.sample, orders_in(program)) == (True, fresh)
    go(program, "shop.throw-away", qtbot)
    assert shop_now(desk_of(program)).name == "Harbour Books"
    assert not (settings.data_dir / "sample" / "shop.db").exists()
    assert not list((settings.data_dir / "sample" / "backups").glob("*"))
    leave(program)
    assert sha256(own.read_bytes()).hexdigest() == before


def test_a_sample_in_the_place_of_ones_own_shop_moves_out_of_it(settings: Settings, begin: Begin, qtbot: QtBot) -> None:
    desk = door.open_desk(settings, create=True)
    open_sample_shop(desk)
    desk.database.close()
    program = begin(settings)
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert not program.settings.sample
    assert bars(program)
    assert orders_in(program) > 15
    orders = orders_in(program)
    go(program, "shop.own", qtbot)
    assert not (settings.data_dir / "shop.db").exists()
    (page,) = [each for each in program.window.findChildren(WelcomePage) if each.isVisible()]
    page.open_sample()
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert (program.settings.sample, orders_in(program)) == (True, orders)


def test_what_is_not_the_sample_is_not_thrown_away(settings: Settings, begin: Begin, qtbot: QtBot) -> None:
    program = in_sample(begin, settings, qtbot)
    leave(program)
    other = own_shop(Settings(data_dir=settings.data_dir.parent / "other"))
    strange = settings.data_dir / "sample" / "shop.db"
    strange.write_bytes(other.read_bytes())
    again = begin(settings)
    go(again, "shop.throw-away", qtbot)
    assert "is not the sample shop" in again.window.banner.text
    assert shop_now(desk_of(again)).name == "Harbour Books"
    assert strange.exists()
