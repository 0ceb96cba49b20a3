"""`item`: the things that are sold: added with what lies there of them, changed, pictured, taken off sale."""

from __future__ import annotations

from argparse import SUPPRESS, Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_bytes
from orderdesk.cli.session import Session
from orderdesk.cli.typed.facts import facts_of
from orderdesk.cli.typed.options import NONE, Option, add_options, filled
from orderdesk.cli.writing import Answer
from orderdesk.domain.items.lying import lying_words
from orderdesk.domain.values.money import shown_price
from orderdesk.domain.values.quantity import parse_count, quantity_text, shown_quantity
from orderdesk.domain.values.sizes import NO_SIZE, parse_size, shown_size
from orderdesk.domain.values.weights import parse_item_weight, shown_weight
from orderdesk.persistence.items.lists import ItemCard
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import (
    edit_item,
    form_of,
    item_of,
    item_of_code,
    picture_of,
    retire_item,
    sell_again,
    set_picture,
)
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.items.twins import told_apart
from orderdesk.services.stock.opening_stock import add_stocked_item
from orderdesk.services.stock.stock_views import figures_of


def arguments(parser: Parser, verb: str) -> None:
    """The steps of `item`."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    add = steps.add_parser("add", help="add an item, with what lies there of it")
    _options(add, new=True)
    add.add_argument("--stock", default="0", metavar="QTY", help="how many lie there already, at their cost")
    add.set_defaults(run=_add)
    change = steps.add_parser("change", help="change what is named, and nothing else")
    _options(change, new=False)
    change.set_defaults(run=_change)
    show = steps.add_parser("show", help="an item as it is")
    show.add_argument("sku", metavar="SKU")
    show.set_defaults(run=_show)
    for name, use, words in (
        ("retire", retire_item, "take it off sale; its history stays"),
        ("sell-again", sell_again, "put what was taken off sale back on it"),
    ):
        step = steps.add_parser(name, help=words)
        step.add_argument("sku", metavar="SKU")
        step.set_defaults(run=_sale, use=use)
    picture = steps.add_parser("picture", help="keep a picture of it, or none")
    picture.add_argument("sku", metavar="SKU")
    picture.add_argument("file", metavar="FILE", help="a PNG, JPEG, WEBP or GIF; none takes it away")
    picture.set_defaults(run=_picture)


def _options(step: Parser, *, new: bool) -> None:
    step.add_argument("sku", metavar="SKU")
    if not new:
        step.add_argument("--sku", dest="new_sku", metavar="SKU", help="call it so from now on")
    add_options(step, ItemForm, OPTIONS, new=new)
    step.add_argument(
        "--size", default=SUPPRESS, metavar="LxWxH", help=f"such as 30x25x20cm; “{NONE}” for not measured"
    )
    step.add_argument("--barcode", action="append", default=SUPPRESS, metavar="CODE", help="once for each")


def _filled(form: ItemForm, options: Namespace) -> ItemForm:
    """The form with what was named."""
    named = vars(options)
    values: dict[str, Any] = {}
    if named.get("new_sku"):
        values["sku"] = named["new_sku"]
    if "size" in named:
        size = NO_SIZE if named["size"] == NONE else parse_size(named["size"])
        values |= dict(zip(("length_mm", "width_mm", "height_mm"), size, strict=True))
    if "barcode" in named:
        values["barcodes"] = tuple(named["barcode"])
    return replace(filled(form, OPTIONS, options, ""), **values)


OPTIONS = (
    Option("name"),
    Option("price"),
    Option("tax-class", "else the usual one"),
    Option("cost"),
    Option("unit", "such as each, box or metre"),
    Option(
        "weight",
        f"such as 350 g, 1.5 kg or 1 lb 4 oz; “{NONE}” for not weighed",
        "weight_g",
        "WEIGHT",
        read=lambda text, _currency: 0 if text == NONE else parse_item_weight(text),
    ),
    Option("upright", "in a box only turned on its base: this side up"),
    Option("fragile", "nothing lies on it in a box"),
    Option("bin"),
    Option("reorder-point"),
    Option("safety-stock", "so many are promised to nobody"),
    Option("vendor"),
    Option("oversell", "whether more is taken on than is there or comes"),
    Option("stocked", "no for a service or a voucher"),
    Option("warning", "on picklists and at the packing station"),
    Option("instructions", "shown on every order with it"),
)


def _add(session: Session, options: Namespace) -> Answer:
    form = _filled(ItemForm(options.sku, ""), options)
    opening = parse_count(options.stock, field="stock")
    saved = session.write(lambda desk: add_stocked_item(desk, form, opening))
    answer = _answer(session.desk, saved.id)
    return Answer("\n".join([answer.text, *saved.warnings]), {**answer.facts, "warnings": list(saved.warnings)})


def _change(session: Session, options: Namespace) -> Answer:
    card = _card(session.desk, options.sku)
    form = _filled(form_of(card), options)
    session.write(lambda desk: edit_item(desk, card.item.id, form, version=card.item.version))
    return _answer(session.desk, card.item.id)


def _show(session: Session, options: Namespace) -> Answer:
    return _answer(session.desk, _card(session.desk, options.sku).item.id)


def _sale(session: Session, options: Namespace) -> Answer:
    key = _card(session.desk, options.sku).item.id
    session.write(lambda desk: options.use(desk, key))
    return _answer(session.desk, key)


def _picture(session: Session, options: Namespace) -> Answer:
    key = _card(session.desk, options.sku).item.id
    picture = None if options.file == NONE else read_bytes(Path(options.file), "picture")
    session.write(lambda desk: set_picture(desk, key, picture))
    return _answer(session.desk, key)


def _card(desk: Desk, sku: str) -> ItemCard:
    return item_of(desk, item_of_code(desk, sku).id)


def _answer(desk: Desk, key: int) -> Answer:
    card = item_of(desk, key)
    item, on_hand = card.item, figures_of(desk, [key])[key].on_hand
    pictured = picture_of(desk, key) is not None
    size = (item.length_mm, item.width_mm, item.height_mm)
    apart = told_apart(desk, key)
    said = [
        f"{item.sku} {item.name}: {shown_price(item.price)}, cost {shown_price(item.cost)}",
        f"{shown_quantity(on_hand)} on hand" if item.stocked else "not kept in stock",
        "" if item.active else "off sale",
        "" if item.oversell else "refused beyond what is there or comes",
        " and ".join(filter(None, (shown_weight(item.weight_g) if item.weight_g else "", shown_size(size)))),
        "has a picture" if pictured else "",
        lying_words(upright=bool(item.upright), fragile=bool(item.fragile)),
        f"easily taken for another: {apart}" if apart else "",
    ]
    facts = {
        **facts_of(item, ("sku", "name", "price", "cost")),
        "on_hand": quantity_text(on_hand),
        "on_sale": bool(item.active),
        "oversell": bool(item.oversell),
        "stocked": bool(item.stocked),
        "barcodes": list(card.barcodes),
        "weight_g": item.weight_g,
        **facts_of(item, ("tax_class", "unit", "reorder_point", "safety_stock", "warning", "instructions")),
        "vendor": card.vendor or None,
        "size_mm": list(size),
        "upright": bool(item.upright),
        "fragile": bool(item.fragile),
        "picture": pictured,
        "told_apart": apart,
    }
    return Answer(", ".join(filter(None, said)), facts)
