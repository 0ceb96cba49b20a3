"""The rates by destination that a new shop starts with: what leaves its tax area is not taxed, for a printed reason."""

from __future__ import annotations

from datetime import date

from orderdesk.domain.prices.destinations import BUSINESSES, EXPORTS, STATES, DestinationRate
from orderdesk.domain.prices.tax_categories import EU
from orderdesk.domain.values.countries import country_in_words
from orderdesk.domain.values.written.local import shown_day

ALWAYS = date(1970, 1, 1)
"""The first day of what has no beginning."""
_EXPORTS = {
    "AT": "Steuerfreie Ausfuhrlieferung (§ 7 UStG 1994)",
    "DE": "Steuerfreie Ausfuhrlieferung (§ 4 Nr. 1 Buchst. a UStG)",
    "ES": "Exportación exenta de IVA (art. 21 Ley 37/1992)",
    "FR": "Exonération de TVA, article 262 I du CGI (exportation)",
    "GB": "Export of goods from the United Kingdom, VAT at 0%",
    "IT": "Cessione all'esportazione, non imponibile (art. 8 D.P.R. 633/1972)",
    "JP": "Export, exempt from consumption tax (art. 7 Consumption Tax Act)",
    "NL": "Export, btw-tarief 0 % (tabel II Wet OB 1968)",
    "US": "Export, no sales tax",
}
_WITHIN_EU = {
    "AT": "Steuerfreie innergemeinschaftliche Lieferung (Art. 6 Abs. 1 UStG 1994)",
    "DE": "Steuerfreie innergemeinschaftliche Lieferung (§ 4 Nr. 1 Buchst. b UStG)",
    "ES": "Entrega intracomunitaria exenta de IVA (art. 25 Ley 37/1992)",
    "FR": "Exonération de TVA, article 262 ter I du CGI (livraison intracommunautaire)",
    "IT": "Cessione intracomunitaria, non imponibile (art. 41 D.L. 331/1993)",
    "NL": "Intracommunautaire levering, btw-tarief 0 % (tabel II Wet OB 1968)",
}
_OTHER_STATES = "No sales tax is collected in this state"


def holds_from(day: date) -> str:
    """Since when a rate holds, for the eye."""
    return "always" if day <= ALWAYS else f"from {shown_day(day)}"


def usual_destinations(country: str) -> tuple[DestinationRate, ...]:
    """The rates for a shop in `country`: exports; businesses in other states of the EU, who account for the tax
    themselves; in the United States other states, until the owner sets a rate for one."""
    free = [(EXPORTS, _export_words(country))]
    if country in EU:
        usual = "Intra-Community supply exempt from VAT (art. 138 of Directive 2006/112/EC)"
        free.append((BUSINESSES, _WITHIN_EU.get(country, usual)))
    if country == "US":
        free.append((STATES, _OTHER_STATES))
    return tuple(DestinationRate(area, "", "", 0, ALWAYS, reason) for area, reason in free)


def _export_words(country: str) -> str:
    if country in EU:
        return _EXPORTS.get(country, "Export of goods exempt from VAT (art. 146 of Directive 2006/112/EC)")
    return _EXPORTS.get(country, f"Export from {country_in_words(country)}, not taxed")
