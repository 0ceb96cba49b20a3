"""The first step: a file is dropped or chosen, and the imports made so far are listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from orderdesk.persistence.imports.records import Batch
from orderdesk.ui.imports.drop_zone import DropZone
from orderdesk.ui.imports.past import PastImports
from orderdesk.ui.theme.look import follow, px


class FilePanel(QWidget):
    """`choose` and `undo` are what its buttons do."""

    def __init__(self, zone: ZoneInfo, choose: Callable[[], object], undo: Callable[[], object]) -> None:
        super().__init__()
        self.zone = DropZone(choose)
        self.past = PastImports(zone, undo)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addWidget(self.zone)
        self._body.addWidget(self.past, 1)
        self.setFocusProxy(self.zone)
        follow(self._restyle)

    def _restyle(self) -> None:
        self._body.setSpacing(px(12))

    def show_file(self, name: str, batches: Sequence[Batch]) -> None:
        """Say which file is chosen ("" for none) and show the imports so far."""
        self.zone.show_file(name)
        self.show_batches(batches)

    def show_batches(self, batches: Sequence[Batch]) -> None:
        """Show the imports so far, newest first."""
        self.past.show_batches(batches)
