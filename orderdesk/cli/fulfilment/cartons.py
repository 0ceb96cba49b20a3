"""`carton`: what the shop packs in, and how many of each there are."""

from __future__ import annotations

from argparse import SUPPRESS, Namespace
from dataclasses import replace
from typing import Any

from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.typed.facts import facts_of
from orderdesk.cli.typed.options import NONE, Option, add_options, filled
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.fulfilment.cartons.types import Carton
from orderdesk.domain.values.money import shown_price
from orderdesk.domain.values.sizes import NO_SIZE, parse_size, shown_size
from orderdesk.domain.values.weights import parse_item_weight, parse_weight, shown_weight
from orderdesk.domain.values.written.moments import shown_moment
from orderdesk.services.fulfilment.cartons.keeping import (
    CartonForm,
    carton_form,
    carton_moves,
    carton_now,
    cartons_of,
    count_cartons,
    offer_carton,
    receive_cartons,
    save_carton,
)

_OPTIONS = (
    Option("name", required=True),
    Option("tare", "what it weighs empty, such as “120 g”", "tare_g", "WEIGHT",
           read=lambda text, _currency: parse_item_weight(text)),
    Option("most", f"what it carries, such as “10 kg”; “{NONE}” for whatever fits in", "most_g", "WEIGHT",
           read=lambda text, _currency: 0 if text == NONE else parse_weight(text, field="most_g")),
    Option("cost"),
    Option("reorder-point", "how many are left when more are to be bought"),
)  # fmt: skip


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("list", help="every carton, and how many there are").set_defaults(run=_list)
    for name, words in (("add", "add a carton"), ("change", "change what is named, and nothing else")):
        step = steps.add_parser(name, help=words)
        step.add_argument("code", metavar="CODE", help="such as M")
        add_options(step, CartonForm, _OPTIONS, new=name == "add")
        step.add_argument(
            "--inside", default=SUPPRESS, metavar="LxWxH", required=name == "add", help="what fits in: 30x20x15cm"
        )
        step.add_argument(
            "--outer", default=SUPPRESS, metavar="LxWxH", help=f"what the carrier measures; “{NONE}” for as inside"
        )
        step.set_defaults(run=_save, new=name == "add")
    for name, use, words in (
        ("receive", receive_cartons, "cartons came"),
        ("count", count_cartons, "so many were counted; the difference is written down"),
    ):
        step = steps.add_parser(name, help=words)
        step.add_argument("code", metavar="CODE")
        step.add_argument("quantity", type=int, metavar="N")
        step.add_argument("--note", default="", metavar="TEXT")
        step.set_defaults(run=_move, use=use)
    steps.add_parser("history", help="what became of the cartons of a code").set_defaults(run=_history)
    steps.choices["history"].add_argument("code", metavar="CODE")
    for name, offered in (("retire", False), ("offer", True)):
        step = steps.add_parser(name, help="take it into use again" if offered else "propose it no longer")
        step.add_argument("code", metavar="CODE")
        step.set_defaults(run=_offer, offered=offered)


def _list(session: Session, options: Namespace) -> Answer:
    found = cartons_of(session.desk, all_of_them=True)
    rows = [
        (
            each.code, each.name, shown_size(each.inside), shown_weight(each.tare_g) if each.tare_g else "",
            shown_price(each.cost), each.left_words, "reorder" if each.is_low else "", "" if each.active else "retired",
        )
        for each in found
    ]  # fmt: skip
    text = columns(rows, right=(4, 5)) if rows else "There is no carton yet."
    return Answer(text, {"cartons": [_facts(each) for each in found]})


def _save(session: Session, options: Namespace) -> Answer:
    start = CartonForm(options.code, "") if options.new else carton_form(carton_now(session.desk, options.code))
    form = _given(filled(start, _OPTIONS, options, ""), options)
    session.write(lambda desk: save_carton(desk, form, new=options.new))
    return _answer(carton_now(session.desk, form.code))


def _given(form: CartonForm, options: Namespace) -> CartonForm:
    named = vars(options)
    sizes: dict[str, Any] = {
        name: NO_SIZE if named[name] == NONE else parse_size(named[name], field=name)
        for name in ("inside", "outer")
        if name in named
    }
    return replace(form, **sizes)


def _move(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: options.use(desk, options.code, options.quantity, options.note))
    return _answer(carton_now(session.desk, options.code))


def _history(session: Session, options: Namespace) -> Answer:
    calendar, found = session.desk.calendar, carton_moves(session.desk, options.code)
    rows = [(shown_moment(each.at, calendar), each.user, each.said) for each in found]
    facts = [
        {
            "at": each.at.astimezone(calendar.zone).isoformat(timespec="seconds"),
            **facts_of(each, ("user", "kind", "quantity", "note")),
            "shipment": each.shipment or None,
        }
        for each in found
    ]
    return Answer(columns(rows) if rows else "Nothing has happened to it yet.", {"moves": facts})


def _offer(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: offer_carton(desk, options.code, offered=options.offered))
    return _answer(carton_now(session.desk, options.code))


def _answer(carton: Carton) -> Answer:
    said = [
        f"{carton.code} {carton.name}: {shown_size(carton.inside)} inside",
        f"{shown_size(carton.outer)} outside" if any(carton.outer) else "",
        f"weighs {shown_weight(carton.tare_g)}" if carton.tare_g else "",
        f"carries {shown_weight(carton.most_g)}" if carton.most_g else "",
        f"costs {shown_price(carton.cost)}" if carton.cost else "",
        "not counted" if carton.left is None else f"{carton.left_words} left",
        "to be reordered" if carton.is_low else "",
        "" if carton.active else "retired",
    ]
    return Answer(", ".join(filter(None, said)), _facts(carton))


def _facts(carton: Carton) -> dict[str, Any]:
    plain = ("code", "name", "tare_g", "most_g", "cost", "reorder_point", "left")
    return {
        **facts_of(carton, plain),
        "inside_mm": list(carton.inside),
        "outside_mm": list(carton.outside),
        "low": carton.is_low,
        "offered": carton.active,
    }
