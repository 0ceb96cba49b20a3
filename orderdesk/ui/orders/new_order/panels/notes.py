"""The notes of an order: for the packer in sight, for the customer and the gift folded away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from orderdesk.domain.orders.records import LONGEST_TEXT
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.ui.orders.new_order.presenter import NewOrderPresenter
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import NoteInput
from orderdesk.ui.widgets.lists.detail_panel import Section

FOLDED = {
    "note_to_customer": ("Note to the customer", "Printed on the acknowledgement"),
    "gift_message": ("Gift message", "Printed on a slip without prices"),
    "note_internal": ("Internal note", "Stays in the office: on no paper"),
}


class Notes(Section):
    """`typed` follows each keystroke. `place_reference(field)` takes the reference in when the window is narrow."""

    typed = Signal()

    def __init__(self, presenter: NewOrderPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._filling = False
        packer = NoteInput("On the picklist and the packing screen; not on the label", lines=3)
        self.fields = {"instructions": FormField("For the packer", packer, check=_short)}
        self._more = QWidget()
        self._below = QVBoxLayout(self._more)
        self._below.setContentsMargins(0, px(4), 0, 0)
        self._below.setSpacing(px(8))
        for name, (title, hint) in FOLDED.items():
            self.fields[name] = FormField(title, NoteInput(hint, lines=2), check=_short)
            self._below.addWidget(self.fields[name])
        self.more_link = Button("Note to customer, gift message", self.unfold, role="link", small=True)
        self.more_link.setProperty("flush", True)
        self.add(self.fields["instructions"], self.more_link, self._more)
        self.end(True)
        self._more.hide()
        for name in self.fields:
            self.input(name).textChanged.connect(lambda name=name: self._typed(name))

    def input(self, name: str) -> NoteInput:
        """The editor of a note."""
        editor = self.fields[name].editor
        assert isinstance(editor, NoteInput)
        return editor

    def place_reference(self, field: FormField) -> None:
        """Give the customer's reference a place here, in sight above the notes."""
        self.body.insertWidget(0, field)

    def unfold(self) -> None:
        """Show the other notes and go to the first."""
        self._more.show()
        self.more_link.hide()
        self.input("note_to_customer").setFocus()

    def _typed(self, name: str) -> None:
        if not self._filling:
            self._presenter.note(**{name: self.input(name).toPlainText()})
            self.typed.emit()

    def refresh(self) -> None:
        """Show the notes of the sheet."""
        self._filling = True
        for name in self.fields:
            text = getattr(self._presenter.sheet, name)
            if self.input(name).toPlainText() != text:
                self.input(name).setPlainText(text)
        self._filling = False
        folded = not any(getattr(self._presenter.sheet, name) for name in FOLDED)
        if not folded and self._more.isHidden():
            self._more.show()
            self.more_link.hide()

    def fold(self) -> None:
        """Put the empty notes of a fresh sheet away again."""
        self._more.hide()
        self.more_link.show()

    def say(self, said: Refused | BadInput) -> bool:
        """Put a refusal under the note it names; False when it names none."""
        field = self.fields.get(said.field or "")
        if field is None:
            return False
        self._more.setVisible(self._more.isVisible() or said.field in FOLDED)
        field.set_error(str(said))
        field.editor.setFocus()
        return True


def _short(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Refused(f"At most {LONGEST_TEXT:,} characters; these are {len(text):,}.")
