"""Tab goes through every place of the window in reading order, Shift+Tab back, and one always sees where one is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from orderdesk.ui.theme.look import colour
from orderdesk.ui.widgets.grid.line_grid_view import LineGridView
from tests.ui.tabs.conftest import Clerk
from tests.ui.walks.stations import Station, Walk, fill_shop, no_file_chooser, settle

pytestmark = pytest.mark.long

MOST = 150
"""Presses of Tab after which a walk is given up."""
RING = 20
"""Pixels in the colour of a ring that make it seen."""
FEWEST = 75
"""Places that the walk has found when this was written; fewer, and it has lost its way."""


def test_tab_reads_the_window_and_escape_leads_back(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    no_file_chooser(monkeypatch)
    fill_shop(clerk)
    problems: list[str] = []
    names = []
    for station in Walk(clerk).all():
        names.append(station.name)
        problems += [f"{station.name}: {what}" for what in (*walked(station), *left(clerk, station))]
    assert len(names) >= FEWEST
    assert not problems, "\n".join(problems)


def walked(station: Station) -> list[str]:
    """What is wrong with the way that Tab takes through a station."""
    root, at = station.root, where()
    wanted = stops(root)
    if wanted == [at]:
        # The one field of a box over the window keeps the focus, and the whole box bears its ring.
        return unmarked(wanted) if station.is_dialog else []
    if at not in wanted:
        return [f"opens with the focus on {named(at)}"]
    there, back = go_round(Qt.Key.Key_Tab), go_round(Qt.Key.Key_Backtab)
    missing = [named(each) for each in wanted if each not in there]
    found = [f"Tab does not reach {missing}"] if missing else []
    if len(there) != len(set(there)) or there[-1] is not at:
        found.append(f"Tab does not come round: {[named(each) for each in there]}")
    if [*there[-2::-1], there[-1]] != back:
        found.append(f"Shift+Tab goes another way: {[named(each) for each in back]}")
    return found + out_of_order(root, from_the_top(there, wanted)) + unmarked(wanted)


def left(clerk: Clerk, station: Station) -> list[str]:
    """What is wrong with the way out of a dialog by Escape."""
    if not station.is_dialog:
        return []
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    settle()
    found = ["Escape does not close it"] if isValid(station.root) and station.root.isVisible() else []
    clerk.program.window.activateWindow()
    settle()
    if QApplication.focusWidget() is not station.before:
        found.append(f"the focus comes back to {named(QApplication.focusWidget())}")
    return found


def stops(root: QWidget) -> list[QWidget]:
    """Every widget in `root` that Tab is to reach."""
    # Nobody is asked for a parent here: PySide would hand a page over to a wrapper that is gone with the answer.
    inner = [each.viewport() for each in root.findChildren(QAbstractScrollArea)]
    grids = root.findChildren(LineGridView)
    return [
        each
        for each in (root, *root.findChildren(QWidget))
        if each.isVisible() and is_stop(each) and each not in inner and not _held(each, grids)
    ]


def _held(widget: QWidget, grids: list[LineGridView]) -> bool:
    """Whether `widget` is a cell being edited in a grid."""
    return any(grid is not widget and grid.isAncestorOf(widget) for grid in grids)


def is_stop(widget: QWidget) -> bool:
    if not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    if isinstance(widget, QAbstractButton) and widget.group() is not None:
        return widget.isChecked()
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def named(widget: QWidget | None) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()}" if widget is not None else "nothing"


def go_round(key: Qt.Key) -> list[QWidget]:
    """Where the focus stands after each press of Tab or Shift+Tab, until it is where it was."""
    first = at = where()
    found: list[QWidget] = []
    for _ in range(MOST):
        QTest.keyClick(QApplication.focusWidget(), key)
        # Within a grid Tab goes by cell; the grid counts once.
        found += [where()] if where() is not at else []
        at = where()
        if found and at is first:
            break
    return found


def where() -> QWidget | None:
    """The widget with the focus; the whole grid for a cell of one."""
    at = QApplication.focusWidget()
    grids = at.window().findChildren(LineGridView) if isinstance(at, QLineEdit) else []
    return next((grid for grid in grids if at is not None and grid.isAncestorOf(at)), at)


# Reading order


def from_the_top(there: list[QWidget], wanted: list[QWidget]) -> list[QWidget]:
    """The round of Tab from its first stop within a page, or from the topmost stop of a dialog."""
    outside = [number for number, each in enumerate(there) if each not in wanted]
    if outside:
        start = (outside[-1] + 1) % len(there)
    else:
        start = min(range(len(there)), key=lambda number: _corner(there[number]))
    return [each for each in there[start:] + there[:start] if each in wanted]


def _corner(widget: QWidget) -> tuple[int, int]:
    at = widget.mapTo(widget.window(), QPoint(0, 0))
    return at.y(), at.x()


def out_of_order(root: QWidget, there: list[QWidget]) -> list[str]:
    """The steps that lead upwards, or to the left in the same row."""
    shown = [each for each in (root, *root.findChildren(QWidget)) if each.isVisible()]
    lines = {each: [part for part in shown if part.isAncestorOf(each)] for each in there}
    return [
        f"from {named(one)} Tab goes back to {named(other)}"
        for one, other in pairwise(there)
        if goes_back(*beside(root, lines, one, other))
    ]


def beside(root: QWidget, lines: dict[QWidget, list[QWidget]], one: QWidget, other: QWidget) -> tuple[QRect, QRect]:
    """The outermost parts that hold `one` and `other` apart; `lines` are all that hold each, from `root` on."""
    pairs = zip(lines[one], lines[other], strict=False)
    first, second = next((pair for pair in pairs if pair[0] is not pair[1]), (one, other))
    return _place(root, first), _place(root, second)


def _place(root: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def goes_back(one: QRect, other: QRect) -> bool:
    up = other.bottom() <= one.top() and other.left() < one.right()
    same_row = other.top() < one.bottom() and one.top() < other.bottom()
    return up or (same_row and other.right() <= one.left())


# Rings


def unmarked(wanted: list[QWidget]) -> list[str]:
    """The stops that do not show that they have the focus."""
    found = []
    for each in wanted:
        each.setFocus()
        held = ring(each)
        each.clearFocus()
        if held - ring(each) < RING:
            found.append(f"no ring on {named(each)}")
    wanted[0].setFocus()
    return found


def ring(widget: QWidget) -> int:
    """Pixels in the colour of a ring in and around `widget`."""
    window = widget.window()
    around = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-4, -4, 4, 4)
    picture = window.grab(around.intersected(window.rect())).toImage().convertToFormat(QImage.Format.Format_RGB32)
    filled = widget.property("role") in ("primary", "danger")
    return bytes(picture.constBits()).count(_raw(colour("text" if filled else "focus")))


def _raw(tint: QColor) -> bytes:
    return bytes((tint.blue(), tint.green(), tint.red(), 255))
