"""Numbers under a barcode: which of them have a check digit, and whether it is right."""

from __future__ import annotations

_CHECKED_LENGTHS = (8, 12, 13, 14)


def check_digit(body: str) -> str:
    """The check digit of an EAN, UPC or GTIN from the digits before it."""
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-weighted % 10)


def barcode_warning(code: str) -> str:
    """A sentence when `code` has the length of an EAN or UPC and a wrong check digit; empty for all other codes."""
    if not (code.isascii() and code.isdigit() and len(code) in _CHECKED_LENGTHS):
        return ""
    right = check_digit(code[:-1])
    if code[-1] == right:
        return ""
    return f"{code} looks like an EAN or UPC, but its last digit should be {right}; check the number."
