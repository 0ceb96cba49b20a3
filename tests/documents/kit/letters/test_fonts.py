"""Which font a letter is printed in."""

from __future__ import annotations

import pytest

from orderdesk.documents.kit.letters import fonts
from orderdesk.documents.kit.letters.fonts import BOLD, REGULAR, SEMIBOLD


@pytest.mark.parametrize("face", [REGULAR, SEMIBOLD, BOLD])
def test_all_digits_are_equally_wide(face: str) -> None:
    assert len({fonts.width(digit, face, 10) for digit in "0123456789"}) == 1


def test_plain_text_is_inter_in_one_piece() -> None:
    assert fonts.runs("Łukasz Øvergård-Nuñez", BOLD) == ((BOLD, "Łukasz Øvergård-Nuñez"),)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("李小龙", "DroidSansFallback"),
        ("東京すし", "DroidSansFallback"),
        ("김철수", "DroidSansFallback"),
        ("שרה", "DejaVuSans"),
        ("สมชาย", "NotoSansThai-Regular"),
        ("🎁", "NotoEmoji-Regular"),
        ("राजेश", "NotoSansDevanagari-Regular"),
        ("রাজেশ", "NotoSansBengali-Regular"),
        ("ராஜேஷ்", "NotoSansTamil-Regular"),
        ("తెలుగు", "NotoSansTelugu-Regular"),
        ("ಕನ್ನಡ", "NotoSansKannada-Regular"),
        ("മലയാളം", "NotoSansMalayalam-Regular"),
        ("ગુજરાતી", "NotoSansGujarati-Regular"),
        ("ਪੰਜਾਬੀ", "NotoSansGurmukhi-Regular"),
        ("ଓଡ଼ିଆ", "NotoSansOriya-Regular"),
        ("සුනිල්", "NotoSansSinhala-Regular"),
        ("አበበ", "NotoSansEthiopic-Regular"),
        ("ក្រុមហ៊ុន", "NotoSansKhmer-Regular"),
        ("မြန်မာ", "NotoSansMyanmar-Regular"),
        ("ສະບາຍດີ", "NotoSansLao-Regular"),
        ("محمد", "NotoSansArabic-Regular"),
    ],
)
def test_what_inter_lacks_has_a_stand_in(text: str, name: str) -> None:
    assert [font for font, _ in fonts.runs(text, REGULAR)] == [name]
    assert fonts.missing(text) == ""


def test_heavy_text_keeps_its_weight_where_there_is_one() -> None:
    assert fonts.runs("שרה", BOLD)[0][0] == "DejaVuSans-Bold"


def test_a_letter_no_font_has_is_named_and_shown_as_unknown() -> None:
    assert fonts.missing("ༀ Patel ༀ") == "ༀ"
    assert fonts.missing("ༀ Patel \U0001fae9", signs=False) == "ༀ"
    assert fonts.UNKNOWN in "".join(piece for _, piece in fonts.runs("ༀ Patel", REGULAR))


def test_control_signs_become_blanks_and_invisible_ones_go() -> None:
    assert fonts.clean("a\tb\u200bc\u202ed") == "a bcd"


def test_accents_are_composed() -> None:
    assert fonts.clean("N\u0303") == "Ñ"


def test_width_is_the_sum_of_the_pieces() -> None:
    whole = fonts.width("Li 李", REGULAR, 10)
    assert whole == pytest.approx(fonts.width("Li ", REGULAR, 10) + fonts.width("李", REGULAR, 10))


def test_an_emoji_is_drawn_by_a_code_that_a_pdf_can_describe() -> None:
    ((_, piece),) = fonts.runs("🎁", REGULAR)
    assert ord(piece) <= 0xFFFF
    assert fonts.width("🎁", REGULAR, 10) > 5
