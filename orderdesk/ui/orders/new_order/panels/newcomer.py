"""The form in which a customer who calls for the first time is taken down, right on the order page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from orderdesk.domain.values.addresses import headed, postcode_word
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.services.customers.merging import Likely
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.forms.form_field import FormField, all_valid, show_refusal
from orderdesk.ui.widgets.forms.text_input import TextInput
from orderdesk.ui.widgets.key_cap import KeyCap
from orderdesk.ui.widgets.label import Label

FIELDS = {
    "name": "Name",
    "company": "Company",
    "phone": "Phone",
    "email": "E-mail",
    "line1": "Address",
    "line2": "Address, second line",
    "postcode": "",
    "city": "City",
    "country": "Country",
}
ACROSS = 3
MOST_TOLD = 2
"""So many who are likely the same are named."""


class NewcomerForm(QWidget):
    """`save(typed)` keeps the customer and may raise Refused; `typed_on` follows each keystroke, `left` Cancel.

    Whoever `known(typed)` finds is told first: one of them may be taken instead (`taken` tells the key), and saving
    once more keeps the new customer all the same.
    """

    typed_on = Signal()
    left = Signal()
    taken = Signal(int)

    def __init__(
        self,
        save: Callable[[Mapping[str, str]], object],
        known: Callable[[Mapping[str, str]], Sequence[Likely]],
        country: str,
    ) -> None:
        super().__init__()
        self._save, self._known = save, known
        self.likely: Sequence[Likely] = ()
        self._told: Mapping[str, str] = {}
        self.fields = {
            name: FormField(title or headed(postcode_word()), TextInput(), required=name == "name")
            for name, title in FIELDS.items()
        }
        self.banner = Banner()
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        for number, field in enumerate(self.fields.values()):
            grid.addWidget(field, number // ACROSS, number % ACROSS, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(number % ACROSS, 1)
            field.editor.installEventFilter(self)
            # In a low window the lines below give way, not these.
            field.editor.setMinimumHeight(px(32))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, px(4), 0, 0)
        body.setSpacing(px(10))
        body.addWidget(Label("New customer", "strong"))
        body.addLayout(grid)
        body.addWidget(self.banner)
        self.save_button = Button("Save customer", self.send, role="primary", keys="Ctrl+Enter")
        self.cancel_button = Button("Back to the search", self.left.emit, role="ghost", keys="Esc")
        body.addLayout(row(self.save_button, self.cancel_button, KeyCap("Ctrl+Enter"), None))
        self._input("country").setPlaceholderText(country)
        for name in self.fields:
            self._input(name).textEdited.connect(lambda _text: self._type_on())
        self.hide()

    def _input(self, name: str) -> QLineEdit:
        editor = self.fields[name].editor
        assert isinstance(editor, QLineEdit)
        return editor

    def typed(self) -> dict[str, str]:
        """What is typed, by field."""
        return {name: field.text for name, field in self.fields.items()}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Fill the fields."""
        for name, field in self.fields.items():
            if self._input(name).text() != typed.get(name, ""):
                self._input(name).setText(typed.get(name, ""))
            field.set_error("")
        self._forget()

    def start(self, typed: str) -> None:
        """Open with what was typed in search of the customer, in the field where it belongs."""
        words = typed.strip()
        place = "email" if "@" in words else "phone" if words.strip("+0123456789 ()-/.") == "" and words else "name"
        self.show_typed({place: words})
        self.show()
        self._input("company" if place == "name" and words else "name").setFocus()

    def send(self) -> bool:
        """Save; what is wrong is said under its field, and who is likely the same in the banner."""
        if not all_valid(tuple(self.fields.values())):
            return False
        typed = self.typed()
        try:
            found = self._known(typed) if typed != self._told else ()
            if found:
                self._tell(found, typed)
                return False
            self._save(typed)
        except (Refused, BadInput) as said:
            if not show_refusal(self.fields, said):
                self.banner.say(str(said), "warning")
            return False
        return True

    def _tell(self, found: Sequence[Likely], typed: Mapping[str, str]) -> None:
        """Say who is likely the same, before anything is kept."""
        self.likely, self._told = found, typed
        takes = [(f"Take {each.number}", partial(self.taken.emit, each.id)) for each in found[:MOST_TOLD]]
        said = " ".join(each.said for each in found[:MOST_TOLD])
        self.banner.say(f"{said} Ctrl+T takes {found[0].number}, Ctrl+Enter saves a new one.", "warning", takes)

    def take_likely(self) -> bool:
        """Take the customer told first in the place of a new one; False when nobody is told."""
        if self.likely:
            self.taken.emit(self.likely[0].id)
            return True
        return False

    def _type_on(self) -> None:
        self._forget()
        self.typed_on.emit()

    def _forget(self) -> None:
        self.likely, self._told = (), {}
        self.banner.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter goes on as Tab does, and saves behind the last field.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
                if watched is self.fields["country"].editor:
                    self.send()
                else:
                    self.focusNextPrevChild(True)
                return True
        return super().eventFilter(watched, event)
