"""A day field takes a whole new day over the old one, says what it understood, and why what is none is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.written import local
from orderdesk.integrations.local_forms import local_form
from orderdesk.ui.widgets.bubble import Bubble
from orderdesk.ui.widgets.forms.day_input import DayInput
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import TextInput
from orderdesk.ui.widgets.label import Label
from tests.ui.accessible import assert_accessible

TODAY = date(2026, 12, 1)
OLD = date(2027, 10, 28)


@pytest.fixture
def screen(qtbot: QtBot, dressed: QApplication) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.resize(500, 400)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture(autouse=True)
def _british() -> Iterator[None]:
    with local.using(local.BRITISH):
        yield


def put(screen: QWidget, day: QWidget) -> TextInput:
    """The field, and another one behind it to go to."""
    after = TextInput("after")
    body = screen.layout()
    assert body is not None
    for part in (day, after):
        body.addWidget(part)
    QApplication.processEvents()
    return after


def bubble(screen: QWidget) -> str:
    found = screen.findChild(Bubble)
    return found.sentence if found is not None and found.isVisible() else ""


def label_below(field: FormField) -> str:
    """What stands under a field, whether or not it is red."""
    words = [each for each in field.findChildren(Label) if each.text() != field.label]
    return "".join(each.text() for each in words)


@pytest.mark.parametrize("way", ["tab", "click", "all"])
@pytest.mark.parametrize(
    ("country", "typed", "meant"),
    [
        ("DE", "3.12.", date(2026, 12, 3)),
        ("GB", "3/12", date(2026, 12, 3)),
        ("US", "12/3", date(2026, 12, 3)),
        ("US", "3/12", date(2027, 3, 12)),
        ("JP", "12/3", date(2026, 12, 3)),
        ("HU", "12.3.", date(2026, 12, 3)),
        ("DE", "3 dec", date(2026, 12, 3)),
        ("FR", "2026-12-03", date(2026, 12, 3)),
        ("KW", "tomorrow", date(2026, 12, 2)),
        ("GB", "+3", date(2026, 12, 4)),
        ("GB", "-2w", date(2026, 11, 17)),
        ("GB", "thu", date(2026, 12, 3)),
        ("GB", "Thu 3 Dec", date(2026, 12, 3)),
    ],
)
def test_a_whole_new_day_is_typed_over_the_old_one(
    screen: QWidget, way: str, country: str, typed: str, meant: date
) -> None:
    with local.using(local_form(country, "EUR")):
        day = DayInput(lambda: TODAY, OLD, name="Due")
        after = put(screen, day)
        if way == "tab":
            after.setFocus()
            QTest.keyClick(after, Qt.Key.Key_Backtab)
        elif way == "click":
            QTest.mouseClick(day, Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
        else:
            day.setFocus()
            QTest.keyClick(day, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(day, typed)
        assert day.value() == meant
        assert bubble(screen) == local.current().days.full(meant)
        QTest.keyClick(day, Qt.Key.Key_Tab)
        assert day.text().endswith(local.shown_day(meant))
        assert day.value() == meant
    assert bubble(screen) == ""


def test_a_day_that_is_read_in_the_past_is_the_last_one_that_was(screen: QWidget) -> None:
    day = DayInput(lambda: TODAY, OLD, name="From", past=True)
    put(screen, day)
    day.setFocus()
    for typed, meant in (("24/12", date(2025, 12, 24)), ("fri", date(2026, 11, 27)), ("1/12", TODAY)):
        day.selectAll()
        QTest.keyClicks(day, typed)
        assert day.value() == meant


def test_a_part_of_the_day_can_be_mended_and_its_old_weekday_is_no_part_of_it(screen: QWidget) -> None:
    day = DayInput(lambda: TODAY, date(2026, 12, 3), name="Due")
    put(screen, day)
    assert day.text() == "Thu 03/12/2026"
    day.setFocus()
    day.setCursorPosition(6)
    QTest.keyClick(day, Qt.Key.Key_Backspace)
    QTest.keyClicks(day, "4")
    QTest.keyClick(day, Qt.Key.Key_Return)
    assert (day.value(), day.text()) == (date(2026, 12, 4), "Fri 04/12/2026")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("someday", "Enter a day such as 31/12/2026"),
        ("31.6.", "The calendar has no “31.6.”."),
        ("29 feb 2027", "The calendar has no “29 feb 2027”."),
        ("fri 3 dec", "03/12/2026 is a Thursday."),
        ("3.12.0206", "of the years 1900 to 2999"),
        ("", "Enter a day."),
    ],
)
def test_what_is_no_day_says_why_and_stays(screen: QWidget, typed: str, why: str) -> None:
    day = DayInput(lambda: TODAY, OLD)
    field = FormField("Due", day)
    after = put(screen, field)
    day.setFocus()
    day.selectAll()
    QTest.keyClick(day, Qt.Key.Key_Delete)
    QTest.keyClicks(day, typed)
    assert why in bubble(screen) or not typed
    with pytest.raises((Refused, BadInput)):
        day.day()
    QTest.keyClick(day, Qt.Key.Key_Return)
    after.setFocus()
    field.validate()
    assert why in field.error
    assert (day.text(), bubble(screen)) == (typed, "")
    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "tom")
    assert why in label_below(field)
    QTest.keyClicks(day, "orrow")
    assert label_below(field) == "", "what is right again is not called wrong"


def test_an_empty_day_is_none_where_it_may_be(screen: QWidget) -> None:
    day = DayInput(lambda: TODAY, name="Last day", placeholder="31/01/2027")
    put(screen, day)
    assert (day.value(), day.error()) == (None, "")
    day.set_value(OLD)
    day.clear()
    assert day.value() is None


def test_who_waits_for_the_day_hears_of_it_once_when_it_stands(screen: QWidget) -> None:
    day = DayInput(lambda: TODAY, OLD, name="From")
    after = put(screen, day)
    told: list[str] = []
    day.settled.connect(lambda: told.append(day.text()))
    day.setFocus()
    after.setFocus()
    assert told == []
    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "+1")
    assert told == []
    QTest.keyClick(day, Qt.Key.Key_Return)
    after.setFocus()
    assert told == ["Wed 02/12/2026"]
    day.setFocus()
    QTest.keyClick(day, Qt.Key.Key_Up)
    QTest.keyClick(day, Qt.Key.Key_PageDown)
    after.setFocus()
    assert told[1:] == ["Thu 03/12/2026", "Thu 26/11/2026"]
    day.set_value(OLD)
    assert len(told) == 3


def test_a_short_day_of_another_year_bears_its_year_and_keeps_it(screen: QWidget) -> None:
    day = DayInput(lambda: TODAY, date(2026, 11, 26), name="Ship by", year=False)
    after = put(screen, day)
    assert day.text() == "Thu 26 Nov"
    day.setFocus()
    after.setFocus()
    assert day.value() == date(2026, 11, 26)
    day.set_value(date(2027, 1, 5))
    assert day.text() == "Tue 05/01/2027"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_calendar_picks_a_day_in_the_words_of_the_program(screen: QWidget) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    try:
        day = DayInput(lambda: TODAY, OLD, name="Due")
        put(screen, day)
        assert_accessible(screen)
        day.setFocus()
        QTest.keyClick(day, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        month = day.findChild(QCalendarWidget)
        assert month is not None
        assert (month.monthShown(), month.locale().dayName(1)) == (10, "Monday")
        assert month.locale().firstDayOfWeek() == Qt.DayOfWeek.Monday
        told: list[date] = []
        day.settled.connect(lambda: told.append(day.day()))
        month.clicked.emit(QDate(2026, 12, 24))
        assert told == [date(2026, 12, 24)]
        assert day.text() == "Thu 24/12/2026"
    finally:
        QLocale.setDefault(before)


def test_days_are_written_in_english_on_every_pc(monkeypatch: pytest.MonkeyPatch) -> None:
    class Foreign(date):
        def strftime(self, _form: str) -> str:
            return "Donnerstag"

    assert local.current().days.full(Foreign(2026, 12, 3)) == "Thursday 3 December 2026"
