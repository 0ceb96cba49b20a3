"""The window around the screens: tabs, palette, messages, work aside, what it remembers."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from orderdesk.ui.bench.commands import Command
from orderdesk.ui.bench.jobs import Handle
from orderdesk.ui.bench.session import WindowSession, on_screen
from orderdesk.ui.shell.main_window import MainWindow
from orderdesk.ui.shell.tab_spec import TabSpec
from orderdesk.ui.widgets import banner, toast
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.search_field import SearchField
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel, GoodsRow, Section, SumRow
from orderdesk.ui.widgets.lists.list_detail import ListDetailPage
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import Column
from orderdesk.ui.widgets.lists.view_tabs import ViewTabs
from orderdesk.ui.widgets.pill import Pill
from orderdesk.ui.widgets.progress_strip import ProgressStrip
from orderdesk.ui.widgets.toast import LONG, SHORT, Toast
from tests.ui.accessible import assert_accessible, unnamed

NOON = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


class Shop:
    """A window with a list page and a plain one, and a record of what happened."""

    def __init__(self, session: WindowSession | None = None) -> None:
        self.built: list[str] = []
        self.opened: list[str] = []
        tabs = (
            TabSpec("orders", "Orders", "clipboard-list", self.orders),
            TabSpec("stock", "Inventory", "boxes", self.stock),
        )
        self.window = MainWindow(tabs, session=session, providers=[self.find], now=lambda: NOON)

    def orders(self) -> QWidget:
        self.built.append("orders")
        table = Table((Column[str]("Order", str, 90), Column[str]("Name", str)), key=str, name="Orders")
        detail = DetailPanel("Order details")
        detail.show_head("OD-1", "today", [Pill("New", "info")])
        detail.set_buttons(Button("Pack", role="primary"), Button("Print"), Button("More"))
        detail.show_sections(
            [
                Section("Lines").items([GoodsRow("2×", "Mug", "MUG")]),
                Section().sums([SumRow("Total", "1.00", strong=True)]),
            ]
        )
        views = ViewTabs((("open", "Open"), ("all", "All")))
        search = SearchField("Search orders")
        page = ListDetailPage("Orders", table, views=views, search=search, detail=detail, buttons=[Button("New order")])
        table.show_rows(["OD-1", "OD-2"])
        page.open_detail()
        return page

    def stock(self) -> QWidget:
        self.built.append("stock")
        return QWidget()

    def find(self, text: str) -> list[Suggestion]:
        names = [name for name in ("Oak School", "Oak Farm") if text.lower() in name.lower()]
        return [Suggestion(name, name, group="Customers", data=lambda n=name: self.opened.append(n)) for name in names]

    def show(self, qtbot: QtBot) -> MainWindow:
        qtbot.addWidget(self.window)
        self.window.resize(1300, 800)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        qtbot.waitUntil(lambda: bool(self.built))
        return self.window


@pytest.fixture
def shop(dressed: QApplication) -> Shop:
    return Shop()


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, held)


def test_pages_are_built_when_first_opened(qtbot: QtBot, shop: Shop) -> None:
    assert shop.built == []
    window = shop.show(qtbot)
    assert shop.built == ["orders"]
    press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert shop.built == ["orders", "stock"]
    assert window.tab == "orders"
    assert window.built("stock") is not None


def test_the_list_has_the_focus_and_slash_searches_it(qtbot: QtBot, shop: Shop) -> None:
    window = shop.show(qtbot)
    page = window.page
    assert isinstance(page, ListDetailPage)
    assert QApplication.focusWidget() is page.table
    press(Qt.Key.Key_Slash)
    assert QApplication.focusWidget() is page.search
    QTest.keyClicks(page.search, "oak/2")
    assert page.search.text() == "oak/2", "within the field a slash is a slash"
    with qtbot.waitSignal(page.search.searched) as told:
        press(Qt.Key.Key_Return)
    assert told.args == ["oak/2"]
    assert QApplication.focusWidget() is page.table


def test_a_narrow_window_folds(qtbot: QtBot, shop: Shop) -> None:
    window = shop.show(qtbot)
    page = window.page
    assert isinstance(page, ListDetailPage)
    assert page.detail is not None
    assert (window.sidebar.width(), page.detail.width()) == (208, 348)
    window.resize(1024, 700)
    assert (window.width(), window.sidebar.width(), page.detail.width()) == (1024, 56, 316)
    shown = [button.text() for button in page.detail.findChildren(Button) if button.isVisible()]
    assert "Print" not in shown
    window.resize(400, 300)
    assert (window.width(), window.height()) == (960, 620)


def test_the_window_can_be_announced(qtbot: QtBot, shop: Shop) -> None:
    window = shop.show(qtbot)
    assert_accessible(window)
    column = QAccessible.queryAccessibleInterface(window.sidebar.column)
    assert column.role() == QAccessible.Role.PageTabList
    assert isinstance(window.sidebar.column, QTabBar)
    window.sidebar.column.set_badge("stock", "3", problem=True)
    assert window.sidebar.column.accessibleTabName(1) == "Inventory 3"


def test_the_walk_finds_what_has_no_name(qtbot: QtBot, dressed: QApplication) -> None:
    from PySide6.QtWidgets import QVBoxLayout

    screen = QWidget()
    qtbot.addWidget(screen)
    QVBoxLayout(screen).addWidget(QLineEdit())
    assert unnamed(screen) == ["QWidget > QLineEdit"]


def test_the_palette_finds_things_commands_and_screens(qtbot: QtBot, shop: Shop) -> None:
    window = shop.show(qtbot)
    ran: list[str] = []
    oak = Command("order.oak", "Print oak list", lambda: ran.append("oak"), None, "Ctrl+P", "printer", "orders")
    window.commands.add([oak], window.page or window)
    press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "oak")
    palette = window._palette
    assert palette is not None
    rows = [row if isinstance(row, str) else row.title for row in palette.offers.offers.rows]
    assert rows == ["Customers", "Oak School", "Oak Farm", "Commands", "Print oak list"]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert shop.opened == ["Oak Farm"]
    assert not palette.isVisible()
    press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "inven")
    press(Qt.Key.Key_Return)
    assert window.tab == "stock"


def test_escape_leaves_the_palette_where_one_was(qtbot: QtBot, shop: Shop) -> None:
    window = shop.show(qtbot)
    before = QApplication.focusWidget()
    window.open_palette("zzz")
    press(Qt.Key.Key_Return)
    assert window._palette is not None
    assert window._palette.isVisible(), "Enter without an offer does nothing"
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before


def test_no_key_reaches_the_page_below_the_palette(qtbot: QtBot, shop: Shop) -> None:
    window = shop.show(qtbot)
    ran: list[str] = []
    keys = {"back": "Esc", "pay": "Ctrl+Return", "next": "Down", "hold": "F5"}
    made = [
        Command(f"page.{name}", name, partial(ran.append, name), None, key, "", "orders") for name, key in keys.items()
    ]
    window.commands.add(made, window.page or window)

    def palette_open() -> bool:
        return window._palette is not None and window._palette.isVisible()

    window.open_palette("zzz")
    for key, modifier in ((Qt.Key.Key_Return, CTRL), (Qt.Key.Key_Down, PLAIN)):
        press(key, modifier)
        assert palette_open(), key
    press(Qt.Key.Key_Escape)
    assert (ran, palette_open()) == ([], False)
    window.open_palette("zzz")
    press(Qt.Key.Key_F5)
    assert (ran, palette_open()) == (["hold"], False), "a key that the palette itself shows does what it says"


def test_the_palette_closes_where_the_field_before_it_has_gone(qtbot: QtBot, shop: Shop) -> None:
    window = shop.show(qtbot)
    field = QLineEdit(window.page)
    field.show()
    field.setFocus()
    window.open_palette("zzz")
    delete(field)
    press(Qt.Key.Key_Escape)
    assert window._palette is not None
    assert not window._palette.isVisible()


def test_a_toast_says_and_undoes(qtbot: QtBot, shop: Shop) -> None:
    window = shop.show(qtbot)
    undone: list[str] = []
    window.messages.done("Order OD-1 put on hold", lambda: undone.append("OD-1"))
    toast = window.findChild(Toast)
    assert toast is not None
    assert toast._clock.interval() == LONG
    assert abs(toast.geometry().center().x() - window.rect().center().x()) <= 1
    press(Qt.Key.Key_Z, CTRL)
    assert undone == ["OD-1"]
    assert not toast.isVisible()
    press(Qt.Key.Key_Z, CTRL)
    assert undone == ["OD-1"]
    assert window.banner.text == "There is nothing to undo now."
    assert [text for _, text in window.messages.log] == ["Order OD-1 put on hold", "There is nothing to undo now."]


def test_each_message_is_announced_once(qtbot: QtBot, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    for where in (banner, toast):
        monkeypatch.setattr(where, "announce", lambda _widget, text: said.append(text))
    window = shop.show(qtbot)
    window.messages.done("Order OD-1 confirmed")
    window.messages.refused("Add at least one line.")
    window.messages.trouble("The disk is full.")
    assert said == ["Order OD-1 confirmed", "Add at least one line.", "The disk is full."]


def test_one_toast_at_a_time_and_it_leaves_by_itself(qtbot: QtBot, shop: Shop) -> None:
    window = shop.show(qtbot)
    window.messages.done("One")
    window.messages.done("Two")
    seen = [toast for toast in window.findChildren(Toast) if toast.isVisible()]
    assert len(seen) == 1
    assert seen[0]._clock.interval() == SHORT
    seen[0]._clock.start(1)
    qtbot.waitUntil(lambda: not window.messages.can_undo and window.messages._toast is None)


def test_trouble_stays_until_mended_or_dismissed(qtbot: QtBot, shop: Shop) -> None:
    window = shop.show(qtbot)
    tried: list[str] = []
    window.messages.trouble("The label printer did not answer.", [("Retry", lambda: tried.append("again"))])
    retry, dismiss = window.banner.findChildren(Button)
    retry.click()
    assert tried == ["again"]
    assert window.banner.isVisible()
    dismiss.click()
    assert not window.banner.isVisible()


def test_work_aside_shows_progress_only_when_it_lasts(qtbot: QtBot, shop: Shop) -> None:
    window = shop.show(qtbot)
    results: list[int] = []

    def work(handle: Handle) -> int:
        for step in range(1, 400):
            handle.progress(step, 400, "rows")
            QTest.qSleep(5)
        return 400

    job = window.jobs.run("Importing", work, results.append, pytest.fail)
    assert not any(strip.isVisible() for strip in window.findChildren(ProgressStrip))
    qtbot.waitUntil(lambda: any(strip.isVisible() for strip in window.findChildren(ProgressStrip)))
    (strip,) = window.findChildren(ProgressStrip)
    with qtbot.waitSignal(job.finished):
        strip.findChild(Button).click()
    assert results == []
    assert not strip.isVisible()


def test_the_window_remembers(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> None:
    session = WindowSession(tmp_path / "window.ini")
    first = Shop(session)
    window = first.show(qtbot)
    window.setGeometry(20, 30, 1000, 650)
    window.go_to("stock")
    session.theme, session.scale = "dark", 1.25
    session.keep_widths("orders", [94, 0, 120])
    window.close()
    again = WindowSession(tmp_path / "window.ini")
    assert (again.theme, again.scale, again.widths("orders")) == ("dark", 1.25, [94, 0, 120])
    second = Shop(again)
    shown = second.show(qtbot)
    assert shown.tab == "stock"
    assert second.built == ["stock"]


def test_a_damaged_file_counts_as_new(dressed: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    path.write_text("[look]\ntheme=pink\nscale=huge\n[window]\nplace=a b c d\n[columns]\norders=x\n")
    session = WindowSession(path)
    assert (session.theme, session.scale, session.widths("orders"), session.tab) == ("", 1.0, [], "")


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ('theme = "dark"\nscale = 125\n', ("dark", 1.25)),
        ('theme = "system"\nscale = 200\n', ("", 1.5)),
        ('theme = "pink"\nscale = "big"\n', ("", 1.0)),
        ("", ("", 1.0)),
    ],
)
def test_the_look_of_an_older_config_is_taken_over_once(tmp_path: Path, text: str, look: tuple[str, float]) -> None:
    older = tmp_path / "config.toml"
    older.write_text(text, encoding="utf-8")
    session = WindowSession(tmp_path / "window.ini", older=older)
    assert (session.theme, session.scale) == look
    session.theme, session.scale = "light", 0.9
    session = WindowSession(tmp_path / "window.ini", older=older)
    assert (session.theme, session.scale) == ("light", 0.9)


def test_a_window_from_a_screen_that_is_gone_comes_back_in_sight(dressed: QApplication) -> None:
    room = QApplication.primaryScreen().availableGeometry()
    for place in (QRect(9000, 9000, 500, 400), QRect(-4000, 10, 500, 400), QRect(10, 10, 99999, 99999)):
        assert room.contains(on_screen(place))


def test_the_window_is_painted_before_its_parts_are_made(qtbot: QtBot, dressed: QApplication) -> None:
    steps: list[str] = []
    window = MainWindow(
        (TabSpec("a", "A", "boxes", lambda: steps.append("page") or QWidget()),),
        now=lambda: NOON,
        dress=lambda: steps.append("dress"),
        ready=lambda: steps.append("shop") or True,
        at_once=False,
    )
    qtbot.addWidget(window)
    window.prepared.connect(lambda: steps.append(f"painted {window._painted}"))
    window.show()
    assert steps == []
    qtbot.waitUntil(lambda: len(steps) == 4)
    assert steps == ["dress", "painted True", "shop", "page"]
    assert window.tab == "a"


def test_what_stands_in_the_way_is_shown_until_it_is_gone(qtbot: QtBot, dressed: QApplication) -> None:
    answers = [False, True]
    window = MainWindow((TabSpec("a", "A", "boxes", QWidget),), ready=lambda: answers.pop(0), now=lambda: NOON)
    qtbot.addWidget(window)
    wall = QWidget()
    window.show_instead(wall)
    window.start()
    assert window.stack.currentWidget() is wall
    assert not window.sidebar.isEnabled()
    window.start()
    assert window.tab == "a"
    assert window.sidebar.isEnabled()


def test_closing_asks_first(qtbot: QtBot, dressed: QApplication) -> None:
    answers = [False, True]
    window = MainWindow((TabSpec("a", "A", "boxes", QWidget),), may_close=lambda: answers.pop(0), now=lambda: NOON)
    qtbot.addWidget(window)
    window.show()
    assert not window.close()
    assert window.close()
