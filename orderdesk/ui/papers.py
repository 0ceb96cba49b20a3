"""Papers on the screen: made beside the window, printed at once where a printer is set, else shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from orderdesk.domain.errors import Unavailable
from orderdesk.services.papers import paper_title, render
from orderdesk.ui.bench import Bench
from orderdesk.ui.shell.printing import PrintDesk, file_name
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.pdf_preview import PdfPreview


class PaperView(QDialog):
    """One paper to look at, to print and to save."""

    def __init__(self, window: QWidget, bench: Bench, desk: PrintDesk, paper: str, name: str, pdf: bytes) -> None:
        super().__init__(window)
        self._bench, self._desk, self._paper, self._name, self._pdf = bench, desk, paper, name, pdf
        self.setWindowTitle(name)
        self.setProperty("ground", "surface")
        self.preview = PdfPreview(name)
        self.print_button = Button("Print", self.print, role="primary", icon="printer", keys="Ctrl+P")
        self.save_button = Button("Save as PDF", self.save, icon="download", keys="Ctrl+S")
        self.close_button = Button("Close", self.reject)
        foot = QHBoxLayout()
        foot.addStretch()
        for button in (self.close_button, self.save_button, self.print_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        body = QVBoxLayout(self)
        body.setContentsMargins(px(16), px(16), px(16), px(12))
        body.setSpacing(px(12))
        body.addWidget(self.preview, 1)
        body.addLayout(foot)
        self.resize(px(760), min(px(820), window.height() - px(40)))
        self.preview.show_pdf(pdf)
        self.print_button.setFocus()

    def print(self) -> None:
        """Print on the printer set for this paper; without one, save it where papers are kept."""
        if self._bench.attempt(lambda: self._said(self._desk.print(self._paper, self._pdf, self._name).sentence)):
            self.accept()

    def save(self) -> None:
        """Save as a file of the person's choosing."""
        proposed = str(self._desk.folder / f"{file_name(self._name)}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, "Save as PDF", proposed, "PDF (*.pdf)")
        if chosen and self._bench.attempt(lambda: _write(Path(chosen), self._pdf)):
            self._said(f"{self._name} saved as {Path(chosen).name}")
            self.accept()

    def _said(self, sentence: str) -> None:
        self._bench.messages.done(sentence)


class PaperRoom:
    """Answers the bench's wish for a paper."""

    def __init__(self, window: QWidget, bench: Bench, desk: PrintDesk) -> None:
        self._window, self._bench, self._desk = window, bench, desk
        self.view: PaperView | None = None
        bench.paper.connect(self.show)

    def show(self, paper: str, number: str) -> None:
        """Make a paper aside; print it at once where a printer is set for its kind, else show it."""
        desk = self._bench.desk
        name = paper_title(paper, number)
        self._bench.aside(
            f"Making {name}", lambda: render(desk, paper, number), lambda pdf: self._made(paper, name, pdf)
        )

    def _made(self, paper: str, name: str, pdf: object) -> None:
        assert isinstance(pdf, bytes)
        if self._desk.chosen.get(paper):
            self._bench.attempt(lambda: self._bench.messages.done(self._desk.print(paper, pdf, name).sentence))
            return
        self.view = PaperView(self._window, self._bench, self._desk, paper, name, pdf)
        self.view.open()


def _write(path: Path, pdf: bytes) -> None:
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise Unavailable(f"{path.name} could not be saved: {error.strerror}.") from None
