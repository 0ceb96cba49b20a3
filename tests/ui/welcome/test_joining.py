"""Joining a shop that several PCs share, by keys: tried first, kept on this PC, and there at the next start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import make_url

from orderdesk import app as door
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.persistence.database import engine
from orderdesk.persistence.database.failures import PasswordNeeded
from orderdesk.services.desk import Desk
from orderdesk.services.shop.shop import open_shop, shop_now
from orderdesk.services.shop.shop_forms import ShopForm
from orderdesk.settings import Settings, load
from orderdesk.ui.shell.window import Program
from orderdesk.ui.welcome.page import WelcomePage
from orderdesk.ui.welcome.password_page import PasswordPage
from orderdesk.ui.widgets.forms.dialog import FormDialog
from tests.countries import Country
from tests.ui.accessible import assert_accessible
from tests.ui.welcome.conftest import Begin, leave


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "own")


def shared_shop(url: str, country: str = "GB") -> None:
    desk = Desk(open_or_create(url))
    open_shop(desk, ShopForm("Harbour Books", country=country))
    desk.database.close()


def shown(program: Program, kind: type[Any]) -> Any:
    return next((each for each in program.window.findChildren(kind) if each.isVisible()), None)


def fill(program: Program, url: str, **more: str) -> FormDialog:
    """Open the form by keys and fill it in."""
    page = shown(program, WelcomePage)
    page.join.setFocus()
    QTest.keyClick(page.join, Qt.Key.Key_Return)
    form: FormDialog = shown(program, FormDialog)
    address = make_url(url)
    wanted = {
        "host": str(address.host),
        "port": str(address.port),
        "name": str(address.database),
        "user": str(address.username),
    }
    for name, text in (wanted | more).items():
        editor = form.fields[name].editor
        assert isinstance(editor, QLineEdit)
        editor.setText(text)
    return form


def send(form: FormDialog) -> None:
    QTest.keyClick(form.fields["host"].editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def desk_of(program: Program) -> Desk:
    assert program.bench is not None
    return program.bench.desk


def test_a_shared_shop_is_joined_and_there_at_the_next_start(
    settings: Settings, begin: Begin, qtbot: QtBot, postgres_url: str, anywhere: Country
) -> None:
    shared_shop(postgres_url, anywhere.code)
    program = begin(settings)
    form = fill(program, postgres_url, password="s3cret")
    assert_accessible(form)
    password = form.fields["password"].editor
    assert isinstance(password, QLineEdit)
    assert password.echoMode() == QLineEdit.EchoMode.Password
    send(form)
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert shop_now(desk_of(program)).country == anywhere.code
    leave(program)
    kept = settings.config.read_text(encoding="utf-8")
    assert str(make_url(postgres_url).database) in kept
    assert "s3cret" not in kept
    assert not (settings.data_dir / "shop.db").exists()
    again = begin(load(data_dir=str(settings.data_dir), environ={}))
    assert desk_of(again).database.path is None
    assert shop_now(desk_of(again)).name == "Harbour Books"


def test_a_password_is_kept_only_where_that_is_wanted(
    settings: Settings, begin: Begin, qtbot: QtBot, postgres_url: str
) -> None:
    shared_shop(postgres_url)
    program = begin(settings)
    form = fill(program, postgres_url, password="s3cret")
    form.fields["keep"].editor.choose(True)
    send(form)
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert "s3cret" in settings.config.read_text(encoding="utf-8")


def test_a_server_that_does_not_answer_is_said_and_nothing_is_kept(
    settings: Settings, begin: Begin, qtbot: QtBot, postgres_url: str
) -> None:
    program = begin(settings)
    form = fill(program, postgres_url, port="many")
    send(form)
    assert "many is not a port" in form.fields["port"].error
    form.fields["port"].editor.setText("1")
    send(form)
    page = shown(program, WelcomePage)
    qtbot.waitUntil(lambda: "does not answer" in page.banner.text)
    # Without a window manager nobody else gives the window its place back.
    program.window.activateWindow()
    qtbot.waitUntil(page.join.hasFocus)
    assert not settings.config.exists()
    (change,) = [each for each in page.banner.findChildren(QPushButton) if each.text() == "Change the address"]
    change.click()
    again = shown(program, FormDialog)
    assert again.fields["port"].text == "1"
    assert again.fields["name"].text == make_url(postgres_url).database
    assert again.fields["password"].text == ""


def test_in_an_empty_database_ones_own_shop_can_begin(
    settings: Settings, begin: Begin, qtbot: QtBot, postgres_url: str
) -> None:
    program = begin(settings)
    send(fill(program, postgres_url))
    qtbot.waitUntil(lambda: "holds no shop yet" in shown(program, WelcomePage).banner.text)
    page = shown(program, WelcomePage)
    page._ways.own(ShopForm("Harbour Books"))
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert desk_of(program).database.path is None
    assert shop_now(desk_of(program)).name == "Harbour Books"


def test_a_password_that_the_server_asks_for_is_typed_unseen(
    settings: Settings, begin: Begin, qtbot: QtBot, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared_shop(postgres_url)
    real = engine.known_revision

    def asking(pool: Any, place: str) -> str | None:
        if pool.url.password != "s3cret":
            raise PasswordNeeded(f"The server of {place} asks for a password.")
        return real(pool, place)

    monkeypatch.setattr(engine, "known_revision", asking)
    program = begin(replace(settings, database=postgres_url))
    page = shown(program, PasswordPage)
    assert_accessible(page)
    assert page.password.echoMode() == QLineEdit.EchoMode.Password
    assert QApplication.focusWidget() is page.password
    QTest.keyClicks(page.password, "wrong")
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "asks for a password" in page.banner.text and page.password.hasFocus())
    page.password.clear()
    QTest.keyClicks(page.password, "s3cret")
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert shop_now(desk_of(program)).name == "Harbour Books"
    assert not settings.config.exists()


def test_who_can_not_reach_the_server_may_look_around_meanwhile(
    settings: Settings, begin: Begin, qtbot: QtBot, postgres_url: str
) -> None:
    away = make_url(postgres_url).set(port=1).render_as_string(hide_password=False)
    program = begin(replace(settings, database=away))
    page = program.window.instead
    assert page is not None
    (look,) = [each for each in page.findChildren(QPushButton) if each.text() == "Open the sample shop"]
    look.click()
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert program.settings.sample
    assert door.file_of_shop(program.settings) == settings.data_dir / "sample" / "shop.db"
