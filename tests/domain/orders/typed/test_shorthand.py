"""The grammar of an order in one line: every part, every refusal with its place, and any text at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.orders.typed.shorthand import TENDER_WORDS, Said, Shorthand, parse, written
from orderdesk.domain.values.written.short_days import read_day

MONDAY = date(2026, 3, 2)


def texts(said: tuple[Said, ...]) -> list[str]:
    return [each.text for each in said]


def test_the_order_of_the_story() -> None:
    line = "patel: 3 mug blue, 2 tee m -10%, ship thu, cod, note leave at no 4"
    order = parse(line, MONDAY)
    assert order.customer == Said("patel", 0, 5)
    assert texts(order.lines) == ["3 mug blue", "2 tee m -10%"]
    assert (order.ship_by, order.tender) == (date(2026, 3, 5), "cod")
    assert order.texts == {"instructions": "leave at no 4"}
    assert order.wrong == ()


def test_every_other_part() -> None:
    order = parse(
        '020 7946 0018 : mug @11.50; by road, -5%, less 2.50, complete, tell "thank you, come again", internal vip, '
        "ref PO 118, gift For Jo",
        MONDAY,
    )
    assert order.customer is not None
    assert order.customer.text == "020 7946 0018"
    assert order.service is not None
    assert order.money_off is not None
    assert (order.service.text, order.rate_off, order.money_off.text, order.complete) == ("road", 50_000, "2.50", True)
    assert order.texts == {
        "note_to_customer": "thank you, come again",
        "note_internal": "vip",
        "reference": "PO 118",
        "gift_message": "For Jo",
    }
    assert order.wrong == ()


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", date(2026, 3, 2)),
        ("Tomorrow", date(2026, 3, 3)),
        ("thu", date(2026, 3, 5)),
        ("mon", date(2026, 3, 9)),
        ("12 mar", date(2026, 3, 12)),
        ("march 12", date(2026, 3, 12)),
        ("1st jan", date(2027, 1, 1)),
        ("29 feb", date(2028, 2, 29)),
        ("12 mar 2027", date(2027, 3, 12)),
        ("2026-12-03", date(2026, 12, 3)),
        ("2026-13-03", None),
        ("31 june", None),
        ("th", None),
        ("", None),
    ],
)
def test_days(said: str, day: date | None) -> None:
    assert read_day(said, MONDAY) == day


@pytest.mark.parametrize(
    ("line", "wrong", "sentence"),
    [
        ("1 mug, ship someday", "ship someday", "“someday” is not a day"),
        ("1 mug, ship 2026-03-01", "ship 2026-03-01", "is over"),
        ("1 mug, cod, cash", "cash", "how it is paid twice"),
        ("1 mug, by", "by", "Name a shipping service"),
        ("1 mug, by road, collect", "collect", "the shipping service twice"),
        ("1 mug, note", "note", "Say what to note"),
        ("1 mug, ref", "ref", "Say their reference"),
        ("1 mug @x, 2 tee", "1 mug @x", "Enter a number"),
        ("-200%", "-200%", "0 to 100"),
        ("ship thu, ship fri", "ship fri", "the day twice"),
    ],
)
def test_what_is_not_understood_is_named_with_its_place(line: str, wrong: str, sentence: str) -> None:
    order = parse(line, MONDAY)
    assert [line[each.start : each.end] for each in order.wrong] == [wrong]
    assert sentence in order.wrong[0].sentence


def test_an_item_called_like_a_word_of_the_grammar_is_written_with_a_star() -> None:
    assert parse("card", MONDAY).tender == "card"
    assert texts(parse("1*card, card holder", MONDAY).lines) == ["1*card", "card holder"]


WORD = st.from_regex(r"[b-df-hj-np-rt-z]{2,8}z", fullmatch=True)
WORDS = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
SAID = WORDS.map(lambda text: Said(text, 0, 0))
NOTE = st.text(st.characters(whitelist_categories=("L", "N", "P"), whitelist_characters=" "), min_size=1).map(
    lambda text: " ".join(text.split())
)
ORDERS = st.builds(
    Shorthand,
    customer=st.none() | SAID,
    lines=st.lists(st.tuples(st.integers(1, 999), WORDS), max_size=4).map(
        lambda lines: tuple(Said(f"{count}*{words}", 0, 0) for count, words in lines)
    ),
    ship_by=st.none() | st.dates(MONDAY, date(2099, 12, 31)),
    service=st.none() | SAID,
    tender=st.sampled_from(["", *TENDER_WORDS.values()]),
    rate_off=st.none() | st.integers(0, 1_000_000),
    money_off=st.none() | st.integers(0, 10**6).map(lambda pence: Said(f"{pence // 100}.{pence % 100:02}", 0, 0)),
    coupon=st.none() | SAID,
    complete=st.booleans(),
    same=st.none() | st.just(Said("same", 0, 0)),
    texts=st.dictionaries(
        st.sampled_from(["instructions", "note_to_customer", "note_internal", "reference", "gift_message"]),
        NOTE.filter(bool),
    ),
)


def no_places(order: Shorthand) -> Shorthand:
    def bare(said: Said | None) -> Said | None:
        return said and Said(said.text, 0, 0)

    return Shorthand(
        bare(order.customer), tuple(Said(line.text, 0, 0) for line in order.lines), order.ship_by, bare(order.service),
        order.collect, order.tender, order.rate_off, bare(order.money_off), bare(order.coupon), order.complete,
        bare(order.same), order.texts, order.wrong,
    )  # fmt: skip


@given(ORDERS)
def test_an_order_that_is_written_is_read_again(order: Shorthand) -> None:
    assert no_places(parse(written(order), MONDAY)) == order


PIECES = st.sampled_from(
    [":", ",", ";", '"', "ship ", "by ", "note ", "-", "%", "@", "3*", "same", "cod", "gift", "coupon ", "thu", "mug"]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=14).map("".join))
def test_any_text_is_understood_or_its_place_is_named(line: str) -> None:
    order = parse(line, MONDAY)
    places = [*order.lines, *filter(None, (order.customer, order.service, order.money_off, order.coupon, order.same))]
    assert all(line[said.start : said.end] == said.text != "" for said in places)
    assert all(0 <= each.start < each.end <= len(line) and each.sentence for each in order.wrong)
    assert list(order.wrong) == sorted(order.wrong, key=lambda each: each.start)
    if line.strip(" ,;:\n\t\r"):
        assert order != Shorthand() or not line.split(":", 1)[-1].strip()
