"""Where a service goes: zones as they are typed, kept and shown, and which of them a place lies in."""

from __future__ import annotations

import pytest

from orderdesk.domain.prices.rates import RateTable
from orderdesk.domain.prices.zones import (
    Zone,
    parse_zones,
    shown_zones,
    zone_lines,
    zone_of,
    zones_from_text,
    zones_text,
)
from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.domain.values.written.local import BRITISH, FILES, LocalForm, using
from orderdesk.domain.values.written.number_form import COMMA

TYPED = "United Kingdom\nGB (BT, je): 9.90\nNO, Sweden: 14.90\nEU: 1 12.90; 5 19.90\nabroad: 39"
ZONES = (
    Zone(("GB",)),
    Zone(("GB",), ("BT", "JE"), 990),
    Zone(("NO", "SE"), (), 1_490),
    Zone(("EU",), (), None, ((1_000, 1_290), (5_000, 1_990))),
    Zone(("ABROAD",), (), 3_900),
)


def test_zones_are_read_a_line_each_and_shown_as_they_are_read() -> None:
    zones = parse_zones(TYPED, "GBP")
    assert zones == ZONES
    assert zones_from_text(zones_text(zones)) == zones
    for form in (BRITISH, LocalForm(COMMA), FILES):
        with using(form):
            assert parse_zones("\n".join(shown_zones(zones, "GBP")), "GBP") == zones
    with using(FILES):
        assert parse_zones("\n".join(zone_lines(zones, "GBP")), "GBP") == zones
    assert (parse_zones(" \n", "GBP"), zones_text(()), zones_from_text("")) == ((), "", ())


@pytest.mark.parametrize(
    "typed",
    ["Narnia", "GB: dear", "GB, FR (BT): 5", "EU (BT)", "GB ()", ": 5", "GB: -1", "GB\nUK: 5", "GB (BT, B T)"],
)
def test_what_is_no_zone_is_refused(typed: str) -> None:
    with pytest.raises(OrderDeskError) as said:
        parse_zones(typed, "GBP")
    assert getattr(said.value, "field", None) in ("zones", "price")


@pytest.mark.parametrize(
    ("country", "postcode", "found"),
    [
        ("GB", "YO21 1AA", 0), ("GB", "BT1 5GS", 1), ("GB", "", 0), ("NO", "0150", 2), ("SE", "", 2),
        ("DE", "24103", 3), ("JP", "650-0001", 4),
    ],
)  # fmt: skip
def test_the_closest_zone_is_the_one(country: str, postcode: str, found: int) -> None:
    assert zone_of(ZONES, country, postcode, "GB") == ZONES[found]


def test_home_is_not_abroad_and_elsewhere_is_nowhere() -> None:
    assert zone_of(ZONES[4:], "GB", "", "GB") is None
    assert zone_of(ZONES[2:3], "GB", "", "GB") is None
    assert zone_of(ZONES[1:2], "GB", "YO21", "GB") is None


def test_a_price_of_its_own_is_never_free() -> None:
    own = RateTable(690, ((1_000, 490),), 4_000, 5_000)
    assert ZONES[0].table(own) == own
    assert ZONES[1].table(own) == RateTable(990, (), 4_000)
    assert ZONES[3].table(own) == RateTable(0, ((1_000, 1_290), (5_000, 1_990)), 4_000)
