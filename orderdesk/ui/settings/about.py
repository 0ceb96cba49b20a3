"""What the program is: versions, licences, and where its log lies."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

import PySide6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from orderdesk import __version__
from orderdesk.persistence.schema.base import SCHEMA_VERSION
from orderdesk.ui.settings.section import THIS_PC, SettingsSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.label import Label

LICENCES = (
    ("OrderDesk", "MIT"),
    ("Qt and PySide6", "LGPL 3"),
    ("SQLAlchemy, Alembic, pysqlite3", "MIT, MIT, zlib"),
    ("ReportLab, pypdfium2, xlsxwriter", "BSD"),
    ("Inter, Noto Emoji and Noto Sans Thai", "SIL Open Font License 1.1"),
    ("DejaVu Sans", "Bitstream Vera licence"),
    ("Droid Sans Fallback", "Apache 2.0"),
    ("Lucide icons", "ISC"),
)


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
        self.body.addWidget(Label("\n".join(f"{name}: {licence}" for name, licence in LICENCES), wrap=True))
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
