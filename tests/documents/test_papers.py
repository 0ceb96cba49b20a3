"""What holds for every paper: same bytes, right size, embedded fonts, harmless user text."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from orderdesk.documents import invoice, label, packing_slip, picklist
from orderdesk.documents.kit.letters import fonts
from orderdesk.documents.parts.rows import LineRow, Party, PrintedTax
from orderdesk.documents.picklist import Instruction
from orderdesk.documents.registry import PAPERS, paper_of
from orderdesk.domain.values.errors import NotFound, Refused
from tests.documents import samples
from tests.documents.reading import sizes, text

SAMPLES: dict[str, Callable[[], object]] = {
    "quote": samples.quote,
    "pro-forma": samples.pro_forma,
    "acknowledgement": samples.acknowledgement,
    "picklist": samples.wave,
    "packing-slip": samples.slip,
    "label": samples.cash_on_delivery,
    "invoice": samples.order_one,
    "receipt": samples.receipt,
    "credit-note": samples.credit,
    "purchase-order": samples.purchase_order,
    "day-report": samples.z_report,
}
NASTY = "<b>Mugs & Co</b> <para>\\(x) %s {0} 🎁 שרה כהן محمد 李 \u202egnp.exe"


def test_the_registry_names_all_papers() -> None:
    assert [paper.id for paper in PAPERS] == list(SAMPLES)
    assert paper_of("label").default_paper_size == "4x6"
    with pytest.raises(NotFound, match="no paper called bill"):
        paper_of("bill")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_the_same_data_gives_the_same_bytes(paper: object) -> None:
    made = [paper.build(SAMPLES[paper.id](), paper.default_paper_size) for _ in range(2)]  # type: ignore[attr-defined]
    assert made[0] == made[1]
    assert made[0].startswith(b"%PDF")


def test_the_bytes_are_the_same_in_another_process_and_after_other_papers() -> None:
    picklist.build(samples.wave(shop="李 שרה"))
    here = invoice.build(samples.order_one())
    code = (
        "import sys; from tests.documents import samples; from orderdesk.documents import invoice;"
        "sys.stdout.buffer.write(invoice.build(samples.order_one()))"
    )
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert there == here


@pytest.mark.parametrize("name", [each.id for each in PAPERS if each.default_paper_size == "a4"])
@pytest.mark.parametrize(("size", "box"), [("a4", (595.28, 841.89)), ("letter", (612, 792))])
def test_sheets_print_on_a4_and_letter(name: str, size: str, box: tuple[float, float]) -> None:
    found = sizes(paper_of(name).build(SAMPLES[name](), size))
    assert all(each[2:] == pytest.approx(box, abs=0.01) for each in found)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_a_paper_that_does_not_fit_the_printer_is_refused(paper: object) -> None:
    with pytest.raises(Refused, match="prints on"):
        paper.build(SAMPLES[paper.id](), "a5")  # type: ignore[attr-defined]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_fonts_are_embedded_as_subsets(paper: object) -> None:
    pdf = paper.build(SAMPLES[paper.id](), paper.default_paper_size)  # type: ignore[attr-defined]
    assert b"+Inter-" in pdf
    assert b"/FontFile2" in pdf
    assert b"BaseFont /Helvetica" not in pdf.replace(b"/BaseFont /Helvetica /Encoding", b"")
    assert len(pdf) < 90_000


def test_markup_emoji_and_other_scripts_are_only_text() -> None:
    line = LineRow(NASTY, "<SKU>&", 1_000, 100_000, 1000, samples.STANDARD)
    rows = {"lines": (line,), "charges": (), "taxes": (PrintedTax("<i>", samples.STANDARD, 1000, 200),)}
    data = samples.order_one(**rows, net=1000, tax=200, total=1200, balance=1200, buyer=Party(NASTY, (NASTY,)))
    seen = text(invoice.build(replace(data, note=NASTY)))
    assert "<b>Mugs & Co</b> <para>\\(x) %s {0}" in seen
    assert "<SKU>&" in seen
    assert "李" in seen
    # A reader may turn the letters back into the order in which they are typed.
    assert "הרש" in seen or "שרה" in seen


def test_two_thousand_letters_are_printed_whole() -> None:
    note = " ".join(f"w{number:03}" for number in range(400))
    for pdf in (
        invoice.build(samples.order_one(note=note)),
        picklist.build(samples.wave(instructions=(Instruction(note, "T2"),))),
        packing_slip.build(samples.slip(gift_message=note, note=note)),
    ):
        seen = text(pdf)
        assert all(f"w{number:03}" in seen for number in range(400))


def test_a_sign_without_a_font_prints_as_unknown() -> None:
    assert fonts.UNKNOWN in dict(fonts.runs("\u2bd2", fonts.REGULAR)).values()
    assert invoice.build(samples.order_one(note="\u2bd2"))


def test_long_names_stay_inside_their_columns() -> None:
    name = "Wilhelmina-Friederike Sonnenschein-Oberhuber-Vandenbroucke von und zu Hohenlohe-Langenburg"
    party = Party(name, (name,), email="w" * 60 + "@example.org")
    seen = text(invoice.build(samples.order_one(buyer=party, deliver_to=party, customer_reference="R" * 60)))
    assert seen.count("Hohenlohe-Langenburg") == 4


def test_asking_what_papers_there_are_loads_no_pdf_library() -> None:
    code = "import sys, orderdesk.documents.registry; assert 'reportlab' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_label_is_refused_before_any_work_is_lost() -> None:
    with pytest.raises(Refused):
        label.build(samples.label(tracking_number=""))
