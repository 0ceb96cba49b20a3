"""A message to a customer, to be read, copied, and noted as sent by whoever sent it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame

from orderdesk.persistence.orders.view import MessageRow
from orderdesk.services.messages.customer_messages import message_sent, message_text
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import column, row
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.words import day_word

NOT_SENT = "OrderDesk writes messages and sends none. Copy one into a mail, then say that you have sent it."


class MessageCard(QFrame):
    """Title, day and state, the whole text, and its buttons; Ctrl+C on one of them copies the message."""

    def __init__(self, message: MessageRow, bench: Bench) -> None:
        super().__init__()
        self._message, self._bench = message, bench
        day = day_word(bench.desk.day_of(message.made_at), bench.desk.today)
        self._title = Label(message.title, "strong", wrap=True)
        self._state = Label(f"Written {day} · {message.state_words}", "small", "text2")
        body = Label(message.body, wrap=True)
        body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = Button("Copy", self.copy, icon="copy", role="ghost", keys="Ctrl+C")
        copy.setAccessibleName(f"Copy message: {message.title}")
        self._sent = Button("I have sent it", self.send, icon="check", role="ghost")
        self._sent.setAccessibleName(f"I have sent it: {message.title}")
        self._sent.setVisible(message.sent_at is None)
        self.setLayout(column(self._title, self._state, body, row(copy, self._sent, None), spacing=4))

    def copy(self) -> None:
        """Put subject and text on the clipboard."""
        QGuiApplication.clipboard().setText(message_text(self._message))
        self._bench.messages.done("Message copied")

    def send(self) -> None:
        """Note that it is sent."""
        if self._bench.attempt(lambda: message_sent(self._bench.desk, self._message.id), "Noted as sent"):
            self._state.setText("Sent")
            self.focusNextPrevChild(False)
            self._sent.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)
