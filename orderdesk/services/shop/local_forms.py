"""The form of the shop, from its country or its own choice: kept with it, and let hold when its desk is opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from orderdesk.domain.values.written.local import BRITISH, LocalForm, form_from_text, set_shop_form
from orderdesk.persistence.shop.records import shop_of
from orderdesk.persistence.shop.set_up import form_of as kept_form
from orderdesk.persistence.shop.set_up import is_set_up

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from orderdesk.persistence.database.engine import Database


def derived(country: str, currency: str, numbers: str) -> LocalForm:
    """The form of a shop of that country, asked of CLDR."""
    # Here, as it takes longer to load than a screen has time.
    from orderdesk.integrations.local_forms import local_form

    return local_form(country, currency, numbers)


def form_in(connection: Connection) -> LocalForm:
    """The form of the shop in a database; a shop that was set up before forms were kept has that of its country."""
    kept = form_from_text(text) if (text := kept_form(connection)) else None
    if kept and kept.country:
        return kept
    if not is_set_up(connection):
        return BRITISH
    shop = shop_of(connection)
    if kept:  # by a version that did not keep the country with it
        return replace(kept, country=shop.country)
    return derived(shop.country, shop.currency, shop.numbers)


def adopt_form(database: Database) -> LocalForm:
    """Let the form of the shop in `database` hold from now on, in this program."""
    with database.reading() as connection:
        form = form_in(connection)
    set_shop_form(form)
    return form
