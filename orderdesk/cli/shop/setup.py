"""`init`: makes the database, and sets a shop up in it; a shop that is there already is never written over."""

from __future__ import annotations

from argparse import Namespace

from orderdesk.app import open_desk
from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.values.errors import Refused
from orderdesk.services.orders.views import shop_or_none


def arguments(parser: Parser, verb: str) -> None:
    """The options of `init`."""
    parser.add_argument("--shop", metavar="FILE", help="a TOML file with the shop, its tax, services, items, customers")
    parser.set_defaults(run=_init)


def _init(session: Session, options: Namespace) -> Answer:
    """Make what is missing; what is there stays as it is."""
    new = None
    if options.shop:
        from orderdesk.cli.shop.shop_file import read_shop

        new = read_shop(options.shop)
    desk = session.use(open_desk(session.settings, create=True, quick_check=True))
    shop = shop_or_none(desk)
    if new is not None:
        if shop is not None:
            raise Refused(
                f"{desk.database.place} holds the shop {shop.name} already; {options.shop} was not used. Set another "
                "shop up in a folder of its own, named by --data-dir; change this one with: orderdesk shop change",
                field="shop",
            )
        from orderdesk.services.imports.setting_up import set_up

        shop = set_up(desk, new)
    facts = {
        "database": desk.database.place,
        "engine": desk.database.versions(),
        "shop": shop.name if shop else None,
        "currency": shop.currency if shop else None,
    }
    said = f"The shop {shop.name} is ready" if shop else "The database is ready, and has no shop yet"
    return Answer(f"{said}: {desk.database.place}", facts)
