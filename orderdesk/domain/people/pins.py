"""PINs: four to eight digits, kept only as a salted hash, with a wait that grows with each wrong try."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from orderdesk.domain.values.errors import Refused

_WAITS = (0, 0, 2, 10, 30, 60)
"""At most a minute: with it all PINs of four digits take a week, and who knows the PIN is never kept away by others."""


def checked_pin(pin: str) -> str:
    """A PIN that can be kept; refuse any other without repeating it."""
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
        raise Refused("A PIN is 4 to 8 digits.", field="pin")
    if len(set(pin)) == 1:
        raise Refused("A PIN of one repeated digit is guessed at once; choose another.", field="pin")
    return pin


def hash_pin(pin: str, salt: bytes) -> str:
    """A PIN as it is kept: the salt and what scrypt makes of both."""
    made = hashlib.scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1)
    return f"{salt.hex()}${made.hex()}"


def fits(pin: str, kept: str) -> bool:
    """Whether a PIN is the one that is kept; takes as long for a wrong one."""
    salt = bytes.fromhex(kept.partition("$")[0])
    return hmac.compare_digest(hash_pin(pin, salt), kept)


def wait_after(wrong: int) -> timedelta:
    """How long after so many wrong tries in a row no other is heard: longer each time, a minute at most."""
    return timedelta(seconds=_WAITS[min(wrong, len(_WAITS)) - 1])
