"""Right-to-left writing on paper."""

from __future__ import annotations

import pytest

from orderdesk.documents.kit.bidi import is_right_to_left, visual


@pytest.mark.parametrize(
    ("logical", "seen"),
    [
        ("שרה כהן", "ןהכ הרש"),
        ("שרה 12", "12 הרש"),
        ("Sarah שרה Cohen", "Sarah הרש Cohen"),
        ("רחוב (צפון) 7", "7 (ןופצ) בוחר"),
        ("שרה 12.50", "12.50 הרש"),
        ("דירה A-12 תל אביב", "ביבא לת A-12 הריד"),
        ("plain", "plain"),
    ],
)
def test_it_stands_as_it_is_read(logical: str, seen: str) -> None:
    assert visual(logical) == seen


def test_arabic_letters_are_joined() -> None:
    # meem (initial), hah (medial), meem (medial), dal (final), seen from the left.
    assert visual("محمد") == "\ufeaa\ufee4\ufea4\ufee3"


def test_lam_and_alef_become_one_letter() -> None:
    assert visual("لا") == "\ufefb"


def test_a_letter_that_joins_nothing_after_it_breaks_the_word() -> None:
    assert visual("دار") == "\ufead\ufe8d\ufea9"


def test_only_right_to_left_letters_count() -> None:
    assert is_right_to_left("a ש")
    assert not is_right_to_left("12 – Łódź 李")


def test_marks_stay_behind_their_letters() -> None:
    assert visual("שָׁלום").endswith("ש\u05b8\u05c1")
    assert visual("مُد") == "\ufeaa\ufee3\u064f"
