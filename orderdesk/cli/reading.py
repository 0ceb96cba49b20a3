"""Reads what a verb is given: files, one JSON object, and figures as text; every fault names the field."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.money import Amount, parse_amount
from orderdesk.domain.values.written.local import shown_day
from orderdesk.domain.values.written.short_days import day_of_figures

MOST_BYTES = 10_000_000


def read_text(name: str) -> str:
    """The text of a file, or of stdin for "-"; refuses a missing one, a folder, other encodings and over 10 MB."""
    try:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1) if name == "-" else read_bytes(Path(name))
        if len(raw) > MOST_BYTES:
            raise BadInput(f"{name} is larger than {MOST_BYTES // 1_000_000} MB.", field="file")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{name} is not text in UTF-8.", field="file") from None


def read_bytes(path: Path, field: str = "file") -> bytes:
    """The first 10 MB of a file, and a byte more of a larger one; refuses a missing one and a folder."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise BadInput(f"{path} cannot be read: {_why(error)}.", field=field) from None


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or "that is no file name").lower()


def read_object(text: str) -> dict[str, Any]:
    """One JSON object; its numbers stay the text they were written as, so that nothing is rounded."""
    try:
        found = json.loads(text, parse_float=str, parse_int=str, parse_constant=_no_number, object_pairs_hook=_once)
    except RecursionError:
        raise BadInput("That JSON is nested too deeply.", field="file") from None
    except json.JSONDecodeError as error:
        raise BadInput(f"That is no JSON: {error.msg} in line {error.lineno}.", line=error.lineno) from None
    if not isinstance(found, dict):
        raise BadInput('The JSON must be one object, such as {"lines": […]}.')
    return found


def _no_number(word: str) -> NoReturn:
    raise BadInput(f"{word} is not a number.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadInput(f"The JSON gives {twice[:40]} twice.", field=twice[:40])
    return found


class Fields:
    """The fields of one JSON object, each read once by its kind; `close` refuses those that nobody asked for."""

    def __init__(self, found: Any, name: str, *, line: int | None = None) -> None:
        if not isinstance(found, dict):
            raise BadInput(f"{name} must be an object with named fields.", field=name, line=line)
        self._left: dict[str, Any] = dict(found)
        self._known: list[str] = []
        self._line = line

    def text(self, name: str, default: str = "") -> str:
        """A text, or a number as it was written; null and missing are the default."""
        value = self._take(name, None)
        if value is None:
            return default
        if not isinstance(value, str):
            self._refuse(name, "must be a text")
        return checked(value, name)

    def figure(self, name: str) -> str | None:
        """A figure as text; None when missing or empty."""
        return self.text(name) or None

    def flag(self, name: str, default: bool) -> bool:
        """true or false."""
        value = self._take(name, default)
        if not isinstance(value, bool):
            self._refuse(name, "must be true or false")
        return bool(value)

    def day(self, name: str) -> date | None:
        """A day as 2026-05-31."""
        text = self.figure(name)
        return None if text is None else read_day(text, name)

    def words(self, name: str) -> list[str]:
        """A list of texts; missing is none."""
        value = self._take(name, None) or []
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._refuse(name, "must be a list of texts")
        return [checked(each, name) for each in value]

    def part(self, name: str) -> Fields | None:
        """A nested object."""
        value = self._take(name, None)
        return None if value is None else Fields(value, name, line=self._line)

    def rows(self, name: str) -> list[Fields]:
        """A list of objects; the line of a fault counts from 1."""
        value = self._take(name, None)
        if value is None:
            return []
        if not isinstance(value, list):
            self._refuse(name, "must be a list")
        return [Fields(each, name, line=place) for place, each in enumerate(value, start=1)]

    def _take(self, name: str, missing: Any) -> Any:
        self._known.append(name)
        return self._left.pop(name, missing)

    def close(self) -> None:
        """Refuse what was not understood: a misspelt field must not be lost in silence."""
        if self._left:
            name = next(iter(self._left))
            near = get_close_matches(name, self._known, 1, cutoff=0.75)
            hint = f" Did you mean {near[0]}?" if near else ""
            known = ", ".join(dict.fromkeys(self._known))
            self._refuse(name, f"is not a field of this.{hint} There are {known}")

    def _refuse(self, name: str, why: str) -> NoReturn:
        place = f"Line {self._line}: " if self._line else ""
        raise BadInput(f"{place}{name[:40]!r} {why}.", field=name[:40], line=self._line)


def checked(text: str, name: str) -> str:
    """A text without letters that cannot be kept."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput(f"{name} holds half a letter (a lone surrogate).", field=name) from None
    if "\0" in text:
        raise BadInput(f"{name} holds a NUL character.", field=name)
    return text


def read_day(text: str, name: str) -> date:
    """A day as 2026-05-31, or as the shop writes it."""
    found = day_of_figures(text, field=name)
    if found is None:
        usual = shown_day(date(2026, 5, 31))
        example = "2026-05-31" if usual == "2026-05-31" else f"2026-05-31 or {usual}"
        raise BadInput(f"Enter {name} as year-month-day, such as {example}, not {text[:40]!r}.", field=name)
    return found


def read_amount(text: str, currency: str, field: str = "amount") -> Amount:
    """An amount as text in the currency's own decimals; negative ones are refused."""
    amount = parse_amount(text, currency, field=field)
    if amount < 0:
        raise Refused(f"Enter an amount of zero or more, not {text.strip()}.", field=field)
    return amount


def pairs(words: Iterable[str], field: str) -> Mapping[str, str]:
    """Words such as MUG=2 as {"MUG": "2"}."""
    found = {}
    for word in words:
        name, equals, value = word.rpartition("=")
        if not equals or not name or not value:
            raise BadInput(f"Write --{field} as NAME=VALUE, not {word[:40]!r}.", field=field)
        found[checked(name, field)] = value
    return found


def as_number(word: str, series: str) -> str:
    """A number as it is printed, from what a person types: 1042, so-1042 and SO-1042 are all "SO-1042"."""
    clean = word.strip().upper()
    return f"{series}-{clean}" if clean.isdigit() else clean
