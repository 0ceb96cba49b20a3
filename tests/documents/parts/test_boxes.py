"""The boxes on a picklist: their cartons with bars that scan, what goes in, and the layers to scale."""

from __future__ import annotations

from orderdesk.documents import picklist
from orderdesk.documents.parts.boxes import DrawnPiece, PlannedBox
from tests.documents import samples
from tests.documents.reading import LASER, codes, pages, text

BOTTOM = (DrawnPiece("MUG-SEA", 0, 0, 110, 90), DrawnPiece("BOWL", 110, 0, 150, 150))
TOP = (DrawnPiece("JUG", 0, 0, 160, 120), DrawnPiece("BOWL", 110, 0, 150, 150, below=True))
BOX = PlannedBox(
    "T1 · SH-0881, box 1 of 2", "M Medium carton, 30 x 25 x 20 cm", "*M", "1 × BOWL, 1 × JUG, 1 × MUG-SEA",
    ("Postage is 2.00 GBP less than in L.",), (300, 250, 200), (BOTTOM, TOP),
)  # fmt: skip
SCARF = PlannedBox(
    "T1 · SH-0881, box 2 of 2", "", "", "1 × SCARF", ("SCARF has no size: the boxes go by weight alone.",)
)


def test_the_boxes_stand_below_the_rows_and_their_cartons_scan() -> None:
    paper = picklist.build(samples.wave(boxes=(BOX, SCARF)))
    seen = text(paper)
    for part in (
        "Boxes T1 · SH-0881, box 1 of 2 · M Medium carton, 30 x 25 x 20 cm 1 × BOWL, 1 × JUG, 1 × MUG-SEA",
        "Postage is 2.00 GBP less than in L.",
        "Layer 1",
        "Layer 2",
        "MUG-SEA",
        "T1 · SH-0881, box 2 of 2 1 × SCARF SCARF has no size",
    ):
        assert part in seen
    assert "*M" in codes(paper, LASER)


def test_without_boxes_nothing_is_said() -> None:
    assert "Boxes" not in text(picklist.build(samples.wave()))


def test_a_narrow_piece_keeps_the_end_of_its_name() -> None:
    narrow = PlannedBox("SH-1", "M", "*M", "", (), (300, 250, 200), ((DrawnPiece("MUG-SAND", 0, 0, 60, 90),),))
    assert "MUG-SAND" not in text(picklist.build(samples.picklist(boxes=(narrow,))))


def test_many_boxes_go_on_on_the_next_page_and_none_is_parted() -> None:
    paper = picklist.build(samples.picklist(boxes=(BOX,) * 9))
    found = pages(paper)
    assert len(found) > 1
    for page in found:
        assert page.count("box 1 of 2") == page.count("Layer 2")
    assert codes(paper, LASER).count("*M") == 9
