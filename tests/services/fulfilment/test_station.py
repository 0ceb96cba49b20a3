"""The packing station by its scans: what counts, what holds it, and what is taken up again."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from orderdesk.domain.fulfilment.station.answers import StationAnswer
from orderdesk.domain.fulfilment.station.commands import ON_SLIP, PRINTED
from orderdesk.domain.fulfilment.station.scans import ScanKind
from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Doubtful, NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.schema import allocations, scans
from orderdesk.services.care.checking import check
from orderdesk.services.checks.holding import hold_order, release_order
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.labelling import set_tracking, void_label
from orderdesk.services.fulfilment.packing import pack_shipment, unpack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking, unpick
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.fulfilment.station.scanning import count_by_hand, weigh_box
from orderdesk.services.fulfilment.station.seat import Station
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order, view_shipment
from orderdesk.services.papers import render
from orderdesk.services.record.finding import things_of_code
from orderdesk.services.reports.reports import report_table
from tests.countries import Country, local_shop
from tests.documents.reading import LASER, codes
from tests.factories import PATEL, PATEL_AT, Clock, northside

MUG_CODE = "5012345678900"


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    made = northside(database)
    yield made
    assert check(made).findings == ()


def order(desk: Desk, **counts: int) -> int:
    lines = tuple(LineRequest(pieces(count), sku) for sku, count in counts.items())
    return place_order(desk, OrderRequest(lines, customer_id=1))


def turned(desk: Desk, **spans: int) -> None:
    assert isinstance(desk.clock, Clock)
    desk.clock.advance(**spans)


def picked(desk: Desk, *orders: int) -> str:
    keys = [view_order(desk, each).shipments[0].id for each in orders]
    number = start_picking(desk, keys)
    confirm_picks(desk, number)
    return number


def ready(desk: Desk, **counts: int) -> tuple[Station, str]:
    """A station with a picked order on its table, and the number of its shipment."""
    placed = order(desk, **counts)
    picked(desk, placed)
    number = view_order(desk, placed).shipments[0].number
    station = Station(desk, "table 1")
    assert station.take(number).what == ScanKind.BEGUN
    return station, number


def heard(station: Station, *codes: str) -> list[str]:
    return [station.take(code).headline for code in codes]


def state_of(station: Station) -> tuple[str, int]:
    task = station.look()
    assert task is not None
    return task.state, task.inside


def kept(desk: Desk) -> list[str]:
    with desk.reading() as connection:
        return list(connection.scalars(select(scans.c.what).order_by(scans.c.id)))


def test_a_parcel_is_packed_by_scans_alone(desk: Desk) -> None:
    station, number = ready(desk, MUG=2, TEE=1)
    assert heard(station, "TEE", MUG_CODE) == ["RIGHT", "RIGHT"]
    early = station.take("*DON")
    assert early == StationAnswer(ScanKind.HELP, "Not yet: 1 unit to scan.", station.shipment_id, "NOT YET")
    assert station.take("mug").sentence == "Stoneware mug: 2 of 2. All is in. Scan DONE."
    assert station.take("*DON").sentence == f"{number}: 3 units in 1 box. Scan the label on the box."
    assert station.take(number).headline == "DONE"
    assert station.shipment_id is None
    assert kept(desk) == ["begun", "right", "right", "help", "right", "packed", "label"]


def test_a_packed_parcel_wants_nothing_but_its_labels(desk: Desk) -> None:
    station, number = ready(desk, MUG=1)
    heard(station, "MUG", "*DON", "4711")
    label = "Scan the label on the box."
    assert [station.take(code).sentence for code in ("*BCK", "*HLP", "*UND")] == [
        label, label, f"There is nothing to undo. {label}",
    ]  # fmt: skip
    station.leave()
    assert station.take(number).sentence == f"{number}. {label}"
    assert station.take(number).headline == "DONE"
    finished = station.take(number)
    assert (finished.headline, finished.sentence, station.shipment_id) == (
        "DONE", f"{number} is done. Scan the next one.", None,
    )  # fmt: skip


def test_what_holds_the_station_holds_it_after_a_break_too(desk: Desk) -> None:
    station, number = ready(desk, MUG=1)
    heard(station, "LAMP")
    station.leave()
    back = station.take(number)
    assert (back.headline, back.sentence) == (
        "STILL HELD", f"{number}. Put the last one back, then scan PUT BACK.",
    )  # fmt: skip
    assert heard(station, "MUG", "*BCK", "MUG") == ["STILL HELD", "GO ON", "RIGHT"]


def test_what_cannot_be_packed_yet_is_known(desk: Desk) -> None:
    view = view_order(desk, order(desk, MUG=1))
    picklist = start_picking(desk, [view.shipments[0].id])
    station = Station(desk, "table 1")
    assert heard(station, picklist, view.order.number, "PL-9", "4711") == [
        "NOT YET", "NOT YET", "NOT KNOWN", "NOT KNOWN",
    ]  # fmt: skip


def test_the_number_of_a_void_label_opens_nothing(desk: Desk) -> None:
    station, _ = ready(desk, MUG=1)
    heard(station, "MUG", "*DON")
    key = station.shipment_id or 0
    set_tracking(desk, key, "1Z1")
    render(desk, "label", view_shipment(desk, key).number)
    set_tracking(desk, key, "1Z2")
    station.leave()
    assert station.take("1Z1").sentence == (
        f"1Z1 is the number of a void label of {view_shipment(desk, key).order_number}. Scan the one that holds."
    )
    assert station.shipment_id is None


def test_a_tote_leads_to_its_shipment(desk: Desk) -> None:
    orders = [order(desk, MUG=1), order(desk, TEE=1)]
    picklist = picked(desk, *orders)
    (found,) = things_of_code(desk, f"{picklist}-T2".lower())
    assert (found.kind, found.number) == ("shipment", view_order(desk, orders[1]).shipments[0].number)
    assert things_of_code(desk, f"{picklist}-T3") == []


@pytest.mark.parametrize("how", ["picklist", "tote", "shipment", "order"])
def test_every_paper_of_a_parcel_puts_it_on_the_table(desk: Desk, how: str) -> None:
    placed = order(desk, MUG=1)
    picklist = picked(desk, placed)
    view = view_order(desk, placed)
    codes = {
        "picklist": picklist, "tote": f"{picklist}-T1", "shipment": view.shipments[0].number,
        "order": view.order.number,
    }  # fmt: skip
    station = Station(desk, "table 1")
    assert station.take(codes[how]).headline == "READY"
    assert station.shipment_id == view.shipments[0].id


def test_a_code_that_fails_puts_nothing_on_the_table(desk: Desk) -> None:
    first, second = order(desk, MUG=1), order(desk, MUG=1)
    picklist = picked(desk, first, second)
    waiting = view_order(desk, order(desk, TEE=1)).shipments[0]
    station = Station(desk, "table 1")
    said = {code: station.take(code).sentence for code in (picklist, waiting.number, "MUG", "*DON", "4711", "PL-9-T1")}
    assert station.shipment_id is None
    names = [view_order(desk, each).shipments[0].number for each in (first, second)]
    assert said == {
        picklist: f"{picklist} has more than one parcel to pack: {names[0]} (T1) and {names[1]} (T2). "
        "Scan the tote or the slip of one.",
        waiting.number: said[waiting.number],
        "MUG": "MUG is an item. Scan the picklist, tote, slip or order it is for first.",
        "*DON": "Scan a picklist, tote, slip or order first.",
        "4711": "There is no order 4711.",
        "PL-9-T1": "There is no picklist PL-9.",
    }
    assert waiting.number in said[waiting.number]
    assert kept(desk) == ["unknown"] * 6


@pytest.mark.parametrize(("code", "word"), [("LAMP", "WRONG ITEM"), ("999", "NOT KNOWN"), ("MUG", "TOO MANY")])
def test_an_error_holds_until_it_is_answered(desk: Desk, code: str, word: str) -> None:
    station, _ = ready(desk, MUG=1, TEE=1)
    assert heard(station, "MUG", code) == ["RIGHT", word]
    assert heard(station, "TEE", "*DON", "LAMP", "*NXT") == ["STILL HELD"] * 4
    assert state_of(station) == ("picked", pieces(1))
    with pytest.raises(Refused, match="Answer the last scan first"):
        count_by_hand(desk, "table 1", station.shipment_id or 0, "TEE", pieces(1), "no label")
    # Another station, or the same after a crash, is held just as well.
    again = Station(desk, "table 1")
    task = station.look()
    assert task is not None
    again.take(task.number)
    assert heard(again, "TEE", "*BCK", "TEE") == ["STILL HELD", "GO ON", "RIGHT"]
    assert state_of(again) == ("picked", pieces(2))


def test_undo_takes_back_the_last_scan_and_the_one_before(desk: Desk) -> None:
    station, _ = ready(desk, MUG=2, TEE=1)
    heard(station, "MUG", "*NXT", "TEE", "MUG")
    assert heard(station, "*UND", "*UND") == ["UNDONE", "UNDONE"]
    assert state_of(station) == ("picked", pieces(1))
    assert heard(station, "*UND", "*UND", "*UND") == ["UNDONE", "UNDONE", "NOT YET"]
    assert state_of(station) == ("picked", 0)
    assert heard(station, "MUG", "MUG", "TEE", "*DON") == ["RIGHT", "RIGHT", "RIGHT", "PACKED"]


def test_each_box_holds_what_was_scanned_into_it_and_bears_its_own_label(desk: Desk) -> None:
    station, number = ready(desk, MUG=2, TEE=1)
    assert heard(station, "*NXT") == ["NOT YET"]
    assert heard(station, "MUG", "*NXT", "TEE", "MUG", "*NXT", "*DON") == [
        "RIGHT", "BOX 2", "RIGHT", "RIGHT", "NOT YET", "PACKED"
    ]  # fmt: skip
    row = view_shipment(desk, station.shipment_id or 0)
    assert [box.weight_g for box in row.packed] == [350, 530]
    assert station.take(f"{number}-2").sentence == "This is the label of box 2; scan the one on box 1."
    assert heard(station, f"{number}-1", "*BCK", f"{number}-1", f"{number}-2") == [
        "STILL HELD", "GO ON", "LABEL RIGHT", "DONE"
    ]  # fmt: skip


def test_a_label_of_another_parcel_an_older_or_a_void_one_is_refused(desk: Desk) -> None:
    other, others = ready(desk, TEE=1)
    heard(other, "TEE", "*DON")
    set_tracking(desk, other.shipment_id or 0, "1Z7")
    station, number = ready(desk, MUG=1)
    heard(station, "MUG", "*DON")
    key = station.shipment_id or 0
    set_tracking(desk, key, "1Z1")
    set_tracking(desk, key, "1Z2")
    said = []
    for code in ("1Z7", others, "1Z1", number, "MUG"):
        said.append(station.take(code).sentence)
        assert station.take("*BCK").headline == "GO ON"
    assert said == [
        f"1Z7 is a tracking number, not the label on the box of {number}.",
        f"{others} is a shipment, not the label on the box of {number}.",
        f"This label is an older one of {number}; the one that holds says 1Z2.",
        f"This label is an older one of {number}; the one that holds says 1Z2.",
        f"MUG is not the label on the box of {number}.",
    ]
    void_label(desk, number)
    assert station.take("1Z2").sentence == "The label of the box is void; print another."
    set_tracking(desk, key, "1Z3")
    assert heard(station, "*BCK", "1z3") == ["GO ON", "DONE"]


def test_nothing_of_the_station_leaves_with_a_label_nobody_scanned(desk: Desk) -> None:
    station, number = ready(desk, MUG=1)
    heard(station, "MUG", "*DON")
    key = station.shipment_id or 0
    render(desk, "label", number)
    with pytest.raises(Refused, match=f"Scan the label on the box of {number}"):
        ship_shipment(desk, key, tracking="1Z1")
    station.take(number)
    ship_shipment(desk, key, tracking="1Z1")


def test_a_new_label_is_scanned_again_before_it_leaves(desk: Desk) -> None:
    station, number = ready(desk, MUG=1)
    heard(station, "MUG", "*DON")
    key = station.shipment_id or 0
    set_tracking(desk, key, "1Z1")
    render(desk, "label", number)
    station.take("1Z1")
    set_tracking(desk, key, "1Z2")
    render(desk, "label", number)
    with pytest.raises(Refused, match="Scan the label"):
        ship_shipment(desk, key)
    assert heard(station, number, "1Z2") == ["READY", "DONE"]
    ship_shipment(desk, key)


def test_a_tick_by_hand_needs_a_reason_and_counts(desk: Desk) -> None:
    station, _ = ready(desk, MUG=3)
    key = station.shipment_id or 0
    with pytest.raises(Refused, match="Say why"):
        count_by_hand(desk, "table 1", key, "MUG", pieces(1), " ")
    with pytest.raises(Refused, match="3 of MUG are still to be counted"):
        count_by_hand(desk, "table 1", key, "MUG", pieces(4), "torn")
    with pytest.raises(NotFound, match="LAMP is not in"):
        count_by_hand(desk, "table 1", key, "LAMP", pieces(1), "torn")
    said = count_by_hand(desk, "table 1", key, "mug", pieces(2), "label torn")
    assert (said.headline, said.sentence) == ("BY HAND", "Stoneware mug: 2 of 3. Next: 1 × Stoneware mug, bin A-01-2.")
    assert heard(station, "MUG", "*DON") == ["RIGHT", "PACKED"]


def test_a_weight_far_off_needs_a_reason(desk: Desk) -> None:
    station, _ = ready(desk, LAMP=2)
    key = station.shipment_id or 0
    with pytest.raises(Refused, match="nothing to weigh"):
        weigh_box(desk, "table 1", key, 2_000)
    heard(station, "LAMP", "LAMP")
    with pytest.raises(Doubtful, match=r"Box 1 weighs 2\.1 kg, and what was scanned into it 4\.2 kg"):
        weigh_box(desk, "table 1", key, 2_100)
    assert weigh_box(desk, "table 1", key, 4_300).headline == "WEIGHED"
    # What was weighed and then changed is another box.
    heard(station, "*UND", "LAMP")
    weigh_box(desk, "table 1", key, 5_000, "heavy filling")
    station.take("*DON")
    assert [box.weighed_g for box in view_shipment(desk, key).packed] == [5_000]


def test_the_note_for_the_packer_is_read_before_it_is_closed(desk: Desk) -> None:
    placed = place_order(
        desk, OrderRequest((LineRequest(pieces(1), "MUG"),), customer_id=1, instructions="Wrap it twice")
    )
    picked(desk, placed)
    station = Station(desk, "table 1")
    station.take(view_order(desk, placed).order.number)
    assert station.take("MUG").sentence == "Stoneware mug: 1 of 1. Not yet: the note to read."
    assert heard(station, "*DON", "*TCK", "*DON") == ["NOT YET", "NOTE READ", "PACKED"]


def test_what_is_not_there_is_back_ordered_when_it_is_said_twice(desk: Desk) -> None:
    station, _ = ready(desk, MUG=3, TEE=1)
    assert heard(station, "*SHT") == ["NOT YET"]
    heard(station, "MUG", "TEE")
    assert station.take("*SHT").sentence == (
        "2 × MUG missing. Look in the tote and in bin A-01-2. Scan SHORT again to back-order it, or go on scanning."
    )
    assert heard(station, "MUG", "*SHT", "*SHT", "*DON") == ["RIGHT", "SHORT", "SHORT", "PACKED"]
    task = station.look()
    assert task is not None
    (line,) = [each for each in view_order(desk, task.order_id).lines if each.sku == "MUG"]
    assert (line.progress.allocated, line.progress.backordered) == (pieces(2), pieces(1))


def test_an_order_that_is_changed_meanwhile_stops_the_station(desk: Desk) -> None:
    station, _ = ready(desk, MUG=3, TEE=1)
    heard(station, "MUG", "MUG", "MUG")
    task = station.look()
    assert task is not None
    view = view_order(desk, task.order_id)
    (mug,) = [each for each in view.lines if each.sku == "MUG"]
    amend_order(desk, task.order_id, Amendment(lines={mug.id: LineChange(quantity=pieces(1))}), "by phone")
    said = station.take("TEE")
    assert (said.headline, said.sentence) == (
        "STILL HELD",
        f"Nothing was counted. {view.order.number} was changed: take 2 × MUG out again, then scan PUT BACK.",
    )
    assert heard(station, "*BCK", "TEE", "*DON") == ["GO ON", "RIGHT", "PACKED"]


def test_an_order_on_hold_or_off_its_list_takes_the_parcel_off_the_table(desk: Desk) -> None:
    station, number = ready(desk, MUG=2)
    heard(station, "MUG")
    task = station.look()
    assert task is not None
    hold_order(desk, task.order_id, Hold.ADDRESS, "no house number")
    stopped = station.take("MUG")
    assert (stopped.headline, station.shipment_id) == ("STOP", None)
    assert "on hold" in stopped.sentence
    assert station.take(number).shipment_id is None
    release_order(desk, task.order_id)
    assert heard(station, number, "MUG", "*BCK", "MUG", "*DON") == [
        "STILL HELD",
        "STILL HELD",
        "GO ON",
        "RIGHT",
        "PACKED",
    ]


def test_two_stations_never_count_one_parcel_at_once(desk: Desk) -> None:
    station, number = ready(desk, MUG=2)
    heard(station, "MUG")
    other = Station(Desk(desk.database, user="ben", clock=desk.clock), "table 2")
    said = other.take(number)
    assert (said.headline, other.shipment_id) == ("STOP", None)
    assert said.sentence == f"anna packs {number} at table 1, 1 of 2 are in. Scan it again to take it over."
    assert heard(other, number, "MUG") == ["READY", "RIGHT"]
    late = station.take("MUG")
    assert (late.headline, station.shipment_id) == ("STOP", None)
    assert late.sentence == f"ben has taken {number} over at table 2. Nothing was counted here."
    assert heard(other, "*DON", number) == ["PACKED", "DONE"]


def test_a_parcel_left_alone_is_taken_over_without_being_asked(desk: Desk) -> None:
    station, number = ready(desk, MUG=2)
    heard(station, "MUG")
    kofi = replace(desk, user="kofi")
    turned(desk, minutes=30)
    assert Station(kofi, "table 2").take(number).headline == "STOP"
    turned(desk, minutes=1)
    said = Station(kofi, "table 2").take(number)
    assert said.sentence == f"{number}. 1 of 2 are in already. Next: 1 × Stoneware mug, bin A-01-2."
    late = station.take("MUG")
    assert late.sentence == f"kofi has taken {number} over at table 2. Nothing was counted here."


def test_nobody_else_packs_by_hand_what_is_on_a_table(desk: Desk) -> None:
    view = view_order(desk, order(desk, MUG=2))
    key, kofi = view.shipments[0].id, replace(desk, user="kofi")
    picked(desk, view.order.id)
    Station(desk, "table 1").take("SH-1001")
    turned(desk, minutes=2)
    said = "anna is packing SH-1001 at table 1, last seen 2 minutes ago. Take it over at the packing station first."
    for refused in (lambda: pack_shipment(kofi, key), lambda: unpick(kofi, key)):
        with pytest.raises(Refused) as told:
            refused()
        assert str(told.value) == said
    pack_shipment(desk, key)
    unpack_shipment(kofi, key)
    pack_shipment(kofi, key)


def test_what_is_unpacked_is_scanned_anew(desk: Desk) -> None:
    station, number = ready(desk, MUG=1)
    heard(station, "MUG", "*DON", number)
    key = view_order(desk, 1).shipments[0].id
    unpack_shipment(desk, key)
    assert heard(station, number, "*DON", "MUG", "*DON") == ["READY", "NOT YET", "RIGHT", "PACKED"]
    unpack_shipment(desk, key)
    # Packed without a reader, it leaves without one.
    pack_shipment(desk, key)
    render(desk, "label", number)
    ship_shipment(desk, key)


def test_one_item_on_two_lines_is_counted_once_for_each_unit(desk: Desk) -> None:
    lines = (LineRequest(pieces(2), "MUG"), LineRequest(pieces(1), "MUG", price=90_000))
    placed = place_order(desk, OrderRequest(lines, customer_id=1))
    picked(desk, placed)
    station = Station(desk, "table 1")
    station.take(view_order(desk, placed).order.number)
    assert heard(station, "MUG", "MUG", "MUG", "MUG") == ["RIGHT"] * 3 + ["TOO MANY"]
    assert heard(station, "*BCK", "*DON") == ["GO ON", "PACKED"]


def test_a_case_counts_its_units_where_its_code_says_how_many(desk: Desk) -> None:
    station, _ = ready(desk, MUG=8)
    case = "(02)05012345678900(37)6"
    assert station.take(case).sentence == "Stoneware mug: 6 of 8. Next: 2 × Stoneware mug, bin A-01-2."
    assert station.take(case).sentence == "Stoneware mug: this is 6, and 2 of 8 are missing. Put it back."
    assert heard(station, "*BCK", "MUG", "MUG", "*DON") == ["GO ON", "RIGHT", "RIGHT", "PACKED"]


def test_a_shop_of_any_country_packs_by_scans(database: Database, anywhere: Country) -> None:
    desk = local_shop(database, anywhere)
    customer = add_customer(desk, PATEL, PATEL_AT).id
    placed = place_order(desk, OrderRequest((LineRequest(pieces(2), "A"),), customer_id=customer))
    picked(desk, placed)
    station = Station(desk, "table 1")
    station.take(view_order(desk, placed).order.number)
    assert heard(station, "A", "A", "A", "*BCK", "*DON") == ["RIGHT", "RIGHT", "TOO MANY", "GO ON", "PACKED"]
    assert check(desk).findings == ()


@pytest.mark.long
def test_of_wrong_units_counts_and_labels_none_leaves(desk: Desk) -> None:
    """Two stations at random: whatever is scanned, what is packed is what was ordered, and each label is its own."""
    luck = random.Random(4711)
    orders = [order(desk, **{sku: luck.randint(1, 2) for sku in luck.sample(["MUG", "TEE"], 2)}) for _ in range(4)]
    picked(desk, *orders)
    numbers = [view_order(desk, each).shipments[0].number for each in orders]
    stations = [Station(desk, "table 1"), Station(desk, "table 2")]
    planted = ["LAMP", "BOOK", "999", "MUG", "TEE", "*UND", "*NXT", "*DON", *numbers]
    open_numbers = set(numbers)
    for _ in range(600):
        station = luck.choice(stations)
        task = station.look()
        if task is None:
            said = station.take(luck.choice(sorted(open_numbers)))
        elif luck.random() < 0.35:
            said = station.take(luck.choice(planted))
        elif task.held:
            said = station.take("*BCK")
        elif task.is_packed:
            said = station.take(task.number)
        else:
            said = station.take(task.missing[0][0].sku if task.missing else "*DON")
        if said.headline == "DONE" and task is not None:
            open_numbers.discard(task.number)
        if not open_numbers:
            break
    assert not open_numbers
    with desk.reading() as connection:
        packed = connection.execute(select(allocations.c.quantity, allocations.c.picked)).all()
    assert all(quantity == taken for quantity, taken in packed)
    assert {view_order(desk, each).shipments[0].state for each in orders} == {"packed"}


def test_the_report_counts_units_stops_and_ticks_of_each_packer(desk: Desk) -> None:
    station, number = ready(desk, MUG=3, TEE=1)
    heard(station, "MUG", "MUG", "*UND", "MUG", "LAMP", "MUG", "*BCK")
    count_by_hand(desk, "table 1", station.shipment_id or 0, "MUG", pieces(1), "torn")
    ben = Station(Desk(desk.database, user="ben", clock=desk.clock), "table 2")
    heard(ben, number, number, "TEE", "TEE", "*BCK", "*DON", number)
    table = report_table(desk, "packing", desk.today, desk.today)
    assert table.rows == (
        ("anna", "0", "3", "1", "1", "0", "0", "0", "333.3"),
        ("ben", "1", "1", "0", "0", "1", "0", "1", "1000"),
    )
    assert table.totals == ("Total", "1", "4", "1", "1", "1", "0", "1", "500")


def test_picklists_and_slips_bear_what_the_station_reads(desk: Desk) -> None:
    orders = [order(desk, MUG=1), order(desk, TEE=1)]
    picklist = picked(desk, *orders)
    read = set(codes(render(desk, "picklist", picklist), LASER))
    assert {code for _, code in PRINTED} <= read
    assert {f"{picklist}-T1", f"{picklist}-T2"} <= read
    station = Station(desk, "table 1")
    heard(station, f"{picklist}-T2", "TEE", "*DON")
    slip = set(codes(render(desk, "packing-slip", view_order(desk, orders[1]).shipments[0].number), LASER))
    assert {code for _, code in ON_SLIP} <= slip


KILLED = """
import os, signal, sys
from orderdesk.persistence.database.engine import open_database
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.station.seat import Station
station = Station(Desk(open_database(sys.argv[1]), user="anna"), "table 1")
for code in sys.argv[2:]:
    station.take(code)
os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


@pytest.mark.long
def test_a_station_that_was_killed_goes_on_where_it_was(sqlite_url: str) -> None:
    desk = northside(sqlite_url)
    number = view_order(desk, placed := order(desk, MUG=2, TEE=1)).shipments[0].number
    picked(desk, placed)
    ended = subprocess.run([sys.executable, "-c", KILLED, sqlite_url, number, "MUG", "*NXT", "LAMP"], check=False)
    assert ended.returncode
    station = Station(desk, "table 1")
    said = station.take(number)
    assert said.sentence.startswith(f"{number}. 1 of 3 are in already.")
    assert heard(station, "TEE", "*BCK", "TEE", "MUG", "*DON") == ["STILL HELD", "GO ON", "RIGHT", "RIGHT", "PACKED"]
    assert len(view_shipment(desk, station.shipment_id or 0).packed) == 2
    assert check(desk).findings == ()
    desk.database.close()
