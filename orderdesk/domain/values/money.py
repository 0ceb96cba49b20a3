"""Exact money: amounts, unit prices and rates as integers, and the one rounding function.

Three integer scales are used from the database to the screen, so that no float can creep in and SQL sums stay exact:

* `Amount`: minor units of the currency (1234 is 12.34 in GBP, 1234 in JPY, 1.234 in KWD);
* `Price`: ten-thousandths of a major unit (12.5 is 125_000), because unit prices keep four decimals;
* `Rate`: millionths (20 % is 200_000), for tax rates and discounts.

Text becomes a scale, and a scale becomes text, only at the doors (window, command line, papers, imports).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.written import local
from orderdesk.domain.values.written.figure_signs import plain_signs
from orderdesk.domain.values.written.figures import read_decimal

Amount = int
Price = int
Rate = int

PRICE_SCALE = 10_000
RATE_SCALE = 1_000_000
LARGEST = 10**13
"""Amounts and prices above this are refused: nobody sells it, and sums stay far inside 64 bits."""

# Minor-unit digits of ISO 4217 where they are not two.
_EXPONENTS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}


class Rounding(StrEnum):
    """How half a minor unit is settled; the tax profile chooses."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    UP = "up"
    DOWN = "down"


def divide(numerator: int, denominator: int, rounding: Rounding = Rounding.HALF_UP) -> int:
    """Return numerator / denominator as an integer; modes act on the size, so -x rounds as x does."""
    if denominator <= 0:
        raise ValueError("denominator must be positive")
    size, rest = divmod(abs(numerator), denominator)
    if rest:
        if rounding is Rounding.UP:
            size += 1
        elif rounding is not Rounding.DOWN:
            twice = 2 * rest
            if twice > denominator or (twice == denominator and (rounding is Rounding.HALF_UP or size % 2)):
                size += 1
    return -size if numerator < 0 else size


def spread(amount: Amount, weights: Sequence[int]) -> list[Amount]:
    """Split `amount` in proportion to `weights` by largest remainder; the parts always add up to it.

    Equal remainders go to the earlier part. Weights must not be negative; if all are zero the first part takes all.
    """
    if not weights:
        if amount:
            raise ValueError("nothing to spread over")
        return []
    if any(weight < 0 for weight in weights):
        raise ValueError("weights must not be negative")
    total = sum(weights)
    if total == 0:
        return [amount, *([0] * (len(weights) - 1))]
    sign = -1 if amount < 0 else 1
    shares = [divmod(abs(amount) * weight, total) for weight in weights]
    parts = [share for share, _ in shares]
    missing = abs(amount) - sum(parts)
    for index in sorted(range(len(shares)), key=lambda i: (-shares[i][1], i))[:missing]:
        parts[index] += 1
    return [sign * part for part in parts]


def exponent(currency: str) -> int:
    """Digits after the point of `currency` (ISO 4217): GBP 2, JPY 0, KWD 3."""
    return _EXPONENTS.get(currency, 2)


def price_of_amount(amount: Amount, currency: str) -> Price:
    """An amount as the unit price of one."""
    minor: int = 10 ** exponent(currency)
    return amount * PRICE_SCALE // minor


def cash_rounded(amount: Amount, step: Amount, rounding: Rounding = Rounding.HALF_UP) -> Amount:
    """The amount payable in coins when the smallest coin is `step`; step 0 or 1 leaves it alone."""
    return divide(amount, step, rounding) * step if step > 1 else amount


def parse_amount(text: str, currency: str, *, field: str = "amount") -> Amount:
    """Read "12.34" as minor units; refuse what is no number, another currency, or more decimals than this one has."""
    too_fine = f"{currency} has {exponent(currency)} decimals"
    return scaled(text, exponent(currency), field, too_fine, money=currency)


def kept_amount(text: str, currency: str, *, field: str = "amount") -> Amount:
    """Read an amount that `amount_text` wrote, whatever the form of the shop."""
    with local.using(local.FILES):
        return parse_amount(text, currency, field=field)


def parse_price(text: str, *, field: str = "price", currency: str = "") -> Price:
    """Read a unit price of at most four decimals; refuse a negative one, and a sign of other than its `currency`."""
    price = scaled(text, 4, field, "a price has at most 4 decimals", money=currency or local.current().currency)
    if price < 0:
        raise Refused(f"A price cannot be negative: {text.strip()}.", field=field)
    return price


def parse_percent(text: str, *, field: str = "discount") -> Rate:
    """Read "20" or "5.5 %" as a rate from 0 to 100 percent, at most four decimals."""
    bare = plain_signs(text).removesuffix("%").removeprefix("%")
    rate = scaled(bare, 4, field, "a percentage has at most 4 decimals")
    if not 0 <= rate <= RATE_SCALE:
        raise Refused(f"Enter a percentage from 0 to 100, not {text.strip()}.", field=field)
    return rate


def amount_text(amount: Amount, currency: str) -> str:
    """Plain text for files and JSON: 11596 in GBP is "115.96"."""
    return scaled_text(amount, exponent(currency), keep=exponent(currency))


def price_text(price: Price, currency: str = "") -> str:
    """Plain text of a unit price: the currency's own decimals, more only when the price has them."""
    return scaled_text(price, 4, keep=exponent(currency))


def percent_text(rate: Rate) -> str:
    """Plain text of a rate: 200_000 is "20", 55_000 is "5.5"."""
    return scaled_text(rate, 4, keep=0)


def shown(amount: Amount, currency: str) -> str:
    """An amount for the eye, in the shop's form and with a true minus sign: "1,234.50", "\N{MINUS SIGN}23.50"."""
    return grouped(amount_text(amount, currency))


def money(amount: Amount, currency: str) -> str:
    """An amount with its currency, as the shop writes both: "£1,234.50", "1.234,50 €", "USD 12.00"."""
    return with_currency(amount_text(amount, currency), currency)


def price_with_currency(price: Price, currency: str) -> str:
    """A unit price with its currency."""
    return with_currency(price_text(price, currency), currency)


def with_currency(text: str, currency: str) -> str:
    """Plain number text as money of a currency."""
    return local.current().as_money(text, currency)


def with_percent(rate: Rate) -> str:
    """A rate with its sign, as the shop writes it: "5.5%", "5,5 %"."""
    form = local.current()
    return form.percent.replace("#", form.numbers.written(percent_text(rate)))


def shown_price(price: Price, currency: str = "") -> str:
    """A unit price for the eye."""
    return grouped(price_text(price, currency))


def shown_percent(rate: Rate) -> str:
    """A rate for the eye, without its sign: "5.5"."""
    return grouped(percent_text(rate))


def grouped(text: str) -> str:
    """Plain number text in the form of the shop: thousands grouped, its decimal sign, a true minus."""
    return local.current().numbers.written(text)


def scaled_text(value: int, digits: int, *, keep: int) -> str:
    """Write value / 10**digits with at least `keep` decimals and no useless zeros after them."""
    whole, rest = divmod(abs(value), 10**digits)
    decimals = f"{rest:0{digits}d}" if digits else ""
    while len(decimals) > keep and decimals.endswith("0"):
        decimals = decimals[:-1]
    return ("-" if value < 0 else "") + str(whole) + ("." + decimals if decimals else "")


def scaled(text: str, digits: int, field: str, too_fine: str, *, money: str | None = None) -> int:
    """Read a typed figure as an integer of 10**digits; the shared reader of amounts, prices and quantities.

    `money` is the currency whose sign may stand beside it; see `figures.read_decimal`.
    """
    value = read_decimal(text, field=field, money=money)
    if value.adjusted() + digits > 15 or abs(value := value.scaleb(digits)) > LARGEST:
        raise Refused("That number is too large.", field=field)
    if value != value.to_integral_value():
        raise Refused(f"{text.strip()} has too many decimals: {too_fine}.", field=field)
    return int(value)
