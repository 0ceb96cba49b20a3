"""A label and a tracking number per box: noted, printed, voided, searched for, and told to the customer."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from orderdesk.domain.fulfilment.shipments import BoxRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Doubtful, NotFound, Refused
from orderdesk.domain.values.money import shown
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.fulfilment.lists import pack_rows
from orderdesk.persistence.record.search import refresh_index
from orderdesk.persistence.schema import labels
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.labelling import charge_boxes, set_tracking, void_label
from orderdesk.services.fulfilment.packing import pack_shipment, unpack_shipment
from orderdesk.services.fulfilment.parcel_words import number_told
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import deliver_shipment, hand_over, ship_shipment
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.telling import story_of
from orderdesk.services.orders.views import shipment_meant, shipments_to_do, view_order, view_shipment
from orderdesk.services.papers import preview, render
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


def story(desk: Desk) -> list[str]:
    return [each.sentence for each in story_of(view_order(desk, 1))]


def test_of_several_boxes_none_is_guessed(desk: Desk) -> None:
    key = packed(desk)
    for act in (
        lambda: void_label(desk, "SH-1001"),
        lambda: set_tracking(desk, key, "NC1"),
    ):
        with pytest.raises(Refused, match=r"SH-1001 has 2 boxes; say which: --box 1 to 2\."):
            act()
    assert void_label(desk, "SH-1001", 2) == 2
    assert states(desk, key) == ["not printed", "void"]


def test_the_only_box_need_not_be_named(desk: Desk) -> None:
    key = packed(desk, boxes=1)
    assert void_label(desk, "SH-1001") == 1
    set_tracking(desk, key, "NC1")
    ship_shipment(desk, key)
    (before,) = charge_boxes(desk, key, {None: 410})
    assert before.charged is None


def test_the_labels_and_slips_of_all_boxes_are_made_in_one_go(desk: Desk) -> None:
    key = packed(desk)
    for paper in ("label", "packing-slip"):
        assert pages(preview(desk, paper, "SH-1001")) == 2
        assert pages(render(desk, paper, "SH-1001")) == 2
        assert pages(render(desk, paper, "SH-1001", box=2)) == 1
        assert pages(render(desk, paper, "SH-1001-1")) == 1
    assert states(desk, key) == ["printed twice", "printed twice"]
    with pytest.raises(NotFound, match=r"There is no shipment SO-1001\."):
        render(desk, "packing-slip", "SO-1001")


def pages(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def test_a_second_asking_for_all_labels_under_one_key_is_counted_once(desk: Desk) -> None:
    key = packed(desk)
    render(desk, "label", "SH-1001", key="k")
    render(desk, "label", "SH-1001", key="k")
    assert states(desk, key) == ["printed", "printed"]


def test_a_parcel_on_which_an_older_label_may_stick_is_doubted(desk: Desk) -> None:
    key = packed(desk)
    render(desk, "label", "SH-1001", box=1)
    with pytest.raises(Doubtful, match=r"The label of box 2 of SH-1001 was not printed since it changed\."):
        ship_shipment(desk, key)
    render(desk, "label", "SH-1001", box=2)
    set_tracking(desk, key, {2: "NC1"})
    with pytest.raises(Doubtful, match="box 2"):
        ship_shipment(desk, key, tracking={2: "NC2"})
    ship_shipment(desk, key, tracking={2: "NC2"}, sure=True)
    assert numbers(desk, key) == ["", "NC2"]


def test_a_shop_that_prints_no_labels_here_is_not_asked(desk: Desk) -> None:
    key = packed(desk)
    render(desk, "label", "SH-1001")
    unpack_shipment(desk, key)
    repack(desk, key, 2)
    ship_shipment(desk, key)
    assert view_shipment(desk, key).shipped_at is not None


def test_the_history_tells_numbers_and_charges_as_they_change(desk: Desk) -> None:
    key = packed(desk)
    set_tracking(desk, key, {2: "NC1"})
    ship_shipment(desk, key, tracking={2: "NC2"})
    charge_boxes(desk, key, {2: 410})
    charge_boxes(desk, key, {2: 777})
    told = story(desk)
    assert "Anna noted the tracking number of SH-1001, box 2: NC1." in told
    assert "Anna noted the tracking number of SH-1001, box 2: NC2 in place of NC1." in told
    assert f"Anna noted what the carrier asked for SH-1001: box 2: {shown(410, 'GBP')}." in told
    assert any(each.endswith(f"box 2: {shown(777, 'GBP')}, {shown(410, 'GBP')} before.") for each in told)


def test_a_number_that_was_replaced_still_leads_to_its_box(desk: Desk) -> None:
    key = packed(desk)
    set_tracking(desk, key, {2: "NC-1"})
    assert number_told(desk, key, "nc-1") == ("nc-1 is on box 2 of 2 of SH-1001: 2 MUG, 1 TEE, 880 g.", True)
    void_label(desk, "SH-1001", 2)
    said, holds = number_told(desk, key, "NC-1")
    assert not holds
    assert said == "NC-1 is on box 2 of 2 of SH-1001, and its label is void; no other number has taken its place yet."
    set_tracking(desk, key, {2: "NC-2"})
    (found,) = things_of_code(desk, "NC-1")
    assert (found.kind, found.id, found.order) == ("void tracking", key, "SO-1001")
    assert find_numbers(desk, "NC-1")[0] == [found]
    assert number_told(desk, key, "NC-1") == ("The label NC-1 is void; NC-2 is on box 2 of SH-1001 now.", False)
    with desk.writing(right="ship goods") as work:
        refresh_index(work.connection, "orders", 1)
    assert things_of_code(desk, "NC-1") == [found], "also when the index was built anew"
    (own,) = things_of_code(desk, "SH-1001-1")
    assert (own.kind, own.id) == ("shipment", key), "as its label says that has no number"
    assert number_told(desk, key, "SH-1001-1")[0].startswith("SH-1001-1 is on box 1 of 2 of SH-1001: 1 MUG")


def test_an_order_names_its_shipment_wherever_that_is_by_now(desk: Desk) -> None:
    key = packed(desk)
    assert shipment_meant(desk, "SO-1001", "void-label") == (key, None)
    assert shipment_meant(desk, "SH-1001-2", "label") == (key, 2)
    ship_shipment(desk, key)
    deliver_shipment(desk, key)
    assert shipment_meant(desk, "SO-1001", "charge") == (key, None)
    with pytest.raises(NotFound, match="There is no shipment SO-9999, and no order of that number"):
        shipment_meant(desk, "SO-9999", "label")
