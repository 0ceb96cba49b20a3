"""Whose tax a line bears and why it bears none: on orders, on papers and in the accounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
_NORTH = "Northern Ireland"
_STATES = (
    "AL Alabama, AK Alaska, AS American Samoa, AZ Arizona, AR Arkansas, AA Armed Forces (AA), AE Armed Forces "
    "(AE), AP Armed Forces (AP), CA California, CO Colorado, CT Connecticut, DE Delaware, DC District of "
    "Columbia, FL Florida, GA Georgia, GU Guam, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa, KS "
    "Kansas, KY Kentucky, LA Louisiana, ME Maine, MH Marshall Islands, MD Maryland, MA Massachusetts, MI "
    "Michigan, FM Micronesia, MN Minnesota, MS Mississippi, MO Missouri, MT Montana, NE Nebraska, NV Nevada, "
    "NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York, NC North Carolina, ND North Dakota, MP "
    "Northern Mariana Islands, OH Ohio, OK Oklahoma, OR Oregon, PW Palau, PA Pennsylvania, PR Puerto Rico, RI "
    "Rhode Island, SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah, VT Vermont, VI Virgin "
    "Islands, VA Virginia, WA Washington, WV West Virginia, WI Wisconsin, WY Wyoming"
)
_BY_RATE = "('tax', 'sales', 'charges', 'fees')"
_COLUMNS = (("order_lines", "tax_place"), ("invoice_lines", "tax_place"), ("invoice_taxes", "place"))


def upgrade() -> None:
    """Everything that came between the twelfth layout and the thirteenth."""
    for table, place in _COLUMNS:
        for name in (place, "exemption"):
            op.add_column(table, sa.Column(name, sa.Text(), server_default="", nullable=False))
    home = taxed_elsewhere()
    with _open_to_change("invoice_lines", "invoice_taxes", "postings"):
        places_of_lines(home)
        places_of_accounts(home)
    op.execute("DROP TABLE taxed_elsewhere")


def taxed_elsewhere() -> str:
    """What orders bear at a rate of another place than the shop's, by the destination that has that rate for where they
    go; return the shop's own place.

    An order keeps one place for each rate, as its papers have one row of tax for each.
    """
    bind = op.get_bind()
    op.execute(
        "CREATE TEMPORARY TABLE taxed_elsewhere "
        "(order_id BIGINT NOT NULL, rate BIGINT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (order_id, rate))"
    )
    row = bind.execute(sa.text("SELECT country, region FROM shops ORDER BY id DESC LIMIT 1")).first()
    country, region = row or ("", "")
    home = _place(country, _region(country, region) if country == "US" else "")
    rates = bind.execute(
        sa.text(
            "SELECT country, region, tax_class, rate FROM destination_rates "
            "WHERE country NOT IN ('EXPORTS', 'EU-BUSINESS') ORDER BY id"
        )
    ).all()
    if not rates:
        return home
    found: dict[tuple[int, int], str] = {}
    for key, tax_class, rate, *there in bind.execute(
        sa.text(
            "SELECT l.order_id, l.tax_class, l.tax_rate, a.country, a.region, a.postcode FROM order_lines l "
            "JOIN orders o ON o.id = l.order_id JOIN addresses a ON a.id = o.ship_to_id "
            "LEFT JOIN services s ON s.id = o.service_id "
            "WHERE CASE WHEN s.id IS NULL THEN o.channel <> 'counter' ELSE s.pickup = 0 END ORDER BY l.id"
        )
    ):
        fitting = [each for each in rates if each.rate == rate and each.tax_class in ("", tax_class)]
        place = _taxed_in(fitting, home, *there)
        if place not in ("", home):
            found.setdefault((key, rate), place)
    if found:
        bind.execute(
            sa.text("INSERT INTO taxed_elsewhere (order_id, rate, place) VALUES (:order_id, :rate, :place)"),
            [{"order_id": key, "rate": rate, "place": place} for (key, rate), place in found.items()],
        )
    return home


def _place(country: str, region: str) -> str:
    return f"{country}-{region}" if country and region else country


def _region(country: str, typed: str) -> str:
    """A state by its letters, as rates of the United States and the places of their taxes name it."""
    text = typed.strip()
    for state in _STATES.split(", ") if country == "US" else ():
        code, _, name = state.partition(" ")
        if text.casefold() in (code.casefold(), name.casefold()):
            return code
    return text


def _taxed_in(rates: Iterable[Any], home: str, country: str, region: str, postcode: str) -> str:
    """The place whose tax one of these rates is for goods that go there; empty where none of them is for there."""
    here, _, state = home.partition("-")
    country = country or here
    north = country == "GB" and (postcode.strip().upper().startswith("BT") or region.strip() == _NORTH)
    region = _NORTH if north else _region(country, region)
    within = {
        country: True,
        "EU": here in _EU and here != country and (country in _EU or north),
        "STATES": here == country and region not in ("", state),
    }
    own = [each for each in rates if within.get(each.country) and each.region.casefold() in ("", region.casefold())]
    if not own:
        return ""
    best = max(own, key=lambda each: (each.country == country, each.region != ""))
    apart = country == "US" or (best.country == "EU" and north)
    return _place(country, best.region or (region if apart else ""))


def places_of_lines(home: str) -> None:
    """Lines and tables of tax have their place; what bore no tax by its class has the reason that papers printed."""
    order_of = "(SELECT i.order_id FROM invoices i WHERE i.id = {0}.invoice_id)"
    for table, place in _COLUMNS:
        order_id = "order_lines.order_id" if table == "order_lines" else order_of.format(table)
        rate = f"{table}.rate" if table == "invoice_taxes" else f"{table}.tax_rate"
        op.get_bind().execute(
            sa.text(
                f"UPDATE {table} SET {place} = COALESCE((SELECT e.place FROM taxed_elsewhere e "  # noqa: S608  our names
                f"WHERE e.order_id = {order_id} AND e.rate = {rate}), CAST(:home AS TEXT)), "
                f"exemption = CASE WHEN {rate} <> 0 THEN '' ELSE COALESCE((SELECT r.exemption FROM orders o "
                "JOIN tax_rates r ON r.tax_profile_id = o.tax_profile_id "
                f"WHERE o.id = {order_id} AND o.exemption = '' AND r.rate = 0 AND r.exemption <> '' "
                "ORDER BY r.id LIMIT 1), '') END"
            ),
            {"home": home},
        )


def places_of_accounts(home: str) -> None:
    """What is kept for each rate is kept for each rate of each place, those of other places under the same code."""
    _widen_accounts()
    op.get_bind().execute(
        sa.text(f"UPDATE accounts SET place = CAST(:home AS TEXT) WHERE kind IN {_BY_RATE}"),  # noqa: S608  our names
        {"home": home},
    )
    of_elsewhere = (
        "FROM invoices i JOIN taxed_elsewhere e ON e.order_id = i.order_id "
        f"JOIN accounts a ON a.about = e.rate AND a.kind IN {_BY_RATE} AND a.place <> e.place"
    )
    posted = "document IN ('invoice', 'credit note')"
    op.execute(
        "INSERT INTO accounts (kind, about, place, code) "
        f"SELECT DISTINCT a.kind, a.about, e.place, a.code {of_elsewhere} "
        f"JOIN postings p ON p.{posted} AND p.document_id = i.id AND p.account_id = a.id"
    )
    new = (
        f"SELECT n.id {of_elsewhere} JOIN accounts n ON n.kind = a.kind AND n.about = a.about AND n.place = e.place "
        "WHERE i.id = postings.document_id AND a.id = postings.account_id"
    )
    op.execute(f"UPDATE postings SET account_id = ({new}) WHERE {posted} AND EXISTS ({new})")  # noqa: S608  our names


def _widen_accounts() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("accounts", sa.Column("place", sa.Text(), server_default="", nullable=False))
        op.drop_constraint(op.f("uq_accounts_kind_about"), "accounts", type_="unique")
        op.create_unique_constraint(op.f("uq_accounts_kind_about_place"), "accounts", ["kind", "about", "place"])
        return
    op.execute("CREATE TEMP TABLE kept_accounts AS SELECT id, kind, about, code, name FROM accounts ORDER BY id")
    op.drop_table("accounts")
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("kind", "about", "place", name=op.f("uq_accounts_kind_about_place")),
    )
    op.execute(
        "INSERT INTO accounts (id, kind, about, code, name) SELECT id, kind, about, code, name FROM kept_accounts"
    )
    op.execute("DROP TABLE temp.kept_accounts")


@contextmanager
def _open_to_change(*tables: str) -> Iterator[None]:
    """Let rows that only grow be rewritten, for as long as this step needs."""
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        for table in tables:
            op.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_update")
        yield
        for table in tables:
            op.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_update")
        return
    names = [f"{table}_no_update" for table in tables]
    asked = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN :names")
    found = bind.execute(asked.bindparams(sa.bindparam("names", names, expanding=True))).all()
    for name, _ in found:
        op.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in found:
        bind.exec_driver_sql(sql)
