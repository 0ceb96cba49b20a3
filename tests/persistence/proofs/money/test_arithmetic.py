"""The quick sums of the proofs vouch for exactly what the rules of the domain say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.prices.pricing import LineInput, Rules, Totals, line_gross, price_order
from orderdesk.persistence.proofs.money.arithmetic import Line, vouches

inputs = st.lists(
    st.builds(
        LineInput,
        st.integers(1, 20_000),
        st.integers(0, 500_000),
        st.sampled_from([0, 50_000, 55_000, 200_000]),
        st.just(0),
        st.booleans(),
        st.sampled_from(["GB", "NL"]),
    ),
    min_size=1,
    max_size=9,
)
currencies = st.sampled_from(["GBP", "JPY", "KWD"])


def priced(wanted: list[LineInput], currency: str, wish: int) -> tuple[list[Line], Totals, int]:
    """The lines as they are kept, with a discount the order can bear."""
    rules = Rules(currency)
    worth = sum(line_gross(each.quantity, each.price, 0, rules) for each in wanted if not each.charge)
    off = min(wish, worth)
    totals = price_order(wanted, rules, off)
    lines: list[Line] = [
        (
            None if each.charge else 1,
            each.quantity,
            each.price,
            0,
            one.gross,
            one.share,
            one.net,
            each.tax_rate,
            one.tax,
            each.tax_place,
            each.exemption,
        )
        for each, one in zip(wanted, totals.lines, strict=True)
    ]
    return lines, totals, off


@given(inputs, currencies, st.integers(0, 3_000))
def test_what_the_domain_priced_is_vouched_for(wanted: list[LineInput], currency: str, wish: int) -> None:
    lines, totals, off = priced(wanted, currency, wish)
    assert vouches(lines, currency, off, totals.net, totals.tax)


@given(inputs, currencies, st.integers(0, 3_000), st.data())
def test_nothing_else_is(wanted: list[LineInput], currency: str, wish: int, data: st.DataObject) -> None:
    lines, totals, off = priced(wanted, currency, wish)
    place = data.draw(st.integers(0, len(lines) - 1))
    column = data.draw(st.sampled_from([4, 5, 6, 8]))
    changed = list(lines[place])
    changed[column] += data.draw(st.sampled_from([-1, 1]))  # type: ignore[operator]
    lines[place] = tuple(changed)  # type: ignore[assignment]
    assert not vouches(lines, currency, off, totals.net, totals.tax)


@given(inputs, currencies, st.data())
def test_tax_shifted_between_lines_is_noticed(wanted: list[LineInput], currency: str, data: st.DataObject) -> None:
    lines, totals, off = priced(wanted, currency, 0)
    one, other = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, len(lines) - 1))
    if one != other:
        for place, step in ((one, 1), (other, -1)):
            lines[place] = (*lines[place][:8], lines[place][8] + step, *lines[place][9:])
        assert not vouches(lines, currency, off, totals.net, totals.tax)


def test_other_kinds_of_orders_are_left_to_the_domain() -> None:
    line: Line = (1, 1000, 100_000, 100_000, 900, 0, 900, 200_000, 180, "GB", "")
    assert not vouches([line], "GBP", 0, 900, 180)
