"""Money goes back at most as it came: by tender and in all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.money.refunding import left_in_all, why_less
from orderdesk.domain.money.refunding import most_back as most_by
from orderdesk.domain.money.tenders import STANDARD, Tenders

TENDERS = Tenders(STANDARD)
TENDERS_BACK = tuple(each.code for each in TENDERS.returnable)

SPLIT = {"card": 6_000, "cash": 4_194}


def most_back(code: str, held: dict[str, int], *, otherwise: bool = False) -> int:
    """The most by the tender of a code."""
    return most_by(TENDERS.to_give(code), held, TENDERS, otherwise=otherwise)


@pytest.mark.parametrize(
    ("tender", "held", "most"),
    [
        ("card", SPLIT, 6_000),
        ("cash", SPLIT, 4_194),
        ("transfer", SPLIT, 0),
        ("store-credit", SPLIT, 10_194),
        # Half of it went back by transfer: both take from what is left.
        ("card", SPLIT | {"transfer": -5_000}, 5_194),
        ("cash", SPLIT | {"transfer": -5_000}, 4_194),
        ("cash", SPLIT | {"transfer": -8_000}, 2_194),
        ("card", {"cash": 5_000}, 0),
        ("cash", {"card": 5_000}, 0),
        ("transfer", {"card": 16_686}, 0),
        ("cash", {"cod": 5_000}, 5_000),
        ("transfer", {"cod": 5_000, "cash": -3_000}, 2_000),
        ("transfer", {"cod": 5_000, "card": 6_000}, 5_000),
        ("card", {"cod": 5_000, "card": 6_000}, 6_000),
        ("transfer", {"cod": 5_000, "card": 6_000, "cash": -5_000}, 0),
        ("card", {"card": 5_638, "transfer": -5_638}, 0),
        ("card", {"card": 0, "cash": 100}, 0),
        ("store-credit", {}, 0),
    ],
)
def test_the_most_by_a_tender(tender: str, held: dict[str, int], most: int) -> None:
    assert most_back(tender, held) == most


def test_any_tender_takes_from_all_when_a_person_says_so() -> None:
    assert most_back("cash", {"cash": 6_125, "card": 10_000}, otherwise=True) == 16_125
    assert most_back("card", {"cash": 6_125, "card": 10_000}, otherwise=True) == 10_000


def test_the_refusal_names_what_can_go_back_by_the_others() -> None:
    held = {"cash": 6_125, "card": 10_000}
    cash, transfer = TENDERS.to_give("cash"), TENDERS.to_give("transfer")
    said = why_less("SO-1001", cash, held, "GBP", TENDERS)
    assert said == "At most 61.25 can go back by cash on SO-1001; 100.00 by card."
    said = why_less("SO-1001", transfer, held, "GBP", TENDERS)
    assert said == "At most 0.00 can go back by bank transfer on SO-1001; 100.00 by card or 61.25 by cash."


@given(
    st.dictionaries(st.sampled_from((*TENDERS_BACK, "cod")), st.integers(1, 10_000), min_size=1),
    st.lists(st.tuples(st.sampled_from(TENDERS_BACK), st.integers(1, 10_000)), max_size=12),
)
def test_no_order_of_refunds_gives_back_more_than_came(paid: dict[str, int], asked: list[tuple[str, int]]) -> None:
    held, back = dict(paid), dict.fromkeys(TENDERS_BACK, 0)
    for tender, amount in asked:
        now = min(amount, most_back(tender, held))
        held[tender] = held.get(tender, 0) - now
        back[tender] += now
    assert sum(back.values()) + left_in_all(held) == sum(paid.values())
    assert back["card"] <= paid.get("card", 0)
    over = sum(max(0, back[tender] - paid.get(tender, 0)) for tender in TENDERS_BACK if tender != "store-credit")
    assert over <= paid.get("cod", 0), "only what cannot go back as it came goes back by another"
