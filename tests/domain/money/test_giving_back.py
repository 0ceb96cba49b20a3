"""A refund names what it gives back: the newest by its tender first, and never more than is left of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.money.giving_back import BookedPayment, PaymentLeft, left_by, left_of, parts_of
from orderdesk.domain.money.tenders import STANDARD, Tenders

TENDERS = Tenders(STANDARD)
STRICT = TENDERS.strict


def paid(key: int, tender: str, amount: int) -> BookedPayment:
    return BookedPayment(key, "payment", tender, amount, f"R-{key}", None)


def back(key: int, tender: str, amount: int, of: int | None) -> BookedPayment:
    return BookedPayment(key, "refund", tender, amount, f"R-{key}", of)


def parts(tender: str, amount: int, *booked: BookedPayment) -> list[tuple[int, int]]:
    return parts_of(amount, TENDERS.to_give(tender), left_of(booked, STRICT), STRICT)


def test_the_newest_by_its_tender_goes_back_first() -> None:
    booked = (paid(1, "cash", 100), paid(2, "card", 200), paid(3, "cash", 50))
    assert parts("cash", 120, *booked) == [(3, 50), (1, 70)]
    assert parts("card", 120, *booked) == [(2, 120)]
    # What can only go back where it came from is kept for that.
    assert parts("transfer", 300, *booked) == [(3, 50), (1, 100), (2, 150)]


def test_a_card_takes_back_only_what_is_left_of_it() -> None:
    booked = (paid(1, "card", 100), back(2, "transfer", 40, 1), paid(3, "cash", 30))
    assert parts("card", 90, *booked) == [(1, 60)]
    assert left_by("card", left_of(booked, STRICT)) == 60


def test_a_refund_that_names_none_takes_what_it_would_name() -> None:
    booked = (paid(1, "cash", 100), paid(2, "cash", 50), back(3, "cash", 70, None))
    assert left_of(booked, STRICT) == [PaymentLeft(1, "cash", "R-1", 80), PaymentLeft(2, "cash", "R-2", 0)]
    assert left_of([back(1, "cash", 70, None)], STRICT) == []


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(("cash", "card", "transfer")), st.integers(1, 500))))
def test_no_payment_is_given_back_twice(steps: list[tuple[bool, str, int]]) -> None:
    booked: list[BookedPayment] = []
    for is_refund, tender, amount in steps:
        if not is_refund:
            booked.append(paid(len(booked) + 1, tender, amount))
            continue
        for of, part in parts(tender, amount, *booked):
            booked.append(back(len(booked) + 1, tender, part, of))
    left = left_of(booked, STRICT)
    assert all(each.left >= 0 for each in left)
    came = sum(each.amount if each.kind == "payment" else -each.amount for each in booked)
    assert sum(each.left for each in left) == came
    tender_of = {each.id: each.tender for each in booked}
    refunds = [each for each in booked if each.kind == "refund"]
    assert all(each.tender != "card" or tender_of[each.gives_back_id or 0] == "card" for each in refunds)
