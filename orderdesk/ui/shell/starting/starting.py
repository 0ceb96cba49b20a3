"""Starting the window, unless another one is on the shop already."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from orderdesk.domain.values.errors import StorageFailed, Unwritable
from orderdesk.settings import Settings
from orderdesk.ui.shell.starting.garbage import Collector
from orderdesk.ui.shell.window import Program
from orderdesk.ui.welcome.shops import Shops

_SETTLED_MS = 3000
"""After which all stands that the first keys need."""


def run(settings: Settings, shops: Shops, *, file: Path | None = None, unseen: bool = False) -> int:
    """Show the window until it is closed; returns the exit code. It begins with `settings`, which are of `shops`, and
    opens the shop after the first paint.

    Where another window has the shop's `file` that one comes to the front; `StorageFailed` if nobody would see it.
    """
    lock = None
    if file is not None and file.exists():
        from orderdesk.persistence.database.sharing.lock import window_lock

        try:
            lock = window_lock(file)
        except Unwritable:
            # Where no lock can be written the shop is opened for reading.
            lock = None
        except StorageFailed:
            if unseen:
                raise
            from orderdesk.ui.shell.starting.first_window import summon

            if summon(file):
                return 0
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    program = Program(app, shops.doors(settings), lock=lock, shops=shops)
    collector = Collector(app, lambda: program.window.jobs.busy)
    program.window.show()
    # What stands by then is never garbage either: to look through all of it would hold a key up for 50 ms.
    QTimer.singleShot(_SETTLED_MS, app, gc.freeze)
    try:
        return app.exec()
    finally:
        program.close()
        collector.stop()
