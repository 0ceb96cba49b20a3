"""Reads the words of a call; only the module of the verb that was asked for is loaded, so that a call starts fast."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NoReturn

from orderdesk import __version__
from orderdesk.cli.reading import checked
from orderdesk.domain.values.errors import BadInput

_EXITS = """exit codes: 0 done; 2 wrong usage or unreadable input; 3 refused by a rule, nothing changed;
  4 storage: full, read-only, locked or damaged; 5 the outside world, the work is kept; 70 a fault of OrderDesk"""


_BELOW_NOTHING = re.compile(r"-\d*[.,]?\d[\d.,]*%?$")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb, the module of this package that does it, and what it does in one line."""

    name: str
    module: str
    help: str


VERBS = (
    Verb("init", "shop.setup", "make the database, and with --shop set the shop up from a file"),
    Verb(
        "demo",
        "showroom.demo",
        "make the sample shop in a folder of its own, and carry one order through its whole life",
    ),
    Verb("seed", "showroom.rehearsal", "fill the database with an invented shop of any size"),
    Verb("simulate", "showroom.rehearsal", "live a scripted day"),
    Verb("import", "imports", "bring products, customers, orders or stock in from a file"),
    Verb("undo-import", "imports", "take out again what an import brought"),
    Verb("order", "orders.orders", "place, show and list orders, and move them on"),
    Verb("verification", "checks.verification", "what is looked at when an order is confirmed"),
    Verb("rule", "checks.rules", "what is done with orders automatically, and what it would have done"),
    Verb("shop", "shop.shop", "the shop itself: its name, address, paper and how it writes figures"),
    Verb("service", "shop.shop_services", "shipping services, and what they cost"),
    Verb("tax", "shop.taxes", "tax rates and the rules of new orders"),
    Verb("price", "prices.prices", "price lists by customer group, prices of one customer, and why a price wins"),
    Verb("exchange-rate", "prices.exchange", "what the currencies of price lists are worth, by day"),
    Verb("coupon", "prices.coupons", "coupons, what they give and how often each was used"),
    Verb("logo", "shop.logo", "the picture that the shop's papers bear"),
    Verb("numbers", "shop.numbers", "the next number of orders, invoices and the rest"),
    Verb("account", "money.accounts", "the accounts that documents are posted to, and what the accountant calls them"),
    Verb("tender", "money.tenders", "the ways in which money comes: add one, choose its account, retire it"),
    Verb("item", "items", "the things that are sold: add, change, picture, take off sale"),
    Verb("stock", "stock.stock", "show and change what is on the shelves"),
    Verb("location", "stock.locations", "where goods lie: the shop, store rooms, vans, and the bins a picker walks by"),
    Verb("vendor", "buying.vendors", "whom the shop buys from: list, add, change"),
    Verb("purchase", "buying.purchases", "buy from vendors: place, send and receive purchase orders"),
    Verb("pick", "fulfilment.fulfilment", "make a picklist, and confirm what was picked"),
    Verb("wave", "fulfilment.waves", "what leaves when, which wave is picked next and why, and whose each is"),
    Verb("task", "fulfilment.tasks", "what somebody is to do, and by when"),
    Verb("pack", "fulfilment.fulfilment", "pack a picked shipment"),
    Verb("carton", "fulfilment.cartons", "what the shop packs in, and how many of each there are"),
    Verb("split", "fulfilment.splitting", "let boxes of a packed shipment leave first, as a shipment of their own"),
    Verb("ship", "fulfilment.fulfilment", "hand a packed shipment to its carrier"),
    Verb("outbox", "messages", "messages to customers, to be sent by you"),
    Verb("label", "fulfilment.labels", "void a label, note tracking numbers, or what the carrier asked"),
    Verb("deliver", "fulfilment.fulfilment", "say that the customer has it"),
    Verb("pay", "money.money", "take money on an order"),
    Verb("refund", "money.money", "give money back on an order"),
    Verb("invoice", "money.money", "issue an invoice"),
    Verb("till", "money.tills", "open, count and close a till"),
    Verb("return", "returns", "take goods back and settle"),
    Verb("print", "papers", "print a paper or save it as PDF"),
    Verb(
        "e-invoice", "billing.einvoices", "an invoice or credit note for another program: Factur-X PDF, or EN 16931 XML"
    ),
    Verb("report", "reports", "the figures of a day, and other reports"),
    Verb("export", "reports", "write orders, stock, customers or the journal to a file"),
    Verb("backup", "care", "make a backup that proves itself"),
    Verb("restore", "care", "put a backup in the place of the database"),
    Verb("migrate", "care", "upgrade a database made by an older OrderDesk"),
    Verb("check", "care", "prove the books"),
    Verb("customer", "customers.people", "list, add and show customers"),
    Verb("user", "customers.people", "the people who work here: roles, PINs and limits"),
)
WINDOW = Verb("", "window", "open the window")


class Parser(ArgumentParser):
    """Says what is wrong as every other mistake is said; a figure below nothing is no option, whatever its signs."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        # What argparse takes for a negative number knows the point alone.
        self._negative_number_matcher = _BELOW_NOTHING

    def error(self, message: str) -> NoReturn:
        """Refuse the call; the exit code is that of unreadable input."""
        sentence = message[:1].upper() + message[1:].rstrip(".")
        raise BadInput(f"{sentence}. More is told by: {self.prog} --help")


def read_places(words: Sequence[str]) -> tuple[Namespace, list[str]]:
    """The options that may stand anywhere, and the words that are left: the verb and its own."""
    for word in words:
        checked(word, "That")
    return _everywhere().parse_known_args(words)


def read_verb(words: Sequence[str], chosen: Namespace) -> Namespace:
    """The options of a verb, with `verb` and `run(session, options)`; raises `BadInput` for words that make none."""
    return _whole(words[0] if words else "").parse_args(words, chosen)


def _everywhere() -> Parser:
    """The options that may stand before or after the verb."""
    parser = Parser(prog="orderdesk", add_help=False, allow_abbrev=False)
    parser.add_argument("--data-dir", metavar="DIR", help="the folder with the shop's file, its settings and its log")
    parser.add_argument("--db", metavar="URL", help="another database: sqlite:///… or postgresql+psycopg://…")
    parser.add_argument("--user", metavar="NAME", help="who works; their PIN is asked for, or read from ORDERDESK_PIN")
    parser.add_argument("--approved-by", metavar="NAME", help="who allows it, by the PIN in ORDERDESK_APPROVER_PIN")
    parser.add_argument("--because", metavar="WHY", dest="reason_approved", help="why it has to be allowed")
    parser.add_argument("--json", action="store_true", help="answer with one JSON object")
    parser.add_argument("--allow-network", action="store_true", help="open a file on a shared disk, alone")
    return parser


def _whole(asked: str) -> Parser:
    parser = Parser(
        prog="orderdesk",
        description="Orders, stock, shipping, returns and the day's figures. Without a verb the window opens.",
        epilog=_EXITS,
        formatter_class=RawDescriptionHelpFormatter,
        parents=[_everywhere()],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"OrderDesk {__version__}")
    if not asked:
        _fill(parser, WINDOW)
        return parser
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", dest="verb", required=True)
    for verb in VERBS:
        part = verbs.add_parser(verb.name, help=verb.help, description=verb.help, allow_abbrev=False)
        if verb.name == asked:
            _fill(part, verb)
    return parser


def _fill(parser: Parser, verb: Verb) -> None:
    parser.set_defaults(verb=verb.name or "window")
    import_module(f"orderdesk.cli.{verb.module}").arguments(parser, verb.name)
