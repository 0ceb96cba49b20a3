"""Who is likely one customer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.domain.customers.likeness import Known, likeness

PATEL = Known("Asha Patel", "", "asha@example.com", frozenset({"442079460018", "02079460018"}), frozenset({"YO21 3PU"}))
ELSEWHERE = Known("Ben Cole", "", "ben@example.com", frozenset({"441947555010"}), frozenset({"LS1 4AP"}))


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (ELSEWHERE, ""),
        (replace(ELSEWHERE, phones=frozenset({"02079460018"})), "the same telephone"),
        (replace(ELSEWHERE, email="ASHA@example.com"), "the same e-mail"),
        (replace(ELSEWHERE, name="Patel, Aisha", postcodes=frozenset({"yo213pu"})), "much the same name"),
        (replace(ELSEWHERE, name="Patel, Aisha"), ""),
        (replace(ELSEWHERE, name="A. Brown", postcodes=frozenset({"YO21 3PU"})), ""),
        (Known("Asha Patel"), ""),
        (Known("", postcodes=frozenset({"YO21 3PU", ""})), ""),
    ],
)
def test_what_makes_two_likely_one(other: Known, why: str) -> None:
    assert likeness(PATEL, other).startswith(why)
    assert bool(likeness(PATEL, other)) is bool(why)
    assert likeness(other, PATEL) == likeness(PATEL, other)


def test_two_names_for_one_company_at_one_place() -> None:
    one = Known("J. Hart", "Hart & Sons Ltd", postcodes=frozenset({"YO7 1AA"}))
    assert likeness(one, Known("Mary Hart", "Hart and Sons Ltd", postcodes=frozenset({"YO7 1AA"})))
