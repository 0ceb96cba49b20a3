"""The import formats; one that recognises the headings is taken, else the one for any table."""

from __future__ import annotations

from collections.abc import Sequence

from orderdesk.domain.values.errors import BadInput
from orderdesk.integrations.imports.formats.generic import GenericCustomers, GenericProducts, GenericStock
from orderdesk.integrations.imports.formats.generic_orders import GenericOrders
from orderdesk.integrations.imports.formats.generic_prices import GenericPrices
from orderdesk.integrations.imports.formats.northwind import NorthwindCustomers, NorthwindOrders, NorthwindProducts
from orderdesk.integrations.imports.formats.own_orders import OwnOrders
from orderdesk.integrations.imports.formats.uci_online_retail import UciOnlineRetail
from orderdesk.integrations.imports.protocol import KINDS, Format

FORMATS: tuple[Format, ...] = (
    NorthwindProducts(),
    NorthwindCustomers(),
    NorthwindOrders(),
    UciOnlineRetail(),
    OwnOrders(),
    GenericProducts(),
    GenericCustomers(),
    GenericOrders(),
    GenericStock(),
    GenericPrices(),
)


def format_of(kind: str, headers: Sequence[str], name: str | None = None) -> Format:
    """The format called `name`, or the one that knows these headings; refuse one that does not fit the kind."""
    if kind not in KINDS:
        raise BadInput(f"Choose what to import: {', '.join(KINDS)}.", field="kind")
    mine = [each for each in FORMATS if each.kind == kind]
    if name is None:
        return next((each for each in mine if each.recognises(headers)), mine[-1])
    found = next((each for each in mine if each.name == name), None)
    if found is None:
        raise BadInput(f"{kind} have no format {name}; choose {', '.join(each.name for each in mine)}.", field="format")
    if found.name != "generic" and not found.recognises(headers):
        raise BadInput(f"The columns are not those of {found.title}.", field="format")
    return found
