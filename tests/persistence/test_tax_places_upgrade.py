"""The thirteenth layout: lines, papers and accounts of before have the place whose tax they bore."""

from __future__ import annotations

from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as driver
from sqlalchemy import create_engine, exc, text

from orderdesk.persistence.care import schema_steps
from tests.persistence.test_boxes_upgrade import as_desk
from tests.postgres import Server

pytestmark = pytest.mark.long

ORDER = "INSERT INTO orders (id, number, state, currency, tax_profile_id, placed_at, ship_to_id, exemption, channel)"
LINE = "INSERT INTO order_lines (id, order_id, position, label, quantity, price, tax_class, tax_rate, tax) VALUES"
INVOICE = (
    "INSERT INTO invoices (id, kind, number, order_id, shop_id, issued_at, issue_date, supply_date, due_date, "
    "currency, net, tax, total) VALUES"
)
SHOP = (
    "INSERT INTO tax_profiles (id, name) VALUES (1, 'Taxes')",
    "INSERT INTO tax_rates (tax_profile_id, tax_class, label, rate, valid_from, exemption) VALUES "
    "(1, 'standard', 'Tax', 190000, '2020-01-01', ''), (1, 'zero', 'Tax', 0, '2020-01-01', 'Books are free')",
    "INSERT INTO shops (id, name, currency, country, tax_profile_id, since) VALUES (1, 'S', 'EUR', 'DE', 1, 1)",
    "INSERT INTO destination_rates (country, region, tax_class, rate, valid_from) VALUES "
    "('NL', '', '', 210000, '2020-01-01'), ('ES', '', '', 210000, '2020-01-01'), ('EXPORTS', '', '', 0, '2020-01-01'), "
    "('US', 'CA', '', 72500, '2020-01-01'), ('EU', '', '', 170000, '2020-01-01')",
    "INSERT INTO addresses (id, country, region, postcode) VALUES (1, 'NL', '', ''), (2, 'ES', '', ''), "
    "(3, 'DE', '', ''), (4, 'US', 'california', ''), (5, 'GB', '', 'BT1 5GS'), (6, 'FR', '', '')",
    f"{ORDER} VALUES (1, 'SO-1', 'confirmed', 'EUR', 1, 1, 1, '', 'phone'), "
    "(2, 'SO-2', 'confirmed', 'EUR', 1, 1, 2, '', 'phone'), (3, 'SO-3', 'confirmed', 'EUR', 1, 1, 3, '', 'phone'), "
    "(4, 'SO-4', 'confirmed', 'EUR', 1, 1, 4, '', 'phone'), (5, 'SO-5', 'confirmed', 'EUR', 1, 1, 5, '', 'phone'), "
    "(6, 'SO-6', 'confirmed', 'EUR', 1, 1, 6, '', 'phone'), (7, 'SO-7', 'confirmed', 'EUR', 1, 1, 1, '', 'counter'), "
    "(8, 'SO-8', 'confirmed', 'EUR', 1, 1, 4, 'Export', 'phone')",
    f"{LINE} (1, 1, 1, 'A', 1000, 1, 'standard', 210000, 21), (2, 2, 1, 'A', 1000, 1, 'standard', 210000, 21), "
    "(3, 3, 1, 'A', 1000, 1, 'standard', 190000, 19), (4, 4, 1, 'A', 1000, 1, 'standard', 72500, 7), "
    "(5, 5, 1, 'A', 1000, 1, 'standard', 170000, 17), (6, 6, 1, 'A', 1000, 1, 'standard', 170000, 17), "
    "(7, 7, 1, 'A', 1000, 1, 'standard', 210000, 21), (8, 8, 1, 'A', 1000, 1, 'standard', 0, 0), "
    "(9, 3, 2, 'B', 1000, 1, 'zero', 0, 0)",
    f"{INVOICE} (1, 'invoice', 'INV-1', 1, 1, 1, '2026-01-01', '2026-01-01', '2026-01-01', 'EUR', 100, 21, 121), "
    "(2, 'invoice', 'INV-2', 2, 1, 1, '2026-01-01', '2026-01-01', '2026-01-01', 'EUR', 100, 21, 121), "
    "(3, 'invoice', 'INV-3', 3, 1, 1, '2026-01-01', '2026-01-01', '2026-01-01', 'EUR', 200, 19, 219)",
    "INSERT INTO invoice_lines (invoice_id, order_line_id, position, description, quantity, price, net, tax_rate, tax) "
    "VALUES (1, 1, 1, 'A', 1000, 1, 100, 210000, 21), (2, NULL, 1, 'A', 1000, 1, 100, 210000, 21), "
    "(3, 3, 1, 'A', 1000, 1, 100, 190000, 19), (3, 9, 2, 'B', 1000, 1, 100, 0, 0)",
    "INSERT INTO invoice_taxes (invoice_id, label, rate, base, tax) VALUES (1, 'Tax', 210000, 100, 21), "
    "(2, 'Tax', 210000, 100, 21), (3, 'Tax', 190000, 100, 19), (3, 'Tax', 0, 100, 0)",
    "INSERT INTO accounts (kind, about, code, name) VALUES ('tax', 210000, '3806', 'VAT'), "
    "('sales', 210000, '', ''), ('tax', 190000, '', ''), ('customers', 0, '', '')",
    "INSERT INTO postings (day, document, document_id, account_id, debit, credit) VALUES "
    "('2026-01-01', 'invoice', 1, 4, 121, 0), ('2026-01-01', 'invoice', 1, 2, 0, 100), "
    "('2026-01-01', 'invoice', 1, 1, 0, 21), ('2026-01-01', 'invoice', 2, 1, 0, 21), "
    "('2026-01-01', 'invoice', 3, 3, 0, 19)",
)
ASKED = {
    "SELECT id, tax_place, exemption FROM order_lines ORDER BY id": [
        (1, "NL", ""), (2, "ES", ""), (3, "DE", ""), (4, "US-CA", ""), (5, "GB-Northern Ireland", ""), (6, "FR", ""),
        (7, "DE", ""), (8, "DE", ""), (9, "DE", "Books are free"),
    ],
    "SELECT invoice_id, position, tax_place, exemption FROM invoice_lines ORDER BY invoice_id, position": [
        (1, 1, "NL", ""), (2, 1, "ES", ""), (3, 1, "DE", ""), (3, 2, "DE", "Books are free"),
    ],
    "SELECT invoice_id, place, exemption FROM invoice_taxes ORDER BY id": [
        (1, "NL", ""), (2, "ES", ""), (3, "DE", ""), (3, "DE", "Books are free"),
    ],
    "SELECT p.document_id, a.kind, a.about, a.place, a.code FROM postings p JOIN accounts a ON a.id = p.account_id "
    "ORDER BY p.id": [
        (1, "customers", 0, "", ""), (1, "sales", 210_000, "NL", ""), (1, "tax", 210_000, "NL", "3806"),
        (2, "tax", 210_000, "ES", "3806"), (3, "tax", 190_000, "DE", ""),
    ],
    "SELECT kind, place, code, name FROM accounts WHERE id IN (1, 4) ORDER BY id": [
        ("tax", "DE", "3806", "VAT"), ("customers", "", "", ""),
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_taxed_has_its_place(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if kind == "postgresql":
        server: Server = request.getfixturevalue("postgres_server")
        with server.fresh() as url:
            grown(url)
    else:
        grown(f"sqlite:///{tmp_path / 'shop.db'}")


def grown(url: str) -> None:
    engine = create_engine(url, module=driver) if url.startswith("sqlite") else create_engine(url)
    with engine.begin() as connection:
        schema_steps.upgrade(connection, 12)
        as_desk(connection)
        for statement in SHOP:
            connection.execute(text(statement))
    with engine.begin() as connection:
        as_desk(connection)
        schema_steps.upgrade(connection, 13)
    with engine.connect() as connection:
        for asked, found in ASKED.items():
            assert [tuple(row) for row in connection.execute(text(asked))] == found
    for change in ("invoice_lines SET tax = 1", "invoice_taxes SET tax = 1", "postings SET debit = 1"):
        with engine.connect() as connection:
            as_desk(connection)
            with pytest.raises(exc.DBAPIError, match="append-only"):
                connection.execute(text(f"UPDATE {change}"))
    engine.dispose()
