"""Items that are taken for one another: found by their names, told by the word that sets them apart."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.items.twins import Twin, Twins

NAMES = (
    (1, "Cotton tee blue M"),
    (2, "Cotton tee RED M"),
    (3, "Cotton tee blue L"),
    (4, "Desk lamp"),
    (5, "Desk chair"),
    (6, "cotton  TEE blue m"),
)


def test_one_word_sets_twins_apart() -> None:
    twins = Twins(NAMES)
    assert twins.of(1) == [Twin(2, "blue", "RED"), Twin(3, "M", "L")]
    assert twins.told(1) == "blue, not RED; M, not L"
    assert twins.told(2) == "RED, not blue"


def test_two_words_are_too_few_and_the_same_name_is_no_twin() -> None:
    twins = Twins(NAMES)
    assert twins.told(4) == twins.told(5) == ""
    assert 6 not in [twin.item_id for twin in twins.of(1)]
    assert twins.told(99) == ""


def test_of_many_twins_a_few_are_told() -> None:
    colours = ("red", "green", "white", "black", "grey")
    assert Twins(enumerate(f"Mug {each} small" for each in colours)).told(0) == "red, not green, white, black or others"
    assert Twins(enumerate(f"Mug {each} small" for each in colours[:4])).told(0) == "red, not green, white or black"


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=5), max_size=12))
def test_every_pair_is_found_and_none_else(names: list[list[str]]) -> None:
    twins = Twins(enumerate(map(" ".join, names)))
    wanted = {
        pair
        for one, other in combinations(range(len(names)), 2)
        if len(names[one]) == len(names[other]) > 2
        and sum(ours != theirs for ours, theirs in zip(names[one], names[other], strict=True)) == 1
        for pair in ((one, other), (other, one))
    }
    assert {(item, twin.item_id) for item in range(len(names)) for twin in twins.of(item)} == wanted
