"""Find and do anything by typing: orders, customers, goods, commands and screens (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from orderdesk.ui.bench.commands import GO_TO, Command, Commands
from orderdesk.ui.theme.fonts import font
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.banner import IconLabel, announce
from orderdesk.ui.widgets.button import key_text
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion, SuggestionList
from orderdesk.ui.widgets.label import Divider, Label
from orderdesk.ui.widgets.window.focus import FocusMark
from orderdesk.ui.widgets.window.shadow import give_shadow

Provider = Callable[[str], Sequence[Suggestion]]
"""Gives what fits a text, best first, each with its `group`; `data` is the function that opens it."""
WIDTH, MOST = 600, 12
WAYS_ON = ("go.new-order", "find.customer", "go.import", "window.shortcuts", "go.help")
"""The commands that are offered where nothing was found."""
ALSO = {
    "order.refund": "refund pay back reimburse",
    "order.return": "rma send back",
    "order.cancel": "void",
    "order.pay": "payment charge",
    "order.copy": "duplicate again",
    "order.edit": "change amend",
    "order.hold": "stop block",
    "inventory.receive": "goods in book in delivery",
    "inventory.adjust": "correct stock difference",
    "inventory.count": "stocktake inventory",
    "inventory.move": "transfer bin",
    "inventory.scrap": "write off damaged",
    "inventory.new": "product article sku",
    "customers.new": "client account",
    "customers.merge": "duplicate",
    "go.user": "log in sign in",
    "go.sign-out": "log out lock",
    "go.day": "closing daily totals z report",
    "go.till": "cash register drawer",
    "go.purchasing": "buy vendor supplier",
    "go.care": "check audit",
}
"""What people call commands beside their titles; what they are called in other programs of the trade."""
_OWN = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down)
HELP = "Help: "
"""How the pages of the help begin among the screens."""
LONGEST = 40
"""Letters of a search that are said back."""


def matching(commands: Commands, context: str, text: str) -> list[Suggestion]:
    """The commands of `context` that may run now and whose titles, or what else people call them, hold every word of
    `text`."""
    words = text.lower().split()
    found = [
        _offer(commands, command, "Go to" if command.id.startswith(GO_TO) else "Commands")
        for command in commands.of(context)
        if all(word in _called(commands, command) for word in words) and command.why_not() is None
    ]
    return sorted(found, key=lambda offer: offer.group)


def _called(commands: Commands, command: Command) -> str:
    return f"{commands.action(command.id).text()} {ALSO.get(command.id, '')}".lower()


def _offer(commands: Commands, command: Command, group: str) -> Suggestion:
    return Suggestion(
        command.id,
        commands.action(command.id).text(),
        icon=command.icon or "arrow-right",
        keys=key_text(command.shortcut) if command.shortcut else "",
        group=group,
        data=lambda: commands.run(command.id),
    )


class Palette(QWidget):
    """Covers the window with a shade and one field; Enter runs the current row, Esc goes back to where one was."""

    closed = Signal()

    def __init__(self, window: QWidget, commands: Commands, providers: Sequence[Provider] = ()) -> None:
        super().__init__(window)
        self._commands, self.providers, self._context = commands, list(providers), ""
        self._before = FocusMark()
        self._box = QFrame(self)
        self._box.setProperty("kind", "popup")
        # Its one field always has the focus, so the box bears the ring.
        self._box.setProperty("held", True)
        self.field = QLineEdit()
        self.field.setProperty("bare", True)
        self.field.setPlaceholderText("Find an order, customer, item, parcel, paper or command")
        self.field.setAccessibleName("Command palette")
        self.offers = SuggestionList("Results", two_lines=False, hints_enter=True)
        self._nothing = Label("", "body", "text2", wrap=True)
        self._build()
        self.field.textEdited.connect(self._look_up)
        self.field.installEventFilter(self)
        self.offers.taken.connect(self._take)
        self.hide()

    def _build(self) -> None:
        body = QVBoxLayout(self._box)
        body.setContentsMargins(1, px(6), 1, px(7))
        body.setSpacing(px(5))
        head = QHBoxLayout()
        head.setContentsMargins(px(10), 0, px(10), 0)
        head.setSpacing(px(10))
        head.addWidget(IconLabel("search"))
        head.addWidget(self.field, 1)
        body.addLayout(head)
        body.addWidget(Divider(strong=True))
        self._nothing.setContentsMargins(px(16), px(6), px(16), px(2))
        body.addWidget(self._nothing)
        holder = QHBoxLayout()
        holder.setContentsMargins(px(7), 0, px(7), 0)
        holder.addWidget(self.offers)
        body.addLayout(holder, 1)
        self.field.setFont(font(15))
        give_shadow(self._box)

    def open(self, context: str, text: str = "") -> None:
        """Open over the window for the screen `context`."""
        if not self.isVisible():
            self._before = FocusMark(self.window())
        self._context = context
        self.setGeometry(self.window().rect())
        self.field.setText(text)
        self._look_up(text)
        self.show()
        self.raise_()
        self.field.setFocus()
        self.field.selectAll()

    def close_palette(self) -> None:
        """Go away and give the focus back."""
        self.hide()
        self._before.give_back()
        self.closed.emit()

    def _look_up(self, text: str) -> None:
        found = [offer for provider in self.providers for offer in provider(text.strip())] if text.strip() else []
        commands = matching(self._commands, self._context, text)
        # Who types a command's whole name wants nothing else.
        named = any(each.title.casefold() == text.strip().casefold() for each in commands)
        # The help on a thing comes after what does it.
        help_pages = [each for each in found if each.title.startswith(HELP)]
        found = [each for each in found if each not in help_pages]
        found = [*commands, *found, *help_pages] if named else [*found, *commands, *help_pages]
        self._say_nothing("" if found else text.strip())
        self.offers.show_offers(found or self._ways_on(), text)
        if not found:
            # Enter takes none of the ways on unasked.
            self.offers.setCurrentIndex(QModelIndex())
        self._place()

    def _say_nothing(self, sought: str) -> None:
        """Say that nothing bears what is `sought`, as people hear it too; "" for when something does."""
        words = f"Nothing is called “{sought[:LONGEST]}”: no order, customer, item, number, screen or command."
        if not sought:
            words = ""
        elif self._nothing.text() != words:
            announce(self.field, words)
        self._nothing.setText(words)
        self._nothing.setVisible(bool(sought))

    def _ways_on(self) -> list[Suggestion]:
        """What one can do where nothing was found."""
        known = [self._commands.of_id(name) for name in WAYS_ON if self._commands.has(name)]
        return [_offer(self._commands, each, "What you can do") for each in known if each.why_not() is None]

    def _place(self) -> None:
        width = min(px(WIDTH), self.width() - px(40))
        rows = min(self.offers.full_height(), px(34) * MOST)
        top = min(px(128), self.height() // 6)
        said = self._nothing.heightForWidth(width) + px(8) if self._nothing.text() else 0
        height = min(rows + said + px(60), self.height() - top - px(20))
        self._box.setGeometry((self.width() - width) // 2, top, width, height)

    def _take(self, offer: Suggestion) -> None:
        self.close_palette()
        offer.data()

    def _claim(self, event: QKeyEvent) -> None:
        """Keep a key from the page below: the palette's own keys and those that write are its own, and a command's key
        puts it away before the command runs."""
        if event.key() in _OWN:
            event.accept()
            return
        self.field.event(event)
        pressed = QKeySequence(event.keyCombination())
        answering = (key for command in self._commands.of(self._context) for key in command.keys)
        if not event.isAccepted() and any(QKeySequence(key) == pressed for key in answering):
            self.close_palette()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._claim(event)
            return True
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.offers.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if (offer := self.offers.current()) is not None:
                self._take(offer)
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return super().eventFilter(watched, event)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._box.geometry().contains(QPoint(event.position().toPoint())):
            self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 110))
