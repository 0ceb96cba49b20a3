"""Backup and proof: make a backup now, see those there are, and verify the books."""

from __future__ import annotations

from pathlib import Path

from orderdesk.domain.checking import Certificate
from orderdesk.persistence.shelf import backups
from orderdesk.services.checking import check
from orderdesk.services.keeping import BackedUp, back_up
from orderdesk.ui.bench import Bench
from orderdesk.ui.settings.section import WHOLE_SHOP, SettingsSection
from orderdesk.ui.shell.jobs import Job
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.label import Label

MOST_SHOWN = 8
MOST_FINDINGS = 5


class CareSection(SettingsSection):
    """Two buttons, what came of them, and the newest backups in `folder`."""

    def __init__(self, bench: Bench, folder: Path) -> None:
        super().__init__(
            "Backup and proof", WHOLE_SHOP, f"Backups are kept in {folder}. Restore one with “orderdesk restore FILE”."
        )
        self.bench, self.folder = bench, folder
        self.backup = Button("Back up now", self.back_up, role="primary", icon="database-backup")
        self.verify = Button("Verify books", self.verify_books, icon="shield-check")
        self.result = Banner()
        self._kept = Label("", "body", "text2", wrap=True, figures=True)
        self.body.addLayout(row(self.backup, self.verify, None))
        self.body.addWidget(self.result)
        self.body.addWidget(Label("Newest backups", "label", "text2"))
        self.body.addWidget(self._kept)
        self.read()

    def read(self) -> None:
        """List the newest backups."""
        found = backups(self.folder)[:MOST_SHOWN]
        lines = [f"{each.path.name} · {each.path.stat().st_size // 1024:,} kB" for each in found]
        self._kept.setText("\n".join(lines) or "None yet.")

    def back_up(self) -> None:
        """Make a backup beside the window; work goes on."""
        desk = self.bench.desk
        self.folder.mkdir(parents=True, exist_ok=True)
        self.bench.aside("Backing up", lambda: back_up(desk, self.folder), self._backed_up)

    def _backed_up(self, made: object) -> None:
        assert isinstance(made, BackedUp)
        tone = "warning" if made.findings else "success"
        words = "; but its books do not tie, see Verify books" if made.findings else " and proved"
        self.result.say(f"{made.path.name} is made{words}.", tone)
        self.read()

    def verify_books(self) -> None:
        """Prove every rule from the facts, with progress and a way to stop."""
        desk = self.bench.desk

        def prove(job: Job) -> Certificate:
            return check(desk, progress=lambda done, of, what: job.progress(done, of, what))

        self.verify.setEnabled(False)
        self.bench.jobs.run("Verifying the books", prove, self._verified, self._failed).finished.connect(
            lambda: self.verify.setEnabled(True)
        )

    def _verified(self, certificate: Certificate) -> None:
        if certificate.ok:
            orders = certificate.counts.get("orders", 0)
            self.result.say(f"Everything ties: {orders:,} orders and all that belongs to them.", "success")
            return
        said = " ".join(each.sentence for each in certificate.findings[:MOST_FINDINGS])
        self.result.say(f"{len(certificate.findings)} findings. {said}", "danger")

    def _failed(self, error: BaseException) -> None:
        self.result.say(str(error), "danger")
