"""`tax`: the rates with the day they hold from, and the rules new orders are worked out by."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_day
from orderdesk.cli.session import Session
from orderdesk.cli.shop.destinations import add_steps
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.prices.tax import TaxPolicy, TaxRate
from orderdesk.domain.prices.tax_presets import TaxRules
from orderdesk.domain.values.money import Rounding, parse_percent, percent_text, with_percent
from orderdesk.domain.values.written.local import shown_day
from orderdesk.services.shop.shop import edit_shop, form_of, set_tax_rate, shop_now


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("list", help="every rate, and the rules of new orders").set_defaults(run=_list)
    rate = steps.add_parser("rate", help="let a rate hold from a day on")
    rate.add_argument("tax_class", metavar="CLASS", help="such as standard")
    rate.add_argument("percent", metavar="PERCENT")
    rate.add_argument("--from", dest="day", metavar="YYYY-MM-DD", required=True, help="the first day it holds")
    rate.add_argument("--label", metavar="NAME", help="its name on papers; the one of the class if left out")
    rate.add_argument("--exempt", metavar="WHY", default="", help="the reason printed when nothing is taken")
    rate.add_argument("--new-class", action="store_true", help="make a tax class that is not known yet")
    rate.set_defaults(run=_rate)
    rules = steps.add_parser("rules", help="how new orders are worked out; confirmed ones keep theirs")
    prices = rules.add_mutually_exclusive_group()
    prices.add_argument("--inclusive", dest="inclusive", action="store_true", default=None, help="prices contain tax")
    prices.add_argument("--exclusive", dest="inclusive", action="store_false", help="tax is added to prices")
    rules.add_argument("--policy", choices=[str(each) for each in TaxPolicy], help="where tax is rounded")
    rules.add_argument("--rounding", choices=[str(each) for each in Rounding])
    rules.set_defaults(run=_rules)
    add_steps(steps.add_parser)


def _list(session: Session, options: Namespace) -> Answer:
    profile = shop_now(session.desk).tax_profile
    today = session.desk.today
    rates = sorted(profile.rates, key=lambda rate: (rate.tax_class, rate.valid_from))
    facts = [
        {
            "class": each.tax_class,
            "label": each.label,
            "percent": percent_text(each.rate),
            "from": each.valid_from.isoformat(),
            "in_force": each.valid_from <= today and profile.rate_on(each.tax_class, today) == each,
            "exempt": each.exemption,
        }
        for each in rates
    ]
    rows = [
        (each.tax_class, each.label, with_percent(each.rate), f"from {shown_day(each.valid_from)}", each.exemption)
        for each in rates
    ]
    rules = {"inclusive": profile.inclusive, "policy": str(profile.policy), "rounding": str(profile.rounding)}
    prices = "contain tax" if profile.inclusive else "are without tax"
    text = f"{columns(rows)}\nPrices {prices}; rounded {profile.policy}, {profile.rounding}."
    return Answer(text, {"rates": facts, "rules": rules})


def _rate(session: Session, options: Namespace) -> Answer:
    day = read_day(options.day, "--from")
    label = options.label or _label(session, options.tax_class)
    rate = TaxRate(options.tax_class, label, parse_percent(options.percent, field="rate"), day, options.exempt)
    session.write(lambda desk: set_tax_rate(desk, rate, new_class=options.new_class))
    return _list(session, options)


def _label(session: Session, tax_class: str) -> str:
    known = [each for each in shop_now(session.desk).tax_profile.rates if each.tax_class == tax_class]
    return max(known, key=lambda rate: rate.valid_from).label if known else tax_class


def _rules(session: Session, options: Namespace) -> Answer:
    shop = shop_now(session.desk)
    now = shop.tax_profile
    wanted = TaxRules(
        now.name,
        now.rates,
        now.inclusive if options.inclusive is None else options.inclusive,
        TaxPolicy(options.policy or now.policy),
        Rounding(options.rounding or now.rounding),
    )
    session.write(lambda desk: edit_shop(desk, replace(form_of(shop), tax=wanted)))
    return _list(session, options)
