"""How the file is read: as what, in which format, and which column is which field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from orderdesk.domain.orders.records import CHANNELS
from orderdesk.domain.values.texts import count_word
from orderdesk.services.imports.looking import ENCODINGS
from orderdesk.ui.imports.column_rows import ColumnRows, head_of_columns
from orderdesk.ui.imports.presenter import GUESSED, ImportPresenter
from orderdesk.ui.imports.words import KINDS
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card, row, scrolled
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import TextInput
from orderdesk.ui.widgets.label import Divider, Label
from orderdesk.ui.words import CHANNEL_WORDS


class ColumnsPanel(QWidget):
    """Writes what is chosen into the presenter; `changed` follows."""

    changed = Signal()
    reopened = Signal()
    """Another sheet or encoding was chosen: the file is to be opened anew."""

    def __init__(self, presenter: ImportPresenter, save: Callable[[], object], drop: Callable[[], object]) -> None:
        super().__init__()
        self._presenter = presenter
        self.kind = Choice(KINDS)
        self.format = Choice()
        self.channel = Choice([(each, CHANNEL_WORDS[each]) for each in CHANNELS])
        self.mapping = Choice()
        self.source = TextInput("Only where there are several", longest=40)
        self.sheet = Choice()
        self.encoding = Choice([("", "Found out"), *((name, name) for name in ENCODINGS)])
        self.save = Button("Save mapping", save, icon="save", keys="Ctrl+S")
        self.drop = Button("Forget", drop)
        self.channel_field = FormField("Orders came by", self.channel)
        self.mapping_field = FormField("Mapping", self.mapping)
        self.source_field = FormField("Web shop or market", self.source)
        self.sheet_field = FormField("Sheet", self.sheet)
        self.encoding_field = FormField("Letters (encoding)", self.encoding)
        self.hint = Label("", "small", "text2", wrap=True)
        self.rows = ColumnRows()
        self._build()
        self.kind.picked.connect(lambda kind: self._choose(lambda: presenter.choose_kind(kind)))
        self.format.picked.connect(lambda name: self._choose(lambda: presenter.choose_format(name)))
        self.mapping.picked.connect(lambda name: self._choose(lambda: presenter.choose_mapping(name)))
        self.channel.picked.connect(self._choose_channel)
        self.source.textEdited.connect(self._name_source)
        self.sheet.picked.connect(lambda name: self._open_again(sheet=name))
        self.encoding.picked.connect(lambda name: self._open_again(encoding=name))
        self.rows.mapped.connect(self._map)
        self.setFocusProxy(self.kind)

    def _build(self) -> None:
        top = Card()
        self._fields = QGridLayout()
        parts = (FormField("What the file holds", self.kind), FormField("Format", self.format))
        for number, part in enumerate((*parts, self.mapping_field, self.channel_field)):
            self._fields.addWidget(part, 0, number)
            self._fields.setColumnStretch(number, 3 if number in (1, 2) else 2)
        # A workbook has sheets, a text has an encoding: never both.
        for number, part in ((0, self.sheet_field), (0, self.encoding_field), (1, self.source_field)):
            self._fields.addWidget(part, 1, number)
        top.body.addLayout(self._fields)
        below = row(self.hint, self.drop, self.save)
        below.setStretch(0, 1)
        top.body.addLayout(below)
        table = Card(padding=0, spacing=0)
        self._head = head_of_columns()
        table.body.addWidget(self._head)
        table.body.addWidget(Divider(strong=True))
        area = scrolled(self.rows, "surface")
        self._bar = area.verticalScrollBar()
        self._bar.rangeChanged.connect(self._fit_head)
        table.body.addWidget(area, 1)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addWidget(top)
        self._body.addWidget(table, 1)
        follow(self._restyle)

    def _restyle(self) -> None:
        self._body.setSpacing(px(12))
        self._fields.setHorizontalSpacing(px(12))

    def _fit_head(self) -> None:
        # The titles stand over their columns with and without the scroll bar.
        self._head.setContentsMargins(0, 0, self._bar.sizeHint().width() if self._bar.maximum() else 0, 0)

    def refresh(self) -> None:
        """Show the file and how it is read now."""
        presenter = self._presenter
        if presenter.file is None:
            return
        mapped = presenter.shape.mapped
        self.kind.choose(presenter.kind)
        self.format.set_options([(each.name, each.title) for each in presenter.shapes], presenter.format)
        self.channel.choose(presenter.channel)
        self.channel_field.setVisible(presenter.kind == "orders")
        self._fields.setColumnStretch(3, 2 if presenter.kind == "orders" else 0)
        self.mapping_field.setVisible(mapped)
        self.source_field.setVisible(presenter.has_ids)
        self.source.setText(presenter.source)
        sheets = presenter.file.sheets
        self.sheet_field.setVisible(len(sheets) > 1)
        self.sheet.set_options([("", "The first with a table"), *((name, name) for name in sheets)], presenter.sheet)
        self.encoding_field.setVisible(not sheets)
        self.encoding.choose(presenter.encoding)
        self.rows.show_columns(
            presenter.file.headers,
            presenter.file.sample,
            presenter.field_choices() if mapped else [],
            presenter.columns,
            None if mapped else presenter.title_of,
        )
        self.refresh_mapping()

    def refresh_mapping(self) -> None:
        """Show which columns are used, what is missing, and what is doubled."""
        presenter = self._presenter
        mapped = presenter.shape.mapped
        names = [(GUESSED, "Guessed from the headings"), *((name, name) for name in presenter.saved)]
        self.mapping.set_options(names, presenter.mapping)
        self.drop.setVisible(mapped and presenter.mapping != GUESSED)
        self.save.setVisible(mapped)
        self.save.set_refusal(presenter.wrong() or presenter.needed() or None, "Save mapping (Ctrl+S)")
        self.rows.show_mapping(presenter.columns, presenter.doubled())
        self.hint.setText(self._hint(mapped))

    def focus_wrong(self) -> None:
        """Put the focus on what keeps the mapping from being used."""
        choices = self.rows.choices
        doubled = self._presenter.doubled()
        free = [heading for heading in choices if heading not in self._presenter.columns]
        heading = next(iter((*doubled[1:], *free)), "")
        choices.get(heading, self.kind).setFocus()

    def _hint(self, mapped: bool) -> str:
        presenter = self._presenter
        assert presenter.file is not None
        used, count = len(presenter.columns), sum(1 for each in presenter.file.headers if each)
        if not mapped:
            return "The headings are those of this format, so its columns are known. Choose any table to map them."
        words = f"{used} of {count_word(count, 'column')} {'is' if used == 1 else 'are'} used."
        missing = presenter.missing()
        return f"{words} Still needed: {', '.join(missing)}." if missing else words

    def _choose(self, choose: Callable[[], object]) -> None:
        choose()
        self.refresh()
        self.changed.emit()

    def _choose_channel(self, channel: str) -> None:
        self._presenter.channel = channel

    def _name_source(self, name: str) -> None:
        self._presenter.source = name

    def _open_again(self, **chosen: str) -> None:
        for name, value in chosen.items():
            setattr(self._presenter, name, value)
        self.reopened.emit()

    def _map(self, heading: str, field: str) -> None:
        self._presenter.map(heading, field)
        self.refresh_mapping()
        self.changed.emit()
