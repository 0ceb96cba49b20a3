"""A choice of few, all in sight: one row of segments of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy

from orderdesk.ui.theme.fonts import MEDIUM, STRONG, font
from orderdesk.ui.theme.icons import icon as make_icon
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.plain import set_tip

_GAP = "\N{EN SPACE}"
_QT_GAP = 4
"""Pixels that Qt itself leaves between an icon and words, at every scale."""
Option = tuple[str, str, str]
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Segmented(QFrame):
    """`options` are (id, title, icon name or ""); `chosen` tells the id that a person picked. Arrow keys move.

    Where there is no room for the words the icons stand alone, and each title is the tooltip.
    """

    chosen = Signal(str)

    def __init__(self, options: Sequence[Option], name: str, *, current: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "track")
        self.setAccessibleName(name)
        self._options, self._bare = tuple(options), False
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
                segment.setText("" if self._bare else _GAP + title)
                set_tip(segment, title if self._bare else "")
                segment.setIcon(make_icon(icon, "text" if segment.isChecked() else "text2"))
                segment.setIconSize(QSize(px(16), px(16)))

    def _full_width(self) -> int:
        metrics = QFontMetrics(font(13, STRONG))
        words = sum(metrics.horizontalAdvance(_GAP + title) + 1 for _, title, _ in self._options)
        many = len(self._options)
        return words + many * (px(16 + 24) + _QT_GAP) + px(6) + (many - 1) * px(2)

    def sizeHint(self) -> QSize:
        # Also while the icons stand alone, else the words would not come back with the room.
        usual = super().sizeHint()
        return QSize(self._full_width(), usual.height()) if self._has_icons else usual

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(px(40) * len(self._options), least.height()) if self._has_icons else least

    @property
    def _has_icons(self) -> bool:
        return all(icon for _, _, icon in self._options)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bare = self._has_icons and self.width() < self._full_width()
        if bare != self._bare:
            self._bare = bare
            self._restyle()

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
