"""The imports made so far, with the way to take one back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.imports.records import Batch
from orderdesk.ui.imports.review import summary_of
from orderdesk.ui.imports.words import BROUGHT_IN, KINDS, UNDONE
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.empty_state import EmptyState
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column
from orderdesk.ui.widgets.pill import Pill

_KINDS = dict(KINDS)


def _pill(batch: Batch) -> Pill:
    return BROUGHT_IN if batch.undone_at is None else UNDONE


def _summary(batch: Batch) -> str:
    return summary_of((batch.summary or {}).get("counts", {}))


def _columns(zone: ZoneInfo) -> tuple[Column[Batch], ...]:
    def when(batch: Batch) -> str:
        at = batch.at.astimezone(zone)
        return f"{shown_day(at)}, {at:%H:%M}"

    return (
        Column("Import", lambda each: str(each.id), 70, align=RIGHT, tone="accent_text", strong=True),
        Column("When", when, 150, tone="text2"),
        Column("File", lambda each: each.file_name, 0, strong=True),
        Column("What", lambda each: _KINDS.get(each.kind, each.kind), 110),
        Column("Rows", _summary, 210, tone="text2", wide=1),
        Column("By", lambda each: each.user, 90, tone="text2", wide=1),
        Column("State", lambda each: _pill(each).word, 120, pill=_pill),
    )


class PastImports(Card):
    """A list of imports, and the button that takes the chosen one back."""

    def __init__(self, zone: ZoneInfo, undo: Callable[[], object]) -> None:
        super().__init__(padding=0, spacing=0)
        self.table: Table = Table(_columns(zone), lambda batch: batch.id, "Past imports")
        self.undo = Button("Undo import", undo, icon="undo-2", keys="Ctrl+Del")
        self._empty = EmptyState(
            "history", "No imports yet", "Each import is listed here and can be undone as a whole."
        )
        head = row(Label("Past imports", "heading"), None, self.undo)
        head.setContentsMargins(px(16), px(8), px(10), px(8))
        self.body.addLayout(head)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._empty, 1)
        self.table.current_changed.connect(lambda _row: self._refuse())
        self._refuse()

    def show_batches(self, batches: Sequence[Batch]) -> None:
        """Show the imports, newest first."""
        self.table.show_rows(batches)
        self.table.setVisible(bool(batches))
        self._empty.setVisible(not batches)
        self.undo.setVisible(bool(batches))
        self._refuse()

    @property
    def chosen(self) -> Batch | None:
        """The import the list stands on."""
        found: Batch | None = self.table.current_row()
        return found

    def refusal(self) -> str | None:
        """Why the chosen import cannot be undone now."""
        if self.chosen is None:
            return "Choose an import in the list to undo it."
        if self.chosen.undone_at is not None:
            return f"Import {self.chosen.id} was undone already."
        return None

    def _refuse(self) -> None:
        self.undo.set_refusal(self.refusal(), "Undo import (Ctrl+Del)")
