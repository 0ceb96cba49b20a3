"""Cells as exact values: text, money with point or comma, quantities, rates and dates; never a float."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from orderdesk.domain.errors import BadInput, Refused
from orderdesk.domain.money import RATE_SCALE, parse_amount, parse_price, scaled
from orderdesk.domain.quantity import LARGEST_QUANTITY

LONGEST = 500
_EMPTY = frozenset({"", "null", "#n/a", "-"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
_GUARDED = re.compile(r"'[\d=+\-@]")
_SIGNS = re.compile(r"^[^\d.,+\-\N{MINUS SIGN}()]{0,4}|[^\d.,()%]{0,4}$")
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_DOT_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3}){2,}")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_OTHER = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})")
_NAMED = re.compile(
    r"(\d{1,2})[- ]([A-Za-z]{3})[A-Za-z]*[- ,]+(\d{4}|\d{2})|([A-Za-z]{3})[a-z]*[- ](\d{1,2})[-, ]+(\d{4}|\d{2})"
)
_CLOCK = re.compile(r"[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp][Mm])?\s*(Z|UTC|[+-]\d{2}:?\d{2})?")
_MONTHS = {name: place for place, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_YES = frozenset({"1", "true", "yes", "y", "x", "on", "active", "-1"})
_NO = frozenset({"0", "false", "no", "n", "off", "inactive", ""})


def text(cell: str, *, longest: int = LONGEST) -> str:
    """A cell as clean text: NULL is nothing, a spreadsheet's guard apostrophe goes, blanks are single."""
    clean = " ".join(_CONTROL.sub("", cell).split())
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


def number(cell: str) -> str:
    """Number text with a point for the decimals: "1.234,50 €" and "1,234.50" are both 1234.50; empty stays empty.

    Refused is what is no plain number: "1E999", "NaN", "12 or 13".
    """
    clean = text(cell, longest=60).replace("\N{MINUS SIGN}", "-").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    if not clean:
        return ""
    bare = _SIGNS.sub("", clean)
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1]}"
    sign, digits = ("-", bare[1:]) if bare.startswith("-") else ("", bare.removeprefix("+"))
    digits = sign + _with_point(_SIGNS.sub("", digits))
    if not _PLAIN.fullmatch(digits) or not digits.isascii():
        raise Refused(f"\N{LEFT DOUBLE QUOTATION MARK}{clean[:40]}\N{RIGHT DOUBLE QUOTATION MARK} is no number.")
    return digits


def _with_point(digits: str) -> str:
    if "," in digits and "." in digits:
        thousands = "," if digits.rfind(".") > digits.rfind(",") else "."
        return digits.replace(thousands, "").replace(",", ".")
    if "," in digits:
        return digits.replace(",", "") if _THOUSANDS.fullmatch(digits) else digits.replace(",", ".")
    return digits.replace(".", "") if _DOT_THOUSANDS.fullmatch(digits) else digits


def price(cell: str) -> int | None:
    """A unit price in ten-thousandths; None when the cell is empty."""
    digits = number(cell)
    return parse_price(digits) if digits else None


def amount(cell: str, currency: str) -> int | None:
    """An amount in minor units; None when the cell is empty. Zeros behind the last decimal are let go."""
    digits = number(cell)
    if not digits:
        return None
    return parse_amount(digits.rstrip("0").rstrip(".") if "." in digits else digits, currency)


def quantity(cell: str) -> int | None:
    """A quantity in thousandths, also negative or zero; None when the cell is empty."""
    digits = number(cell)
    if not digits:
        return None
    value = scaled(digits, 3, "quantity", "a quantity has at most 3 decimals")
    if abs(value) > LARGEST_QUANTITY:
        raise Refused("The quantity is above 1,000,000.")
    return value


def count(cell: str, largest: int = 100_000) -> int | None:
    """A whole number such as days; None when the cell is empty."""
    digits = number(cell)
    if not digits:
        return None
    value = scaled(digits, 0, "number", "it must be a whole number")
    if not 0 <= value <= largest:
        raise Refused(f"Only 0 to {largest:,} is possible, not {digits[:20]}.")
    return value


def discount(cell: str) -> int:
    """A discount in millionths: "15 %" is 15 percent, "0.15" a fraction of one, "15" and "1" are percent."""
    digits = number(cell.replace("%", ""))
    if not digits:
        return 0
    value = scaled(digits, 6, "discount", "a discount has at most 6 decimals")
    rate = value // 100 if "%" in cell or value >= RATE_SCALE else value
    if not 0 <= rate <= RATE_SCALE:
        raise Refused(f"A discount is from 0 to 100 percent, not {digits[:20]}.")
    return rate


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
    found, rest = _date_in(clean, order)
    if found is None or not 1900 <= found.year <= 2200:
        raise Refused(f"\N{LEFT DOUBLE QUOTATION MARK}{clean[:40]}\N{RIGHT DOUBLE QUOTATION MARK} is no date of use.")
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
        raise Refused(f"\N{LEFT DOUBLE QUOTATION MARK}{clean[:40]}\N{RIGHT DOUBLE QUOTATION MARK} is no date of use.")
    hour, minute, second, half, zone = match.groups()
    hours = int(hour) % 12 + (12 if half.casefold() == "pm" else 0) if half else int(hour)
    try:
        at = datetime.combine(found, time(hours, int(minute), int(second or 0)))
    except ValueError:
        raise Refused(f"{hour}:{minute} is no time of day.") from None
    if zone is None:
        return at
    return at.replace(tzinfo=UTC) if zone in ("Z", "UTC") else datetime.fromisoformat(f"{at.isoformat()}{zone}")


def date_order(cells: list[str]) -> str:
    """How a column writes 3/4/2026: "mdy" when some second part is above 12, else "dmy"."""
    parts = [(int(match.group(1)), int(match.group(3))) for cell in cells if (match := _OTHER.match(cell.strip()))]
    months_first = any(second > 12 for _, second in parts)
    if months_first and any(first > 12 for first, _ in parts):
        raise BadInput("The dates of the file are written in two ways (day first and month first); make them alike.")
    return "mdy" if months_first else "dmy"


def in_zone(at: datetime, zone: ZoneInfo) -> datetime:
    """A time of the file as an aware time: shop time unless it said its own zone."""
    return at if at.tzinfo else at.replace(tzinfo=zone)
