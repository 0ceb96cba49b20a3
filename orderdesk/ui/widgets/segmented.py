"""A choice of few, all in sight: one row of segments of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy

from orderdesk.ui.theme.fonts import MEDIUM, STRONG, font
from orderdesk.ui.theme.icons import icon as make_icon
from orderdesk.ui.theme.look import follow, px

Option = tuple[str, str, str]
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Segmented(QFrame):
    """`options` are (id, title, icon name or ""); `chosen` tells the id that a person picked. Arrow keys move."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[Option], name: str, *, current: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "track")
        self.setAccessibleName(name)
        self._options = tuple(options)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row = QHBoxLayout(self)
        for number, (_, title, _icon) in enumerate(self._options):
            self._group.addButton(self._segment(title, name), number)
            self._row.addWidget(self._group.button(number), 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._group.idClicked.connect(self._clicked)
        follow(self._restyle)
        self.choose(current or self._options[0][0])

    def _segment(self, title: str, name: str) -> QPushButton:
        segment = QPushButton(title)
        segment.setCheckable(True)
        segment.setProperty("role", "segment")
        segment.setAccessibleName(f"{name}: {title}")
        segment.setCursor(Qt.CursorShape.PointingHandCursor)
        return segment

    def _restyle(self) -> None:
        self._row.setContentsMargins(px(3), px(3), px(3), px(3))
        self._row.setSpacing(px(2))
        for number, (_, title, icon) in enumerate(self._options):
            segment = self._group.button(number)
            segment.setFont(font(13, STRONG if segment.isChecked() else MEDIUM))
            if icon:
                segment.setText("\N{EN SPACE}" + title)
                segment.setIcon(make_icon(icon, "text" if segment.isChecked() else "text2"))
                segment.setIconSize(QSize(px(16), px(16)))

    @property
    def current(self) -> str:
        """The id chosen now."""
        return self._options[self._group.checkedId()][0]

    def choose(self, option: str) -> None:
        """Choose by id, silently."""
        number = next(i for i, (key, _, _) in enumerate(self._options) if key == option)
        if number != self._group.checkedId():
            self._group.button(number).setChecked(True)
            self._restyle()

    def focus_chosen(self) -> None:
        """Put the focus on the segment that is chosen."""
        self._group.button(self._group.checkedId()).setFocus()

    def _clicked(self, number: int) -> None:
        self._restyle()
        self.chosen.emit(self._options[number][0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        number = (self._group.checkedId() + step) % len(self._options)
        self._group.button(number).setFocus()
        self._group.button(number).click()
