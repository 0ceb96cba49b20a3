"""A reader's burst is caught wherever the focus is; what a person types is typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from orderdesk.ui.bench.reader import Reader
from orderdesk.ui.shell.reader.scanner import NO_SCAN, SILENCE, Scanner
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.forms.type_ahead import TypeAhead


class Desk:
    """A field, a secret field and a button, with a scanner whose clock the test holds."""

    def __init__(self, app: QApplication) -> None:
        self.now = 100.0
        self.codes: list[str] = []
        self.scanner = Scanner(app, now=lambda: self.now)
        self.scanner.listen()
        self.scanner.scanned.connect(self.codes.append)
        self.window = QWidget()
        self.field, self.secret, self.button = QLineEdit(), QLineEdit(), QPushButton("Go")
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        body = QVBoxLayout(self.window)
        for part in (self.field, self.secret, self.button):
            body.addWidget(part)
        self.window.show()
        self.window.activateWindow()

    def burst(self, text: str, end: Qt.Key | None = Qt.Key.Key_Return, gap: float = 0.005) -> None:
        widget = QApplication.focusWidget()
        for sign in text:
            self.now += gap
            QTest.keyClicks(widget, sign)
        if end is not None:
            self.now += gap
            QTest.keyClick(widget, end)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(qapp)
    qtbot.addWidget(made.window)
    qtbot.waitExposed(made.window)
    made.field.setFocus()
    yield made
    made.scanner.stop()
    made.scanner.deleteLater()


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_burst_is_a_code_and_is_not_typed(desk: Desk, end: Qt.Key) -> None:
    desk.burst("5901234123457", end)
    assert desk.codes == ["5901234123457"]
    assert desk.field.text() == ""
    assert QApplication.focusWidget() is desk.field, "the ending Tab is swallowed too"


def test_a_burst_on_a_button_is_a_code_and_presses_nothing(desk: Desk, qtbot: QtBot) -> None:
    pressed: list[bool] = []
    desk.button.clicked.connect(pressed.append)
    desk.button.setFocus()
    desk.burst("OD-10481")
    assert (desk.codes, pressed) == (["OD-10481"], [])


@pytest.mark.parametrize("words", ["Mara", "Petra Klein", "Dorfstr. 3"])
def test_words_that_come_in_a_burst_stay_typed_where_nothing_bears_them(
    qtbot: QtBot, qapp: QApplication, desk: Desk, words: str
) -> None:
    desk.scanner.stop()
    told: list[str] = []
    scanner = Scanner(qapp, now=lambda: desk.now, known=lambda code: code == "BECHER")
    scanner.scanned.connect(told.append)
    scanner.listen()
    entered: list[str] = []
    desk.field.returnPressed.connect(lambda: entered.append(desk.field.text()))
    desk.burst(words)
    assert (desk.field.text(), entered, told) == (words, [words], [])
    desk.now += 1
    desk.burst("BECHER")
    assert (desk.field.text(), told) == (words, ["BECHER"])
    scanner.stop()


def test_a_person_s_typing_arrives_whole_and_in_order(desk: Desk, qtbot: QtBot) -> None:
    desk.burst("Maria Ng", None, gap=0.08)
    qtbot.waitUntil(lambda: desk.field.text() == "Maria Ng")
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    assert desk.codes == []


def test_fast_keys_without_an_end_are_typed(desk: Desk, qtbot: QtBot) -> None:
    seen: list[str] = []
    desk.field.textEdited.connect(seen.append)
    desk.burst("12345", None)
    assert seen == ["1", "12", "123", "1234", "12345"], "each key is in the field before the next one comes"
    desk.scanner.release()
    assert desk.field.text() == "12345"
    assert desk.codes == []


def test_fewer_than_four_keys_are_a_person_s(desk: Desk, qtbot: QtBot) -> None:
    told: list[str] = []
    desk.field.returnPressed.connect(lambda: told.append(desk.field.text()))
    desk.burst("mug")
    assert told == ["mug"]
    assert desk.codes == []


def test_a_late_end_is_no_code(desk: Desk, qtbot: QtBot) -> None:
    desk.burst("12345", None)
    desk.now += 0.2
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    assert desk.field.text() == "12345"
    assert desk.codes == []


def test_editing_keys_come_after_what_was_held_back(desk: Desk) -> None:
    desk.burst("ab", None, gap=0.08)
    QTest.keyClick(desk.field, Qt.Key.Key_Backspace)
    assert desk.field.text() == "a"


def test_secret_fields_are_left_alone(desk: Desk) -> None:
    desk.secret.setFocus()
    desk.burst("hunter22")
    assert desk.secret.text() == "hunter22"
    desk.field.setProperty(NO_SCAN, True)
    desk.field.setFocus()
    desk.burst("123456")
    assert desk.field.text() == "123456"
    assert desk.codes == []


def test_a_held_key_is_no_reader(desk: Desk, qtbot: QtBot) -> None:
    for _ in range(6):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", True)
        QApplication.sendEvent(desk.field, event)
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    assert desk.field.text() == "111111"
    assert desk.codes == []


def test_a_prefix_marks_a_slow_reader(desk: Desk) -> None:
    desk.scanner.reader = Reader(prefix="~")
    desk.burst("~A7", gap=0.2)
    assert desk.codes == ["A7"]
    assert desk.field.text() == ""


def test_a_slash_within_a_code_fires_no_shortcut(desk: Desk) -> None:
    fired: list[str] = []
    action = desk.window.addAction("Search", "/", lambda: fired.append("/"))
    assert action is not None
    desk.button.setFocus()
    desk.burst("OD/2026/7")
    assert (desk.codes, fired) == (["OD/2026/7"], [])


def test_paused_it_does_nothing(desk: Desk) -> None:
    desk.scanner.paused = True
    desk.burst("123456")
    assert desk.field.text() == "123456"


def test_a_field_is_put_back_with_its_caret_and_selection(desk: Desk) -> None:
    desk.field.setText("blue mug")
    desk.field.setSelection(4, -2)
    desk.burst("5901234123457")
    assert (desk.field.text(), desk.field.selectedText(), desk.field.cursorPosition()) == ("blue mug", "ue", 2)
    desk.field.setCursorPosition(3)
    desk.burst("5901234123457")
    assert (desk.field.text(), desk.field.hasSelectedText(), desk.field.cursorPosition()) == ("blue mug", False, 3)
    assert desk.codes == ["5901234123457"] * 2


def test_a_note_is_put_back_with_its_selection(desk: Desk) -> None:
    note = QPlainTextEdit("ring twice\nleave at 4", desk.window)
    note.show()
    note.setFocus()
    cursor = note.textCursor()
    cursor.setPosition(9)
    cursor.setPosition(5, QTextCursor.MoveMode.KeepAnchor)
    note.setTextCursor(cursor)
    desk.burst("OD-10481")
    assert note.toPlainText() == "ring twice\nleave at 4"
    assert (note.textCursor().anchor(), note.textCursor().position()) == (9, 5)
    assert desk.codes == ["OD-10481"]


@pytest.mark.parametrize("opened", [False, True])
def test_offers_stand_after_a_code_as_before_it(desk: Desk, opened: bool) -> None:
    taken: list[Suggestion] = []
    offers = TypeAhead(desk.field, lambda text: [Suggestion(text, text)] if text else [], taken.append)
    desk.field.setText("mug")
    if opened:
        offers.look_up("mug")
    desk.burst("5901234123457")
    assert (desk.field.text(), offers.is_open, taken) == ("mug", opened, [])
    assert desk.codes == ["5901234123457"]


def test_a_button_is_pressed_at_once(desk: Desk) -> None:
    pressed: list[bool] = []
    desk.button.clicked.connect(lambda on: pressed.append(on))
    desk.button.setFocus()
    desk.burst(" ", None)
    assert pressed == [False]


def test_a_choice_gets_its_keys_once_they_prove_a_person_s(desk: Desk) -> None:
    choice = QComboBox(desk.window)
    choice.addItems(["Card", "Road"])
    choice.show()
    choice.setFocus()
    desk.burst("r", None)
    assert choice.currentText() == "Card"
    desk.scanner.release()
    assert choice.currentText() == "Road"


def test_silence_ends_a_code_where_the_reader_sends_nothing_after_it(desk: Desk, qtbot: QtBot) -> None:
    desk.scanner.reader = Reader(end="silence")
    desk.burst("5901234123457", None)
    qtbot.waitUntil(lambda: desk.codes == ["5901234123457"])
    assert desk.field.text() == ""
    desk.button.setFocus()
    desk.burst("OD-10481", None)
    qtbot.waitUntil(lambda: desk.codes == ["5901234123457", "OD-10481"])


def test_a_person_is_left_alone_where_silence_ends_a_code(desk: Desk, qtbot: QtBot) -> None:
    desk.scanner.reader = Reader(end="silence")
    desk.burst("mugs", None)
    desk.now += 0.12
    qtbot.wait(SILENCE + 40)
    desk.burst("for Ms Ng", None, gap=0.06)
    qtbot.wait(SILENCE + 40)
    assert (desk.field.text(), desk.codes) == ("mugsfor Ms Ng", [])


@pytest.mark.parametrize(("end", "other"), [("enter", Qt.Key.Key_Tab), ("tab", Qt.Key.Key_Return)])
def test_only_the_end_that_is_set_ends_a_code(desk: Desk, end: str, other: Qt.Key) -> None:
    desk.scanner.reader = Reader(end=end)
    desk.burst("123456", other)
    assert (desk.field.text(), desk.codes) == ("123456", [])
    desk.field.setFocus()
    desk.field.clear()
    desk.now += 1
    desk.burst("123456", Qt.Key.Key_Return if end == "enter" else Qt.Key.Key_Tab)
    assert (desk.field.text(), desk.codes) == ("", ["123456"])


def test_what_counts_is_when_a_key_was_pressed(desk: Desk) -> None:
    for number, sign in enumerate("5901234123457\r"):
        desk.now += 0.2  # the window was busy with each key
        key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign))
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(1_000 + 9 * number)
        QApplication.sendEvent(desk.field, event)
    assert (desk.field.text(), desk.codes) == ("", ["5901234123457"])


def test_a_field_that_refuses_keys_hears_a_code_once(desk: Desk) -> None:
    desk.field.setReadOnly(True)
    desk.burst("5901234123457")
    assert desk.codes == ["5901234123457"]
