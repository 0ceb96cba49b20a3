"""What waits until the screen shows what is there, and what is read while nobody waits for it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from orderdesk.ui.bench.painted import once_painted, read_ahead


def test_what_waits_comes_after_the_paint(qtbot: QtBot) -> None:
    done = []

    class Page(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            done.append("painted")

    window = QWidget()
    qtbot.addWidget(window)
    window.resize(200, 200)
    with qtbot.waitExposed(window):
        window.show()
    page = Page(window)
    page.resize(200, 200)
    once_painted(page, lambda: done.append("waited"))
    page.show()
    qtbot.waitUntil(lambda: "waited" in done)
    assert done.index("painted") < done.index("waited")
    assert done.count("waited") == 1


def test_modules_are_read_in_their_order_and_then_it_goes_on(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("first_piece", "second_piece"):
        (tmp_path / f"{name}.py").write_text(f"import sys\nBEFORE = 'first_piece' in sys.modules\nNAME = {name!r}\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    owner, done = QObject(), []
    read_ahead(owner, ("first_piece", "second_piece"), lambda: done.append(True))
    assert "second_piece" not in sys.modules, "one piece at a time"
    qtbot.waitUntil(lambda: bool(done))
    assert sys.modules["second_piece"].BEFORE
    for name in ("first_piece", "second_piece"):
        monkeypatch.delitem(sys.modules, name)
