"""Code 128: the shortest row of symbols for a text, and its bars as one path of PDF operators."""

from __future__ import annotations

from functools import lru_cache

from orderdesk.documents.kit.sizes import MM
from orderdesk.domain.values.errors import Refused

QUIET = 10
"""Blank modules that a scanner needs on either side."""
NARROWEST = 0.25 * MM
"""Below this width of a module office printers and scanners fail."""

# Bar and space widths of the symbols 0 to 105 in modules, and of the stop.
_WIDTHS = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112
""".split()
_START_B, _START_C, _TO_B, _TO_C, _STOP = 104, 105, 100, 99, 106


@lru_cache(maxsize=4096)
def symbols(text: str) -> tuple[int, ...]:
    """The symbols of `text` with start, check and stop; refuse what is not plain printable ASCII, or empty."""
    if not text or not text.isascii() or not text.isprintable():
        raise Refused(f"A bar code holds plain letters, digits and signs only, not “{text[:40]}”.", field="barcode")
    values = _values(text)
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
    return (*values, check, _STOP)


def modules(text: str) -> int:
    """Width of the bars in modules, without the quiet zones."""
    return 11 * len(symbols(text)) + 2


def module_for(text: str, room: float, wished: float) -> float | None:
    """The module width in points: `wished`, else the widest at which bars and quiet zones fit `room`; None below
    the narrowest that scans."""
    fitting = min(wished, room / (modules(text) + 2 * QUIET))
    return fitting if fitting >= NARROWEST - 1e-9 else None


def bars(text: str) -> list[tuple[int, int]]:
    """Where each bar begins and how wide it is, in modules from 0."""
    found, x = [], 0
    for value in symbols(text):
        for index, wide in enumerate(map(int, _WIDTHS[value])):
            if index % 2 == 0:
                found.append((x, wide))
            x += wide
    return found


def path(text: str) -> str:
    """The bars as rectangles of height 1 in units of one module, from 0."""
    return " ".join(_symbol(value, place) for place, value in enumerate(symbols(text)))


@lru_cache(maxsize=16384)
def _symbol(value: int, place: int) -> str:
    bars = []
    x = 11 * place
    for index, wide in enumerate(map(int, _WIDTHS[value])):
        if index % 2 == 0:
            bars.append(f"{x} 0 {wide} 1 re")
        x += wide
    return " ".join(bars)


def _values(text: str) -> list[int]:
    """Digits in pairs (set C) wherever that takes fewer symbols than letter by letter (set B)."""
    pairs = _digit_run(text, 0) >= (2 if text.isdigit() and len(text) == 2 else 4)
    values = [_START_C if pairs else _START_B]
    place = 0
    while place < len(text):
        run = _digit_run(text, place)
        if pairs and run >= 2:
            values.append(int(text[place : place + 2]))
            place += 2
        elif pairs:
            values.append(_TO_B)
            pairs = False
        elif run % 2 == 0 and run >= (4 if place + run == len(text) else 6):
            values.append(_TO_C)
            pairs = True
        else:
            values.append(ord(text[place]) - 32)
            place += 1
    return values


def _digit_run(text: str, place: int) -> int:
    end = place
    while end < len(text) and text[end].isdigit():
        end += 1
    return end - place
