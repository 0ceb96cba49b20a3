"""`coupon`: the shop's coupons, what each gives, and how often it was used."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import Any

from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.typed.facts import facts_of
from orderdesk.cli.typed.options import Option, add_options, filled
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.prices.coupons import Coupon, coupon_code, worth_words
from orderdesk.domain.values.errors import NotFound
from orderdesk.domain.values.money import amount_text, parse_amount, parse_percent, percent_text, shown
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.prices.coupons import CouponRow
from orderdesk.services.orders.views import view_shop
from orderdesk.services.prices.coupons import coupons_of, save_coupon, switch_coupon

_OPTIONS = (
    Option("minimum", "what the goods must come to"),
    Option("from", "the first day", "valid_from", none="for no such day"),
    Option("to", "the last day", "valid_to", none="for no such day"),
    Option("uses", "how often in all", "most_uses", none="for unlimited"),
    Option("each", "how often by one customer", "most_each", none="for unlimited"),
)
_FACTS = {"from": "valid_from", "to": "valid_to", "uses": "most_uses", "each": "most_each"}


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
        add_options(step, Coupon, _OPTIONS)
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
        **facts_of(coupon, {"minimum": "minimum", **_FACTS}, currency),
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
    return filled(coupon, _OPTIONS, options, currency)


def _switch(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: switch_coupon(desk, options.code, on=options.on))
    return _list(session, options)
