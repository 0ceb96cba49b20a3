"""The countries of ISO 3166 with the names that people and files give them, and what a shop in one starts with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

_NAMES = """
AD Andorra|AE United Arab Emirates|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania|AM Armenia|AO Angola|
AR Argentina|AS American Samoa|AT Austria|AU Australia|AW Aruba|AX Åland Islands|AZ Azerbaijan|
BA Bosnia and Herzegovina|BB Barbados|BD Bangladesh|BE Belgium|BF Burkina Faso|BG Bulgaria|BH Bahrain|BI Burundi|
BJ Benin|BL Saint Barthélemy|BM Bermuda|BN Brunei|BO Bolivia|BQ Caribbean Netherlands|BR Brazil|BS Bahamas|BT Bhutan|
BW Botswana|BY Belarus|BZ Belize|CA Canada|CC Cocos Islands|CD DR Congo|CF Central African Republic|CG Congo|
CH Switzerland|CI Côte d'Ivoire|CK Cook Islands|CL Chile|CM Cameroon|CN China|CO Colombia|CR Costa Rica|CU Cuba|
CV Cape Verde|CW Curaçao|CX Christmas Island|CY Cyprus|CZ Czechia|DE Germany|DJ Djibouti|DK Denmark|DM Dominica|
DO Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|EH Western Sahara|ER Eritrea|ES Spain|ET Ethiopia|
FI Finland|FJ Fiji|FK Falkland Islands|FM Micronesia|FO Faroe Islands|FR France|GA Gabon|GB United Kingdom|GD Grenada|
GE Georgia|GF French Guiana|GG Guernsey|GH Ghana|GI Gibraltar|GL Greenland|GM Gambia|GN Guinea|GP Guadeloupe|
GQ Equatorial Guinea|GR Greece|GT Guatemala|GU Guam|GW Guinea-Bissau|GY Guyana|HK Hong Kong|HN Honduras|HR Croatia|
HT Haiti|HU Hungary|ID Indonesia|IE Ireland|IL Israel|IM Isle of Man|IN India|IO British Indian Ocean Territory|
IQ Iraq|IR Iran|IS Iceland|IT Italy|JE Jersey|JM Jamaica|JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia|
KI Kiribati|KM Comoros|KN Saint Kitts and Nevis|KP North Korea|KR South Korea|KW Kuwait|KY Cayman Islands|
KZ Kazakhstan|LA Laos|LB Lebanon|LC Saint Lucia|LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|
LU Luxembourg|LV Latvia|LY Libya|MA Morocco|MC Monaco|MD Moldova|ME Montenegro|MF Saint Martin|MG Madagascar|
MH Marshall Islands|MK North Macedonia|ML Mali|MM Myanmar|MN Mongolia|MO Macao|MP Northern Mariana Islands|
MQ Martinique|MR Mauritania|MS Montserrat|MT Malta|MU Mauritius|MV Maldives|MW Malawi|MX Mexico|MY Malaysia|
MZ Mozambique|NA Namibia|NC New Caledonia|NE Niger|NF Norfolk Island|NG Nigeria|NI Nicaragua|NL Netherlands|NO Norway|
NP Nepal|NR Nauru|NU Niue|NZ New Zealand|OM Oman|PA Panama|PE Peru|PF French Polynesia|PG Papua New Guinea|
PH Philippines|PK Pakistan|PL Poland|PM Saint Pierre and Miquelon|PR Puerto Rico|PS Palestine|PT Portugal|PW Palau|
PY Paraguay|QA Qatar|RE Réunion|RO Romania|RS Serbia|RU Russia|RW Rwanda|SA Saudi Arabia|SB Solomon Islands|
SC Seychelles|SD Sudan|SE Sweden|SG Singapore|SH Saint Helena|SI Slovenia|SJ Svalbard and Jan Mayen|SK Slovakia|
SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia|SR Suriname|SS South Sudan|ST São Tomé and Príncipe|
SV El Salvador|SX Sint Maarten|SY Syria|SZ Eswatini|TC Turks and Caicos Islands|TD Chad|TG Togo|TH Thailand|
TJ Tajikistan|TK Tokelau|TL Timor-Leste|TM Turkmenistan|TN Tunisia|TO Tonga|TR Türkiye|TT Trinidad and Tobago|
TV Tuvalu|TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda|US United States|UY Uruguay|UZ Uzbekistan|VA Vatican City|
VC Saint Vincent and the Grenadines|VE Venezuela|VG British Virgin Islands|VI US Virgin Islands|VN Vietnam|VU Vanuatu|
WF Wallis and Futuna|WS Samoa|XK Kosovo|YE Yemen|YT Mayotte|ZA South Africa|ZM Zambia|ZW Zimbabwe
"""
_ALSO = {
    "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB",
    "usa": "US", "united states of america": "US", "america": "US", "eire": "IE", "republic of ireland": "IE",
    "deutschland": "DE", "österreich": "AT", "schweiz": "CH", "suisse": "CH", "españa": "ES", "italia": "IT",
    "nederland": "NL", "holland": "NL", "the netherlands": "NL", "belgië": "BE", "belgique": "BE", "polska": "PL",
    "sverige": "SE", "norge": "NO", "danmark": "DK", "suomi": "FI", "czech republic": "CZ", "turkey": "TR",
    "korea": "KR", "rsa": "ZA", "uae": "AE", "channel islands": "JE", "россия": "RU", "日本": "JP", "中国": "CN",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Custom:
    """What a new shop in a country starts with, unless it says otherwise."""

    currency: str
    time_zone: str
    paper: str = "a4"


_CUSTOMS = {
    "AT": Custom("EUR", "Europe/Vienna"),
    "AU": Custom("AUD", "Australia/Sydney"),
    "BE": Custom("EUR", "Europe/Brussels"),
    "CA": Custom("CAD", "America/Toronto", "letter"),
    "CH": Custom("CHF", "Europe/Zurich"),
    "DE": Custom("EUR", "Europe/Berlin"),
    "ES": Custom("EUR", "Europe/Madrid"),
    "FR": Custom("EUR", "Europe/Paris"),
    "GB": Custom("GBP", "Europe/London"),
    "IE": Custom("EUR", "Europe/Dublin"),
    "IT": Custom("EUR", "Europe/Rome"),
    "JP": Custom("JPY", "Asia/Tokyo"),
    "MX": Custom("MXN", "America/Mexico_City", "letter"),
    "NL": Custom("EUR", "Europe/Amsterdam"),
    "NZ": Custom("NZD", "Pacific/Auckland"),
    "PL": Custom("PLN", "Europe/Warsaw"),
    "PT": Custom("EUR", "Europe/Lisbon"),
    "SE": Custom("SEK", "Europe/Stockholm"),
    "US": Custom("USD", "America/New_York", "letter"),
}


@cache
def countries() -> dict[str, str]:
    """Every country by its two letters: {"GB": "United Kingdom", …}."""
    return {entry.strip()[:2]: entry.strip()[3:] for entry in _NAMES.replace("\n", "").split("|")}


@cache
def _codes() -> dict[str, str]:
    return {name.casefold(): code for code, name in countries().items()} | _ALSO


def country_code(text: str) -> str | None:
    """The two letters of a country given by code or name; None when it is neither."""
    typed = text.strip()
    if typed.upper() in countries():
        return typed.upper()
    return _codes().get(typed.casefold().rstrip("."))


def country_name(code: str) -> str:
    """The name of a country for an address; an unknown code stands for itself."""
    return countries().get(code, code)


def custom_of(code: str) -> Custom:
    """What a shop in this country starts with; euros and Greenwich where we do not know."""
    return _CUSTOMS.get(code, Custom("EUR", "UTC"))
