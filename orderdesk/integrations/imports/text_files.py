"""Tables of text (CSV and its relatives): encoding and separator are found out, long lines and stray commas are met.

A row with more fields than headings is mended when that can be done in one way only: files that quote nothing write
"12, rue des Bouchers" as two fields, and the second begins with a blank, as no field of its own does.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from charset_normalizer import from_bytes

from orderdesk.domain.errors import BadInput

LARGEST_BYTES = 500_000_000
LONGEST_LINE = 1_000_000
MOST_COLUMNS = 1_000
MOST_ROWS = 1_000_000
_CHUNK = 1 << 20
_SAMPLE = 1 << 18
_SEPARATORS = ",;\t|"
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD_ENCODINGS = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "iso8859_2", "iso8859_15", "mac_roman", "cp437"]
_USUAL_ENCODING = "cp1252"
_MOST_NOTES = 1_000


class TextTable:
    """A table of text on the disk, `.gz` or not; its rows are read anew each time they are asked for."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.path = path
        self.notes: list[str] = []
        self._encoding = _encoding(path)
        self._separator = self._find_separator()
        row, cells = next(self._records(), (0, []))
        self.headers = tuple(" ".join(cell.split()) for cell in cells)
        self._first = row
        _check_headers(self.headers, self.name)
        if self._encoding not in ("utf-8", "utf-8-sig"):
            self.notes.append(f"{self.name} was read as {self._encoding}.")
        if self._separator != ",":
            self.notes.append(f"The fields of {self.name} are parted by a {_NAMES[self._separator]}.")
        self._told: set[int] = set()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its number; empty rows are left out."""
        wide = len(self.headers)
        for row, cells in self._records():
            if row <= self._first:
                continue
            if row > MOST_ROWS + 1:
                raise BadInput(f"{self.name} has more than {MOST_ROWS:,} rows; split it into smaller files.", line=row)
            yield row, cells if len(cells) == wide else self._mended(row, cells)

    def _mended(self, row: int, cells: list[str]) -> list[str]:
        wide = len(self.headers)
        stray = [place for place, cell in enumerate(cells) if place and cell[:1] == " " and cell.strip()]
        if len(cells) - wide != len(stray) or not stray:
            return cells[:wide] if len(cells) > wide and not any(cells[wide:]) else cells
        for place in reversed(stray):
            cells[place - 1 : place + 1] = [f"{cells[place - 1]}{self._separator}{cells[place]}"]
        if row not in self._told and len(self._told) < _MOST_NOTES:
            self._told.add(row)
            joined = cells[stray[0] - 1]
            self.notes.append(f"Row {row}: a comma without quotes was mended: {joined[:60]}.")
        return cells

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Every row that is not empty, with its number; the file's own lines are counted by rows."""
        with _opened(self.path) as binary:
            reader = csv.reader(_lines(binary, self._encoding, self.name), delimiter=self._separator)
            row = 0
            try:
                for cells in reader:
                    row += 1
                    if any(cell.strip() for cell in cells):
                        yield row, cells
            except csv.Error:
                raise BadInput(
                    f"{self.name}, line {reader.line_num}: a field is too long or a quote is never closed.",
                    line=reader.line_num,
                ) from None

    def _find_separator(self) -> str:
        """The separator that parts the first lines into most fields, alike in each."""
        with _opened(self.path) as binary:
            lines = _lines(binary, self._encoding, self.name)
            sample = [line for line, _ in zip(lines, range(30), strict=False) if line.strip()]
        if not sample:
            raise BadInput(f"{self.name} is empty.")
        return max(_SEPARATORS, key=lambda sign: (_likeness(sample, sign), -_SEPARATORS.index(sign)))


def _likeness(sample: list[str], separator: str) -> int:
    try:
        widths = [len(cells) for cells in csv.reader(sample, delimiter=separator) if cells]
    except csv.Error:
        return 0
    alike = sum(width == widths[0] for width in widths)
    return widths[0] * 100 * alike // len(widths) if widths and widths[0] > 1 else 1


def _check_headers(headers: tuple[str, ...], name: str) -> None:
    if len(headers) > MOST_COLUMNS:
        raise BadInput(f"{name} has {len(headers):,} columns; at most {MOST_COLUMNS:,} are read.", line=1)
    named = [each.casefold() for each in headers if each]
    twice = next((each for each in named if named.count(each) > 1), None)
    if twice is not None:
        title = next(each for each in headers if each.casefold() == twice)
        raise BadInput(f"The column {title[:60]} stands twice in {name}; rename or remove one of them.", line=1)
    if not named:
        raise BadInput(f"{name} has no headings; the first row must name the columns.", line=1)


check_headers = _check_headers


class _Limited(io.RawIOBase):
    """What a file holds, unpacked, and refused beyond the limit."""

    def __init__(self, path: Path) -> None:
        self._name, self._seen = path.name, 0
        opener: Any = gzip.open if path.suffix.lower() == ".gz" else open
        self._inner: IO[bytes] = opener(path, "rb")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._inner.read(len(buffer))
        except (OSError, EOFError, zlib.error):
            raise BadInput(f"{self._name} is damaged: it can not be unpacked.") from None
        self._seen += len(data)
        if self._seen > LARGEST_BYTES:
            most = LARGEST_BYTES // 1_000_000
            raise BadInput(f"{self._name} holds more than {most} MB; split it into smaller files.")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


def _opened(path: Path) -> io.BufferedReader:
    try:
        return io.BufferedReader(_Limited(path), _CHUNK)
    except OSError as error:
        raise BadInput(f"{path.name} can not be opened: {(error.strerror or 'unreadable').lower()}.") from None


def _encoding(path: Path) -> str:
    """The encoding of the whole file: by its mark, else UTF-8 if it is, else the likeliest old one."""
    with _opened(path) as binary:
        start = binary.read(_SAMPLE)
        for mark, name in _MARKS:
            if start.startswith(mark):
                return name
        if wide := _wide(start):
            return wide
        decoder = codecs.getincrementaldecoder("utf-8")()
        block, offset = start, 0
        while block:
            if b"\0" in block:
                raise BadInput(f"{path.name} is no table of text: it holds NUL bytes.")
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                around = block[max(0, error.start - _SAMPLE // 2) : error.start + _SAMPLE // 2]
                return _old_encoding(around, path.name)
            offset += len(block)
            block = binary.read(_CHUNK)
    return "utf-8"


def _wide(start: bytes) -> str:
    """UTF-16 without its mark: every second byte of plain text is NUL."""
    half = max(1, len(start) // 2)
    if start[1::2].count(0) * 2 > half and not start[::2].count(0):
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) * 2 > half and not start[1::2].count(0) else ""


def _old_encoding(sample: bytes, name: str) -> str:
    """The likeliest old encoding; of those that are equally likely, the one most PCs wrote."""
    found = from_bytes(sample, cp_isolation=_OLD_ENCODINGS)
    best = found.best()
    if best is None:
        raise BadInput(f"{name} is no table of text in any encoding known here; save it as CSV UTF-8.")
    for each in found:
        alike = each.chaos <= best.chaos and each.coherence >= best.coherence
        if alike and _USUAL_ENCODING in each.could_be_from_charset:
            return _USUAL_ENCODING
    return str(best.encoding)


def _lines(binary: io.BufferedReader, encoding: str, name: str) -> Iterator[str]:
    """Lines of bounded length, with their ends; the decoder may meet a fault that only shows late."""
    with io.TextIOWrapper(binary, encoding=encoding, newline="") as words:
        number = 0
        while True:
            number += 1
            try:
                line = words.readline(LONGEST_LINE)
            except UnicodeError:
                raise BadInput(f"{name}, line {number}: this is no {encoding} text; save it as CSV UTF-8.") from None
            if not line:
                return
            if len(line) >= LONGEST_LINE:
                raise BadInput(f"{name}, line {number} is longer than {LONGEST_LINE:,} characters.", line=number)
            if "\0" in line:
                raise BadInput(f"{name}, line {number}: this is no table of text, it holds NUL bytes.", line=number)
            yield line
