"""Goods that were found are shared out in turn: nobody gets any before everybody told an earlier day has all."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.fulfilment.shipments import Allocation
from orderdesk.domain.fulfilment.short_picks import Share, served_first, shared
from orderdesk.domain.values.quantity import ONE, Quantity, pieces

DAY = date(2026, 3, 2)
told_days = st.dictionaries(st.integers(1, 5), st.none() | st.integers(0, 4).map(lambda n: DAY + timedelta(days=n)))
parts = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 6)), min_size=1, max_size=8)


def tied(key: int, line: int, place: int, count: int) -> Allocation:
    return Allocation(key, line, line, 1, place, pieces(count), 0, 0, "MUG", 0, 0, 0, 0)


def by_line(rows: list[Allocation] | list[Share]) -> dict[int, Quantity]:
    sums: dict[int, Quantity] = {}
    for row in rows:
        sums[row.order_line_id] = sums.get(row.order_line_id, 0) + row.quantity
    return sums


def test_who_was_told_the_earlier_day_takes_another_bins_goods() -> None:
    first, second = tied(1, 1, 7, 4), tied(2, 2, 8, 4)
    turn = served_first([first, second], {1: date(2026, 3, 9), 2: date(2026, 3, 2)})
    assert shared(turn, {8: pieces(3)}) == [
        Share(2, 2, 8, ONE),
        Share(2, 2, 7, pieces(3)),
        Share(1, 1, 7, ONE),
    ]


@given(parts, told_days, st.data())
def test_the_later_told_get_nothing_before_the_earlier_have_all(
    rows: list[tuple[int, int, int]], told: dict[int, date | None], data: st.DataObject
) -> None:
    turn = served_first([tied(key, *row) for key, row in enumerate(rows, start=1)], told)
    there: dict[int, Quantity] = {}
    for each in turn:
        there[each.bin_id] = there.get(each.bin_id, 0) + each.quantity
    lost = {place: ONE * data.draw(st.integers(0, quantity // ONE)) for place, quantity in there.items()}
    shares = shared(turn, lost)
    for place, quantity in there.items():
        assert sum(each.quantity for each in shares if each.bin_id == place) == quantity - lost[place]
    wanted, got = by_line(turn), by_line(shares)
    lines = list(dict.fromkeys(each.order_line_id for each in turn))
    days = [told.get(line) or date.max for line in lines]
    assert days == sorted(days)
    for place, line in enumerate(lines):
        assert 0 <= got.get(line, 0) <= wanted[line]
        if got.get(line, 0) < wanted[line]:
            assert not any(got.get(later) for later in lines[place + 1 :])
