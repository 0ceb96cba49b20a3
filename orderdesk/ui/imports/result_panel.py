"""What came of an import: counts, where every line went, and the ways back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from orderdesk.services.imports.importing import ImportResult
from orderdesk.ui.imports.review import reconcile
from orderdesk.ui.imports.words import NOUNS, counted, rows_of
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.label import Divider, Label
from orderdesk.ui.widgets.stat_tile import StatTile, tile_row


class ResultPanel(QWidget):
    """`show_result` fills it; `undo`, `save` and `show_them` are what its buttons do."""

    def __init__(self, undo: Callable[[], object], save: Callable[[], object], show_them: Callable[[], object]) -> None:
        super().__init__()
        self.banner = Banner()
        self._tiles = {
            key: StatTile(title, "0")
            for key, title in (("new", "New"), ("changed", "Changed"), ("same", "Same"), ("error", "Rejected"))
        }
        self.show_them = Button("", show_them, icon="arrow-right")
        self.save = Button("Save the rejected rows…", save, icon="download", keys="Ctrl+S")
        self.undo = Button("Undo this import", undo, icon="undo-2", keys="Ctrl+Del")
        self._sums = QGridLayout()
        self._sums.setColumnStretch(0, 1)
        self._lines: list[QWidget] = []
        sums = Card("Where every line went")
        sums.body.addLayout(self._sums)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addWidget(self.banner)
        self._body.addWidget(tile_row(*self._tiles.values()))
        self._body.addWidget(sums)
        self._body.addLayout(row(self.show_them, self.save, self.undo, None))
        self._body.addStretch(1)
        self.setFocusProxy(self.show_them)
        follow(self._restyle)

    def _restyle(self) -> None:
        self._body.setSpacing(px(12))
        self._sums.setVerticalSpacing(px(8))

    def show_result(self, result: ImportResult, undone: bool) -> None:
        """Show what an import came to, or that it was taken back."""
        counts, kind = result.counts, result.kind
        came = counted(kind, counts["new"] + counts["changed"])
        rejected = f", {rows_of(counts['error'])} rejected" if counts["error"] else ""
        done = f"Import {result.batch_id} is done: {came} came in{rejected}."
        if undone:
            self.banner.say(f"Import {result.batch_id} was undone; everything is as it was before.", "neutral")
        else:
            self.banner.say(done, "success" if not counts["error"] else "warning")
        for key, tile in self._tiles.items():
            tile.show_figure(f"{counts[key]:,}", tone="danger" if key == "error" and counts[key] else "")
        self._show_sums(result)
        self.show_them.set_text(f"Show the {NOUNS[kind][1]}")
        self.save.setVisible(bool(result.errors))
        self.undo.setVisible(result.batch_id is not None and not undone)

    def _show_sums(self, result: ImportResult) -> None:
        for part in self._lines:
            part.hide()
            part.deleteLater()
        found = reconcile(result)
        self._lines = []
        for name, count in found.parts:
            self._add(Label(name, wrap=True), Label(f"{count:,}", figures=True, right=True))
        self._add(Divider())
        total = Label(f"{found.lines:,}", "strong", figures=True, right=True)
        self._add(Label("Lines in the file", "strong"), total)
        self._add(Label(found.sentence, "small", "danger" if found.lost else "success", wrap=True))

    def _add(self, *parts: QWidget) -> None:
        line = self._sums.rowCount()
        for number, part in enumerate(parts):
            self._sums.addWidget(part, line, number, 1, 2 if len(parts) == 1 else 1)
        self._lines += parts
