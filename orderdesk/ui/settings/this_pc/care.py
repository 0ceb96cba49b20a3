"""Backup and proof: make a backup now, see those there are, restore one, and verify the books."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from orderdesk.domain.care.checking import Certificate
from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.care.shelf import Kept
from orderdesk.services.care.checking import check
from orderdesk.services.care.keeping import BackedUp, Loss, back_up, backups, loss_of
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.jobs import Handle
from orderdesk.ui.bench.section import WHOLE_SHOP, SettingsSection
from orderdesk.ui.care.words import made_at, question
from orderdesk.ui.settings.this_pc.second_row import SecondRow
from orderdesk.ui.theme.look import px
from orderdesk.ui.welcome.damaged_page import counted, made
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.forms.dialog import ask
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column

MOST_FINDINGS = 5


class CareSection(SettingsSection):
    """Two buttons, what came of them, and the newest backups in `folder`."""

    def __init__(self, bench: Bench, folder: Path) -> None:
        super().__init__("Backup and proof", WHOLE_SHOP, f"Backups are kept in {folder}.")
        self.bench, self.folder = bench, folder
        self.backup = Button("Back up now", self.back_up, role="primary", icon="database-backup")
        self.verify = Button("Verify books", self.verify_books, icon="shield-check")
        self.result = Banner()
        columns: list[Column[Kept]] = [
            Column("Made (UTC)", made, 200),
            Column("Size", lambda kept: f"{-(-kept.size // 1024):,} kB", 100, align=RIGHT),
            Column("Orders", lambda kept: counted(kept, "orders"), 90, align=RIGHT),
            Column("Invoices", lambda kept: counted(kept, "invoices"), 90, align=RIGHT),
            Column("Why", lambda kept: kept.manifest.reason if kept.manifest else "damaged, or no backup", 0),
        ]
        self.list = Table(columns, lambda kept: kept.path, "Backups")
        self.list.setMinimumHeight(px(260))
        show = Button(
            "Open folder", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))), icon="folder-open"
        )
        self.body.addLayout(row(self.backup, self.verify, show, None))
        self.body.addWidget(self.result)
        self.body.addWidget(Label("Backups", "label", "text2"))
        self.body.addWidget(self.list)
        self.restore = Button("Restore this backup", self.restore_chosen, icon="history")
        self.other = Button("Restore another file", self.restore_file)
        self.list.current_changed.connect(self._chosen)
        self.list.opened.connect(lambda _kept: self.restore_chosen())
        self.body.addLayout(row(self.restore, self.other, None))
        if bench.second is not None:
            self.body.addWidget(SecondRow(bench.second))
        self.read()

    def read(self) -> None:
        """List the backups, the newest first; one that cannot be read says why."""
        self.list.show_rows(backups(self.folder))
        self._chosen(self.list.current_row())

    # Another shop in the place of this one

    def _chosen(self, kept: Kept | None) -> None:
        here = self.bench.restore_shop is not None
        self.restore.setEnabled(here and kept is not None and kept.manifest is not None)
        self.other.setEnabled(here)

    def restore_chosen(self) -> None:
        """Ask whether the backup chosen is to take the place of the shop."""
        kept = self.list.current_row()
        if kept is not None and kept.manifest is not None:
            self.ask_restore(kept.path)

    def restore_file(self) -> None:
        """Ask for a backup that lies elsewhere."""
        chosen = QFileDialog.getOpenFileName(self, "Restore a backup", "", "Backups (*.odbackup)")[0]
        if chosen:
            self.ask_restore(Path(chosen))

    def ask_restore(self, archive: Path) -> None:
        """Say in numbers what a restore would take away, and do it when the person agrees."""
        self.bench.attempt(lambda: self._ask(loss_of(self.bench.desk, archive)))

    def _ask(self, loss: Loss) -> None:
        restore = self.bench.restore_shop
        if restore is None:
            return
        ask(
            self,
            f"Restore the backup of {made_at(loss.manifest)} UTC?",
            question(loss),
            verb="Restore backup",
            keep="Keep this shop",
            confirmed=lambda: restore(loss.archive),
        )

    # Backups and proof

    def back_up(self) -> None:
        """Make a backup beside the window; work goes on."""
        desk = self.bench.desk
        self.folder.mkdir(parents=True, exist_ok=True)
        self.bench.aside("Backing up", lambda: back_up(desk, self.folder), self._backed_up)

    def _backed_up(self, fresh: object) -> None:
        assert isinstance(fresh, BackedUp)
        tone = "warning" if fresh.findings else "success"
        words = "; but its books do not tie, see Verify books" if fresh.findings else " and proved"
        self.result.say(f"{fresh.path.name} is made{words}.", tone)
        self.read()
        if self.bench.second is not None:
            self.bench.second.copy()

    def verify_books(self) -> None:
        """Prove every rule from the facts, with progress and a way to stop."""
        desk = self.bench.desk

        def prove(handle: Handle) -> Certificate:
            return check(desk, progress=lambda done, of, what: handle.progress(done, of, what), backups=self.folder)

        self.verify.setEnabled(False)
        self.bench.jobs.run("Verifying the books", prove, self._verified, self._failed).finished.connect(
            lambda: self.verify.setEnabled(True)
        )

    def _verified(self, certificate: Certificate) -> None:
        if certificate.ok:
            orders = certificate.counts.get("orders", 0)
            self.result.say(f"Everything ties: {count_word(orders, 'order')} and all that belongs to them.", "success")
            return
        said = " ".join(each.sentence for each in certificate.findings[:MOST_FINDINGS])
        self.result.say(f"{len(certificate.findings)} findings. {said}", "danger")

    def _failed(self, error: BaseException) -> None:
        self.result.say(str(error), "danger")
