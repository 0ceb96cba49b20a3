"""A note for the packer in a box, with the tick that says it was done."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.card import column


class NoteTick(QWidget):
    """Shows the note as it was written; `ticked` is False until somebody says that they did it. Space ticks."""

    def __init__(self, note: str) -> None:
        super().__init__()
        self.banner = Banner(note, "warning", icon="sticky-note")
        self.tick = QCheckBox("Read and done")
        self.tick.setAccessibleName(f"Read and done: {note}")
        self.tick.setMinimumHeight(px(32))
        self.setLayout(column(self.banner, self.tick, spacing=4))

    @property
    def ticked(self) -> bool:
        """Whether the note was done."""
        return self.tick.isChecked()
