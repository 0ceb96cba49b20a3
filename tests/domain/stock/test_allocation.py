"""Which bins a line is served from: never more than is free, few stops first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.stock.allocation import BinStock, StockFigures, TakenFromBin, allocate

BINS = [BinStock(1, 7, "B-01-1", 5, 0), BinStock(1, 9, "A-01-1", 3, 1), BinStock(1, 8, "C-01-1", 6, 6)]


def test_one_bin_that_serves_the_whole_is_preferred() -> None:
    assert allocate(4, BINS) == (TakenFromBin(7, 4),)
    assert allocate(2, BINS) == (TakenFromBin(9, 2),)


def test_else_bins_are_taken_in_walk_order_and_the_rest_is_left() -> None:
    assert allocate(6, BINS) == (TakenFromBin(9, 2), TakenFromBin(7, 4))
    assert allocate(20, BINS) == (TakenFromBin(9, 2), TakenFromBin(7, 5))


def test_the_safety_stock_stays_free() -> None:
    assert allocate(20, BINS, keep=4) == (TakenFromBin(7, 3),)
    assert allocate(20, BINS, keep=1) == (TakenFromBin(9, 2), TakenFromBin(7, 4))
    assert allocate(1, BINS, keep=7) == ()
    assert allocate(1, [], keep=0) == ()


bins = st.lists(
    st.builds(
        lambda code, on_hand, part: BinStock(1, code, f"A-{code:04d}", on_hand, on_hand * part // 10),
        st.integers(1, 9999),
        st.integers(0, 100_000),
        st.integers(0, 10),
    ),
    max_size=12,
    unique_by=lambda each: each.bin_id,
)


@given(st.integers(0, 200_000), bins, st.integers(0, 50_000))
def test_nothing_is_taken_that_is_not_free(wanted: int, shelves: list[BinStock], keep: int) -> None:
    taken = allocate(wanted, shelves, keep)
    free = {each.bin_id: each.free for each in shelves}
    assert sum(part.quantity for part in taken) == max(0, min(wanted, sum(free.values()) - keep))
    assert all(0 < part.quantity <= free[part.bin_id] for part in taken)
    assert len({part.bin_id for part in taken}) == len(taken)


def test_available_is_what_is_neither_reserved_nor_kept_back() -> None:
    assert StockFigures(on_hand=20, reserved=3, unavailable=5, incoming=100).available == 12
