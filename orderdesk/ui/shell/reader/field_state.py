"""A field as it was before a bar code reader typed into it, to be put back just so."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from shiboken6 import isValid

from orderdesk.ui.widgets.forms.type_ahead import TypeAhead


class FieldState:
    """Text, caret, selection and offers of a one-line field."""

    def __init__(self, field: QLineEdit) -> None:
        self._field, self._text, self._modified = field, field.text(), field.isModified()
        self._start, self._length = field.selectionStart(), field.selectionLength()
        self._caret = field.cursorPosition()
        self._closed = [each for each in field.findChildren(TypeAhead) if not each.is_open]

    def put_back(self) -> None:
        """Make the field what it was; whoever follows its text hears of it as of an edit."""
        field = self._field
        if not isValid(field):
            return
        if field.text() != self._text:
            field.selectAll()
            field.insert(self._text)
            if field.text() != self._text:  # a validator refused what the program itself had set
                field.setText(self._text)
        self._select()
        field.setModified(self._modified)
        for offers in self._closed:
            offers.close()

    def _select(self) -> None:
        if self._length <= 0:
            self._field.deselect()
            self._field.setCursorPosition(self._caret)
        elif self._caret == self._start:
            self._field.setSelection(self._start + self._length, -self._length)
        else:
            self._field.setSelection(self._start, self._length)


class NoteState:
    """Text, caret and selection of a field of several lines."""

    def __init__(self, field: QPlainTextEdit) -> None:
        cursor = field.textCursor()
        self._field, self._text = field, field.toPlainText()
        self._anchor, self._caret = cursor.anchor(), cursor.position()

    def put_back(self) -> None:
        """Make the field what it was, as one edit."""
        if not isValid(self._field):
            return
        cursor = self._field.textCursor()
        if self._field.toPlainText() != self._text:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(self._text)
        cursor.setPosition(self._anchor)
        cursor.setPosition(self._caret, QTextCursor.MoveMode.KeepAnchor)
        self._field.setTextCursor(cursor)


def state_of(widget: object) -> FieldState | NoteState | None:
    """What to put back in `widget`; None if it is no field that shows what is typed."""
    if isinstance(widget, QLineEdit):
        return FieldState(widget)
    return NoteState(widget) if isinstance(widget, QPlainTextEdit) else None
