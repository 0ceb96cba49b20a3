"""Papers go to the printer set for their kind without a question; where there is none they are saved.

`send` is the one way to a printer, of the window and of the command line: by the system's own printing where there is
CUPS, else by Qt (Windows).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter

from orderdesk.domain.values.errors import BadInput, Unavailable
from orderdesk.integrations import printing
from orderdesk.integrations.printing import PrintJob
from orderdesk.ui.widgets.pdf_preview import page_images

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DPI = 300
MOST_DPI = 600
POINTS = 72
NARROW = 300
"""Pages up to this width in points are labels and receipts, printed in pure black."""
_BLACK = 160
ROLL = 227
"""The width of the till roll in points."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of a paper: the sentence for the person, and the file when it was saved and not printed."""

    sentence: str
    saved: Path | None = None


def printers() -> list[str]:
    """The names of the printers this PC knows."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return list(QPrinterInfo.availablePrinterNames())


def open_printer(name: str) -> QPrinter:
    """The printer called `name`; raises Unavailable when this PC does not know it."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise Unavailable(f"The printer {name} is not there. Switch it on, or choose another in Settings, Printers.")
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def send(job: PrintJob) -> None:
    """Print a paper; raises Unavailable with why it does not go."""
    if printing.at_hand():
        printing.send(job)
        return
    QGuiApplication.instance() or QGuiApplication([])
    printer = open_printer(job.printer)
    printer.setCopyCount(job.copies)
    print_pdf(job.pdf, printer, job.title)


def print_pdf(pdf: bytes, printer: QPrinter, title: str) -> int:
    """Print `pdf` on `printer`, each page in its own size, in the printer's own resolution; return how many pages.

    Raises BadInput when the bytes are no PDF and Unavailable when the printer does not take them.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
        sizes = [document.get_page_size(number) for number in range(len(document))]
        document.close()
        dpi = own_resolution(printer)
        pictures = page_images(pdf, dpi)
    except pypdfium2.PdfiumError as error:
        raise BadInput(f"{title} could not be read as a PDF.") from error
    printer.setDocName(title)
    printer.setResolution(dpi)
    printer.setFullPage(True)
    painter = QPainter()
    for number, (picture, (width, height)) in enumerate(zip(pictures, sizes, strict=True)):
        _set_page(printer, width, height)
        if number == 0 and not painter.begin(printer):
            raise Unavailable(f"The printer {printer.printerName()} did not take {title}. It can be printed again.")
        if number and not printer.newPage():
            raise Unavailable(f"The printer {printer.printerName()} stopped at page {number + 1} of {title}.")
        target = QRect(0, 0, round(width / POINTS * dpi), round(height / POINTS * dpi))
        painter.drawImage(target, black(picture) if width <= NARROW else picture)
    painter.end()
    return len(pictures)


def is_roll(pdf: bytes) -> bool:
    """Whether a paper is for the till roll, as the credit note of a counter return is."""
    size = printing.page_size(pdf)
    return size is not None and round(size[0]) == ROLL


def own_resolution(printer: QPrinter) -> int:
    """The finest resolution of a printer up to 600 dpi (203 of a thermal one); 300 where it does not say."""
    return max((each for each in printer.supportedResolutions() if each <= MOST_DPI), default=DPI)


def black(picture: QImage) -> QImage:
    """A picture in black and white, no greys: what a thermal printer would scatter into dots."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    table = bytes(0 if value < _BLACK else 255 for value in range(256))
    dots = bytes(grey.constBits()).translate(table)
    made = QImage(dots, grey.width(), grey.height(), grey.bytesPerLine(), QImage.Format.Format_Grayscale8)
    return made.convertToFormat(QImage.Format.Format_Mono)


def _set_page(printer: QPrinter, width: float, height: float) -> None:
    size = QPageSize(QSizeF(width / POINTS, height / POINTS), QPageSize.Unit.Inch)
    printer.setPageLayout(
        QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Inch, QMarginsF())
    )


class PrintDesk:
    """Prints each kind of paper on its own printer.

    `chosen` names the printer of each kind ("picklist": "Counter laser") and `trays` its tray; a kind without a
    printer is saved to `folder`.
    """

    def __init__(self, chosen: Mapping[str, str], folder: Path, trays: Mapping[str, str] | None = None) -> None:
        self.chosen, self.folder, self.trays = dict(chosen), folder, dict(trays or {})

    def print(self, kind: str, pdf: bytes, name: str) -> Printed:
        """Print `pdf` called `name` ("Invoice INV-2026-0913"), or save it where no printer is set for `kind`.

        Raises Unavailable when the printer set is not there; the paper can then be saved with `save`.
        """
        if is_roll(pdf):
            kind = "receipt"
        chosen = self.chosen.get(kind, "")
        if not chosen:
            return self.save(pdf, name)
        send(PrintJob(pdf, chosen, name, tray=self.trays.get(kind, "")))
        return Printed(f"{name} sent to {chosen}")

    def save(self, pdf: bytes, name: str) -> Printed:
        """Write `pdf` into the folder of papers; raises Unavailable when it cannot be written."""
        path = self.folder / f"{file_name(name)}.pdf"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pdf)
        except OSError as error:
            raise Unavailable(f"{name} could not be saved to {self.folder}: {error.strerror}.") from error
        return Printed(f"{name} saved as {path.name}", path)


def proposed(folder: Path, name: str) -> str:
    """Where a paper is proposed to be saved; the folder is made, for a file dialog goes elsewhere without it."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return str(folder / f"{file_name(name)}.pdf")


def file_name(name: str) -> str:
    """`name` without what a file name may not hold, on any system."""
    kept = "".join(sign if sign.isalnum() or sign in " -_." else "-" for sign in name).strip(" .")
    return kept[:120] or "paper"
