"""The 4 × 6 label, read back from the PDF and from a 203 dpi print."""

from __future__ import annotations

import pypdfium2
import pytest

from orderdesk.documents import label
from orderdesk.documents.kit import code128
from orderdesk.documents.kit.sizes import MM
from orderdesk.documents.parts.rows import Party
from orderdesk.domain.values.errors import Refused
from tests.documents import samples
from tests.documents.reading import THERMAL, codes, sizes, text

LONG = Party(
    "Ludwig-Maximilians-Universität München, Fakultät für Chemie und Pharmazie",
    (
        "Attn. Dr. Wilhelmina Sonnenschein-Oberhuber",
        "Department of Extremely Long Names, Building 12, Room 4.107",
        "Butenandtstraße 5–13, Eingang Nord, Laderampe 3",
        "Großhadern-Martinsried",
    ),
    phone="+49 89 5555 0100",
)


def heights(pdf: bytes, word: str) -> float:
    """Height in points of the letters of `word` on the page."""
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    index, count = page.search(word).get_next()
    boxes = [page.get_charbox(place) for place in range(index, index + count)]
    return max(top - bottom for _, bottom, _, top in boxes)


def test_scenario_13_it_is_exactly_four_by_six_with_the_name_whole() -> None:
    pdf = label.build(samples.label())
    assert sizes(pdf) == [(0, 0, 288, 432)]
    assert samples.LONG_NAME in text(pdf)
    assert "Box" in text(pdf)
    assert "1 of 2" in text(pdf)


def test_scenario_13_the_tracking_number_scans_at_203_dpi() -> None:
    assert codes(label.build(samples.label()), THERMAL) == ["RP104810001GB", "SO-10481"]


@pytest.mark.parametrize("number", ["1Z999AA10123456784", "00340434161094021501", "JJD0099999999", "A1", "RR-12-x/9"])
def test_other_tracking_numbers_scan(number: str) -> None:
    assert number in codes(label.build(samples.label(tracking_number=number)), THERMAL)


def test_a_void_label_does_not_print_again() -> None:
    with pytest.raises(Refused, match="is void"):
        label.build(samples.label(voided=True))


def test_every_field_is_there() -> None:
    seen = text(label.build(samples.label()))
    for part in (
        "FROM Northside Supply", "Unit 7, Dock Road", "ROAD", "ZONE 2 · STOP 4", "DELIVER TO", "12 Oakfield Road",
        "CO12 4PP", "Tel. 01632 960 147", "Kitchen door before 11:00", "SO-10481", "20/11/2026", "4.6 kg",
        "PO 7741", "RP104810001GB",
    ):  # fmt: skip
        assert part in seen
    assert "COD" not in seen


def test_scenario_15_the_driver_collects_what_is_left() -> None:
    seen = text(label.build(samples.cash_on_delivery()))
    assert "COD Collect on delivery £88.14" in seen


def test_a_long_address_shrinks_and_is_never_cut() -> None:
    references = ("A" * 26, "B" * 26, "C" * 26)
    data = samples.cash_on_delivery(ship_to=LONG, postcode="81377", country="Germany", references=references,
                                    tracking_number="1Z999AA10123456784")  # fmt: skip
    pdf = label.build(data)
    seen = text(pdf)
    assert all(line in seen for line in (LONG.name, *LONG.lines, "81377", "GERMANY", *references))
    assert codes(pdf, THERMAL) == ["1Z999AA10123456784", "SO-10481"]
    assert heights(pdf, "Großhadern") >= 0.65 * 9


def test_the_postcode_is_the_largest_of_the_address() -> None:
    for ship_to in (samples.label().ship_to, LONG):
        pdf = label.build(samples.label(ship_to=ship_to, postcode="81377"))
        assert heights(pdf, "81377") > heights(pdf, ship_to.name.split()[0][1:4])


def test_an_address_no_label_holds_is_refused() -> None:
    endless = Party("Patel", tuple(f"Line {number} of a very long address" for number in range(40)))
    with pytest.raises(Refused, match="address is too long"):
        label.build(samples.label(ship_to=endless))


def test_the_bars_are_tall_and_wide_enough_and_leave_their_quiet_zones() -> None:
    for data in (samples.label(), samples.cash_on_delivery(ship_to=LONG, postcode="81377")):
        image = pypdfium2.PdfDocument(label.build(data))[0].render(scale=4, grayscale=True).to_pil()
        row = (432 - 10 - 14 - 10) * 4
        dark = [x / 4 for x in range(image.width) if image.getpixel((x, row)) < 128]
        wide = dark[-1] - dark[0]
        module = wide / code128.modules(data.tracking_number)
        assert module >= 0.33 * MM
        assert min(dark[0], 288 - dark[-1]) >= code128.QUIET * module
        bar = int(dark[0] * 4) + 1
        assert unbroken([image.getpixel((bar, y)) < 128 for y in range(image.height)], row) / 4 >= 54


def unbroken(dark: list[bool], place: int) -> int:
    """Length of the dark stretch around `place`."""
    top = next(y for y in range(place, -1, -1) if not dark[y])
    return next(y for y in range(place, len(dark)) if not dark[y]) - top - 1


def test_a_number_too_long_for_a_scanner_is_refused() -> None:
    with pytest.raises(Refused, match="too long for a label"):
        label.build(samples.label(tracking_number="X" * 60))


def test_names_in_other_scripts_are_whole() -> None:
    seen = text(label.build(samples.label(ship_to=Party("李小龙", ("東京都渋谷区 1-2-3",)), postcode="150-0002")))
    assert "李小龙" in seen
    assert "東京都渋谷区" in seen


def test_a_letter_that_no_font_has_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="character “ༀ”"):
        label.build(samples.label(ship_to=Party("ༀनिल", ("12 Oakfield Road",))))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"references": ("a",) * 4}, "3 references of 26"),
        ({"references": ("a" * 27,)}, "3 references of 26"),
        ({"ship_to": Party("")}, "needs a name"),
        ({"ship_to": Party("Patel"), "postcode": ""}, "needs a name and an address"),
        ({"cod": 0}, "above zero"),
    ],
)
def test_what_is_wrong_is_said(changed: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        label.build(samples.label(**changed))
