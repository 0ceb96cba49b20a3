"""Eight hands on goods: picking, packing and sending them, their stock, and what is bought."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from orderdesk.domain.buying.purchasing import Arrived, PurchaseLineRequest, PurchaseRequest
from orderdesk.domain.fulfilment.shipments import Short
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.schema import (
    cartons,
    incoming,
    items,
    labels,
    locations,
    messages,
    movements,
    purchases,
    tasks,
    vendors,
)
from orderdesk.services.buying import purchasing
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment import labelling, packing, picking, shipping, splitting, way_back
from orderdesk.services.fulfilment import tasks as work
from orderdesk.services.fulfilment.board import shipments_page
from orderdesk.services.fulfilment.cartons import keeping
from orderdesk.services.fulfilment.station import opening, scanning
from orderdesk.services.fulfilment.station.reading import view_task
from orderdesk.services.fulfilment.waves import missed, owning
from orderdesk.services.items import catalog
from orderdesk.services.items.item_forms import ItemForm, VendorForm
from orderdesk.services.orders.views import view_shipment
from orderdesk.services.stock import counting, opening_stock, places, stocking
from orderdesk.services.stock.places import LocationForm
from orderdesk.services.stock.stock_views import figures_of
from tests.factories import ITEMS, Clock
from tests.hands import stages
from tests.hands.case import HANDS, Case, Proof, each, once
from tests.hands.stages import how_many, one


def on_hand(item: int, count: int) -> Proof:
    """So many pieces of an item are there afterwards."""

    def proof(desk: Desk, *_: Any) -> None:
        assert figures_of(desk, [item])[item].on_hand == pieces(count)

    return proof


def rows(table: Any, count: int) -> Proof:
    """A table holds so many rows afterwards."""

    def proof(desk: Desk, *_: Any) -> None:
        assert how_many(desk, table) == count, how_many(desk, table)

    return proof


def missing(desk: Desk, *_: Any) -> None:
    short = select(movements.c.quantity).where(movements.c.reason.like("short pick%"), movements.c.quantity > 0)
    assert one(desk, short) == ONE


CARTON = keeping.CartonForm("M", "Medium", (300, 200, 150))


def a_carton(desk: Desk) -> None:
    keeping.save_carton(desk, CARTON)


def counted(desk: Desk, _: None, got: list[Any]) -> None:
    """The last count holds."""
    assert keeping.carton_now(desk, "M").left in {each.left for each in got} == {10 + hand for hand in range(HANDS)}


def came(desk: Desk, *_: Any) -> None:
    assert keeping.carton_now(desk, "M").left == 5 * HANDS


def to_pack(desk: Desk) -> str:
    return view_shipment(desk, stages.picked(desk)).number


def opened_once(desk: Desk, _: str, got: list[Any]) -> None:
    assert sorted(each.headline for each in got) == ["READY", *["STOP"] * (HANDS - 1)]


def on_the_table(desk: Desk) -> int:
    opened = opening.open_task(desk, "table 1", to_pack(desk))
    assert opened.shipment_id is not None
    return opened.shipment_id


def one_inside(desk: Desk) -> int:
    key = on_the_table(desk)
    scanning.scan(desk, "table 1", key, "MUG")
    return key


def three_inside(desk: Desk, key: int, _: list[Any]) -> None:
    assert view_task(desk, key).inside == pieces(3)


def packed_in(desk: Desk) -> list[int]:
    """How many boxes each packed shipment has."""
    return sorted(row.boxes for row in shipments_page(desk, "to-ship"))


def two_shipments(desk: Desk, *_: Any) -> None:
    assert packed_in(desk) == [1, 1]


def in_one_shipment(desk: Desk, *_: Any) -> None:
    assert packed_in(desk) == [2]


def on_the_shelf(desk: Desk, *_: Any) -> None:
    found = figures_of(desk, [stages.MUG])[stages.MUG]
    assert (found.on_hand, found.reserved) == (pieces(20), pieces(3))


def shelf_counted(desk: Desk) -> Any:
    assert isinstance(desk.clock, Clock)
    at = desk.clock()
    desk.clock.advance(minutes=5)
    return at


def adjusted(desk: Desk) -> int:
    stocking.adjust(desk, "MUG", -ONE, "broken")
    return int(one(desk, select(movements.c.id).where(movements.c.kind == "adjustment")))


def coming(desk: Desk) -> int:
    stocking.expect(desk, "MUG", pieces(5), reference="PO-7")
    return int(one(desk, select(incoming.c.id)))


def line_of(desk: Desk, key: int) -> int:
    return int(one(desk, select(incoming.c.id).where(incoming.c.purchase_id == key)))


def labelled(desk: Desk) -> str:
    view = stages.confirmed(desk)
    stages.packed(desk, view)
    return view.shipments[0].number


def left_alone(desk: Desk) -> str:
    number = stages.picking(desk)
    owning.release_wave(desk, number)
    return number


def somebodys(desk: Desk, *_: Any) -> None:
    assert all(owning.own_waves(desk).values())


def nobodys(desk: Desk, *_: Any) -> None:
    assert list(owning.own_waves(desk).values()) == [""]


def moved_once(desk: Desk, *_: Any) -> None:
    drafts = select(func.count()).select_from(messages).where(messages.c.kind == "promise")
    assert one(desk, drafts) == 1


GOODS: dict[str, Case] = {
    "fulfilment.cartons.keeping.count_cartons": each(
        lambda desk, _, hand: keeping.count_cartons(desk, "M", 10 + hand), a_carton, counted
    ),
    "fulfilment.cartons.keeping.offer_carton": each(
        lambda desk, *_: keeping.offer_carton(desk, "M", offered=False), a_carton
    ),
    "fulfilment.cartons.keeping.receive_cartons": each(
        lambda desk, *_: keeping.receive_cartons(desk, "M", 5), a_carton, came
    ),
    "fulfilment.cartons.keeping.save_carton": once(
        lambda desk, *_: keeping.save_carton(desk, CARTON, new=True), proof=rows(cartons, 1)
    ),
    "items.catalog.add_item": once(
        lambda desk, *_: catalog.add_item(desk, ItemForm("JUG", "Milk jug")), proof=rows(items, len(ITEMS) + 1)
    ),
    "items.catalog.edit_item": once(
        lambda desk, version, hand: catalog.edit_item(
            desk, stages.MUG, ItemForm("MUG", f"Mug {hand}", bin="A-01-2"), version=version
        ),
        lambda desk: one(desk, select(items.c.version).where(items.c.id == stages.MUG)),
    ),
    "items.catalog.retire_item": once(lambda desk, *_: catalog.retire_item(desk, stages.BOOK)),
    "items.catalog.sell_again": once(
        lambda desk, *_: catalog.sell_again(desk, stages.BOOK), lambda desk: catalog.retire_item(desk, stages.BOOK)
    ),
    "stock.opening_stock.add_stocked_item": once(
        lambda desk, *_: opening_stock.add_stocked_item(desk, ItemForm("JUG", "Milk jug"), pieces(4)),
        proof=rows(items, len(ITEMS) + 1),
    ),
    "items.catalog.save_vendor": once(
        lambda desk, *_: catalog.save_vendor(desk, VendorForm("Kilnworks")), proof=rows(vendors, 1)
    ),
    "items.catalog.set_picture": each(lambda desk, *_: catalog.set_picture(desk, stages.MUG, None)),
    "fulfilment.packing.pack_shipment": once(lambda desk, key, _: packing.pack_shipment(desk, key), stages.picked),
    "fulfilment.packing.unpack_shipment": once(lambda desk, key, _: packing.unpack_shipment(desk, key), stages.packed),
    "fulfilment.way_back.unship": once(
        lambda desk, view, _: way_back.unship(desk, view.shipments[0].id), stages.shipped, on_the_shelf
    ),
    "fulfilment.way_back.undeliver": once(lambda desk, key, _: way_back.undeliver(desk, key), stages.delivered),
    "fulfilment.splitting.split_boxes": once(
        lambda desk, key, _: splitting.split_boxes(desk, key, [2]), stages.in_two_boxes, two_shipments
    ),
    "fulfilment.splitting.rejoin_boxes": once(
        lambda desk, key, _: splitting.rejoin_boxes(desk, key), stages.split_off, in_one_shipment
    ),
    "fulfilment.station.opening.open_task": each(
        lambda desk, number, hand: opening.open_task(desk, f"table {hand}", number), to_pack, opened_once
    ),
    "fulfilment.station.scanning.scan": each(
        lambda desk, key, _: scanning.scan(desk, "table 1", key, "MUG"), on_the_table, three_inside
    ),
    "fulfilment.station.scanning.count_by_hand": once(
        lambda desk, key, _: scanning.count_by_hand(desk, "table 1", key, "MUG", pieces(3), "torn"),
        on_the_table,
        three_inside,
    ),
    "fulfilment.station.scanning.weigh_box": each(
        lambda desk, key, _: scanning.weigh_box(desk, "table 1", key, 350), one_inside
    ),
    "fulfilment.labelling.charge_boxes": each(
        lambda desk, view, hand: labelling.charge_boxes(desk, view.shipments[0].id, {1: hand}), stages.shipped
    ),
    "fulfilment.labelling.void_label": once(lambda desk, number, _: labelling.void_label(desk, number), labelled),
    "fulfilment.picking.confirm_picks": once(
        lambda desk, number, _: picking.confirm_picks(desk, number, [Short("MUG", ONE, "empty")]),
        stages.picking,
        missing,
    ),
    "fulfilment.picking.start_picking": once(lambda desk, key, _: picking.start_picking(desk, [key]), stages.allocated),
    "fulfilment.picking.unpick": once(
        lambda desk, key, _: picking.unpick(desk, key),
        lambda desk: (key := stages.allocated(desk), picking.start_picking(desk, [key]))[0],
    ),
    "fulfilment.waves.owning.take_wave": once(
        lambda desk, number, hand: owning.take_wave(replace(desk, user=f"hand {hand}"), number), left_alone, somebodys
    ),
    "fulfilment.waves.owning.release_wave": once(
        lambda desk, number, _: owning.release_wave(desk, number), stages.picking, nobodys
    ),
    "fulfilment.waves.owning.note_presence": each(
        lambda desk, *_: owning.note_presence(desk), stages.picking, lambda desk, *_: somebodys(desk)
    ),
    "fulfilment.waves.missed.move_missed": once(
        lambda desk, *_: missed.move_missed(desk, "road"), stages.missed_its_van, moved_once
    ),
    "buying.purchasing.cancel_purchase": once(
        lambda desk, key, _: purchasing.cancel_purchase(desk, key, "too dear"), stages.bought
    ),
    "buying.purchasing.change_purchase": each(
        lambda desk, key, hand: purchasing.change_purchase(
            desk, key, PurchaseRequest("Kilnworks", (PurchaseLineRequest("MUG", pieces(hand + 1)),))
        ),
        lambda desk: stages.bought(desk, send=False),
        rows(incoming, 1),
    ),
    "buying.purchasing.move_due": each(
        lambda desk, key, _: purchasing.move_due(desk, key, stages.SOON + timedelta(days=1)), stages.bought
    ),
    "buying.purchasing.place_purchase": each(
        lambda desk, *_: purchasing.place_purchase(desk, PurchaseRequest("Kilnworks", new_vendor=True)),
        proof=rows(purchases, HANDS),
    ),
    "buying.purchasing.receive_purchase": once(
        lambda desk, key, _: purchasing.receive_purchase(desk, key, [Arrived(line_of(desk, key), pieces(10))]),
        stages.bought,
        on_hand(stages.MUG, 30),
    ),
    "buying.purchasing.send_purchase": once(
        lambda desk, key, _: purchasing.send_purchase(desk, key), lambda desk: stages.bought(desk, send=False)
    ),
    "fulfilment.shipping.deliver_shipment": once(
        lambda desk, view, _: shipping.deliver_shipment(desk, view.shipments[0].id), stages.shipped
    ),
    "fulfilment.shipping.hand_over": once(
        lambda desk, key, _: shipping.hand_over(desk, key, "in a hurry"), stages.allocated, on_hand(stages.MUG, 17)
    ),
    "fulfilment.shipping.report_exception": once(
        lambda desk, view, _: shipping.report_exception(desk, view.shipments[0].id, "lost"), stages.shipped
    ),
    "fulfilment.shipping.return_to_sender": once(
        lambda desk, view, _: shipping.return_to_sender(desk, view.shipments[0].id, "not at home"), stages.shipped
    ),
    "fulfilment.labelling.set_tracking": each(
        lambda desk, view, hand: labelling.set_tracking(desk, view.shipments[0].id, f"NC{hand}"),
        stages.shipped,
        rows(labels, 1 + HANDS),
    ),
    "fulfilment.tasks.add_task": each(
        lambda desk, *_: work.add_task(desk, work.TaskForm("count", "the mugs")), proof=rows(tasks, HANDS)
    ),
    "fulfilment.tasks.finish_task": once(lambda desk, key, _: work.finish_task(desk, key), stages.to_put_back),
    "fulfilment.shipping.ship_shipment": once(
        lambda desk, key, _: shipping.ship_shipment(desk, key), stages.packed, on_hand(stages.MUG, 17)
    ),
    "stock.places.add_location": once(
        lambda desk, *_: places.add_location(desk, LocationForm("Attic")), proof=rows(locations, 2)
    ),
    "stock.places.change_location": each(lambda desk, *_: places.change_location(desk, "Shop", sells=True)),
    "stock.places.set_walk": each(lambda desk, *_: places.set_walk(desk, "A-01-2", 5)),
    "stock.stocking.adjust": each(
        lambda desk, *_: stocking.adjust(desk, "MUG", -ONE, "broken"), proof=on_hand(stages.MUG, 12)
    ),
    "stock.stocking.correct": once(
        lambda desk, key, _: stocking.correct(desk, key, "typed wrong"), adjusted, on_hand(stages.MUG, 20)
    ),
    "stock.counting.count": each(
        lambda desk, at, _: counting.count(desk, [counting.CountLine("MUG", pieces(18))], at),
        shelf_counted,
        on_hand(stages.MUG, 18),
    ),
    "stock.stocking.expect": each(lambda desk, *_: stocking.expect(desk, "MUG", ONE), proof=rows(incoming, HANDS)),
    "stock.stocking.move": each(
        lambda desk, *_: stocking.move(desk, "LAMP", ONE, "A-01-3", bin="B-04-1"), proof=on_hand(stages.LAMP, 4), wins=4
    ),
    "stock.stocking.receive": each(lambda desk, *_: stocking.receive(desk, "MUG", ONE), proof=on_hand(stages.MUG, 28)),
    "stock.stocking.scrap": each(
        lambda desk, *_: stocking.scrap(desk, "LAMP", ONE, "broken"), proof=on_hand(stages.LAMP, 0), wins=4
    ),
    "stock.stocking.stop_expecting": once(lambda desk, key, _: stocking.stop_expecting(desk, key), coming),
    "stock.stocking.take": each(
        lambda desk, *_: stocking.take(desk, "LAMP", ONE), proof=on_hand(stages.LAMP, 0), wins=4
    ),
}
