"""The field for a picture of the shop's: a button that asks for a file and then bears its name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from orderdesk.domain.values.errors import BadInput
from orderdesk.integrations.logo import LARGEST_FILE
from orderdesk.ui.widgets.button import Button

KINDS = "Pictures (*.png *.jpg *.jpeg)"


class PictureInput(Button):
    """`path` is the file chosen; None while none is."""

    def __init__(self) -> None:
        super().__init__("Choose a picture", self.choose, icon="upload")
        self.path: Path | None = None

    def choose(self) -> None:
        """Ask for a file; who gives none keeps the one before."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose the shop's logo", "", KINDS)
        if chosen:
            self.path = Path(chosen)
            self.set_text(self.path.name)

    def value(self) -> bytes | None:
        """The bytes of the file chosen; refuses one that cannot be read."""
        return picture_of(self.path) if self.path else None


def picture_of(path: Path) -> bytes:
    """The bytes of a picture file, no more than are needed to see that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        why = (error.strerror or "unknown fault").lower()
        raise BadInput(f"{path.name} cannot be read: {why}.", field="logo") from None
