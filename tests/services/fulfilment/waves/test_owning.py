"""A wave belongs to who picks by it: others are told, take it over, or find it left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.domain.fulfilment.waves.owning import Holder
from orderdesk.domain.values.errors import Doubtful, NotFound, Refused
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.record.history import history_of
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking, unpick
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.fulfilment.waves.owning import (
    note_presence,
    own_waves,
    release_wave,
    take_wave,
    waves_at_work,
)
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.people.users import rename_user, retire_user, save_user
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from tests.factories import Clock, northside
from tests.scenarios.story import order, prove


@pytest.fixture
def anna(database: Database) -> Desk:
    desk = northside(database)
    save_user(desk, "kofi", "packer")
    return desk


@pytest.fixture
def kofi(anna: Desk) -> Desk:
    return replace(anna, user="kofi")


def wave(desk: Desk, many: int = 2) -> tuple[str, list[int]]:
    """A picklist of some shipments."""
    keys = [order(desk, {"MUG": 1}).shipments[0].id for _ in range(many)]
    return start_picking(desk, keys), keys


def turned(desk: Desk, **spans: int) -> None:
    assert isinstance(desk.clock, Clock)
    desk.clock.advance(**spans)


def test_a_wave_is_its_makers_until_it_is_picked(anna: Desk) -> None:
    number, _ = wave(anna)
    assert own_waves(anna) == {number: "anna"}
    (row,) = waves_at_work(anna)
    assert (row.owner, row.seen_at, row.picking, row.shipments) == ("anna", anna.clock(), 2, 2)
    confirm_picks(anna, number)
    (row,) = waves_at_work(anna)
    assert (row.owner, row.picking, row.to_pack) == ("", 0, 2)
    prove(anna)


def test_a_wave_is_made_for_somebody_or_for_whoever_comes_first(anna: Desk) -> None:
    keys = [order(anna, {"MUG": 1}).shipments[0].id for _ in range(3)]
    assert own_waves(anna) == {}
    first, second = start_picking(anna, keys[:1], owner="KOFI"), start_picking(anna, keys[1:2], owner="")
    assert own_waves(anna) == {first: "kofi", second: ""}
    with pytest.raises(NotFound, match="maya does not work here"):
        start_picking(anna, keys[2:], owner="maya")
    prove(anna)


def test_what_somebody_has_is_named(anna: Desk, kofi: Desk) -> None:
    number, keys = wave(anna)
    with pytest.raises(Refused, match=f"anna has SH-1001 on {number} already"):
        start_picking(kofi, keys)


def test_nobody_else_confirms_or_takes_off_while_its_owner_is_there(anna: Desk, kofi: Desk) -> None:
    number, keys = wave(anna)
    turned(anna, minutes=3)
    said = f"anna is picking {number}, last seen 3 minutes ago. Take the wave over first."
    for refused in (
        lambda: confirm_picks(kofi, number),
        lambda: unpick(kofi, keys[0]),
        lambda: release_wave(kofi, number),
    ):
        with pytest.raises(Refused) as told:
            refused()
        assert str(told.value) == said
    with pytest.raises(Doubtful, match=f"anna is picking {number}, last seen 3 minutes ago."):
        take_wave(kofi, number)
    assert own_waves(anna) == {number: "anna"}
    assert take_wave(kofi, number, sure=True) == "anna"
    with pytest.raises(Refused, match=f"kofi is picking {number}, at it just now"):
        confirm_picks(anna, number)
    confirm_picks(kofi, number)
    with anna.reading() as connection:
        said = [each.detail for each in history_of(connection, "picklist", 1)]
    assert said == ["by kofi, from anna"]
    prove(anna)


def test_what_is_left_alone_is_free_after_the_time_that_the_shop_sets(anna: Desk, kofi: Desk) -> None:
    edit_shop(anna, replace(form_of(shop_now(anna)), free_after=10))
    number, _ = wave(anna)
    turned(anna, minutes=10)
    with pytest.raises(Refused, match="last seen 10 minutes ago"):
        confirm_picks(kofi, number)
    turned(anna, minutes=1)
    assert take_wave(kofi, number) == "anna"
    turned(anna, minutes=11)
    # Whoever comes back finds it in other hands, and free in turn.
    confirm_picks(anna, number)
    prove(anna)


def test_who_is_there_keeps_it(anna: Desk, kofi: Desk) -> None:
    number, _ = wave(anna)
    for _ in range(4):
        turned(anna, minutes=20)
        assert note_presence(anna) == 1
        assert note_presence(anna) == 0
        assert note_presence(kofi) == 0
    with pytest.raises(Doubtful, match="at it just now"):
        take_wave(kofi, number)
    prove(anna)


def test_a_wave_is_left_to_others_and_taken(anna: Desk, kofi: Desk) -> None:
    number, _ = wave(anna)
    release_wave(anna, number)
    with pytest.raises(Refused, match="nobody's already"):
        release_wave(anna, number)
    assert own_waves(anna) == {number: ""}
    assert take_wave(kofi, number) == ""
    assert take_wave(kofi, number) == ""
    assert own_waves(anna) == {number: "kofi"}
    prove(anna)


def test_a_list_that_is_no_more_is_nobodys(anna: Desk) -> None:
    number, _ = wave(anna)
    view = order(anna, {"TEE": 1})
    other = start_picking(anna, [view.shipments[0].id])
    cancel_order(anna, view.order.id, "no more")
    assert own_waves(anna) == {number: "anna"}
    with pytest.raises(Refused, match=f"Picklist {other} is void"):
        take_wave(anna, other)
    with pytest.raises(NotFound, match="no picklist PL-7"):
        take_wave(anna, "PL-7")
    confirm_picks(anna, number)
    with pytest.raises(Refused, match="is picked already"):
        take_wave(anna, number)
    prove(anna)


def test_the_last_that_is_handed_over_frees_the_list(anna: Desk) -> None:
    _, keys = wave(anna)
    hand_over(anna, keys[0], "came for it")
    prove(anna)
    hand_over(anna, keys[1], "came for it")
    assert waves_at_work(anna) == []
    prove(anna)


def test_who_is_called_otherwise_keeps_it_and_who_is_let_go_leaves_it(anna: Desk, kofi: Desk) -> None:
    number, _ = wave(anna)
    take_wave(kofi, number, sure=True)
    rename_user(anna, "kofi", "Kofi B")
    assert own_waves(anna) == {number: "Kofi B"}
    retire_user(anna, "Kofi B")
    assert own_waves(anna) == {number: ""}
    prove(anna)


def test_how_long_ago_is_said_in_words(anna: Desk) -> None:
    now = anna.clock()
    assert Holder("anna", now).said("SH-1", "packing", now) == "anna is packing SH-1, at it just now"
    turned(anna, hours=3)
    seen = Holder("anna", now, "Table 1").said("SH-1", "packing", anna.clock())
    assert seen == "anna is packing SH-1 at Table 1, last seen 3 hours ago"
    assert not Holder("", None).has_it(now, 30)
