"""The columns of the file one below the other: heading, what stands in it, and the field it goes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from orderdesk.ui.imports.words import NOT_USED
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.text_input import mark_invalid
from orderdesk.ui.widgets.label import Divider, ElidedLabel, Label

AT_ONCE = 40
"""Rows that are made in one go; a file with a thousand columns fills in bit by bit."""
MOST_SAMPLES = 3


def sample_of(sample: Sequence[Sequence[str]], place: int) -> str:
    """The first different values of a column, to recognise it by."""
    cells = (cells[place].strip() for cells in sample if place < len(cells))
    return "  ·  ".join(list(dict.fromkeys(cell for cell in cells if cell))[:MOST_SAMPLES])


class ColumnRows(QWidget):
    """`show_columns` fills it; `mapped(heading, field)` follows each choice, "" is a column that is not used."""

    mapped = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, Choice] = {}
        self._waiting: list[tuple[int, str]] = []
        self._sample: Sequence[Sequence[str]] = ()
        self._options: list[tuple[str, str]] = []
        self._columns: Mapping[str, str] = {}
        self._fixed: Callable[[str], str] | None = None
        self._parts: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._add_some)
        follow(self._restyle)

    def _restyle(self) -> None:
        self._grid.setContentsMargins(px(16), px(8), px(16), px(12))
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(6))

    def show_columns(
        self,
        headers: Sequence[str],
        sample: Sequence[Sequence[str]],
        options: Sequence[tuple[str, str]],
        columns: Mapping[str, str],
        fixed: Callable[[str], str] | None = None,
    ) -> None:
        """Show every heading with its choice of `options`; `fixed(field)` gives its title where nothing is chosen."""
        self._more.stop()
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts, self.choices = [], {}
        self._sample, self._columns, self._fixed = sample, columns, fixed
        self._options = [("", NOT_USED), *options]
        self._waiting = [(place, heading) for place, heading in enumerate(headers) if heading]
        self._add_some()
        if self._waiting:
            self._more.start()

    def _add_some(self) -> None:
        some, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        for place, heading in some:
            self._add(place, heading)
        if not self._waiting:
            self._more.stop()

    def _add(self, place: int, heading: str) -> None:
        line = 2 * place
        name = ElidedLabel(heading, "strong")
        sample = ElidedLabel(sample_of(self._sample, place) or "empty", "body", "text2", figures=True)
        field = self._columns.get(heading, "")
        if self._fixed is None:
            goes_to: QWidget = self._choice(heading, field)
            name.setBuddy(goes_to)
        else:
            goes_to = ElidedLabel(self._fixed(field) if field else NOT_USED, "body", "" if field else "text3")
            goes_to.setMinimumHeight(px(28))
        divider = Divider()
        for number, part in enumerate((name, sample, goes_to)):
            self._grid.addWidget(part, line, number)
        self._grid.addWidget(divider, line + 1, 0, 1, 3)
        self._parts += [name, sample, goes_to, divider]

    def _choice(self, heading: str, field: str) -> Choice:
        choice = Choice(self._options, name=f"{heading} goes to", current=field)
        choice.setProperty("unused", not field)
        choice.picked.connect(lambda picked: self.mapped.emit(heading, picked))
        self.choices[heading] = choice
        return choice

    def show_mapping(self, columns: Mapping[str, str], doubled: Sequence[str] = ()) -> None:
        """Choose as `columns` says and mark the headings that claim one field."""
        for heading, choice in self.choices.items():
            choice.choose(columns.get(heading, ""))
            mark_invalid(choice, heading in doubled)


def head_of_columns() -> QWidget:
    """The titles over the three columns."""
    head = QWidget()
    grid = QGridLayout(head)
    grid.setContentsMargins(px(16), px(8), px(16), px(6))
    grid.setHorizontalSpacing(px(16))
    for number, (title, stretch) in enumerate((("Column in the file", 2), ("What stands in it", 3), ("Goes to", 2))):
        grid.addWidget(Label(title, "label", "text2"), 0, number)
        grid.setColumnStretch(number, stretch)
    return head
