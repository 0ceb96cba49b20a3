"""Rows of a list for the screen: columns are data, rows are frozen, the next page is fetched when it is reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from orderdesk.ui.widgets.pill import Pill

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Any], Sequence[Any]]
Bands = Callable[[Any], "GroupHead | None"]
LEFT, RIGHT, CENTRE = "left", "right", "centre"


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column of a list.

    `text(row)` is what it says, `width` its design pixels (0: takes the space that is left), `sort_key` the name the
    query knows it by ("": cannot be sorted), `align` LEFT, RIGHT or CENTRE. `strong` is semibold; `tone` a colour
    token or a function of the row that gives one; `pill(row)` replaces the text; `icon(row)` names an icon before it;
    `second(row)` is a line below it. `wide` columns are left out where room is short, those of 1 before those of 2.
    """

    title: str
    text: Callable[[Row], str]
    width: int = 0
    sort_key: str = ""
    align: str = LEFT
    strong: bool | Callable[[Row], bool] = False
    tone: str | Callable[[Row], str] = "text"
    pill: Callable[[Row], Pill | None] | None = None
    icon: Callable[[Row], str] | None = None
    second: Callable[[Row], str] | None = None
    wide: int = 0


@dataclass(frozen=True, slots=True)
class GroupHead:
    """A row that heads those below it: `lead` large in a `tone` at the left, `title` above `second`, how many are
    `done` of `total` as a bar with its `words`, then a `note` and a pill. `ground` is the token of its colour."""

    lead: str
    title: str
    second: str
    done: int
    total: int
    words: str
    note: str
    pill: Pill
    tone: str = "text"
    ground: str = "surface2"

    @property
    def said(self) -> str:
        """All of it for assistive programs."""
        return ", ".join(filter(None, (self.lead, self.title, self.second, self.words, self.note, self.pill.word)))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, ready to paint."""

    text: str
    tone: str = "text"
    strong: bool = False
    pill: Pill | None = None
    icon: str = ""
    second: str = ""


def make_cell(column: Column[Any], row: Any) -> Cell:
    """Ask a column everything about one row."""
    return Cell(
        column.text(row),
        column.tone(row) if callable(column.tone) else column.tone,
        column.strong(row) if callable(column.strong) else column.strong,
        column.pill(row) if column.pill else None,
        column.icon(row) if column.icon else "",
        column.second(row) if column.second else "",
    )


_ALIGN = {
    LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    CENTRE: Qt.AlignmentFlag.AlignCenter,
}
_NOWHERE = QModelIndex()
_BARE = Cell("")


class TableModel(QAbstractTableModel):
    """`columns` over `rows`; `key(row)` is what stays the same when a row is read again. A row to which
    `band(row)` gives a head stands over those below it: it has no cells, and is not marked."""

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        key: Callable[[Any], Any],
        band: Bands | None = None,
    ) -> None:
        super().__init__()
        self.banded, self._band = band is not None, band
        self.columns = tuple(columns)
        self.key = key
        self.marked: set[Any] = set()
        self._rows: list[Any] = []
        self._cells: dict[tuple[int, int], Cell] = {}
        self._fetch: Fetch | None = None

    def show(self, rows: Sequence[Any], fetch: Fetch | None = None) -> None:
        """Replace the rows; `fetch(last row)` gives the page after it, and an empty page ends the list."""
        self.beginResetModel()
        self._rows = list(rows)
        self._cells.clear()
        self._fetch = fetch if rows else None
        self.marked &= {self.key(row) for row in rows}
        self.endResetModel()

    def replace(self, row: Any) -> bool:
        """Show the new facts of one row in its place; False when the list does not hold it."""
        number = self.place_of(self.key(row))
        if number is None:
            return False
        self._rows[number] = row
        for column in range(len(self.columns)):
            self._cells.pop((number, column), None)
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))
        return True

    @property
    def rows(self) -> Sequence[Any]:
        """The rows read so far."""
        return self._rows

    def row(self, number: int) -> Any:
        """The row at `number`."""
        return self._rows[number]

    def place_of(self, key: Any) -> int | None:
        """Where the row with `key` stands, None when it was not read."""
        return next((number for number, row in enumerate(self._rows) if self.key(row) == key), None)

    def cell(self, number: int, column: int) -> Cell:
        """The prepared cell; made once and kept."""
        place = (number, column)
        kept = self._cells.get(place)
        if kept is None:
            bare = self.band(number) is not None
            kept = self._cells[place] = _BARE if bare else make_cell(self.columns[column], self._rows[number])
        return kept

    def band(self, number: int) -> GroupHead | None:
        """What the row at `number` is as the head of others; None for a row of its own."""
        return self._band(self._rows[number]) if self._band else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._said(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self._said(index)
            return said if self.band(index.row()) else f"{self.columns[index.column()].title}: {said}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.columns[index.column()].align]
        return None

    def _said(self, index: Index) -> str:
        band = self.band(index.row())
        if band is not None:
            return band.said if index.column() == 0 else ""
        cell = self.cell(index.row(), index.column())
        return cell.pill.word if cell.pill else cell.text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.columns[section].align]
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._fetch is not None

    def fetchMore(self, parent: Index) -> None:
        if self._fetch is None or not self._rows:
            return
        page = list(self._fetch(self._rows[-1]))
        if not page:
            self._fetch = None
            return
        first = len(self._rows)
        self.beginInsertRows(_NOWHERE, first, first + len(page) - 1)
        self._rows.extend(page)
        self.endInsertRows()

    def fetch_no_more(self) -> None:
        """Stay with the rows that are here: where the others came from is closed."""
        self._fetch = None

    def set_marked(self, number: int, marked: bool) -> None:
        """Mark the row at `number` for a batch action, or take the mark away; one that heads others stays without."""
        if self.band(number) is not None:
            return
        key = self.key(self._rows[number])
        (self.marked.add if marked else self.marked.discard)(key)
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))

    def is_marked(self, number: int) -> bool:
        """Whether the row at `number` is marked."""
        return bool(self.marked) and self.key(self._rows[number]) in self.marked

    def clear_marks(self) -> None:
        """Mark nothing."""
        self.marked.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))
