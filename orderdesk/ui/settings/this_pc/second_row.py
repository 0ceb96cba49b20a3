"""The second folder of backups in the settings: where it is, how new its newest copy is, and another choice."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from orderdesk.ui.bench.second_folder import SecondFolder
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.label import Label


class SecondRow(QWidget):
    """Shows `second` and lets the person choose a folder or do without one."""

    def __init__(self, second: SecondFolder) -> None:
        super().__init__()
        self._second = second
        self.words = Label("", "body", "text2", wrap=True)
        self.change = Button("Choose second folder", self.choose)
        self.none = Button("Turn off", lambda: second.choose(""))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(Label("Second folder, on this PC", "label", "text2"))
        body.addWidget(self.words)
        body.addLayout(row(self.change, self.none, None))
        second.looked.connect(self.read)
        self.read()

    def read(self) -> None:
        """Say where it is and how new its newest copy is."""
        place, newest = self._second.place, self._second.newest
        self.none.setEnabled(bool(place))
        if not place:
            self.words.setText("Each backup can be copied to a stick or a share as well, in case this disk is lost.")
        elif newest is None:
            self.words.setText(f"{place}: no backup yet")
        else:
            self.words.setText(f"{place}: newest of {newest.day} {newest:%B %Y, %H:%M} UTC")

    def choose(self) -> None:
        """Ask for the folder."""
        chosen = QFileDialog.getExistingDirectory(self, "Choose the second folder", self._second.place)
        if chosen:
            self._second.choose(chosen)
