"""What people type: every script is welcome, what cannot be printed is not."""

from __future__ import annotations

import pytest

from orderdesk.domain.items.barcodes import barcode_warning, check_digit
from orderdesk.domain.prices.tax_presets import tax_preset
from orderdesk.domain.stock.stock_state import StockState, state_of
from orderdesk.domain.values.countries import countries, country_code, country_name, custom_of
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import parse_percent
from orderdesk.domain.values.texts import clean, clean_email, one_of

NAMES = ["Łukasz Øvergård-Nuñez", "محمد علي", "北京市", "שלום", "👩🏽‍🔧 & Sons", "O'Brien <b>&amp;", "ราชอาณาจักร"]


@pytest.mark.parametrize("name", NAMES)
def test_every_script_is_kept_as_typed(name: str) -> None:
    assert clean(f"  {name} ", "name") == name


def test_one_unicode_form_is_kept() -> None:
    assert clean("Cafe\N{COMBINING ACUTE ACCENT}", "name") == "Caf\N{LATIN SMALL LETTER E WITH ACUTE}"


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\x7fb", "a\nb", "a\ud800b", "a\u2028b"])
def test_what_can_not_be_printed_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="cannot be printed") as refused:
        clean(text, "name")
    assert refused.value.field == "name"


def test_what_cannot_be_seen_is_left_out() -> None:
    assert clean("\ufeffMilk\u200b jug\u2060", "name") == "Milk jug"
    # Turned round, this would read as a picture.
    assert clean("a\u202egnp.exe\u202c", "name") == "agnp.exe"
    # What joins a family of emoji, or parts letters of Persian, belongs to the text.
    for kept in ("👨\u200d👩\u200d👧", "می\u200cخواهم"):
        assert clean(kept, "name") == kept
    for nothing in ("\u200b", "\u200d\u200c", "\u202e \u202c"):
        with pytest.raises(Refused, match="Enter the name"):
            clean(nothing, "name", required=True)


def test_lines_are_kept_where_lines_may_be() -> None:
    assert clean("one\r\ntwo\n", "note", lines=True) == "one\ntwo"


def test_too_long_and_missing_text_is_refused() -> None:
    assert clean("x" * 2_000, "note") == "x" * 2_000
    with pytest.raises(Refused, match="longer than 2,000"):
        clean("x" * 2_001, "note")
    with pytest.raises(Refused, match="Enter the tax id"):
        clean("  ", "tax_id", required=True)


@pytest.mark.parametrize("typed", ["a@b", "a b@c.de", "@c.de", "a@@c.de", "a@c.de, d@e.fr", "Anna <a@c.de>"])
def test_what_has_not_the_shape_of_an_email_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="not a valid e-mail address"):
        clean_email(typed)


def test_emails_are_kept() -> None:
    assert clean_email(" anna+shop@mail.example.co.uk ") == "anna+shop@mail.example.co.uk"
    assert clean_email("") == ""


def test_a_word_must_be_one_of_those_allowed() -> None:
    assert one_of(" a4 ", "paper", ("a4", "letter")) == "a4"
    with pytest.raises(Refused, match="Choose the paper: a4, letter"):
        one_of("a5", "paper", ("a4", "letter"))


@pytest.mark.parametrize(("body", "digit"), [("400638133393", "1"), ("03600029145", "2"), ("7351353", "7")])
def test_check_digits(body: str, digit: str) -> None:
    assert check_digit(body) == digit
    assert barcode_warning(body + digit) == ""


def test_only_a_number_like_an_ean_is_warned_of() -> None:
    assert barcode_warning("4006381333932").endswith("should be 1; check the number.")
    assert barcode_warning("MUG-BLUE") == barcode_warning("12345") == barcode_warning("\u0663" * 8) == ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("uk", "GB"),
        ("Germany", "DE"),
        (" deutschland ", "DE"),
        ("U.S.A", "US"),
        ("usa", "US"),
        ("fr", "FR"),
        ("", None),
    ],
)
def test_countries_are_known_by_name_and_letters(typed: str, code: str | None) -> None:
    assert country_code(typed) == code


def test_every_country_has_two_letters_and_a_name() -> None:
    assert len(countries()) > 240
    assert all(len(code) == 2 and code.isupper() and name == name.strip() for code, name in countries().items())
    assert (country_name("JP"), country_name("??")) == ("Japan", "??")
    assert (custom_of("US").paper, custom_of("ZZ").currency) == ("letter", "EUR")


@pytest.mark.parametrize(
    ("country", "rates"),
    [("GB", ["20", "5", "0"]), ("DE", ["19", "7", "0"]), ("FR", ["20", "10", "5.5", "0"]), ("US", ["8.875", "0"])],
)
def test_tax_presets(country: str, rates: list[str]) -> None:
    rules = tax_preset(country, parse_percent("8.875"))
    assert [rate.rate for rate in rules.rates] == [parse_percent(rate) for rate in rates]
    assert rules.rates[0].tax_class == "standard"
    assert rules.rates[-1].exemption


@pytest.mark.parametrize(
    ("available", "point", "state"),
    [
        (0, 5, StockState.OUT), (-1, 0, StockState.OUT), (5, 5, StockState.LOW), (6, 5, StockState.IN_STOCK),
        (20, 5, StockState.IN_STOCK), (21, 5, StockState.OVERSTOCK), (900, 0, StockState.IN_STOCK),
    ],
)  # fmt: skip
def test_the_word_for_how_an_item_stands(available: int, point: int, state: StockState) -> None:
    assert state_of(available, point) is state
