"""A code that is read arrives once and does nothing else, wherever in the whole window the focus is."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import getCppPointer, isValid

from orderdesk.ui.shell.reader.scanner import Scanner
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.window.reading_order import stops
from tests.ui.tabs.conftest import Clerk
from tests.ui.walks.stations import Station, Walk, fill_shop, no_file_chooser, settle

pytestmark = pytest.mark.long

CODE = "5012345678900"
GAP = 0.004
"""Seconds between two keys of a quick reader."""
FEWEST = 300
"""Widgets with the focus that the walk has found when this was written; fewer, and it has lost its way."""


class Hand:
    """A reader and a person before the window, by a clock that the test turns; codes go to `codes` and no further."""

    def __init__(self, scanner: Scanner, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.codes = 100.0, list[str]()
        scanner.paused = False
        scanner.scanned.disconnect()
        scanner.scanned.connect(self.codes.append)
        monkeypatch.setattr(scanner, "_now", lambda: self.now)

    def type(self, text: str, gap: float) -> None:
        for sign in text:
            self.now += gap
            QTest.keyClicks(QApplication.focusWidget(), sign)

    def read(self, code: str, end: Qt.Key) -> None:
        self.now += 1
        self.type(code, GAP)
        self.now += GAP
        QTest.keyClick(QApplication.focusWidget(), end)


def test_a_code_arrives_once_and_changes_nothing(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    no_file_chooser(monkeypatch)
    fill_shop(clerk)
    assert clerk.program.scanner is not None
    hand = Hand(clerk.program.scanner, monkeypatch)
    problems: list[str] = []
    count = 0
    for station in Walk(clerk).all():
        parts = stops(station.root)
        count += len(parts)
        problems += [f"{station.name}: {what}" for what in read_at_each(hand, station, parts)]
    assert count >= FEWEST
    assert not problems, "\n".join(problems)


def read_at_each(hand: Hand, station: Station, parts: list[QWidget]) -> list[str]:
    """What is wrong with a code read with the focus on each of `parts`."""
    found, pressed = [], list[str]()
    for each in station.root.findChildren(QAbstractButton):
        each.pressed.connect(partial(_note, pressed, each))
    for number, part in enumerate(parts):
        if not isValid(part):
            found.append(f"a code read before took the {number}th part away")
            break
        part.setFocus()
        at, before = QApplication.focusWidget(), seen(station.root)
        secret = isinstance(part, QLineEdit) and part.echoMode() != QLineEdit.EchoMode.Normal
        # In a secret field Enter sends the form.
        hand.read(CODE, Qt.Key.Key_Tab if secret or number % 2 else Qt.Key.Key_Return)
        settle()
        name = f"{type(part).__name__} {part.accessibleName()}"
        if secret:
            found += [f"{name} lost its digits"] if hand.codes or not part.text() else []
            part.clear()
        else:
            found += [f"{name} gave {hand.codes}"] if hand.codes != [CODE] else []
            found += [f"{name}: {pressed} pressed"] if pressed else []
            found += [f"{name}: {changed(before, seen(station.root))}"] if before != seen(station.root) else []
            found += [f"{name} lost the focus"] if QApplication.focusWidget() is not at else []
        hand.codes.clear()
        pressed.clear()
    return found


def _note(pressed: list[str], button: QAbstractButton) -> None:
    pressed.append(button.accessibleName())


def seen(root: QWidget) -> dict[str, Any]:
    """All that a key could have changed in what is in sight."""
    state: dict[str, Any] = {"dialogs": {each for each in QApplication.topLevelWidgets() if each.isVisible()}}
    for part in (root, *root.findChildren(QWidget)):
        if part.isVisible() and (found := _state(part)) is not None:
            state[f"{type(part).__name__} {part.accessibleName()} {getCppPointer(part)[0]}"] = found
    return state


def _state(part: QWidget) -> object:
    if isinstance(part, QLineEdit):
        return part.text(), part.cursorPosition()
    if isinstance(part, QPlainTextEdit):
        return part.toPlainText()
    if isinstance(part, QComboBox):
        return part.currentIndex(), part.view().isVisible()
    if isinstance(part, QAbstractButton):
        return part.isChecked()
    if isinstance(part, Table):
        return part.current_number(), tuple(part.marked()), part.rows_model.rowCount()
    return None


def changed(before: dict[str, Any], after: dict[str, Any]) -> str:
    names = [name for name in {**before, **after} if before.get(name, "away") != after.get(name, "away")]
    return "; ".join(f"{name} from {before.get(name, 'away')} to {after.get(name, 'away')}" for name in names[:3])


def test_a_person_s_quick_typing_is_never_eaten(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    no_file_chooser(monkeypatch)
    assert clerk.program.scanner is not None
    hand = Hand(clerk.program.scanner, monkeypatch)
    fields = 0
    for station in Walk(clerk).pages():
        for part in stops(station.root):
            if isinstance(part, QLineEdit) and not part.isReadOnly() and part.validator() is None:
                fields += 1
                part.setFocus()
                part.clear()
                # 150 words a minute, and the last two keys struck as one.
                hand.type("2 m", 0.045)
                hand.type("u", GAP)
                assert part.text() == "2 mu", f"{station.name}: {part.accessibleName()}"
                part.clear()
                settle()
    assert fields >= 10
    assert hand.codes == []
