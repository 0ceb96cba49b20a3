"""`wave`: what leaves when, what is picked next and by whom."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import Any

from orderdesk.cli.fulfilment.fulfilment import picklist_answer, shipments_named
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_day
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.fulfilment.waves.cutoffs import Departure
from orderdesk.domain.fulfilment.waves.suggesting import SuggestedWave
from orderdesk.domain.values.errors import Doubtful, Refused
from orderdesk.domain.values.quantity import quantity_text, shown_quantity
from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.fulfilment.lists import ShipmentRow
from orderdesk.persistence.fulfilment.waves.lists import WaveRow
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.picking import start_picking
from orderdesk.services.fulfilment.waves.leaving import Leaves, leaving_on
from orderdesk.services.fulfilment.waves.missed import move_missed
from orderdesk.services.fulfilment.waves.owning import release_wave, take_wave, waves_at_work
from orderdesk.services.fulfilment.waves.planning import NOTHING_WAITS, suggest_wave


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    board = steps.add_parser("board", help="what leaves today by cutoff, with the work that it still needs")
    board.add_argument("--day", metavar="DAY", help="of another day")
    board.set_defaults(run=_board)
    propose = steps.add_parser("propose", help="the wave that is to be picked next, and why")
    build = steps.add_parser("build", help="make that wave, or one of the shipments and orders that are named")
    build.add_argument("numbers", nargs="*", metavar="N")
    build.add_argument("--for", dest="owner", metavar="NAME", help="who picks it; “nobody”: whoever comes first")
    for step, run in ((propose, _propose), (build, _build)):
        step.add_argument("--totes", type=int, metavar="N", help="at most so many; else as many as the cart takes")
        step.set_defaults(run=run)
    steps.add_parser("list", help="the waves at work, and whose they are").set_defaults(run=_list)
    take = steps.add_parser("take", help="pick by a list from now on")
    take.add_argument("number", metavar="PICKLIST")
    take.add_argument("--over", action="store_true", help="although somebody else is at it")
    take.set_defaults(run=_take)
    release = steps.add_parser("release", help="leave a wave to whoever comes first")
    release.add_argument("number", metavar="PICKLIST")
    release.set_defaults(run=_release)
    move = steps.add_parser("move", help="let what missed a service's van leave with the next one, and draft messages")
    move.add_argument("service", metavar="SERVICE")
    move.set_defaults(run=_move)


def _board(session: Session, options: Namespace) -> Answer:
    day = read_day(options.day, "--day") if options.day else None
    leaves = leaving_on(session.desk, day)
    facts = [_departure_facts(each, leaves, session.desk) for each in leaves.departures]
    rows = [_departure_row(each, leaves) for each in leaves.departures]
    text = columns(rows, right=(2, 3)) or f"Nothing leaves {_on(leaves.day, session.desk)}."
    found: dict[str, Any] = {"day": leaves.day.isoformat(), "departures": facts, "pace": _pace_facts(leaves)}
    return Answer(text, {**found, "next_day": leaves.next_day.isoformat() if leaves.next_day else None})


def _propose(session: Session, options: Namespace) -> Answer:
    leaves = leaving_on(session.desk)
    found = suggest_wave(session.desk, totes=options.totes, leaves=leaves)
    if found is None:
        return Answer(NOTHING_WAITS, {"shipments": []})
    by_key = {row.id: row for row in leaves.rows}
    chosen = [by_key[key] for key in found.shipment_ids]
    rows = [
        (f"T{tote}", row.number, row.order_number, row.customer[:40], shown_quantity(row.units), row.service_name)
        for tote, row in enumerate(chosen, start=1)
    ]
    return Answer(f"{columns(rows, right=(4,))}\n{found.reason}\n{_work_words(found)}", _facts(found, chosen))


def _build(session: Session, options: Namespace) -> Answer:
    owner = None if options.owner is None else options.owner.replace("nobody", "")
    named = [key for word in options.numbers for key in shipments_named(session.desk, word)]
    if named:
        number = session.write(lambda desk: start_picking(desk, named, owner=owner))
        return picklist_answer(session.desk, number)
    found = suggest_wave(session.desk, totes=options.totes)
    if found is None:
        raise Refused(NOTHING_WAITS)
    number = session.write(lambda desk: start_picking(desk, found.shipment_ids, owner=owner))
    answer = picklist_answer(session.desk, number)
    return Answer(f"{answer.text}\n{found.reason}", {**answer.facts, "reason": found.reason})


def _list(session: Session, options: Namespace) -> Answer:
    found = waves_at_work(session.desk)
    now = session.desk.clock()
    rows = [
        (each.number, each.owner or "nobody", each.holder.seen_words(now) if each.owner else "", *_progress(each))
        for each in found
    ]
    return Answer(columns(rows) or "No wave is at work.", {"waves": [_wave_facts(each, session) for each in found]})


def _take(session: Session, options: Namespace) -> Answer:
    try:
        session.write(lambda desk: take_wave(desk, options.number, sure=options.over))
    except Doubtful as said:
        raise Doubtful(f"{said} To take it over, add --over.", field=said.field) from None
    return _list(session, options)


def _release(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: release_wave(desk, options.number))
    return _list(session, options)


def _move(session: Session, options: Namespace) -> Answer:
    moved = session.write(lambda desk: move_missed(desk, options.service))
    many = count_word(len(moved.orders), "order")
    text = f"{many} moved to {moved.day.isoformat()}, and a message to each customer drafted: {', '.join(moved.orders)}"
    return Answer(text, {"day": moved.day.isoformat(), "orders": list(moved.orders)})


def _departure_row(each: Departure[ShipmentRow], leaves: Leaves) -> tuple[str, ...]:
    service = each.service
    return (
        service.cutoff if service and service.cutoff else "",
        service.name if service else "No service",
        f"{each.packed} of {each.total} packed",
        f"{-(-each.work // 60)} min of work",
        str(each.verdict(leaves.now)),
    )


def _departure_facts(each: Departure[ShipmentRow], leaves: Leaves, desk: Desk) -> dict[str, Any]:
    return {
        "service": each.service.code if each.service else None,
        "carrier": each.service.carrier if each.service else None,
        "leaves": each.at.astimezone(desk.zone).isoformat() if each.at else None,
        "minutes_left": int((each.at - leaves.now).total_seconds() // 60) if each.at else None,
        "packed": each.packed,
        "total": each.total,
        "work_seconds": each.work,
        "verdict": str(each.verdict(leaves.now)),
        "missed": [row.number for row in each.missed(leaves.now)],
        "shipments": [
            {"shipment": row.number, "state": row.state, "hold": row.hold or None, "picklist": row.picklist or None,
             "who": _who(row, leaves) or None}
            for row in each.rows
        ],
    }  # fmt: skip


def _who(row: ShipmentRow, leaves: Leaves) -> str:
    packer = leaves.packers.get(row.id)
    return packer.name if packer else row.owner


def _pace_facts(leaves: Leaves) -> dict[str, Any]:
    pace = leaves.pace
    return {"stop_seconds": pace.stop, "parcel_seconds": pace.parcel, "unit_seconds": pace.unit, "own": pace.own}


def _facts(found: SuggestedWave, chosen: list[ShipmentRow]) -> dict[str, Any]:
    return {
        "shipments": [
            {"tote": f"T{tote}", "shipment": row.number, "order": row.order_number}
            for tote, row in enumerate(chosen, start=1)
        ],
        "carrier": found.carrier,
        "reason": found.reason,
        "units": quantity_text(found.units),
        "bins": found.bins,
        "picking_seconds": found.picking,
        "packing_seconds": found.packing,
    }


def _work_words(found: SuggestedWave) -> str:
    return f"{-(-found.picking // 60)} min to pick, {-(-found.packing // 60)} min to pack"


def _progress(each: WaveRow) -> tuple[str, str]:
    state = f"{each.picking} being picked" if each.picking else f"{each.to_pack} to pack"
    return state, f"{shown_quantity(each.packed)} of {shown_quantity(each.units)} packed"


def _wave_facts(each: WaveRow, session: Session) -> dict[str, Any]:
    return {
        "picklist": each.number,
        "owner": each.owner or None,
        "seen_at": each.seen_at.astimezone(session.desk.zone).isoformat() if each.seen_at else None,
        "shipments": each.shipments,
        "picking": each.picking,
        "to_pack": each.to_pack,
        "units": quantity_text(each.units),
        "packed": quantity_text(each.packed),
    }


def _on(day: date, desk: Desk) -> str:
    return "today" if day == desk.today else f"on {day.isoformat()}"
