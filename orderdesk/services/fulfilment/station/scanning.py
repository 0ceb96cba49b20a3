"""Scanning at the station: each code is a row and is answered at once, and a wrong one holds the station."""

from __future__ import annotations

from orderdesk.domain.fulfilment.cartons.types import Carton
from orderdesk.domain.fulfilment.station.answers import FINISHED, HELD, NOT_YET, StationAnswer, twin_word
from orderdesk.domain.fulfilment.station.commands import StationCommand, carton_code, read_carton, read_command
from orderdesk.domain.fulfilment.station.scans import COUNTED, WHILE_HELD, ScanKind
from orderdesk.domain.fulfilment.station.task import PackingTask, ParcelGoods, box_words
from orderdesk.domain.fulfilment.weighing import in_order
from orderdesk.domain.values.errors import Doubtful, NotFound, Refused
from orderdesk.domain.values.quantity import ONE, Quantity, shown_quantity
from orderdesk.domain.values.weights import HEAVIEST_G, shown_weight
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.station.closing import declare_short, pack_task
from orderdesk.services.fulfilment.station.codes import ScannedUnit, told_of, unit_of, why_no_label
from orderdesk.services.fulfilment.station.table import PackingTable
from orderdesk.services.items.twins import twins_of

_ANSWERS = (StationCommand.ANSWER, StationCommand.UNDO)


def scan(desk: Desk, station: str, shipment_id: int, code: str, before: PackingTask | None = None) -> StationAnswer:
    """Take a code that was read with this parcel on the table: a unit, a command, or the label on its box. Who knows
    what it was `before` spares the plan of its boxes being worked out with each scan."""
    with desk.writing(right="pack goods") as work:
        table = PackingTable.of(work, station, shipment_id, code, before)
        stopped = table.stopped()
        if stopped is not None:
            return stopped
        command = read_command(code)
        if table.task.held:
            return _held(table, command)
        if command is not None:
            return _DO[command](table)
        carton = table.task.plan.called(read_carton(code))
        if carton is not None and not table.task.is_packed:
            return _carton(table, carton)
        return _label(table) if table.task.is_packed else _unit(table)


def count_by_hand(desk: Desk, station: str, shipment_id: int, sku: str, quantity: Quantity, why: str) -> StationAnswer:
    """Count units that cannot be scanned; the reason is kept, and the report counts them."""
    with desk.writing(right="pack goods") as work:
        table = PackingTable.of(work, station, shipment_id)
        stopped = table.stopped()
        if stopped is not None:
            return stopped
        _refuse_held(table)
        goods = next((each for each in table.task.goods if each.sku.lower() == sku.strip().lower()), None)
        if goods is None or table.task.is_packed:
            raise NotFound(f"{sku.strip()[:40]} is not in {table.task.number}.", field="sku")
        if not why.strip():
            raise Refused("Say why it cannot be scanned.", field="why")
        left = goods.wanted - table.task.counted(goods.item_id)
        if not 0 < quantity <= left:
            raise Refused(f"{shown_quantity(left)} of {goods.sku} are still to be counted.", field="quantity")
        table.write(ScanKind.BY_HAND, goods=goods, quantity=quantity, why=why.strip()[:200])
        return _counted(table, ScanKind.BY_HAND, goods)


def weigh_box(desk: Desk, station: str, shipment_id: int, grams: int, why: str = "") -> StationAnswer:
    """Note what the scales show for the box that is being filled; one that is far from its goods is `Doubtful` until
    there is a reason."""
    with desk.writing(right="pack goods") as work:
        table = PackingTable.of(work, station, shipment_id)
        stopped = table.stopped()
        if stopped is not None:
            return stopped
        _refuse_held(table)
        task, box = table.task, table.task.count.box
        if task.is_packed or not task.count.in_box(box):
            raise Refused(f"There is nothing to weigh in box {box}.", field="weight")
        if not 0 < grams <= HEAVIEST_G:
            raise Refused(f"Enter a weight up to {shown_weight(HEAVIEST_G)}.", field="weight")
        computed = task.computed_g(box)
        if computed and not in_order(grams, computed) and not why.strip():
            raise Doubtful(
                f"Box {box} weighs {shown_weight(grams)}, and what was scanned into it {shown_weight(computed)}. "
                "Look into the box; if it is right, say why.",
                field="why",
            )
        table.write(ScanKind.WEIGHED, box=box, weight_g=grams, why=why.strip()[:200])
        table.read_again()
        return table.say(ScanKind.WEIGHED, f"Box {box}: {shown_weight(grams)}. {table.next_words()}")


def _refuse_held(table: PackingTable) -> None:
    if table.task.held:
        raise Refused("Answer the last scan first: scan PUT BACK.")


def _held(table: PackingTable, command: StationCommand | None) -> StationAnswer:
    """Nothing counts before the error is answered."""
    if command in _ANSWERS:
        return _answer(table)
    table.write(ScanKind.HELP if command else ScanKind.UNKNOWN, why=WHILE_HELD)
    return table.say(ScanKind.UNKNOWN, f"Nothing was counted. {table.held_words()}", HELD)


def _answer(table: PackingTable) -> StationAnswer:
    """The error is put right; what an order no longer wants comes off the count."""
    over = dict(table.task.surplus)
    undone = {each.undoes_id for each in table.task.scans}
    for each in reversed(table.task.scans):
        counted = each.what in COUNTED and each.id not in undone and each.picklist_id == table.task.picklist_id
        if counted and each.item_id is not None and over.get(each.item_id, 0) > 0:
            table.write(ScanKind.UNDONE, quantity=each.quantity, why="order changed", undoes=each)
            over[each.item_id] -= each.quantity
    table.write(ScanKind.ANSWERED)
    table.read_again()
    return table.say(ScanKind.ANSWERED, table.next_words())


def _unit(table: PackingTable) -> StationAnswer:
    unit = unit_of(table.work.connection, table.code)
    if unit is None:
        told = told_of(table.work.connection, table.code)
        table.write(ScanKind.UNKNOWN, why=told)
        said = f"{told}, no unit of {table.task.number}." if told else f"{table.code[:40]} is no item here."
        return table.say(ScanKind.UNKNOWN, f"{said} Nothing was counted. Scan PUT BACK to go on.")
    goods = next((each for each in table.task.goods if each.item_id == unit.item_id), None)
    if goods is None:
        return _wrong(table, unit)
    quantity = unit.quantity or _of_one_scan(goods, table.task.counted(goods.item_id))
    left = goods.wanted - table.task.counted(goods.item_id)
    if quantity > left:
        return _too_many(table, goods, quantity, left)
    table.write(ScanKind.RIGHT, goods=goods, quantity=quantity)
    return _counted(table, ScanKind.RIGHT, goods)


def _of_one_scan(goods: ParcelGoods, counted: Quantity) -> Quantity:
    """A unit; of what is sold by measure the piece that was cut."""
    whole = goods.wanted % ONE == 0
    return ONE if whole else max(goods.wanted - counted, 1)


def _wrong(table: PackingTable, unit: ScannedUnit) -> StationAnswer:
    table.write(ScanKind.WRONG, item_id=unit.item_id)
    missing = table.task.missing
    twins = twins_of(table.work.connection).of(unit.item_id)
    for goods, _ in missing:
        twin = next((each for each in twins if each.item_id == goods.item_id), None)
        if twin is not None:
            said = f"Wanted: {goods.name}, bin {goods.bins}. You scanned {unit.name}. Put it back."
            return table.say(ScanKind.WRONG, said, twin_word(wanted=twin.theirs, scanned=twin.ours), twin=True)
    wanted = f" Wanted: {missing[0][0].name}, bin {missing[0][0].bins}." if missing else ""
    return table.say(ScanKind.WRONG, f"You scanned {unit.name} ({unit.sku}). Put it back.{wanted}")


def _too_many(table: PackingTable, goods: ParcelGoods, quantity: Quantity, left: Quantity) -> StationAnswer:
    table.write(ScanKind.TOO_MANY, goods=goods, quantity=quantity)
    wanted = shown_quantity(goods.wanted)
    if left > 0:
        said = f"this is {shown_quantity(quantity)}, and {shown_quantity(left)} of {wanted} are missing."
    else:
        said = f"the parcel has all {wanted}."
    return table.say(ScanKind.TOO_MANY, f"{goods.name}: {said} Put it back.")


def _counted(table: PackingTable, what: ScanKind, goods: ParcelGoods) -> StationAnswer:
    task = table.read_again()
    done = f"{shown_quantity(task.counted(goods.item_id))} of {shown_quantity(goods.wanted)}"
    return table.say(what, f"{goods.name}: {done}. {table.next_words()}")


def _label(table: PackingTable) -> StationAnswer:
    task = table.task
    box = task.next_label
    if box is None:
        return table.finished()
    why = why_no_label(table.work.connection, task, box, table.code)
    if why:
        table.write(ScanKind.WRONG_LABEL, box=box.position, why=why)
        return table.say(ScanKind.WRONG_LABEL, why)
    table.write(ScanKind.LABEL, box=box.position)
    left = table.read_again().next_label
    if left is None:
        return table.say(ScanKind.LABEL, f"{task.number} is done. Scan the next one.", FINISHED, stays=False)
    here = box_words(box.position, len(task.packed))
    return table.say(ScanKind.LABEL, f"{here.capitalize()} has its label. {table.task.lacks}")


def _undo(table: PackingTable) -> StationAnswer:
    last = table.task.count.last
    if last is None or table.task.is_packed:
        why = "There is nothing to undo."
        table.write(ScanKind.HELP, why=why)
        return table.say(ScanKind.HELP, f"{why} {table.next_words()}", NOT_YET)
    table.write(ScanKind.UNDONE, quantity=last.quantity, undoes=last)
    task = table.read_again()
    goods = next((each for each in task.goods if each.item_id == last.item_id), None)
    if goods is None:
        return table.say(ScanKind.UNDONE, table.next_words())
    left = f"{shown_quantity(task.counted(goods.item_id))} of {shown_quantity(goods.wanted)}"
    return table.say(ScanKind.UNDONE, f"Take the last {goods.name} out again: {left}. {table.next_words()}")


def _next_box(table: PackingTable) -> StationAnswer:
    task, box = table.task, table.task.count.box
    refusal = "" if task.count.in_box(box) else f"Box {box} is still empty."
    if task.is_packed or not task.missing:
        refusal = "All is in; no more box is needed."
    if refusal:
        table.write(ScanKind.HELP, why=refusal)
        return table.say(ScanKind.HELP, f"{refusal} {table.next_words()}", NOT_YET)
    table.write(ScanKind.NEXT_BOX, box=box + 1)
    carton = table.read_again().carton_of(box + 1)
    take = f"Take {carton.name}. " if carton else ""
    return table.say(ScanKind.NEXT_BOX, f"{take}{table.next_words()}", f"BOX {box + 1}")


def choose_carton(desk: Desk, station: str, shipment_id: int, code: str) -> StationAnswer:
    """Pack the box that is being filled in another carton than the proposed one."""
    return scan(desk, station, shipment_id, carton_code(code))


def _carton(table: PackingTable, carton: Carton) -> StationAnswer:
    """The box that is being filled is packed in this carton."""
    table.code = carton.code
    table.write(ScanKind.CARTON)
    table.read_again()
    said = f"Box {table.task.count.box} is packed in {carton.name}. {table.next_words()}"
    return table.say(ScanKind.CARTON, said, f"CARTON {carton.code}")


def _note(table: PackingTable) -> StationAnswer:
    if not table.task.note or table.task.is_packed:
        return _help(table)
    table.write(ScanKind.NOTE)
    table.read_again()
    return table.say(ScanKind.NOTE, table.next_words())


def _help(table: PackingTable) -> StationAnswer:
    table.write(ScanKind.HELP)
    return table.say(ScanKind.HELP, table.next_words())


_DO = {
    StationCommand.DONE: pack_task,
    StationCommand.UNDO: _undo,
    StationCommand.NEXT_BOX: _next_box,
    StationCommand.SHORT: declare_short,
    StationCommand.NOTE: _note,
    StationCommand.ANSWER: _help,
    StationCommand.HELP: _help,
}
