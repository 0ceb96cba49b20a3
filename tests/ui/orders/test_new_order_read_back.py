"""The order on the screen is read back by one key and confirmed by the next."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from orderdesk.services.orders.reading_back import ReadBack
from orderdesk.services.orders.telling import story_of
from orderdesk.services.orders.views import view_order
from orderdesk.ui.orders.new_order.panels.read_back import EASILY_MISHEARD, TALLEST, WIDTH, parts_of
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.pill import PillLabel
from tests.ui.accessible import assert_accessible
from tests.ui.orders.conftest import Hands
from tests.ui.orders.test_new_order_promises import phone_order, press


def panels(hands: Hands) -> list[FormDialog]:
    return [each for each in hands.program.window.findChildren(FormDialog) if each.isVisible()]


def test_ctrl_b_tells_what_to_say_and_ctrl_enter_confirms_it(hands: Hands) -> None:
    phone_order(hands)
    hands.line("mug", "13")
    press(hands, "Ctrl+B")
    (panel,) = panels(hands)
    assert_accessible(panel)
    said = [label.text() for label in panel.findChildren(QLabel)]
    assert any(each.startswith("13 ") and each.endswith("thirteen, not thirty") for each in said)
    assert [each.pill for each in panel.findChildren(PillLabel)] == [EASILY_MISHEARD]
    press(hands, "Ctrl+Return")
    assert panels(hands) == []
    view = view_order(hands.desk, 1)
    assert view.order.state == "confirmed"
    assert "read back" in [each.what for each in story_of(view)]


def test_esc_leads_back_to_the_order_as_it_was(hands: Hands) -> None:
    phone_order(hands)
    hands.line("mug", "2")
    press(hands, "Ctrl+B")
    press(hands, "Esc")
    assert panels(hands) == []
    assert [line.sku for line in hands.page.presenter.sheet.lines] == ["MUG"]


def test_there_must_be_something_to_read(hands: Hands) -> None:
    phone_order(hands)
    press(hands, "Ctrl+B")
    assert panels(hands) == []


def test_a_long_order_scrolls_so_that_its_keys_stay_on_a_small_screen(qtbot: QtBot) -> None:
    short, long = (parts_of(ReadBack(tuple(["2 Stoneware mug"] * count), 1)) for count in (3, 40))
    for each in (short, long):
        qtbot.addWidget(each)
    assert short.height() < long.height() <= px(TALLEST)


def test_an_order_that_wraps_is_seen_to_its_last_line(hands: Hands) -> None:
    part = "13 of Stoneware mug, thirteen, not thirty, at 12.50 each: blue, not red"
    panel = FormDialog(hands.program.window, "Read back", {}, extra=[parts_of(ReadBack((part,) * 4, 2))], width=WIDTH)
    panel.open()
    (area,) = panel.findChildren(QScrollArea)
    QApplication.processEvents()
    assert area.verticalScrollBar().maximum() == 0
    panel.close()
