"""`shop`: the shop as its papers show it, and how it writes figures and days."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from datetime import date

from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.typed.facts import facts_of
from orderdesk.cli.typed.options import Option, add_options, filled
from orderdesk.cli.writing import Answer
from orderdesk.domain.values.addresses import one_line
from orderdesk.domain.values.money import grouped, money
from orderdesk.domain.values.written.local import NUMBERS, shown_day
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from orderdesk.services.shop.shop_forms import PAPERS, TIMINGS, ShopForm

_COUNTRY = "country"
OPTIONS = (
    Option("name"),
    Option("tax-id"),
    *(Option(name) for name in ("line1", "line2", "postcode", "city", "region")),
    Option("country", "until the first order"),
    Option("phone"),
    Option("email"),
    Option("website"),
    Option("currency", "until the first order"),
    Option("time-zone", "such as Europe/London"),
    Option("day-ends", "when the business day ends: 00:00 is midnight", metavar="HH:MM"),
    Option("cash-step", "the least coin that cash is rounded to"),
    Option("paper", " or ".join(PAPERS)),
    Option("terms-days", "days to pay that a new customer begins with"),
    Option("return-days", "days to send back"),
    Option("invoice-timing", f"when invoices are issued: {', '.join(TIMINGS)}"),
    Option("bills-itself", "whether what ships is invoiced by itself"),
    Option("payment-terms", "printed on invoices"),
    Option("bank-details", "printed on what asks for money"),
    Option("scale-codes", "how the barcodes of scales are read"),
    Option("cart-totes", "how many totes a picker's cart takes"),
    Option("free-after", "minutes after which work that somebody left alone is free for others"),
)


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("show", help="the shop as it is now").set_defaults(run=_show)
    change = steps.add_parser("change", help="change what is named, and nothing else")
    add_options(change, ShopForm, OPTIONS)
    change.add_argument(
        "--numbers", choices=[*NUMBERS, _COUNTRY], help="the decimal sign; “country” for the usual one of the country"
    )
    change.set_defaults(run=_change)


def _show(session: Session, options: Namespace) -> Answer:
    shop = shop_now(session.desk)
    form = form_of(shop)
    facts = facts_of(form, [each.fills for each in OPTIONS], shop.currency)
    facts["numbers"] = form.numbers or _COUNTRY
    place = ", ".join(filter(None, (one_line(form, form.country), form.country)))
    example = f"{grouped('1234.5')}, {money(123_450, shop.currency)}, {shown_day(date(2026, 12, 31))}"
    return Answer(f"{form.name}, {place}\nFigures and days are written {example}", facts)


def _change(session: Session, options: Namespace) -> Answer:
    shop = shop_now(session.desk)
    wanted = filled(form_of(shop), OPTIONS, options, shop.currency)
    if options.numbers is not None:
        wanted = replace(wanted, numbers="" if options.numbers == _COUNTRY else options.numbers)
    session.write(lambda desk: edit_shop(desk, wanted))
    return _show(session, options)
