"""One history: a shop by chance, and steps by chance in it, after each of which everything holds."""

from __future__ import annotations

import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from sqlalchemy import text

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.persistence.fulfilment.records import shipments_of_order
from orderdesk.persistence.orders import records as orders
from orderdesk.services.care.checking import check
from orderdesk.services.fulfilment.dues import order_dues
from orderdesk.services.papers import preview
from tests.histories.moves import MOVES, NothingToDo, World
from tests.histories.oracle import wrong
from tests.histories.shops import make_shop

_PAPERS = {"INV": "invoice", "CN": "credit-note", "R": "receipt"}


class Broken(AssertionError):
    """A rule does not hold, or the program failed; the words say after which step of which history."""


@dataclass(slots=True)
class Lived:
    """What happened: how often each move was done, and how often refused."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    papers: int = 0

    def __iadd__(self, other: Lived) -> Lived:
        self.done += other.done
        self.refused += other.refused
        self.papers += other.papers
        return self


def live(folder: Path, seed: int, steps: int, *, papers: bool = True) -> Lived:
    """Live `steps` steps of history `seed`; raises `Broken` at the first that leaves anything wrong."""
    random = Random(seed)
    place = make_shop(folder, random)
    world, lived, told = World(place, random), Lived(), [f"history {seed}: {place.said}"]
    try:
        for step in range(steps):
            place.clock.advance(minutes=random.randint(1, 90))
            before = _numbers(world)
            _step(world, lived, told, step)
            found = wrong(place.desk, place.major) + _collected(world)
            if found:
                raise Broken(_words(told, found))
            if papers:
                lived.papers += _print(world, before, told)
        findings = [each.sentence for each in check(place.desk).findings]
        if findings:
            raise Broken(_words(told, findings))
    finally:
        place.desk.database.close()
    return lived


def _step(world: World, lived: Lived, told: list[str], step: int) -> None:
    """Do one thing by chance that there is something to do with: it is done, or refused in a sentence."""
    (move,) = world.random.choices(list(MOVES), list(MOVES.values()))
    name = move.__name__
    try:
        move(world)
    except NothingToDo:
        _step(world, lived, told, step)
    except OrderDeskError as refusal:
        lived.refused[name] += 1
        told.append(f"{step} {name}: {refusal}")
        if not str(refusal).endswith("."):
            raise Broken(_words(told, [f"no sentence: {refusal}"])) from refusal
    except Exception as fault:
        raise Broken(_words(told, [f"{step} {name}", traceback.format_exc()])) from fault
    else:
        lived.done[name] += 1
        told.append(f"{step} {name}")


def _collected(world: World) -> list[str]:
    """Of an order that is paid on delivery the parcels together never ask for more than is due, whichever is next."""
    asked = "SELECT id FROM orders WHERE state = 'confirmed' AND tender = 'cod' AND due > 0"
    found = []
    with world.place.desk.reading() as connection:
        for (key,) in connection.execute(text(asked)).all():
            order = orders.read_order(connection, key)
            assert order is not None
            parcels = [each.id for each in shipments_of_order(connection, key)]
            for parcel in parcels:
                dues = order_dues(connection, order, next_id=parcel)
                if min(dues.values(), default=0) < 0 or sum(dues.values()) > order.due:
                    found.append(f"{order.number}: {dues} are collected of {order.due}")
    return found


def _numbers(world: World) -> set[str]:
    invoices = world.rows("SELECT number FROM invoices")
    receipts = world.rows("SELECT DISTINCT receipt FROM payments WHERE receipt <> ''")
    return {str(number) for (number,) in (*invoices, *receipts)}


def _print(world: World, before: set[str], told: list[str]) -> int:
    """Print what was issued by the step: a paper that does not add up refuses."""
    made = sorted(_numbers(world) - before)
    for number in made:
        try:
            preview(world.place.desk, _PAPERS[number.partition("-")[0]], number)
        except Exception as fault:
            raise Broken(_words(told, [f"{number} does not print: {fault}", traceback.format_exc()])) from fault
    return len(made)


def _words(told: list[str], found: list[str]) -> str:
    return "\n".join([*told[:1], *told[-12:], "leaves:", *found[:10]])
