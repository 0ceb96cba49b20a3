"""Runs the command line inside the test, on a shop of its own."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from orderdesk.cli import main
from tests.stamps import stamp

NORTHSIDE = Path(__file__).with_name("northside.toml")


@dataclass(frozen=True, slots=True)
class Said:
    """What a call answered."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        """The one JSON object on stdout."""
        assert self.out.count("\n") == 1, self.out
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def error(self) -> dict[str, Any]:
        """The one JSON object on stderr."""
        assert self.out == ""
        found: dict[str, Any] = json.loads(self.err)["error"]
        return found


Call = Callable[..., Said]


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the program on a data folder of this test; `given` is what it reads on stdin."""

    def run(*words: str, given: str | bytes = "", place: str | None = None) -> Said:
        raw = given.encode() if isinstance(given, str) else given
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        capsys.readouterr()
        where = ["--db", place] if place else ["--data-dir", str(tmp_path / "shop")]
        code = main([*where, *words])
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return run


@pytest.fixture
def shop(call: Call, tmp_path: Path) -> Call:
    """The same, with shop "Northside" set up."""
    stamp(f"sqlite:///{tmp_path / 'shop/shop.db'}", "northside.toml", lambda: set_up(call))
    return call


def set_up(call: Call) -> None:
    """Make the shop by the verb that does it."""
    said = call("init", "--shop", str(NORTHSIDE))
    assert said.code == 0, said.err


@pytest.fixture
def shop_at(call: Call, database_url: str) -> Call:
    """The same on both kinds of database."""

    def run(*words: str, given: str | bytes = "") -> Said:
        return call(*words, given=given, place=database_url)

    stamp(database_url, "northside.toml", lambda: set_up(run))
    return run


def an_order(**more: Any) -> str:
    """A phone order of customer Patel as JSON."""
    order = {"customer": {"id": "C-1001"}, "lines": [{"sku": "MUG", "quantity": "1"}]}
    return json.dumps(order | more)
