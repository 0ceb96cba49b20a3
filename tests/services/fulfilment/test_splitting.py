"""Some boxes of a packed shipment leave first: they become a shipment of their own, and go back while both are here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orderdesk.domain.fulfilment.shipments import BoxRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Doubtful, NotFound, Refused
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.fulfilment.lists import ShipmentRow, pack_rows
from orderdesk.persistence.fulfilment.records import read_allocations
from orderdesk.persistence.fulfilment.splitting import goods_in_boxes
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.labelling import set_tracking, void_label
from orderdesk.services.fulfilment.moves import moves_of
from orderdesk.services.fulfilment.packing import pack_shipment, unpack_shipment
from orderdesk.services.fulfilment.parcel_words import number_told
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import deliver_shipment, ship_shipment
from orderdesk.services.fulfilment.splitting import rejoin_boxes, split_boxes
from orderdesk.services.fulfilment.station.seat import Station
from orderdesk.services.money.day_report import day_report
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.telling import story_of
from orderdesk.services.orders.views import shipment_meant, shipments_to_do, view_order, view_shipment
from orderdesk.services.papers import render
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.fulfilment import packing_slip_data
from orderdesk.services.papers.labels import label_data
from orderdesk.services.record.finding import things_of_code
from orderdesk.services.reports.reports import report_table
from orderdesk.services.stock.stock_views import figures_of
from tests.factories import Clock, northside

MUG, TEE = 1, 2


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    made = northside(database)
    yield made
    assert [each.sentence for each in check(made, deep=True).findings] == []


def ordered(desk: Desk, **more: object) -> int:
    request = {"lines": (LineRequest(pieces(3), "MUG"), LineRequest(ONE, "TEE")), "customer_id": 1, **more}
    (key,) = shipments_to_do(desk, view_order(desk, place_order(desk, OrderRequest(**request))).order.number)  # type: ignore[arg-type]
    confirm_picks(desk, start_picking(desk, [key]))
    return key


def packed(desk: Desk, **more: object) -> int:
    """A shipment in three boxes: two mugs, a mug, a tee."""
    key = ordered(desk, **more)
    with desk.reading() as connection:
        mug, _ = (row.allocation_id for row in pack_rows(connection, [key]))
    two, one = (BoxRequest(contents=((mug, pieces(count)),)) for count in (2, 1))
    pack_shipment(desk, key, [two, one, BoxRequest()])
    return key


def key_of(desk: Desk, number: str) -> int:
    return shipments_to_do(desk, number)[0]


def inside(desk: Desk, key: int) -> dict[int, list[tuple[int, int]]]:
    """(item, pieces) by the position of the box."""
    with desk.reading() as connection:
        goods = goods_in_boxes(connection, key)
    return {
        box.position: sorted((item, quantity // ONE) for (_, item, _), quantity in goods[box.id].items())
        for box in view_shipment(desk, key).packed
    }


def tied(desk: Desk, key: int) -> list[tuple[int, int, int]]:
    with desk.reading() as connection:
        return sorted((each.item_id, each.quantity, each.picked) for each in read_allocations(connection, [key]))


def test_boxes_split_off_are_a_packed_shipment_of_their_own(desk: Desk) -> None:
    key = packed(desk)
    before = figures_of(desk, [MUG, TEE])
    part = key_of(desk, split_boxes(desk, key, [2]))
    home, parted = view_shipment(desk, key), view_shipment(desk, part)
    assert (parted.number, parted.state, parted.order_number) == ("SH-1002", "packed", home.order_number)
    assert inside(desk, key) == {1: [(MUG, 2)], 3: [(TEE, 1)]}, "what is printed on a box never means another"
    assert inside(desk, part) == {1: [(MUG, 1)]}
    assert tied(desk, key) == [(MUG, pieces(2), pieces(2)), (TEE, ONE, ONE)]
    assert tied(desk, part) == [(MUG, ONE, ONE)]
    assert figures_of(desk, [MUG, TEE]) == before
    same = ("order_id", "service", "ship_by", "picklist", "customer", "postcode")
    assert [getattr(parted, name) for name in same] == [getattr(home, name) for name in same]


def test_both_leave_apart(desk: Desk) -> None:
    key = packed(desk)
    part = key_of(desk, split_boxes(desk, key, [1, 3]))
    ship_shipment(desk, part, tracking={1: "NC1", 2: "NC3"})
    order = view_order(desk, view_shipment(desk, key).order_id)
    assert order.order.fulfilment == "part-shipped"
    assert [line.shipped for line in order.lines if line.goods] == [pieces(2), ONE]
    assert figures_of(desk, [MUG])[MUG].on_hand == pieces(18)
    deliver_shipment(desk, part)
    ship_shipment(desk, key, tracking="NC2")
    assert view_shipment(desk, key).packed[0].tracking == "NC2", "its only box, whichever it was"
    order = view_order(desk, order.order.id)
    assert [line.shipped for line in order.lines if line.goods] == [pieces(3), ONE]
    assert figures_of(desk, [MUG])[MUG].on_hand == pieces(17)


def test_boxes_go_back_to_their_places_while_both_are_here(desk: Desk) -> None:
    key = packed(desk)
    before, goods = inside(desk, key), tied(desk, key)
    part = key_of(desk, split_boxes(desk, key, [2]))
    assert rejoin_boxes(desk, part) == "SH-1001"
    assert (inside(desk, key), tied(desk, key)) == (before, goods)
    assert view_shipment(desk, part).state == "cancelled"
    assert split_boxes(desk, key, [2]) == "SH-1003", "a number is used once"


def test_what_cannot_be_split_says_why_and_changes_nothing(desk: Desk) -> None:
    key = packed(desk)
    for positions, said in (
        ((), "Choose which boxes of SH-1001 leave apart."),
        ((1, 2, 3), "At least one box stays with SH-1001."),
        ((4,), "SH-1001 has 3 boxes, not 4."),
    ):
        with pytest.raises((Refused, NotFound)) as refused:
            split_boxes(desk, key, positions)
        assert str(refused.value) == said
    set_tracking(desk, key, {1: "NC1", 2: "NC2"})
    ship_shipment(desk, key_of(desk, split_boxes(desk, key, [3])))
    with pytest.raises(NotFound, match=r"SH-1001 has 2 boxes, not 3\."):
        split_boxes(desk, key, [3])
    alone = key_of(desk, split_boxes(desk, key, [2]))
    with pytest.raises(Refused, match=r"SH-1001 is one box; only of several can some leave first\."):
        split_boxes(desk, key, [1])
    with pytest.raises(Refused, match=r"SH-1001 was not split off another shipment\."):
        rejoin_boxes(desk, key)
    ship_shipment(desk, key)
    with pytest.raises(Refused, match=r"SH-1001 is on its way; its boxes cannot leave apart any more\."):
        split_boxes(desk, key, [1])
    with pytest.raises(Refused, match=r"SH-1001 is on its way; boxes are put back only into a packed shipment\."):
        rejoin_boxes(desk, alone)
    assert view_shipment(desk, alone).state == "packed"


def test_what_is_not_packed_is_not_split(desk: Desk) -> None:
    key = ordered(desk)
    said = {each.event: each.refusal for each in moves_of(view_shipment(desk, key))}
    with pytest.raises(Refused) as refused:
        split_boxes(desk, key, [1])
    assert str(refused.value) == said["split"] == "SH-1001 is picked but not packed; pack it first."


def test_an_order_that_is_to_be_sent_complete_is_split_on_a_persons_word(desk: Desk) -> None:
    key = packed(desk, shipping="complete")
    with pytest.raises(Doubtful, match=r"SO-1001 is to be sent complete\."):
        split_boxes(desk, key, [2])
    assert split_boxes(desk, key, [2], sure=True) == "SH-1002"


def test_numbers_go_along_and_what_was_printed_is_waste(desk: Desk) -> None:
    key = packed(desk)
    set_tracking(desk, key, {1: "NC1", 2: "NC2", 3: "NC3"})
    render(desk, "label", "SH-1001")
    part = key_of(desk, split_boxes(desk, key, [2]))
    assert [(box.tracking, box.label) for box in view_shipment(desk, part).packed] == [("NC2", "not printed")]
    assert {box.label for box in view_shipment(desk, key).packed} == {"not printed"}
    for shipment in (part, key):
        with pytest.raises(Doubtful, match="was not printed since it changed"):
            ship_shipment(desk, shipment)
    render(desk, "label", "SH-1002")
    ship_shipment(desk, part)
    rest = view_shipment(desk, key)
    assert [box.tracking for box in rest.packed] == ["NC1", "NC3"]
    assert number_told(desk, part, "NC2")[0] == "NC2 is on the box of SH-1002: 1 MUG, 350 g."
    assert number_told(desk, key, "NC3")[0].startswith("NC3 is on box 3 (2 boxes) of SH-1001: 1 TEE")
    ship_shipment(desk, key, tracking={1: "NC7"}, sure=True)


def test_a_void_label_goes_along(desk: Desk) -> None:
    key = packed(desk)
    set_tracking(desk, key, {2: "NC2"})
    void_label(desk, "SH-1001", 2)
    part = key_of(desk, split_boxes(desk, key, [2]))
    with pytest.raises(Refused, match="The label of box 1 of SH-1002 is void"):
        ship_shipment(desk, part)
    rejoin_boxes(desk, part)
    assert [box.label for box in view_shipment(desk, key).packed] == ["not printed", "void", "not printed"]


def test_one_number_for_two_boxes_is_not_parted(desk: Desk) -> None:
    """So labels of the oldest layout are."""
    key = packed(desk)
    set_tracking(desk, key, {1: "NC1", 2: "NC2"})
    with desk.writing(right="ship goods") as work:
        work.connection.exec_driver_sql("UPDATE boxes SET tracking = 'NC1' WHERE tracking = 'NC2'")
    with pytest.raises(Refused, match="NC1 is the number of box 2 and of box 1; note the number of each first"):
        split_boxes(desk, key, [2])
    set_tracking(desk, key, {1: "NC3"})
    set_tracking(desk, key, {2: "NC4"})


def test_the_papers_of_each_say_what_is_where(desk: Desk) -> None:
    key = packed(desk)
    part = split_boxes(desk, key, [2])
    with desk.reading() as connection:
        slip, label = (made(connection, desk, PaperRequest(part)) for made in (packing_slip_data, label_data))
        rest = packing_slip_data(connection, desk, PaperRequest("SH-1001", 3))
        printed = label_data(connection, desk, PaperRequest("SH-1001", 3))
    assert (slip.box, slip.replaces, slip.shipment_number) == ("1 of 1", "SH-1001-2", "SH-1002")
    assert [(row.in_box, row.other_boxes, row.to_come) for row in slip.lines] == [(ONE, 0, pieces(2)), (0, 0, ONE)]
    assert (label.tracking_number, label.references) == ("SH-1002", ("SH-1002", "was SH-1001-2"))
    assert (rest.box, rest.replaces, printed.tracking_number) == ("3 (2 boxes)", "", "SH-1001-3")
    assert [(row.in_box, row.other_boxes, row.to_come) for row in rest.lines] == [(0, pieces(2), ONE), (ONE, 0, 0)]
    ship_shipment(desk, key_of(desk, part))
    with desk.reading() as connection:
        rest = packing_slip_data(connection, desk, PaperRequest("SH-1001", 1))
    assert [(row.in_box, row.shipped_before) for row in rest.lines] == [(pieces(2), ONE), (0, 0)]


def test_an_older_number_leads_to_where_the_box_is_now(desk: Desk) -> None:
    key = packed(desk)
    set_tracking(desk, key, {2: "NC1"})
    set_tracking(desk, key, {2: "NC2"})
    part = key_of(desk, split_boxes(desk, key, [2]))
    assert [(each.kind, each.id) for each in things_of_code(desk, "sh-1001-2")] == [("shipment", part)]
    assert shipment_meant(desk, "SH-1001-2", "ship") == (part, 1)
    assert number_told(desk, part, "SH-1001-2") == (
        "The label SH-1001-2 is void; NC2 is on the box of SH-1002 now.",
        False,
    )
    assert number_told(desk, key, "NC1") == ("The label NC1 is void; NC2 is on the box of SH-1002 now.", False)
    assert render(desk, "packing-slip", "SH-1001-2") == render(desk, "packing-slip", "SH-1002")
    set_tracking(desk, part, {1: ""})
    assert number_told(desk, part, "SH-1001-2")[0] == "The label SH-1001-2 is void; it is the box of SH-1002 now."
    assert things_of_code(desk, "SH-1001-3")[0].id == key


def test_a_part_is_parted_again_and_put_back_step_by_step(desk: Desk) -> None:
    key = packed(desk)
    second = key_of(desk, split_boxes(desk, key, [2, 3]))
    third = key_of(desk, split_boxes(desk, second, [2]))
    assert things_of_code(desk, "SH-1001-3")[0].id == third, "by each number it ever had"
    assert view_shipment(desk, third).packed[0].earlier == "SH-1002-2 SH-1001-3"
    ship_shipment(desk, second)
    with pytest.raises(Refused, match=r"SH-1002 is on its way; boxes are put back"):
        rejoin_boxes(desk, third)
    ship_shipment(desk, third)


def test_parts_that_were_parted_go_back_in_turn(desk: Desk) -> None:
    key = packed(desk)
    before = inside(desk, key)
    second = key_of(desk, split_boxes(desk, key, [2, 3]))
    third = key_of(desk, split_boxes(desk, second, [2]))
    assert rejoin_boxes(desk, third) == "SH-1002"
    assert rejoin_boxes(desk, second) == "SH-1001"
    assert inside(desk, key) == before


def test_a_shipment_packed_anew_takes_its_boxes_back_behind_the_last(desk: Desk) -> None:
    key = packed(desk)
    part = key_of(desk, split_boxes(desk, key, [2]))
    unpack_shipment(desk, key)
    with pytest.raises(Refused, match=r"SH-1001 is picked but not packed; boxes are put back only"):
        rejoin_boxes(desk, part)
    with desk.reading() as connection:
        mug, _ = (row.allocation_id for row in pack_rows(connection, [key]))
    pack_shipment(desk, key, [BoxRequest(contents=((mug, pieces(2)),)), BoxRequest()])
    rejoin_boxes(desk, part)
    assert inside(desk, key) == {1: [(MUG, 2)], 2: [(TEE, 1)], 3: [(MUG, 1)]}


def test_unpacking_a_part_makes_it_a_shipment_like_any_other(desk: Desk) -> None:
    part = key_of(desk, split_boxes(desk, packed(desk), [2]))
    unpack_shipment(desk, part)
    pack_shipment(desk, part)
    assert view_shipment(desk, part).home == ""
    with pytest.raises(Refused, match="was not split off"):
        rejoin_boxes(desk, part)


def collected(desk: Desk, number: str) -> int | None:
    """What the label of its first box tells the driver to collect."""
    first = view_shipment(desk, shipment_meant(desk, number, "ship")[0]).packed[0]
    with desk.reading() as connection:
        return label_data(connection, desk, PaperRequest(number, first.position)).cod


def cash_on_delivery(desk: Desk) -> int:
    fee = LineRequest(ONE, label="COD fee", price=40_000, tax_class="standard")
    return packed(desk, tender="cod", service="road", charges=(fee,))


@pytest.mark.parametrize("first", ["part", "rest"])
def test_what_is_collected_is_shared_by_the_goods_and_the_charges_go_with_what_leaves_first(
    desk: Desk, first: str
) -> None:
    key = cash_on_delivery(desk)
    due = view_order(desk, view_shipment(desk, key).order_id).order.due
    assert collected(desk, "SH-1001") == due
    part = key_of(desk, split_boxes(desk, key, [2]))
    charges = 13_08  # 6.90 road and 4.00 fee, with 20 % tax
    goods = {"part": 15_00, "rest": due - charges - 15_00}
    labels = {"part": collected(desk, "SH-1002"), "rest": collected(desk, "SH-1001")}
    assert labels == {each: goods[each] + charges for each in goods}, "whichever leaves next asks for the charges"
    for number in ("SH-1001", "SH-1002"):
        render(desk, "label", number)
    early, late = (part, key) if first == "part" else (key, part)
    ship_shipment(desk, early)
    assert day_report(desk).cod_in_transit == labels[first]
    assert isinstance(desk.clock, Clock)
    desk.clock.advance(minutes=5)
    other = "rest" if first == "part" else "part"
    with pytest.raises(Doubtful, match=r"tells the driver to collect [\d.]+; [\d.]+ is due now\. Print it anew\."):
        ship_shipment(desk, late)
    render(desk, "label", view_shipment(desk, late).number)
    assert view_shipment(desk, late).packed[0].label == "printed", "another sum makes it another label, not a copy"
    ship_shipment(desk, late)
    assert collected(desk, view_shipment(desk, late).number) == goods[other]
    assert day_report(desk).cod_in_transit == due


def test_a_label_that_asks_for_what_is_paid_by_now_is_doubted(desk: Desk) -> None:
    key = cash_on_delivery(desk)
    render(desk, "label", "SH-1001")
    order = view_shipment(desk, key).order_id
    take_payment(desk, order, [Tendered("card", view_order(desk, order).order.due)])
    with pytest.raises(Doubtful, match=r"nothing is due now\. Print it anew\."):
        ship_shipment(desk, key)
    render(desk, "label", "SH-1001")
    ship_shipment(desk, key)


def at_station(desk: Desk) -> tuple[int, Station]:
    """Packed by scans in two boxes, a mug and a mug with a tee, both labels printed and scanned."""
    key = ordered(desk, lines=(LineRequest(pieces(2), "MUG"), LineRequest(ONE, "TEE")))
    station = Station(desk, "table 1")
    for code in ("SH-1001", "MUG", "*NXT", "MUG", "TEE", "*DON"):
        station.take(code)
    render(desk, "label", "SH-1001")
    assert [station.take(code).headline for code in ("SH-1001-1", "SH-1001-2")] == ["LABEL RIGHT", "DONE"]
    return key, station


def test_what_was_scanned_goes_along_and_each_label_is_scanned_again(desk: Desk) -> None:
    key, station = at_station(desk)
    counted = report_table(desk, "packing", desk.today, desk.today).rows
    part = key_of(desk, split_boxes(desk, key, [2]))
    for number, shipment in (("SH-1001", key), ("SH-1002", part)):
        render(desk, "label", number)
        with pytest.raises(Refused, match=f"Scan the label on the box of {number} at the packing station first"):
            ship_shipment(desk, shipment)
    assert station.take("SH-1001-2").headline == "READY", "an older paper puts the parcel on the table"
    assert station.take("SH-1001-2").headline == "WRONG LABEL"
    assert station.take("*BCK").headline == "GO ON"
    assert station.take("SH-1002").headline == "DONE"
    ship_shipment(desk, part)
    wrong = [row[:3] for row in report_table(desk, "packing", desk.today, desk.today).rows]
    assert wrong == [row[:3] for row in counted], "nothing was scanned twice"


def test_what_was_scanned_comes_back_with_its_box(desk: Desk) -> None:
    key, station = at_station(desk)
    rejoin_boxes(desk, key_of(desk, split_boxes(desk, key, [2])))
    render(desk, "label", "SH-1001")
    with pytest.raises(Refused, match="Scan the label on box 1 of SH-1001"):
        ship_shipment(desk, key)
    assert [station.take(code).headline for code in ("SH-1001", "SH-1001-1", "SH-1001-2")][1:] == [
        "LABEL RIGHT",
        "DONE",
    ]
    ship_shipment(desk, key)


def test_a_code_of_several_packed_parcels_asks_for_the_label_of_one(desk: Desk) -> None:
    key, station = at_station(desk)
    split_boxes(desk, key, [2])
    said = station.take("PL-1001-T1").sentence
    assert said == "PL-1001-T1 has more than one packed parcel: SH-1001 and SH-1002. Scan the label of one."


def test_its_history_tells_it(desk: Desk) -> None:
    key = packed(desk)
    part = key_of(desk, split_boxes(desk, key, [1, 3]))
    rejoin_boxes(desk, part)
    told = {each.sentence for each in story_of(view_order(desk, view_shipment(desk, key).order_id)) if each.change}
    assert told == {
        "Anna split SH-1002 off: boxes 1 and 3 of SH-1001.",
        "Anna put the boxes of SH-1002 back into SH-1001.",
    }


def test_what_may_be_done_is_told(desk: Desk) -> None:
    def able(row: ShipmentRow) -> set[str]:
        return {each.event for each in moves_of(row) if each.event in ("split", "rejoin") and not each.refusal}

    key = packed(desk)
    assert able(view_shipment(desk, key)) == {"split"}
    part = key_of(desk, split_boxes(desk, key, [2, 3]))
    assert (able(view_shipment(desk, key)), able(view_shipment(desk, part))) == (set(), {"split", "rejoin"})
