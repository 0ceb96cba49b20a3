"""Keys that mean the same on every form: Ctrl+Enter confirms it, the arrows scroll what is only read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea

from orderdesk.ui.shell.commands.shortcut_sheet import ShortcutSheet
from orderdesk.ui.widgets.forms.dialog import FormDialog, Question, ask
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.picture_input import PictureInput
from orderdesk.ui.widgets.forms.search_field import SearchField
from orderdesk.ui.widgets.forms.text_input import TextInput
from tests.ui.tabs.conftest import Clerk


@pytest.mark.parametrize("danger", [True, False])
def test_ctrl_enter_answers_a_question(clerk: Clerk, danger: bool) -> None:
    done: list[str] = []
    parent = clerk.program.window
    ask(parent, "Allocate?", "", verb="Allocate", keep="Keep", confirmed=lambda: done.append("yes"), danger=danger)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, autorep=True)
    (question,) = clerk.find(Question)
    question.activateWindow()
    QApplication.sendEvent(question, held)
    QApplication.processEvents()
    assert done == [], "the key that was held down is no answer"
    clerk.press("Ctrl+Return")
    assert done == ["yes"]


def test_ctrl_enter_sends_the_form_from_the_button_of_a_picture(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(PictureInput, "choose", lambda _self: done.append("asked for a file"))
    logo = PictureInput()
    fields = {"logo": FormField("Logo", logo)}
    form = FormDialog(clerk.program.window, "Set up", fields, verb="Open", send=lambda: done.append("sent"))
    form.open()
    form.activateWindow()
    logo.setFocus()
    QApplication.processEvents()
    clerk.press("Ctrl+Return")
    assert done == ["sent"]


def test_the_keys_of_the_screen_are_read_with_the_arrows(clerk: Clerk) -> None:
    clerk.program.window.resize(1024, 700)
    clerk.press("F1")
    (sheet,) = clerk.find(ShortcutSheet)
    area = sheet.findChild(QScrollArea)
    assert area is not None
    bar = area.verticalScrollBar()
    assert bar.maximum() > 0
    clerk.press("Down")
    assert bar.value() > 0
    before = bar.value()
    clerk.press("PgDown")
    assert bar.value() > before
    clerk.press("Return")
    assert not clerk.find(ShortcutSheet)


@pytest.mark.parametrize("kind", [SearchField, TextInput])
@pytest.mark.parametrize("key", [Qt.Key.Key_E, Qt.Key.Key_U])
def test_a_field_leaves_its_keys_to_the_commands(clerk: Clerk, kind: type[QLineEdit], key: Qt.Key) -> None:
    """As the field is asked on X11, where Qt would have it move to the end of the line, or empty it."""
    field = kind("Search")
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
    asked.accept()
    QApplication.sendEvent(field, asked)
    assert not asked.isAccepted()
    field.deleteLater()
