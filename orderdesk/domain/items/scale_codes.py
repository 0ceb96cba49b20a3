"""The codes that a scale prints on what it has weighed: an EAN-13 from 20 to 29 with the weight or the price in it.

Every shop and country lays them out in its own way, so the shop says how, one layout for each beginning:

    21IIIIIWWWWWC    begins with 21, then the item's number, its weight in grams, the check digit
    22IIIIIVPPPPC    the price in the smallest coin, after a check digit of its own (V), which is passed over
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from orderdesk.domain.items.barcodes import check_digit, is_gtin
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount

_LAYOUT = re.compile(r"(?:2\d|02)\d*I{3,6}V?(?:W{4,6}|P{4,6})C")
LENGTH = 13
MOST_LAYOUTS = 20


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a scale's code says: the item's number with its zeros, the code of the same item with nothing on the scale,
    and either the weight in grams or the price in minor units."""

    item: str
    bare: str
    grams: int | None = None
    price: Amount | None = None


def check_layouts(text: str) -> str:
    """Layouts as they are kept, one blank between; refuses what no scale could print and two that begin alike."""
    layouts = text.upper().split()
    if len(layouts) > MOST_LAYOUTS:
        raise Refused(f"Enter at most {MOST_LAYOUTS} layouts.", field="scale_codes")
    for layout in layouts:
        if not _LAYOUT.fullmatch(layout) or len(layout) != LENGTH:
            raise Refused(
                f"{layout[:20]} is not a layout of 13 signs: begin with 20 to 29, then I for the item, W for the "
                "weight in grams or P for the price, and C for the check digit, such as 21IIIIIWWWWWC.",
                field="scale_codes",
            )
    begins = [layout.partition("I")[0] for layout in layouts]
    twice = next((one for one in begins for other in begins if one is not other and other.startswith(one)), "")
    if twice:
        raise Refused(f"Two layouts begin with {twice}; a code could mean either.", field="scale_codes")
    return " ".join(layouts)


def read_weighed(code: str, layouts: str) -> Weighed | None:
    """What a scale's code says by the shop's `layouts`; None for any other code. A UPC-A counts with its zero."""
    whole = code.zfill(LENGTH)
    if not is_gtin(code) or len(whole) != LENGTH:
        return None
    for layout in layouts.split():
        begin = layout.partition("I")[0]
        if whole.startswith(begin):
            return _read(whole, layout, begin)
    return None


def _read(code: str, layout: str, begin: str) -> Weighed:
    item, grams, price = (_digits(code, layout, sign) for sign in "IWP")
    empty = f"{begin}{item}".ljust(LENGTH - 1, "0")
    bare = empty + check_digit(empty)
    return Weighed(item, bare, int(grams) if grams else None, int(price) if price else None)


def _digits(code: str, layout: str, sign: str) -> str:
    return "".join(digit for digit, place in zip(code, layout, strict=True) if place == sign)
