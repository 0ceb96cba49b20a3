"""Letters that change with their neighbours are joined and placed, and read back as they were typed."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from orderdesk.documents import invoice, label, packing_slip, receipt
from orderdesk.documents.kit.letters import fonts
from orderdesk.documents.kit.letters.bidi import is_right_to_left
from orderdesk.documents.kit.letters.fonts import REGULAR
from orderdesk.documents.kit.styles import BODY
from orderdesk.documents.kit.text import wrap
from orderdesk.documents.parts.rows import Party
from orderdesk.domain.values.errors import Refused
from tests.documents import samples
from tests.documents.reading import text

NAMES = (
    "राजेश कुमार क्षत्रिय", "রাজেশ কুমার ক্ষ", "ராஜேஷ் குமார் ஸ்ரீ", "አበበ በቀለ", "សុខ សំអាត", "အောင်ဆန်းစုကြည် မြန်မာ",
    "සුනිල් ශ්\u200dරී", "محمد العلي", "پاکستان ٹیکسٹائل", "10% הנחה", "สมชาย ที่อยู่ น้ำ", "山田太郎", "김철수", "తెలుగు క్ష్మ",
    "ಕನ್ನಡ ಕ್ಷ", "മലയാളം", "ગુજરાતી", "ਪੰਜਾਬੀ", "ଓଡ଼ିଆ", "ສະບາຍດີ",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_prints_whole_on_every_paper(name: str) -> None:
    to = Party(name, ("1 High Street", "Whitby", "YO21 3PU"))
    papers = [
        invoice.build(samples.order_one(buyer=to)),
        packing_slip.build(samples.slip(ship_to=to)),
        label.build(samples.label(ship_to=to)),
    ]
    if not is_right_to_left(name):  # beside Latin words a reader turns the whole line
        papers.append(receipt.build(samples.receipt(customer=name)))
    for pdf in papers:
        assert unicodedata.normalize("NFC", name) in unicodedata.normalize("NFC", text(pdf))


@pytest.mark.parametrize(
    ("typed", "fewer"), [("क्ष", True), ("ක්\u200dෂ", True), ("لا", True), ("ក្ក", True), ("कष", False), ("دار", False)]
)
def test_letters_join_where_their_script_joins_them(typed: str, fewer: bool) -> None:
    (run,) = fonts.laid(typed, REGULAR)
    assert (len(run.letters) < len(typed)) is fewer


def test_a_mark_stands_over_its_letter_and_takes_no_room() -> None:
    assert fonts.width("ที่", REGULAR, 10) == pytest.approx(fonts.width("ท", REGULAR, 10))
    assert fonts.width("שָׁ", REGULAR, 10) == pytest.approx(fonts.width("ש", REGULAR, 10))


def test_a_long_word_is_never_parted_between_a_letter_and_its_marks() -> None:
    for word in ("ក្រុមហ៊ុន" * 20, "मर्यादित" * 30, "เปลี่ยนที่อยู่" * 20):
        lines = wrap(word, BODY, 90)
        assert len(lines) > 1
        assert "".join(lines) == word
        assert [line for line in lines if unicodedata.category(line[0])[0] == "M"] == []


def test_a_letter_that_no_font_has_is_refused_by_its_name_on_every_paper() -> None:
    tibetan = Party("ༀ བོད", ("1 High Street",))
    for build in (
        lambda: invoice.build(samples.order_one(buyer=tibetan)),
        lambda: packing_slip.build(samples.slip(ship_to=tibetan)),
        lambda: label.build(samples.label(ship_to=tibetan)),
        lambda: receipt.build(replace(samples.receipt(), customer=tibetan.name)),
    ):
        with pytest.raises(Refused, match=r"No font of ours has the character “ༀ” \(U\+0F00\)"):
            build()


def test_the_same_paper_is_the_same_bytes_whatever_was_printed_before() -> None:
    first = invoice.build(samples.order_one(buyer=Party(NAMES[0])))
    for name in NAMES:
        invoice.build(samples.order_one(buyer=Party(name)))
    assert invoice.build(samples.order_one(buyer=Party(NAMES[0]))) == first
