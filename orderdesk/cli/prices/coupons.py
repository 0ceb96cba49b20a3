"""`coupon`: the shop's coupons, what each gives, and how often it was used."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import Any

from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_day
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.prices.coupons import Coupon, coupon_code, worth_words
from orderdesk.domain.values.errors import BadInput, NotFound
from orderdesk.domain.values.money import amount_text, parse_amount, parse_percent, percent_text, shown
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.prices.coupons import CouponRow
from orderdesk.services.orders.views import view_shop
from orderdesk.services.prices.coupons import coupons_of, save_coupon, switch_coupon

_NONE = "none"


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("list", help="every coupon, with its uses and what their orders came to").set_defaults(run=_list)
    for name, told in (("add", "make a coupon"), ("change", "change what is named, and nothing else")):
        step = steps.add_parser(name, help=told, description=told)
        step.add_argument("code", metavar="CODE", help="such as SPRING10")
        worth = step.add_mutually_exclusive_group(required=name == "add")
        worth.add_argument("--percent", metavar="P", help="off the goods")
        worth.add_argument("--amount", metavar="A", help="off the goods")
        worth.add_argument("--free-delivery", action="store_true")
        step.add_argument("--minimum", metavar="A", help="what the goods must come to")
        step.add_argument(
            "--from", dest="first", metavar="YYYY-MM-DD", help=f"the first day; “{_NONE}” for no such day"
        )
        step.add_argument("--to", dest="last", metavar="YYYY-MM-DD", help=f"the last day; “{_NONE}” for no such day")
        step.add_argument("--uses", metavar="N", help=f"how often in all; “{_NONE}” for unlimited")
        step.add_argument("--each", metavar="N", help=f"how often by one customer; “{_NONE}” for unlimited")
        step.set_defaults(run=_save, new=name == "add")
    for name, on in (("off", False), ("on", True)):
        step = steps.add_parser(name, help="switch a coupon on again" if on else "let a coupon no longer be used")
        step.add_argument("code", metavar="CODE")
        step.set_defaults(run=_switch, on=on)


def _list(session: Session, options: Namespace) -> Answer:
    currency = view_shop(session.desk).currency
    found = coupons_of(session.desk)
    rows = [_row(each, currency) for each in found]
    return Answer(columns(rows) or "No coupons.", {"coupons": [_facts(each, currency) for each in found]})


def _row(row: CouponRow, currency: str) -> tuple[str, ...]:
    coupon = row.coupon
    days = [
        f"{word} {shown_day(day)}"
        for word, day in (("from", coupon.valid_from), ("to", coupon.valid_to))
        if day is not None
    ]
    most = "" if coupon.most_uses is None else f" of {coupon.most_uses:,}"
    return (
        coupon.code,
        worth_words(coupon, currency),
        f"from {shown(coupon.minimum, currency)}" if coupon.minimum else "",
        " ".join(days),
        f"used {row.uses:,}{most}, {shown(row.net, currency)} net",
        "" if coupon.most_each is None else f"{coupon.most_each:,} each",
        "" if coupon.active else "off",
    )


def _facts(row: CouponRow, currency: str) -> dict[str, Any]:
    coupon = row.coupon
    return {
        "code": coupon.code,
        "percent": percent_text(coupon.rate) if coupon.rate else None,
        "amount": amount_text(coupon.amount, currency) if coupon.amount else None,
        "free_delivery": bool(coupon.free_delivery),
        "minimum": amount_text(coupon.minimum, currency),
        "from": coupon.valid_from.isoformat() if coupon.valid_from else None,
        "to": coupon.valid_to.isoformat() if coupon.valid_to else None,
        "uses": coupon.most_uses,
        "each": coupon.most_each,
        "on": bool(coupon.active),
        "used": row.uses,
        "net": amount_text(row.net, currency),
    }


def _save(session: Session, options: Namespace) -> Answer:
    currency = view_shop(session.desk).currency
    coupon = _given(_start(session, options), options, currency)
    session.write(lambda desk: save_coupon(desk, coupon, new=options.new))
    return _list(session, options)


def _start(session: Session, options: Namespace) -> Coupon:
    code = coupon_code(options.code)
    if options.new:
        return Coupon(0, code)
    known = [each.coupon for each in coupons_of(session.desk) if each.coupon.code == code]
    if not known:
        raise NotFound(f"There is no coupon {code}.", field="coupon")
    return known[0]


def _given(coupon: Coupon, options: Namespace, currency: str) -> Coupon:
    if options.percent is not None:
        coupon = replace(coupon, rate=parse_percent(options.percent, field="worth"), amount=0, free_delivery=0)
    if options.amount is not None:
        amount = parse_amount(options.amount, currency, field="worth")
        coupon = replace(coupon, rate=0, amount=amount, free_delivery=0)
    if options.free_delivery:
        coupon = replace(coupon, rate=0, amount=0, free_delivery=1)
    if options.minimum is not None:
        coupon = replace(coupon, minimum=parse_amount(options.minimum, currency, field="minimum"))
    values: dict[str, Any] = {}
    for name, text, option in (("valid_from", options.first, "--from"), ("valid_to", options.last, "--to")):
        if text is not None:
            values[name] = None if text == _NONE else read_day(text, option)
    for name, text in (("most_uses", options.uses), ("most_each", options.each)):
        if text is not None:
            values[name] = _count(text, name)
    return replace(coupon, **values)


def _count(text: str, name: str) -> int | None:
    if text == _NONE:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise BadInput(f"Write a whole number or “{_NONE}”, not {text[:20]}.", field=name)
    return int(text)


def _switch(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: switch_coupon(desk, options.code, on=options.on))
    return _list(session, options)
