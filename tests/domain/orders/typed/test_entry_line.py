"""One line as a clerk types it: counts, prices and discounts, and what stays a part of the name."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.orders.typed.entry_line import Entry, entry_text, readings
from orderdesk.domain.values.errors import Refused


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("mug", [Entry("mug")]),
        ("3*mug", [Entry("mug", 3_000)]),
        (" 2.5 × rope", [Entry("rope", 2_500)]),
        ("12*", [Entry("", 12_000)]),
        ("3 mug", [Entry("mug", 3_000), Entry("3 mug")]),
        ("mug 3", [Entry("mug", 3_000), Entry("mug 3")]),
        ("3 mug 2", [Entry("mug 2", 3_000), Entry("3 mug", 2_000), Entry("3 mug 2")]),
        ("2 tee m -10%", [Entry("tee m", 2_000, None, 100_000), Entry("2 tee m", None, None, 100_000)]),
        ("mug @11.50", [Entry("mug", None, 115_000)]),
        ("mug @ 11.5 - 5 %", [Entry("mug", None, 115_000, 50_000)]),
        ("5012345678900", [Entry("5012345678900")]),
        ("2x4 timber", [Entry("2x4 timber")]),
        ("0 mug", [Entry("0 mug")]),
        ("mug-10%", [Entry("mug-10%")]),
        ("jo@shop", [Entry("jo@shop")]),
        ("", [Entry("")]),
    ],
)
def test_readings(typed: str, read: list[Entry]) -> None:
    assert list(readings(typed)) == read


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("mug @x", "Enter a number"),
        ("mug @1.23456", "4 decimals"),
        ("mug -101%", "0 to 100"),
        ("0*mug", "above zero"),
        ("mug @1 @2", "two prices"),
        ("mug -1% -2%", "two discounts"),
    ],
)
def test_what_can_not_be_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        readings(typed)


WORD = st.from_regex(r"[a-zé][a-z0-9é]{0,8}", fullmatch=True)


@given(
    st.lists(WORD, min_size=1, max_size=4),
    st.integers(1, 10**9) | st.none(),
    st.integers(0, 10**9) | st.none(),
    st.integers(0, 10**6) | st.none(),
)
def test_a_reading_that_is_written_is_read_again(
    words: list[str], quantity: int | None, price: int | None, discount: int | None
) -> None:
    entry = Entry(" ".join(words), quantity, price, discount)
    assert readings(entry_text(entry))[0] == entry


@given(st.text(alphabet=st.sampled_from("3 mug*@-%.×−é\n,"), max_size=30))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    with suppress(Refused):
        assert all(text.strip() == "" or reading.words or reading != Entry("") for reading in readings(text))
