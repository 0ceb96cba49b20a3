"""What making two customers one would do, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.values.errors import NotFound
from orderdesk.domain.values.money import money
from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.customers import mergers
from orderdesk.persistence.customers.mergers import Portion, Side
from orderdesk.persistence.money.records import store_credit_of
from orderdesk.persistence.prices.price_lists import group_of
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.customers.merging import find_likely
from orderdesk.services.desk import Desk

_KINDS = {
    "address": ("address", "addresses"),
    "contact": ("person", "people"),
    "code": ("code of theirs", "codes of theirs"),
    "price": ("own price", "own prices"),
}


@dataclass(frozen=True, slots=True)
class LikelyMatch:
    """A customer who is likely the same, as they stand beside the other, and why."""

    side: Side
    why: str


@dataclass(frozen=True, slots=True)
class MergePreview:
    """Who would go and who would stay, with one sentence for each thing that moves or stays behind."""

    gone: Side
    stays: Side
    moves: tuple[str, ...]


def matches_of(desk: Desk, customer_id: int) -> tuple[Side, list[LikelyMatch]]:
    """A customer, and everyone who is likely the same, the newest first."""
    with desk.reading() as connection:
        mine = mergers.sides(connection, [customer_id]).get(customer_id)
        if mine is None:
            raise NotFound("There is no such customer.", field="customer")
        likely = find_likely(connection, customer_id)
        found = mergers.sides(connection, [each.id for each in likely])
        return mine, [LikelyMatch(found[each.id], each.why) for each in likely]


def side_of(desk: Desk, customer_id: int) -> Side:
    """One customer as they stand beside another."""
    with desk.reading() as connection:
        found = mergers.sides(connection, [customer_id]).get(customer_id)
    if found is None:
        raise NotFound("There is no such customer.", field="customer")
    return found


def preview_merge(desk: Desk, gone_id: int, stays_id: int) -> MergePreview:
    """What would move from one customer to the other; nothing is written."""
    with desk.reading() as connection:
        both = mergers.sides(connection, [gone_id, stays_id])
        if gone_id not in both or stays_id not in both:
            raise NotFound("There is no such customer.", field="customer")
        gone, stays = both[gone_id], both[stays_id]
        currency = shop_of(connection).currency
        moves = [_orders(gone, stays, currency)] if gone.orders else []
        if credit := store_credit_of(connection, gone_id):
            moves.append(f"{money(credit, currency)} store credit moves.")
        for kind, portion in mergers.portions(connection, gone_id, stays_id).items():
            moves += _told(kind, portion, stays)
        if (group := group_of(connection, gone_id)) and not group_of(connection, stays_id):
            moves.append(f"{stays.number} buys by the price lists of {group} from now on.")
        if gone.blocked and not stays.blocked:
            moves.append(f"{stays.number} is blocked from now on: {gone.blocked}")
        moves.append(f"The number, name and telephone of {gone.number} lead to {stays.number} from now on.")
        return MergePreview(gone, stays, tuple(moves))


def _orders(gone: Side, stays: Side, currency: str) -> str:
    """The orders that move, with what is owed before and after."""
    count = count_word(gone.orders, "order moves", "orders move")
    if not gone.balance:
        return f"{count}; {stays.number} owes {money(stays.balance, currency)} as before."
    before, after = money(stays.balance, currency), money(stays.balance + gone.balance, currency)
    return f"{count}; {stays.number} owes {after} in place of {before}."


def _told(kind: str, portion: Portion, stays: Side) -> list[str]:
    one, many = _KINDS[kind]
    said = []
    if portion.moved:
        said.append(f"{portion.moved} {one} moves." if portion.moved == 1 else f"{portion.moved} {many} move.")
    if portion.left:
        verb = "does not" if portion.left == 1 else "do not"
        said.append(f"{portion.left} {one if portion.left == 1 else many} {verb} move: {stays.number} has its own.")
    return said
