"""Papers on a real print system: in their own size, not scaled, called by their name, by both doors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from orderdesk.documents import invoice, label, receipt
from orderdesk.domain.values.errors import Unavailable
from orderdesk.integrations.printing import PrintJob, page_size, send
from orderdesk.ui.bench.printing import PrintDesk
from tests.cups import PrintSystem, cannot_start, print_system
from tests.documents import samples

WHY_NOT = cannot_start()
real = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


@pytest.fixture
def printing(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrintSystem]:
    """A print system that this process and those it starts find; in a folder that its own user may
    enter (CUPS makes no file below /dev)."""
    with TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder, print_system(Path(folder)) as system:
        for name, value in system.environment.items():
            monkeypatch.setenv(name, value)
        yield system


@real
def test_each_paper_comes_out_in_its_own_size_under_its_title(printing: PrintSystem, tmp_path: Path) -> None:
    desk = PrintDesk(dict.fromkeys(("label", "receipt", "invoice"), printing.printer), tmp_path / "papers")
    papers = (
        ("label", "Shipping label SH-1001", label.build(samples.label()), (288, 432)),
        ("receipt", "Receipt R-1001", receipt.build(samples.receipt()), None),
        ("invoice", "Tax invoice INV-1001", invoice.build(samples.order_one()), (595, 842)),
    )
    for kind, title, pdf, size in papers:
        printing.out.unlink(missing_ok=True)
        assert desk.print(kind, pdf, title).sentence == f"{title} sent to {printing.printer}"
        found, wanted = page_size(printing.printed()), size or page_size(pdf)
        assert found is not None
        assert wanted is not None
        assert all(abs(a - b) < 1 for a, b in zip(found, wanted, strict=True)), title
        assert printing.knows(title)


@real
def test_what_the_printer_has_not_is_said(printing: PrintSystem) -> None:
    pdf = label.build(samples.label())
    with pytest.raises(Unavailable, match="Thermal has no tray Attic; it has Upper, Lower"):
        send(PrintJob(pdf, printing.printer, "Label", tray="Attic"))
    with pytest.raises(Unavailable, match=r"The printer Nowhere is not there\. Switch it on, or choose another"):
        send(PrintJob(pdf, "Nowhere", "Label"))
    send(PrintJob(pdf, printing.printer, "Label", copies=2, tray="Lower"))
    assert printing.printed()


def test_the_size_of_a_page_is_read_from_the_file() -> None:
    assert page_size(label.build(samples.label())) == (288, 432)
    assert page_size(b"no pdf") is None
