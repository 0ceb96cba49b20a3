"""`price`: price lists by customer group, prices of one customer, and which price wins and why."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import as_number, read_day
from orderdesk.cli.session import Session
from orderdesk.cli.typed.options import Option, add_options, filled
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.values.money import parse_price, price_text, price_with_currency
from orderdesk.domain.values.quantity import parse_quantity, quantity_text, shown_quantity
from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.prices.price_lists import PriceRow
from orderdesk.services.orders.views import customer_id_of, view_shop
from orderdesk.services.prices import price_lists as prices

LIST = (
    Option("group", "made when there is none; needed for a new list", metavar="NAME"),
    Option("currency", "of its prices; the shop's own if left out", metavar="CODE"),
    Option("from", "the first day it holds", "valid_from", none="for no such day"),
    Option("to", "the last day it holds", "valid_to", none="for no such day"),
)


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("list", help="every list, with its group and days").set_defaults(run=_lists)
    _step(steps, "show", "the prices of a list", _show, "list")
    keep = _step(steps, "keep", "make a list for a group of customers, or change what is named", _keep, "list")
    add_options(keep, prices.ListForm, LIST)
    _step(steps, "drop", "forget a list with its prices", _drop, "list")
    row = _step(steps, "set", "set the price of an item on a list", _set, "list", "sku", "price")
    row.add_argument("--from-quantity", default="1", metavar="N", help="the quantity it begins at")
    gone = _step(steps, "unset", "take a price off a list", _unset, "list", "sku")
    gone.add_argument("--from-quantity", default="1", metavar="N")
    own = _step(steps, "customer", "the prices of one customer; with SKU and PRICE set one", _customer, "customer")
    own.add_argument("sku", metavar="SKU", nargs="?")
    own.add_argument("price", metavar="PRICE", nargs="?")
    own.add_argument("--from-quantity", default="1", metavar="N")
    own.add_argument("--remove", action="store_true", help="let the price of SKU no longer count")
    _days(own)
    group = _step(steps, "group", "put a customer into a group; without NAME take them out", _group, "customer")
    group.add_argument("name", metavar="NAME", nargs="?", default="")
    why = _step(steps, "why", "the price a customer pays today, and where it comes from", _why, "customer", "sku")
    why.add_argument("quantity", metavar="N", nargs="?", default="1")


def _step(steps: Any, name: str, told: str, run: Callable[[Session, Namespace], Answer], *words: str) -> Parser:
    part: Parser = steps.add_parser(name, help=told, description=told)
    for word in words:
        part.add_argument(word, metavar=word.upper())
    part.set_defaults(run=run)
    return part


def _days(part: Parser) -> None:
    part.add_argument("--from", dest="first", metavar="YYYY-MM-DD", help="the first day it holds")
    part.add_argument("--to", dest="last", metavar="YYYY-MM-DD", help="the last day it holds")


def _read_days(options: Namespace) -> tuple[date | None, date | None]:
    first = read_day(options.first, "--from") if options.first else None
    return first, read_day(options.last, "--to") if options.last else None


def _lists(session: Session, options: Namespace) -> Answer:
    found = prices.price_lists(session.desk)
    facts = [
        {
            "list": each.name,
            "group": each.group,
            "currency": each.currency,
            "from": _day(each.valid_from),
            "to": _day(each.valid_to),
            "prices": each.rows,
        }
        for each in found
    ]
    rows = [
        (each.name, each.group, each.currency, count_word(each.rows, "price"), _span(each.valid_from, each.valid_to))
        for each in found
    ]
    groups = [{"group": each.name, "customers": each.members} for each in prices.groups(session.desk)]
    return Answer(columns(rows) or "Everybody pays the shop's prices.", {"lists": facts, "groups": groups})


def _show(session: Session, options: Namespace) -> Answer:
    currency = prices.price_list(session.desk, options.list).currency
    found = prices.rows_of_list(session.desk, options.list)
    return _rows(found, currency, f"{options.list} has no prices yet.")


def _keep(session: Session, options: Namespace) -> Answer:
    known = {each.name.casefold(): each for each in prices.price_lists(session.desk)}.get(options.list.casefold())
    start = prices.ListForm(options.list, "")
    if known is not None:
        start = prices.ListForm(known.name, known.group, known.currency, known.valid_from, known.valid_to)
    form = filled(start, LIST, options, "")
    session.write(lambda desk: prices.save_list(desk, form))
    return _lists(session, options)


def _drop(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: prices.remove_list(desk, options.list))
    return _lists(session, options)


def _set(session: Session, options: Namespace) -> Answer:
    row = prices.RowForm(options.sku, parse_price(options.price), parse_quantity(options.from_quantity))
    session.write(lambda desk: prices.set_list_price(desk, options.list, row))
    return _show(session, options)


def _unset(session: Session, options: Namespace) -> Answer:
    start = parse_quantity(options.from_quantity)
    session.write(lambda desk: prices.remove_list_price(desk, options.list, options.sku, start))
    return _show(session, options)


def _customer(session: Session, options: Namespace) -> Answer:
    key = customer_id_of(session.desk, as_number(options.customer, "C"))
    start = parse_quantity(options.from_quantity)
    if options.sku and options.remove:
        session.write(lambda desk: prices.remove_customer_price(desk, key, options.sku, start))
    elif options.sku:
        row = prices.RowForm(options.sku, parse_price(options.price or ""), start, *_read_days(options))
        session.write(lambda desk: prices.set_customer_price(desk, key, row))
    currency = view_shop(session.desk).currency
    return _rows(prices.prices_of_customer(session.desk, key), currency, "No prices are agreed with this customer.")


def _group(session: Session, options: Namespace) -> Answer:
    key = customer_id_of(session.desk, as_number(options.customer, "C"))
    session.write(lambda desk: prices.set_group(desk, key, options.name))
    group = prices.group_of_customer(session.desk, key)
    return Answer(f"In the group {group}." if group else "In no group.", {"group": group})


def _why(session: Session, options: Namespace) -> Answer:
    key = customer_id_of(session.desk, as_number(options.customer, "C"))
    won = prices.why_price(session.desk, key, options.sku, parse_quantity(options.quantity))
    currency = view_shop(session.desk).currency
    said = won.why(currency)
    return Answer(said, {"price": price_text(won.price, currency), "why": said})


def _rows(found: Sequence[PriceRow], currency: str, none: str) -> Answer:
    facts = [
        {
            "sku": each.sku,
            "from_quantity": quantity_text(each.from_quantity),
            "price": price_text(each.price, currency),
            "from": _day(each.valid_from),
            "to": _day(each.valid_to),
        }
        for each in found
    ]
    rows = [
        (
            each.sku,
            f"from {shown_quantity(each.from_quantity)}",
            f"{price_with_currency(each.price, currency)}",
            _span(each.valid_from, each.valid_to) if each.valid_from or each.valid_to else "",
        )
        for each in found
    ]
    return Answer(columns(rows) or none, {"currency": currency, "prices": facts})


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _span(first: date | None, last: date | None) -> str:
    said = [f"from {first}" if first else "", f"to {last}" if last else ""]
    return " ".join(each for each in said if each) or "always"
