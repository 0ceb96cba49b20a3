"""A whole order in one line of plain text, read by a fixed grammar; what is not understood is named with its place.

    order    = [customer ":"] part {("," | ";") part}
    part     = line | day | service | tender | discount | coupon | "complete" | "collect" | "same" | note | "ref" text
             | "gift" [text]
    line     = one line of an order, as entry_line reads it: "3 mug blue", "2 tee m -10%", "mug @11.50"
    day      = ("ship" | "on") ("today" | "tomorrow" | "+3" | weekday | "12 mar" | "mar 12" | "31.12.2026")
    service  = ("by" | "via" | "ship by") words        the name or code of a way of sending
    tender   = "cash" | "card" | "transfer" | "account" | "cod" | "credit"
    discount = "-" number "%"                          off every line that has none of its own
             | ("-" | "less ") number                  money off the whole order
    coupon   = "coupon" code
    note     = "note" text                             to the packer
             | "tell" text                             to the customer
             | "internal" text                         seen by the shop only
    text     = words, or words in double quotes when a comma or semicolon is part of them; "" is one quote

`customer` is a number, a telephone number, an e-mail address, an order number, or words of the name. "same" repeats
the customer's last order. A part that begins with a word of the grammar is read as that; an item that is called so is
written with its count and a star: "1*card". Capitals do not matter. What is said twice is not understood the second
time, notes apart: these add up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from orderdesk.domain.orders.typed.entry_line import readings
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import LARGEST, Rate, parse_percent, shown_percent
from orderdesk.domain.values.written import local
from orderdesk.domain.values.written.local import shown_day
from orderdesk.domain.values.written.number_form import MINUS
from orderdesk.domain.values.written.short_days import read_day

TENDER_WORDS = {
    "cash": "cash",
    "card": "card",
    "transfer": "transfer",
    "account": "account",
    "cod": "cod",
    "credit": "store-credit",
}
NOTE_WORDS = {"note": "instructions", "tell": "note_to_customer", "internal": "note_internal"}
_RATE_OFF = re.compile(rf"[-{MINUS}]\s*(\d[\d.,']*)\s*%", re.ASCII)
_MONEY_OFF = re.compile(rf"(?:[-{MINUS}]|less\s)\s*(\d[\d.,']*)", re.ASCII | re.IGNORECASE)
_UNIT = r'"(?:[^"]|"")*"|[^,;"]|"(?=[^"]*$)'
# Without a blank behind it a comma between digits is a part of the figure: behind @, a minus or "less" in every shop
# when the part ends with it, and everywhere where the comma is the shop's decimal sign.
_FIGURE = r"(?:@|[-\N{MINUS SIGN}]|less)\s*\d[\d.']*(?:,\d+)+(?:\.\d+)?\s*%?(?=\s*(?:[,;]|$|[-\N{MINUS SIGN}@]))"
_PART = re.compile(rf"(?:{_FIGURE}|{_UNIT})+", re.IGNORECASE)
_PART_WITH_COMMAS = re.compile(rf"(?:(?<=\d),(?=\d)|{_UNIT})+")


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the line and where they stand: `line[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is not understood, where it stands, and why in one sentence."""

    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Shorthand:
    """What a line says. `rate_off` is off every line, `money_off` (as typed) off the order; `texts` are by the name
    of the order's field; `service` None says nothing of it, `collect` that the customer fetches the goods."""

    customer: Said | None = None
    lines: tuple[Said, ...] = ()
    ship_by: date | None = None
    service: Said | None = None
    collect: bool = False
    tender: str = ""
    rate_off: Rate | None = None
    money_off: Said | None = None
    coupon: Said | None = None
    complete: bool = False
    same: Said | None = None
    texts: dict[str, str] = field(default_factory=dict)
    wrong: tuple[Wrong, ...] = ()


def parse(line: str, today: date) -> Shorthand:
    """Read a line; never raises. What cannot be read is in `wrong`, in the order in which it stands."""
    who, begin = _customer(line)
    order = Shorthand(customer=who)
    part = _PART_WITH_COMMAS if local.current().numbers.decimal == "," else _PART
    for found in part.finditer(line, begin):
        said = _said(line, found.start(), found.end())
        if said.text:
            order = _read_part(order, said, today)
    return order


def _customer(line: str) -> tuple[Said | None, int]:
    """Who orders, and where the rest begins; a colon within quotes or after the first comma is no such sign."""
    head = re.match(r'[^,;":]*:', line)
    if not head:
        return None, 0
    said = _said(line, 0, head.end() - 1)
    return (said if said.text else None), head.end()


def _said(line: str, start: int, end: int) -> Said:
    text = line[start:end]
    start += len(text) - len(text.lstrip())
    return Said(text.strip(), start, start + len(text.strip()))


def _read_part(order: Shorthand, said: Said, today: date) -> Shorthand:
    try:
        return _take(order, said, today)
    except Refused as no:
        return replace(order, wrong=(*order.wrong, Wrong(said.start, said.end, str(no))))


def _take(order: Shorthand, said: Said, today: date) -> Shorthand:
    word, rest = _first(said)
    taken = (
        _take_sending(order, word, rest, today)
        or _take_money(order, said, word, rest)
        or _take_flag(order, said, word, rest)
        or _take_text(order, word, rest)
    )
    if taken is not None:
        return taken
    readings(said.text)
    return replace(order, lines=(*order.lines, said))


def _first(said: Said) -> tuple[str, Said]:
    """The first word in small letters, and what follows it."""
    cut = re.match(r"\S+\s*", said.text)
    size = cut.end() if cut else 0
    return said.text[:size].strip().casefold(), Said(said.text[size:], said.start + size, said.end)


def _take_sending(order: Shorthand, word: str, rest: Said, today: date) -> Shorthand | None:
    if word == "ship" and rest.text.casefold().startswith(("by ", "via ")):
        word, rest = _first(rest)
    if word in ("by", "via"):
        _once(order.service is not None or order.collect, "the shipping service")
        return replace(order, service=_needed(rest, "Name a shipping service, as in “by road”."))
    if word not in ("ship", "on"):
        return None
    day = read_day(rest.text, today)
    if day is None:
        raise Refused(f"“{rest.text[:40]}” is not a day: say thu, tomorrow, 12 mar or 2026-12-03; “by …” says how.")
    if day < today:
        raise Refused(f"{shown_day(day)} is over.")
    _once(order.ship_by is not None, "the day")
    return replace(order, ship_by=day)


def _take_money(order: Shorthand, said: Said, word: str, rest: Said) -> Shorthand | None:
    if word in TENDER_WORDS and not rest.text:
        _once(bool(order.tender), "how it is paid")
        return replace(order, tender=TENDER_WORDS[word])
    if word == "coupon":
        _once(order.coupon is not None, "the coupon")
        return replace(order, coupon=_needed(rest, "Say which coupon, as in “coupon SPRING10”."))
    rate = _RATE_OFF.fullmatch(said.text)
    if rate:
        _once(order.rate_off is not None, "the discount")
        return replace(order, rate_off=parse_percent(rate[1]))
    money = _MONEY_OFF.fullmatch(said.text)
    if not money:
        return None
    _once(order.money_off is not None, "the discount")
    if len(money[1]) > len(str(LARGEST)):
        raise Refused("That number is too large.")
    return replace(order, money_off=Said(money[1], said.start + money.start(1), said.end))


def _take_flag(order: Shorthand, said: Said, word: str, rest: Said) -> Shorthand | None:
    if said.text.casefold() in ("same", "same again"):
        _once(order.same is not None, "“same”")
        return replace(order, same=said)
    if rest.text:
        return None
    if word == "collect":
        _once(order.service is not None or order.collect, "the shipping service")
        return replace(order, collect=True)
    return replace(order, complete=True) if word == "complete" else None


def _take_text(order: Shorthand, word: str, rest: Said) -> Shorthand | None:
    text = _unquoted(rest.text)
    if word in NOTE_WORDS:
        if not text:
            raise Refused(f"Say what to {word}, as in “note leave at no 4”." if word == "note" else f"{word} what?")
        name = NOTE_WORDS[word]
        before = order.texts.get(name)
        return replace(order, texts=order.texts | {name: f"{before}\n{text}" if before else text})
    if word not in ("ref", "gift"):
        return None
    name = "reference" if word == "ref" else "gift_message"
    _once(name in order.texts, f"“{word}”")
    if word == "ref" and not text:
        raise Refused("Say their reference, as in “ref PO 118”.")
    return replace(order, texts=order.texts | {name: text or "With our best wishes"})


def _once(again: bool, what: str) -> None:
    if again:
        raise Refused(f"That says {what} twice.")


def _needed(said: Said, sentence: str) -> Said:
    if not said.text:
        raise Refused(sentence)
    return said


def _unquoted(text: str) -> str:
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        return text[1:-1].replace('""', '"').strip()
    return text


def written(order: Shorthand) -> str:
    """A line that says the same; places apart, reading it gives the same order."""
    parts = [said.text for said in order.lines]
    if order.same:
        parts.append("same")
    if order.ship_by:
        parts.append(f"ship {order.ship_by.isoformat()}")
    if order.service:
        parts.append(f"by {order.service.text}")
    parts += [word for word, said in (("collect", order.collect), ("complete", order.complete)) if said]
    parts += [word for word, tender in TENDER_WORDS.items() if tender == order.tender]
    if order.rate_off is not None:
        parts.append(f"-{shown_percent(order.rate_off)}%")
    if order.money_off:
        parts.append(f"less {order.money_off.text}")
    if order.coupon:
        parts.append(f"coupon {order.coupon.text}")
    words = {name: word for word, name in NOTE_WORDS.items()} | {"reference": "ref", "gift_message": "gift"}
    parts += [f"{words[name]} {_quoted(text)}" for name, whole in order.texts.items() for text in whole.split("\n")]
    head = f"{order.customer.text}: " if order.customer else ""
    return head + ", ".join(parts)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
