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
# The least that fills a list: the same layer under a table of Qt, without anything of the window.
_TABLE = """
import gc
gc.disable()
import sys, time
import orderdesk.ui
from PySide6.QtCore import QAbstractTableModel, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
times = {}
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        if not times:
            times["painted"] = time.time()
            QTimer.singleShot(0, self.fill)
    def fill(self):
        from datetime import date
        from pathlib import Path
        from orderdesk.app import address_of
        from orderdesk.persistence.database.engine import open_database
        from orderdesk.persistence.orders.lists import order_rows
        from orderdesk.settings import Settings
        with open_database(address_of(Settings(data_dir=Path(sys.argv[1])))).reading() as connection:
            self.rows = order_rows(connection, "open", date.today())
        self.table = Table()
        self.model = Model(self.rows)
        self.table.setModel(self.model)
        self.setCentralWidget(self.table)
class Model(QAbstractTableModel):
    def __init__(self, rows):
        super().__init__()
        self.rows = rows
    def rowCount(self, parent=None):
        return len(self.rows)
    def columnCount(self, parent=None):
        return 8
    def data(self, index, role=0):
        return self.rows[index.row()].number if role == Qt.ItemDataRole.DisplayRole else None
class Table(QTableView):
    def paintEvent(self, event):
        super().paintEvent(event)
        times.setdefault("usable", time.time())
        QApplication.instance().exit()
app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
print(times["painted"], times["usable"], flush=True)
import os
os._exit(0)
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
from orderdesk.ui.welcome.shops import Doors
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
program = Program(app, Doors(settings, lambda: open_desk(settings)))
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
    runs = [[_run(script, folder) for script in (_OURS, _BARE, _TABLE)] for _ in range(ROUNDS + 1)][1:]
    painted = statistics.median(ours[0] / bare[0] for ours, bare, _ in runs)
    usable = statistics.median(ours[1] / bare[0] for ours, bare, _ in runs)
    least = statistics.median(table[1] / bare[0] for _, bare, table in runs)
    ours_ms, bare_ms, table_ms = (statistics.median(run[number][-1] for run in runs) for number in range(3))
    return [
        Found("first paint, to a bare window", painted, "x", 1.3, f"{bare_ms:.0f} ms bare"),
        Found("usable, to a bare window", usable, "x", 3.5, f"{ours_ms:.0f} ms"),
        Found("  a bare table filled by the same layer", least, "x", None, f"{table_ms:.0f} ms"),
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
