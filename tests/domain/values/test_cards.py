"""Card numbers are known in any writing, and what only looks long is not taken for one."""

from __future__ import annotations

import random

import pytest

from orderdesk.domain.values.cards import holds_card
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.texts import clean

CARDS = ("4111111111111111", "4012888888881881", "5555555555554444", "2223003122003222", "378282246310005",
         "30569309025904", "6011111111111117", "3530111333300000", "6200000000000005", "4222222222222")  # fmt: skip


@pytest.mark.parametrize("number", CARDS[:-1])
@pytest.mark.parametrize("form", ["{}", "card {} exp 12/27", "({})", "no. {}.", "{}, paid"])
def test_a_card_number_is_known(number: str, form: str) -> None:
    assert holds_card(form.format(number))


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1111", "4111-1111-1111-1111", "3782 822463 10005", "4222-222-222-222", "4111 1111-1111 1111",
        "4111.1111.1111.1111", "4111_1111_1111_1111", "4111 - 1111 - 1111 - 1111", "4111  1111  1111  1111",
        "4111\N{NO-BREAK SPACE}1111\N{NARROW NO-BREAK SPACE}1111 1111",
        "4111\N{EN DASH}1111\N{EN DASH}1111\N{EN DASH}1111",
        "3782.822463.10005", "(visa 4111·1111·1111·1111)",
    ],
)  # fmt: skip
def test_parted_card_numbers_are_known(text: str) -> None:
    assert holds_card(text)
    with pytest.raises(Refused, match="looks like a card number, which is never kept") as refused:
        clean(text, "reference")
    assert text not in str(refused.value)


@pytest.mark.parametrize(
    "zero", ["\N{FULLWIDTH DIGIT ZERO}", "\N{ARABIC-INDIC DIGIT ZERO}", "\N{DEVANAGARI DIGIT ZERO}"]
)
def test_a_card_number_is_known_in_the_digits_of_any_script(zero: str) -> None:
    number = "4111111111111111".translate({ord(str(each)): chr(ord(zero) + each) for each in range(10)})
    assert holds_card(number)
    assert holds_card(f"card {number[:4]} {number[4:8]}-{number[8:12]}-{number[12:]}")


@pytest.mark.parametrize(
    "text",
    [
        "4.111.111,11 and 111.111,00",
        "4111.11.11 11:11:11.111",
        "4006381333931",  # a bar code of Germany
        "DE89 3704 0044 0532 0130 00",
        "GB29 NWBK 6016 1331 9268 19",
        "00340434161094042557",  # an SSCC
        "1Z999AA10123456784",
        "+49 170 1234567 89",
        "4111 1111 1111 1112",
        "ORDER-4111111111111111X",
        "2026-11-30 12:00:00",
        "a4111111111111111f0",
    ],
)
def test_other_long_numbers_are_none(text: str) -> None:
    assert not holds_card(text)


def test_no_bar_code_is_taken_for_a_card() -> None:
    luck = random.Random(1)
    for _ in range(20_000):
        digits = [luck.randrange(10) for _ in range(12)]
        digits.append(-sum(digit * (1 + 2 * (place % 2)) for place, digit in enumerate(digits)) % 10)
        assert not holds_card("".join(map(str, digits)))
