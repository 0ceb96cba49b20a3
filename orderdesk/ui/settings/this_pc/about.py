"""What the program is: versions, licences, and where its log lies."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

import PySide6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from orderdesk import __version__
from orderdesk.persistence.columns.base import SCHEMA_VERSION
from orderdesk.ui.bench.section import THIS_PC, SettingsSection
from orderdesk.ui.settings.this_pc.licences import licence_lines
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.label import Label


class AboutSection(SettingsSection):
    """Versions in use, `database` being the one opened; licences; the log folder."""

    def __init__(self, database: str, logs: Path) -> None:
        super().__init__("About OrderDesk", THIS_PC)
        versions = (
            f"OrderDesk {__version__}, database layout {SCHEMA_VERSION}",
            f"{database} · Python {platform.python_version()} · Qt for Python {PySide6.__version__}",
            f"SQLAlchemy {version('SQLAlchemy')} · ReportLab {version('reportlab')}",
        )
        self.body.addWidget(Label("\n".join(versions), wrap=True, figures=True))
        self.body.addWidget(Label("Licences", "label", "text2"))
        self.body.addWidget(Label("\n".join(licence_lines()), wrap=True))
        self.body.addLayout(
            row(
                Button(
                    "Open log folder",
                    lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(logs))),
                    icon="folder-open",
                ),
                None,
            )
        )
