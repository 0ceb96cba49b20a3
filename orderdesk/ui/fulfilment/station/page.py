"""The page of the packing station: one parcel, one reader, no mouse."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from orderdesk.domain.fulfilment.station.answers import EMPTY_TABLE, STOP, StationAnswer
from orderdesk.domain.fulfilment.station.commands import CODES, StationCommand
from orderdesk.domain.fulfilment.station.labels import own_code
from orderdesk.domain.fulfilment.station.scans import COUNTED, WHILE_HELD, ScanKind, StationScan
from orderdesk.domain.fulfilment.station.task import PackingTask
from orderdesk.services.fulfilment.station.seat import Station
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.box_papers import papers_of_boxes
from orderdesk.ui.fulfilment.station.band import Band
from orderdesk.ui.fulfilment.station.commands import CONTEXT, KEYS, station_commands
from orderdesk.ui.fulfilment.station.foot import CommandBars, Foot
from orderdesk.ui.fulfilment.station.goods import GoodsList
from orderdesk.ui.fulfilment.station.side import BoxColumn
from orderdesk.ui.fulfilment.station.sounds import Sounds
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.button import ActionButton
from orderdesk.ui.widgets.label import ElidedLabel, Label

QUICK = 0.1
"""Seconds in which a reader has typed a code that is too short for the program to know it as one."""
_SMALL = 1180
_TABLED = (StationCommand.UNDO, StationCommand.NEXT_BOX, StationCommand.SHORT, StationCommand.DONE)


class StationPage(QWidget):
    """Reached by command; it takes the whole window, and every code that is read while it is shown."""

    context = CONTEXT
    whole_window = True
    takes_any_code = True

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.station = Station(bench.desk, bench.place)
        self.sounds = Sounds()
        self._typed, self._since = "", 0.0
        bench.commands.add(station_commands(self), self)
        self.band, self.goods, self.side = Band(), GoodsList(), BoxColumn(bench.commands)
        self.foot = Foot(lambda command: self.scanned(CODES[command]))
        self._number, self._who = Label("", "bin", figures=True), ElidedLabel("", "heading")
        self._place, self._order = Label("", "heading"), ElidedLabel("", "body", "text2")
        self._lay_out()
        # The band keeps the focus and hands the keys of a reader up; Tab still leads to what else there is.
        self.setFocusProxy(self.band)
        self.setAccessibleName("Packing station")
        bench.changed.connect(self._heard)
        follow(self._fit)
        self._show()

    def _lay_out(self) -> None:
        self._head, self._middle = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(ActionButton(self.bench.commands.action("station.leave"), text="Board"))
        self._head.addWidget(self._number)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._who)
        names.addWidget(self._order)
        self._head.addLayout(names, 1)
        self._head.addWidget(self._place)
        self._middle.addWidget(self.goods, 1)
        self._middle.addWidget(self.side)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(self._head)
        body.addWidget(self.band)
        body.addLayout(self._middle, 1)
        body.addWidget(self.foot)

    def _fit(self) -> None:
        self._head.setContentsMargins(px(20), px(8), px(20), px(8))
        self._head.setSpacing(px(16))
        small = self.width() < px(_SMALL)
        self.band.set_small(small)
        self.side.setFixedWidth(px(300 if small else 420))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    # Codes

    def scanned(self, code: str) -> bool:
        """Take a code that the reader has read; always true, as every code here is the station's."""
        self._forget_typed()
        answers: list[StationAnswer] = []
        if self.bench.attempt(lambda: answers.append(self.station.take(code))):
            self.answered(answers[0])
        return True

    @property
    def task(self) -> PackingTask | None:
        """The parcel on the table."""
        return self.station.task

    def give(self, command: StationCommand) -> None:
        """Give a command by its key, as if its bars had been read."""
        self.scanned(CODES[command])

    def visit(self, what: object) -> None:
        """Put the parcel of a number on the table."""
        self.station.leave()
        self.scanned(str(what))

    def answered(self, said: StationAnswer) -> None:
        """Show and sound an answer of the station."""
        self.station.heard(said)
        self.band.show_answer(said, self._log())
        self.sounds.play(said.what, twin=said.twin)
        self._show()
        if said.what == ScanKind.PACKED and self.task is not None:
            self._print(self.task)

    def undo(self) -> bool:
        """Ctrl+Z takes the last scan back."""
        self.give(StationCommand.UNDO)
        return True

    def leave(self) -> None:
        """Back to the board; what was counted stays counted."""
        self.station.leave()
        self.band.show_answer(EMPTY_TABLE, ())
        self._show()
        self.bench.go.emit("shipping", None)

    def print_label(self) -> None:
        """Print, or show where no printer is set, the label that is to be scanned next."""
        if self.task is None:
            return
        box = self.task.next_label or self.task.packed[0]
        self.bench.paper.emit("label", own_code(self.task.number, box, len(self.task.packed)))

    def _print(self, task: PackingTask) -> None:
        """Labels and slips of what was closed, where printers are set for them."""
        for paper, number, _ in papers_of_boxes(task.number, task.packed):
            if self.bench.settings.printers.get(paper):
                self.bench.paper.emit(paper, number)

    # Keys of a reader that are too few for the program to know them as a code

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = time.monotonic()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._typed:
            code, quick = self._typed, now - self._since <= QUICK
            self._forget_typed()
            if quick:
                self.scanned(code)
            else:
                self.bench.messages.refused("A unit is scanned here. What cannot be scanned is counted with F6.")
        elif event.text().isprintable() and event.text():
            if now - self._since > QUICK:
                self._typed, self._since = "", now
            self._typed += event.text()
        else:
            super().keyPressEvent(event)

    def _forget_typed(self) -> None:
        self._typed, self._since = "", 0.0

    # What is shown

    def _heard(self, topics: frozenset[str]) -> None:
        if self.isVisible() and self.task is not None and (not topics or topics & {"shipments", "orders"}):
            self._show_again()

    def _show_again(self) -> None:
        """Others changed something: what is wanted may be another now."""
        before = self.task
        self.station.look()
        if self.task is not None and self.task.surplus and not (before and before.surplus):
            told = f"{self.task.order_number} was changed: take out what is too many, then scan PUT BACK."
            self.band.show_answer(StationAnswer(ScanKind.UNKNOWN, told, self.task.shipment_id, STOP), self._log())
            self.sounds.play(ScanKind.WRONG)
        self._show()

    def _show(self) -> None:
        task = self.task
        self._number.setText(task.number if task else "Packing station")
        self._who.setText(" · ".join(filter(None, (task.customer, task.place))) if task else "")
        self._order.setText(" · ".join(filter(None, (task.order_number, task.service, task.picklist))) if task else "")
        self._place.setText(f"{self.bench.desk.user} · {self.station.name}")
        self.goods.show_task(task)
        self.bench.commands.refresh(*(name for name in KEYS if self.bench.commands.has(name)))
        self.side.show_task(task)
        self.foot.show_offers(self._offers())

    def _offers(self) -> list[CommandBars]:
        keys = {command: key for command, key in KEYS.values() if command is not None}
        if self.task is None:
            return []
        if self.task.held:
            return [CommandBars(StationCommand.ANSWER, keys[StationCommand.ANSWER])]
        if self.task.is_packed:
            return [CommandBars(StationCommand.HELP, keys[StationCommand.HELP])]
        note = [StationCommand.NOTE] if self.task.note and not self.task.count.note else []
        lacks = bool(self.task.lacks)
        return [CommandBars(each, keys[each], each == StationCommand.DONE and lacks) for each in (*note, *_TABLED)]

    def _log(self) -> tuple[str, ...]:
        """The four scans before the last, the newest first."""
        named = {each.item_id: each.sku for each in self.task.goods} if self.task else {}
        scans = [each for each in self.task.scans if each.what != ScanKind.BEGUN] if self.task else []
        return tuple(self._line(each, named) for each in scans[-1:-5:-1])

    def _line(self, scan: StationScan, named: dict[int, str]) -> str:
        at = scan.at.astimezone(self.bench.zone)
        what = named.get(scan.item_id or 0, "") or scan.code
        word = "right" if scan.what in COUNTED else scan.why if scan.why == WHILE_HELD else str(scan.what)
        return f"{at:%H:%M:%S}  {word}  {what}"
