"""What tests of the window share: the theme, and a walk that finds what assistive programs could not name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from orderdesk.ui.theme.apply import apply_theme
from orderdesk.ui.theme.look import LOOK


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The program in its light theme at its usual scale, and put back so after the test."""
    _light(qapp)
    yield qapp
    _light(qapp)


def _light(app: QApplication) -> None:
    # Dressing every widget anew takes a while, so it is done only where something differs.
    if not app.styleSheet() or (LOOK.name, LOOK.scale) != ("light", 1.0):
        apply_theme(app, "light", 1.0)
