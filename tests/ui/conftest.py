"""What tests of the window share: the theme, and a walk that finds what assistive programs could not name."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from orderdesk.ui.shell.reader.scanner import Scanner
from orderdesk.ui.shell.starting.crash import LOG
from orderdesk.ui.shell.starting.garbage import collect_young
from orderdesk.ui.theme.apply import apply_theme


class Faults(logging.Handler):
    """The errors that nobody caught, as the program's own log tells them."""

    def __init__(self) -> None:
        super().__init__(logging.CRITICAL)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(logging.Formatter().format(record))


@pytest.fixture(scope="module", autouse=True)
def _collected_by_the_window() -> Iterator[None]:
    """Nothing of the window may end on the thread of a backup or of another test, see the program's own collector."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _collected_in_time() -> Iterator[None]:
    yield
    collect_young()


@pytest.fixture(autouse=True)
def faults() -> Iterator[list[str]]:
    """The program catches what fails in a slot and shows a dialog; a test in which it did so has failed.

    A test of that dialog itself clears the list.
    """
    handler = Faults()
    LOG.addHandler(handler)
    yield handler.told
    LOG.removeHandler(handler)
    assert not handler.told, handler.told[0]


@pytest.fixture(autouse=True)
def _no_reader_is_left() -> Iterator[None]:
    """Keys of a test come as quickly as a reader's: one that a test leaves behind would take those of the next."""
    yield
    app = QApplication.instance()
    for scanner in app.findChildren(Scanner) if app is not None else ():
        scanner.stop()
        scanner.deleteLater()


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The program in its light theme at its usual scale, and put back so after the test."""
    apply_theme(qapp, "light", 1.0)
    yield qapp
    apply_theme(qapp, "light", 1.0)
