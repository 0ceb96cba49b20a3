"""`tax to` and `tax destinations`: the rates of where goods are sent."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import date

from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_day
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.prices.destinations import DestinationRate
from orderdesk.domain.prices.export_rules import holds_from
from orderdesk.domain.values.money import parse_percent, percent_text, with_percent
from orderdesk.services.prices.taxing import (
    add_usual_rules,
    destinations,
    remove_destination,
    set_destination,
    tax_by_state,
)


def add_steps(step: Callable[..., Parser]) -> None:
    """The steps of `tax`."""
    step("destinations", help="the rates by country and region").set_defaults(run=_list)
    step("usual", help="tax exports as a new shop of this country does").set_defaults(run=_usual)
    states = step("eu", help="tax consumers in other states of the EU by their state (One Stop Shop), or at home")
    states.add_argument("by", choices=("state", "home"))
    states.set_defaults(run=_by_state)
    part = step("to", help="let goods sent to a country bear a rate from a day on")
    part.add_argument(
        "country", metavar="COUNTRY", help="Germany, DE or DEU; or exports, EU, “EU businesses”, “other states”"
    )
    part.add_argument("percent", metavar="PERCENT")
    part.add_argument("--region", default="", metavar="NAME", help="only this state or province")
    part.add_argument("--class", dest="tax_class", default="", metavar="CLASS", help="only this tax class")
    part.add_argument("--from", dest="day", metavar="YYYY-MM-DD", help="the first day it holds; else today")
    part.add_argument("--exempt", default="", metavar="WHY", help="nothing is taxed there, for this printed reason")
    part.add_argument("--remove", action="store_true", help="let this rate no longer count")
    part.set_defaults(run=_set)


def _list(session: Session, options: Namespace) -> Answer:
    found = destinations(session.desk)
    rows = [
        (
            each.where,
            each.region or "all regions",
            each.tax_class or "all classes",
            f"{with_percent(each.rate)}",
            holds_from(each.valid_from),
            each.exemption,
        )
        for each in found
    ]
    facts = [
        {
            "country": each.country,
            "region": each.region,
            "class": each.tax_class,
            "percent": percent_text(each.rate),
            "from": each.valid_from.isoformat(),
            "exempt": each.exemption,
        }
        for each in found
    ]
    return Answer(columns(rows) or "Goods bear the shop's own tax everywhere.", {"destinations": facts})


def _usual(session: Session, options: Namespace) -> Answer:
    session.write(add_usual_rules)
    return _list(session, options)


def _by_state(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: tax_by_state(desk, on=options.by == "state"))
    return _list(session, options)


def _set(session: Session, options: Namespace) -> Answer:
    first: date = read_day(options.day, "--from") if options.day else session.desk.today
    percent = parse_percent(options.percent, field="rate")
    rate = DestinationRate(options.country, options.region, options.tax_class, percent, first, options.exempt)
    session.write(lambda desk: (remove_destination if options.remove else set_destination)(desk, rate))
    return _list(session, options)
