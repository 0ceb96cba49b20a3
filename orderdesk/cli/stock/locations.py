"""`location`: where goods lie, what of it is sold from, and the walk through its bins."""

from __future__ import annotations

from argparse import Namespace

from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.services.stock.places import (
    KINDS,
    Location,
    LocationForm,
    add_location,
    change_location,
    locations,
    set_walk,
)
from orderdesk.services.stock.stock_views import bins_of_shop


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("list", help="every location").set_defaults(run=_list)
    steps.add_parser("bins", help="every bin, in the order of the walk").set_defaults(run=_bins)
    add = steps.add_parser("add", help="set up a location; a bin in it is called NAME/CODE")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--kind", choices=KINDS, default="store room")
    _selling(add)
    _walking(add)
    add.set_defaults(run=_add)
    change = steps.add_parser("change", help="rename a location, say how it is walked, or take it off sale")
    change.add_argument("name", metavar="NAME")
    change.add_argument("--name", dest="new_name", metavar="NAME")
    change.add_argument("--kind", choices=KINDS)
    _selling(change)
    _walking(change)
    change.set_defaults(run=_change)
    walk = steps.add_parser("walk", help="say where a picker comes by a bin: the lowest number first")
    walk.add_argument("bin", metavar="BIN")
    walk.add_argument("walk", type=int, metavar="NUMBER")
    walk.set_defaults(run=_walk)


def _selling(part: Parser) -> None:
    either = part.add_mutually_exclusive_group()
    either.add_argument("--sells", dest="sells", action="store_true", default=None, help="what lies there is sold")
    either.add_argument("--keeps", dest="sells", action="store_false", help="what lies there is not promised")


def _walking(part: Parser) -> None:
    either = part.add_mutually_exclusive_group()
    words = ("each of its aisles is walked from its start", "up one aisle and down the next")
    either.add_argument("--one-way", dest="one_way", action="store_true", default=None, help=words[0])
    either.add_argument("--serpentine", dest="one_way", action="store_false", help=words[1])


def _list(session: Session, options: Namespace) -> Answer:
    found = locations(session.desk)
    rows = [
        (each.name, each.kind, "sells" if each.sells else "does not sell", _way(each), str(each.bins), str(each.items))
        for each in found
    ]
    facts = [
        {
            "name": each.name,
            "kind": each.kind,
            "sells": each.sells,
            "walk": _way(each),
            "bins": each.bins,
            "items": each.items,
        }
        for each in found
    ]
    head = ("Location", "Kind", "", "Walk", "Bins", "Items")
    return Answer(columns([head, *rows], right=(4, 5)), {"locations": facts})


def _way(location: Location) -> str:
    return "one way" if location.one_way else "serpentine"


def _bins(session: Session, options: Namespace) -> Answer:
    found = bins_of_shop(session.desk)
    rows = [(str(each.walk), each.code, each.kind, str(each.items)) for each in found]
    facts = [
        {
            "bin": each.code,
            "location": each.location,
            "walk": each.walk,
            "kind": each.kind,
            "sells": each.sells,
            "items": each.items,
        }
        for each in found
    ]
    return Answer(columns([("Walk", "Bin", "Kind", "Items"), *rows], right=(0, 3)), {"bins": facts})


def _add(session: Session, options: Namespace) -> Answer:
    form = LocationForm(options.name, options.kind, options.sells is not False, options.one_way is True)
    session.write(lambda desk: add_location(desk, form))
    return _list(session, options)


def _change(session: Session, options: Namespace) -> Answer:
    session.write(
        lambda desk: change_location(
            desk,
            options.name,
            name=options.new_name,
            kind=options.kind,
            sells=options.sells,
            one_way=options.one_way,
        )
    )
    return _list(session, options)


def _walk(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: set_walk(desk, options.bin, options.walk))
    return _bins(session, options)
