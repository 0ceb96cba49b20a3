"""Cells as exact values: text, money with point or comma, quantities, rates and dates; never a float."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import LARGEST, RATE_SCALE, exponent
from orderdesk.domain.values.quantity import LARGEST_QUANTITY
from orderdesk.domain.values.written.figure_signs import quoted
from orderdesk.domain.values.written.figures import read_decimal
from orderdesk.domain.values.written.number_form import PLAIN, NumberForm

LONGEST = 500
LONGEST_NOTE = 2_000
_HEAVIEST = 100_000_000
_MOST = 100_000
_EMPTY = frozenset({"", "null", "#n/a", "-"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
_GUARDED = re.compile(r"'[\d=+\-@]")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_OTHER = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})")
_NAMED = re.compile(
    r"(\d{1,2})[- ]([A-Za-z]{3})[A-Za-z]*[- ,]+(\d{4}|\d{2})|([A-Za-z]{3})[a-z]*[- ](\d{1,2})[-, ]+(\d{4}|\d{2})"
)
# How a spreadsheet keeps a day: counted from the end of 1899, here from 1954 to 2119.
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001  shop time
_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
_CLOCK = re.compile(r"[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp][Mm])?\s*(Z|UTC|[+-]\d{2}:?\d{2})?")
_MONTHS = {name: place for place, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_YES = frozenset({"1", "true", "yes", "y", "x", "on", "active", "-1"})
_NO = frozenset({"0", "false", "no", "n", "off", "inactive", ""})


def text(cell: str, *, longest: int = LONGEST) -> str:
    """A cell as clean text: NULL is nothing, a spreadsheet's guard apostrophe goes, blanks are single, and what a web
    page writes as "&amp;" is "&"."""
    return _kept(" ".join(_shown(cell).split()), longest)


def note(cell: str) -> str:
    """A cell of several lines, which stay apart; else as `text`."""
    return _kept("\n".join(_shown(cell).splitlines()).strip(), LONGEST_NOTE)


def _shown(cell: str) -> str:
    return _CONTROL.sub("", html.unescape(cell) if "&" in cell and _ENTITY.search(cell) else cell)


def _kept(clean: str, longest: int) -> str:
    if _GUARDED.match(clean):
        clean = clean[1:]
    if clean.casefold() in _EMPTY:
        return ""
    if len(clean) > longest:
        raise Refused(f"The text has {len(clean):,} characters; at most {longest:,} are kept.")
    return clean


def key(cell: str) -> str:
    """An id as text: "17850.0", as a spreadsheet leaves it, is 17850."""
    clean = text(cell, longest=100)
    whole = _WHOLE_FLOAT.fullmatch(clean)
    return whole.group(1) if whole else clean


def code(cell: str) -> str:
    """A SKU or barcode as it stands: "90.00", "90.0" and "90" are three of them."""
    return text(cell, longest=100)


def decimal(cell: str, form: NumberForm = PLAIN) -> Decimal | None:
    """A figure as its column writes it, with any currency beside it: "1.234,50 €"; None when the cell is empty."""
    clean = text(cell, longest=60)
    return read_decimal(clean, form, money="") if clean else None


def _scaled(cell: str, form: NumberForm, digits: int, too_fine: str, largest: int = LARGEST) -> int | None:
    """A figure as an integer of 10**digits; refuse what has more decimals or is above the largest."""
    value = decimal(cell, form)
    if value is None:
        return None
    if value.adjusted() > 15 or abs(value := value.scaleb(digits)) > largest:
        raise Refused(f"{quoted(cell)} is too large a number.")
    if value != value.to_integral_value():
        raise Refused(f"{quoted(cell)} has too many decimals: {too_fine}.")
    return int(value)


def price(cell: str, form: NumberForm = PLAIN) -> int | None:
    """A unit price in ten-thousandths; None when the cell is empty."""
    value = _scaled(cell, form, 4, "a price has at most 4 decimals")
    if value is not None and value < 0:
        raise Refused(f"A price cannot be negative: {cell.strip()[:40]}.")
    return value


def amount(cell: str, currency: str, form: NumberForm = PLAIN) -> int | None:
    """An amount in minor units; None when the cell is empty. Zeros behind the last decimal are let go."""
    return _scaled(cell, form, exponent(currency), f"{currency} has {exponent(currency)} decimals")


def quantity(cell: str, form: NumberForm = PLAIN) -> int | None:
    """A quantity in thousandths, also negative or zero; None when the cell is empty."""
    return _scaled(cell, form, 3, "a quantity has at most 3 decimals", LARGEST_QUANTITY)


def grams(cell: str, each: int | Decimal, form: NumberForm = PLAIN) -> int | None:
    """A weight in whole grams, in units of so many grams; a scale's finer figures are rounded."""
    value = decimal(cell, form)
    if value is None:
        return None
    if not 0 <= value * each <= _HEAVIEST:
        raise Refused(f"{quoted(cell)} is no weight of goods.")
    return int((value * each).to_integral_value(ROUND_HALF_UP))


def count(cell: str, form: NumberForm = PLAIN) -> int | None:
    """A whole number such as days; None when the cell is empty."""
    value = _scaled(cell, form, 0, "it must be a whole number")
    if value is not None and not 0 <= value <= _MOST:
        raise Refused(f"Only 0 to {_MOST:,} is possible, not {value}.")
    return value


def fraction(cell: str, form: NumberForm = PLAIN) -> int:
    """A discount written as a part of one, in millionths: "0.15" is 15 percent."""
    return _rate(_scaled(cell, form, 6, "a discount has at most 6 decimals"), cell)


def percent(cell: str, form: NumberForm = PLAIN) -> int:
    """A discount in percent, with its sign or without, in millionths: "15 %" and "15" are 15 percent."""
    return _rate(_scaled(cell.replace("%", ""), form, 4, "a percentage has at most 4 decimals"), cell)


def _rate(value: int | None, cell: str) -> int:
    if value is None:
        return 0
    if not 0 <= value <= RATE_SCALE:
        raise Refused(f"A discount is from 0 to 100 percent, not {cell.strip()[:20]}.")
    return value


def flag(cell: str) -> bool:
    """Yes or no in its usual spellings."""
    word = text(cell).casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Refused(f"Say yes or no, not {word[:40]}.")


@lru_cache(maxsize=50_000)
def moment(cell: str, order: str = "dmy") -> datetime | None:
    """A date, with its time if there is one; `order` settles 3/4/2026. An offset is kept, else it is shop time."""
    clean = text(cell, longest=60)
    if not clean:
        return None
    if _SERIAL.fullmatch(clean):
        return _FIRST_DAY + timedelta(seconds=round(Decimal(clean) * 86_400))
    found, rest = _date_in(clean, order)
    if found is None or not 1900 <= found.year <= 2200:
        raise Refused(
            f"\N{LEFT DOUBLE QUOTATION MARK}{clean[:40]}\N{RIGHT DOUBLE QUOTATION MARK} is not a usable date."
        )
    return _with_clock(found, rest, clean)


def day(cell: str, order: str = "dmy") -> date | None:
    """A date without its time."""
    found = moment(cell, order)
    return found.date() if found else None


def _date_in(clean: str, order: str) -> tuple[date | None, str]:
    try:
        if match := _ISO.match(clean):
            year, month, day_ = (int(part) for part in match.groups())
        elif match := _OTHER.match(clean):
            first, second = int(match.group(1)), int(match.group(3))
            year = _year(match.group(4))
            month, day_ = (first, second) if _month_first(match.group(2), first, second, order) else (second, first)
        elif match := _NAMED.match(clean):
            word = (match.group(2) or match.group(4)).casefold()
            month, day_ = _MONTHS[word], int(match.group(1) or match.group(5))
            year = _year(match.group(3) or match.group(6))
        else:
            return None, ""
        return date(year, month, day_), clean[match.end() :]
    except (ValueError, KeyError):
        return None, ""


def _month_first(sign: str, first: int, second: int, order: str) -> bool:
    if sign == "." or first > 12:
        return False
    return second > 12 or order == "mdy"


def _year(digits: str) -> int:
    return int(digits) + (2000 if int(digits) < 70 else 1900) if len(digits) == 2 else int(digits)


def _with_clock(found: date, rest: str, clean: str) -> datetime:
    if not rest.strip():
        return datetime.combine(found, time())
    match = _CLOCK.fullmatch(rest)
    if match is None:
        raise Refused(
            f"\N{LEFT DOUBLE QUOTATION MARK}{clean[:40]}\N{RIGHT DOUBLE QUOTATION MARK} is not a usable date."
        )
    hour, minute, second, half, zone = match.groups()
    hours = int(hour) % 12 + (12 if half.casefold() == "pm" else 0) if half else int(hour)
    try:
        at = datetime.combine(found, time(hours, int(minute), int(second or 0)))
    except ValueError:
        raise Refused(f"{hour}:{minute} is no time of day.") from None
    if zone is None:
        return at
    return at.replace(tzinfo=UTC) if zone in ("Z", "UTC") else datetime.fromisoformat(f"{at.isoformat()}{zone}")


def is_serial(cell: str) -> bool:
    """Whether a date is kept as a spreadsheet counts days: 45321 is 30 January 2024."""
    return _SERIAL.fullmatch(cell.strip()) is not None


def in_zone(at: datetime, zone: ZoneInfo) -> datetime:
    """A time of the file as an aware time: shop time unless it said its own zone."""
    return at if at.tzinfo else at.replace(tzinfo=zone)
