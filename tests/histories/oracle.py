"""What holds in every shop after every step, reckoned from the tables alone and by nothing of the program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, text

from orderdesk.services.desk import Desk

_STRICT = ("card", "paypal")
MILLION, THOUSAND, TEN_THOUSAND = 1_000_000, 1_000, 10_000
Rows = list[Mapping[str, Any]]
TABLES = {
    "orders": "id",
    "order_lines": "order_id, position",
    "adjustments": "id",
    "invoices": "id",
    "invoice_lines": "invoice_id, position",
    "invoice_taxes": "id",
    "payments": "id",
    "returns": "id",
    "return_lines": "id",
    "shipments": "id",
    "allocations": "id",
    "stock": "item_id, bin_id",
    "movements": "id",
    "items": "id",
    "bins": "id",
}


class Books:
    """All tables as they stand, and what is wrong in them."""

    def __init__(self, connection: Connection, major: int) -> None:
        self.major = major
        self.tables: dict[str, Rows] = {
            name: [row._mapping for row in connection.execute(text(f"SELECT * FROM {name} ORDER BY {by}"))]
            for name, by in TABLES.items()
        }
        self.allowed = {row[0] for row in connection.execute(text(_ALLOWED))}

    def of(self, table: str, **wanted: Any) -> Rows:
        return [row for row in self.tables[table] if all(row[name] == value for name, value in wanted.items())]

    def wrong(self) -> list[str]:
        """Every rule that is broken, in words."""
        found = []
        for order in self.tables["orders"]:
            lines = self.of("order_lines", order_id=order["id"])
            for rule in (_prices, _progress, _papers, _money, _state):
                found += [f"{order['number']}: {said}" for said in rule(self, order, lines)]
        return found + list(_stock(self))


_ALLOWED = "SELECT DISTINCT subject_id FROM events WHERE what = 'refunded otherwise'"


def wrong(desk: Desk, major: int) -> list[str]:
    """What is wrong in a shop now."""
    with desk.reading() as connection:
        return Books(connection, major).wrong()


def _sum(rows: Sequence[Mapping[str, Any]], name: str) -> int:
    return sum(row[name] for row in rows)


def _prices(books: Books, order: Mapping[str, Any], lines: Rows) -> Iterator[str]:
    """Money 1 to 4, 6: each line is its price, discounts are spread whole, and it all adds up."""
    for line in lines:
        pence = line["quantity"] * line["price"] * (MILLION - line["discount"]) * books.major
        if abs(line["gross"] - Fraction(pence, THOUSAND * TEN_THOUSAND * MILLION)) >= 1:
            yield f"line {line['position']} is {line['gross']}"
        if not 0 <= line["share"] <= line["gross"] or line["net"] < 0 or line["tax"] < 0:
            yield f"line {line['position']} is below nothing"
        if (line["net"] + line["tax"] if order["inclusive"] else line["net"]) != line["gross"] - line["share"]:
            yield f"line {line['position']} does not add up"
    if (_sum(lines, "net"), _sum(lines, "tax")) != (order["net"], order["tax"]):
        yield "its lines are not its sums"
    if order["net"] + order["tax"] != order["total"]:
        yield "net and tax are not its total"
    if _sum(lines, "share") != _sum(books.of("adjustments", order_id=order["id"]), "amount"):
        yield "its discounts are not what its lines bear"


def _progress(books: Books, order: Mapping[str, Any], lines: Rows) -> Iterator[str]:
    """Stock: ordered = cancelled + shipped + allocated + back-ordered; returned ≤ shipped; wanted covers invoiced."""
    for line in lines:
        own = books.of("allocations", order_line_id=line["id"])
        name = f"line {line['position']}"
        if line["cancelled"] + line["shipped"] + line["allocated"] > line["quantity"]:
            yield f"{name} has more on its way than was ordered"
        if line["shipped"] != sum(each["quantity"] for each in own if each["gone"]):
            yield f"{name} shipped {line['shipped']}"
        if line["allocated"] != sum(each["quantity"] for each in own if not each["gone"]):
            yield f"{name} allocated {line['allocated']}"
        if line["returned"] > line["shipped"]:
            yield f"{name} came back more than it left"
        billed, credited = (_billed(books, order, line, kind) for kind in ("invoice", "credit-note"))
        if billed != line["invoiced"]:
            yield f"{name} says {line['invoiced']} invoiced, its papers {billed}"
        if credited > billed or billed - credited > line["quantity"] - line["cancelled"]:
            yield f"{name}: {billed} invoiced, {credited} credited of {line['quantity']} less {line['cancelled']}"


def _billed(books: Books, order: Mapping[str, Any], line: Mapping[str, Any], kind: str) -> int:
    papers = {each["id"] for each in books.of("invoices", order_id=order["id"], kind=kind)}
    return sum(
        each["quantity"] for each in books.of("invoice_lines", order_line_id=line["id"]) if each["invoice_id"] in papers
    )


def _papers(books: Books, order: Mapping[str, Any], lines: Rows) -> Iterator[str]:
    """Money 5 and 6: every paper adds up and is nowhere below nothing; the parts come to the order."""
    papers = books.of("invoices", order_id=order["id"])
    for paper in papers:
        own = books.of("invoice_lines", invoice_id=paper["id"])
        taxes = books.of("invoice_taxes", invoice_id=paper["id"])
        name = paper["number"]
        sums = (paper["net"], paper["tax"])
        if (_sum(own, "net"), _sum(own, "tax")) != sums or (_sum(taxes, "base"), _sum(taxes, "tax")) != sums:
            yield f"{name} does not add up"
        if paper["net"] + paper["tax"] != paper["total"]:
            yield f"{name}: net and tax are not its total"
        if min(*sums, *(each["base"] for each in taxes), *(each["tax"] for each in taxes)) < 0:
            yield f"{name} is below nothing"
        if paper["kind"] == "invoice":
            yield from _credits(books, paper, own)
            for each in taxes:
                amount = each["base"] + (each["tax"] if order["inclusive"] else 0)
                exact = Fraction(amount * each["rate"], MILLION + (each["rate"] if order["inclusive"] else 0))
                if abs(each["tax"] - exact) > 3 + (len(own) if order["policy"] == "l" else 0):
                    yield f"{name} is taxed {each['tax']} on {amount}"
    invoiced = [paper for paper in papers if paper["kind"] == "invoice"]
    whole = all(line["invoiced"] == line["quantity"] and not line["cancelled"] for line in lines)
    if invoiced and whole and _sum(invoiced, "total") != order["total"]:
        yield f"its invoices come to {_sum(invoiced, 'total')} of {order['total']}"


def _credits(books: Books, paper: Mapping[str, Any], own: Rows) -> Iterator[str]:
    notes = {each["id"] for each in books.of("invoices", amends_id=paper["id"])}
    for line in own:
        billed = books.of("invoice_lines", order_line_id=line["order_line_id"])
        rows = [each for each in billed if each["invoice_id"] in notes]
        for name in ("quantity", "net", "tax"):
            if _sum(rows, name) > line[name]:
                yield f"{paper['number']} line {line['position']}: {name} credited {_sum(rows, name)} of {line[name]}"
        sums = [_sum(rows, name) - line[name] for name in ("net", "tax")]
        if _sum(rows, "quantity") == line["quantity"] and any(sums):
            yield f"{paper['number']} line {line['position']} is credited whole at another sum"


def _money(books: Books, order: Mapping[str, Any], lines: Rows) -> Iterator[str]:
    """Money 6: what is due is what was invoiced and is still to be, less what came; nothing goes back twice."""
    rows = books.of("payments", order_id=order["id"])
    paid, back = (_sum([each for each in rows if each["kind"] == kind], "amount") for kind in ("payment", "refund"))
    if back > paid:
        yield f"{back} was given back of {paid}"
    yield from _tenders(rows, override=order["id"] in books.allowed)
    yield from _given_back(rows)
    if order["state"] not in ("confirmed", "closed"):
        return
    papers = books.of("invoices", order_id=order["id"])
    billed, credited = (
        _sum([each for each in papers if each["kind"] == kind], "total") for kind in ("invoice", "credit-note")
    )
    still_open = [line for line in lines if line["invoiced"] < line["quantity"] - line["cancelled"]]
    if not still_open and order["due"] != billed - credited - paid + back:
        yield f"due is {order['due']}"
    if not any(line["cancelled"] for line in lines) and order["due"] != order["total"] - credited - paid + back:
        yield f"due is {order['due']} of {order['total']}, {paid} paid, {back} back, {credited} credited"


def _tenders(rows: Rows, *, override: bool) -> Iterator[str]:
    """By a tender that brought money no more goes back after it came than it brought; to a strict one never more."""
    came: dict[str, int] = defaultdict(int)
    went: dict[str, int] = defaultdict(int)
    for each in rows:
        if each["kind"] == "payment":
            came[each["tender"]] += each["amount"]
        elif each["tender"] in came or each["tender"] in _STRICT:
            went[each["tender"]] += each["amount"]
    for tender, amount in went.items():
        if amount > came[tender] and (not override or tender in _STRICT):
            yield f"{amount} went back by {tender} of {came[tender]}"


def _given_back(rows: Rows) -> Iterator[str]:
    """Each refund names a payment of its order that came before it; of none more goes back than came."""
    left = {each["id"]: each["amount"] for each in rows if each["kind"] == "payment"}
    tenders = {each["id"]: each["tender"] for each in rows}
    for each in rows:
        if each["kind"] != "refund":
            continue
        of = each["gives_back_id"]
        if of not in left or of > each["id"]:
            yield f"refund {each['receipt']} names no payment"
            continue
        left[of] -= each["amount"]
        if each["tender"] in _STRICT and tenders[of] != each["tender"]:
            yield f"refund {each['receipt']} by {each['tender']} gives back {tenders[of]}"
    yield from (f"{-amount} more went back of payment {key} than came" for key, amount in left.items() if amount < 0)


def _state(books: Books, order: Mapping[str, Any], lines: Rows) -> Iterator[str]:
    """An order ends by itself when nothing is left to do, and only then."""
    stocked = {each["id"] for each in books.of("items", stocked=1)}
    to_ship = sum(
        each["quantity"] - each["cancelled"] - each["shipped"] for each in lines if each["item_id"] in stocked
    )
    to_bill = sum(max(0, each["quantity"] - each["cancelled"] - each["invoiced"]) for each in lines)
    ended = ("settled", "closed", "declined", "expired")
    returns = [each for each in books.of("returns", order_id=order["id"]) if each["state"] not in ended]
    left = bool(to_ship or to_bill or order["due"] or returns)
    if (order["state"] == "closed" and left) or (order["state"] == "confirmed" and not left):
        work = f"{to_ship} to ship, {to_bill} to bill, {order['due']} due, {len(returns)} back"
        yield f"it is {order['state']} with {work}"


def _stock(books: Books) -> Iterator[str]:
    """Stock: on hand is the sum of its movements, reserved that of its open allocations, and within it."""
    moved: dict[tuple[int, int], int] = defaultdict(int)
    tied: dict[tuple[int, int], int] = defaultdict(int)
    for each in books.tables["movements"]:
        moved[each["item_id"], each["bin_id"]] += each["quantity"]
    for each in books.tables["allocations"]:
        if not each["gone"]:
            tied[each["item_id"], each["bin_id"]] += each["quantity"]
    kept = {(row["item_id"], row["bin_id"]): row for row in books.tables["stock"]}
    for place in {*moved, *tied, *kept}:
        on_hand, reserved = (kept[place]["on_hand"], kept[place]["reserved"]) if place in kept else (0, 0)
        if on_hand != moved[place] or on_hand < 0:
            yield f"item {place}: on hand {on_hand}, moved {moved[place]}"
        if reserved != tied[place] or not 0 <= reserved <= on_hand:
            yield f"item {place}: reserved {reserved} of {on_hand}, tied {tied[place]}"
