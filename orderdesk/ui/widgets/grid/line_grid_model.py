"""The lines of a document being written: columns and cells as data, and one empty row at the end for the next line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from orderdesk.ui.widgets.lists.table_model import LEFT
from orderdesk.ui.widgets.pill import Pill

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
REMOVE = "remove"
"""The id of the column that shows a bin; a click on it removes the line."""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column: `width` 0 takes the space left and holds the item; `editable` cells are drawn as boxes.

    Enter stops at `stop` columns from left to right, Tab at every editable one. In a narrow window
    `wide` ones are left out, for nothing that is typed can be, and others are `narrow` wide where that is given.
    """

    id: str
    title: str
    width: int = 0
    align: str = LEFT
    editable: bool = False
    stop: bool = False
    wide: bool = False
    narrow: int = 0


@dataclass(frozen=True, slots=True)
class GridCell:
    """What a cell says; `edit` is the text its editor begins with when that differs from what is shown."""

    text: str = ""
    second: str = ""
    pill: Pill | None = None
    tone: str = "text"
    strong: bool = False
    edit: str | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line: `key` names it, `cells` are by column id; a column left out is empty."""

    key: Any
    cells: Mapping[str, GridCell]


EMPTY = GridCell()


class LineGridModel(QAbstractTableModel):
    """Lines and, below them, the row for the next one; `pending` is what was typed there and not yet taken."""

    def __init__(self, columns: Sequence[GridColumn]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.lines: tuple[GridLine, ...] = ()
        self.pending = ""
        self.locked = False

    def show(self, lines: Sequence[GridLine]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    @property
    def new_row(self) -> int:
        """The number of the row for the next line."""
        return len(self.lines)

    def place_of(self, key: Any) -> int | None:
        """Where the line `key` stands."""
        return next((number for number, line in enumerate(self.lines) if line.key == key), None)

    def cell(self, row: int, column: int) -> GridCell:
        """What is shown there."""
        return self.lines[row].cells.get(self.columns[column].id, EMPTY) if row < len(self.lines) else EMPTY

    def can_edit(self, row: int, column: int) -> bool:
        """Whether a person may change that cell."""
        if self.locked:
            return False
        if row == self.new_row:
            return True
        return self.columns[column].editable and not self.cell(row, column).locked

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines) + (0 if self.locked else 1)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.can_edit(index.row(), index.column()) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.EditRole:
            if index.row() == self.new_row:
                return self.pending
            return cell.text if cell.edit is None else cell.edit
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.pill.word if cell.pill else cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.row() == self.new_row:
                return "New line"
            return f"{self.columns[index.column()].title}: {cell.pill.word if cell.pill else cell.text} {cell.second}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if self.columns[section].align == LEFT else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
