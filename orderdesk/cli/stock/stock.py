"""`stock`: what is on the shelves, and everything that changes it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime

from orderdesk.cli.orders.giving_way import RELEASE, asked, gave_facts, gave_way
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import pairs, read_day
from orderdesk.cli.session import Session
from orderdesk.cli.stock.counts import add_counts
from orderdesk.cli.stock.stock_facts import FIGURES, stock_facts
from orderdesk.cli.stock.stock_mending import add_mending
from orderdesk.cli.stock.stock_then import AS_OF, add_list, show_then
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.quantity import Quantity, parse_count, parse_quantity, quantity_text, shown_quantity
from orderdesk.domain.values.texts import listed
from orderdesk.persistence.items.lists import FoundItem
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import item_of_code
from orderdesk.services.stock import stocking
from orderdesk.services.stock.counting import Counted, CountLine, count
from orderdesk.services.stock.giving_way import GaveWay
from orderdesk.services.stock.stock_views import figures_at

_COUNTED = ("expected", "counted", "difference", "on_hand", "found", "lost", "missing")


def arguments(parser: Parser, verb: str) -> None:
    """The steps of `stock`."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    show = steps.add_parser("show", help="the figures of an item")
    show.add_argument("sku", metavar="SKU")
    show.add_argument("--as-of", metavar="TIME", help=AS_OF)
    show.add_argument("--location", default="", metavar="NAME", help="what lies at one location alone")
    show.set_defaults(run=_show)
    add_list(steps)
    for name, help_ in (
        ("receive", "goods come in"),
        ("take", "hand out over the counter; refused when less is available"),
        ("adjust", "put on hand right by a difference"),
        ("move", "carry to another bin"),
        ("scrap", "throw away"),
    ):
        _change(steps.add_parser(name, help=help_), name)
    expect = steps.add_parser("expect", help="note goods on their way")
    expect.add_argument("sku", metavar="SKU")
    expect.add_argument("quantity", metavar="QTY")
    expect.add_argument("--reference", default="", metavar="TEXT")
    expect.add_argument("--due", metavar="DAY")
    expect.add_argument("--vendor", default="", metavar="NAME")
    expect.set_defaults(run=_expect)
    add_mending(steps)
    add_counts(steps)
    count = steps.add_parser("count", help="book what was counted")
    count.add_argument("counted", nargs="+", metavar="SKU=QTY")
    count.add_argument("--bin", default="", metavar="B")
    count.add_argument("--at", metavar="TIME", help="when it was counted, such as 2026-05-31T10:00+02:00; else now")
    count.add_argument("--reason", default="count", metavar="TEXT")
    count.add_argument("--release", action="store_true", help=RELEASE)
    count.set_defaults(run=_count)


def _change(part: Parser, name: str) -> None:
    part.add_argument("sku", metavar="SKU")
    part.add_argument("quantity", metavar="QTY")
    part.add_argument("--bin", default="", metavar="B")
    if name != "receive":
        part.add_argument("--reason", default="", metavar="TEXT")
    if name == "move":
        part.add_argument("--to", required=True, metavar="B")
    if name == "receive":
        part.add_argument("--reference", default="", metavar="TEXT", help="what the goods were expected under")
    if name in ("adjust", "move", "scrap"):
        part.add_argument("--release", action="store_true", help=RELEASE)
    part.set_defaults(run=_moved, change=name)


def _show(session: Session, options: Namespace) -> Answer:
    if options.as_of:
        return show_then(session, options.sku, options.as_of)
    found = item_of_code(session.desk, options.sku)
    if options.location:
        return _show_at(session, found, options.location)
    rows = [(name.replace("_", " "), shown_quantity(getattr(found.stock, name))) for name in FIGURES]
    return Answer(f"{found.sku} {found.name}\n{columns(rows, right=(1,))}", stock_facts(found))


def _show_at(session: Session, found: FoundItem, location: str) -> Answer:
    place, here = figures_at(session.desk, found.id, location)
    names = FIGURES[:-1]
    rows = [(name.replace("_", " "), shown_quantity(getattr(here, name))) for name in names]
    facts = {name: quantity_text(getattr(here, name)) for name in names}
    return Answer(
        f"{found.sku} {found.name}, {place}\n{columns(rows, right=(1,))}",
        {"sku": found.sku, "name": found.name, "location": place, **facts},
    )


def _moved(session: Session, options: Namespace) -> Answer:
    change: str = options.change
    quantity = parse_quantity(options.quantity, signed=change == "adjust")
    gave = asked(lambda: session.write(lambda desk: _CHANGES[change](desk, options, quantity))) or ()
    found = item_of_code(session.desk, options.sku)
    text = f"{found.sku}: {change} {shown_quantity(quantity)}, {shown_quantity(found.stock.available)} available"
    facts = {"change": change, "quantity": quantity_text(quantity), **stock_facts(found)}
    return Answer(
        "\n".join([text, *gave_way(session, gave)]), {**facts, "gave_way": [gave_facts(each) for each in gave]}
    )


def _receive(desk: Desk, options: Namespace, quantity: Quantity) -> None:
    stocking.receive(desk, options.sku, quantity, bin=options.bin, reference=options.reference)


def _take(desk: Desk, options: Namespace, quantity: Quantity) -> None:
    stocking.take(desk, options.sku, quantity, bin=options.bin, reason=options.reason or "counter")


def _adjust(desk: Desk, options: Namespace, quantity: Quantity) -> tuple[GaveWay, ...]:
    return stocking.adjust(desk, options.sku, quantity, options.reason, bin=options.bin, sure=options.release)


def _move(desk: Desk, options: Namespace, quantity: Quantity) -> tuple[GaveWay, ...]:
    source, sure = options.bin, options.release
    return stocking.move(desk, options.sku, quantity, options.to, bin=source, reason=options.reason, sure=sure)


def _scrap(desk: Desk, options: Namespace, quantity: Quantity) -> tuple[GaveWay, ...]:
    return stocking.scrap(desk, options.sku, quantity, options.reason, bin=options.bin, sure=options.release)


_CHANGES: dict[str, Callable[[Desk, Namespace, Quantity], tuple[GaveWay, ...] | None]] = {
    "receive": _receive,
    "take": _take,
    "adjust": _adjust,
    "move": _move,
    "scrap": _scrap,
}


def _expect(session: Session, options: Namespace) -> Answer:
    quantity = parse_quantity(options.quantity)
    due = read_day(options.due, "due") if options.due else None
    reference = session.write(
        lambda desk: stocking.expect(
            desk, options.sku, quantity, reference=options.reference, due=due, vendor=options.vendor
        )
    )
    facts = {"reference": reference, **stock_facts(item_of_code(session.desk, options.sku))}
    return Answer(f"{options.sku}: {shown_quantity(quantity)} expected under {reference}", facts)


def _count(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    at = desk.clock() if options.at is None else _moment(options.at, desk)
    wanted = pairs(options.counted, "counted")
    lines = [CountLine(sku, _counted(text), options.bin) for sku, text in wanted.items()]
    booked = asked(lambda: session.write(lambda desk: count(desk, lines, at, options.reason, sure=options.release)))
    facts = [
        {
            "sku": each.sku,
            "bin": each.bin,
            **{name: quantity_text(getattr(each, name)) for name in _COUNTED},
            "look_in": list(each.look_in),
            "gave_way": [gave_facts(one) for one in each.gave_way],
        }
        for each in booked
    ]
    rows = [(each.sku, each.bin, shown_quantity(each.counted), shown_quantity(each.difference)) for each in booked]
    said = [_settled(each) for each in booked if each.found or each.lost or each.missing]
    said += [text for each in booked for text in gave_way(session, each.gave_way)]
    return Answer("\n".join([columns(rows, right=(2, 3)), *said]), {"counts": facts})


def _settled(each: Counted) -> str:
    found = f"{shown_quantity(each.found)} of what was missing found" if each.found else ""
    lost = f"{shown_quantity(each.lost)} missing given up" if each.lost else ""
    still = f"{shown_quantity(each.missing)} still missing, to be looked for in {listed(each.look_in)}"
    return f"{each.sku}: {', '.join(filter(None, (found, lost, still if each.missing else '')))}."


def _counted(text: str) -> Quantity:
    return parse_count(text, field="counted")


def _moment(text: str, desk: Desk) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text[:40]!r} is no time such as 2026-05-31T10:00.", field="at") from None
    return at if at.tzinfo else at.replace(tzinfo=desk.zone)
