"""Which sign of a code a key gives, whatever keyboard the reader plays: Shift and AltGr as keys of their own, CapsLock,
dead keys, codes typed with Alt on the number pad, and a reader that types on another keyboard than this PC has."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from orderdesk.domain.items.gs1 import GS

_K = Qt.Key
_MODIFIERS = {
    _K.Key_Shift, _K.Key_Control, _K.Key_Alt, _K.Key_AltGr, _K.Key_Meta, _K.Key_CapsLock, _K.Key_NumLock,
    _K.Key_ScrollLock, _K.Key_Super_L, _K.Key_Super_R, _K.Key_Mode_switch, _K.Key_Multi_key,
}  # fmt: skip
# The accent of a dead key as a combining mark, and the sign that stands for it alone.
_DEAD = {
    _K.Key_Dead_Grave: ("\u0300", "`"), _K.Key_Dead_Acute: ("\u0301", "'"), _K.Key_Dead_Circumflex: ("\u0302", "^"),
    _K.Key_Dead_Tilde: ("\u0303", "~"), _K.Key_Dead_Diaeresis: ("\u0308", '"'), _K.Key_Dead_Cedilla: ("\u0327", ","),
}  # fmt: skip
_PLAIN = (
    Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
)
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_ALT_PAD = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
# The signs of an American keyboard by the place of the key (the number the hardware sends), without and with Shift.
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
_AMERICAN = {
    start + place: pair
    for start, plain, shifted in _ROWS
    for place, pair in enumerate(zip(plain, shifted, strict=True))
}
# The X server counts the same keys from eight on.
_FIRST_KEY = 8 if sys.platform.startswith("linux") else 0
# The figures of the number pad, and what its keys are while NumLock is off.
_PAD = {_K(_K.Key_0 + figure): str(figure) for figure in range(10)} | {
    _K.Key_Insert: "0", _K.Key_End: "1", _K.Key_Down: "2", _K.Key_PageDown: "3", _K.Key_Left: "4",
    _K.Key_Clear: "5", _K.Key_Right: "6", _K.Key_Home: "7", _K.Key_Up: "8", _K.Key_PageUp: "9",
}  # fmt: skip
# Windows makes a sign of Alt and figures by itself; elsewhere nothing comes of them.
_READS_ALT_PAD = sys.platform != "win32"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a code; `shift` says whether Shift was down, None where that says nothing about CapsLock."""

    text: str
    shift: bool | None = None


def is_modifier(event: QKeyEvent) -> bool:
    """Whether the key only changes what others mean; a code goes on over it."""
    return event.key() in _MODIFIERS


def code_of(signs: Sequence[Sign]) -> str:
    """The code that the signs make, as if CapsLock were off: it is on where Shift makes small letters."""
    code = "".join(sign.text for sign in signs)
    caps = any(sign.shift and sign.text.islower() for sign in signs)
    return code.swapcase() if caps else code


class KeySigns:
    """Reads sign after sign; remembers a dead key and figures typed with Alt until what they stand for is known."""

    def __init__(self) -> None:
        self._dead: tuple[str, str] | None = None
        self._figures = ""

    def is_part(self, event: QKeyEvent, *, american: bool) -> bool:
        """Whether the key is, or is going to be, a sign of a code; changes nothing."""
        return self.is_alt_figure(event) or event.key() in _DEAD or _text_of(event, american=american) != ""

    def is_alt_figure(self, event: QKeyEvent) -> bool:
        """Whether the key is a figure of a code that is typed with Alt held down."""
        return _READS_ALT_PAD and event.modifiers() == _ALT_PAD and event.key() in _PAD

    def pressed(self, event: QKeyEvent, *, american: bool) -> Sign | None:
        """The sign that a key press makes; None for none, or none yet."""
        if self.is_alt_figure(event):
            self._figures += _PAD[_K(event.key())]
            return None
        if event.key() in _DEAD:
            self._dead = _DEAD[_K(event.key())]
            return None
        text = _text_of(event, american=american)
        if not text:
            return None
        told = text.isalpha() and text.upper() != text.lower() and self._dead is None
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) if told else None
        return Sign(self._composed(text), shift)

    def alt_released(self) -> str:
        """The sign that figures typed with Alt stand for, once Alt is let go; "" for none."""
        figures, self._figures = self._figures, ""
        number = int(figures) if figures else 0
        return chr(number) if number == ord(GS) or 32 <= number < 127 or 160 <= number < 256 else ""

    def forget(self) -> None:
        """Begin anew."""
        self._dead, self._figures = None, ""

    def _composed(self, text: str) -> str:
        """The sign with the accent of the dead key before it, unless the system has put them together already."""
        dead, self._dead = self._dead, None
        if dead is None or not text.isascii() or len(text) > 1 or text == dead[1]:
            return text
        joined = unicodedata.normalize("NFC", text + dead[0])
        return joined if len(joined) == 1 else dead[1] + text.strip()


def _text_of(event: QKeyEvent, *, american: bool) -> str:
    """What the key says, "" where it is none of a code's signs. A key held down repeats as fast as a reader types."""
    if event.isAutoRepeat():
        return ""
    if event.text() == GS:
        return GS
    modifiers = event.modifiers()
    if modifiers & ~_PLAIN and modifiers & ~_PLAIN != _ALT_GR:
        return ""
    pair = _AMERICAN.get(event.nativeScanCode() - _FIRST_KEY) if american else None
    if pair is not None and not modifiers & Qt.KeyboardModifier.KeypadModifier:
        return pair[bool(modifiers & Qt.KeyboardModifier.ShiftModifier)]
    text = event.text()
    return text if 0 < len(text) <= 2 and text.isprintable() else ""
