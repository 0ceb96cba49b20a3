"""The plan for the boxes of a shipment, and the station that packs by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from orderdesk.domain.fulfilment.shipments import BoxRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Doubtful, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.cartons.keeping import (
    CartonForm,
    carton_form,
    carton_now,
    count_cartons,
    offer_carton,
    save_carton,
)
from orderdesk.services.fulfilment.cartons.planning import boxes_as_planned, view_plan
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.station.scanning import choose_carton, weigh_box
from orderdesk.services.fulfilment.station.seat import Station
from orderdesk.services.items.catalog import edit_item, form_of, item_of, item_of_code
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import shipments_to_do, view_order, view_packing, view_shipment
from orderdesk.services.papers import render
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.fulfilment import picklist_data
from orderdesk.services.shop.shop import save_service, service_form, service_now
from tests.factories import northside

S = CartonForm("S", "Small", (200, 150, 120), tare_g=100, cost=3_000)
M = CartonForm("M", "Medium", (300, 250, 200), tare_g=200, cost=6_000)
SIZES = {"MUG": (110, 90, 95), "TEE": (280, 220, 20), "LAMP": (300, 240, 190)}


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    made = northside(database)
    for form in (S, M):
        save_carton(made, form)
        count_cartons(made, form.code, 10)
    for sku, (length, width, height) in SIZES.items():
        card = item_of(made, item_of_code(made, sku).id)
        edit_item(made, card.item.id, replace(form_of(card), length_mm=length, width_mm=width, height_mm=height))
    yield made
    assert [each.sentence for each in check(made, deep=True).findings] == []


def picked(desk: Desk, **counts: int) -> int:
    lines = tuple(LineRequest(pieces(count), sku) for sku, count in counts.items())
    order = place_order(desk, OrderRequest(lines, customer_id=1, service="road"))
    (key,) = shipments_to_do(desk, view_order(desk, order).order.number)
    confirm_picks(desk, start_picking(desk, [key]))
    return key


def at_station(desk: Desk, key: int) -> Station:
    station = Station(desk, "table 1")
    station.take(view_shipment(desk, key).number)
    return station


def packed(desk: Desk, key: int) -> list[tuple[str, int]]:
    return [(box.carton, box.weight_g) for box in view_shipment(desk, key).packed]


def test_the_plan_knows_sizes_weights_and_what_is_left(desk: Desk) -> None:
    key = picked(desk, MUG=2)
    plan = view_plan(desk, key)
    assert (plan.head, plan.said, plan.box(1).weight_g, plan.box(2)) == ("1 box: S", (), 800, None)
    count_cartons(desk, "S", 0)
    assert view_plan(desk, key).head == "1 box: M"
    offer_carton(desk, "M", offered=False)
    plan = view_plan(desk, key)
    assert (plan.head, plan.said) == ("1 box: S", ("By the books too few are left of S.",))


def test_it_tells_the_postage_that_it_saves(desk: Desk) -> None:
    road = service_form(service_now(desk, "road"))
    save_service(desk, replace(road, bands=((1_000, 490), (5_000, 690)), divisor=5_000))
    # Counted by its size outside the medium one is 3 kg.
    assert view_plan(desk, picked(desk, MUG=2)).said == ("Postage is 2.00 GBP less than in M.",)
    save_service(desk, replace(road, bands=((5_000, 690),)))
    assert view_plan(desk, picked(desk, MUG=2)).said == ()


def test_the_service_takes_no_heavier_box(desk: Desk) -> None:
    key = picked(desk, MUG=4)
    save_service(desk, replace(service_form(service_now(desk, "road")), bands=((1_000, 490),), divisor=5_000))
    plan = view_plan(desk, key)
    assert [each.code for each in plan.proposal.cartons] == ["S", "S"]
    assert all(box.weight_g <= 1_000 for box in plan.proposal.boxes)


def test_what_has_no_size_is_named(desk: Desk) -> None:
    key = picked(desk, MUG=1, BOOK=2)
    plan = view_plan(desk, key)
    assert (plan.head, plan.said[0]) == ("1 box", "BOOK has no size: the boxes go by weight alone.")
    with pytest.raises(Refused, match="BOOK has no size"):
        boxes_as_planned(plan, view_packing(desk, key))


def test_it_is_packed_as_planned(desk: Desk) -> None:
    key = picked(desk, LAMP=2, MUG=1)
    plan = view_plan(desk, key)
    assert plan.head == "3 boxes: M, M and S"
    pack_shipment(desk, key, boxes_as_planned(plan, view_packing(desk, key)))
    assert sorted(packed(desk, key)) == [("M", 2_300), ("M", 2_300), ("S", 450)]
    assert (carton_now(desk, "M").left, carton_now(desk, "S").left) == (8, 9)


def test_without_cartons_the_station_packs_as_before(desk: Desk) -> None:
    for form in (S, M):
        offer_carton(desk, form.code, offered=False)
    key = picked(desk, MUG=1)
    station = at_station(desk, key)
    for code in ("MUG", "*DON"):
        station.take(code)
    assert packed(desk, key) == [("", 350)]


def test_the_station_leads_through_the_boxes(desk: Desk) -> None:
    key = picked(desk, LAMP=2, MUG=1)
    station = Station(desk, "table 1")
    said = station.take(view_shipment(desk, key).number)
    assert "Take Medium. Next: 1 × Desk lamp" in said.sentence
    assert station.take("LAMP").sentence.endswith("Box 1 is as planned. Scan NEXT BOX.")
    assert station.take("*NXT").sentence == "Take Medium. Next: 1 × Desk lamp, bin B-04-1."
    assert "Box 2 is as planned" in station.take("LAMP").sentence
    assert station.take("*NXT").sentence.startswith("Take Small. Next: 1 × Stoneware mug")
    for code in ("MUG", "*DON"):
        station.take(code)
    assert packed(desk, key) == [("M", 2_300), ("M", 2_300), ("S", 450)]


def test_a_packer_takes_another_carton_and_takes_it_back(desk: Desk) -> None:
    key = picked(desk, MUG=2)
    station = at_station(desk, key)
    station.take("MUG")
    said = station.take("*m")
    assert said.headline == "CARTON M"
    assert said.sentence == "Box 1 is packed in Medium. Next: 1 × Stoneware mug, bin A-01-2."
    assert station.task is not None
    assert (station.task.carton_of(1), station.task.computed_g(1)) == (carton_now(desk, "M"), 550)
    assert station.take("*UND").headline == "UNDONE"
    assert station.task.computed_g(1) == 450
    choose_carton(desk, "table 1", key, "M")
    for code in ("MUG", "*DON"):
        station.take(code)
    assert packed(desk, key) == [("M", 900)]
    assert (carton_now(desk, "M").left, carton_now(desk, "S").left) == (9, 10)


def test_no_carton_counts_while_the_station_is_held_and_an_unknown_one_is_none(desk: Desk) -> None:
    key = picked(desk, MUG=2)
    station = at_station(desk, key)
    station.take("TEE")
    assert station.take("*M").headline == "STILL HELD"
    station.take("*BCK")
    assert station.take("*Q").headline == "NOT KNOWN"
    station.take("*BCK")
    assert station.task is not None
    assert station.task.carton_of(1) == carton_now(desk, "S")


def test_the_scales_are_held_against_goods_and_carton(desk: Desk) -> None:
    save_carton(desk, replace(carton_form(carton_now(desk, "S")), tare_g=500))
    key = picked(desk, MUG=2)
    station = at_station(desk, key)
    for _ in range(2):
        station.take("MUG")
    with pytest.raises(Doubtful, match=r"1\.2 kg"):
        weigh_box(desk, "table 1", key, 700)
    weigh_box(desk, "table 1", key, 1_210)
    station.take("*DON")
    assert packed(desk, key) == [("S", 1_210)]


def test_the_picklist_bears_the_boxes_of_each_tote(desk: Desk) -> None:
    orders = [
        place_order(desk, OrderRequest(tuple(LineRequest(pieces(n), sku) for sku, n in lines), customer_id=1))
        for lines in ((("MUG", 1),), (("LAMP", 2), ("MUG", 1)), (("BOOK", 1),))
    ]
    keys = [view_order(desk, each).shipments[0].id for each in orders]
    number = start_picking(desk, keys)
    with desk.reading() as connection:
        boxes = picklist_data(connection, desk, PaperRequest(number)).boxes
    assert [(each.title.split(", ")[1], each.code, len(each.layers)) for each in boxes] == [
        ("box 1 of 1", "*S", 0),
        ("box 1 of 3", "*M", 1),
        ("box 2 of 3", "*M", 1),
        ("box 3 of 3", "*S", 1),
        ("box 1 of 1", "", 0),
    ]
    assert [each.title[:2] for each in boxes] == ["T1", "T2", "T2", "T2", "T3"]
    assert boxes[-1].notes == ("BOOK has no size: the boxes go by weight alone.",)
    assert len(render(desk, "picklist", number)) > 1_000


def test_what_is_too_large_for_its_carton_is_asked_about(desk: Desk) -> None:
    key = picked(desk, LAMP=1, BOOK=1)
    with pytest.raises(Doubtful, match="Box 1: LAMP by its size does not go into S"):
        pack_shipment(desk, key, [BoxRequest("S")])
    assert carton_now(desk, "S").left == 10
    pack_shipment(desk, key, [BoxRequest("S")], sure=True)
    assert packed(desk, key)[0][0] == "S"
