"""Tab goes through a window as one reads it, however and whenever its parts came into being."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QMainWindow,
    QScrollArea,
    QTabBar,
    QWidget,
)

Side = Callable[[QRect], int]


class ReadDialog(QDialog):
    """A dialog through which Tab goes in reading order."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on(self, forward)


def go_on(window: QWidget, forward: bool) -> bool:
    """Move the focus to the next stop of `window`, or the one before; False when there is none to go to."""
    found = stops(window)
    at = _place(found, QApplication.focusWidget())
    if not found or (at is not None and len(found) == 1):
        return False
    if at is None:
        at = -1 if forward else len(found)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    found[(at + (1 if forward else -1)) % len(found)].setFocus(reason)
    return True


def _place(found: list[QWidget], widget: QWidget | None) -> int | None:
    """Where `widget`, or what holds it, stands among the stops."""
    if widget is None:
        return None
    if widget in found:
        return found.index(widget)
    return next((number for number, each in enumerate(found) if each.isAncestorOf(widget)), None)


def stops(window: QWidget) -> list[QWidget]:
    """The widgets in sight that Tab stops at, in reading order."""
    return list(_within(window))


def _within(widget: QWidget) -> Iterator[QWidget]:
    for part in _parts(widget):
        if part.isWindow() or not part.isVisible():
            continue
        if is_stop(part):
            yield part
        # A row of views holds the menu of those that have no room in it.
        if isinstance(part, QTabBar) or not (is_stop(part) or isinstance(part, QAbstractItemView)):
            yield from _within(part)


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops at `widget` by itself; of choices that exclude each other only at the chosen one."""
    if widget.focusProxy() is not None or not widget.isEnabled():
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is not None and group.exclusive() and group.checkedButton() is not None:
        # Qt leaves the mark of a stop on the button that had the focus last, chosen or not.
        return widget is group.checkedButton()
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _parts(widget: QWidget) -> list[QWidget]:
    """What lies in `widget` and can be seen, as one reads it; what floats over a window comes last."""
    if isinstance(widget, QScrollArea):
        return list(filter(None, [widget.widget()]))
    inside = [each for each in widget.children() if isinstance(each, QWidget) and each.isVisible()]
    if isinstance(widget, QMainWindow):
        return sorted(inside, key=lambda each: each is not widget.centralWidget())
    return _read(inside)


def _read(parts: list[QWidget]) -> list[QWidget]:
    """Rows that nothing crosses from the top down, else columns from left to right, and so on within each.

    Told by where the parts lie and not by their layouts, which may nest as they like.
    """
    for begins, ends in ((QRect.top, QRect.bottom), (QRect.left, QRect.right)):
        bands = _bands(parts, begins, ends)
        if len(bands) > 1:
            return [each for band in bands for each in _read(band)]
    return sorted(parts, key=lambda each: (each.y(), each.x()))


def _bands(parts: list[QWidget], begins: Side, ends: Side) -> list[list[QWidget]]:
    """The parts in groups with a gap between each and the next."""
    bands: list[list[QWidget]] = []
    end = 0
    for part in sorted(parts, key=lambda each: begins(each.geometry())):
        if not bands or begins(part.geometry()) > end:
            bands.append([])
            end = ends(part.geometry())
        bands[-1].append(part)
        end = max(end, ends(part.geometry()))
    return bands
