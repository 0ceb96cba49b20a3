"""A label and a tracking number per box: noted, printed, voided, searched for, and told to the customer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from orderdesk.domain.fulfilment.shipments import BoxRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.fulfilment.lists import pack_rows
from orderdesk.persistence.schema import labels
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.labelling import charge_boxes, set_tracking, void_label
from orderdesk.services.fulfilment.packing import pack_shipment, unpack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import deliver_shipment, hand_over, ship_shipment
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import shipments_to_do, view_order, view_shipment
from orderdesk.services.papers import render
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.fulfilment import packing_slip_data
from orderdesk.services.papers.labels import label_data
from orderdesk.services.record.finding import find_numbers, things_of_code
from tests.factories import northside


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    made = northside(database)
    yield made
    assert check(made).findings == ()


def allocated(desk: Desk) -> int:
    request = OrderRequest(lines=(LineRequest(pieces(3), "MUG"), LineRequest(pieces(1), "TEE")), customer_id=1)
    (key,) = shipments_to_do(desk, view_order(desk, place_order(desk, request)).order.number)
    return key


def packed(desk: Desk, boxes: int = 2) -> int:
    """A shipment in one or two boxes."""
    key = allocated(desk)
    confirm_picks(desk, start_picking(desk, [key]))
    repack(desk, key, boxes)
    return key


def repack(desk: Desk, key: int, boxes: int) -> None:
    with desk.reading() as connection:
        first = pack_rows(connection, [key])[0]
    parts = [BoxRequest(contents=((first.allocation_id, pieces(1)),))] if boxes == 2 else []
    pack_shipment(desk, key, [*parts, BoxRequest(weight_g=1_000 if boxes == 1 else 0)], sure=True)


def numbers(desk: Desk, key: int) -> list[str]:
    return [box.tracking for box in view_shipment(desk, key).packed]


def states(desk: Desk, key: int) -> list[str]:
    return [box.label for box in view_shipment(desk, key).packed]


def ledger(desk: Desk) -> list[tuple[int, str, str, int]]:
    with desk.reading() as connection:
        told = select(labels.c.box, labels.c.what, labels.c.tracking, labels.c.copies).order_by(labels.c.id)
        return [tuple(row) for row in connection.execute(told)]


def test_each_box_has_its_own_number_on_its_label_and_slip(desk: Desk) -> None:
    key = packed(desk)
    ship_shipment(desk, key, tracking={1: " NC1 ", 2: "NC2"})
    assert numbers(desk, key) == ["NC1", "NC2"]
    assert view_shipment(desk, key).tracking == "NC1, NC2"
    with desk.reading() as connection:
        for box, number in ((1, "NC1"), (2, "NC2")):
            assert label_data(connection, desk, PaperRequest("SH-1001", box)).tracking_number == number
            assert packing_slip_data(connection, desk, PaperRequest("SH-1001", box)).tracking == number


def test_the_customer_reads_all_numbers_one_in_a_line(desk: Desk) -> None:
    key = packed(desk)
    set_tracking(desk, key, {1: "NC1"})
    ship_shipment(desk, key, tracking={2: "NC2"})
    said = [each.body for each in view_order(desk, 1).messages if each.kind == "shipped"]
    assert said == ["Shipment SH-1001 left today. Tracking:\nNC1\nNC2"]


def test_any_number_finds_the_parcel_and_its_order(desk: Desk) -> None:
    key = packed(desk)
    ship_shipment(desk, key, tracking={1: "NC000000017GB", 2: "NC000000025GB"})
    for number in ("NC000000017GB", "NC000000025GB"):
        found = [(each.kind, each.id, each.number, each.order) for each in things_of_code(desk, number)]
        assert found == [("tracking", key, number, "SO-1001")]
    assert [each.number for each in find_numbers(desk, "nc0000000")[0]] == ["NC000000017GB", "NC000000025GB"]


def test_a_number_leads_to_one_parcel(desk: Desk) -> None:
    first, second = packed(desk), packed(desk)
    set_tracking(desk, first, {1: "NC1", 2: "NC2"})
    with pytest.raises(Refused, match="NC1 is the number of box 1; each box has its own") as twice:
        ship_shipment(desk, second, tracking={1: "NC1", 2: "NC1"})
    assert twice.value.field == "tracking-2"
    with pytest.raises(Refused, match="NC2 is the number of box 2; each box has its own"):
        set_tracking(desk, first, {1: "NC2"})
    with pytest.raises(Refused, match="NC2 is the number of box 2 of SH-1001, which is still on its way") as taken:
        ship_shipment(desk, second, tracking={1: "NC3", 2: "NC2"})
    assert taken.value.field == "tracking-2"
    set_tracking(desk, first, {1: "NC2", 2: "NC1"})
    assert numbers(desk, first) == ["NC2", "NC1"], "mixed up, and put right at once"
    ship_shipment(desk, first)
    deliver_shipment(desk, first)
    ship_shipment(desk, second, tracking={1: "NC1"})
    assert numbers(desk, second) == ["NC1", ""], "a carrier gives the numbers of what has arrived again"


def test_a_box_that_is_not_there_has_no_number(desk: Desk) -> None:
    key = packed(desk, boxes=1)
    with pytest.raises(NotFound, match="SH-1001 has 1 box, not 2"):
        ship_shipment(desk, key, tracking={1: "NC1", 2: "NC2"})
    with pytest.raises(Refused, match="at most 48"):
        set_tracking(desk, key, {1: "X" * 49})
    unpack_shipment(desk, key)
    with pytest.raises(Refused, match="pack it first"):
        set_tracking(desk, key, "NC1")


def test_prints_are_counted_by_label_and_a_void_one_is_none(desk: Desk) -> None:
    key = packed(desk)
    for _ in range(2):
        assert render(desk, "label", "SH-1001", box=2)
    assert states(desk, key) == ["not printed", "printed twice"]
    set_tracking(desk, key, {2: "NC2"})
    assert states(desk, key)[1] == "printed twice", "the same label has its number now"
    void_label(desk, "SH-1001", 2)
    assert states(desk, key) == ["not printed", "void"]
    with pytest.raises(Refused, match="void"):
        render(desk, "label", "SH-1001", box=2)
    set_tracking(desk, key, {2: "NC3"})
    render(desk, "label", "SH-1001", box=2)
    assert states(desk, key) == ["not printed", "printed"]
    unpack_shipment(desk, key)
    repack(desk, key, 1)
    assert (states(desk, key), numbers(desk, key)) == (["not printed"], [""])
    assert ledger(desk) == [
        (2, "printed", "", 1),
        (2, "printed", "", 2),
        (2, "issued", "NC2", 2),
        (2, "voided", "NC2", 0),
        (2, "issued", "NC3", 0),
        (2, "printed", "NC3", 1),
        (2, "opened", "", 0),
    ]


def test_a_print_that_is_asked_for_twice_is_counted_once(desk: Desk) -> None:
    key = packed(desk, boxes=1)
    first = render(desk, "label", "SH-1001", key="asked once")
    assert render(desk, "label", "SH-1001", key="asked once") == first
    assert states(desk, key) == ["printed"]
    assert render(desk, "label", "SH-1001", key="asked again") != first, "it says that it is a copy"


def test_nothing_leaves_with_a_void_label(desk: Desk) -> None:
    key = packed(desk)
    void_label(desk, "SH-1001", 2)
    with pytest.raises(Refused, match="The label of box 2 of SH-1001 is void") as said:
        ship_shipment(desk, key, tracking={1: "NC1"})
    assert said.value.field == "tracking-2"
    set_tracking(desk, key, {2: "NC9"})
    void_label(desk, "SH-1001", 2)
    set_tracking(desk, key, {2: ""})
    assert states(desk, key) == ["not printed", "void"], "only another number makes another label"
    ship_shipment(desk, key, tracking={1: "NC1", 2: "NC2"})


def test_what_left_in_a_hurry_may_have_its_number_afterwards(desk: Desk) -> None:
    key = allocated(desk)
    hand_over(desk, key, "the driver waited")
    set_tracking(desk, key, "NC1")
    assert numbers(desk, key) == ["NC1"]
    with pytest.raises(NotFound, match="has 1 box, not 2"):
        set_tracking(desk, key, {2: "NC2"})


def test_a_box_tells_what_it_weighs_and_what_it_cost(desk: Desk) -> None:
    key = packed(desk, boxes=1)
    with pytest.raises(Refused, match="no carrier has charged for it"):
        charge_boxes(desk, key, {1: 7_40})
    ship_shipment(desk, key)
    charge_boxes(desk, key, {1: 7_40})
    (box,) = view_shipment(desk, key).packed
    assert (box.weight_g, box.weighed_g, box.charged) == (1_000, 1_000, 7_40)
    with pytest.raises(Refused, match="zero or more"):
        charge_boxes(desk, key, {1: -1})
    other = packed(desk)
    assert {box.weighed_g for box in view_shipment(desk, other).packed} == {0}, "nobody weighed them"
