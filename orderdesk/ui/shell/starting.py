"""Starting the window, unless another one is on the shop already."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from orderdesk.domain.errors import StorageFailed
from orderdesk.settings import Settings
from orderdesk.ui.shell.window import Program

if TYPE_CHECKING:
    from orderdesk.services.desk import Desk
    from orderdesk.ui.welcome.mending import Do, Restore

_SETTLED_MS = 3000
"""After which all stands that the first keys need."""


def run(
    settings: Settings,
    open_desk: Callable[[], Desk],
    upgrade: Do,
    restore: Restore,
    *,
    file: Path | None = None,
    unseen: bool = False,
) -> int:
    """Show the window until it is closed; returns the exit code. `open_desk` runs after the first paint, `upgrade` and
    `restore(backup)` if the shop is of an older OrderDesk, or damaged, and the person agrees.

    Where another window has the shop's `file` that one comes to the front; `StorageFailed` if nobody would see it.
    """
    lock = None
    if file is not None and file.exists():
        from orderdesk.persistence.lock import window_lock

        try:
            lock = window_lock(file)
        except StorageFailed:
            if unseen:
                raise
            from orderdesk.ui.shell.first_window import summon

            if summon(file):
                return 0
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    program = Program(app, settings, open_desk, upgrade, restore, lock=lock)
    program.window.show()
    # What stands by then is never garbage either: to look through all of it would hold a key up for 50 ms.
    QTimer.singleShot(_SETTLED_MS, app, gc.freeze)
    try:
        return app.exec()
    finally:
        program.close()
