"""About how much of each currency is a euro's worth: enough to begin a shop with figures of the right size.

Steps of 1, 2 and 5, nearest to the rates of 2026. Nothing that is paid or booked is ever reckoned by them.
"""

from __future__ import annotations

from fractions import Fraction

from orderdesk.domain.values.money import Amount, divide, exponent

_STEPS = {
    "0.5": "BHD KWD OMR",
    "1": "BMD BSD CHF EUR FKP GBP GIP JOD KYD PAB SHP USD",
    "2": "ANG AUD AWG AZN BAM BBD BGN BND BZD CAD FJD GEL NZD SGD TOP WST XCD XCG",
    "5": "AED BRL BYN ILS LYD MYR PEN PGK PLN QAR RON SAR TMT TND",
    "10": "BOB CNY DKK GHS GTQ HKD MAD MOP NOK SBD SEK SVC TJS TTD",
    "20": "BWP CUP CZK ERN HNL LSL MDL MVR MXN NAD SCR SLE STN SZL ZAR ZMW ZWG",
    "50": "EGP MKD MRU MUR NIO PHP SRD THB TRY TWD UAH UYU",
    "100": "AFN ALL BDT BTN CVE DOP GMD INR KGS MZN RSD RUB VUV XPF",
    "200": "DJF DZD ETB GYD HTG ISK JMD JPY KES LRD NPR VED VES YER",
    "500": "AMD CRC HUF KMF KZT LKR PKR SDG SOS XAF XOF",
    "1000": "AOA CLP KPW",
    "2000": "ARS CDF IQD KRW MMK MWK NGN RWF TZS",
    "5000": "BIF COP KHR MGA MNT SSP UGX",
    "10000": "GNF PYG SYP UZS",
    "20000": "IDR LAK VND",
    "100000": "LBP",
    "1000000": "IRR",
}
_WORTHS = {code: Fraction(step) for step, codes in _STEPS.items() for code in codes.split()}


def worth_of(currency: str) -> Fraction:
    """About how much of a currency is one euro's worth; 1 for one that nobody knows."""
    return _WORTHS.get(currency, Fraction(1))


def about(cents: int, currency: str) -> Amount:
    """So many euro cents as an amount of the same size in another currency, in its minor units: 490 is 4.90 in euros,
    980 yen and 2.450 dinars of Kuwait."""
    worth = worth_of(currency)
    return divide(cents * worth.numerator * 10 ** exponent(currency), 100 * worth.denominator)
