"""Tax profiles to start from, by country; the owner edits the rates, each with the day from which it holds."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.prices.tax import TaxPolicy, TaxRate
from orderdesk.domain.prices.tax_words import tax_words
from orderdesk.domain.values.money import Rate, Rounding


@dataclass(frozen=True, slots=True)
class TaxRules:
    """A tax profile before it is kept."""

    name: str
    rates: tuple[TaxRate, ...]
    inclusive: bool = False
    policy: TaxPolicy = TaxPolicy.PER_DOCUMENT
    rounding: Rounding = Rounding.HALF_UP


def _percent(hundredths: int) -> Rate:
    return hundredths * 100


def _vat(name: str, word: str, standard: int, reduced: int, *more: TaxRate) -> TaxRules:
    """Rates in hundredths of a percent."""
    rates = (
        TaxRate("standard", f"{word} standard", _percent(standard)),
        *more,
        TaxRate("reduced", f"{word} reduced", _percent(reduced)),
        TaxRate("zero", f"{word} zero", 0, exemption="Zero-rated"),
    )
    return TaxRules(name, rates)


_PRESETS = {
    "AT": _vat("Austria VAT", "USt", 2000, 1000, TaxRate("intermediate", "USt intermediate", _percent(1300))),
    "BE": _vat("Belgium VAT", "VAT", 2100, 600, TaxRate("intermediate", "VAT intermediate", _percent(1200))),
    "DE": _vat("Germany VAT", "USt", 1900, 700),
    "ES": _vat("Spain VAT", "IVA", 2100, 1000, TaxRate("super-reduced", "IVA super-reduced", _percent(400))),
    "FR": _vat("France VAT", "TVA", 2000, 550, TaxRate("intermediate", "TVA intermediate", _percent(1000))),
    "GB": _vat("UK VAT", "VAT", 2000, 500),
    "IE": _vat("Ireland VAT", "VAT", 2300, 1350),
    "IT": _vat("Italy VAT", "IVA", 2200, 1000, TaxRate("super-reduced", "IVA super-reduced", _percent(400))),
    "NL": _vat("Netherlands VAT", "BTW", 2100, 900),
}


_TAX_ADDED = frozenset({"US", "CA"})


def tax_preset(country: str, standard: Rate = 0) -> TaxRules:
    """The profile a shop in `country` starts with; where we know none, one rate that the owner types (`standard`).

    In the United States that rate is the local sales tax, added to the prices.
    """
    if country in _PRESETS:
        return _PRESETS[country]
    word = tax_words(country).tax
    rates = (TaxRate("standard", word, standard), TaxRate("zero", "Exempt", 0, exemption="Tax exempt"))
    return TaxRules(word, rates)


NO_RATE = "Enter the rate of your usual tax, 0 if you charge none."


def has_rates(country: str) -> bool:
    """Whether the rates of a country are known; of any other the owner says the usual one."""
    return any(rate.rate for rate in tax_preset(country).rates)


def prices_include_tax(country: str) -> bool:
    """Whether shops in `country` usually write their prices with the tax: all but those of the US and Canada do."""
    return country not in _TAX_ADDED


def preset_classes() -> tuple[str, ...]:
    """The tax classes that any preset knows."""
    presets = (*_PRESETS.values(), tax_preset(""))
    return tuple(dict.fromkeys(rate.tax_class for preset in presets for rate in preset.rates))
