"""How soon the window stands and shows its orders, beside a bare window, each in a process of its own, taking turns."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measure import Found
from tests.benchmarks.shops import add_orders, add_people, with_goods

ORDERS, ROUNDS = 50_000, 9
_BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time(), time.time(), flush=True)
        QApplication.instance().exit()
app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""
# As the door does it: the garbage collector waits until all is loaded. Only the list itself is watched: a filter for
# the whole program would have Qt tell Python of everything that happens, and load all it knows for that.
_OURS = """
import gc
gc.disable()
import sys, time
from pathlib import Path
from orderdesk.settings import Settings
from orderdesk.app import open_desk
from orderdesk.ui.shell.main_window import MainWindow
from orderdesk.ui.shell.window import Program
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
settings = Settings(data_dir=Path(sys.argv[1]))
app = QApplication([])
times = {}
class Mark(QObject):
    # What is posted while a paint is served comes right after it, before any timer.
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint:
            self.post("usable")
        return False
    def post(self, name):
        if name not in times:
            times[name] = 0.0
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
    def event(self, event):
        if event.type() == QEvent.Type.User:
            times.update((name, time.time()) for name, at in times.items() if not at)
        return super().event(event)
mark = Mark()
class Window(MainWindow):
    def paintEvent(self, event):
        mark.post("painted")
        super().paintEvent(event)
    def start(self):
        super().start()
        table = self.page.list.table
        assert table.rows_model.rowCount()
        table.viewport().installEventFilter(mark)
import orderdesk.ui.shell.window
orderdesk.ui.shell.window.MainWindow = Window
program = Program(app, settings, lambda: open_desk(settings))
program.window.show()
while not times.get("usable"):
    app.processEvents()
print(times["painted"], times["usable"], flush=True)
import os
os._exit(0)
"""


def start(folder: Path) -> list[Found]:
    """First paint and a filled first page, in a shop with fifty thousand orders."""
    from orderdesk.settings import DATABASE

    desk = with_goods(folder, Path(DATABASE).stem, 10)
    add_people(desk, 20_000)
    add_orders(desk, ORDERS)
    desk.database.close()
    # The first round writes the compiled modules that every later start of an installed program finds.
    runs = [(_run(_OURS, folder), _run(_BARE, folder)) for _ in range(ROUNDS + 1)][1:]
    painted = statistics.median(ours[0] / floor[0] for ours, floor in runs)
    usable = statistics.median(ours[1] / floor[0] for ours, floor in runs)
    bare_ms = statistics.median(floor[0] for _, floor in runs)
    return [
        Found("first paint, to a bare window", painted, "x", 1.3, f"{bare_ms:.0f} ms bare"),
        Found("usable, to a bare window", usable, "x", 3.5, f"{statistics.median(o[1] for o, _ in runs):.0f} ms"),
    ]


def _run(script: str, folder: Path) -> tuple[float, float]:
    """Milliseconds from the start of the process to the first paint, and to the first page."""
    import time

    began = time.time()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)], env=environment, capture_output=True, text=True, check=True
    )
    first, second = map(float, done.stdout.split()[:2])
    return (first - began) * 1000, (second - began) * 1000
