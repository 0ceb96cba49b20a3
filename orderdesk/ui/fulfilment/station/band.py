"""The band: what the last scan was, in one word that is read across the table, and the four scans before."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from orderdesk.domain.fulfilment.station.answers import EMPTY_TABLE, StationAnswer
from orderdesk.domain.fulfilment.station.scans import ScanKind
from orderdesk.ui.theme.fonts import REGULAR, STRONG, font
from orderdesk.ui.theme.icons import pixmap
from orderdesk.ui.theme.look import colour, follow, px
from orderdesk.ui.widgets.banner import announce

BOLD = 700


@dataclass(frozen=True, slots=True)
class Tone:
    """The colours of a band and its icon."""

    ground: str
    words: str
    icon: str


_RIGHT = Tone("success_bg", "success_fg", "circle-check")
_MANY = Tone("warning_bg", "warning_fg", "triangle-alert")
_WRONG = Tone("danger", "on_danger", "octagon-alert")
_PLAIN = Tone("neutral_bg", "neutral_fg", "info")
_NEWS = Tone("info_bg", "info_fg", "package-check")
_TONES = {
    ScanKind.RIGHT: _RIGHT,
    ScanKind.BY_HAND: _RIGHT,
    ScanKind.LABEL: _RIGHT,
    ScanKind.TOO_MANY: _MANY,
    ScanKind.SHORT: _MANY,
    ScanKind.WRONG: _WRONG,
    ScanKind.WRONG_LABEL: _WRONG,
    ScanKind.UNKNOWN: Tone("danger", "on_danger", "circle-help"),
    ScanKind.PACKED: _NEWS,
    ScanKind.NEXT_BOX: _NEWS,
    ScanKind.BEGUN: _NEWS,
}


def tone_of(said: StationAnswer) -> Tone:
    """How an answer looks."""
    return _TONES.get(said.what, _PLAIN)


class Band(QWidget):
    """Painted by itself: no label is so large."""

    def __init__(self) -> None:
        super().__init__()
        self._said = EMPTY_TABLE
        self._log: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        follow(self._fit)
        self.show_answer(self._said, ())

    def show_answer(self, said: StationAnswer, log: tuple[str, ...]) -> None:
        """Say it until the next scan; `log` are the scans before, the newest first."""
        self._said, self._log = said, log
        self.setAccessibleName(f"{said.headline}. {said.sentence}")
        announce(self, self.accessibleName())
        self.update()

    @property
    def said(self) -> StationAnswer:
        """What stands in the band."""
        return self._said

    def set_small(self, small: bool) -> None:
        """In a small window the band is lower and tells no scans before."""
        if self.property("small") != small:
            self.setProperty("small", small)
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(px(124 if self.property("small") else 164))

    def sizeHint(self) -> QSize:
        return QSize(px(900), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        small, tone = bool(self.property("small")), tone_of(self._said)
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tone.ground))
        side = 56 if small else 72
        drawn = pixmap(tone.icon, tone.words, side, self.devicePixelRatioF())
        painter.drawPixmap(px(28), (self.height() - px(side)) // 2, drawn)
        log = px(330) if self._log and not small else 0
        left = px(28 + side + 28)
        room = self.width() - left - px(24) - log
        painter.setPen(colour(tone.words))
        tall = px(48 if small else 66)
        painter.setFont(font(38 if small else 54, BOLD))
        painter.drawText(QRect(left, px(12), room, tall), Qt.AlignmentFlag.AlignVCenter, self._said.headline)
        self._sentence(painter, QRect(left, px(12) + tall, room, self.height() - tall - px(20)), small)
        if log:
            self._lines(painter, tone, QRectF(self.width() - log, px(20), log - px(20), self.height() - px(40)))
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _sentence(self, painter: QPainter, room: QRect, small: bool) -> None:
        """As large as it fits."""
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        for size in (22, 20, 18, 16) if not small else (18, 16, 14):
            painter.setFont(font(size, REGULAR))
            needed = painter.boundingRect(room, int(flags), self._said.sentence)
            if needed.height() <= room.height():
                break
        painter.drawText(room, int(flags), self._said.sentence)

    def _lines(self, painter: QPainter, tone: Tone, room: QRectF) -> None:
        painter.fillRect(QRectF(room.left() - px(16), room.top(), 1, room.height()), colour(tone.words))
        painter.setFont(font(16, STRONG, tabular=True))
        high = room.height() / 4
        for place, line in enumerate(self._log[:4]):
            spot = QRectF(room.left(), room.top() + place * high, room.width(), high)
            shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, shown)
