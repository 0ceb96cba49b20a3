"""The import page: four steps over one file, by keyboard alone, with the long ones beside the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.imports.actions import CONTEXT, ImportActions
from orderdesk.ui.imports.columns_panel import ColumnsPanel
from orderdesk.ui.imports.drop_zone import paths_of
from orderdesk.ui.imports.file_panel import FilePanel
from orderdesk.ui.imports.presenter import ImportPresenter
from orderdesk.ui.imports.result_panel import ResultPanel
from orderdesk.ui.imports.review_panel import ReviewPanel
from orderdesk.ui.imports.step_bar import StepBar
from orderdesk.ui.imports.words import COLUMNS, DONE, FILE, REVIEW, STEPS
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.banner import Banner, announce
from orderdesk.ui.widgets.button import ActionButton, IconButton
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.page_head import PageHead

PATIENCE = 300
"""Milliseconds that work may take before what lies on the page turns grey."""


class ImportPage(QWidget):
    """`visit(path)` takes a file up; `context` names its commands."""

    context = CONTEXT

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.presenter = ImportPresenter(bench.desk)
        self.banner = Banner()
        self.acts = do = ImportActions(self)
        self.file = FilePanel(bench.zone, do.choose, do.undo)
        self.columns = ColumnsPanel(self.presenter, do.save, do.drop_mapping)
        self.review = ReviewPanel()
        self.result = ResultPanel(do.undo, do.save, do.show_them)
        self._panels: dict[str, QWidget] = {
            FILE: self.file, COLUMNS: self.columns, REVIEW: self.review, DONE: self.result,
        }  # fmt: skip
        bench.commands.add(do.commands(), self)
        self.head = PageHead("Import a file")
        self.steps = StepBar(STEPS)
        self.stack = QStackedWidget()
        for panel in self._panels.values():
            self.stack.addWidget(panel)
        self.back = ActionButton(bench.commands.action("import.back"))
        self.next = ActionButton(bench.commands.action("import.next"), role="primary")
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(lambda: self.stack.setEnabled(False))
        self._build()
        self.columns.changed.connect(self._mapping_changed)
        self.columns.reopened.connect(self.acts.read_file)
        self.acts.work.busy_changed.connect(self._busy_changed)
        bench.changed.connect(self._heard)
        self.setAcceptDrops(True)
        follow(self._restyle)
        self.refresh()

    def _build(self) -> None:
        self._body = QVBoxLayout(self)
        arrow = IconButton("arrow-left", "Back to the lists", self.leave)
        self._body.addLayout(row(arrow, self.head))
        self._body.addWidget(self.steps)
        self._body.addWidget(self.banner)
        self._body.addWidget(self.stack, 1)
        self._body.addLayout(row(self.back, None, self.next))

    def _restyle(self) -> None:
        self._body.setContentsMargins(px(20), px(12), px(20), px(14))
        self._body.setSpacing(px(12))

    # What is shown

    def visit(self, what: object) -> None:
        """Take up a file, or several, named by path."""
        if isinstance(what, str | Path):
            self.acts.take([Path(what)])
        elif isinstance(what, list | tuple):
            self.acts.take([Path(each) for each in what])

    def refresh(self) -> None:
        """Show the step the person is at, as it is now."""
        presenter = self.presenter
        step = presenter.step
        fresh = self.stack.currentWidget() is not self._panels[step]
        self.stack.setCurrentWidget(self._panels[step])
        self.steps.show_step(step)
        self.head.summary.setText(
            presenter.file_name if presenter.paths else "Products, customers, orders, stock or prices"
        )
        if step == FILE:
            self.file.show_file(presenter.file_name if presenter.paths else "", presenter.past())
        elif step == COLUMNS:
            self.columns.refresh()
        elif step == REVIEW and presenter.rehearsal is not None:
            self.review.show_plan(presenter.rehearsal)
            self.banner.say(presenter.idle())
        elif step == DONE and presenter.result is not None:
            self.result.show_result(presenter.result, presenter.undone)
        self.refresh_buttons()
        if fresh:
            announce(self, self.steps.accessibleName())
            self.focus_step()

    def focus_step(self) -> None:
        """Put the focus where this step begins."""
        self.setFocusProxy(self._panels[self.presenter.step])
        if self.isVisible():
            self._panels[self.presenter.step].setFocus()

    def refresh_buttons(self) -> None:
        """Write the words of the moment on the two buttons below."""
        busy = self.acts.work.busy
        self.bench.commands.retitle("import.next", self.presenter.next_title())
        at_first = self.presenter.step in (FILE, DONE)
        self.bench.commands.retitle("import.back", "Stop" if busy else "Leave" if at_first else "Back")
        self.bench.commands.refresh(*(each.id for each in self.acts.commands()))

    def _mapping_changed(self) -> None:
        self.banner.say(self.presenter.wrong(), "danger")
        self.refresh_buttons()

    def _busy_changed(self, busy: bool) -> None:
        if busy:
            self._patience.start(PATIENCE)
        else:
            self._patience.stop()
            self.stack.setEnabled(True)
        self.refresh_buttons()

    def _heard(self, topics: frozenset[str]) -> None:
        if self.isVisible() and self.presenter.step == FILE and (not topics or "imports" in topics):
            self.file.show_batches(self.presenter.past())

    def leave(self) -> None:
        """Back to where the person came from; what was chosen stays for the next visit."""
        self.bench.go.emit("", None)

    # Files that are dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths_of(event.mimeData()) and not self.acts.work.busy:
            event.acceptProposedAction()
            self.file.zone.show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.file.zone.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.file.zone.show_over(False)
        event.acceptProposedAction()
        self.acts.take(paths_of(event.mimeData()))

    # Sight

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.presenter.step == FILE and not self.acts.work.busy:
            self.refresh()
        # The window gives the focus to its page once more right after showing it.
        QTimer.singleShot(0, self, self.focus_step)
