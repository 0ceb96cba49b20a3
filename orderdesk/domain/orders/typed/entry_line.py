"""What a clerk types for one line of an order, read without guessing: how many, of what, at which price.

    entry    = [count] words [count] {price | discount}
    count    = number ["*"]        "3*mug", "3 mug", "mug 3", "2.5 * rope"
    price    = "@" number          "mug @11.50": the unit price
    discount = "-" number "%"      "mug -10%": off this line
    number   = a figure as the shop writes it or with one reading only: "2.5", "2,5", "1.234,50"
    words    = anything else: a SKU, a barcode, the customer's own code, or words of the name by their beginnings

A number with a star is the count. A bare number at either end may be the count or a part of the name ("battery 9",
"9 volt battery"): then there is a reading for each, and what they find is offered; nothing is chosen unseen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Price, Rate, parse_percent, parse_price, shown_percent, shown_price
from orderdesk.domain.values.quantity import Quantity, parse_quantity, shown_quantity

_STARRED = re.compile(r"(\d[\d.,']*)\s*[*×]\s*(?=\S|$)", re.ASCII)
_COUNT = re.compile(r"\d{1,7}(?:[.,]\d{1,3})?", re.ASCII)
_PRICE = re.compile(r"(?:^|(?<=\s))@\s*(\S+)")
_DISCOUNT = re.compile(r"(?:^|(?<=\s))[-\N{MINUS SIGN}]\s*(\d[\d.,']*)\s*%(?=\s|$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading: `quantity` None where no count was typed, `price` and `discount` None where they are the usual.

    With `of_part` the price is that of this part alone, as a scale's label says it; else the whole line's.
    """

    words: str
    quantity: Quantity | None = None
    price: Price | None = None
    discount: Rate | None = None
    of_part: bool = False

    @property
    def count(self) -> str:
        """The count as text, "" for none."""
        return "" if self.quantity is None else shown_quantity(self.quantity)


def readings(typed: str) -> tuple[Entry, ...]:
    """What a text may mean, the likelier first and each once; words may be empty. Raises Refused for a price,
    discount or starred count that cannot be."""
    rest, price = _taken(_PRICE, typed)
    rest, discount = _taken(_DISCOUNT, rest)
    plain = Entry("", None, _price(price), None if discount is None else parse_percent(discount))
    starred = _STARRED.match(rest.lstrip())
    if starred:
        words = rest.lstrip()[starred.end() :]
        return (replace(plain, words=_joined(words), quantity=parse_quantity(starred[1])),)
    return tuple(dict.fromkeys(_counted(_joined(rest).split(" "), plain)))


def likeliest(typed: str) -> Entry:
    """The first reading, for what is only shown; of a text that cannot be read all is words."""
    try:
        return readings(typed)[0]
    except Refused:
        return Entry(_joined(typed))


def entry_text(entry: Entry) -> str:
    """A reading as it would be typed."""
    star = f"{entry.count}*" if entry.count else ""
    price = f" @{shown_price(entry.price)}" if entry.price is not None else ""
    discount = f" -{shown_percent(entry.discount)}%" if entry.discount is not None else ""
    return f"{star}{entry.words}{price}{discount}"


def _counted(words: list[str], plain: Entry) -> list[Entry]:
    whole = replace(plain, words=" ".join(words))
    if len(words) < 2:
        return [whole]
    found = []
    for number, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        quantity = _count(number)
        if quantity is not None:
            found.append(replace(plain, words=" ".join(rest), quantity=quantity))
    return [*found, whole]


def _count(word: str) -> Quantity | None:
    if not _COUNT.fullmatch(word):
        return None
    try:
        return parse_quantity(word)
    except Refused:
        return None


def _price(text: str | None) -> Price | None:
    return None if text is None else parse_price(text)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str | None]:
    """The text without what the pattern finds, and what it found; two of a kind are refused."""
    found = pattern.findall(text)
    if len(found) > 1:
        kind = "price" if pattern is _PRICE else "discount"
        raise Refused(f"There are two {kind}s on one line: {found[0]} and {found[1]}.", field=kind)
    return pattern.sub(" ", text), (found[0] if found else None)


def _joined(text: str) -> str:
    return " ".join(text.split())
