"""Tables as other programs and countries write them: figures, dates, headings, addresses, and what is not there."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.domain.values.written import local
from orderdesk.domain.values.written.day_form import DAY_FIRST
from orderdesk.services.care.checking import check
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.imports.importing import import_file, plan_import, run_import, undo_import
from orderdesk.services.imports.looking import look_at
from orderdesk.services.orders.placing import place_order
from orderdesk.services.reports.exporting import EXPORTS, export_table
from orderdesk.services.shop.shop import open_shop
from orderdesk.services.shop.shop_forms import ShopForm
from tests.factories import ROAD, Clock, _desk, northside
from tests.scenarios.books import dump, rows, without_lasting


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    desk = northside(sqlite_url)
    yield desk
    desk.database.close()


def file(folder: Path, text: str, name: str = "file.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def prices(desk: Desk) -> list[int]:
    return [row[0] for row in rows(desk, "SELECT price FROM items WHERE batch_id IS NOT NULL ORDER BY sku")]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("SKU,Name,Price\nA,Rice,Rs. 450\nB,Ghee,Rs. 1\n", [4_500_000, 10_000]),
        ("SKU;Name;Price\nA;Kaffe;kr. 125\nB;Te;kr. 49,50\nC;Dyr;kr. 1.250\n", [1_250_000, 495_000, 12_500_000]),
        ("SKU;Name;Price\nA;Schrank;1.250\nB;Stuhl;89,90\nC;Tisch;1.099,00\n", [12_500_000, 899_000, 10_990_000]),
        ('SKU,Name,Price\nA,Desk,"1,250"\nB,Chair,89.90\n', [12_500_000, 899_000]),
        ("SKU,Name,Price\nA,Uhr,1'250.00\nB,Ring,CHF 89.90\n", [12_500_000, 899_000]),
    ],
)
def test_the_form_of_figures_belongs_to_the_column(desk: Desk, tmp_path: Path, text: str, kept: list[int]) -> None:
    assert import_file(desk, "products", file(tmp_path, text)).errors == ()
    assert prices(desk) == kept


def test_what_one_column_does_not_prove_another_does_and_it_is_told(desk: Desk, tmp_path: Path) -> None:
    plan = plan_import(desk, "products", file(tmp_path, "SKU;Name;Price;Stock\nA;Stuhl;89,90;1.500\n"))
    assert "Stock: “1.500” is read as 1500, as other figures of the file are written." in plan.notes
    run_import(desk, plan)
    assert rows(desk, "SELECT on_hand FROM stock s JOIN items i ON i.id = s.item_id WHERE sku = 'A'") == [(1_500_000,)]
    alone = plan_import(desk, "products", file(tmp_path, "SKU;Name;Price\nB;Stuhl;1.500\n"))
    assert "Price: “1.500” is read as 1.5, as the shop writes figures." in alone.notes


def test_figures_that_are_written_in_two_ways_are_refused(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, "SKU;Name;Price\nA;a;1.250\nB;b;89,90\nC;c;89.90\n")
    with pytest.raises(BadInput, match=r"Price: The column has “89,90” and “89.90”, so “1.250” can mean two things"):
        plan_import(desk, "products", path)


def test_all_dates_of_a_file_are_read_alike(desk: Desk, tmp_path: Path) -> None:
    head = "Order number,Date,Shipped date,Customer name,SKU,Quantity,Price\n"
    plan = plan_import(desk, "orders", file(tmp_path, f"{head}21,03/04/2026,03/25/2026,Ann,MUG,1,10\n"))
    assert (
        "Dates such as 03/04/2026 are read month first (4 March 2026), as other dates of the file show." in plan.notes
    )
    run_import(desk, plan)
    assert rows(desk, "SELECT supply_date FROM invoices") == [("2026-03-25",)]
    open_one = "Order number,Date,Customer name,SKU,Quantity,Price\n22,03/04/2026,Ann,MUG,1,10\n"
    told = plan_import(desk, "orders", file(tmp_path, open_one)).notes
    assert told == ("Dates such as 03/04/2026 are read day first (3 April 2026), as the shop writes dates.",)
    american = local.LocalForm(
        days=DAY_FIRST.__class__("mdy", *[getattr(DAY_FIRST, name) for name in DAY_FIRST.__slots__][1:])
    )
    with local.using(american):
        told = plan_import(desk, "orders", file(tmp_path, open_one)).notes
    assert told == ("Dates such as 03/04/2026 are read month first (4 March 2026), as the shop writes dates.",)


def test_headings_in_many_languages_are_known(desk: Desk, tmp_path: Path) -> None:
    german = (
        "Kundennummer;Firma;Vorname;Nachname;Straße;PLZ;Ort;Land;Telefon;E-Mail\n"
        "4711;Kaya GmbH;;;Weg 1;1067;Dresden;DEU;0351 123456;info@kaya.example\n"
        "4712;;Ute;Groß;Weg 2;24103;Kiel;Deutschland;0431 654321;\n"
    )
    assert import_file(desk, "customers", file(tmp_path, german)).errors == ()
    assert rows(
        desk, "SELECT c.remote_id, c.name, c.company, a.postcode, a.city, a.country FROM customers c "
        "JOIN addresses a ON a.customer_id = c.id WHERE c.batch_id IS NOT NULL ORDER BY c.id",
    ) == [
        ("4711", "Kaya GmbH", "Kaya GmbH", "01067", "Dresden", "DE"), ("4712", "Ute Groß", "", "24103", "Kiel", "DE"),
    ]  # fmt: skip
    for heads in (
        "Nom;Prénom;Adresse;Code postal;Ville;Pays;Téléphone",
        "Apellidos;Nombre;Dirección;Código postal;Población;País;Teléfono",
        "Cognome;Nome;Indirizzo;CAP;Città;Paese;Telefono", "Achternaam;Voornaam;Adres;Postcode;Plaats;Land;Telefoon",
    ):  # fmt: skip
        plan = plan_import(desk, "customers", file(tmp_path, f"{heads}\nRoux;Anne;Rue 1;75001;Paris;FR;0142685300\n"))
        assert list(plan.mapping.values()) == [
            "last_name",
            "first_name",
            "line1",
            "postcode",
            "city",
            "country",
            "phone",
        ]
        assert plan.rows[0].name == "Anne Roux"


def test_a_column_is_known_by_its_cells_too(tmp_path: Path) -> None:
    empty = look_at([file(tmp_path, "SKU,UPC,EAN13\nA,,5012345678900\n")]).shapes["products"][0].columns
    assert empty == {"SKU": "sku", "EAN13": "barcode"}
    head = "Order number,Date,Customer,SKU,Quantity\n"
    names = look_at([file(tmp_path, f"{head}1,2026-02-01,Ann Ash,A,1\n")]).shapes["orders"][0].columns
    ids = look_at([file(tmp_path, f"{head}1,2026-02-01,17850,A,1\n")]).shapes["orders"][0].columns
    assert (names["Customer"], ids["Customer"]) == ("customer_name", "customer")


def test_columns_that_are_not_used_are_named(desk: Desk, tmp_path: Path) -> None:
    plan = plan_import(desk, "products", file(tmp_path, "SKU,Colour,Name,Size\nA,red,Mug,1\n"))
    assert plan.notes[-1] == "Not used: Colour, Size."


def test_what_was_never_priced_is_told_and_held(desk: Desk, tmp_path: Path) -> None:
    plan = plan_import(desk, "products", file(tmp_path, "SKU,Name,Price (incl. VAT)\nKET,Kettle,49.00\n"))
    assert plan.rows[0].detail == "Kettle, without a price"
    assert "Price (incl. VAT) holds prices with tax, and this shop's are without it" in plan.notes[0]
    run_import(desk, plan)
    order = place_order(desk, OrderRequest((LineRequest(pieces(1), sku="KET"),), customer_id=1))
    hold, note = rows(desk, f"SELECT hold, hold_note FROM orders WHERE id = {order}")[0]
    assert hold == "review"
    assert "no price was ever entered for it" in note
    import_file(desk, "products", file(tmp_path, "SKU,Price\nKET,40.83\n"))
    assert rows(desk, "SELECT price, blocked FROM items WHERE sku = 'KET'") == [(408_300, "")]


def test_a_tax_class_is_known_by_its_rate(desk: Desk, tmp_path: Path) -> None:
    text = (
        "SKU;Name;Preis;MwSt;Lagerplatz;Bestand\nA;a;1;20%;R-1;3\nB;b;1;5,0 %;R-2;\nC;c;1;0,2;;\n"
        "D;d;1;ermäßigt;;\nE;e;1;19 %;;\n"
    )
    result = import_file(desk, "products", file(tmp_path, text))
    assert rows(desk, "SELECT sku, tax_class FROM items WHERE batch_id IS NOT NULL ORDER BY sku") == [
        ("A", "standard"), ("B", "reduced"), ("C", "standard"), ("D", "reduced"),
    ]  # fmt: skip
    assert "no tax class 19 %; it has standard (20%)" in result.errors[0].reason
    found = (
        "SELECT i.sku, b.code, s.on_hand FROM stock s JOIN items i ON i.id = s.item_id JOIN bins b ON b.id = s.bin_id "
    )
    assert rows(desk, f"{found} WHERE i.batch_id IS NOT NULL ORDER BY i.sku") == [("A", "R-1", 3_000), ("B", "R-2", 0)]
    assert check(desk).findings == ()


def test_zeros_that_a_spreadsheet_took_come_back_where_there_is_one_way(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Name,Address,City,Postcode,Country\nAnn,1 A,Boston,2138,USA\nBen,1 B,Dresden,1067,DE\n"
        "Cara,1 C,Amsterdam,1012ab,NLD\n"
        "Ho,1 H,Hoboken,07030.0,US\nJo,1 J,Nice,6000,France\nKim,1 K,Madrid,8001,ES\nLu,1 L,Kiel,24,Deutschland\n"
        "Mo,1 M,Atlantis,1,Atlantis\n"
    )  # fmt: skip
    result = import_file(desk, "customers", file(tmp_path, text))
    assert rows(desk, "SELECT postcode, country FROM addresses WHERE customer_id > 1 ORDER BY id") == [
        ("02138", "US"), ("01067", "DE"), ("1012 AB", "NL"), ("07030", "US"), ("06000", "FR"), ("08001", "ES"),
        ("24", "DE"),
    ]  # fmt: skip
    assert [each.reason.split(";")[0] for each in result.errors] == ["Atlantis is not a recognised country"]
    details = {
        each.name: each.detail
        for each in plan_import(desk, "customers", file(tmp_path, text.replace(",1 ", ",2 "))).rows
    }
    assert details["Ann"].endswith("postcode 02138 for 2138")
    assert "24 is not a postcode of Germany" in details["Lu"]


def test_several_addresses_of_one_customer(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Name,Email,Address,City,Postcode,Country\nAnn Ash,ann@example.com,1 Home,Hull,HU1 1AA,GB\n"
        "Ann Ash,ANN@example.com,2 Work,Leeds,ls11aa,UK\nAnn Oak,ann@example.com,3 Else,York,YO1 1AA,GB\n"
    )
    before = dump(desk)
    result = import_file(desk, "customers", file(tmp_path, text))
    assert [each.column for each in result.errors] == ["Name"]
    assert rows(desk, "SELECT line1, postcode, bill_to FROM addresses WHERE customer_id = 2 ORDER BY id") == [
        ("1 Home", "HU1 1AA", 1), ("2 Work", "LS1 1AA", 0),
    ]  # fmt: skip
    assert (result.lines, result.booked) == (3, 2)
    assert import_file(desk, "customers", file(tmp_path, text)).same == 2
    more = import_file(desk, "customers", file(tmp_path, text.replace("3 Else", "4 New").replace("Ann Oak", "Ann Ash")))
    assert more.counts["changed"] == 1
    assert rows(desk, "SELECT COUNT(*) FROM addresses WHERE customer_id = 2 AND retired = 0") == [(3,)]
    for batch in (more.batch_id, result.batch_id):
        undo_import(desk, batch or 0)
    assert without_lasting(dump(desk)) == without_lasting(before)


def test_two_names_with_one_phone_are_told_and_two_people_of_one_name_stay_two(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Name,Phone,Postcode,Country\nJo Smyth,+44 20 7946 0018,YO21 3PU,GB\nJ Smyth,(020) 7946-0018,yo213pu,GB\n"
        "Jo Smyth,00442079460018,YO21 3PU,GB\nAl Hay,0201,,\nAl Hay,0202,,\n"
    )
    plan = plan_import(desk, "customers", file(tmp_path, text))
    assert plan.counts["new"] == 4
    assert "Rows 2 and 3 have one phone: Jo Smyth and J Smyth may be one customer." in plan.notes


def test_a_count_below_what_is_reserved_is_an_error_of_its_row_alone(desk: Desk, tmp_path: Path) -> None:
    place_order(desk, OrderRequest((LineRequest(pieces(5), sku="MUG"),), customer_id=1))
    path = file(tmp_path, "SKU,On hand\nMUG,4\nTEE,9\nLAMP,3\nTotal,16\n")
    plan = plan_import(desk, "stock", path)
    result = run_import(desk, plan)
    assert plan.counts == result.counts == {"new": 0, "changed": 2, "same": 0, "error": 1}
    assert [(each.row, each.column) for each in result.errors] == [(2, "quantity")]
    assert result.errors[0].reason == "5 of MUG in A-01-2 are reserved for orders; release some first."
    assert result.unbooked == {"the closing line of the file, with its totals": 1}
    assert check(desk).findings == ()


def test_an_encoding_that_was_named_is_used(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, "SKU,Name,Price\nG1,绿茶,54\n", encoding="gb18030")
    with pytest.raises(BadInput, match="name its encoding"):
        plan_import(desk, "products", path)
    import_file(desk, "products", path, encoding="gb18030")
    assert rows(desk, "SELECT name FROM items WHERE batch_id IS NOT NULL") == [("绿茶",)]
    assert look_at([path], encoding="gb18030").sample == (("G1", "绿茶", "54"),)


def exported(desk: Desk, kind: str, folder: Path) -> Path:
    table = export_table(desk, kind)
    path = folder / f"{kind}.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([head.title for head in table.heads])
        writer.writerows(table.rows)
    return path


def test_our_own_exports_come_back_into_an_empty_shop(desk: Desk, tmp_path: Path) -> None:
    other = _desk(f"sqlite:///{tmp_path / 'other.db'}", Clock())
    form = ShopForm("Other", "1 Lane", city="Whitby", postcode="YO21 1AA", country="GB")
    open_shop(other, form, [ROAD])
    lines = (LineRequest(pieces(2), sku="MUG"), LineRequest(pieces(1), sku="BOOK", discount=100_000))
    place_order(desk, OrderRequest(lines, customer_id=1, service="road", discount=300))
    place_order(
        desk, OrderRequest((LineRequest(pieces(3), sku="TEE"),), customer_id=1, channel="online", remote_id="#77")
    )
    for kind in ("products", "customers", "stock", "orders"):
        path = exported(desk, kind, tmp_path)
        plan = plan_import(other, kind, path)
        assert run_import(other, plan).errors == ()
        assert import_file(other, kind, path).batch_id is None
    for kind in ("products", "customers", "stock", "orders"):
        assert export_table(other, kind).rows == export_table(desk, kind).rows
    assert check(other).findings == ()
    # Numbers that came along are not given out again.
    new = place_order(other, OrderRequest((LineRequest(pieces(1), sku="LAMP"),), customer_id=1))
    assert rows(other, f"SELECT number FROM orders WHERE id = {new}") == [("SO-1003",)]
    other.database.close()


def test_our_own_exports_change_nothing_in_the_shop_they_are_of(desk: Desk, tmp_path: Path) -> None:
    """Addresses that were typed name no receiver: that is the customer."""
    place = {"line1": "2 Quay", "city": "Whitby", "postcode": "YO21 3PU", "country": "GB"}
    add_customer(desk, CustomerForm(name="Zed", phone="020 7946 0018"), AddressForm(**place))
    add_customer(desk, CustomerForm(name="Zoe", company="Z Ltd"), AddressForm(**place))
    place_order(desk, OrderRequest((LineRequest(pieces(2), sku="MUG"),), customer_id=1, service="road"))
    for kind in ("products", "customers", "stock", "orders"):
        found = import_file(desk, kind, exported(desk, kind, tmp_path))
        assert (found.batch_id, found.errors) == (None, ()), kind


def test_a_number_of_ours_that_is_another_person_here_is_refused(desk: Desk, tmp_path: Path) -> None:
    result = import_file(desk, "customers", file(tmp_path, "Number,Name,E-mail\nC-1001,Ben Oak,ben@example.com\n"))
    assert result.errors[0].reason == "C-1001 is Asha Patel here, not Ben Oak."


@pytest.mark.parametrize("export", [each for each in EXPORTS if each.id != "journal"], ids=lambda each: each.id)
def test_every_heading_we_export_is_read_or_named(desk: Desk, tmp_path: Path, export: object) -> None:
    kind = export.id
    plan = plan_import(desk, kind, exported(desk, kind, tmp_path))
    derived = {"stock": {"Name", "Reserved", "Free"}}.get(kind, set())
    assert set(plan.headers) - set(plan.mapping) == derived


def test_a_stop_after_the_first_part_says_what_is_there(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orderdesk.services.imports.running.PART", 50)
    path = file(tmp_path, "sku,name,price\n" + "".join(f"N{place},Item,1\n" for place in range(30)))
    plan = plan_import(desk, "products", path)
    heard: list[str] = []
    with pytest.raises(Refused, match=r"stays as import 1; run it again, or undo it\."):
        run_import(
            desk, plan, progress=lambda done, _, what: heard.append(what), cancelled=lambda: heard.count("Writing") > 15
        )
    come = rows(desk, "SELECT COUNT(*) FROM items WHERE batch_id = 1")[0][0]
    assert come == 10
    result = run_import(desk, plan)
    assert (result.batch_id, result.counts["new"], result.counts["same"]) == (1, 20, 10)
    undo_import(desk, 1)
    assert rows(desk, "SELECT COUNT(*) FROM items WHERE batch_id = 1") == [(0,)]


def test_counted_goods_may_be_called_by_their_barcode(desk: Desk, tmp_path: Path) -> None:
    result = import_file(desk, "stock", file(tmp_path, "Artikel,Bestand\n5012345678900,19\ntee,9\nNONE,1\n"))
    assert (result.counts["changed"], result.errors[0].reason) == (2, "There is no item NONE.")
    assert rows(desk, "SELECT quantity FROM movements WHERE batch_id IS NOT NULL ORDER BY id") == [(-1_000,), (-1_000,)]


def test_postcodes_that_were_mended_and_countries_taken_for_granted_are_told(desk: Desk, tmp_path: Path) -> None:
    table = "Customer name,Address,City,Postcode,Country\n{}"
    people = "Ann,1 Elm St,Salem,1970,US\nBo,2 Elm St,Salem,01970,US\nCy,Iela 5,Riga,1010,LV\n"
    mended = plan_import(desk, "customers", file(tmp_path, table.format(people)))
    assert "2 postcodes mended to the form of the country, such as 01970 for 1970." in mended.notes
    assert not any("country;" in each for each in mended.notes)
    people = "Ann,1 Elm St,Whitby,yo213pu,\nBo,2,Oslo,0150,NO\n"
    some = plan_import(desk, "customers", file(tmp_path, table.format(people)))
    assert "1 address does not name a country; the United Kingdom was taken, where the shop is." in some.notes
    assert not any("mended" in each for each in some.notes), "capitals and blanks are no other postcode"
    bare = plan_import(
        desk, "customers", file(tmp_path, "Customer name,Address,City,Postcode\nAnn,1 Elm St,Whitby,YO21 3PU\n")
    )
    assert "No address names a country; the United Kingdom was taken, where the shop is." in bare.notes
