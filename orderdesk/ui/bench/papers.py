"""Papers on the screen: made beside the window, printed at once where a printer is set, else shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from orderdesk.services.care.files_out import PDF, write_out
from orderdesk.services.papers import notices, paper_of, preview, render
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.printing import PrintDesk, proposed
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.pdf_preview import PdfPreview
from orderdesk.ui.widgets.window.reading_order import ReadDialog


class PaperView(ReadDialog):
    """One paper to look at, to print and to save; only a print or a file counts as a copy."""

    def __init__(self, window: QWidget, bench: Bench, desk: PrintDesk, paper: str, number: str, pdf: bytes) -> None:
        super().__init__(window)
        self._bench, self._desk, self._paper, self._number = bench, desk, paper, number
        self.name = name_of(paper, number)
        self.setWindowTitle(self.name)
        self.setProperty("ground", "surface")
        self.banner = Banner()
        self.preview = PdfPreview(self.name)
        self.print_button = Button("Print", self.print, role="primary", icon="printer", keys="Ctrl+P")
        self.save_button = Button("Save as PDF", self.save, icon="download", keys="Ctrl+S")
        self.close_button = Button("Close", self.reject)
        self._lay_out()
        self.resize(px(760), min(px(820), window.height() - px(40)))
        self.preview.show_pdf(pdf)
        self.print_button.setFocus()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch()
        for button in (self.close_button, self.save_button, self.print_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        body = QVBoxLayout(self)
        body.setContentsMargins(px(16), px(16), px(16), px(12))
        body.setSpacing(px(12))
        body.addWidget(self.banner)
        body.addWidget(self.preview, 1)
        body.addLayout(foot)

    def print(self) -> None:
        """Print on the printer set for this paper; without one, save it where papers are kept."""
        if self._bench.attempt(lambda: send_to_printer(self._bench, self._desk, self._paper, self._number)):
            self.accept()

    def save(self) -> None:
        """Save as a file of the person's choosing."""
        place = proposed(self._desk.folder, self.name)
        chosen, _ = QFileDialog.getSaveFileName(self, "Save as PDF", place, "PDF (*.pdf)")
        if chosen and self._bench.attempt(lambda: self._save(Path(chosen))):
            self.accept()

    def _save(self, path: Path) -> None:
        write_out(self._bench.desk, path, render(self._bench.desk, self._paper, self._number), PDF)
        self._bench.messages.done(f"{self.name} saved as {path.name}")


class PaperRoom:
    """Answers the bench's wish for a paper."""

    def __init__(self, window: QWidget, bench: Bench) -> None:
        self._window, self._bench = window, bench
        self.view: PaperView | None = None

    @property
    def _desk(self) -> PrintDesk:
        """The printers as they are set now; a change in the settings holds from the next paper on."""
        settings = self._bench.settings
        return PrintDesk(settings.printers, settings.data_dir / "papers", settings.trays)

    def show(self, paper: str, number: str) -> None:
        """Print a paper at once where a printer is set for its kind, else make it aside and show it."""
        if self._desk.chosen.get(paper):
            self._bench.attempt(lambda: send_to_printer(self._bench, self._desk, paper, number))
            return
        desk = self._bench.desk
        self._bench.aside(
            f"Making {name_of(paper, number)}",
            lambda: (preview(desk, paper, number), notices(desk, paper, number)),
            lambda made: self._made(paper, number, made),
        )

    def _made(self, paper: str, number: str, made: object) -> None:
        assert isinstance(made, tuple)
        pdf, lacks = made
        self.view = PaperView(self._window, self._bench, self._desk, paper, number, pdf)
        self.view.banner.say(" ".join(lacks), "warning")
        self.view.open()


def name_of(paper: str, number: str) -> str:
    """What a paper is called: "Tax invoice INV-1001"."""
    return f"{paper_of(paper).title} {number}"


def send_to_printer(bench: Bench, desk: PrintDesk, paper: str, number: str) -> None:
    """Make a paper, counted as a copy, and print it."""
    pdf = render(bench.desk, paper, number)
    done = desk.print(paper, pdf, name_of(paper, number)).sentence
    bench.messages.done(" ".join((done, *notices(bench.desk, paper, number))))
