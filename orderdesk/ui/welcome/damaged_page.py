"""What a person sees when the shop's file is damaged: the newest backup first, the others, and a file of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.care.shelf import Kept
from orderdesk.services.care.keeping import BroughtBack
from orderdesk.ui.bench.jobs import JobRunner
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column

_WORDS = (
    "The shop's file is damaged and cannot be opened. Bring the shop back from a backup: what was entered after it "
    "was made is missing then. The damaged file is not deleted; it is kept aside."
)


class DamagedPage(QWidget):
    """`restore(path)` runs beside the window for the backup chosen of `shelf`, then `begun()` opens the shop."""

    def __init__(
        self,
        place: str,
        shelf: Sequence[Kept],
        restore: Callable[[Path], BroughtBack],
        begun: Callable[[], object],
        leave: Callable[[], object],
    ) -> None:
        super().__init__()
        self._restore, self._begun = restore, begun
        self._jobs = JobRunner(self, threads=1)
        self._over = False
        self.banner = Banner()
        columns: list[Column[Kept]] = [
            Column("Made (UTC)", made, 200),
            Column("Orders", lambda kept: counted(kept, "orders"), 90, align=RIGHT),
            Column("Invoices", lambda kept: counted(kept, "invoices"), 90, align=RIGHT),
            Column("Why", lambda kept: kept.manifest.reason if kept.manifest else "", 0),
        ]
        self.list = Table(columns, lambda kept: kept.path, "Backups")
        self.go = Button("Restore", self.start, role="primary", keys="Ctrl+Enter", large=True)
        self.other = Button("Choose another file", self.choose, large=True)
        self.leave = Button("Quit", leave, large=True)
        card = Card()
        for label in (
            Label("This shop's file is damaged", "title", wrap=True),
            Label(_WORDS, "body", "text2", wrap=True),
            Label(f"The file is {place}", "small", "text2", wrap=True),
        ):
            card.body.addWidget(label)
        card.body.addWidget(self.banner)
        card.body.addWidget(self.list)
        card.body.addLayout(row(self.leave, None, self.other, self.go))
        self._card = card
        self._body = QVBoxLayout(self)
        self._body.addStretch(1)
        self._body.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        self._body.addStretch(1)
        self.list.current_changed.connect(self._chosen)
        self.list.opened.connect(lambda _kept: self.start())
        self.list.show_rows([kept for kept in shelf if kept.manifest])
        self.list.select_first()
        self._chosen(self.list.current_row())
        self.setFocusProxy(self.list if shelf else self.other)
        follow(self._restyle)

    def _restyle(self) -> None:
        self._body.setContentsMargins(px(48), px(24), px(48), px(24))
        self._card.body.setSpacing(px(12))
        self._card.setFixedWidth(px(680))
        self.list.setFixedHeight(px(240))

    def _chosen(self, kept: Kept | None) -> None:
        self.go.setEnabled(kept is not None and not self._jobs.busy)
        self.go.set_text(f"Restore the backup of {made(kept)}" if kept else "There is no backup here")

    def start(self) -> None:
        """Restore the backup chosen, or open the shop that is back."""
        if self._over:
            self._begun()
            return
        kept = self.list.current_row()
        if kept is not None:
            self.bring_back(kept.path)

    def choose(self) -> None:
        """Ask for a backup that lies elsewhere."""
        chosen = QFileDialog.getOpenFileName(self, "Restore a backup", "", "Backups (*.odbackup)")[0]
        if chosen:
            self.bring_back(Path(chosen))

    def bring_back(self, archive: Path) -> None:
        """Restore `archive` beside the window; a second call meanwhile does nothing."""
        if self._jobs.busy:
            return
        self.banner.say("Restoring the backup…", "info")
        self._let(False)
        self._jobs.run("Restoring", lambda _job: self._restore(archive), self._done, self._failed)

    def _let(self, work: bool) -> None:
        for part in (self.go, self.other, self.leave, self.list):
            part.setEnabled(work)

    def _done(self, back: BroughtBack) -> None:
        kept = f" The damaged file is kept as {back.kept}." if back.kept else ""
        self.banner.say(
            f"The shop is back: {count_word(back.manifest.counts.get('orders', 0), 'order')}.{kept}", "success"
        )
        self._over = True
        self.go.set_text("Open the shop")
        self.go.setEnabled(True)
        self.go.setFocus()

    def _failed(self, error: BaseException) -> None:
        self._let(True)
        if not isinstance(error, OrderDeskError):
            raise error
        self.banner.say(str(error), "danger")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.go.isEnabled():
            self.start()
        else:
            super().keyPressEvent(event)


def made(kept: Kept) -> str:
    """When a backup was made, such as "22 November 2026, 18:04"; the name of a file that cannot be read."""
    if kept.manifest is None:
        return kept.path.name
    at = kept.manifest.made_at
    return f"{at.day} {at:%B %Y, %H:%M}"


def counted(kept: Kept, table: str) -> str:
    """How many rows of a table a backup holds."""
    return f"{kept.manifest.counts.get(table, 0):,}" if kept.manifest else ""
