"""Picklists and packing slips as data for their papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from orderdesk.documents.packing_slip import PackingSlip, SlipLine
from orderdesk.documents.parts.rows import Party
from orderdesk.documents.picklist import Instruction, Pick, Picklist, Tote
from orderdesk.domain.fulfilment.boxes import box_at, place_words
from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.fulfilment.station.commands import ON_SLIP, PRINTED, tote_code
from orderdesk.domain.items.lying import lying_marks
from orderdesk.domain.lifecycles import HAVE_LEFT
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import Quantity
from orderdesk.domain.values.texts import count_word
from orderdesk.domain.values.weights import together
from orderdesk.persistence.fulfilment import labels, parcels
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.fulfilment.lists import PackRow, ShipmentRow, pack_rows, shipment_row
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.orders.view import address_of
from orderdesk.persistence.papers import heads as queries
from orderdesk.persistence.record.numbers_of import box_bearing
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.picking import void_words
from orderdesk.services.fulfilment.waves.walking import rows_to_pick
from orderdesk.services.items.twins import twins_of
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.boxes import planned_boxes
from orderdesk.services.papers.people import form_of, party_of, seller_of


def picklist_data(connection: Connection, desk: Desk, asked: PaperRequest) -> Picklist:
    """A picklist; a void one says why and is not printed."""
    head = parcels.picklist_row(connection, asked.number)
    if head is None:
        raise NotFound(f"There is no picklist {asked.number[:40]}.", field="number")
    if head.void:
        raise Refused(void_words(head.number, head.void), field="number")
    wave = shipments.shipments_of_picklist(connection, head.id)
    rows = rows_to_pick(connection, [each.id for each in wave])
    board = {each.id: shipment_row(connection, each.id) for each in wave}
    sent = [row for row in board.values() if row is not None]
    letters = {each.id: f"T{each.tote}" for each in wave}
    shop = queries.shop_head(connection)
    return Picklist(
        number=head.number,
        rows=tuple(_picks(connection, rows, letters if len(wave) > 1 else {})),
        totes=tuple(_tote(row, letters[row.id]) for row in sent),
        ship_by=min((row.ship_by for row in sent if row.ship_by), default=None),
        cutoff=min((row.cutoff for row in sent if row.cutoff), default=""),
        carrier=", ".join(dict.fromkeys(row.carrier for row in sent if row.carrier)),
        instructions=tuple(_instructions(connection, wave, letters)),
        weight=together((row.weight_g, row.quantity) for row in rows),
        copy=asked.copy,
        commands=PRINTED,
        boxes=tuple(planned_boxes(connection, wave, rows)),
        shop=shop.name,
        form=form_of(shop),
        printed_at=desk.clock().astimezone(desk.zone),
        printed_by=desk.user,
    )


def _tote(row: ShipmentRow, letters: str) -> Tote:
    code = tote_code(row.picklist, int(letters[1:]))
    return Tote(letters, row.number, row.order_number, row.customer, row.service_name, code)


def _picks(connection: Connection, rows: Sequence[PackRow], letters: dict[int, str]) -> Iterable[Pick]:
    """One stop for each item and bin, in walk order, whatever number of totes it fills."""
    stops: dict[tuple[int, str], list[PackRow]] = {}
    for row in rows:
        stops.setdefault((row.item_id, row.bin), []).append(row)
    keys = [item for item, _ in stops]
    codes, seen = parcels.first_codes(connection, keys), parcels.pictures(connection, keys)
    twins = twins_of(connection)
    for (item, code), parts in stops.items():
        first = parts[0]
        quantity = sum(row.quantity for row in parts)
        totes: dict[str, Quantity] = defaultdict(int)
        for row in parts:
            if row.shipment_id in letters:
                totes[letters[row.shipment_id]] += row.quantity
        yield Pick(
            bin=code,
            sku=first.sku,
            description=first.name,
            quantity=quantity,
            balance_after=first.in_bin - quantity if first.in_bin >= quantity else None,
            totes=tuple(sorted(totes.items(), key=lambda each: int(each[0][1:]))),
            unit=first.unit,
            code=codes.get(item, ""),
            marks=_marks(first),
            picture=seen.get(item),
            apart=twins.told(item),
        )


def _marks(row: PackRow) -> tuple[str, ...]:
    """How it lies in a box, and its warning, which may say the same in the shop's own words."""
    lying = lying_marks(upright=bool(row.upright), fragile=bool(row.fragile))
    said = row.warning.casefold()
    return (*(each for each in lying if each not in said), *([row.warning] if row.warning else []))


def _instructions(connection: Connection, wave: Sequence[Shipment], letters: dict[int, str]) -> Iterable[Instruction]:
    """The packer's note of each order; what the shop notes for itself stands on no paper."""
    for each in wave:
        order = orders.read_order(connection, each.order_id)
        assert order is not None
        if order.instructions:
            yield Instruction(order.instructions, letters[each.id] if len(wave) > 1 else "")


def packing_slip_data(connection: Connection, desk: Desk, asked: PaperRequest) -> PackingSlip:
    """The slip of one box of a shipment."""
    asked = of_box(connection, asked)
    shipment, order = shipment_and_order(connection, asked.number)
    boxes = labels.boxes_of(connection, shipment.id)
    chosen = box_at(shipment, boxes, asked.box)
    shop, where = queries.shop_head(connection), address_of(connection, shipment.ship_to_id)
    row = shipment_row(connection, shipment.id)
    assert row is not None
    return PackingSlip(
        seller=seller_of(connection, shop, where.country if where else ""),
        order_number=order.number,
        shipment_number=shipment.number,
        ship_to=ship_to_of(connection, shipment, order),
        lines=_slip_lines(connection, shipment, order, chosen.position, goods_lines(connection, order.id)),
        order_date=desk.day_of(order.placed_at),
        ship_date=desk.day_of(shipment.shipped_at) if shipment.shipped_at else desk.today,
        service=row.service_name,
        customer_reference=order.reference,
        box=place_words(chosen, boxes),
        replaces=chosen.earlier.partition(" ")[0],
        weight=chosen.weight_g,
        tracking=chosen.tracking,
        gift_message=order.gift_message,
        note="" if order.gift_message else order.note_to_customer,
        return_instructions=f"You may return goods within {count_word(shop.return_days, 'day')}. "
        f"Tell us the order number {order.number} before you send anything back.",
        return_url=order.number,
        packed_by=desk.user,
        commands=ON_SLIP,
        currency=order.currency,
        printed_at=desk.clock().astimezone(desk.zone),
        printed_by=desk.user,
    )


def of_box(connection: Connection, asked: PaperRequest) -> PaperRequest:
    """A paper of one box, which may be asked for by the number of the box: "SH-1001-2"."""
    if shipments.shipment_id_by_number(connection, asked.number) is not None:
        return asked
    named = box_bearing(connection, asked.number)
    return asked if named is None else replace(asked, number=named[0].number, box=named[1])


def each_box(connection: Connection, number: str, box: int | None, key: str) -> list[PaperRequest]:
    """What is asked for by the number of a shipment or a box: of several boxes all in their order, unless one is named.
    Each is counted under a key of its own."""
    asked = of_box(connection, PaperRequest(number, box, key=key))
    found = shipments.shipment_id_by_number(connection, number) if box is None and asked.number == number else None
    boxes = labels.boxes_of(connection, found) if found is not None else []
    if len(boxes) < 2:
        return [asked]
    return [replace(asked, box=each.position, key=f"{key}-{each.position}" if key else "") for each in boxes]


def shipment_and_order(connection: Connection, number: str) -> tuple[Shipment, Order]:
    """Shipment `number` with its order."""
    key = shipments.shipment_id_by_number(connection, number)
    if key is None:
        raise NotFound(f"There is no shipment {number[:40]}.", field="number")
    (shipment,) = shipments.read_shipments(connection, [key])
    order = orders.read_order(connection, shipment.order_id)
    assert order is not None
    return shipment, order


def ship_to_of(connection: Connection, shipment: Shipment, order: Order) -> Party:
    """Where a shipment goes."""
    where, buyer = address_of(connection, shipment.ship_to_id), queries.buyer_row(connection, order.customer_id)
    return party_of(where, buyer, queries.shop_head(connection).country) or Party("Collected at the counter")


def goods_lines(connection: Connection, order_id: int) -> list[OrderLine]:
    """The lines of an order that are shipped."""
    return [line for line in orders.read_lines(connection, order_id) if line.goods]


def _slip_lines(
    connection: Connection, shipment: Shipment, order: Order, box: int, lines: Sequence[OrderLine]
) -> tuple[SlipLine, ...]:
    """Ordered less cancelled = in this box + in its other boxes + shipped before + still to come."""
    mine = {row.allocation_id: row.order_line_id for row in pack_rows(connection, [shipment.id])}
    here: dict[int, Quantity] = defaultdict(int)
    beside: dict[int, Quantity] = defaultdict(int)
    for (position, allocation), quantity in parcels.contents_of(connection, shipment.id).items():
        (here if position == box else beside)[mine[allocation]] += quantity
    before = _shipped_before(connection, shipment, order)
    twins = twins_of(connection)
    found = []
    for line in lines:
        ordered = line.quantity - line.cancelled
        parts = (here[line.id], before.get(line.id, 0), beside[line.id])
        found.append(
            SlipLine(
                sku=line.sku or "",
                description=line.label,
                ordered=ordered,
                in_box=parts[0],
                shipped_before=parts[1],
                other_boxes=parts[2],
                to_come=ordered - sum(parts),
                due=line.promised,
                unit=line.unit or "",
                apart=twins.told(line.item_id) if line.item_id else "",
            )
        )
    return tuple(found)


def _shipped_before(connection: Connection, shipment: Shipment, order: Order) -> dict[int, Quantity]:
    """What left with the shipments that went before this one."""
    earlier = [
        each.id
        for each in shipments.shipments_of_order(connection, order.id)
        if each.id != shipment.id
        and each.state in HAVE_LEFT
        and (shipment.shipped_at is None or (each.shipped_at or shipment.shipped_at) <= shipment.shipped_at)
    ]
    found: dict[int, Quantity] = defaultdict(int)
    for row in pack_rows(connection, earlier):
        found[row.order_line_id] += row.quantity
    return found
