"""An order in one line: a field over the window, and under it the order as it is understood so far (Shift+F2)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.services.orders.shorthand import Known, Meaning, TakenLine, place_taken, read_line, replaced
from orderdesk.services.orders.views import order_lines
from orderdesk.services.record.drafting import drop_draft, keep_draft, kept_draft
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.orders.in_one_line.shorthand_lines import first_choices, offers, stop_pill, total, way, who
from orderdesk.ui.orders.new_order.ending import afterwards
from orderdesk.ui.theme.fonts import font
from orderdesk.ui.theme.look import colour, px
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.forms.suggestion_list import SuggestionList
from orderdesk.ui.widgets.key_cap import KeyHints
from orderdesk.ui.widgets.label import Divider, ElidedLabel, Label
from orderdesk.ui.widgets.pill import PillRow
from orderdesk.ui.widgets.window.focus import FocusMark
from orderdesk.ui.widgets.window.shadow import give_shadow

KIND = "shorthand"
WIDTH, MOST = 760, 8
PATIENCE = 300
"""Milliseconds after a keystroke in which the line reaches the journal."""
HINTS = [("Enter", "choose, or go on on the order page"), ("Ctrl+Enter", "confirm"), ("Esc", "later")]
EXAMPLE = "patel: 3 mug blue, 2 tee m -10%, ship thu, cod, note leave at no 4"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ShorthandBox(QWidget):
    """Covers the window. `take(taken)` hears a line to go on with on the order page and says whether it was taken;
    `placed(order_id)` one that was confirmed. What is typed is kept, through Esc and through a power cut."""

    def __init__(
        self, window: QWidget, bench: Bench, take: Callable[[TakenLine], bool], placed: Callable[[int], object]
    ) -> None:
        super().__init__(window)
        self._bench, self._take, self._placed = bench, take, placed
        self._before = FocusMark()
        self.taken: TakenLine | None = None
        self.field = QLineEdit()
        self.offers = SuggestionList("Order in one line, as understood")
        self.customer = ElidedLabel("", "strong", figures=True)
        self.pills = PillRow()
        self.way = ElidedLabel("", "small", "text2", figures=True)
        self.total = Label("", "heading", figures=True, right=True)
        self.wrong = Label("", "small", "danger", wrap=True)
        self._known: Known = {}
        bench.changed.connect(lambda _topics: self._known.clear())
        self._box = QFrame(self)
        self._box.setProperty("kind", "popup")
        # Its one field always has the focus, so the box bears the ring.
        self._box.setProperty("held", True)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._keep)
        self._build()
        window.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        self.field.setProperty("bare", True)
        self.field.setPlaceholderText(EXAMPLE)
        self.field.setAccessibleName("Order in one line")
        self.field.setFont(font(15))
        self.field.textEdited.connect(self._typed)
        self.field.installEventFilter(self)
        self.offers.taken.connect(lambda offer: self._choose(offer.data))
        body = QVBoxLayout(self._box)
        body.setContentsMargins(px(14), px(10), px(14), px(10))
        body.setSpacing(px(8))
        body.addWidget(self.field)
        body.addWidget(Divider(strong=True))
        head = row()
        head.addWidget(self.customer, 1)
        head.addWidget(self.pills)
        body.addLayout(head)
        body.addWidget(self.offers, 1)
        foot = row()
        foot.addWidget(self.way, 1)
        foot.addWidget(self.total)
        body.addLayout(foot)
        body.addWidget(self.wrong)
        body.addWidget(Divider())
        body.addWidget(KeyHints(HINTS))
        give_shadow(self._box)

    # Opening and closing

    def open(self) -> None:
        """Open over the window with what was typed before."""
        if self.isVisible():
            return
        self._before = FocusMark(self.window())
        kept = kept_draft(self._bench.desk, self._bench.place, KIND)
        self.field.setText(str(kept.body.get("line", "")) if kept else "")
        self.setGeometry(self.window().rect())
        self.show()
        self.raise_()
        self.field.setFocus()
        self._read()

    def close_box(self) -> None:
        """Go away and give the focus back; what is typed stays kept."""
        self._keep()
        self._go()

    def _go(self) -> None:
        self._clock.stop()
        self.hide()
        self._before.give_back()

    def _keep(self) -> None:
        desk, place, line = self._bench.desk, self._bench.place, self.field.text()
        try:
            if line.strip():
                keep_draft(desk, place, KIND, {"line": line})
            else:
                drop_draft(desk, place, KIND)
        except OrderDeskError as trouble:
            self.wrong.setText(f"What is typed cannot be kept now: {trouble}")

    # What is typed

    def _typed(self) -> None:
        if not self._clock.isActive():
            self._clock.start(PATIENCE)
        self._read()

    def _read(self) -> None:
        taken = self.taken = read_line(self._bench.desk, self.field.text(), self._known)
        self._redden(taken)
        self.customer.setText(who(taken.customer))
        self.pills.show_pills(*stop_pill(taken.customer))
        self.offers.show_offers(offers(taken), "")
        if first_choices(taken) is None:
            self.offers.setCurrentIndex(QModelIndex())
        self.way.setText(way(taken))
        self.total.setText(total(taken))
        self._say(taken.problems[0].sentence if taken.problems and self.field.text().strip() else "")

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence)
        self._place()

    def _redden(self, taken: TakenLine) -> None:
        """Words that are not understood are red in the field itself."""
        red = QTextCharFormat()
        red.setForeground(colour("danger"))
        red.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        red.setUnderlineColor(colour("danger"))
        at = self.field.cursorPosition()
        kind = QInputMethodEvent.AttributeType.TextFormat
        marks = [QInputMethodEvent.Attribute(kind, one.start - at, one.end - one.start, red) for one in taken.problems]
        QCoreApplication.sendEvent(self.field, QInputMethodEvent("", marks))

    def _place(self) -> None:
        width = min(px(WIDTH), self.width() - px(40))
        top = min(px(96), self.height() // 8)
        self.offers.setFixedHeight(min(self.offers.full_height(), px(48) * MOST, self.height() - top - px(230)))
        self._box.setGeometry((self.width() - width) // 2, top, width, self._box.sizeHint().height())

    def scanned(self, code: str) -> None:
        """Write what a reader has read at the end of the line, as its next item."""
        line = self.field.text().rstrip(" ,")
        self.field.setText(f"{line}{' ' if line.endswith(':') or not line else ', '}{code}".lstrip())
        self._typed()

    # What becomes of it

    def _choose(self, choice: object) -> None:
        """Write what was meant in the place of the words that were not clear."""
        unclear = first_choices(self.taken) if self.taken else None
        if unclear is None or not isinstance(choice, Meaning):
            return
        self.field.setText(replaced(self.field.text(), unclear, choice))
        self._typed()

    def _enter(self) -> None:
        current = self.offers.current()
        if current is not None and isinstance(current.data, Meaning):
            self._choose(current.data)
        elif self._is_clear() and self.taken is not None and self._take(self.taken):
            self._finished()

    def _confirm(self) -> None:
        if not self._is_clear() or self.taken is None:
            return
        try:
            order_id = place_taken(self._bench.desk, self.taken, confirm=True)
        except OrderDeskError as no:
            self._say(str(no))
            return
        self._finished()
        order, lines = order_lines(self._bench.desk, order_id)
        self._bench.messages.done(f"Order {order.number} confirmed{afterwards(order, lines)}")
        self._placed(order_id)

    def _is_clear(self) -> bool:
        if self.taken is None or self.taken.line != self.field.text():
            self._read()
        if self.taken is None or self.taken.problems:
            return False
        if not self.taken.items:
            self._say("Name at least one item, as in “patel: 3 mug”.")
            return False
        return True

    def _finished(self) -> None:
        self.field.clear()
        self.close_box()

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent() and self.isVisible():
            self.setGeometry(self.window().rect())
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and Qt.Key(event.key()) in (*_ENTER, Qt.Key.Key_Escape):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if first_choices(self.taken) if self.taken else None:
                self.offers.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._confirm()
        elif key in _ENTER:
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self.close_box()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._box.geometry().contains(QPoint(event.position().toPoint())):
            self.close_box()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 110))
