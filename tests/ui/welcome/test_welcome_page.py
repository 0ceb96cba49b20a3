"""The first start of the window by keys: the sample shop, a shop of one's own with refused fields, and a backup."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from orderdesk.domain.prices.tax_presets import NO_RATE, tax_preset
from orderdesk.domain.values.money import with_percent
from orderdesk.services.desk import Desk
from orderdesk.services.shop.shop import logo_now, shop_now
from orderdesk.settings import Settings
from orderdesk.ui.shell.window import Program
from orderdesk.ui.welcome.page import WelcomePage
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.label import Label
from tests.countries import Country
from tests.ui.accessible import assert_accessible
from tests.ui.welcome.conftest import Begin
from tests.ui.welcome.test_upgrade_page import OLD

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


def page_of(program: Program) -> WelcomePage:
    return next(page for page in program.window.findChildren(WelcomePage) if page.isVisible())


def desk_of(program: Program) -> Desk:
    assert program.bench is not None
    return program.bench.desk


def tab_and_press(tabs: int) -> None:
    for _ in range(tabs):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)


def form_of(program: Program) -> FormDialog:
    tab_and_press(1)
    (form,) = program.window.findChildren(FormDialog)
    return form


def test_one_key_opens_the_sample_shop(settings: Settings, begin: Begin, qtbot: QtBot) -> None:
    program = begin(settings)
    page = page_of(program)
    assert QApplication.focusWidget() is page.sample
    assert_accessible(page)
    tab_and_press(0)
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert shop_now(desk_of(program)).name == "Thistle & Tide"


def test_it_says_where_the_data_will_be(settings: Settings, begin: Begin) -> None:
    page = page_of(begin(settings))
    said = " ".join(label.text() for label in page.findChildren(Label))
    assert str(settings.data_dir / "shop.db") in said


def test_no_tab_and_no_key_of_one_opens_before_there_is_a_shop(settings: Settings, begin: Begin) -> None:
    program = begin(settings)
    QTest.keyClick(page_of(program).sample, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert program.window.page is None
    assert program.window.banner.text == "The shop is not open yet."


def test_refused_fields_are_said_beside_them_and_nothing_typed_is_lost(
    settings: Settings, begin: Begin, qtbot: QtBot
) -> None:
    program = begin(settings)
    form = form_of(program)
    assert_accessible(form)
    QTest.keyClick(form, Qt.Key.Key_Return, CTRL)
    assert form.fields["name"].error
    QTest.keyClicks(form.fields["name"].editor, "Harbour Books")
    currency = form.fields["currency"].editor
    currency.selectAll()
    QTest.keyClicks(currency, "E1")
    QTest.keyClick(currency, Qt.Key.Key_Return, CTRL)
    assert "three letters such as EUR" in form.fields["currency"].error
    assert form.fields["name"].editor.text() == "Harbour Books"
    assert program.window.page is None
    currency.selectAll()
    QTest.keyClicks(currency, "GBP")
    QTest.keyClick(currency, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: program.window.page is not None)
    shop = shop_now(desk_of(program))
    assert (shop.name, shop.bank_details) == ("Harbour Books", "")


def tell_rate(form: FormDialog) -> None:
    """Where no rates of the country are known the shop says its own."""
    if form.fields["sales_tax"].isVisible():
        QTest.keyClicks(form.fields["sales_tax"].editor, "5")


def test_bank_account_and_logo_come_with_the_form(
    settings: Settings, begin: Begin, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, anywhere: Country
) -> None:
    broken = settings.data_dir / "broken.png"
    broken.write_bytes(b"no picture")
    logo = settings.data_dir / "logo.png"
    Image.new("RGB", (60, 30), "navy").save(logo)
    program = begin(settings)
    form = form_of(program)
    form.fields["name"].editor.setText("Harbour Books")
    form.fields["country"].editor.choose(anywhere.code)
    form.fields["country"].editor.picked.emit(anywhere.code)
    said = " ".join(label.text() for label in form.findChildren(Label))
    for rate in tax_preset(anywhere.code).rates:
        assert not rate.rate or with_percent(rate.rate) in said
    tell_rate(form)
    QTest.keyClicks(form.fields["bank_details"].editor, "Harbour Bank, account 1")
    for chosen in (broken, logo):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked, file=chosen: (str(file), ""))
        button = form.fields["logo"].editor
        QTest.keyClick(button, Qt.Key.Key_Return)
        assert button.text().strip() == chosen.name
        QTest.keyClick(form.fields["name"].editor, Qt.Key.Key_Return, CTRL)
        if chosen is broken:
            assert "no whole PNG or JPEG" in form.fields["logo"].error
            assert not (settings.data_dir / "shop.db").exists()
    qtbot.waitUntil(lambda: program.window.page is not None)
    desk = desk_of(program)
    assert (shop_now(desk).bank_details, shop_now(desk).country) == ("Harbour Bank, account 1", anywhere.code)
    assert logo_now(desk) is not None


@pytest.mark.parametrize("usual", [True, False])
def test_the_form_asks_whether_prices_contain_their_tax(
    settings: Settings, begin: Begin, qtbot: QtBot, anywhere: Country, usual: bool
) -> None:
    program = begin(settings)
    form = form_of(program)
    QTest.keyClicks(form.fields["name"].editor, "Harbour Books")
    form.fields["country"].editor.choose(anywhere.code)
    form.fields["country"].editor.picked.emit(anywhere.code)
    prices = form.fields["inclusive"].editor
    assert prices.value() is (anywhere.code != "US")
    tell_rate(form)
    if not usual:
        prices.choose(not prices.value())
    QTest.keyClick(form.fields["name"].editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert shop_now(desk_of(program)).tax_profile.inclusive is ((anywhere.code != "US") is usual)


def test_a_tax_rate_that_is_no_number_is_said_under_it(settings: Settings, begin: Begin) -> None:
    form = form_of(begin(settings))
    QTest.keyClicks(form.fields["name"].editor, "Harbour Books")
    form.fields["country"].editor.choose("US")
    form.fields["country"].editor.picked.emit("US")
    rate = form.fields["sales_tax"]
    assert rate.isVisible()
    QTest.keyClick(rate.editor, Qt.Key.Key_Return, CTRL)
    assert rate.error == NO_RATE
    QTest.keyClicks(rate.editor, "many")
    QTest.keyClick(rate.editor, Qt.Key.Key_Return, CTRL)
    assert rate.error not in ("", NO_RATE)


def test_esc_leaves_the_form_and_no_shop_is_made(settings: Settings, begin: Begin) -> None:
    program = begin(settings)
    form = form_of(program)
    QTest.keyClicks(form.fields["name"].editor, "Harbour Books")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert page_of(program).isVisible()
    assert program.bench is None
    assert not (settings.data_dir / "shop.db").exists()


def test_a_backup_is_restored_on_the_first_start(
    settings: Settings, begin: Begin, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(OLD), ""))
    program = begin(settings)
    tab_and_press(2)
    qtbot.waitUntil(lambda: program.window.page is not None)
    with desk_of(program).reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM orders").scalar() == 55


def test_a_bad_backup_is_refused_and_the_other_ways_stay_open(
    settings: Settings, begin: Begin, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = settings.data_dir / "bad.odbackup"
    bad.write_text("no", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(bad), ""))
    program = begin(settings)
    tab_and_press(2)
    QApplication.processEvents()
    page = page_of(program)
    assert "damaged or not an OrderDesk backup" in page.banner.text
    QTest.keyClick(page.sample, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert shop_now(desk_of(program)).name == "Thistle & Tide"
