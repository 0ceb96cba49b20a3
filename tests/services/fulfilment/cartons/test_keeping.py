"""Cartons: kept with their size and weight, counted, used up by packing and back when a box is opened again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from orderdesk.domain.fulfilment.shipments import BoxRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Doubtful, NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.fulfilment.lists import pack_rows
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.cartons.keeping import (
    CartonForm,
    carton_form,
    carton_moves,
    carton_now,
    cartons_of,
    count_cartons,
    offer_carton,
    receive_cartons,
    save_carton,
)
from orderdesk.services.fulfilment.packing import pack_shipment, unpack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.splitting import split_boxes
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.telling import story_of
from orderdesk.services.orders.views import shipments_to_do, view_order, view_shipment
from tests.factories import northside

M = CartonForm("m", "Medium", (300, 200, 150), (310, 210, 165), tare_g=120, most_g=1_000, cost=6_100, reorder_point=2)


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    made = northside(database)
    save_carton(made, M, new=True)
    yield made
    assert [each.sentence for each in check(made, deep=True).findings] == []


def picked(desk: Desk, mugs: int = 2) -> int:
    order = OrderRequest(lines=(LineRequest(pieces(mugs), "MUG"),), customer_id=1)
    (key,) = shipments_to_do(desk, view_order(desk, place_order(desk, order)).order.number)
    confirm_picks(desk, start_picking(desk, [key]))
    return key


def left(desk: Desk) -> int | None:
    return carton_now(desk, "M").left


def test_a_carton_is_kept_as_it_was_filled_in(desk: Desk) -> None:
    (made,) = cartons_of(desk)
    assert carton_form(made) == replace(M, code="M")
    assert (made.inside, made.outside, made.left, made.is_low) == ((300, 200, 150), (310, 210, 165), None, False)
    save_carton(desk, replace(carton_form(made), outer=(0, 0, 0), name="Middling"))
    assert (carton_now(desk, " m ").outside, carton_now(desk, "M").name) == ((300, 200, 150), "Middling")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "two words"}, "code"),
        ({"code": "M:2"}, "code"),
        ({"code": "nxt"}, "code"),
        ({"name": " "}, "name"),
        ({"inside": (0, 0, 0)}, "inside"),
        ({"inside": (300, 0, 100)}, "inside"),
        ({"inside": (300, 100_001, 100)}, "inside"),
        ({"outer": (299, 200, 150)}, "outer"),
        ({"tare_g": -1}, "tare_g"),
        ({"most_g": 1_000_001}, "most_g"),
        ({"cost": -1}, "cost"),
        ({"reorder_point": -1}, "reorder_point"),
    ],
)
def test_what_is_no_carton_is_refused(desk: Desk, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as said:
        save_carton(desk, replace(M, **{"code": "N", **wrong}))  # type: ignore[arg-type]
    assert said.value.field == field
    assert [each.code for each in cartons_of(desk, all_of_them=True)] == ["M"]


def test_a_new_one_takes_no_code_of_another(desk: Desk) -> None:
    with pytest.raises(Refused, match="The code M is that of Medium"):
        save_carton(desk, replace(M, name="Mighty"), new=True)
    with pytest.raises(NotFound, match="There is no carton Q"):
        carton_now(desk, "Q")


def test_one_laid_aside_is_offered_no_more_and_taken_up_again(desk: Desk) -> None:
    offer_carton(desk, "m", offered=False)
    assert (cartons_of(desk), [each.active for each in cartons_of(desk, all_of_them=True)]) == ([], [False])
    offer_carton(desk, "m", offered=True)
    assert [each.code for each in cartons_of(desk)] == ["M"]


def test_cartons_come_are_counted_and_told(desk: Desk) -> None:
    assert receive_cartons(desk, "M", 5, "Box & Co").left == 5
    assert count_cartons(desk, "M", 2).left == 2
    assert carton_now(desk, "M").is_low
    assert count_cartons(desk, "M", 2).left == 2
    assert [each.said for each in carton_moves(desk, "M")] == [
        "counted, as in the books",
        "counted, 3 fewer than in the books",
        "5 cartons received, Box & Co",
    ]


@pytest.mark.parametrize(("use", "count"), [(receive_cartons, 0), (receive_cartons, 1_000_001), (count_cartons, -1)])
def test_no_such_number_can_come_or_be_there(desk: Desk, use: object, count: int) -> None:
    with pytest.raises(Refused):
        use(desk, "M", count)  # type: ignore[operator]
    assert left(desk) is None


def test_packing_uses_one_up_and_opening_brings_it_back(desk: Desk) -> None:
    count_cartons(desk, "M", 10)
    key = picked(desk)
    pack_shipment(desk, key, [BoxRequest("m")])
    (box,) = view_shipment(desk, key).packed
    assert (box.carton, box.weight_g, box.length_mm, box.width_mm, box.height_mm) == ("M", 820, 310, 210, 165)
    assert left(desk) == 9
    assert any("in 1 box (M)" in each.sentence for each in story_of(view_order(desk, 1)))
    unpack_shipment(desk, key)
    assert left(desk) == 10
    assert [each.said for each in carton_moves(desk, "M")][:2] == [
        "1 carton taken back, SH-1001", "1 carton packed in, SH-1001",
    ]  # fmt: skip


def test_a_free_word_is_still_a_word_and_uses_nothing_up(desk: Desk) -> None:
    key = picked(desk)
    pack_shipment(desk, key, [BoxRequest(" their own ", length_mm=90, width_mm=80, height_mm=70)])
    (box,) = view_shipment(desk, key).packed
    assert (box.carton, box.weight_g, box.length_mm) == ("their own", 700, 90)
    assert carton_moves(desk, "M") == []


def test_a_size_that_was_typed_goes_before_that_of_the_carton(desk: Desk) -> None:
    key = picked(desk)
    pack_shipment(desk, key, [BoxRequest("M", length_mm=320, width_mm=220, height_mm=300)])
    (box,) = view_shipment(desk, key).packed
    assert (box.carton, box.height_mm) == ("M", 300)


def test_the_scales_weigh_the_carton_too(desk: Desk) -> None:
    key = picked(desk)
    with pytest.raises(Doubtful, match="what is in it 820 g"):
        pack_shipment(desk, key, [BoxRequest("M", 700)])
    pack_shipment(desk, key, [BoxRequest("M", 860)])


def test_more_than_it_carries_is_asked_about(desk: Desk) -> None:
    key = picked(desk, 3)
    with pytest.raises(Doubtful, match=r"Box 1 holds 1\.05 kg; M carries 1 kg\."):
        pack_shipment(desk, key, [BoxRequest("M")])
    assert carton_moves(desk, "M") == []
    pack_shipment(desk, key, [BoxRequest("M")], sure=True)
    assert left(desk) is None


def test_nobody_is_held_up_by_a_wrong_count(desk: Desk) -> None:
    count_cartons(desk, "M", 0)
    pack_shipment(desk, picked(desk), [BoxRequest("M")])
    assert (left(desk), carton_now(desk, "M").left_words) == (-1, "−1")


def test_boxes_split_off_keep_their_cartons_and_give_them_back(desk: Desk) -> None:
    count_cartons(desk, "M", 10)
    key = picked(desk)
    with desk.reading() as connection:
        (mug,) = (row.allocation_id for row in pack_rows(connection, [key]))
    pack_shipment(desk, key, [BoxRequest("M", contents=((mug, pieces(1)),)), BoxRequest("M")])
    (part,) = shipments_to_do(desk, split_boxes(desk, key, [2]))
    assert left(desk) == 8
    assert check(desk, deep=True).findings == ()
    unpack_shipment(desk, part)
    assert left(desk) == 9


def test_a_packed_order_that_is_cancelled_gives_its_carton_back(desk: Desk) -> None:
    count_cartons(desk, "M", 10)
    pack_shipment(desk, picked(desk), [BoxRequest("M")])
    cancel_order(desk, 1, "changed their mind")
    assert left(desk) == 10
