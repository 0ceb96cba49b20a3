"""The section of backups in the settings: one made with a key is in the list with its figures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from orderdesk.services.desk import Desk
from orderdesk.ui.settings.this_pc.care import CareSection
from tests.ui.accessible import assert_accessible
from tests.ui.orders.conftest import shop, start, stop

__all__ = ["shop"]


def test_a_backup_made_with_a_key_is_listed(shop: Desk, tmp_path: Path, dressed: QApplication, qtbot: QtBot) -> None:
    program = start(tmp_path, dressed, qtbot, shop)
    try:
        program.go("settings", "Backup and proof")
        (care,) = program.window.findChildren(CareSection)
        bad = tmp_path / "backups"
        bad.mkdir()
        (bad / "bad.odbackup").write_text("no", encoding="utf-8")
        care.backup.setFocus()
        QTest.keyClick(care.backup, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: care.list.rows_model.rowCount() == 2)
        assert "made and proved" in care.result.text
        whys = [care.list.rows_model.index(row, 4).data() for row in (0, 1)]
        assert whys[0] == "manual"
        assert "damaged" in whys[1]
        assert_accessible(care)
    finally:
        stop(program, dressed)
