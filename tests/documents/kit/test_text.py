"""Lines and sizes that fit."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from orderdesk.documents.kit.letters import fonts
from orderdesk.documents.kit.styles import BODY
from orderdesk.documents.kit.text import cut, largest, wrap


@given(st.text("ab cdé-1 李ש", max_size=120), st.integers(20, 200))
@settings(max_examples=60, deadline=None)
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, room: int) -> None:
    lines = wrap(text, BODY, room)
    assert all(fonts.width(line, BODY.face, BODY.size) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_line_breaks_are_kept() -> None:
    assert wrap("one\n\ntwo", BODY, 100) == ["one", "", "two"]


def test_a_word_wider_than_the_room_is_broken() -> None:
    assert len(wrap("W" * 50, BODY, 60)) > 1


def test_nothing_has_no_lines() -> None:
    assert wrap("", BODY, 60) == []


def test_a_cut_line_says_so() -> None:
    short = cut("A very long title indeed", BODY, 60)
    assert short.endswith("…")
    assert fonts.width(short, BODY.face, BODY.size) <= 60
    assert cut("short", BODY, 60) == "short"


def test_the_largest_fitting_size_is_taken_and_the_smallest_when_none_fits() -> None:
    assert largest("CO12 4PP", BODY, 500, (22, 18)).size == 22
    room = fonts.width("CO12 4PP", BODY.face, 18)
    assert largest("CO12 4PP", BODY, room, (22, 18, 9)).size == 18
    assert largest("CO12 4PP", BODY, 5, (22, 18, 9)).size == 9
