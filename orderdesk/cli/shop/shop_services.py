"""`service`: the ways of sending goods, and what each costs."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import Any

from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.typed.facts import facts_of
from orderdesk.cli.typed.options import Option, add_options, filled
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.prices.rates import bands_text, parse_bands, parse_divisor, shown_bands
from orderdesk.domain.prices.zones import parse_zones, shown_zones, zone_lines
from orderdesk.domain.values.money import shown
from orderdesk.domain.values.written.weekdays import parse_weekdays, shown_weekdays
from orderdesk.services.shop.shop import offer_service, save_service, service_form, service_now, services_of, shop_now
from orderdesk.services.shop.shop_forms import ServiceForm


def _days(text: str, _currency: str) -> str:
    return "" if text.strip().casefold() == "all" else parse_weekdays(text)


_OPTIONS = (
    Option("name", metavar="NAME", required=True),
    Option("carrier", metavar="NAME"),
    Option("tax-class", metavar="CLASS"),
    Option("cutoff", metavar="HH:MM"),
    Option("days", "on which its carrier comes: “Mon to Fri”; “all” for every day", metavar="DAYS", read=_days),
    Option("price", "for each box, where there are no bands"),
    Option("bands", "up to so much weight, and price: “1 4.90; 5 6.90”", metavar="BANDS", read=parse_bands),
    Option("free-over", "goods after discount", none="for never"),
    Option("cost", "what a parcel costs the shop", none="for not known"),
    Option(
        "divisor",
        "cubic centimetres to the kilogram, or inches to the pound where the shop weighs in pounds",
        metavar="N",
        read=lambda text, _currency: parse_divisor(text),
    ),
)


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("list", help="every service, with its prices").set_defaults(run=_list)
    for name, help_text in (("add", "add a service"), ("change", "change what is named, and nothing else")):
        step = steps.add_parser(name, help=help_text)
        step.add_argument("code", metavar="CODE", help="such as road")
        add_options(step, ServiceForm, _OPTIONS, new=name == "add")
        step.add_argument(
            "--to",
            action="append",
            metavar="ZONE",
            help="where it goes, once for each: “NO, SE: 14.90”; “all” for everywhere",
        )
        kind = step.add_mutually_exclusive_group()
        kind.add_argument("--pickup", dest="pickup", action="store_true", default=None, help="the customer fetches it")
        kind.add_argument("--sent", dest="pickup", action="store_false", help="it is sent")
        step.set_defaults(run=_save, new=name == "add")
    for name, offered in (("retire", False), ("offer", True)):
        step = steps.add_parser(name, help="offer a service again" if offered else "offer a service no longer")
        step.add_argument("code", metavar="CODE")
        step.set_defaults(run=_offer, offered=offered)


def _list(session: Session, options: Namespace) -> Answer:
    currency = shop_now(session.desk).currency
    found = services_of(session.desk, all_of_them=True)
    facts = [_facts(service_form(each), currency) for each in found]
    rows = [
        (
            each.code,
            each.name,
            each.carrier,
            "; ".join(shown_bands(each.bands, currency)) or shown(each.price, currency),
            "collected" if each.pickup else "to " + ("; ".join(shown_zones(each.zones, currency)) or "everywhere"),
            " ".join(filter(None, (shown_weekdays(each.days), each.cutoff))),
            "" if each.active else "retired",
        )
        for each in found
    ]
    return Answer(columns(rows) or "No services.", {"services": facts})


def _facts(form: ServiceForm, currency: str) -> dict[str, Any]:
    plain = (
        "code",
        "name",
        "carrier",
        "price",
        "pickup",
        "tax_class",
        "free_over",
        "divisor",
        "cost",
        "cutoff",
        "days",
    )
    return {
        **facts_of(form, plain, currency),
        "bands": bands_text(form.bands, currency),
        "to": zone_lines(form.zones, currency),
        "offered": form.active,
    }


def _save(session: Session, options: Namespace) -> Answer:
    currency = shop_now(session.desk).currency
    form = _given(_start(session, options), options, currency)
    session.write(lambda desk: save_service(desk, form, new=options.new))
    return _list(session, options)


def _start(session: Session, options: Namespace) -> ServiceForm:
    if options.new:
        return ServiceForm(options.code, "")
    return service_form(service_now(session.desk, options.code))


def _given(form: ServiceForm, options: Namespace, currency: str) -> ServiceForm:
    form = filled(form, _OPTIONS, options, currency)
    if options.to is not None:
        lines = [] if options.to == ["all"] else options.to
        form = replace(form, zones=parse_zones("\n".join(lines), currency))
    return form if options.pickup is None else replace(form, pickup=options.pickup)


def _offer(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: offer_service(desk, options.code, offered=options.offered))
    return _list(session, options)
