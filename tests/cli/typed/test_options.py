"""What the types of a request say: how its options are read, and how its facts are written."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from datetime import date

import pytest

from orderdesk.cli.parser import Parser
from orderdesk.cli.typed.facts import facts_of
from orderdesk.cli.typed.options import Option, add_options, filled
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.money import Amount, Price, Rate
from orderdesk.domain.values.quantity import Quantity


@dataclass(frozen=True)
class _Request:
    name: str = ""
    limit: Amount | None = None
    price: Price = 0
    part: Rate = 0
    level: Quantity = 0
    first: date | None = None
    days: int = 0
    stocked: bool = True


OPTIONS = (
    Option("name", "what it is called", required=True),
    Option("limit", none="for no limit"),
    Option("price"),
    Option("part"),
    Option("level"),
    Option("from", "the first day", "first", none="for no such day"),
    Option("days"),
    Option("stocked"),
)


def read(*words: str, new: bool = False) -> Namespace:
    parser = Parser(prog="try", allow_abbrev=False)
    add_options(parser, _Request, OPTIONS, new=new)
    return parser.parse_args(words)


def test_each_option_is_read_as_its_field_says() -> None:
    words = ("--limit", "12.50", "--price", "1.25", "--part", "7.5", "--level", "2.5", "--from", "2027-02-01")
    made = filled(_Request("Mug"), OPTIONS, read(*words, "--days", "30", "--stocked", "no"), "EUR")
    assert facts_of(made, ("name", "limit", "price", "part", "level", "days", "stocked"), "EUR") == {
        "name": "Mug",
        "limit": "12.50",
        "price": "1.25",
        "part": "7.5",
        "level": "2.5",
        "days": 30,
        "stocked": False,
    }
    assert facts_of(made, {"from": "first"}) == {"from": "2027-02-01"}


def test_what_is_not_named_stays_and_none_takes_away() -> None:
    before = _Request("Mug", 1_250, first=date(2027, 2, 1))
    assert filled(before, OPTIONS, read(), "EUR") == before
    after = filled(before, OPTIONS, read("--limit", "none", "--from", "none"), "EUR")
    assert facts_of(after, ("limit", "first")) == {"limit": None, "first": None}


@pytest.mark.parametrize(
    ("option", "text", "field"),
    [("limit", "much", "limit"), ("days", "many", "days"), ("from", "someday", "first"), ("part", "x", "part")],
)
def test_what_can_not_be_read_names_its_field(option: str, text: str, field: str) -> None:
    with pytest.raises((BadInput, Refused)) as said:
        filled(_Request(), OPTIONS, read(f"--{option}", text), "EUR")
    assert said.value.field == field


def test_what_a_new_one_needs_is_asked_for() -> None:
    with pytest.raises(BadInput, match="--name"):
        read(new=True)


def test_the_help_says_what_is_meant_and_what_none_does() -> None:
    parser = Parser(prog="try", allow_abbrev=False)
    add_options(parser, _Request, OPTIONS)
    told = " ".join(parser.format_help().split())
    assert "--from YYYY-MM-DD the first day; “none” for no such day" in told
    assert "--level QTY" in told
    assert "--stocked {yes,no}" in told
