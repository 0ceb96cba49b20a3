"""The foot of the station: each command with its key and the bars by which the reader gives it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from orderdesk.documents.kit.code128 import QUIET, bars, modules
from orderdesk.domain.fulfilment.station.commands import CODES, StationCommand
from orderdesk.ui.theme.fonts import MEDIUM, STRONG, font
from orderdesk.ui.theme.look import colour, follow, px

MODULE = 2
"""Pixels of the narrowest bar: fewer and a reader sees no bars on a screen."""
_HIGH = 104


@dataclass(frozen=True, slots=True)
class CommandBars:
    """A command, its key, and whether it may be given now: a locked one has no bars."""

    command: StationCommand
    keys: str
    locked: bool = False


class Foot(QWidget):
    """Black bars on white in every theme, as readers want them; as many as there is room for."""

    def __init__(self, run: Callable[[StationCommand], object]) -> None:
        super().__init__()
        self._run = run
        self._offers: tuple[CommandBars, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Commands of the station")
        follow(self._fit)

    def show_offers(self, offers: Sequence[CommandBars]) -> None:
        """CommandBars these, the dearest first."""
        if self._offers != tuple(offers):
            self._offers = tuple(offers)
            given = [f"{each.command} {each.keys}" for each in offers if not each.locked]
            self.setAccessibleDescription(", ".join(given))
            self.update()

    def _fit(self) -> None:
        self.setFixedHeight(px(_HIGH))

    def _places(self) -> list[tuple[CommandBars, QRect]]:
        wide = max(px(168), (modules("*DON") + 2 * QUIET) * MODULE + px(8))
        count = max(1, min(len(self._offers), self.width() // wide))
        room = self.width() // count
        return [(offer, QRect(at * room, 0, room, self.height())) for at, offer in enumerate(self._offers[:count])]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for offer, spot in self._places():
            if spot.contains(event.position().toPoint()) and not offer.locked:
                self._run(offer.command)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(QRect(0, 0, self.width(), 1), colour("border"))
        for offer, spot in self._places():
            self._offer(painter, offer, spot)

    def _offer(self, painter: QPainter, offer: CommandBars, spot: QRect) -> None:
        code = CODES[offer.command]
        wide = (modules(code) + 2 * QUIET) * MODULE
        plate = QRect(spot.left() + (spot.width() - wide) // 2, px(12), wide, px(52))
        if offer.locked:
            painter.setPen(colour("border_strong"))
            painter.drawRect(plate.adjusted(0, 0, -1, -1))
            painter.setFont(font(13, MEDIUM))
            painter.setPen(colour("text3"))
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, "Locked")
        else:
            painter.fillRect(plate, QColor("white"))
            for left, width in bars(code):
                bar = QRectF(0, plate.top() + px(4), width * MODULE, plate.height() - px(8))
                bar.moveLeft(plate.left() + (QUIET + left) * MODULE)
                painter.fillRect(bar, QColor("black"))
        words = QRect(plate.left(), plate.bottom() + px(4), plate.width(), px(28))
        painter.setFont(font(16, STRONG))
        painter.setPen(colour("text3" if offer.locked else "text"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(offer.command))
        painter.setFont(font(14, MEDIUM))
        painter.setPen(colour("text2"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, offer.keys)
