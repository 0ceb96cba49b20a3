"""Files as they come: encodings, separators, stray commas, spreadsheets, and those that must not be opened."""

from __future__ import annotations

import gzip
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from orderdesk.domain.values.errors import BadInput
from orderdesk.integrations.imports.protocol import Sheet
from orderdesk.integrations.imports.reading.opening import files_of, open_sheet


def sheet_of(path: Path, content: bytes | str) -> Sheet:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_sheet(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_found_out(tmp_path: Path, encoding: str) -> None:
    text = "sku,name\nA,Größe für Käthe\nB,Crème brûlée à l’orange\nC,Señor Muñoz\n"
    sheet = sheet_of(tmp_path / "items.csv", text.encode(encoding))
    assert sheet.headers == ("sku", "name")
    assert list(sheet.rows()) == [
        (2, ["A", "Größe für Käthe"]), (3, ["B", "Crème brûlée à l’orange"]), (4, ["C", "Señor Muñoz"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1250", "Příliš žluťoučký kůň"), ("cp1251", "Чайник белый"), ("cp1252", "Société Générale")],
)
def test_old_encodings_are_told_apart_by_their_words(tmp_path: Path, encoding: str, name: str) -> None:
    sheet = sheet_of(tmp_path / "old.csv", f"sku,name\nA,{name}\n".encode(encoding))
    assert list(sheet.rows()) == [(2, ["A", name])]
    (note,) = sheet.notes
    assert note.startswith(f"old.csv was read as {encoding} ({name.split()[0]}")
    assert note.endswith("; if its letters are wrong, name its encoding.")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_separators_are_found_out(tmp_path: Path, sign: str) -> None:
    lines = [["sku", "name", "price"], ["A", "Mug, white", "1.50"], ["B", "Tee; red", "2"]]
    text = "\r\n".join(sign.join(f'"{cell}"' for cell in line) for line in lines)
    assert [cells for _, cells in sheet_of(tmp_path / "a.csv", text).rows()] == lines[1:]


def test_rows_are_numbered_as_a_person_counts(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path / "a.csv", '\nsku,name\n\nA,"two\nlines"\nB,b\n')
    assert [row for row, _ in sheet.rows()] == [4, 5]


def test_a_comma_without_quotes_is_mended_when_it_can_be_in_one_way(tmp_path: Path) -> None:
    text = "id,name,street,city\n1,Bon app',12, rue des Bouchers,Marseille\n2,a,b,c,d\n3,x, y, z\n4,a,b,c,,\n5,a\n"
    sheet = sheet_of(tmp_path / "a.csv", text)
    found = dict(sheet.rows())
    assert found[2] == ["1", "Bon app'", "12, rue des Bouchers", "Marseille"]
    assert len(found[3]) == 5
    assert found[4] == ["3", "x", " y", " z"]
    assert found[5] == ["4", "a", "b", "c"]
    assert found[6] == ["5", "a", "", ""]
    assert sheet.notes == [
        "Row 2: a comma without quotes was mended: 12, rue des Bouchers.",
        "Row 6 has 2 of 4 fields; those behind are taken as empty.",
    ]


def test_packed_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"sku,name\nA,Mug\n"))
    assert list(open_sheet(path).rows()) == [(2, ["A", "Mug"])]
    assert files_of(tmp_path) == [path]


def spreadsheet(path: Path, rows: list[list[object]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    return path


def test_a_spreadsheet_is_read_as_its_digits(tmp_path: Path) -> None:
    rows: list[list[object]] = [["sku", "price", "id", "sold"], ["A", 2.55, 17850.0, True], [], ["B", 0.1, 12, False]]
    sheet = open_sheet(spreadsheet(tmp_path / "a.xlsx", rows))
    assert sheet.headers == ("sku", "price", "id", "sold")
    assert list(sheet.rows()) == [(2, ["A", "2.55", "17850", "yes"]), (4, ["B", "0.1", "12", "no"])]


REFUSED = {
    "empty.csv": (b"", "is empty"),
    "nul.csv": (b"sku,name\nA,\0\0\0b\n" * 9, "NUL bytes"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "NUL bytes"),
    "nothing.csv": (b",,,\n\n", "is empty|no headings"),
    "columns.csv": (b",".join(b"c%d" % n for n in range(1_500)) + b"\n1\n", "1,500 columns"),
    "quote.csv": (b'sku,name\nA,"never closed\n' + b"row,row\n" * 40_000, "a quote is never closed"),
    "cut.csv": (b'sku,name,price\nG1,a,1\n"G3,Open quote,1\nG4,b,2\n', "line 3: a quote is never closed"),
    "cut_short.csv": (b'sku,name,price\nG1,a,1\nG3,"Open quo', "line 3: a quote is never closed"),
    "fake.xlsx": (b"sku,name\nA,b\n", "no spreadsheet that can be opened"),
    "torn.csv.gz": (gzip.compress(b"sku,name\nA,Mug\n" * 999)[:-60], "cannot be unpacked"),
    "program.exe": (b"MZ", "no file that can be imported"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_read_is_refused_at_once(tmp_path: Path, name: str) -> None:
    refused_at_once(tmp_path / name, *REFUSED[name])


@pytest.mark.parametrize(
    ("head", "part", "times"),
    [(b"", b"column,", 1_000_000), (b"sku,name\nA,", b"x", 100_000_000)],
    ids=["wide", "long"],
)
def test_a_row_without_an_end_is_refused_at_once(tmp_path: Path, head: bytes, part: bytes, times: int) -> None:
    refused_at_once(tmp_path / "a.csv", head + part * times + b"\n1\n", "longer than 1,000,000 characters")


def refused_at_once(path: Path, content: bytes, reason: str) -> None:
    began = time.perf_counter()
    with pytest.raises(BadInput, match=reason):
        list(sheet_of(path, content).rows())
    assert time.perf_counter() - began < 10


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no file"):
        open_sheet(tmp_path / "none.csv")


def packed(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_a_spreadsheet_bomb_is_not_opened(tmp_path: Path) -> None:
    big = packed(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": b" " * 300_000_000})
    assert big.stat().st_size < 2_000_000
    with pytest.raises(BadInput, match="would unpack to 300 MB"):
        open_sheet(big)


def test_other_archives_and_thousands_of_parts_are_not_opened(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="other archives"):
        open_sheet(packed(tmp_path / "nested.xlsx", {"inner.zip": b"PK"}))
    with pytest.raises(BadInput, match="2,500 parts"):
        open_sheet(packed(tmp_path / "parts.xlsx", {f"part{n}": b"x" for n in range(2_500)}))


SHEET = (
    '<?xml version="1.0"?>{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "{body}</worksheet>"
)


def hostile(path: Path, doctype: str, body: str) -> Path:
    """A workbook of the usual parts with one sheet of ours."""
    plain = spreadsheet(path.with_name("plain.xlsx"), [["sku"], ["A"]])
    with zipfile.ZipFile(plain) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = SHEET.format(doctype=doctype, body=body).encode()
    return packed(path, parts)


def test_entities_are_never_spread(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    body = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row></sheetData>'
    path = hostile(tmp_path / "entities.xlsx", f"<!DOCTYPE x [{bomb}]>", body)
    began = time.perf_counter()
    with pytest.raises(BadInput):
        open_sheet(path)
    assert time.perf_counter() - began < 10


def test_a_sheet_that_claims_the_whole_grid_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    body = (
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    with pytest.raises(BadInput):
        open_sheet(hostile(tmp_path / "grid.xlsx", "", body))
    assert capfd.readouterr().err == ""


def test_headings_are_found_below_title_lines_and_each_has_a_name_of_its_own(tmp_path: Path) -> None:
    text = "Price list autumn 2026,,,\nBlue Barn Ltd,,,\n,,,\n\N{NO-BREAK SPACE}SKU ,Name,,name,\nT1,Cup,red,cup,\n"
    sheet = sheet_of(tmp_path / "list.csv", text)
    assert sheet.headers == ("SKU", "Name", "Column 3", "name (2)")
    assert list(sheet.rows()) == [(5, ["T1", "Cup", "red", "cup"])]
    assert sheet.notes == [
        "The headings of list.csv stand in row 4; what is above them is not read.",
        "The column name comes more than once in list.csv; the later is called name (2).",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf\xef\xbb\xbfsku,name\nA,Mug\n",
        b"sep=,\r\nsku,name\r\nA,Mug\r\n",
        b'"sep=;"\nsku;name\nA;Mug\n',
        b"sku,name\rA,Mug\r",
        b"sku,name\nA,Mug\n\x1a",
        b"sku,name\nA,Mug\n\0\0\0",
        b"sku,name,\nA,Mug,\n",
    ],
)
def test_what_programs_put_around_a_table_is_no_part_of_it(tmp_path: Path, content: bytes) -> None:
    sheet = sheet_of(tmp_path / "a.csv", content)
    assert sheet.headers == ("sku", "name")
    assert [cells for _, cells in sheet.rows()] == [["A", "Mug"]]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp932", "ほうじ茶"), ("euc_jp", "マグカップ 白"), ("iso2022_jp", "抹茶茶碗"), ("big5", "陶瓷馬克杯 白色"),
        ("cp850", "Müsli grün größe"), ("utf-16-be", "绿茶"), ("utf-16-le", "Čaj"), ("koi8_r", "Чайник белый"),
        ("cp1253", "Ελλάδα τσάι"), ("cp1255", "ספל קפה"), ("cp874", "ถ้วยกาแฟ"), ("mac_roman", "Größe für Käthe"),
        ("mac_roman", "Müller"), ("mac_roman", "Köln"), ("mac_roman", "Piñata"), ("cp1252", "Pâté – Müller"),
        ("cp850", "François"), ("cp1252", "Žižka"), ("cp850", "Crème brûlée"),
    ],
)  # fmt: skip
def test_letters_of_all_the_world_are_read_as_they_were_written(tmp_path: Path, encoding: str, name: str) -> None:
    sheet = sheet_of(tmp_path / "a.csv", f"sku,name\nA,{name}\n".encode(encoding))
    assert [cells for _, cells in sheet.rows()] == [["A", name]]


@pytest.mark.parametrize(("encoding", "name"), [("gb18030", "绿茶"), ("cp949", "머그컵 흰색"), ("cp1251", "Чай")])
def test_letters_that_can_be_read_in_several_ways_are_asked_about(tmp_path: Path, encoding: str, name: str) -> None:
    path = tmp_path / "a.csv"
    content = f"sku,name\nA,{name}\n".encode(encoding)
    with pytest.raises(BadInput, match=rf"{encoding} \({name}\).*; name its encoding"):
        sheet_of(path, content)
    sheet = open_sheet(path, encoding=encoding)
    assert list(sheet.rows()) == [(2, ["A", name])]
    assert sheet.notes == [f"a.csv was read as {encoding}."]
    with pytest.raises(BadInput, match="klingon is not a known encoding"):
        open_sheet(path, encoding="klingon")
    with pytest.raises(BadInput, match="this is no ascii text"):
        list(open_sheet(path, encoding="ascii").rows())


def test_each_sheet_of_a_workbook_can_be_named(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("Cover").write(0, 0, "Autumn")
    for name, item in (("Mugs", "A"), ("Tees", "T")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["sku", "name"])
        sheet.write_row(1, 0, [item, name])
    book.close()
    found = open_sheet(tmp_path / "a.xlsx")
    assert (found.sheets, found.headers) == (("Cover", "Mugs", "Tees"), ("sku", "name"))
    assert list(found.rows()) == [(2, ["A", "Mugs"])]
    assert found.notes == ["The sheet Mugs of a.xlsx was read; there is also Cover, Tees."]
    assert list(open_sheet(tmp_path / "a.xlsx", sheet="Tees").rows()) == [(2, ["T", "Tees"])]
    with pytest.raises(BadInput, match="has no sheet Hats; it has Cover, Mugs, Tees"):
        open_sheet(tmp_path / "a.xlsx", sheet="Hats")
