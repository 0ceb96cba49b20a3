"""Numbers under a barcode: their check digits, and the one number behind a GTIN's several lengths.

A GTIN is one number written with 8, 12, 13 or 14 digits (GTIN-8, UPC-A, EAN-13, GTIN-14): they are compared padded to
14 digits, and kept in the shortest of these forms. A UPC-E is a UPC-A with zeros left out (GS1 General Specifications,
sections 3.3 and 7.10).
"""

from __future__ import annotations

from orderdesk.domain.values.errors import Refused

LONGEST_BARCODE = 48
_LENGTHS = (8, 12, 13, 14)


def check_digit(body: str) -> str:
    """The check digit of an EAN, UPC or GTIN from the digits before it."""
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-weighted % 10)


def is_gtin(code: str) -> bool:
    """Whether `code` has a GTIN's length and a right check digit."""
    return is_digits(code) and len(code) in _LENGTHS and code[-1] == check_digit(code[:-1])


def is_digits(code: str) -> bool:
    """Whether `code` is nothing but the digits 0 to 9."""
    return code.isascii() and code.isdigit()


def kept_barcode(code: str) -> str:
    """A barcode as it is kept: a GTIN in the shortest of its forms, a UPC-E as the UPC-A it stands for.

    Refuses what no reader could send: more than 48 signs, or others than plain ones.
    """
    kept = code.strip()
    if not (kept.isascii() and kept.isprintable()) or len(kept) > LONGEST_BARCODE:
        raise Refused("A barcode has at most 48 plain letters, digits and signs.", field="barcodes")
    return _shortest(kept) if is_gtin(kept) else _upc_a(kept) or kept


def same_codes(code: str) -> tuple[str, ...]:
    """Every way in which the number `code` may be written, itself first; other codes have one way alone."""
    longer = _upc_a(code)
    whole = code if is_gtin(code) else longer
    forms = _forms(whole) if whole else ()
    # Eight digits may be a GTIN-8 and a UPC-E at once; the first is likelier.
    return tuple(dict.fromkeys([code, *forms, *(_forms(longer) if longer else ())]))


def barcode_warning(code: str) -> str:
    """A sentence when `code` has the length of an EAN or UPC and a wrong check digit; empty for all other codes."""
    if not (is_digits(code) and len(code) in _LENGTHS) or is_gtin(code) or _upc_a(code):
        return ""
    return f"{code} looks like an EAN or UPC, but its last digit should be {check_digit(code[:-1])}; check the number."


def _shortest(gtin: str) -> str:
    return _forms(gtin)[0]


def _forms(gtin: str) -> tuple[str, ...]:
    """The number in all lengths that hold it, the shortest first."""
    digits = gtin.lstrip("0")
    return tuple(digits.zfill(length) for length in _LENGTHS if length >= len(digits))


def _upc_a(code: str) -> str:
    """The UPC-A that a UPC-E of eight digits stands for, "" for what is none."""
    if not (is_digits(code) and len(code) == 8 and code[0] in "01"):
        return ""
    digits, last = code[1:7], code[6]
    if last in "012":
        body = f"{digits[:2]}{last}0000{digits[2:5]}"
    elif last == "3":
        body = f"{digits[:3]}00000{digits[3:5]}"
    elif last == "4":
        body = f"{digits[:4]}00000{digits[4]}"
    else:
        body = f"{digits[:5]}0000{last}"
    whole = f"{code[0]}{body}{code[7]}"
    return whole if is_gtin(whole) else ""
