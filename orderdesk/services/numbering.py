"""The numbers that papers and records get: the next one of each series, and where a series may go on."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from orderdesk.domain.errors import NotFound, Refused
from orderdesk.persistence import numbers
from orderdesk.services.desk import Desk

LARGEST = 999_999_999
_TITLES = {
    "SO": "Orders",
    "INV": "Invoices",
    "CN": "Credit notes",
    "R": "Receipts",
    "SH": "Shipments",
    "PL": "Picklists",
    "RMA": "Returns",
    "PO": "Purchase orders",
    "C": "Customers",
}


@dataclass(frozen=True, slots=True)
class Series:
    """A series: its code, what it numbers, the next number; `refusal` says why that can not be set any more."""

    code: str
    title: str
    next: int
    gapless: bool
    refusal: str = ""


def series_of(desk: Desk) -> list[Series]:
    """Every series of the shop, those of the tills last."""
    with desk.reading() as connection:
        return [_series(connection, code, title) for code, title in _known(connection).items()]


def set_next_number(desk: Desk, code: str, number: int) -> Series:
    """Let a series go on with a higher number. A series without holes can be set until its first number is issued,
    and begins with the one set."""
    with desk.writing(right="change settings") as work:
        known = _known(work.connection)
        if code not in known:
            raise NotFound(f"There is no series {code[:40]}.", field="series")
        coming = numbers.hold_series(work.connection, code)
        now = _series(work.connection, code, known[code])
        if now.refusal:
            raise Refused(now.refusal, field="number")
        if not coming <= number <= LARGEST:
            raise Refused(
                f"The next number of {now.title} is {coming:,}; it can only go up, to {LARGEST:,}.", field="number"
            )
        if number != coming:
            numbers.set_next(work.connection, code, number)
            work.event("shop", 1, "number set", f"{now.title}: {code}-{number} comes next")
            work.touch("shop")
        return _series(work.connection, code, known[code])


def _known(connection: Connection) -> dict[str, str]:
    return _TITLES | {f"Z-{key}": f"Z reports of {name}" for key, name in numbers.tills_numbered(connection)}


def _series(connection: Connection, code: str, title: str) -> Series:
    gapless = numbers.is_gapless(code)
    refusal = ""
    if gapless and numbers.is_issued(connection, code):
        refusal = f"{title} must run without a hole, and the first one is issued."
    return Series(code, title, numbers.next_number(connection, code), gapless, refusal)
