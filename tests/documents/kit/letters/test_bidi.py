"""Right-to-left writing on paper: which letters run to the left, and the order in which pieces stand."""

from __future__ import annotations

import pytest

from orderdesk.documents.kit.letters.bidi import is_right_to_left, levels, mirrored, ordered


def seen(text: str) -> str:
    """A line as it is read from left to right on paper."""
    heights = levels(text)
    pieces = [mirrored(letter) if level % 2 else letter for letter, level in zip(text, heights, strict=True)]
    return "".join(ordered(pieces, heights))


@pytest.mark.parametrize(
    ("logical", "shown"),
    [
        ("שרה כהן", "ןהכ הרש"),
        ("שרה 12", "12 הרש"),
        ("10% הנחה", "החנה 10%"),
        ("Sarah שרה Cohen", "Sarah הרש Cohen"),
        ("רחוב (צפון) 7", "7 (ןופצ) בוחר"),
        ("שרה 12.50", "12.50 הרש"),
        ("דירה A-12 תל אביב", "ביבא לת A-12 הריד"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_it_stands_as_it_is_read(logical: str, shown: str) -> None:
    assert seen(logical) == shown


def test_only_right_to_left_letters_count() -> None:
    assert is_right_to_left("a ש")
    assert not is_right_to_left("12 – Łódź 李")
    assert levels("12 – Łódź 李") == [0] * 11


def test_marks_stay_behind_their_letters() -> None:
    assert mirrored("שָׁל") == "לשָׁ"


def test_a_sign_without_width_has_the_level_of_its_letter() -> None:
    assert levels("ش\u200cر") == [1, 1, 1]
