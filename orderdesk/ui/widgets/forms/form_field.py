"""A field of a form: its label above, the editor, a hint or what is wrong below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.banner import announce
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.picture_input import PictureInput
from orderdesk.ui.widgets.forms.text_input import ParsedInput, ParsedNote, mark_invalid
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.window.visibility import show_part


class FormField(QWidget):
    """`label` over `editor`; `required` adds a * and refuses an empty entry.

    `check(text)` may raise Refused or BadInput with the sentence to show; it runs when the person leaves the field and
    when the form is sent. A ParsedInput brings its own check; left empty it means `empty`.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        required: bool = False,
        hint: str = "",
        check: Callable[[str], object] | None = None,
        empty: Any = None,
    ) -> None:
        super().__init__()
        self.label, self.editor, self.required = label, editor, required
        self._hint, self._check, self._empty = hint, check, empty
        self._words = Label("", "label", "text2")
        self._words.setBuddy(editor)
        self._below = Label(hint, "small", "text2", wrap=True)
        show_part(self._below, bool(hint))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(4))
        body.addWidget(self._words)
        body.addWidget(editor)
        body.addWidget(self._below)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.set_label(label)
        editor.setAccessibleDescription(hint)
        editor.installEventFilter(self)
        if isinstance(editor, ParsedInput):
            editor.changed.connect(self._mended)
            editor.editingFinished.connect(self._finished)

    def set_label(self, label: str) -> None:
        """Call the field something else from now on."""
        self.label = label
        self._words.setText(f"{label} *" if self.required else label)
        self.editor.setAccessibleName(label)
        if isinstance(self.editor, QCheckBox):
            # A tick bears its words itself.
            self.editor.setText(label)
            show_part(self._words, False)

    @property
    def text(self) -> str:
        """What is typed, trimmed; "" for an editor that is not text."""
        if isinstance(self.editor, QLineEdit):
            return self.editor.text().strip()
        if isinstance(self.editor, QPlainTextEdit):
            return self.editor.toPlainText().strip()
        return ""

    @property
    def value(self) -> Any:
        """What is entered: the words, the figure, what is chosen, or whether it is ticked."""
        editor = self.editor
        if isinstance(editor, QCheckBox):
            return editor.isChecked()
        if isinstance(editor, ParsedInput):
            return self._empty if (value := editor.value()) is None else value
        if isinstance(editor, QLineEdit) and editor.echoMode() is QLineEdit.EchoMode.Password:
            # What nobody sees is taken as it was typed.
            return editor.text()
        is_read = isinstance(editor, Choice | ParsedNote | PictureInput)
        return editor.value() if is_read else self.text  # type: ignore[attr-defined]

    def set_value(self, value: Any) -> None:
        """Show `value`."""
        editor = self.editor
        if isinstance(editor, QCheckBox):
            editor.setChecked(bool(value))
        elif isinstance(editor, Choice):
            editor.choose(value)
        elif isinstance(editor, ParsedInput | ParsedNote):
            editor.set_value(value)
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(value)

    def when_picked(self, follow: Callable[[Any], object]) -> None:
        """Tell `follow` each value that a person chooses."""
        assert isinstance(self.editor, Choice)
        self.editor.picked.connect(follow)

    @property
    def error(self) -> str:
        """The sentence shown under the field now, or ""."""
        return self._below.text() if self.editor.property("invalid") else ""

    def set_error(self, sentence: str) -> None:
        """Show `sentence` in red under the field; "" takes it away and brings the hint back."""
        mark_invalid(self.editor, bool(sentence))
        self._below.setText(sentence or self._hint)
        self._below.set_tone("danger" if sentence else "text2")
        show_part(self._below, bool(sentence or self._hint))
        self.editor.setAccessibleDescription(sentence or self._hint)

    def _finished(self) -> None:
        if self.text or self.error:
            self.validate()

    def _mended(self) -> None:
        """What was wrong is taken back as soon as it is right; what is not right yet is left to the end."""
        if self._below.property("tone") == "danger" and not self._wrong():
            self.set_error("")

    def set_required(self, required: bool) -> None:
        """Ask for an entry, or leave it free, as the rest of the form has it."""
        self.required = required
        self._words.setText(f"{self.label} *" if required else self.label)

    def validate(self) -> bool:
        """Check the entry, show what is wrong, and say whether it may pass."""
        self.set_error(self._wrong())
        return not self.error

    def _wrong(self) -> str:
        is_text = isinstance(self.editor, QLineEdit | QPlainTextEdit)
        if self.required and is_text and not self.text:
            return f"{self.label} is needed."
        if isinstance(self.editor, ParsedInput | ParsedNote) and (said := self.editor.error()):
            return said
        if self._check is not None and (self.text or not is_text):
            try:
                self._check(self.text)
            except (Refused, BadInput) as said_no:
                return str(said_no)
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # An untouched field is not scolded for being empty; only sending the form does that.
        if event.type() == QEvent.Type.FocusOut:
            self._finished()
        return super().eventFilter(watched, event)


def all_valid(fields: Sequence[FormField]) -> bool:
    """Check every field; on a wrong one put the focus into the first and announce it."""
    wrong = [field for field in fields if not field.validate()]
    if wrong:
        wrong[0].editor.setFocus()
        announce(wrong[0].editor, f"{wrong[0].label}: {wrong[0].error}")
    return not wrong


def show_refusal(fields: dict[str, FormField], said: Refused | BadInput) -> bool:
    """Put what a service refused under the field that it names; False when it names none of `fields`."""
    field = fields.get(said.field or "")
    if field is None:
        return False
    field.set_error(str(said))
    field.editor.setFocus()
    return True
