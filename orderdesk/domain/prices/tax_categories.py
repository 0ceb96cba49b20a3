"""Why a row of an invoice bears no tax, in the codes of EN 16931 (UNTDID 5305), worked out from who sells where."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.values.money import Rate

EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
NORTHERN_IRELAND = "XI"
"""What VAT ids and e-invoices call the part of the United Kingdom whose goods are those of a state of the EU."""
_REVERSE_CHARGE = (
    "reverse charge", "reverse-charge", "steuerschuldnerschaft", "autoliquidation", "inversione contabile",
    "inversión del sujeto pasivo", "btw verlegd", "omvendt betalingspligt", "odwrotne obciążenie",
)  # fmt: skip
_ZERO_RATED = ("zero-rated", "zero rated", "nullsatz", "taux zéro", "aliquota zero")


@dataclass(frozen=True, slots=True)
class TaxCategory:
    """A category code with its name; `law` is the code of the exemption (VATEX), where the law has one for all."""

    code: str
    name: str
    law: str = ""


STANDARD = TaxCategory("S", "taxed")
ZERO_RATED = TaxCategory("Z", "zero rated")
EXEMPT = TaxCategory("E", "exempt")
REVERSE_CHARGE = TaxCategory("AE", "reverse charge", "VATEX-EU-AE")
WITHIN_EU = TaxCategory("K", "supply within the EU", "VATEX-EU-IC")
EXPORT = TaxCategory("G", "export", "VATEX-EU-G")


def category_of(rate: Rate, reason: str, *, seller: str, goes_to: str, buyer_tax_id: str) -> TaxCategory:
    """The category of a rate; `reason` is what is printed where no tax is charged, the countries have two letters,
    Northern Ireland `NORTHERN_IRELAND`.

    A rate of zero without a reason, or with one that says so, is zero rated. With another it is a reverse charge where
    the reason says that; goods for a business in another country of the EU are a supply within it; what else goes
    abroad is an export; the rest is exempt.
    """
    if rate:
        return STANDARD
    said = reason.casefold()
    if not said or any(words in said for words in _ZERO_RATED):
        return ZERO_RATED
    if any(words in said for words in _REVERSE_CHARGE):
        return REVERSE_CHARGE
    if goes_to == seller:
        return EXEMPT
    if seller not in EU or goes_to not in EU | {NORTHERN_IRELAND}:
        return EXPORT
    return WITHIN_EU if buyer_tax_id else EXEMPT
