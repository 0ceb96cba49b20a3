"""Which tax class a file means: by its name, by its rate ("19%"), or by the usual words for it."""

from __future__ import annotations

from datetime import date

from orderdesk.domain.prices.tax import TaxProfile
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import with_percent
from orderdesk.integrations.imports.reading import values
from orderdesk.integrations.imports.reading.words import words

_USUAL = {
    "standard": "normal full voll regulär general ordinaria hoog taxable regelsteuersatz normalsatz",
    "reduced": "low ermäßigt ermässigt réduit reducido ridotta laag obniżona reduziert",
    "zero": "none exempt free steuerfrei exonéré exento esente nul tax free zero rate not taxable",
}
_INHERITED = "parent"
"""What WooCommerce says of a variation that is taxed as its product."""
_WORDS = {words(each): name for name, usual in _USUAL.items() for each in usual.split()}


class TaxClasses:
    """The classes of a shop's profile as a file may call them on a day."""

    def __init__(self, profile: TaxProfile, day: date) -> None:
        self._classes = profile.classes
        known = [name for name in profile.classes if _known(profile, name, day)]
        self._rates = [(name, profile.rate_on(name, day).rate) for name in known]

    def named(self, told: str | None) -> str | None:
        """The class of a cell; refuse one that the shop does not have, with those it has."""
        name = (told or "").casefold()
        if told is None or name == _INHERITED:
            return None
        if name in self._classes:
            return name
        if (usual := _WORDS.get(words(told))) and usual in self._classes:
            return usual
        return self._of_rate(told)

    def _of_rate(self, told: str) -> str:
        fitting = [name for name, rate in self._rates if rate == _rate(told)]
        if len(fitting) == 1:
            return fitting[0]
        known = ", ".join(f"{name} ({with_percent(rate)})" for name, rate in self._rates)
        raise Refused(f"The shop has no tax class {told[:40]}; it has {known}.", field="tax_class")


def _known(profile: TaxProfile, name: str, day: date) -> bool:
    return any(rate.tax_class == name and rate.valid_from <= day for rate in profile.rates)


def _rate(told: str) -> int | None:
    """A rate in millionths; "0.19" is a part of one, as spreadsheets keep 19 %."""
    try:
        plain = told.replace(",", ".")
        return values.percent(plain) if "%" in told or not plain.startswith("0.") else values.fraction(plain)
    except Refused:
        return None
