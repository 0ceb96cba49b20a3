"""`pick`, `pack`, `ship` and `deliver`: goods on their way out."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, count, zip_longest
from typing import Any

from orderdesk.cli.fulfilment.plans import plan_answer
from orderdesk.cli.fulfilment.scans import pack_by_scans
from orderdesk.cli.orders.amending import add_put_back
from orderdesk.cli.orders.order_json import shipment_facts
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import as_number, pairs
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns, move_facts
from orderdesk.domain.fulfilment.boxes import Box
from orderdesk.domain.fulfilment.shipments import BoxRequest, Short
from orderdesk.domain.fulfilment.short_picks import SHORT_CAUSES
from orderdesk.domain.values.errors import BadInput, Doubtful, NotFound, Refused
from orderdesk.domain.values.quantity import Quantity, parse_quantity, quantity_text, shown_quantity
from orderdesk.domain.values.sizes import parse_size
from orderdesk.domain.values.weights import parse_weight
from orderdesk.persistence.fulfilment.lists import PackRow, ShipmentRow
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.cartons.planning import boxes_as_planned, view_plan
from orderdesk.services.fulfilment.moves import moves_of
from orderdesk.services.fulfilment.packing import pack_shipment, unpack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking, unpick
from orderdesk.services.fulfilment.shipping import deliver_shipment, hand_over, return_to_sender, ship_shipment
from orderdesk.services.fulfilment.way_back import undeliver, unship
from orderdesk.services.orders.views import shipment_meant, shipments_to_do, view_packing, view_picklist, view_shipment

_OF_BOX = re.compile(r"(\d{1,3})=(.*)", re.ASCII)


def arguments(parser: Parser, verb: str) -> None:
    """The steps and options of the four verbs."""
    if verb == "pick":
        _pick_arguments(parser)
        return
    parser.add_argument("number", metavar="SHIPMENT", help="a shipment, or an order with one open shipment")
    if verb == "pack":
        parser.add_argument(
            "--box", action="append", metavar="TYPE", help="a carton, or TYPE:MUG=2,TEE=1; the last takes the rest"
        )
        parser.add_argument(
            "--weight",
            action="append",
            default=[],
            metavar="WEIGHT",
            help="of each box, such as “2.15 kg”; else reckoned",
        )
        parser.add_argument("--size", action="append", default=[], metavar="LxWxH", help="of each box; 30x25x20cm")
        parser.add_argument("--weight-checked", action="store_true", help="the weight is right, whatever the items say")
        parser.add_argument("--note-done", action="store_true", help="the note for the packer was read and done")
        planned = parser.add_mutually_exclusive_group()
        planned.add_argument("--plan", action="store_true", help="pack nothing; say which cartons hold it, and how")
        planned.add_argument("--as-planned", action="store_true", help="pack it in the cartons of the plan")
        parser.add_argument("--scans", action="store_true", help="pack by codes from stdin, as at a station")
        parser.add_argument("--station", default="", metavar="NAME", help="which station the codes are read at")
        parser.set_defaults(run=_pack)
    elif verb == "ship":
        parser.add_argument("--service", default="", metavar="S")
        parser.add_argument(
            "--tracking",
            action="append",
            default=[],
            metavar="T",
            help="of each box in turn, or BOX=T; those noted before stay",
        )
        parser.add_argument("--label-checked", action="store_true", help="each box bears the label that holds now")
        parser.add_argument("--unscanned", metavar="WHY", help="it leaves without pick and pack")
        parser.set_defaults(run=_ship)
    else:
        parser.add_argument("--refused", metavar="WHY", help="it was not taken and comes back to us")
        parser.set_defaults(run=_deliver)
    parser.add_argument("--undo", action="store_true", help="it was said by mistake: take this step back")


def _pick_arguments(parser: Parser) -> None:
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    start = steps.add_parser("start", help="put shipments or orders on one picklist")
    start.add_argument("numbers", nargs="+", metavar="N")
    start.set_defaults(run=_start)
    done = steps.add_parser("done", help="everything on a picklist was picked, but for what is short")
    done.add_argument("number", metavar="PICKLIST")
    done.add_argument(
        "--short",
        action="append",
        default=[],
        metavar="SKU=QTY[:WHY[:BIN]]",
        help=f"what is not there, and why: {', '.join(SHORT_CAUSES)}",
    )
    done.add_argument("--bin", default="", metavar="B", help="the bin in which it was short, where it lies in several")
    done.add_argument("--reason", default="not found", choices=tuple(SHORT_CAUSES), help="why, where none is named")
    done.set_defaults(run=_done)
    undo = steps.add_parser("undo", help="take a shipment off its picklist, which is void from then on")
    undo.add_argument("number", metavar="SHIPMENT")
    undo.set_defaults(run=lambda session, options: _undo(session, options, "unpick", unpick))
    add_put_back(steps.add_parser)


def _undo(session: Session, options: Namespace, event: str, run: Callable[[Desk, int], None]) -> Answer:
    key, _ = shipment_meant(session.desk, options.number, event)
    session.write(lambda desk: run(desk, key))
    return shipment_answer(session.desk, key)


def _start(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    keys = [key for word in options.numbers for key in shipments_named(desk, word)]
    number = session.write(lambda desk: start_picking(desk, list(dict.fromkeys(keys))))
    return picklist_answer(desk, number)


def _done(session: Session, options: Namespace) -> Answer:
    number = as_number(options.number, "PL")
    shorts = [_short(word, options) for word in options.short]
    went_short = session.write(lambda desk: confirm_picks(desk, number, shorts))
    answer = picklist_answer(session.desk, number)
    said = "".join(f"{each.said}, back-ordered\n" for each in went_short)
    facts = [
        {"order": each.order, "tote": f"T{each.tote}", "sku": each.sku, "quantity": quantity_text(each.quantity)}
        for each in went_short
    ]
    return Answer(f"{answer.text}\n{said}".rstrip(), {**answer.facts, "short": facts})


def _short(word: str, options: Namespace) -> Short:
    """What is short, from MUG=2, MUG=2:damaged or MUG=2:damaged:A-01-2."""
    ((sku, told),) = pairs([word], "short").items()
    quantity, _, more = told.partition(":")
    why, _, place = more.partition(":")
    return Short(sku, parse_quantity(quantity), why.strip().lower() or options.reason, place.strip() or options.bin)


def _pack(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    if options.undo:
        return _undo(session, options, "unpack", unpack_shipment)
    if options.scans:
        if options.box or options.weight or options.size:
            raise BadInput("With --scans the boxes are made by the codes: *NXT begins the next one.", field="box")
        return pack_by_scans(session, options.number, options.station)
    key = one_shipment(desk, options.number)
    if options.plan:
        return plan_answer(view_plan(desk, key))
    boxes = _planned(desk, key, options) if options.as_planned else _boxes(desk, key, options)
    sure = options.weight_checked
    try:
        session.write(lambda desk: pack_shipment(desk, key, boxes, note_done=options.note_done, sure=sure))
    except Doubtful as said:
        raise Doubtful(f"{said} If it is right, add --weight-checked.", field=said.field, line=said.line) from None
    return shipment_answer(session.desk, key)


def _planned(desk: Desk, key: int, options: Namespace) -> list[BoxRequest]:
    """The boxes of the plan, each with what the scales showed."""
    if options.box or options.size:
        raise BadInput("With --as-planned the plan says which boxes there are.", field="box")
    boxes = boxes_as_planned(view_plan(desk, key), view_packing(desk, key))
    if len(options.weight) > len(boxes):
        raise BadInput("There are more weights than boxes.", field="weight")
    weighed = zip_longest(boxes, options.weight)
    return [replace(box, weight_g=parse_weight(weight)) if weight else box for box, weight in weighed]


def _boxes(desk: Desk, key: int, options: Namespace) -> list[BoxRequest]:
    """The boxes as they are named."""
    kinds = options.box or [""]
    if max(len(options.weight), len(options.size)) > len(kinds):
        named = "weight" if len(options.weight) > len(kinds) else "size"
        raise BadInput(f"There are more {named}s than boxes.", field=named)
    rows = view_packing(desk, key)
    measured = zip_longest(kinds, options.weight, options.size, fillvalue="")
    return [_box(kind, weight, size, rows) for kind, weight, size in measured]


def _ship(session: Session, options: Namespace) -> Answer:
    if options.undo:
        return _undo(session, options, "unship", unship)
    key = one_shipment(session.desk, options.number)
    if options.unscanned is not None:
        session.write(lambda desk: hand_over(desk, key, options.unscanned))
    else:
        tracking = numbers_by_box(options.tracking, view_shipment(session.desk, key).packed)
        sure = options.label_checked
        try:
            session.write(lambda desk: ship_shipment(desk, key, service=options.service, tracking=tracking, sure=sure))
        except Doubtful as said:
            raise Doubtful(f"{said} If it bears the right one, add --label-checked.", field=said.field) from None
    return shipment_answer(session.desk, key)


def _deliver(session: Session, options: Namespace) -> Answer:
    if options.undo:
        return _undo(session, options, "undeliver", undeliver)
    key = one_shipment(session.desk, options.number, shipped=True)
    if options.refused is None:
        session.write(lambda desk: deliver_shipment(desk, key))
    else:
        session.write(lambda desk: return_to_sender(desk, key, options.refused))
    return shipment_answer(session.desk, key)


def _box(kind: str, weight: str, size: str, rows: list[PackRow]) -> BoxRequest:
    carton, _, contents = kind.partition(":")
    wanted = pairs(contents.split(","), "box") if contents else {}
    filled = [part for sku, text in wanted.items() for part in _parts(sku, parse_quantity(text), rows)]
    grams = parse_weight(weight) if weight else 0
    return BoxRequest(carton, grams, *parse_size(size), tuple(filled))


def _parts(sku: str, quantity: Quantity, rows: list[PackRow]) -> list[tuple[int, Quantity]]:
    """So much of an item by the bins it was picked from; what is too much is left to the packing to refuse."""
    same = [row for row in rows if row.sku == sku]
    if not same:
        raise NotFound(f"{sku} is not in this shipment.", field="box")
    parts = []
    for row in same:
        part = quantity if row is same[-1] else min(quantity, row.quantity)
        if part:
            parts.append((row.allocation_id, part))
            quantity -= part
    return parts


def numbers_by_box(words: list[str], packed: Sequence[Box]) -> dict[int, str]:
    """Tracking numbers by box: each for the next of the packed boxes in turn, or for the one it names as 2=NUMBER."""
    numbers: dict[int, str] = {}
    # What is one too many is refused with the boxes that there are.
    places = chain((box.position for box in packed), count(len(packed) + 1))
    for place, word in zip(places, words, strict=False):
        named = _OF_BOX.fullmatch(word)
        box, number = (int(named[1]), named[2]) if named else (place, word)
        if box in numbers:
            raise BadInput(f"Box {box} is given two tracking numbers.", field="tracking")
        numbers[box] = number
    return numbers


def shipments_named(desk: Desk, word: str, *, shipped: bool = False) -> list[int]:
    """The shipments a word names: one by its own number, or the open (or the shipped) ones of an order."""
    return shipments_to_do(desk, word, shipped=shipped)


def one_shipment(desk: Desk, word: str, *, shipped: bool = False) -> int:
    """The key of the one shipment that a word names."""
    keys = shipments_named(desk, word, shipped=shipped)
    if len(keys) > 1:
        raise Refused(f"{word} has {len(keys)} shipments; name one of them.", field="shipment")
    return keys[0]


def shipment_answer(desk: Desk, key: int) -> Answer:
    """A shipment as it is now."""
    row = view_shipment(desk, key)
    return Answer(_text(row), {**shipment_facts(row, desk.zone), "moves": move_facts(moves_of(row))})


def picklist_answer(desk: Desk, number: str) -> Answer:
    """A picklist with its rows in walk order."""
    shipments, rows = view_picklist(desk, number)
    facts = {
        "picklist": number,
        "shipments": [{"tote": f"T{row.tote}", "shipment": row.shipment} for row in _totes(rows)],
        "orders": sorted({row.order_number for row in shipments}),
        "rows": [_row_facts(row) for row in rows],
        "units": quantity_text(sum(row.quantity for row in rows)),
    }
    table = [(row.bin, row.sku, row.name[:40], shown_quantity(row.quantity), f"T{row.tote}", row.order) for row in rows]
    return Answer(f"{number}\n{columns(table, right=(3,))}", facts)


def _totes(rows: list[PackRow]) -> list[PackRow]:
    return list({row.shipment: row for row in sorted(rows, key=lambda row: row.tote)}.values())


def _row_facts(row: PackRow) -> dict[str, Any]:
    return {
        "bin": row.bin,
        "sku": row.sku,
        "quantity": quantity_text(row.quantity),
        "picked": quantity_text(row.picked),
        "tote": f"T{row.tote}",
        "shipment": row.shipment,
        "order": row.order,
    }


def _text(row: ShipmentRow) -> str:
    sent = f" by {row.service_name or row.service}" if row.service else ""
    tracking = f", tracking {row.tracking}" if row.tracking else ""
    return f"{row.number} of {row.order_number}: {row.state}{sent}{tracking}"
