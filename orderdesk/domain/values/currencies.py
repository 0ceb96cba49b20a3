"""Currencies as people write them: the codes of ISO 4217, and the signs and short words that stand beside an amount."""

from __future__ import annotations

CODES = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
    CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR
    ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT
    MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES
    VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
    """.split()
)
_DOLLARS = (
    "USD ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP CVE DOP FJD GYD HKD JMD KYD LRD MXN NAD NIO NZD SBD SGD SRD TOP "
    "TTD TWD UYU XCD"
)
_POUNDS = "GBP EGP FKP GIP LBP SDG SHP SSP SYP"
_WRITTEN = {
    "€": "EUR", "£": _POUNDS, "$": _DOLLARS, "¥": "JPY CNY", "円": "JPY", "元": "CNY TWD HKD", "₹": "INR", "₽": "RUB",
    "₺": "TRY", "₩": "KRW KPW", "₪": "ILS", "₫": "VND", "฿": "THB", "₴": "UAH", "₦": "NGN", "₱": "PHP", "₵": "GHS",
    "₡": "CRC", "₲": "PYG", "₸": "KZT", "₼": "AZN", "₾": "GEL", "₨": "INR PKR LKR NPR MUR SCR", "₮": "MNT", "₭": "LAK",
    "rs": "INR PKR LKR NPR MUR SCR", "re": "INR PKR", "kr": "DKK ISK NOK SEK", "kč": "CZK", "kc": "CZK", "zł": "PLN",
    "zl": "PLN", "ft": "HUF", "lei": "RON MDL", "leu": "RON MDL", "лв": "BGN", "руб": "RUB BYN", "р": "RUB BYN",
    "грн": "UAH", "дин": "RSD", "din": "RSD", "fr": "CHF XAF XOF XPF", "sfr": "CHF", "tl": "TRY", "euro": "EUR",
    "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD",
    "nt$": "TWD", "mx$": "MXN", "r$": "BRL", "r": "ZAR BRL", "rm": "MYR", "rp": "IDR", "kd": "KWD", "bd": "BHD",
    "dh": "AED MAD", "dhs": "AED MAD", "sr": "SAR", "jd": "JOD", "ksh": "KES", "tsh": "TZS", "ush": "UGX", "q": "GTQ",
    "s/": "PEN", "bs": "BOB VES", "p": "BWP PHP", "دك": "KWD", "دإ": "AED", "رس": "SAR", "جم": "EGP", "دب": "BHD",
    "رع": "OMR", "رق": "QAR", "دا": "JOD", "دم": "MAD",
}  # fmt: skip
_MEANT = {word: frozenset(codes.split()) for word, codes in _WRITTEN.items()}


def currencies_meant(word: str) -> frozenset[str]:
    """The currencies that a sign, a short word or a code may stand for: "€" is EUR, "kr." four of them; none when it
    names no currency."""
    code = word.upper()
    if code in CODES:
        return frozenset({code})
    return _MEANT.get(word.casefold().replace(".", ""), frozenset())
