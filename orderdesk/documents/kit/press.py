"""Pages become a PDF: same pages, same bytes, with no clock in it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from threading import Lock

from orderdesk.documents.kit.ink import Ink
from orderdesk.documents.kit.letters import fonts
from orderdesk.documents.kit.letters.script import Script

# ReportLab reads a font's outlines through one position that all papers share, and PDFium is not made for threads:
# two papers pressed at once would get letters of each other, or none.
_pressing = Lock()


def joined(pdfs: Sequence[bytes]) -> bytes:
    """Finished papers one after the other in one PDF; one alone stays as it is."""
    if len(pdfs) == 1:
        return pdfs[0]
    import pypdfium2

    out = BytesIO()
    with _pressing:
        whole = pypdfium2.PdfDocument.new()
        for pdf in pdfs:
            part = pypdfium2.PdfDocument(pdf)
            whole.import_pages(part)
            part.close()
        whole.save(out)
        whole.close()
    return out.getvalue()


def pressed(pages: Sequence[Ink], title: str, author: str) -> bytes:
    """The PDF of `pages`, its fonts embedded as subsets."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    size = pages[0].size
    # Begun in a font that is embedded: else each page names Helvetica, which PDF/A forbids and nothing is set in.
    first = fonts.font(fonts.REGULAR).fontName
    canvas = Canvas(out, pagesize=(size.width, size.height), pageCompression=1, invariant=1, initialFontName=first)
    canvas.setTitle(fonts.clean(title))
    canvas.setAuthor(fonts.clean(author))
    canvas.setCreator("OrderDesk")
    with _pressing:
        script = Script(canvas._doc)
        for page in pages:
            page.put(canvas, script)
        canvas.save()
    return out.getvalue()
