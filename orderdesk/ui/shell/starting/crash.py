"""When the program itself is at fault: a log, and one dialog in plain words with a report to copy."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import orderdesk
from orderdesk.domain.values.rights import NotAtWork
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.window.reading_order import ReadDialog

LOG = logging.getLogger("orderdesk")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def open_log(folder: Path) -> RotatingFileHandler | None:
    """Write the log to `folder`/orderdesk.log, five files of 1 MB; None when the folder cannot be written."""
    path = folder / "orderdesk.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=4, encoding="utf-8", delay=False)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    return handler


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What to send to whoever mends the program: versions and where it failed.

    The error's own words and whole paths are left out: they may quote what a customer is called, or whose PC it is.
    """
    frames = traceback.extract_tb(trace)
    where = "\n".join(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames)
    return (
        f"OrderDesk {orderdesk.__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.platform()}\n\n{kind.__module__}.{kind.__qualname__}\n{where}"
    )


class CrashDialog(ReadDialog):
    """Says that the step failed and nothing of it was saved; the report can be copied, the work goes on."""

    def __init__(self, report: str, log: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        body = QVBoxLayout(self)
        body.setContentsMargins(px(20), px(20), px(20), px(16))
        body.setSpacing(px(10))
        body.addWidget(Label("Something went wrong in OrderDesk", "heading"))
        words = "The last step was not done and nothing of it was saved. Your other work is safe; you can go on."
        body.addWidget(Label(words, "body", "text2", wrap=True))
        if log is not None:
            body.addWidget(Label(f"The log is at {log}", "small", "text2", wrap=True))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName("Report")
        body.addWidget(self.report, 1)
        foot = QHBoxLayout()
        self.copy = Button("Copy report", self._copy, icon="copy")
        foot.addWidget(self.copy)
        foot.addStretch()
        go_on = Button("Go on", self.accept, role="primary")
        foot.addWidget(go_on)
        body.addLayout(foot)
        self.resize(px(620), px(400))
        go_on.setFocus()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.toPlainText())
        self.copy.set_text("Copied")


class CrashDesk(QObject):
    """Catches every error that nobody caught, in any thread, and Qt's own warnings; one dialog at a time."""

    happened = Signal(str)

    def __init__(self, log_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = open_log(log_folder)
        self.log_path = Path(self._log.baseFilename) if self._log else None
        self.dialog: CrashDialog | None = None
        self._before: tuple[Callable[..., object], Callable[..., object]] = (sys.excepthook, threading.excepthook)
        # A signal brings the report to the window's thread, whichever thread failed.
        self.happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> CrashDesk:
        """Take over from Python's and Qt's own reporting."""
        sys.excepthook = self.caught
        threading.excepthook = self._in_thread
        qInstallMessageHandler(_qt_said)
        return self

    def remove(self) -> None:
        """Give the hooks back, and end the log."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)
        if self._log is not None:
            LOG.removeHandler(self._log)
            self._log.close()

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an error and show the dialog; Ctrl+C in the terminal just ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if issubclass(kind, NotAtWork):
            # Who sits here was retired at another PC: the window asks who works now.
            return
        LOG.critical("Unexpected error", exc_info=(kind, error, trace))
        self.happened.emit(report_of(kind, trace))

    def _in_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.caught(told.exc_type, told.exc_value, told.exc_traceback)

    def _show(self, report: str) -> None:
        # One dialog is enough: a fault in painting comes back with every repaint.
        if self.dialog is not None:
            return
        self.dialog = CrashDialog(report, self.log_path, QApplication.activeWindow())
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None


def _qt_said(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    LOG.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)
