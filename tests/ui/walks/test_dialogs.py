"""Every dialog says plainly what each of its buttons does, and stands still while a form in it changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QDialog, QPlainTextEdit, QWidget
from shiboken6 import isValid

from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.pin_input import PinInput
from orderdesk.ui.widgets.label import Label
from tests.ui.tabs.conftest import Clerk
from tests.ui.walks.stations import Walk, fill_shop, no_file_chooser, settle

FEWEST = 45
"""Dialogs that the walk has found when this was written; fewer, and it has lost its way."""
LONG = "It is refused, with a sentence that is so long that it takes more than one line of the form. " * 3


def test_each_dialog_is_plain_and_stands_still(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    no_file_chooser(monkeypatch)
    fill_shop(clerk)
    problems, count = [], 0
    for station in Walk(clerk).all():
        if isinstance(station.root, QDialog):
            count += 1
            found = (*unclear(station.root), *drifting(station.root), *astray(station.root))
            problems += [f"{station.name}: {what}" for what in found]
    assert count >= FEWEST
    assert not problems, "\n".join(problems)


def unclear(dialog: QDialog) -> list[str]:
    """Buttons that one can take for another, or for what the thing in question does."""
    words = [each.accessibleName() for each in dialog.findChildren(Button) if each.isVisible() and each.text()]
    found = ["a way out is called Cancel"] if "Cancel" in words else []
    if isinstance(dialog, FormDialog) and dialog.keep.isVisible():
        out, verb = (each.accessibleName().split()[0] for each in (dialog.keep, dialog.verb))
        found += [f"two buttons begin with {out}"] if out == verb else []
    return found


def drifting(dialog: QDialog) -> list[str]:
    """The heading when it moves within a form that says what is wrong, and again when it does not any more."""
    if not isinstance(dialog, FormDialog):
        return []
    heading = next(each for each in dialog.findChildren(Label) if each.text() == dialog.windowTitle())
    before = top(heading)
    dialog.banner.say(LONG, "danger")
    for field in dialog.fields.values():
        field.set_error(LONG)
    settle()
    with_errors = top(heading)
    dialog.banner.clear()
    for field in dialog.fields.values():
        field.set_error("")
    settle()
    places = {before, with_errors, top(heading)}
    return [f"the heading moves: {sorted(places)}"] if len(places) > 1 else []


def astray(dialog: QDialog) -> list[str]:
    """Where Enter leads on the way from the first field to the verb, when that is another button or out of the form."""
    if not isinstance(dialog, FormDialog) or not dialog.fields or dialog.keep.isHidden():
        return []
    next(iter(dialog.fields.values())).editor.setFocus()
    by_enter = False
    for _ in range(2 * len(dialog.fields) + 20):
        at = dialog.focusWidget()
        if at is dialog.verb or isinstance(at, PinInput):  # which Enter sends
            return []
        if by_enter and isinstance(at, Button):
            return [f"Enter leads to {at.accessibleName()}"]
        # In a note Enter begins a line, in rows it belongs to the row, and a button it presses.
        by_enter = not isinstance(at, QPlainTextEdit | QAbstractItemView | Button)
        name = at.accessibleName() if at else "it"
        QTest.keyClick(at or dialog, Qt.Key.Key_Return if by_enter else Qt.Key.Key_Tab)
        settle()
        if not isValid(dialog) or not dialog.isVisible():
            return [f"Enter in {name} closes it"]
    return [f"Enter never leads to {dialog.verb.accessibleName()}"]


def top(widget: QWidget) -> tuple[int, int]:
    """Where a widget begins in its window, and how high it is."""
    return widget.mapTo(widget.window(), QPoint(0, 0)).y(), widget.height()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_with_the_focus(clerk: Clerk, key: Qt.Key) -> None:
    view = clerk.place(("MUG", 1))
    clerk.program.go("orders", view.order.id)
    clerk.program.bench.commands.run("order.cancel")  # type: ignore[union-attr]
    dialog = clerk.dialog
    dialog.keep.setFocus()
    QTest.keyClick(dialog.keep, key)
    settle()
    assert not clerk.find(FormDialog)
    assert clerk.again(view).order.state != "cancelled"
    button = next(each for each in clerk.find(Button) if each.accessibleName() == "New order")
    button.setFocus()
    QTest.keyClick(button, key)
    assert clerk.program.window.context == "new-order"
