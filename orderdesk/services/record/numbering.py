"""The numbers that papers and records get: the next one of each series, and where a series may go on."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.persistence.record import numbers
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
    """A series: its code, what it numbers, the next number and how that is printed; `refusal` says why it cannot be
    set any more. `yearly` is None where a series cannot begin anew each year."""

    code: str
    title: str
    next: int
    gapless: bool
    refusal: str = ""
    text: str = ""
    yearly: bool | None = None


def series_of(desk: Desk) -> list[Series]:
    """Every series of the shop, those of the tills last."""
    with desk.reading() as connection:
        known = _known(connection).items()
        return [_series(connection, code, title, desk.today.year) for code, title in known]


def set_next_number(desk: Desk, code: str, number: int) -> Series:
    """Let a series go on with a higher number. A series without holes can be set until its first number is issued,
    and begins with the one set."""
    with desk.writing(right="change settings") as work:
        known = _known(work.connection)
        if code not in known:
            raise NotFound(f"There is no series {code[:40]}.", field="series")
        numbers.hold_series(work.connection, code)
        now = _series(work.connection, code, known[code], work.today.year)
        coming = now.next
        if now.refusal:
            raise Refused(now.refusal, field="number")
        if not coming <= number <= LARGEST:
            raise Refused(
                f"The next number of {now.title} is {coming:,}; it can only go up, to {LARGEST:,}.", field="number"
            )
        if number != coming:
            numbers.set_next(work.connection, code, number, work.today.year)
            coming_text = _series(work.connection, code, known[code], work.today.year).text
            work.event("shop", 1, "number set", f"{now.title}: {coming_text} comes next")
            work.touch("shop")
        return _series(work.connection, code, known[code], work.today.year)


def set_yearly(desk: Desk, code: str, yearly: bool) -> Series:
    """Let a series begin anew each year with the year in its numbers, or run on. Once a number of a year is given out
    it stays so, since the older numbers would come again."""
    with desk.writing(right="change settings") as work:
        known = _known(work.connection)
        if code not in numbers.YEARLY:
            able = ", ".join(numbers.YEARLY)
            raise NotFound(f"Only these series can begin anew each year: {able}.", field="series")
        numbers.hold_series(work.connection, code)
        counter = numbers.counter_of(work.connection, code)
        if counter.yearly and not yearly and counter.year:
            raise Refused(
                f"{known[code]} are numbered by year since {counter.year}; they would repeat older numbers.",
                field="series",
            )
        if counter.yearly != yearly:
            numbers.set_yearly(work.connection, code, yearly)
            now = _series(work.connection, code, known[code], work.today.year)
            work.event("shop", 1, "number set", f"{now.title}: {now.text} comes next")
            work.touch("shop")
        return _series(work.connection, code, known[code], work.today.year)


def _known(connection: Connection) -> dict[str, str]:
    return _TITLES | {f"Z-{key}": f"Z reports of {name}" for key, name in numbers.tills_numbered(connection)}


def _series(connection: Connection, code: str, title: str, year: int) -> Series:
    gapless = numbers.is_gapless(code)
    refusal = ""
    if gapless and numbers.is_issued(connection, code):
        refusal = f"{title} must run without a hole, and the first one is issued."
    counter = numbers.counter_of(connection, code)
    yearly = counter.yearly if code in numbers.YEARLY else None
    # Each till counts its own reports, and they bear no more than that: Z-1.
    printed = f"Z-{counter.coming(year)}" if code.startswith("Z-") else counter.text(code, year)
    return Series(code, title, counter.coming(year), gapless, refusal, printed, yearly)
