"""The kinds of cartons that the shop packs in: added, changed, laid aside, and how many of each there are."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from orderdesk.domain.fulfilment.cartons.types import COUNTED, RECEIVED, Carton, CartonMove
from orderdesk.domain.fulfilment.station.commands import CODES
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import LARGEST, Price
from orderdesk.domain.values.sizes import LONGEST_MM, NO_SIZE, Size
from orderdesk.domain.values.texts import clean
from orderdesk.domain.values.weights import HEAVIEST_G, shown_weight
from orderdesk.persistence.fulfilment import cartons
from orderdesk.services.desk import Desk, Work

MOST_CARTONS = 1_000_000
MOVES_SHOWN = 100
# Of letters that every reader of bars knows, and none that parts the words of a command line.
_CODE = re.compile(r"[A-Z0-9][A-Z0-9./-]{0,19}")
_TAKEN = frozenset(code.removeprefix("*") for code in CODES.values())


@dataclass(frozen=True, slots=True)
class CartonForm:
    """A carton as filled in: millimetres and grams. Without an `outer` size it is taken for as large as inside; with
    `most_g` 0 it carries whatever fits in."""

    code: str
    name: str
    inside: Size = NO_SIZE
    outer: Size = NO_SIZE
    tare_g: int = 0
    most_g: int = 0
    cost: Price = 0
    reorder_point: int = 0
    active: bool = True


def cartons_of(desk: Desk, *, all_of_them: bool = False) -> list[Carton]:
    """The cartons that are packed in, by code; or with those laid aside behind them."""
    with desk.reading() as connection:
        return cartons.read_cartons(connection, all_of_them=all_of_them)


def carton_now(desk: Desk, code: str) -> Carton:
    """The carton of a code; refuse a code that none has."""
    with desk.reading() as connection:
        return _found(cartons.carton_by_code(connection, code), code)


def carton_moves(desk: Desk, code: str) -> list[CartonMove]:
    """What happened to the cartons of a code, the newest first."""
    with desk.reading() as connection:
        found = _found(cartons.carton_by_code(connection, code), code)
        return cartons.moves_of(connection, found.id, MOVES_SHOWN)


def carton_form(carton: Carton) -> CartonForm:
    """The form filled with a carton as it is."""
    return CartonForm(**{each.name: getattr(carton, each.name) for each in fields(CartonForm)})


def save_carton(desk: Desk, form: CartonForm, *, new: bool = False) -> int:
    """Add or change a carton; packed boxes keep what they weigh. A `new` one may not have the code of another."""
    with desk.writing(right="change settings") as work:
        taken = cartons.carton_by_code(work.connection, form.code) if new else None
        if taken is not None:
            raise Refused(f"The code {taken.code} is that of {taken.name}; choose another one.", field="code")
        return write_carton(work, form)


def offer_carton(desk: Desk, code: str, *, offered: bool) -> Carton:
    """Lay a carton aside, so that it is proposed no longer, or take it into use again."""
    with desk.writing(right="change settings") as work:
        found = _found(cartons.carton_by_code(work.connection, code), code)
        write_carton(work, replace(carton_form(found), active=offered))
        return replace(found, active=offered)


def receive_cartons(desk: Desk, code: str, quantity: int, note: str = "") -> Carton:
    """Cartons came."""
    with desk.writing(right="receive goods") as work:
        found = _found(cartons.carton_by_code(work.connection, code), code)
        if not 0 < quantity <= MOST_CARTONS:
            raise Refused(f"From 1 to {MOST_CARTONS:,} cartons can come.", field="quantity")
        return _move(work, found, RECEIVED, quantity, note)


def count_cartons(desk: Desk, code: str, quantity: int, note: str = "") -> Carton:
    """Cartons were counted; the difference to the books is written down."""
    with desk.writing(right="count stock") as work:
        found = _found(cartons.carton_by_code(work.connection, code), code)
        if not 0 <= quantity <= MOST_CARTONS:
            raise Refused(f"From 0 to {MOST_CARTONS:,} cartons can be there.", field="quantity")
        return _move(work, found, COUNTED, quantity - cartons.sum_of(work.connection, found.id), note)


def write_carton(work: Work, form: CartonForm) -> int:
    """Check and write a carton inside a transaction."""
    checked = check_carton(form)
    values = {each.name: getattr(checked, each.name) for each in fields(checked)} | {"active": int(checked.active)}
    for name, size in (("", values.pop("inside")), ("outer_", values.pop("outer"))):
        values |= dict(zip((f"{name}length_mm", f"{name}width_mm", f"{name}height_mm"), size, strict=True))
    key = cartons.save_carton(work.connection, values)
    work.event("carton", key, "saved", checked.name)
    work.touch("cartons")
    return key


def check_carton(form: CartonForm) -> CartonForm:
    """The form as it is kept; raises `Refused` for the first field that cannot stand."""
    code = clean(form.code, "code", required=True, longest=20).upper()
    if not _CODE.fullmatch(code):
        raise Refused("A code is up to 20 letters, digits, dots, dashes or slashes, such as M or BOX-2.", field="code")
    if code in _TAKEN:
        raise Refused(f"{code} is a command of the packing station; choose another code.", field="code")
    for name, size in (("inside", form.inside), ("outer", form.outer)):
        if not all(0 <= side <= LONGEST_MM for side in size) or (any(size) and not all(size)):
            raise Refused("A side is above zero, up to 100 metres.", field=name)
    if not any(form.inside):
        raise Refused("Enter what fits in, as length x width x height.", field="inside")
    if any(form.outer) and any(outer < inner for outer, inner in zip(form.outer, form.inside, strict=True)):
        raise Refused("A carton is not smaller outside than inside.", field="outer")
    for name in ("tare_g", "most_g"):
        if not 0 <= getattr(form, name) <= HEAVIEST_G:
            raise Refused(f"A weight is from 0 to {shown_weight(HEAVIEST_G)}.", field=name)
    if not 0 <= form.cost <= LARGEST:
        raise Refused("The cost must be zero or more.", field="cost")
    if not 0 <= form.reorder_point <= MOST_CARTONS:
        raise Refused(f"The reorder point is from 0 to {MOST_CARTONS:,}.", field="reorder_point")
    return replace(form, code=code, name=clean(form.name, "name", required=True, longest=100))


def _move(work: Work, found: Carton, kind: str, change: int, note: str) -> Carton:
    said = clean(note, "note", longest=200)
    cartons.add_move(work.connection, found.id, kind, change, work.now, work.user, said)
    after = _found(cartons.carton_by_code(work.connection, found.code), found.code)
    work.event("carton", found.id, kind, f"{after.left_words} left of {found.code}")
    work.touch("cartons")
    return after


def _found(carton: Carton | None, code: str) -> Carton:
    if carton is None:
        raise NotFound(f"There is no carton {code.strip()[:40]}.", field="carton")
    return carton
