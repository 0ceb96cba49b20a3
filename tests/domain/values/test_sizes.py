"""Sizes as people type them, in the unit of the shop, and as they are shown again."""

from __future__ import annotations

import pytest

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.sizes import NO_SIZE, parse_length, parse_size, shown_sides, shown_size, unit_of_heading
from orderdesk.domain.values.written.local import BRITISH, LocalForm, using
from orderdesk.domain.values.written.number_form import COMMA

INCHES = LocalForm(length="in")
GERMAN = LocalForm(COMMA)


@pytest.mark.parametrize(
    ("form", "typed", "size"),
    [
        (BRITISH, "30 x 25 x 20", (300, 250, 200)),
        (BRITISH, "30x25x20cm", (300, 250, 200)),
        (BRITISH, "30 × 25 × 20,5", (300, 250, 205)),
        (BRITISH, "300*250*200 mm", (300, 250, 200)),
        (BRITISH, "11.8 x 10 x 8 in", (300, 254, 203)),
        (BRITISH, '12" x 10" x 8"', (305, 254, 203)),
        (GERMAN, "30,5 x 25 x 20", (305, 250, 200)),
        (INCHES, "12 x 10 by 8", (305, 254, 203)),
        (INCHES, "30 cm x 25 cm x 20 cm", (300, 250, 200)),
        (BRITISH, " ", NO_SIZE),
    ],
)
def test_a_size_is_read_in_the_unit_it_names_or_that_of_the_shop(
    form: LocalForm, typed: str, size: tuple[int, int, int]
) -> None:
    with using(form):
        assert parse_size(typed) == size


@pytest.mark.parametrize(
    "typed", ["30", "30 x 25", "30 x 25 x", "30 x 0 x 20", "a x b x c", "30 x -2 x 1", "1e9 x 1 x 1"]
)
def test_what_is_no_size_is_refused_with_its_field(typed: str) -> None:
    with pytest.raises(Refused) as said:
        parse_size(typed)
    assert said.value.field == "size"


@pytest.mark.parametrize("form", [BRITISH, GERMAN, INCHES])
def test_what_is_shown_is_read_as_the_same(form: LocalForm) -> None:
    with using(form):
        for side in (*range(1, 400), 1_001, 99_999):
            assert parse_size(shown_sides((side, 300, 7))) == (side, 300, 7)


def test_a_size_is_shown_as_short_as_it_can_be_said() -> None:
    assert shown_size((300, 250, 205)) == "30 x 25 x 20.5 cm"
    assert shown_size(NO_SIZE) == ""
    with using(INCHES):
        assert shown_size((305, 300, 203)) == "12 x 11.8 x 8 in"


def test_a_heading_names_the_unit_of_its_column() -> None:
    headings = ("Length (cm)", "Breite mm", "height_in", "Width in inches", "Length")
    assert [unit_of_heading(each.replace("_", " ")) for each in headings] == ["cm", "mm", "in", "in", ""]
    assert parse_length("30", "mm") == 30
