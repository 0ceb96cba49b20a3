"""Every place of the window in the dark theme on a small screen: all can be read, nothing is cut off or left pale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from orderdesk.ui.theme.apply import apply_theme
from orderdesk.ui.theme.tokens import DARK, LIGHT, TONES, contrast
from orderdesk.ui.widgets.label import ElidedLabel
from tests.ui.tabs.conftest import Clerk
from tests.ui.walks.stations import Station, Walk, fill_shop, no_file_chooser, settle

pytestmark = pytest.mark.long

WIDTH, HEIGHT = 1024, 700
FRAME = 40
"""What the title bar of a dialog takes."""
READABLE = 4.5
PALE = 400
"""Pixels in a ground of the light theme that make a part left behind, and not the edge of a letter."""
GROUNDS = ("surface", "bg", "surface2", "sunken", "sidebar", "border", "divider", "row_hover", "row_sel")
LEFT_BEHIND = {LIGHT[name] for name in (*GROUNDS, *(f"{tone}_bg" for tone in TONES))} - set(DARK.values())


def test_every_place_in_the_dark_on_a_small_screen(
    clerk: Clerk, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_file_chooser(monkeypatch)
    fill_shop(clerk)
    apply_theme(dressed, "dark", 1.0)
    clerk.program.window.resize(WIDTH, HEIGHT)
    settle()
    problems: list[str] = []
    for station in Walk(clerk).all():
        problems += [f"{station.name}: {what}" for what in looked_at(station)]
    assert not problems, "\n".join(problems)


def looked_at(station: Station) -> list[str]:
    """What is wrong with how a station looks."""
    window = station.root.window()
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found = pale(picture)
    if window.width() > WIDTH or window.height() > HEIGHT - (FRAME if station.is_dialog else 0):
        found.append(f"{window.width()} by {window.height()} is larger than the screen")
    for part in in_sight(station.root):
        place = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
        found += cut_off(part, place, window)
        shown = seen(part, window)
        # Of a line that is scrolled out of sight but for its upper edge nobody reads the words.
        if words_of(part) and shown.height() * 2 > part.height():
            found += unreadable(part, picture.copy(place.intersected(shown)))
    return found


def in_sight(root: QWidget) -> Iterator[QWidget]:
    """The parts of a station that can be seen."""
    for part in root.findChildren(QWidget):
        if part.isVisible() and not part.visibleRegion().isEmpty() and part.window() is root.window():
            yield part


def seen(part: QWidget, window: QWidget) -> QRect:
    """The part of the window in which `part` can be seen."""
    region = part.visibleRegion().boundingRect()
    return region.translated(part.mapTo(window, QPoint(0, 0)))


def words_of(part: QWidget) -> str:
    if isinstance(part, QLabel | QAbstractButton):
        return part.text().strip()
    if isinstance(part, QLineEdit):
        return part.text() or part.placeholderText()
    return part.currentText() if isinstance(part, QComboBox) else ""


def pale(picture: QImage) -> list[str]:
    """The grounds of the light theme that are left in the picture."""
    raw = bytes(picture.constBits())
    counts = {tint: raw.count(_raw(QColor(tint))) for tint in LEFT_BEHIND}
    return [f"{count} pixels of the light theme's {tint}" for tint, count in counts.items() if count > PALE]


def _raw(tint: QColor) -> bytes:
    return bytes((tint.blue(), tint.green(), tint.red(), 255))


def unreadable(part: QWidget, picture: QImage) -> list[str]:
    """Whether the words in a picture stand out from their ground."""
    pixels = Counter(memoryview(picture.constBits()).cast("I"))
    if not pixels:
        return []
    ground = _hex(pixels.most_common(1)[0][0])
    # The inside of a letter is purer than its edge: what stands out most is its own colour.
    best = max(_contrast(_hex(tint), ground) for tint in pixels)
    return [] if best >= READABLE else [f"{words_of(part)!r} stands out by {best:.1f} only"]


_contrast = cache(contrast)


def _hex(tint: int) -> str:
    return f"#{tint & 0xFFFFFF:06X}"


def cut_off(part: QWidget, place: QRect, window: QWidget) -> list[str]:
    """Whether a part, or its words, are cut off."""
    found = []
    if not window.rect().contains(place) and not _scrolls(part):
        found.append(f"{_named(part)} lies outside the window at {place.getRect()}")
    if isinstance(part, ElidedLabel):
        return found
    if isinstance(part, QLabel) and part.text() and part.pixmap().isNull():
        needed = part.fontMetrics().boundingRect(
            QRect(0, 0, part.width(), 10_000), Qt.TextFlag.TextWordWrap if part.wordWrap() else 0, part.text()
        )
        if needed.width() > part.width() + 1 or needed.height() > part.height() + 2:
            found.append(f"{_named(part)} needs {needed.width()}x{needed.height()}, has {part.width()}x{part.height()}")
    if isinstance(part, QPushButton | QCheckBox) and part.text():
        needed_width = part.fontMetrics().horizontalAdvance(part.text())
        if needed_width > part.width():
            found.append(f"{_named(part)} needs {needed_width}, has {part.width()}")
    if isinstance(part, QLineEdit) and not part.text() and part.placeholderText():
        margins = part.textMargins()
        room = part.width() - margins.left() - margins.right() - 14
        if part.fontMetrics().horizontalAdvance(part.placeholderText()) > room:
            found.append(f"placeholder {part.placeholderText()!r} is cut")
    return found


def _named(part: QWidget) -> str:
    return f"{type(part).__name__} {words_of(part) or part.accessibleName()!r}"


def _scrolls(part: QWidget) -> bool:
    parent = part.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def test_the_look_finds_what_is_wrong(qtbot: QtBot, dressed: QApplication) -> None:
    apply_theme(dressed, "dark", 1.0)
    screen = QWidget()
    qtbot.addWidget(screen)
    screen.resize(400, 300)
    good, faint, narrow, high, pale_part, gone = (QLabel("Asha Patel", screen) for _ in range(6))
    faint.setStyleSheet(f"color: {DARK['border_strong']}; background: {DARK['surface2']}")
    narrow.setFixedWidth(40)
    high.setWordWrap(True)
    high.setFixedSize(60, 14)
    pale_part.setStyleSheet(f"background: {LIGHT['surface2']}; color: black")
    gone.move(380, 280)
    for number, part in enumerate((good, faint, narrow, high, pale_part)):
        part.move(10, 10 + 40 * number)
    screen.show()
    found = looked_at(Station("made wrong", screen))
    assert f"light theme's {LIGHT['surface2']}" in found[0]
    assert "stands out by" in found[1]
    assert [what.split(" ")[3] for what in found[2:]] == ["needs", "needs", "lies"]
