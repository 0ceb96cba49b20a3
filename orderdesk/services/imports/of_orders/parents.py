"""The items, customers and addresses that imported orders stand on: those here already, and new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from orderdesk.domain.values.addresses import PostalAddress
from orderdesk.integrations.imports.records import CorrectionRecord, CreditRecord, LineRecord, OrderRecord
from orderdesk.persistence.customers.records import Address, Customer
from orderdesk.persistence.imports import matching as import_matching
from orderdesk.persistence.imports.records import Bulk, stored_time
from orderdesk.persistence.record import search
from orderdesk.persistence.record.numbers import take_numbers
from orderdesk.persistence.stock import records as stock
from orderdesk.services.desk import Work
from orderdesk.services.imports.matched import MatchContext
from orderdesk.services.imports.of_orders.orders import Orders
from orderdesk.services.imports.of_orders.standing import Goods, PastBuyer
from orderdesk.services.imports.places import address_values

Document = OrderRecord | CreditRecord
_TABLES = {
    "items": ("id", "sku", "name", "price", "oversell", "batch_id"),
    "customers": ("id", "number", "name", "email", "remote_id", "created_at", "batch_id"),
    "addresses": (
        "id", "customer_id", "label", *import_matching.ADDRESS_LINES, "phone", "bill_to", "ship_to", "retired",
    ),
    "import_records": ("batch_id", "kind", "record_id", "before"),
}  # fmt: skip


class Parents:
    """Makes what is missing, in numbers, and knows where everything is."""

    def __init__(self, work: Work, batch_id: int, found: Orders, context: MatchContext) -> None:
        self._work, self._batch, self._found, self._context = work, batch_id, found, context
        self._bulk = Bulk(work.connection, _TABLES)
        self.goods: dict[str, Goods] = {}
        self.buyers: dict[int, PastBuyer] = {}
        self._customers: dict[str, tuple[int, str, str]] = {}
        self._places: dict[tuple[int | str | None, ...], int] = {}
        self._main: dict[int, Address] = {}
        self._words: dict[int, list[str]] = {}

    def prepare(self) -> None:
        """Write what is missing; `goods` and `buyers` (by the identity of the record) are complete then."""
        self._make_items()
        documents = [each for each in self._found.wanted if not isinstance(each, CorrectionRecord)]
        self._make_customers(documents)
        for record in documents:
            self.buyers[id(record)] = self._buyer(record)
        self._bulk.close()
        search.index_many(
            self._work.connection, "customers", [(key, " ".join(words)) for key, words in self._words.items()]
        )

    def _make_items(self) -> None:
        lines = [line for each in self._found.past if not isinstance(each, CorrectionRecord) for line in each.lines]
        names = {each.sku: each.label for each in self._found.past if isinstance(each, CorrectionRecord)}
        prices = {line.sku: line.price for line in lines if line.price and line.goods}
        names |= _labels(lines) | self._found.reading.names
        keys, made = self._bulk.keys("items"), []
        shelf = stock.bin_for(self._work.connection, 0)
        for sku in sorted(self._found.missing_items):
            key = next(keys)
            name = names.get(sku) or sku
            self._bulk.rows("items").append((key, sku, name, prices.get(sku) or 0, 1, self._batch))
            self.goods[sku] = Goods(key, name, "each", True, shelf)
            made.append((key, f"{sku} {name}"))
        search.index_many(self._work.connection, "items", made)
        bins = import_matching.usual_bins(self._work.connection, (each.id for each in self._found.items.values()))
        for sku, item in self._found.items.items():
            place = bins.get(item.id, shelf)
            self.goods[sku] = Goods(item.id, item.name, item.unit, bool(item.stocked), place, item.tax_class, item.cost)

    def _make_customers(self, documents: Sequence[Document]) -> None:
        known = self._found.customers
        self._customers = {each: (one.id, one.name, _words(one)) for each, one in known.items()}
        first = {each.customer: each for each in reversed(documents) if each.customer and each.customer not in known}
        missing = sorted(first, key=lambda each: (len(each), each))
        numbers = take_numbers(self._work.connection, "C", len(missing)) if missing else []
        keys, made = self._bulk.keys("customers"), stored_time(self._work.now)
        for remote_id, number in zip(missing, numbers, strict=True):
            key, name = next(keys), _name(first[remote_id])
            email = remote_id if "@" in remote_id else ""
            row = (key, f"C-{number}", name, email, remote_id, made, self._batch)
            self._bulk.rows("customers").append(row)
            self._customers[remote_id] = (key, name, name)
            self._words[key] = [f"C-{number}", name, remote_id]
        ids = [key for key, _, _ in self._customers.values()]
        self._places |= import_matching.addresses_by_text(self._work.connection, ids)
        self._main = import_matching.main_addresses(self._work.connection, ids)

    def _buyer(self, record: Document) -> PastBuyer:
        where = record.ship_to if isinstance(record, OrderRecord) else PostalAddress(country=record.country)
        if not record.customer:
            place = self._place(None, where, "") if where and where != PostalAddress() else None
            return PastBuyer(None, place, place)
        key, name, words = self._customers[record.customer]
        main = self._main.get(key)
        place = self._place(key, where, name) if where and where != PostalAddress() else None
        bill = main.id if main else self._places.get((key, "main"), place)
        known = self._found.customers.get(record.customer)
        return PastBuyer(key, bill, place or bill, words, known.terms_days if known else 0)

    def _place(self, customer_id: int | None, where: PostalAddress, name: str) -> int:
        """The key of an address, made when it is new; a customer's first is the one billed and shipped to."""
        known_only = not self._found.reading.makes_items
        home = self._context.shop.country
        values = address_values(replace(where, name=where.name or name), home, known_only=known_only)
        text = (customer_id, *(values[line] for line in import_matching.ADDRESS_LINES))
        if text not in self._places:
            key = next(self._bulk.keys("addresses"))
            first = customer_id is not None and customer_id not in self._main
            first = first and (customer_id, "main") not in self._places
            label = "" if first else import_matching.IMPORTED
            self._bulk.rows("addresses").append((key, customer_id, label, *text[1:], "", int(first), int(first), 0))
            self._bulk.rows("import_records").append((self._batch, "addresses", key, "{}"))
            self._places[text] = key
            if first:
                self._places[customer_id, "main"] = key
                self._words.get(customer_id or 0, []).append(f"{values['postcode']} {values['city']}")
        return self._places[text]


def _labels(lines: Sequence[LineRecord]) -> dict[str, str]:
    return {line.sku: line.label for line in lines if line.label and line.goods}


def _name(record: Document) -> str:
    """What a customer is called whom the file only knows by an id."""
    if isinstance(record, OrderRecord):
        named = record.customer_name or (record.ship_to.name if record.ship_to else "")
        if named:
            return named
    return f"Customer {record.customer}"


def _words(customer: Customer) -> str:
    return f"{customer.name} {customer.company} {customer.phone_digits}"
