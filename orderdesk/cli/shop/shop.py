"""`shop`: the shop as its papers show it, and how it writes figures and days."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from datetime import date
from typing import Any

from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.values.addresses import one_line
from orderdesk.domain.values.money import grouped, money
from orderdesk.domain.values.written.local import NUMBERS, shown_day
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from orderdesk.services.shop.shop_forms import ShopForm

_COUNTRY = "country"
_TEXTS = (
    *("name", "line1", "line2", "city", "region", "postcode", "country", "phone", "email", "tax_id", "website"),
    "paper",
)


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("show", help="the shop as it is now").set_defaults(run=_show)
    change = steps.add_parser("change", help="change what is named, and nothing else")
    for name in _TEXTS:
        change.add_argument(f"--{name.replace('_', '-')}", metavar="TEXT")
    change.add_argument(
        "--numbers", choices=[*NUMBERS, _COUNTRY], help="the decimal sign; “country” for the usual one of the country"
    )
    change.set_defaults(run=_change)


def _show(session: Session, options: Namespace) -> Answer:
    shop = shop_now(session.desk)
    form = form_of(shop)
    facts: dict[str, Any] = {name: getattr(form, name) for name in (*_TEXTS, "currency", "time_zone")}
    facts["numbers"] = form.numbers or _COUNTRY
    place = ", ".join(filter(None, (one_line(form, form.country), form.country)))
    example = f"{grouped('1234.5')}, {money(123_450, shop.currency)}, {shown_day(date(2026, 12, 31))}"
    return Answer(f"{form.name}, {place}\nFigures and days are written {example}", facts)


def _change(session: Session, options: Namespace) -> Answer:
    shop = shop_now(session.desk)
    given = {name: getattr(options, name) for name in _TEXTS if getattr(options, name) is not None}
    wanted: ShopForm = replace(form_of(shop), **given)
    if options.numbers is not None:
        wanted = replace(wanted, numbers="" if options.numbers == _COUNTRY else options.numbers)
    session.write(lambda desk: edit_shop(desk, wanted))
    return _show(session, options)
