"""Offers under a field while a person types in it; the field keeps the focus, Enter takes the offer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion, SuggestionList
from orderdesk.ui.widgets.key_cap import KeyHints
from orderdesk.ui.widgets.label import Divider
from orderdesk.ui.widgets.window.shadow import give_shadow

Lookup = Callable[[str], Sequence[Suggestion]]
HINTS = [("↑↓", "move"), ("Enter", "choose")]
MOST_ROWS = 7


class SuggestionPopup(QFrame):
    """The frame under the field, a child of its window: it never grabs the keyboard."""

    def __init__(self, window: QWidget, name: str, hints: Sequence[tuple[str, str]]) -> None:
        super().__init__(window)
        self.setProperty("kind", "popup")
        self.offers = SuggestionList(name)
        body = QVBoxLayout(self)
        body.setContentsMargins(px(5), px(5), px(5), px(4))
        body.setSpacing(0)
        body.addWidget(self.offers, 1)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(px(6), px(5), px(6), px(2))
        foot.addWidget(KeyHints(list(hints)))
        body.addWidget(Divider())
        body.addWidget(self._foot)
        give_shadow(self)
        self.hide()

    def place_under(self, field: QWidget) -> None:
        """Stand under `field`, or above it where the window ends; never wider than the window."""
        window = field.window()
        corner = field.mapTo(window, QPoint(0, field.height() + px(4)))
        width = min(max(field.width(), px(408)), window.width() - px(16))
        rows = min(self.offers.full_height(), px(48) * MOST_ROWS)
        height = rows + self._foot.sizeHint().height() + px(5) + px(4) + 3
        left = min(corner.x(), window.width() - width - px(8))
        top = corner.y()
        if top + height > window.height() - px(8):
            top = max(corner.y() - field.height() - px(8) - height, px(8))
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()


class TypeAhead(QObject):
    """Binds a QLineEdit to `lookup(text)`; `chosen(offer)` hears what was taken with Enter, Tab or a click.

    Lookup runs in the same moment, so it must be quick; it gives the offers best first, an empty list hides them.
    `at` is the widget to stand under when it is not the field itself; `sought(text)` the words to set off in offers.
    """

    def __init__(
        self,
        field: QLineEdit,
        lookup: Lookup,
        chosen: Callable[[Suggestion], None],
        *,
        name: str = "Suggestions",
        hints: Sequence[tuple[str, str]] = (),
        at: QWidget | None = None,
        sought: Callable[[str], str] = str,
    ) -> None:
        super().__init__(field)
        self._sought = sought
        self._field, self._lookup, self._chosen = field, lookup, chosen
        self._name, self._hints, self._at = name, [*HINTS, *hints], at or field
        self._popup: SuggestionPopup | None = None
        field.installEventFilter(self)
        field.textEdited.connect(self.look_up)
        field.destroyed.connect(self._forget)

    @property
    def is_open(self) -> bool:
        """Whether offers are shown now."""
        return self._popup is not None and self._popup.isVisible()

    @property
    def popup(self) -> SuggestionPopup:
        """The frame of offers; made when first needed."""
        if self._popup is None:
            self._popup = SuggestionPopup(self._field.window(), self._name, self._hints)
            self._popup.offers.taken.connect(self._take)
        return self._popup

    def look_up(self, text: str) -> None:
        """Offer what fits `text`."""
        offers = self._lookup(text)
        if not offers:
            self.close()
            return
        self.popup.offers.show_offers(offers, self._sought(text))
        self.popup.place_under(self._at)

    def close(self) -> None:
        """Hide the offers."""
        if self._popup is not None:
            self._popup.hide()

    def _forget(self) -> None:
        if self._popup is not None:
            self._popup.hide()
            self._popup.deleteLater()
            self._popup = None

    def _take(self, offer: Suggestion) -> None:
        self.close()
        self._chosen(offer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.close()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._claim(event)
        return super().eventFilter(watched, event)

    def _claim(self, event: QKeyEvent) -> None:
        # Esc closes the offers and nothing behind them.
        if self.is_open and event.key() == Qt.Key.Key_Escape:
            event.accept()

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Down and not self.is_open:
            self.look_up(self._field.text())
            return True
        if not self.is_open or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        offers = self.popup.offers
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            offers.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Escape:
            self.close()
            return True
        offer = offers.current()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and offer is not None:
            self._take(offer)
            # Tab takes the offer and then moves on, as it does from every field.
            return key != Qt.Key.Key_Tab
        return False
