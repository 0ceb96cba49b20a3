"""Tab goes through a window as one reads it, however and whenever its parts came into being."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QGridLayout,
    QLayout,
    QLayoutItem,
    QMainWindow,
    QScrollArea,
    QWidget,
)


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
    while widget is not None:
        if widget in found:
            return found.index(widget)
        widget = widget.parentWidget()
    return None


def stops(window: QWidget) -> list[QWidget]:
    """The widgets in sight that Tab stops at, in reading order."""
    return list(_within(window))


def _within(widget: QWidget) -> Iterator[QWidget]:
    for part in _parts(widget):
        if part.isWindow() or not part.isVisible():
            continue
        if is_stop(part):
            yield part
        elif not isinstance(part, QAbstractItemView):
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


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """What lies in `widget`, as its layout orders it; what floats over it comes last."""
    if isinstance(widget, QScrollArea):
        yield from filter(None, [widget.widget()])
        return
    laid = list(_of_layout(widget.layout()))
    if isinstance(widget, QMainWindow):
        laid = list(filter(None, [widget.centralWidget()]))
    yield from laid
    floating = [each for each in widget.children() if isinstance(each, QWidget) and each not in laid]
    yield from sorted(floating, key=lambda each: (each.y(), each.x()))


def _of_layout(layout: QLayout | None) -> Iterator[QWidget]:
    for item in _items(layout):
        if (part := item.widget()) is not None:
            yield part
        else:
            yield from _of_layout(item.layout())


def _items(layout: QLayout | None) -> list[QLayoutItem]:
    if layout is None:
        return []
    items = [item for number in range(layout.count()) if (item := layout.itemAt(number)) is not None]
    if isinstance(layout, QGridLayout):
        places = [cast("tuple[int, ...]", layout.getItemPosition(number))[:2] for number in range(layout.count())]
        return [item for _, item in sorted(zip(places, items, strict=True), key=lambda pair: pair[0])]
    return items
