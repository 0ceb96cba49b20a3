"""An order in one line, with its words matched to the shop: who, which items, which service, at today's prices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from orderdesk.domain.orders.grounds import Moment
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.orders.typed.entry_line import entry_text
from orderdesk.domain.orders.typed.shorthand import Said, Shorthand, parse
from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.values.errors import OrderDeskError, Refused
from orderdesk.domain.values.money import parse_amount
from orderdesk.domain.values.quantity import ONE, Quantity
from orderdesk.persistence.customers.callers import last_order_id
from orderdesk.persistence.customers.lists import MOST_RANKED, FoundCustomer
from orderdesk.persistence.items.entry import Match
from orderdesk.persistence.items.lists import FoundItem
from orderdesk.persistence.record.search import fold
from orderdesk.persistence.shop.records import read_services, shop_of
from orderdesk.services.customers.callers import callers
from orderdesk.services.customers.notes import standing_notes
from orderdesk.services.desk import Desk
from orderdesk.services.items.entry_lines import Matched, matched
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.repeating import repeated
from orderdesk.services.prices.pricing import Preview, preview

MOST_CHOICES = 6


@dataclass(frozen=True, slots=True)
class Meaning:
    """One of several meanings: what it is, and the words to write in its place."""

    title: str
    second: str
    words: str


@dataclass(frozen=True, slots=True)
class UnreadWords:
    """Words at `line[start:end]` that are not understood, why, and what they may mean."""

    start: int
    end: int
    sentence: str
    choices: tuple[Meaning, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenItem:
    """A line understood: the item and what is asked of it; `changes` since it was last ordered, when repeated."""

    item: FoundItem
    request: LineRequest
    changes: tuple[str, ...] = ()

    @property
    def quantity(self) -> Quantity:
        return self.request.quantity


@dataclass(frozen=True, slots=True)
class TakenLine:
    """What a line comes to; it may be placed when `problems` is empty. `preview` is None where it cannot be priced,
    `sent_by_hand` whether the line says how it goes."""

    line: str
    customer: FoundCustomer | None
    items: tuple[TakenItem, ...]
    request: OrderRequest
    preview: Preview | None
    problems: tuple[UnreadWords, ...]
    sent_by_hand: bool = False


Known = dict[tuple[str, int | None], Matched]
"""What was found for each text and customer; true for as long as nothing in the shop changes."""


def read_line(desk: Desk, line: str, known: Known | None = None) -> TakenLine:
    """Read an order in one line for this shop; nothing is written and nothing is raised for what is typed.

    While a line is typed most of it stays as it was: what is `known` of it is not looked for again.
    """
    said = parse(line, desk.today)
    with desk.reading() as connection:
        customer, problems = _customer(connection, said.customer)
        items, more = _items(connection, desk.moment, said, customer, {} if known is None else known)
        request, still = _request(connection, said, customer, items)
        found = _in_order([*problems, *more, *still, *(UnreadWords(w.start, w.end, w.sentence) for w in said.wrong)])
        if not items:
            return TakenLine(line, customer, items, request, None, found)
        try:
            by_hand = said.collect or said.service is not None
            priced = preview(connection, desk, request, choose=not by_hand)
        except OrderDeskError as no:
            return TakenLine(line, customer, items, request, None, found or (UnreadWords(0, len(line), str(no)),))
    if not by_hand:
        request = replace(request, service=priced.priced.service.code if priced.priced.service else "")
    if priced.priced.delivery and (not_taken := priced.priced.delivery.refused):
        at = (said.service.start, said.service.end) if said.service else (0, len(line))
        found = _in_order([*found, UnreadWords(*at, not_taken)])
    refused = priced.priced.given.refused
    if refused and said.coupon:
        found = _in_order([*found, UnreadWords(said.coupon.start, said.coupon.end, refused)])
    return TakenLine(line, customer, items, request, priced, found, by_hand)


def take_line(desk: Desk, line: str, *, confirm: bool) -> int:
    """Place the order of a line, as a draft unless `confirm`; refuse while anything of it is not understood."""
    return place_taken(desk, read_line(desk, line), confirm=confirm)


def place_taken(desk: Desk, taken: TakenLine, *, confirm: bool) -> int:
    """Place the order of a line that was read; prices, stock and all rules are those of this moment."""
    if taken.problems:
        raise Refused(taken.problems[0].sentence, field="line")
    if not taken.items:
        raise Refused("Name at least one item, as in “patel: 3 mug”.", field="line")
    return place_order(desk, taken.request, confirm=confirm)


def replaced(line: str, problem: UnreadWords, choice: Meaning) -> str:
    """The line with a choice written where it was not understood."""
    return line[: problem.start] + choice.words + line[problem.end :]


def _in_order(problems: list[UnreadWords]) -> tuple[UnreadWords, ...]:
    return tuple(sorted(problems, key=lambda each: (each.start, each.end)))


# Who


def _customer(connection: Connection, said: Said | None) -> tuple[FoundCustomer | None, list[UnreadWords]]:
    if said is None:
        return None, []
    found = callers(connection, said.text, MOST_RANKED)
    exact = [one for one in found if _is_exactly(one, said.text)] or found
    # Of so many not all were looked at: there may be another who is called just so.
    if len(exact) == 1 and len(found) < MOST_RANKED:
        return exact[0], []
    choices = tuple(Meaning(one.company or one.name, _about(one), one.number) for one in exact[:MOST_CHOICES])
    sentence = f"“{said.text}” may be any of these customers." if found else f"No customer is “{said.text}”."
    return None, [UnreadWords(said.start, said.end, sentence, choices)]


def _is_exactly(one: FoundCustomer, text: str) -> bool:
    """Whether the text is their number or e-mail, or each of its words a whole word of their name."""
    if text.casefold() in (one.number.casefold(), one.email.casefold()):
        return True
    asked = set(fold(text).split())
    return bool(asked) and asked <= set(fold(f"{one.name} {one.company}").split())


def _about(one: FoundCustomer) -> str:
    return " · ".join(part for part in (one.number, one.phone, one.postcode) if part)


# What


def _items(
    connection: Connection, moment: Moment, said: Shorthand, customer: FoundCustomer | None, known: Known
) -> tuple[tuple[TakenItem, ...], list[UnreadWords]]:
    customer_id = customer.id if customer else None
    items, problems = [], []
    for line in said.lines:
        asked = line.text, customer_id
        found = known[asked] = known.get(asked) or matched(connection, line.text, customer_id)
        if found.chosen is None:
            problems.append(_unclear(line, found))
        else:
            items.append(_taken(found.chosen, said))
    if said.same:
        again, problem = _same(connection, moment, said, customer)
        items = [*again, *items]
        problems += problem
    return tuple(items), problems


def _taken(match: Match, said: Shorthand) -> TakenItem:
    entry = match.entry
    discount = said.rate_off if entry.discount is None else entry.discount
    request = LineRequest(entry.quantity or ONE, match.item.sku, price=entry.price, discount=discount)
    return TakenItem(match.item, request)


def _unclear(line: Said, found: Matched) -> UnreadWords:
    if found.refused:
        return UnreadWords(line.start, line.end, found.refused)
    choices = tuple(
        Meaning(match.item.name, match.item.sku, entry_text(replace(match.entry, words=match.item.sku, quantity=count)))
        for match in found.found[:MOST_CHOICES]
        if (count := match.entry.quantity or ONE)
    )
    if choices:
        return UnreadWords(line.start, line.end, f"“{line.text}” may be any of these items.", choices)
    at, word = _place_of(line, found.unknown)
    return UnreadWords(at, at + len(word), f"No item is called “{word}”.")


def _place_of(line: Said, unknown: tuple[str, ...]) -> tuple[int, str]:
    """Where the first unknown word stands; the whole line where each word is known but no item has them all."""
    word = unknown[0] if unknown else line.text
    inside = line.text.find(word)
    return (line.start + inside, word) if inside >= 0 else (line.start, line.text)


def _same(
    connection: Connection, moment: Moment, said: Shorthand, customer: FoundCustomer | None
) -> tuple[list[TakenItem], list[UnreadWords]]:
    assert said.same is not None
    place = said.same.start, said.same.end
    last = last_order_id(connection, customer.id) if customer else None
    if last is None:
        return [], [UnreadWords(*place, "There is no earlier order to repeat.")]
    again = repeated(connection, moment, last)
    items = [
        TakenItem(line.item, LineRequest(line.quantity, line.item.sku, discount=said.rate_off), line.changes)
        for line in again.lines
    ]
    return items, [UnreadWords(*place, f"{each}.") for each in again.left_out]


# How


def _request(
    connection: Connection, said: Shorthand, customer: FoundCustomer | None, items: tuple[TakenItem, ...]
) -> tuple[OrderRequest, list[UnreadWords]]:
    service, wrong = _service(connection, said)
    off, also = _money_off(connection, said)
    notes = standing_notes(connection, customer.id if customer else None, [each.item.id for each in items])
    texts: dict[str, Any] = dict(said.texts)
    texts["instructions"] = "\n".join(filter(None, (notes, texts.get("instructions", ""))))
    request = OrderRequest(
        lines=tuple(each.request for each in items),
        customer_id=customer.id if customer else None,
        service=service,
        discount=off,
        coupon=said.coupon.text if said.coupon else "",
        tender=said.tender or "account",
        ship_complete=said.complete,
        ship_by=said.ship_by,
    )
    return replace(request, **texts), [*wrong, *also]


def _service(connection: Connection, said: Shorthand) -> tuple[str, list[UnreadWords]]:
    offered = list(read_services(connection))
    if said.collect:
        return "", []
    if said.service is None:
        return "", []
    found = _services_called(offered, said.service.text)
    if len(found) == 1:
        return found[0].code, []
    choices = tuple(Meaning(each.name, each.code, each.code) for each in found or offered)
    place = said.service.start, said.service.end
    return "", [UnreadWords(*place, f"“{said.service.text}” is not one shipping service.", choices)]


def _services_called(offered: list[Service], text: str) -> list[Service]:
    asked = text.casefold()
    exact = [each for each in offered if asked in (each.code.casefold(), each.name.casefold())]
    return exact or [each for each in offered if each.name.casefold().startswith(asked)]


def _money_off(connection: Connection, said: Shorthand) -> tuple[int, list[UnreadWords]]:
    if said.money_off is None:
        return 0, []
    try:
        return parse_amount(said.money_off.text, shop_of(connection).currency, field="discount"), []
    except OrderDeskError as no:
        return 0, [UnreadWords(said.money_off.start, said.money_off.end, str(no))]
