"""Tables of text (CSV and its relatives): encoding and separator are found out, long lines and stray commas are met.

A row with more fields than headings is mended when that can be done in one way only: files that quote nothing write
"12, rue des Bouchers" as two fields, and the second begins with a blank, as no field of its own does.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from orderdesk.domain.values.errors import BadInput
from orderdesk.integrations.imports.reading.encodings import first_words, known_encoding, marked, old_encoding
from orderdesk.integrations.imports.reading.headings import MOST_TITLE_LINES, fitted, head_of

LARGEST_BYTES = 500_000_000
LONGEST_LINE = 1_000_000
MOST_ROWS = 1_000_000
_CHUNK = 1 << 20
_SAMPLE = 1 << 18
_SEPARATORS = ",;\t|"
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_PADDING = b"\0\x1a"
_PAD_TEXT = "\0\x1a"
_SEP_LINE = re.compile(r'\ufeff?"?sep=(.)"?', re.IGNORECASE)
_MOST_NOTES = 1_000


class TextTable:
    """A table of text on the disk, `.gz` or not; its rows are read anew each time they are asked for."""

    def __init__(self, path: Path, encoding: str = "") -> None:
        """`encoding` is the one that a person named, else it is found out."""
        self.name = path.name
        self.path = path
        self.notes: list[str] = []
        self.sheets: tuple[str, ...] = ()
        self.encoding = known_encoding(encoding) if encoding else _encoding(path)
        self._separator = self._find_separator()
        first = [found for found, _ in zip(self._records(), range(MOST_TITLE_LINES), strict=False)]
        head = head_of(first, self.name)
        self.headers, self._first = head.headers, head.row
        if encoding:
            self.notes.append(f"{self.name} was read as {self.encoding}.")
        elif self.encoding not in ("utf-8", "utf-8-sig"):
            self.notes.append(f"{self.name} was read as {self.encoding}{self._as_seen()}.")
        if self._separator != ",":
            self.notes.append(f"The fields of {self.name} are parted by a {_NAMES.get(self._separator, 'sign')}.")
        self.notes += head.notes
        self._told: set[int] = set()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its number; empty rows are left out."""
        wide = len(self.headers)
        for row, cells in self._records():
            if row <= self._first:
                continue
            if row > MOST_ROWS + self._first:
                raise BadInput(f"{self.name} has more than {MOST_ROWS:,} rows; split it into smaller files.", line=row)
            yield row, cells if len(cells) == wide else self._mended(row, cells)

    def _mended(self, row: int, cells: list[str]) -> list[str]:
        wide = len(self.headers)
        stray = [place for place, cell in enumerate(cells) if place and cell[:1] == " " and cell.strip()]
        if len(cells) < wide:
            self._tell(row, f"Row {row:,} has {len(cells)} of {wide} fields; those behind are taken as empty.")
            return fitted(cells, wide)
        if len(cells) - wide != len(stray) or not stray:
            return cells[:wide] if not any(cells[wide:]) else cells
        for place in reversed(stray):
            cells[place - 1 : place + 1] = [f"{cells[place - 1]}{self._separator}{cells[place]}"]
        self._tell(row, f"Row {row}: a comma without quotes was mended: {cells[stray[0] - 1][:60]}.")
        return cells

    def _tell(self, row: int, note: str) -> None:
        if row not in self._told and len(self._told) < _MOST_NOTES:
            self._told.add(row)
            self.notes.append(note)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Every row that is not empty, with its number; the file's own lines are counted by rows."""
        with _opened(self.path) as binary:
            record = _Record(_lines(binary, self.encoding, self.name))
            reader = csv.reader(record, delimiter=self._separator)
            row = 0
            try:
                for cells in reader:
                    row += 1
                    if record.is_open(self._separator):
                        raise BadInput(
                            f"{self.name}, line {record.first}: a quote is never closed; the file may have been cut.",
                            line=record.first,
                        )
                    if row == 1 and len(cells) < 3 and _SEP_LINE.fullmatch(self._separator.join(cells)):
                        continue
                    if any(cell.strip() for cell in cells):
                        yield row, cells
            except csv.Error:
                raise BadInput(
                    f"{self.name}, line {reader.line_num}: a field is too long or a quote is never closed.",
                    line=reader.line_num,
                ) from None

    def _as_seen(self) -> str:
        """What the encoding that was found out makes of the letters: " (Käse); if they are wrong, name …"."""
        with _opened(self.path) as binary:
            seen = first_words(binary.read(_SAMPLE).decode(self.encoding, errors="ignore"))
        return f" ({seen}); if its letters are wrong, name its encoding" if seen else ""

    def _find_separator(self) -> str:
        """The separator that parts the first lines into most fields, alike in each."""
        with _opened(self.path) as binary:
            lines = _lines(binary, self.encoding, self.name)
            sample = [line for line, _ in zip(lines, range(30), strict=False) if line.strip()]
        if not sample:
            raise BadInput(f"{self.name} is empty.")
        if said := _SEP_LINE.fullmatch(sample[0].strip("\r\n")):
            return said.group(1)
        return max(_SEPARATORS, key=lambda sign: (_likeness(sample, sign), -_SEPARATORS.index(sign)))


def _likeness(sample: list[str], separator: str) -> int:
    try:
        widths = [len(cells) for cells in csv.reader(sample, delimiter=separator) if cells]
    except csv.Error:
        return 0
    alike = sum(width == widths[0] for width in widths)
    return widths[0] * 100 * alike // len(widths) if widths and widths[0] > 1 else 1


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
            raise BadInput(f"{self._name} is damaged: it cannot be unpacked.") from None
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
        raise BadInput(f"{path.name} cannot be opened: {(error.strerror or 'unreadable').lower()}.") from None


def _encoding(path: Path) -> str:
    """The encoding of the whole file: as it shows itself, else UTF-8 if it is, else an old one."""
    with _opened(path) as binary:
        start = binary.read(_SAMPLE)
        if found := marked(start):
            return found
        decoder = codecs.getincrementaldecoder("utf-8")()
        block, padded = start, False
        while block:
            if padded or b"\0" in block.rstrip(_PADDING):
                raise BadInput(f"{path.name} is no table of text: it holds NUL bytes.")
            padded = block.endswith(b"\0")
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                around = block[max(0, error.start - _SAMPLE // 2) : error.start + _SAMPLE // 2]
                return old_encoding(around, path.name)
            block = binary.read(_CHUNK)
    return "utf-8"


class _Record:
    """Hands the lines of a file out one by one, and remembers those of the record that is being read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._ended = lines, False
        self._held: list[str] = []
        self._number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self._ended = True
            raise StopIteration
        self._number += 1
        self._held.append(line)
        return line

    @property
    def first(self) -> int:
        """The line in which the record begins."""
        return self._number - len(self._held) + 1

    def is_open(self, separator: str) -> bool:
        """Whether the file ended within quotes of the record that was read last."""
        held = self._held
        if not self._ended:
            held.clear()
            return False
        try:
            list(csv.reader(held, delimiter=separator, strict=True))
        except csv.Error as error:
            return "end of data" in str(error)
        return False


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
            if line.endswith(("\0", "\x1a")) and not (line := line.rstrip(_PAD_TEXT)):
                continue
            if len(line) >= LONGEST_LINE:
                raise BadInput(f"{name}, line {number} is longer than {LONGEST_LINE:,} characters.", line=number)
            if "\0" in line:
                raise BadInput(f"{name}, line {number}: this is no table of text, it holds NUL bytes.", line=number)
            yield line
