"""The rehearsal: every row with what would become of it, and why some cannot come in."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from orderdesk.services.imports.importing import ImportPlan
from orderdesk.ui.imports.review import ReviewRow, note_rows, review_rows
from orderdesk.ui.imports.words import PILLS, VIEWS, rows_of
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.empty_state import EmptyState
from orderdesk.ui.widgets.label import Divider, ElidedLabel
from orderdesk.ui.widgets.lists.table import COMPACT, Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column
from orderdesk.ui.widgets.lists.view_tabs import ViewTabs

MOST_NOTES = 2
_NONE = {
    "all": "No rows",
    "new": "Nothing new",
    "changed": "Nothing changed",
    "same": "Nothing the same",
    "error": "No errors",
    "note": "No notes",
}


def _tone(each: ReviewRow) -> str:
    return "danger_fg" if each.action == "error" else "text2"


_COLUMNS: tuple[Column[ReviewRow], ...] = (
    Column("Row", lambda each: f"{each.row:,}" if each.row else "—", 76, align=RIGHT, tone="text2"),
    Column("Result", lambda each: PILLS[each.action].word, 108, pill=lambda each: PILLS[each.action]),
    Column("What", lambda each: each.name, 250, strong=True),
    Column("Column", lambda each: each.column, 130, tone="text2"),
    Column("Reason or change", lambda each: each.detail, 0, tone=_tone),
    Column("File", lambda each: each.file, 150, tone="text2", wide=1),
)
_COLUMN, _FILE = 3, 5


class ReviewPanel(QWidget):
    """`show_plan` fills it; the view of errors comes first where there are any."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ReviewRow] = []
        self._notes: list[ReviewRow] = []
        self._counts: dict[str, int] = {}
        self.notes = Banner()
        self.views = ViewTabs(VIEWS, "Rows by what becomes of them")
        self.table: Table = Table(_COLUMNS, lambda row: row.place, "Rows of the file", height=COMPACT)
        self._empty = EmptyState("circle-check", "No such rows", "")
        self._foot = ElidedLabel("", "small", "text2")
        card = Card(padding=0, spacing=0)
        self._head = row(self.views)
        card.body.addLayout(self._head)
        card.body.addWidget(Divider(strong=True))
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._empty, 1)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addWidget(self.notes)
        self._body.addWidget(card, 1)
        self._body.addWidget(self._foot)
        self.views.picked.connect(self.show_view)
        self.setFocusProxy(self.table)
        follow(self._restyle)

    def _restyle(self) -> None:
        self._body.setSpacing(px(10))
        self._head.setContentsMargins(px(14), 0, px(14), 0)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what would become of each row of a file."""
        self._rows = review_rows(plan)
        self._notes = note_rows(plan)
        self._counts = {**plan.counts, "all": sum(plan.counts.values()), "note": len(self._notes)}
        empty = ((_COLUMN, not plan.errors), (_FILE, not any(each.file for each in plan.errors)))
        self.table.leave_out(number for number, nothing in empty if nothing)
        self._say_notes()
        self.views.set_counts(self._counts)
        self.show_view("error" if plan.counts["error"] else "all")

    def _say_notes(self) -> None:
        """The first notes in sight, all of them in their view."""
        first = " ".join(each.detail for each in self._notes[:MOST_NOTES])
        more = [(f"Show all {len(self._notes):,} notes", lambda: self.show_view("note"))]
        self.notes.say(first, "info", more if len(self._notes) > MOST_NOTES else ())

    def show_view(self, view: str) -> None:
        """Show the rows of one result, or all."""
        self.views.choose(view)
        shown = self._notes if view == "note" else [row for row in self._rows if view in ("all", row.action)]
        self.table.show_rows(shown)
        self.table.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        self._empty.say("circle-check", _NONE[view], "No row of the file is one of these.")
        left = self._counts.get(view, 0) - len(shown)
        self._foot.setText(f"The first {rows_of(len(shown))} of {self._counts[view]:,} are listed." if left > 0 else "")
        self._foot.setVisible(left > 0)
        self.table.select_first()
