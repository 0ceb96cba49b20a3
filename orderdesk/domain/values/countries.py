"""The countries of ISO 3166, read by code and by the names that people and files give them; what a shop in one starts
with.

Codes of three letters and three digits, and the names in other languages, are those of CLDR (babel).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, exponent

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
    "uk": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "usa": "US", "america": "US", "eire": "IE", "republic of ireland": "IE", "el": "GR",
    "holland": "NL", "czech republic": "CZ", "turkey": "TR", "korea": "KR", "rsa": "ZA", "uae": "AE", "ksa": "SA",
    "channel islands": "JE", "burma": "MM", "ivory coast": "CI", "swaziland": "SZ", "macedonia": "MK", "macau": "MO",
    "congo": "CG", "congo kinshasa": "CD", "vatican": "VA", "brd": "DE", "prc": "CN", "roc": "TW",
    "united states of america": "US", "united kingdom of great britain and northern ireland": "GB",
    "federal republic of germany": "DE", "bundesrepublik deutschland": "DE", "kingdom of netherlands": "NL",
    "republic of korea": "KR", "korea republic of": "KR", "korea south": "KR", "korea north": "KP",
    "korea democratic people s republic of": "KP", "russian federation": "RU", "viet nam": "VN",
    "iran islamic republic of": "IR", "bolivia plurinational state of": "BO", "brunei darussalam": "BN",
    "venezuela bolivarian republic of": "VE", "tanzania united republic of": "TZ", "moldova republic of": "MD",
    "lao people s democratic republic": "LA", "syrian arab republic": "SY", "taiwan province of china": "TW",
    "micronesia federated states of": "FM", "palestine state of": "PS", "palestinian territories": "PS",
    "congo democratic republic of": "CD", "democratic republic of congo": "CD", "cabo verde": "CV", "holy see": "VA",
    "hong kong sar": "HK", "people s republic of china": "CN", "slovak republic": "SK",
    "virgin islands british": "VG", "virgin islands u s": "VI", "us virgin islands": "VI", "schweiz suisse": "CH",
}  # fmt: skip
"""Usual names that neither our list nor CLDR's has, as `_plain` writes them."""
_LANGUAGES = """
ar bg bn cs da de el en es et fa fi fil fr he hi hr hu hy id is it ja ka kk km ko lt lv mk ms my nb nl pl pt ro ru sk sl
sq sr sv sw ta th tr uk ur uz vi zh zh_Hant
""".split()


@dataclass(frozen=True, slots=True)
class Custom:
    """What a new shop in a country starts with, unless it says otherwise; `cash_step` is the least coin in minor units
    of its currency."""

    currency: str
    time_zone: str
    paper: str = "a4"
    cash_step: Amount = 1


_LETTER = frozenset("BZ CA CL CO CR DO GT HN MX NI PA PH PR SV US VE".split())
"""Countries that write on Letter rather than A4."""
_INCHES = frozenset("US PR VI GU AS MP LR".split())
_LEAST_COINS = {**dict.fromkeys("AUD BHD KWD MYR OMR".split(), 5), **dict.fromkeys("ILS NZD ZAR".split(), 10)}
"""The least coin in use where CLDR does not say so (2026), in minor units."""
_FIVE_CENTS = frozenset("BE EE FI IE IT LT NL SK".split())
"""Euro countries in which cash is rounded to five cents, by law or by custom (2026)."""
_MAIN_ZONES = {
    "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo",
    "CA": "America/Toronto", "CD": "Africa/Kinshasa", "CL": "America/Santiago", "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia", "DE": "Europe/Berlin", "EC": "America/Guayaquil", "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei", "GL": "America/Nuuk", "ID": "Asia/Jakarta", "KI": "Pacific/Tarawa", "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro", "MN": "Asia/Ulaanbaatar", "MX": "America/Mexico_City", "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland", "PF": "Pacific/Tahiti", "PG": "Pacific/Port_Moresby", "PS": "Asia/Gaza",
    "PT": "Europe/Lisbon", "RU": "Europe/Moscow", "UA": "Europe/Kyiv", "UM": "Pacific/Wake",
    "US": "America/New_York", "UZ": "Asia/Tashkent", "VN": "Asia/Ho_Chi_Minh",
    "XK": "Europe/Belgrade",
}  # fmt: skip
"""Where a country has several time zones: the one that most of its people live in."""
_OTHER_ZONES = {
    "US": {
        "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI", "America/Denver": "CO ID MT NM UT WY",
        "America/Phoenix": "AZ", "America/Los_Angeles": "CA NV OR WA", "America/Anchorage": "AK",
        "Pacific/Honolulu": "HI",
    },
    "CA": {
        "America/St_Johns": "NL", "America/Halifax": "NB NS PE", "America/Winnipeg": "MB", "America/Regina": "SK",
        "America/Edmonton": "AB NT", "America/Vancouver": "BC", "America/Whitehorse": "YT",
    },
    "AU": {
        "Australia/Brisbane": "QLD", "Australia/Adelaide": "SA", "Australia/Darwin": "NT", "Australia/Perth": "WA",
        "Australia/Hobart": "TAS",
    },
}  # fmt: skip
"""The states and provinces in which most people live in another one."""


@cache
def countries() -> dict[str, str]:
    """Every country by its two letters: {"GB": "United Kingdom", …}."""
    return {entry.strip()[:2]: entry.strip()[3:] for entry in _NAMES.replace("\n", "").split("|")}


def country_code(text: str) -> str | None:
    """The two letters of a country given by two or three letters or by a usual name; None when it is none of them."""
    typed = text.strip()
    if typed.upper() in countries():
        return typed.upper()
    plain = _plain(typed)
    return _english().get(plain) or _by_number(typed) or _abroad().get(plain) if plain else None


def country_of(text: str, field: str = "country") -> str:
    """The two letters of a country as typed; refuse what is none. Every door reads a country by this."""
    code = country_code(text)
    if code is None:
        typed = " ".join(text.split())[:60] or "Nothing"
        sentence = f"{typed} is not a recognised country; give its name or its two or three letters, as DE or DEU."
        raise Refused(sentence, field=field)
    return code


def country_name(code: str) -> str:
    """The name of a country for an address; an unknown code stands for itself."""
    return countries().get(code, code)


def country_in_words(code: str) -> str:
    """The name of a country within a sentence: "the United Kingdom", "Germany"."""
    name = country_name(code)
    return f"the {name}" if name.startswith("United") or name in ("Netherlands", "Philippines", "Bahamas") else name


@cache
def country_line(code: str, home: str = "") -> str:
    """The last line of an address sent abroad: the country in capitals, in the language of the country it is sent from.

    From where that is not written in Latin letters it is in English; empty at home and for none.
    """
    if code in ("", home):
        return ""
    from babel import Locale  # here, as most addresses are at home
    from babel.languages import get_official_languages

    spoken = next(iter(get_official_languages(home, de_facto=True)), "en") if home in countries() else "en"
    name = "" if spoken == "en" else Locale.parse(spoken).territories.get(code, "")
    latin = bool(name) and all("LATIN" in unicodedata.name(letter, "") for letter in name if letter.isalpha())
    return (name if latin else country_name(code)).upper()


def time_zone_of(code: str, region: str = "") -> str:
    """The time zone of a country, of the letters of its state or province where those have their own."""
    there = (zone for zone, regions in _OTHER_ZONES.get(code, {}).items() if region.upper() in regions.split())
    return next(there, custom_of(code).time_zone)


@cache
def custom_of(code: str) -> Custom:
    """What a shop in this country starts with; euros and Greenwich where nobody knows."""
    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    zones = [zone for zone, territory in get_global("zone_territories").items() if territory == code]
    zone = _MAIN_ZONES.get(code) or (sorted(zones)[0] if zones else "UTC")
    currencies = get_territory_currencies(code) if code in countries() else []
    currency = currencies[0] if currencies else "EUR"
    return Custom(
        currency,
        zone,
        "letter" if code in _LETTER else "a4",
        max(least_coin(currency), 5 if code in _FIVE_CENTS else 1),
    )


@cache
def least_coin(currency: str) -> Amount:
    """The least coin of a currency in use, in minor units: 0.05 francs, 0.50 Danish crowns, whole Swedish ones."""
    from babel.core import get_global

    fractions = get_global("currency_fractions")
    _, _, digits, step = fractions.get(currency, fractions["DEFAULT"])
    unused: int = max(exponent(currency) - digits, 0)
    return _LEAST_COINS.get(currency) or int(max(step, 1) * 10**unused)


def measures_in_inches(code: str) -> bool:
    """Whether sizes are measured in inches there, and weights in pounds."""
    return code.upper() in _INCHES


def _plain(text: str) -> str:
    """A name without case, accents, signs and article: "The Côte d’Ivoire" is "cote d ivoire"."""
    parted = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    letters = "".join(each for each in parted if not unicodedata.combining(each) or each > "\u0900")
    words = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", letters)).split()
    words = ["saint" if word == "st" else word for word in words if word != "the"]
    return "".join(words) if words and all(len(word) == 1 for word in words) else " ".join(words)


@cache
def _english() -> dict[str, str]:
    return {_plain(name): code for code, name in countries().items()} | _ALSO


def _by_number(typed: str) -> str | None:
    """A code of three letters or three digits: DEU and 276 are DE."""
    if not (len(typed) == 3 and typed.isascii() and typed.isalnum()):
        return None
    from babel.core import get_global

    now = get_global("territory_aliases").get(typed.upper(), ())
    return now[0] if len(now) == 1 and now[0] in countries() else None


@cache
def _abroad() -> dict[str, str]:
    """The names in other languages, those left out that two countries share; read once, when one is first needed."""
    from babel import Locale

    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in countries() and (plain := _plain(name)):
                found[plain] = code if found.get(plain, code) == code else ""
    return {plain: code for plain, code in found.items() if code}
